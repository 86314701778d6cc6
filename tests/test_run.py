"""`zhibiao run` from end to end: all kinds of files, stops of all kinds, documents that do harm."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from extractor.batch import Failure, Job, Settings, run_archive
from extractor.batch.meter import Tally
from extractor.store import StoreError, open_store
from tests import batch_work
from tests.archives import AS_STORED, content_of, make_archive, rows_of, text

ROOT = Path(__file__).parents[1]
_COMMAND = [sys.executable, "-c", "from extractor.cli import main; main()", "run", "--no-model"]


def start(*arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*_COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def run(*arguments: object) -> tuple[int, str, str]:
    process = start(*arguments)
    output, errors = process.communicate(timeout=300)
    assert "Traceback" not in errors
    return process.returncode, output, errors


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """The database of a run that nothing disturbed, its exit code and what it said."""
    database = tmp_path_factory.mktemp("undisturbed") / "x.sqlite"
    code, output, errors = run(archive, "--db", database)
    assert output == ""
    return database, code, errors


@pytest.mark.slow
def test_all_kinds_of_files_are_read_and_what_fails_is_named(
    undisturbed: tuple[Path, int, str], archive: Path
) -> None:
    database, code, errors = undisturbed
    assert code == 1
    assert f"zhibiao: {archive}/empty.txt: is empty (unreadable)" in errors
    assert f"zhibiao: {archive}/lines.jsonl:3: broken JSON" in errors
    assert errors.splitlines()[-1].startswith(f"zhibiao: {database}: 22 documents, ")
    assert errors.splitlines()[-1].endswith(" records, 3 known already, 4 failed")
    readers = rows_of(database, "SELECT DISTINCT reader FROM documents")
    assert readers == [("csv",), ("docx",), ("html",), ("jsonl",), ("parquet",), ("text",)]
    places = rows_of(
        database,
        "SELECT path FROM document_paths WHERE doc_id ="
        f" (SELECT doc_id FROM documents WHERE path = '{archive}/2019/001.txt')",
    )
    assert [str(path).removeprefix(f"{archive}/") for (path,) in places] == [
        "2019/001.txt",
        "copy.txt",
        "lines.jsonl:4",
        "shards.zip!/甲.txt",
    ]


@pytest.mark.slow
def test_again_nothing_is_read_and_one_worker_gives_the_same(
    undisturbed: tuple[Path, int, str], archive: Path, tmp_path: Path
) -> None:
    database, _, _ = undisturbed
    before = content_of(database)
    code, _, errors = run(archive, "--db", database, "--quiet")
    assert code == 1
    assert "0 documents, 0 records" in errors
    assert "4 failed before (--retry-failed reads them again)" in errors
    assert content_of(database) == before
    run(archive, "--db", tmp_path / "one.sqlite", "--workers", 1)
    assert content_of(tmp_path / "one.sqlite") == before


@pytest.mark.slow
def test_runs_that_are_killed_at_any_moment_end_in_the_same_database(
    undisturbed: tuple[Path, int, str], archive: Path, tmp_path: Path
) -> None:
    chance = random.Random(6)
    database = tmp_path / "x.sqlite"
    for _ in range(3):
        process = start(archive, "--db", database)
        time.sleep(chance.uniform(1.0, 8.0))
        workers = psutil.Process(process.pid).children() if process.poll() is None else []
        process.kill()
        process.wait()
        # No worker outlives the run that it worked for.
        gone, alive = psutil.wait_procs(workers, timeout=10)
        assert (len(gone), alive) == (len(workers), [])
    code, _, _ = run(archive, "--db", database)
    assert code == 1
    assert content_of(database) == content_of(undisturbed[0])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_says_how_to_go_on(archive: Path, tmp_path: Path, number: int, code: int) -> None:
    database = tmp_path / "x.sqlite"
    process = start(archive, "--db", database)
    wait_for_pending(database)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors
    assert errors.splitlines()[-1] == (
        f"zhibiao: {database}: interrupted; what was saved stays, and the same command goes on from there"
    )
    code, _, _ = run("--status", "--db", database)
    assert code == 0


def wait_for_pending(database: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if database.exists():
            try:
                with sqlite3.connect(database) as connection:
                    if connection.execute("SELECT count(*) FROM run_ledger").fetchone()[0]:
                        return
            except sqlite3.Error:
                pass
        time.sleep(0.05)
    raise AssertionError("the run does not begin")


@pytest.mark.slow
def test_an_expression_that_runs_away_sets_one_document_aside(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
    (folder / "2.txt").write_text(text(2) + "云" * 80 + "\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('[boilerplate]\nlines = ["(?:云+)+溪"]\n', encoding="utf-8")
    database = tmp_path / "x.sqlite"
    code, _, errors = run(folder, "--db", database, "--patterns", own, "--time-limit", 3)
    assert code == 1
    assert f"{folder}/2.txt: took longer than 3 seconds (time)" in errors
    assert len(rows_of(database, "SELECT path FROM documents")) == 3
    code, output, _ = run("--status", "--db", database)
    assert code == 0
    account, *failed = output.splitlines()
    assert ": 3 done, 0 pending, 1 failed (1 time); 4 places, " in account
    assert failed == [f"failed\t{folder}/2.txt\ttime\ttook longer than 3 seconds"]
    # Another version of the pipeline: what ran away is gone, and all is read anew.
    code, _, errors = run(folder, "--db", database)
    assert code == 0
    assert f"{database}: 4 documents" in errors


@pytest.mark.slow
def test_a_document_that_eats_memory_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
    glutton = "2020年，青禾县饕餮产量达到5万吨。\n"
    (folder / "1.txt").write_text(glutton, encoding="utf-8")
    own = tmp_path / "own.toml"
    rewrites = ", ".join(f'["饕餮", "{"饕餮" * 50}"]' for _ in range(6))
    own.write_text(f"[claims.naming]\nrewrites = [{rewrites}]\n", encoding="utf-8")
    database = tmp_path / "x.sqlite"
    code, _, errors = run(folder, "--db", database, "--patterns", own, "--memory-limit", 900)
    assert code == 1
    assert rows_of(database, "SELECT place, cause FROM run_ledger WHERE status = 'failed'") == [
        (f"{folder}/1.txt", "memory")
    ]
    assert "(memory)" in errors


class Silent:
    def __init__(self) -> None:
        self.failures: list[Failure] = []

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def waiting(self, error: StoreError, seconds: float) -> None:
        raise AssertionError(str(error))

    def progress(self, tally: Tally) -> None:
        pass


@pytest.fixture
def harmful(tmp_path: Path) -> Path:
    """Twelve documents, of which three do harm to the process that reads them."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(12):
        harm = {3: batch_work.CRASHES, 4: batch_work.HANGS, 9: batch_work.EATS}.get(number, "")
        (folder / f"{number:02}.txt").write_text(text(number) + harm, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_documents_that_crash_hang_or_eat_memory_are_set_aside_and_can_be_tried_again(
    harmful: Path, tmp_path: Path
) -> None:
    database = tmp_path / "x.sqlite"
    settings = Settings(model=False, version="v", seconds=1.0)
    job = Job((str(harmful),), AS_STORED, settings, workers=2, memory=900 << 20)
    report = Silent()
    with open_store(database) as store:
        tally = run_archive(store, job, report, load=batch_work.load_harmful)
    assert (tally.documents, tally.failed) == (9, 3)
    causes = {Path(one.place).name: one.cause for one in report.failures}
    assert causes == {"03.txt": "crash", "04.txt": "time", "09.txt": "memory"}
    assert rows_of(database, "SELECT cause, reason FROM run_ledger WHERE cause = 'crash'") == [
        ("crash", "the worker was ended by SIGSEGV")
    ]
    # With workers that take no harm.
    with open_store(database) as store:
        tally = run_archive(store, job, report)
        assert (tally.documents, tally.failed_before) == (0, 3)
        again = Job((str(harmful),), AS_STORED, settings, workers=2, retry=True)
        tally = run_archive(store, again, report)
        assert (tally.documents, tally.failed, tally.failed_before) == (3, 0, 0)
    with open_store(tmp_path / "y.sqlite") as store:
        run_archive(store, job, report)
    assert content_of(database) == content_of(tmp_path / "y.sqlite")


# --- the command line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give an ARCHIVE, or --status"),
        (("no-such-folder",), "no-such-folder: no such file or folder"),
        (("-",), "standard input cannot be read again"),
        (("tests", "--workers", "0"), "--workers"),
        (("tests", "--patterns", "none.toml"), "none.toml"),
    ],
)
def test_a_wrong_command_line_is_told_at_once(arguments: tuple[str, ...], said: str) -> None:
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert said in errors
    assert len(errors.splitlines()) == 1


def test_the_account_of_a_database_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    code, output, errors = run("--status", "--db", tmp_path / "x.sqlite")
    assert (code, output) == (1, "")
    assert errors == f"zhibiao: {tmp_path / 'x.sqlite'}: no such file\n"
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.slow
def test_the_database_may_lie_within_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    for _ in range(2):
        code, _, errors = run(tmp_path, "--db", tmp_path / "x.sqlite")
        assert (code, "failed" in errors) == (0, False)
