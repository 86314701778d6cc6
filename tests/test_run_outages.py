"""What `zhibiao run` does where the disk is full, the database locked, or its server away: nothing is half written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.archive import SAMPLES, Archive, Order, make
from benchmarks.databases import connected, counts_of, hash_of, psycopg
from tests.postgres import NoServerError, Server, serving

ROOT = Path(__file__).parents[1]
# Several batches, so that a run can be met in its middle.
DOCUMENTS = 320
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    make(Archive(Order(documents=DOCUMENTS, characters=700, duplicates=0.1), [SAMPLES]), folder)
    return folder


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('undisturbed') / 'x.sqlite'}"
    assert finished(archive, url).returncode == 0
    return hash_of(url)


def command(archive: Path, url: str) -> list[str]:
    call = "from extractor.cli import main; main()"
    return [sys.executable, "-c", call, "run", str(archive), "--db", url, "--workers", "2", "--quiet"]


def finished(archive: Path, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(archive, url),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@contextmanager
def running(archive: Path, url: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(archive, url),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def done(url: str) -> int:
    try:
        return counts_of(url).get("done", 0)
    except sa.exc.DBAPIError:
        # No tables yet.
        return 0


def wait_for_some(process: subprocess.Popen[str], url: str) -> None:
    until = time.monotonic() + 120
    while not done(url):
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < until, "nothing was saved"
        time.sleep(0.05)


def assert_nothing_is_half_written(url: str) -> None:
    """Every document that is done has all its records, and no record stands without its document."""
    with connected(url) as connection:
        halves = connection.exec_driver_sql(
            "SELECT l.doc_id FROM run_ledger l WHERE l.status = 'done' AND l.records <> "
            "(SELECT count(*) FROM records r WHERE r.doc_id = l.doc_id)"
        ).fetchall()
        orphans = connection.exec_driver_sql(
            "SELECT doc_id FROM documents WHERE doc_id NOT IN "
            "(SELECT doc_id FROM run_ledger WHERE doc_id IS NOT NULL)"
        ).fetchall()
    assert (halves, orphans) == ([], [])


# --- a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte, which can be made larger."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=512k", "zhibiao", str(folder)],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_is_said_and_the_run_goes_on_when_there_is_room(
    archive: Path, undisturbed: str, small_disk: Path
) -> None:
    file = small_disk / "x.sqlite"
    url = f"sqlite:///{file}"
    stopped = finished(archive, url)
    assert stopped.returncode == 1
    assert stopped.stderr.count("\n") == 1
    assert "x.sqlite" in stopped.stderr
    assert "full" in stopped.stderr
    assert "goes on" in stopped.stderr
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if counts_of(url).get("done"):
        assert_nothing_is_half_written(url)
    assert finished(archive, url).returncode == 0
    assert hash_of(url) == undisturbed


def test_a_file_that_may_not_grow_is_said(archive: Path, undisturbed: str, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    limit = 600_000
    stopped = subprocess.run(
        command(archive, url),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert stopped.returncode == 1
    assert stopped.stderr.count("\n") == 1, stopped.stderr
    assert "x.sqlite" in stopped.stderr
    assert finished(archive, url).returncode == 0
    assert hash_of(url) == undisturbed


# --- a locked database


def test_a_locked_database_is_waited_for(archive: Path, undisturbed: str, tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    url = f"sqlite:///{file}"
    with running(archive, url) as process:
        wait_for_some(process, url)
        with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            before = done(url)
            time.sleep(8)
            assert process.poll() is None, "it gave up at once"
            assert done(url) == before
            other.execute("COMMIT")
        _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    assert hash_of(url) == undisturbed


# --- a server that goes away


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that may be stopped."""
    try:
        with serving() as server:
            if server.folder is None:
                pytest.skip("the PostgreSQL server that was named is not ours to stop")
            yield server
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL server: {error}")


def new_database(server: Server, name: str) -> str:
    engine = sa.create_engine(psycopg(server.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    engine.dispose()
    return server.database(name)


def test_a_server_that_goes_away_and_comes_back_is_waited_for(archive: Path, own_server: Server) -> None:
    whole, url = (new_database(own_server, name) for name in ("whole", "disturbed"))
    assert finished(archive, whole).returncode == 0
    with running(archive, url) as process:
        wait_for_some(process, url)
        own_server.stop()
        try:
            time.sleep(4)
            assert process.poll() is None, "it gave up at once"
        finally:
            own_server.start()
        _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    assert_nothing_is_half_written(url)
    assert hash_of(url) == hash_of(whole)


def test_a_server_that_is_not_there_is_said(archive: Path, own_server: Server) -> None:
    url = new_database(own_server, "away")
    own_server.stop()
    try:
        stopped = finished(archive, url)
    finally:
        own_server.start()
    assert stopped.returncode == 1
    assert stopped.stderr.count("\n") == 1, stopped.stderr
    assert finished(archive, url).returncode == 0
