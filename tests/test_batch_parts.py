"""Shards, parts and what is loaded of them, without the cluster that makes them elsewhere."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus.readers.options import ReadOptions
from extractor.batch import (
    Failure,
    Job,
    PartsError,
    Settings,
    load_parts,
    process_batch,
    run_archive,
    to_documents,
)
from extractor.batch.archive import entries
from extractor.batch.guarding import Guarded
from extractor.batch.meter import Tally
from extractor.batch.parts import JOURNAL, MANIFEST, Journal, Manifest, part_schema, read_manifest, write_part
from extractor.batch.ray_engine import RayError, RayRun, Site, results_of, run_on_ray
from extractor.batch.shards import Shard, shards_of, tables_of
from extractor.batch.tables import Task, to_batch
from extractor.store import StoreError, open_store
from tests import batch_work
from tests.archives import AS_STORED, content_of, make_archive, rows_of, text
from tests.test_batch import task

RULES = Settings(model=False, version="v")
process = partial(process_batch, settings=RULES)


class Quiet:
    """Keeps what it is told; fails the third part where `stop` says so."""

    def __init__(self, stop: int | None = None) -> None:
        self.failures: list[Failure] = []
        self.told = 0
        self.stop = stop

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def waiting(self, error: StoreError, seconds: float) -> None:
        raise AssertionError(str(error))

    def progress(self, tally: Tally) -> None:
        self.told += 1
        if self.told == self.stop:
            raise KeyboardInterrupt


def make_parts(
    archive: Path,
    folder: Path,
    process: Callable[[pa.Table], pa.Table] = process,
    options: ReadOptions = AS_STORED,
) -> Manifest:
    """What a cluster does, in this process."""
    shards = shards_of((str(archive),), options)
    with Journal(folder, "v") as journal:
        journal.begin({shard.key: shard.stamp for shard in shards})
        for shard in shards:
            for table in tables_of(shard, options):
                journal.add(write_part(folder, results_of(table, process), table.column("last")[-1].as_py()))
        return journal.finish(journal.piece(shard.key, shard.stamp, shard.name) for shard in shards)


def load(folder: Path, database: Path, report: Quiet | None = None, retry: bool = False) -> Tally:
    with open_store(database) as store:
        return load_parts(store, folder, report or Quiet(), retry=retry)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def made(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_parts(archive, folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the parts that a test may damage."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in made.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


# --- shards


def test_shards_give_the_documents_of_the_archive_in_its_order(archive: Path) -> None:
    shards = shards_of((str(archive),), AS_STORED)
    tables = [table for shard in shards for table in tables_of(shard, AS_STORED)]
    rows = [row for table in tables for row in table.to_pylist()]
    wanted = [(entry.place, entry.content) for entry in entries((str(archive),), AS_STORED)]
    assert [(row["place"], row["content"]) for row in rows] == wanted
    for shard in shards:
        own = [row for row in rows if row["shard"] == shard.key]
        assert [row["number"] for row in own] == list(range(len(own)))
        assert [row["last"] for row in own] == [False] * (len(own) - 1) + [True]
    # Files of many documents stand alone, those between them together.
    assert [Path(shard.name).name for shard in shards if len(shard.files) == 1] == [
        "lines.jsonl",
        "packed.jsonl.gz",
        "shard.parquet",
        "shards.zip",
    ]


def test_a_shard_is_cut_into_tables_and_its_last_document_is_marked(tmp_path: Path) -> None:
    lines = [json.dumps({"正文": text(number)}, ensure_ascii=False) for number in range(128)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    [shard] = shards_of((str(tmp_path),), AS_STORED)
    tables = list(tables_of(shard, AS_STORED))
    assert [table.num_rows for table in tables] == [64, 64]
    assert [any(table.column("last").to_pylist()) for table in tables] == [False, True]


def test_a_shard_has_another_stamp_once_a_file_in_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    before: list[Shard] = shards_of((str(file),), AS_STORED)
    assert shards_of((str(file), str(file)), AS_STORED) == before
    os.utime(file, ns=(1, 1))
    [shard] = shards_of((str(file),), AS_STORED)
    assert (shard.key, shard.stamp == before[0].stamp) == (before[0].key, False)


def test_what_cannot_be_found_or_opened_is_a_row_with_its_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    paths = (str(tmp_path / "empty"), str(tmp_path / "none.txt"))
    rows = [row for shard in shards_of(paths, AS_STORED) for row in results_rows(shard)]
    assert [(row["place"], row["status"], row["cause"]) for row in rows] == [
        (paths[0], "failed", "unreadable"),
        (paths[1], "failed", "unreadable"),
    ]
    assert rows[0]["reason"] == "the folder holds no files to read"


def results_rows(shard: Shard) -> list[dict[str, object]]:
    tables = [results_of(table, process) for table in tables_of(shard, AS_STORED)]
    assert all(table.schema == part_schema() for table in tables)
    return [row for table in tables for row in table.to_pylist()]


# --- loading


def test_parts_that_are_loaded_give_the_database_of_a_local_run(
    archive: Path, made: Path, tmp_path: Path
) -> None:
    report = Quiet()
    tally = load(made, tmp_path / "parts.sqlite", report)
    with open_store(tmp_path / "local.sqlite") as store:
        job = Job((str(archive),), AS_STORED, RULES, workers=1)
        local = run_archive(store, job, Quiet())
    assert content_of(tmp_path / "parts.sqlite") == content_of(tmp_path / "local.sqlite")
    assert replace(tally, read=0) == replace(local, read=0)
    assert [Path(one.place).name for one in report.failures] == [
        "broken.pdf",
        "empty.txt",
        "lines.jsonl:3",
        "shard.parquet:2",
    ]


def test_what_is_loaded_is_not_loaded_twice_wherever_it_was_stopped(made: Path, tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite"
    with pytest.raises(KeyboardInterrupt):
        load(made, database, Quiet(stop=2))
    first = rows_of(database, "SELECT content FROM run_ledger")
    rest = load(made, database)
    again = load(made, database)
    assert 0 < len(first) < len(rows_of(database, "SELECT content FROM run_ledger"))
    assert (rest.documents > 0, again.documents, again.failed, again.failed_before) == (True, 0, 0, 4)
    load(made, tmp_path / "y.sqlite")
    assert content_of(database) == content_of(tmp_path / "y.sqlite")


def test_a_part_that_is_missing_is_refused_before_anything_is_loaded(folder: Path, tmp_path: Path) -> None:
    *_, last = read_manifest(folder).parts
    (folder / last.name).unlink()
    with pytest.raises(PartsError, match=rf"{last.name}: is missing"):
        load(folder, tmp_path / "x.sqlite")
    assert rows_of(tmp_path / "x.sqlite", "SELECT * FROM run_ledger") == []


def test_a_damaged_part_is_refused_and_those_before_it_stay(folder: Path, tmp_path: Path) -> None:
    first, second, *_ = read_manifest(folder).parts
    path = folder / second.name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(
        PartsError, match=rf"{second.name}: is damaged, its checksum is not that in manifest.json"
    ):
        load(folder, tmp_path / "x.sqlite")
    kept = rows_of(tmp_path / "x.sqlite", "SELECT content FROM run_ledger")
    assert 0 < len(kept) <= first.rows
    path.write_bytes(data[:-1])
    with pytest.raises(PartsError, match=rf"{second.name}: has lost bytes"):
        load(folder, tmp_path / "x.sqlite")


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "no such file"),
        ("{", "broken JSON"),
        ("{}", "is no manifest of parts"),
        ("[]", "is no manifest of parts"),
        ('{"format": "zhibiao parts 9"}', "is of the format 'zhibiao parts 9', not 'zhibiao parts 1'"),
    ],
)
def test_a_manifest_that_is_none_is_one_line(tmp_path: Path, manifest: str | None, said: str) -> None:
    if manifest is not None:
        (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(PartsError) as error:
        read_manifest(tmp_path)
    assert str(error.value) == f"{tmp_path / MANIFEST}: {said}"


def test_a_manifest_names_no_file_outside_its_folder(folder: Path) -> None:
    said = json.loads((folder / MANIFEST).read_bytes())
    said["shards"][0]["parts"][0]["name"] = "../x.parquet"
    (folder / MANIFEST).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(PartsError, match="names a part outside its folder"):
        read_manifest(folder)


def test_documents_that_failed_are_loaded_again_where_that_is_wished(
    archive: Path, made: Path, tmp_path: Path
) -> None:
    def broken(table: pa.Table) -> pa.Table:
        blank = pa.array([b""] * table.num_rows, table.schema.field("data").type)
        return process(table.set_column(table.column_names.index("data"), "data", blank))

    database = tmp_path / "x.sqlite"
    make_parts(archive, tmp_path / "broken", broken)
    assert load(tmp_path / "broken", database).documents == 0
    assert load(made, database).documents == 0
    assert load(made, database, retry=True).documents == 22
    load(made, tmp_path / "y.sqlite")
    assert content_of(database) == content_of(tmp_path / "y.sqlite")


# --- the journal


def test_the_same_archive_gives_the_same_bytes(archive: Path, made: Path, tmp_path: Path) -> None:
    make_parts(archive, tmp_path / "again")
    for file in made.iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes(), file.name
    said = json.loads((made / MANIFEST).read_bytes())
    assert said["totals"] == {
        "rows": 29,
        "done": 25,
        "failed": 4,
        "characters": 2182,
        "records": said["totals"]["records"],
    }
    assert not (made / JOURNAL).exists()


def test_a_folder_without_its_manifest_says_that_the_run_did_not_end(tmp_path: Path) -> None:
    with Journal(tmp_path, "v"):
        pass
    with pytest.raises(PartsError, match="the run that makes it did not end"):
        read_manifest(tmp_path)


def test_a_journal_that_was_cut_within_a_line_is_taken_up(archive: Path, folder: Path) -> None:
    manifest = read_manifest(folder)
    with Journal(folder, "v") as journal:
        journal.begin({"x": "y"})
        journal.add(replace(next(iter(manifest.parts)), shard="x"))
        journal.add(replace(next(iter(manifest.parts)), shard="x", first=5))
    path = folder / JOURNAL
    path.write_bytes(path.read_bytes()[:-9])
    with Journal(folder, "v") as journal:
        assert [part.first for part in journal.piece("x", "y", "a").parts] == [0]
        assert journal.piece("x", "another stamp", "a").parts == ()
        # What the manifest says counts too.
        assert all(journal.piece(one.key, one.stamp, one.name) == one for one in manifest.shards)
        journal.begin({"z": "y"})
    assert path.read_bytes().count(b"\n") == 4


def test_parts_of_another_version_are_not_mixed_with_ours(folder: Path) -> None:
    with pytest.raises(PartsError, match=r"manifest.json: was made by v, and this is w; give another folder"):
        Journal(folder, "w")


def test_parts_of_files_that_are_gone_are_removed(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for number in range(3):
        pq.write_table(pa.table({"text": [text(number)]}), archive / f"{number}.parquet")
    first = make_parts(archive, tmp_path / "parts")
    (archive / "1.parquet").unlink()
    second = make_parts(archive, tmp_path / "parts")
    gone = {part.name for part in first.parts} - {part.name for part in second.parts}
    assert len(gone) == 1
    assert {path.name for path in (tmp_path / "parts").iterdir()} == {
        MANIFEST,
        *(part.name for part in second.parts),
    }


def test_where_all_is_made_no_cluster_is_asked_for(
    archive: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.batch.ray_engine.need_ray", lambda: None)
    monkeypatch.setattr("extractor.batch.ray_engine._cluster", None)
    job = Job((str(archive),), AS_STORED, RULES)
    assert run_on_ray(job, Site(folder), Quiet()) == read_manifest(folder)


def test_a_part_that_is_not_seen_here_ends_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("extractor.batch.ray_engine._SEEN_SECONDS", 0.1)
    part = next(iter(read_manifest(folder).parts))
    job = Job((), AS_STORED, RULES)
    with Journal(tmp_path / "other", "v") as journal:
        with pytest.raises(RayError, match="was written on another machine and is not seen here"):
            RayRun(job, tmp_path / "other", journal, Quiet()).see(part)
        RayRun(job, folder, journal, Quiet()).see(part)


# --- a process beside


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_document_that_does_harm_is_the_only_one_that_fails() -> None:
    harm = {1: batch_work.CRASHES, 3: batch_work.HANGS}
    tasks = [task(text(number) + harm.get(number, ""), place=f"{number}.txt") for number in range(5)]
    settings = Settings(model=False, version="v", seconds=1.0)
    with Guarded(settings, load=batch_work.load_harmful) as guarded:
        found = guarded(to_batch(tasks))
        assert [(row["place"], row["cause"]) for row in found.to_pylist()] == [
            ("0.txt", None),
            ("1.txt", "crash"),
            ("2.txt", None),
            ("3.txt", "time"),
            ("4.txt", None),
        ]
        # The child that took their place does the next table.
        good = to_batch(tasks[:1])
        assert guarded(good).equals(process(good))
        assert guarded(to_batch([])).num_rows == 0


@pytest.mark.slow
def test_a_child_that_dies_before_it_begins_costs_its_documents_no_more_than_three_starts() -> None:
    begun = time.monotonic()
    with Guarded(RULES, load=batch_work.load_dying) as guarded:
        found = guarded(to_batch([task(text(1))])).to_pylist()
    assert [(row["status"], row["cause"]) for row in found] == [("failed", "crash")]
    assert time.monotonic() - begun < 120


# --- tables of others


def test_columns_say_what_they_say_in_a_parquet_file(tmp_path: Path) -> None:
    table = pa.table({"正文": [text(1), text(2)], "标题": ["甲", "乙"], "日期": ["2020-01-02", None]})
    pq.write_table(table, tmp_path / "a.parquet")
    ours = process(to_documents(table)).to_pylist()
    theirs = [row for shard in shards_of((str(tmp_path),), AS_STORED) for row in results_rows(shard)]
    for one, other in zip(ours, theirs, strict=True):
        assert [claim["value"] for claim in one["claims_rows"]] == [
            claim["value"] for claim in other["claims_rows"]
        ]
        for column in ("title", "date"):
            assert one["documents_rows"][0][column] == other["documents_rows"][0][column]


def test_a_column_that_is_not_there_is_named() -> None:
    table = pa.table({"正文": [text(1)]})
    with pytest.raises(ValueError, match="no column 'id' among: 正文"):
        to_documents(table, place="id")
    with pytest.raises(ValueError, match="no column '内容' among: 正文"):
        to_documents(table, text="内容")


def test_a_task_of_a_table_can_be_told_from_another() -> None:
    table = to_documents(pa.table({"text": [text(1), text(1), text(2)]}))
    contents = table.column("content").to_pylist()
    assert contents[0] == contents[1] != contents[2]
    assert table.column("place").to_pylist() == ["1", "2", "3"]
    assert Task("1", contents[0], task(text(1)).document).size > 0
