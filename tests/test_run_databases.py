"""A run whose database is locked, full, or goes away: a clear message, nothing half written, and it goes on."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractor.batch import Failure, Job, Settings, run_archive
from extractor.batch.meter import Tally
from extractor.store import StoreError, open_store
from extractor.store.database import Store
from extractor.store.waiting import is_passing
from tests.archives import AS_STORED, content_of, rows_of, text

pytestmark = pytest.mark.slow
_CUT = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)
RULES = Settings(model=False, version="v", seconds=60.0)


class Told:
    """Keeps what a run tells, and does something when it is told to wait."""

    def __init__(self) -> None:
        self.waits: list[str] = []
        self.first_wait = threading.Event()

    def failed(self, failure: Failure) -> None:
        raise AssertionError(failure)

    def waiting(self, error: StoreError, seconds: float) -> None:
        self.waits.append(str(error))
        self.first_wait.set()

    def progress(self, tally: Tally) -> None:
        pass


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    return folder


def job(archive: Path, patience: float = 120.0) -> Job:
    return Job((str(archive),), AS_STORED, RULES, workers=1, patience=patience)


@pytest.fixture
def undisturbed(archive: Path, tmp_path: Path) -> dict[str, str]:
    with open_store(tmp_path / "undisturbed.sqlite") as store:
        run_archive(store, job(archive), Told())
    return content_of(tmp_path / "undisturbed.sqlite")


def impatient(store: Store) -> None:
    """Let SQLite not wait for a lock itself, which it does for half a minute."""
    sa.event.listen(
        store.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout = 100").close()
    )


def test_a_locked_file_is_waited_for(archive: Path, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    database = tmp_path / "x.sqlite"
    told = Told()
    with open_store(database) as store:
        impatient(store)
        with closing(sqlite3.connect(database, check_same_thread=False, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            threading.Thread(target=lambda: (told.first_wait.wait(60), other.execute("ROLLBACK"))).start()
            tally = run_archive(store, job(archive), told)
    assert tally.documents == 40
    assert told.waits[0] == f"{database}: database is locked"
    assert content_of(database) == undisturbed


def test_a_file_that_stays_locked_ends_the_run(archive: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite"
    with open_store(database) as store:
        impatient(store)
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="database is locked"):
                run_archive(store, job(archive, patience=2.0), Told())


def test_a_full_disk_ends_the_run_and_it_goes_on_when_there_is_room(
    archive: Path, tmp_path: Path, undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.batch.run.BATCH_DOCUMENTS", 4)
    database = tmp_path / "x.sqlite"
    told = Told()
    with open_store(database) as store:
        with store.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        # SQLite answers so too where the disk has no room.
        full = f"PRAGMA max_page_count = {pages + 40}"
        sa.event.listen(store.engine, "checkout", lambda raw, *_: raw.execute(full).close())
        with pytest.raises(StoreError, match="full") as caught:
            run_archive(store, job(archive), told)
    assert str(caught.value) == f"{database}: database or disk is full"
    assert told.waits == []
    done = rows_of(database, "SELECT doc_id FROM run_ledger WHERE status = 'done'")
    assert 0 < len(done) < 40
    assert rows_of(database, "SELECT doc_id FROM documents") == done
    with open_store(database) as store:
        run_archive(store, job(archive), told)
    assert content_of(database) == undisturbed


def test_a_server_that_goes_away_and_comes_back(
    archive: Path, postgres: str, undisturbed: dict[str, str]
) -> None:
    told = Told()
    killer = sa.create_engine(sa.make_url(postgres).set(drivername="postgresql+psycopg"))
    cuts = 2

    def cut(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        """End all connections in the midst of a transaction, as a server does that is restarted."""
        nonlocal cuts
        if cuts and statement.startswith("UPDATE run_ledger"):
            cuts -= 1
            with killer.connect() as connection:
                connection.execute(_CUT)

    with open_store(postgres) as store:
        sa.event.listen(store.engine, "before_cursor_execute", cut)
        tally = run_archive(store, job(archive), told)
    killer.dispose()
    assert len(told.waits) == 2
    assert all(wait.startswith("postgresql://postgres@/") for wait in told.waits)
    assert tally.documents == 40
    assert content_of(postgres) == undisturbed


def test_what_passes_is_told_from_what_does_not(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as nowhere:
        open_store("postgresql://nobody@127.0.0.1:1/none")
    assert is_passing(nowhere.value)
    (tmp_path / "no.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError) as broken:
        open_store(tmp_path / "no.sqlite")
    assert not is_passing(broken.value)
    assert not is_passing(StoreError("x: no such file"))
