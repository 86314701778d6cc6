"""Findings in a database, and documents read back out of one for the audit."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from corpus.samples import sample_paths
from extractor import extract_path
from extractor.cli import main
from extractor.store import StoreError, open_store, read_findings, read_speeches, write_findings
from schemas import Speech
from schemas.findings import CHECKS, VERDICTS, Bounds, Figure, Finding
from schemas.tables import metadata
from tests.finding_samples import finding, findings, speeches


@pytest.fixture
def database(database: str) -> str:
    """A database of each kind that holds two documents."""
    with open_store(database) as store:
        store.save_many(speeches())
    return database


def sql(database: str, statement: str) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, if it gives any."""
    with open_store(database) as store, store.engine.begin() as connection:
        done = connection.execute(sa.text(statement))
        return [tuple(row) for row in done] if done.returns_rows else []


def ids(database: str) -> list[str]:
    return [one.id for one in read_findings(database)]


# --- documents


def test_what_extract_wrote_is_read_back_exactly(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sample_paths():
        (folder / path.name).write_bytes(path.read_bytes())
    file = tmp_path / "x.sqlite"
    with pytest.raises(SystemExit) as end:
        main(["extract", str(folder), "--db", str(file)])
    assert end.value.code == 0
    written = list(extract_path(folder))
    read = list(read_speeches(file))
    assert read == sorted(written, key=lambda speech: str(speech.source.path))
    assert len(read) > 10
    known = {speech.doc_id: speech.model_dump_json() for speech in written}
    assert {speech.doc_id: speech.model_dump_json() for speech in read} == known
    assert any(record.relations for speech in read for record in speech.records)


def test_documents_come_by_path(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    with open_store(file) as store:
        for path in ("c.txt", "a.txt", "b.txt"):
            source = speeches()[0].source.model_copy(update={"path": path})
            store.save(Speech(doc_id=f"of {path}", source=source))
    assert [speech.source.path for speech in read_speeches(file)] == ["a.txt", "b.txt", "c.txt"]


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for target in (tmp_path / "no.sqlite", f"sqlite:///{tmp_path / 'no.sqlite'}"):
        with pytest.raises(StoreError, match="no such file"):
            list(read_speeches(target))
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_something_else_is_named_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE plants (name TEXT)")
    with pytest.raises(StoreError, match=r"other\.sqlite: holds no documents"):
        list(read_speeches(file))
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("plants",)]


def test_a_database_without_the_tables_of_findings_gets_them(tmp_path: Path) -> None:
    """As it was before there was an audit."""
    file = tmp_path / "x.sqlite"
    script = Path(__file__).parent / "data" / "store" / "0.1.0.sqlite.sql"
    with sqlite3.connect(file) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
        connection.execute("DROP VIEW all_findings")
        connection.execute("DROP TABLE finding_figures")
        connection.execute("DROP TABLE findings")
    assert len(list(read_speeches(file))) == 4
    assert write_findings(file, findings()) == 4
    assert list(read_findings(file)) == findings()


# --- findings


def test_findings_come_back_as_they_were_written(database: str) -> None:
    assert write_findings(database, findings()) == 4
    assert list(read_findings(database)) == findings()


def test_a_figure_keeps_its_record(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    (path,) = (path for path in sample_paths() if path.stem == "08_work_report")
    (speech,) = extract_path(path, model=False)
    record = speech.records[0]
    figure = Figure(role="actual", record=record.id, doc_id=speech.doc_id, **record.evidence.model_dump())
    one = Finding(
        id="1", check="share", verdict="consistent", strength="same_sentence", implied=True, figures=(figure,)
    )
    with open_store(file) as store:
        store.save(speech)
    write_findings(file, [one])
    assert list(read_findings(file)) == [one]


def test_a_new_audit_leaves_nothing_stale(database: str) -> None:
    write_findings(database, findings())
    # Both documents of a finding count: the one across documents goes with either.
    write_findings(database, [], doc_ids=["flash"])
    assert ids(database) == ["growth", "share", "completion"]
    write_findings(database, findings()[:2])
    assert ids(database) == ["growth", "restated"]
    write_findings(database, [], doc_ids=["report", "flash", "unknown"])
    assert ids(database) == []
    assert sql(database, "SELECT count(*) FROM finding_figures") == [(0,)]


def test_findings_about_other_documents_stay(database: str) -> None:
    write_findings(database, findings())
    other = finding(id="other", doc_id="third")
    with open_store(database) as store:
        store.save(speeches()[0].model_copy(update={"doc_id": "third", "records": ()}))
    write_findings(database, [other])
    assert sorted(ids(database)) == ["completion", "growth", "other", "restated", "share"]


def test_a_document_that_is_read_again_loses_its_findings(database: str) -> None:
    write_findings(database, findings())
    with open_store(database) as store:
        store.save(speeches()[1])
    assert ids(database) == ["growth", "share", "completion"]


def test_a_finding_goes_with_either_of_its_documents(database: str) -> None:
    write_findings(database, findings())
    sql(database, "DELETE FROM documents WHERE doc_id = 'flash'")
    assert ids(database) == ["growth", "share", "completion"]


def test_a_finding_about_an_unknown_document_changes_nothing(database: str) -> None:
    write_findings(database, findings())
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        write_findings(database, [finding(id="new"), finding(id="lost", doc_id="nowhere")])
    assert list(read_findings(database)) == findings()


def test_the_view_is_for_reading(database: str) -> None:
    write_findings(database, findings())
    rows = sql(
        database,
        "SELECT title, check_name, verdict, CAST(stated_low AS TEXT), stated_low_real, formula"
        " FROM all_findings WHERE verdict = 'inconsistent'",
    )
    formula = "24.6亿元 ÷ 20亿元 = 122.4…123.6%"
    assert rows == [("政府工作报告", "completion", "inconsistent", "112.5", 112.5, formula)]


def test_many_findings_are_written_and_read(database: str) -> None:
    many = [finding(id=str(number)) for number in range(3000)]
    assert write_findings(database, many) == 3000
    assert ids(database) == [one.id for one in many]


def test_postgresql_keeps_bounds_as_numeric() -> None:
    ddl = str(CreateTable(metadata.tables["findings"]).compile(dialect=postgresql.dialect()))
    assert "computed_low NUMERIC" in ddl
    assert "CAST(computed_low AS DOUBLE PRECISION)" in ddl


words = st.text(st.characters() | st.sampled_from("\0\ud800\U0010f7ff"), max_size=6)
decimals = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25
)
ends = st.builds(
    Bounds,
    low=decimals,
    high=decimals,
    low_open=st.booleans(),
    high_open=st.booleans(),
    unit=st.none() | words,
)
figures = st.builds(
    Figure,
    role=words,
    doc_id=st.sampled_from(["report", "flash"]),
    name=words,
    start=st.integers(0, 5),
    end=st.integers(5, 9),
    quote=words,
    sentence=words,
    section=st.lists(words, max_size=2).map(tuple),
)
any_findings = st.builds(
    Finding,
    id=st.uuids().map(str),
    check=st.sampled_from(CHECKS),
    verdict=st.sampled_from(VERDICTS),
    strength=st.just("same_section"),
    severity=st.sampled_from([None, "low", "high"]),
    stated=st.none() | ends,
    computed=st.none() | ends,
    formula=words,
    reason=words.filter(bool),
    diagnosis=st.none() | words,
    implied=st.booleans(),
    figures=st.lists(figures, min_size=1, max_size=4).map(tuple),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(before=st.lists(any_findings, max_size=4), after=st.lists(any_findings, max_size=4))
def test_any_findings_come_back_whatever_was_there_before(
    database: str, before: list[Finding], after: list[Finding]
) -> None:
    with open_store(database) as store:
        store.save_findings(before, ["report", "flash"])
        store.save_findings(after, ["report", "flash"])
        assert list(store.findings()) == after
        with store.engine.connect() as connection:
            raw = connection.scalars(
                sa.text("SELECT CAST(stated_low AS TEXT) FROM findings ORDER BY seq")
            ).all()
    for one, exact in zip(after, raw, strict=True):
        low = one.stated.low if one.stated else None
        if low is None:
            assert exact is None
        else:
            # Digit by digit; of nought PostgreSQL does not keep the sign.
            assert Decimal(exact) == low
            assert format(abs(Decimal(exact)), "f") == format(abs(low), "f")
