"""One batch: documents as a table, what comes out of each, and what ends one that runs away."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.source import Cell, Metadata, SourceText, StoredDocument
from extractor import extract
from extractor.batch import Settings, pipeline_version, process_batch, results_schema
from extractor.batch.archive import content_key, entries, stored_bytes
from extractor.batch.limits import OverTimeError, time_limit
from extractor.batch.meter import Meter, Tally
from extractor.batch.settings import seconds_for
from extractor.batch.tables import Task, document_of, from_bytes, to_batch, to_bytes
from extractor.store.cells import SPEECH_TABLES
from extractor.store.rows import to_rows
from tests.archives import AS_STORED, make_archive, text

RULES = Settings(model=False, version="v")


def task(data: bytes | str, reader: str = "text", place: str = "a.txt") -> Task:
    raw = data.encode() if isinstance(data, str) else data
    return Task(place, f"content of {place}", StoredDocument(place, raw, reader))


def test_a_row_comes_out_for_each_document_whatever_becomes_of_it() -> None:
    tasks = [
        task(text(1)),
        task(b"%PDF-1.7", "pdf", "b.pdf"),
        task("", place="c.txt"),
        task(text(2), place="d.txt"),
    ]
    results = process_batch(to_batch(tasks), RULES)
    assert results.schema == results_schema()
    found = results.to_pylist()
    assert [row["place"] for row in found] == ["a.txt", "b.pdf", "c.txt", "d.txt"]
    assert [row["status"] for row in found] == ["done", "failed", "failed", "done"]
    assert [row["cause"] for row in found] == [None, "unreadable", "unreadable", None]
    assert found[2]["reason"] == "is empty"
    assert found[0]["characters"] == len(text(1))
    assert found[0]["records"] == len(found[0]["records_rows"]) > 3
    assert {row["documents_rows"][0]["pipeline_version"] for row in (found[0], found[3])} == {"v"}


def test_the_rows_are_those_of_the_records() -> None:
    [found] = process_batch(to_batch([task(text(3))]), RULES).to_pylist()
    rows = to_rows(extract(SourceText.from_str(text(3), "a.txt"), model=False), "v")
    for table in SPEECH_TABLES:
        assert len(found[f"{table}_rows"]) == len(rows[table])
    values = [row["value"] for row in rows["claims"]]
    assert [row["value"] for row in found["claims_rows"]] == [
        None if v is None else format(v, "f") for v in values
    ]


def test_a_batch_survives_the_way_to_another_process() -> None:
    cell = Cell("正文", "gb18030", "detected", Metadata(title="报告", other={"年份": "2019"}))
    tasks = [
        Task("a.csv:2", "c1", StoredDocument("a.csv:2", b"<p>x</p>", "html", "utf-8", cell)),
        Task("a.jsonl:1", "c2", SourceText.from_str("全县\0", "a.jsonl:1")),
        task(text(4)),
    ]
    back = [document_of(row) for row in from_bytes(to_bytes(to_batch(tasks))).to_pylist()]
    assert back == [one.document for one in tasks]
    results = process_batch(to_batch(tasks[2:]), RULES)
    assert from_bytes(to_bytes(results)).equals(results)


def test_a_document_that_breaks_a_stage_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: SourceText, **_: object) -> object:
        if "云溪" in source.text:
            return extract(source, model=False)
        raise MemoryError if "内存" in source.text else ValueError(f"no\n\ud800{object()!r}")

    monkeypatch.setattr("extractor.batch.batch.extract", broken)
    tasks = [task("全县内存"), task("全县"), task(text(1))]
    found = process_batch(to_batch(tasks), RULES).to_pylist()
    assert [row["cause"] for row in found] == ["memory", "error", None]
    assert re.fullmatch(r"ValueError: .*object at 0x….*", found[1]["reason"])


# --- time


def test_expressions_that_run_away_are_ended(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[boilerplate]\nlines = ["(?:云+)+溪"]\n', encoding="utf-8")
    settings = Settings((own,), model=False, seconds=0.5)
    tasks = [task(text(1)), task(text(1) + "云" * 60 + "\n", place="b.txt"), task(text(2), place="c.txt")]
    process_batch(to_batch(tasks[:1]), Settings((own,), model=False))
    begun = time.monotonic()
    found = process_batch(to_batch(tasks), settings).to_pylist()
    # Two to the sixtieth steps would take longer than there is time.
    assert time.monotonic() - begun < 60
    assert [(row["status"], row["cause"]) for row in found] == [
        ("done", None),
        ("failed", "time"),
        ("done", None),
    ]
    assert found[1]["reason"] == "took longer than 0.5 seconds"


@pytest.mark.parametrize("engine", ["re", "regex"])
def test_both_engines_obey_the_limit(engine: str) -> None:
    module = pytest.importorskip(engine)
    pattern = module.compile("(?:a|a)+(?:a|a)+(?:a|a)+b(?<=ab)")
    with pytest.raises(OverTimeError):
        _within(0.2, lambda: [pattern.match("a" * length) for length in range(1000)])


def test_what_swallows_errors_does_not_swallow_the_end_of_time() -> None:
    def stubborn() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(OverTimeError):
        _within(0.1, stubborn)


def _within(seconds: float, work: Callable[[], object]) -> None:
    with time_limit(seconds):
        work()


def test_who_waits_takes_no_time() -> None:
    # As on a machine that does other things.
    with time_limit(0.05):
        time.sleep(0.2)


def test_the_limit_ends_with_what_it_is_for() -> None:
    begun = time.process_time()
    with time_limit(0.05):
        pass
    while time.process_time() - begun < 0.1:
        pass
    assert seconds_for(10, 100) == 10
    assert seconds_for(10, 3_000_000) == 30


# --- walking


def test_entries_come_in_one_order_and_know_their_copies(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, documents=3)
    found = list(entries((str(archive),), AS_STORED))
    again = list(entries((str(archive),), AS_STORED))
    assert [(one.place, one.content, one.read) for one in found] == [
        (one.place, one.content, one.read) for one in again
    ]
    places = [entry.place.removeprefix(f"{archive}/") for entry in found]
    assert places[:3] == ["2018.txt", "2019/000.txt", "2019/001.txt"]
    assert "lines.jsonl:4" in places
    assert "shards.zip!/甲.txt" in places
    by_place = dict(zip(places, found, strict=True))
    same = {by_place[name].content for name in ("2019/001.txt", "copy.txt", "shards.zip!/甲.txt")}
    assert len(same) == 1
    assert by_place["lines.jsonl:4"].content not in same
    assert by_place["lines.jsonl:1"].content == by_place["packed.jsonl.gz:1"].content
    reads = [entry.read for entry in found]
    assert reads == sorted(reads)
    assert reads[-1] <= stored_bytes((str(archive),), AS_STORED)


def test_a_content_is_known_by_all_that_decides_how_it_is_read() -> None:
    page = StoredDocument("a.html", b"x", "html")
    others = [
        StoredDocument("a.xhtml", b"x", "html"),
        StoredDocument("a.html", b"x", "text"),
        StoredDocument("a.html", b"x", "html", "gbk"),
        StoredDocument("a.html", b"x", "html", cell=Cell("a", None, "given", Metadata())),
        SourceText.from_str("x"),
        SourceText(
            text="x", sha256=SourceText.from_str("x").sha256, encoding="utf-8", metadata=Metadata(title="x")
        ),
    ]
    assert len({content_key(one) for one in (page, *others)}) == 7


# --- versions and meters


def test_the_version_changes_with_all_that_changes_results(tmp_path: Path) -> None:
    own, same, other = (tmp_path / name for name in ("a.toml", "b.toml", "c.toml"))
    for file in (own, same):
        file.write_text("[boilerplate]\n", encoding="utf-8")
    other.write_text("[boilerplate]\nwords = []\n", encoding="utf-8")
    versions = [
        pipeline_version(),
        pipeline_version(model=False),
        pipeline_version((own,)),
        pipeline_version((other,)),
        pipeline_version(options={"encoding": "gbk"}),
    ]
    assert len(set(versions)) == len(versions)
    assert pipeline_version((same,)) == versions[2]
    assert pipeline_version(options={"encoding": None}) == versions[0]


def test_the_meter_shows_the_speed_of_the_last_minute() -> None:
    now = 0.0
    meter = Meter(lambda: now)
    for second in range(200):
        now = float(second)
        done = min(second, 100) * 10
        line = meter.line(Tally(documents=done))
    assert line.startswith("1,000 documents (0/s)")
    assert "left" not in line
