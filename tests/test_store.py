from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.store import StoreError, open_store, write_jsonl
from extractor.store.database import Store
from extractor.version import __version__
from schemas import (
    Actual,
    Comparability,
    Comparison,
    Completion,
    Evidence,
    Flag,
    Indicator,
    Measure,
    Part,
    Period,
    Place,
    Plan,
    Project,
    Quantity,
    Record,
    Relation,
    Repair,
    Section,
    Source,
    Speech,
    Target,
    record_adapter,
)
from schemas.column_types import ExactDecimal
from schemas.tables import metadata

TEXT = "青禾县2024年完成内资12.50亿元，为年计划10亿元的125%。\r\n设立基金，建设云溪水厂。"


def evidence(start: int, end: int) -> Evidence:
    return Evidence(
        start=start, end=end, quote=TEXT[start:end], sentence=TEXT[:33], section=("一、回顾", "1、招商")
    )


def county_speech(doc_id: str = "d1", path: str | None = "a.txt", sha256: str | None = "00ff") -> Speech:
    place = Place(name="青禾县", code="990001", valid_from=1980, valid_to=None, successor="青禾区")
    year = Period(label="2024", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31), text="2024年")
    indicator = Indicator(text="内资", code="domestic_capital_actual", scope="全县", start=10, end=12)
    records: tuple[Record, ...] = (
        Actual(
            id=f"{doc_id}-actual",
            doc_id=doc_id,
            basis="level",
            indicator=indicator,
            quantity=Quantity(
                text="12.50亿元", value=Decimal("1250000000"), unit="CNY", resolution=Decimal("1000000")
            ),
            period=year,
            place=place,
            scope="全县",
            vintage="flash",
            comparability=Comparability(type="real", text="按可比价"),
            comparison=Comparison(type="yoy", base_period="2023", base_status="actual", text="比上年"),
            evidence=evidence(12, 19),
            confidence=0.98,
            source="rule:level",
        ),
        Target(
            id=f"{doc_id}-target",
            doc_id=doc_id,
            basis="level",
            indicator=indicator.model_copy(update={"inherited": True, "start": None, "end": None}),
            quantity=Quantity(
                text="10亿元至11亿元",
                low=Decimal("1000000000"),
                high=Decimal("1100000000"),
                unit="CNY",
                bound="range",
            ),
            plan=Plan(version="own_goal", issuer="县政府", text="年计划"),
            modality="确保",
            evidence=evidence(24, 28),
        ),
        Completion(
            id=f"{doc_id}-rate",
            doc_id=doc_id,
            indicator=indicator,
            quantity=Quantity(text="125%", value=Decimal(125), unit="%", resolution=Decimal(1)),
            relations=(
                Relation(type="completion_of", id=f"{doc_id}-actual"),
                Relation(type="plan_of", id=f"{doc_id}-target"),
            ),
            evidence=evidence(29, 33),
        ),
        Measure(
            id=f"{doc_id}-measure",
            doc_id=doc_id,
            text="设立基金",
            status="planned",
            action="设立",
            object="基金",
            body="县财政",
            deadline=Period(label="2025"),
            amounts=(f"{doc_id}-target", f"{doc_id}-actual"),
            evidence=evidence(36, 40),
        ),
        Project(
            id=f"{doc_id}-project",
            doc_id=doc_id,
            name="云溪水厂",
            stage="under_construction",
            investment=Decimal("50000000"),
            investment_unit="CNY",
            parties=("云溪公司", "县水务局"),
            period=Period(label="2024", inherited=True),
            evidence=evidence(43, 47),
        ),
    )
    return Speech(
        doc_id=doc_id,
        source=Source(
            path=path,
            sha256=sha256,
            encoding="gb18030",
            address="https://example.org/a",
            metadata={"卷": "三"},
            parts=(Part(kind="page", number=1, start=0, end=9),),
        ),
        title="报告",
        date=dt.date(2025, 1, 8),
        date_source="heading",
        upload_date=dt.date(2025, 3, 1),
        issuer="青禾县人民政府",
        level="county",
        place=place,
        doc_type="work_report",
        sections=(
            Section(title="一、回顾", level=1, start=0, end=47, role="review"),
            Section(title="1、招商", level=2, start=5, end=47, parent=0),
        ),
        repairs=(Repair(name="spacing", what="spaces between letters", count=2, spans=((1, 2), (5, 9))),),
        flags=(Flag(name="masked", what="figures masked"),),
        records=records,
        text=TEXT,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "speeches.sqlite") as opened:
        yield opened


def counts(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def test_a_speech_comes_back_as_it_was_saved(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    assert store.load("d1") == speech
    assert store.doc_ids() == ["d1"]


def test_the_database_is_a_file_that_plain_sqlite_reads(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'x.sqlite'}") as store:
        store.save(county_speech())
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    rows = connection.execute(
        "SELECT indicator, value, typeof(value), value_real, typeof(value_real), unit, period, quote, title"
        " FROM all_claims WHERE kind = 'actual'"
    ).fetchall()
    assert rows == [("内资", "1250000000", "text", 1250000000.0, "real", "CNY", "2024", "12.50亿元", "报告")]
    (section, version) = connection.execute("SELECT section, pipeline_version FROM all_projects").fetchone()
    assert section == '["一、回顾","1、招商"]'
    assert version == __version__
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_saving_again_replaces_and_leaves_no_orphan(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    first = counts(store)
    store.save(speech)
    assert counts(store) == first
    fewer = speech.model_copy(
        update={"records": speech.records[:1], "sections": (), "repairs": (), "flags": ()}
    )
    store.save(fewer)
    assert store.load("d1") == fewer
    left = counts(store)
    assert left["records"] == left["claims"] == 1
    for name in (
        "projects",
        "project_parties",
        "measures",
        "measure_amounts",
        "relations",
        "sections",
        "repairs",
        "flags",
    ):
        assert left[name] == 0, name


def test_deleting_a_document_takes_all_that_is_its_own(store: Store) -> None:
    store.save(county_speech("d1"))
    store.save(county_speech("d2", path="b.txt"))
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents WHERE doc_id = 'd1'"))
    with open_store("sqlite://") as other:
        other.save(county_speech("d2", path="b.txt"))
        assert counts(store) == counts(other)
    assert store.load("d2") == county_speech("d2", path="b.txt")


def test_a_failed_save_changes_nothing(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    broken = speech.records[0].model_copy(update={"relations": (Relation(type="same_as", id="nowhere"),)})
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.save(speech.model_copy(update={"title": "另一题", "records": (broken,)}))
    assert store.load("d1") == speech


def test_reviews_outlive_their_document(store: Store) -> None:
    store.save(county_speech())
    with store.engine.begin() as connection:
        connection.execute(
            metadata.tables["reviews"].insert(),
            {
                "sha256": "00ff",
                "subject": "claim",
                "start_char": 12,
                "end_char": 19,
                "quote": "12.50亿元",
                "verdict": "right",
            },
        )
    store.save(county_speech().model_copy(update={"records": ()}))
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents"))
    assert counts(store)["reviews"] == 1


def paths(store: Store) -> list[tuple[str, str]]:
    with store.engine.connect() as connection:
        query = sa.text("SELECT doc_id, path FROM document_paths ORDER BY doc_id, path")
        return [(row.doc_id, row.path) for row in connection.execute(query)]


def test_the_same_text_elsewhere_keeps_both_paths_and_one_document(store: Store) -> None:
    store.save(county_speech(path="a.txt"))
    store.save(county_speech(path="copy/a.txt"))
    store.save(county_speech(path="copy/a.txt"))
    assert paths(store) == [("d1", "a.txt"), ("d1", "copy/a.txt")]
    assert store.doc_ids() == ["d1"]
    assert store.load("d1").source.path == "copy/a.txt"


def test_a_new_reading_of_the_same_bytes_takes_the_place_of_the_old(store: Store) -> None:
    store.save(county_speech("old"))
    store.save(county_speech("new"))
    assert store.doc_ids() == ["new"]
    assert counts(store)["records"] == len(county_speech().records)


def test_a_new_reading_leaves_a_document_that_is_known_elsewhere(store: Store) -> None:
    store.save(county_speech("old", path="a.txt"))
    store.save(county_speech("old", path="b.txt"))
    store.save(county_speech("new", path="a.txt"))
    assert paths(store) == [("new", "a.txt"), ("old", "b.txt")]
    assert store.doc_ids() == ["new", "old"]


def test_an_edited_file_is_another_document(store: Store) -> None:
    store.save(county_speech("before", sha256="01"))
    store.save(county_speech("after", sha256="02"))
    assert store.doc_ids() == ["after", "before"]


def test_a_text_without_a_path_is_stored(store: Store) -> None:
    store.save(county_speech(path=None, sha256=None))
    store.save(county_speech("d2", path=None, sha256=None))
    assert store.doc_ids() == ["d1", "d2"]
    assert paths(store) == []


def test_an_unknown_document_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError, match="nope"):
        store.load("nope")


@pytest.mark.parametrize(
    "target", ["nosuchdb://x/y", "mysql+nodriver://x/y", "://", "sqlite:///no/such/folder/x.db"]
)
def test_what_is_no_database_is_one_line(target: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(target)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("青禾县的笔记，不是数据库。" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database"):
        open_store(file)
    assert file.read_text(encoding="utf-8").startswith("青禾县")


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+psycopg://me:geheim@localhost:1/none")
    assert "geheim" not in str(caught.value)


decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25)


@settings(max_examples=25)
@given(st.lists(decimals, min_size=1, max_size=20))
def test_stated_figures_are_exact(figures: list[Decimal]) -> None:
    records = tuple(
        Actual(
            id=str(index),
            doc_id="d",
            basis="level",
            indicator=Indicator(text="内资"),
            quantity=Quantity(text="", value=figure, resolution=figure),
            evidence=Evidence(start=0, end=0, quote=""),
        )
        for index, figure in enumerate(figures)
    )
    with open_store("sqlite://") as store:
        store.save(Speech(doc_id="d", records=records))
        loaded = store.load("d").actuals
        with store.engine.connect() as connection:
            query = sa.text("SELECT value, value_real FROM claims JOIN records USING (id) ORDER BY seq")
            raw = list(connection.execute(query))
    for figure, record, (exact, real) in zip(figures, loaded, raw, strict=True):
        assert record.quantity.value is not None
        # Digits and all: 5.0 is not 5 where resolution is spoken of.
        assert format(record.quantity.value, "f") == format(figure, "f") == exact
        assert real == pytest.approx(float(figure), rel=1e-12, abs=1e-300)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
maybe = st.none() | texts
places = st.none() | st.builds(Place, name=texts, code=maybe, valid_from=st.none() | st.integers(1949, 2030))
periods = st.none() | st.builds(
    Period,
    label=texts,
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    text=maybe,
    inherited=st.booleans(),
)
spans = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3).map(tuple)
evidences = st.builds(
    Evidence,
    start=st.integers(0, 5),
    end=st.integers(5, 9),
    quote=texts,
    section=st.lists(texts, max_size=2).map(tuple),
)
quantities = st.builds(
    Quantity,
    text=texts,
    value=decimals,
    unit=maybe,
    bound=st.sampled_from(["eq", "ge", "approx"]),
)
common = {
    "id": st.uuids().map(str),
    "doc_id": st.just("d"),
    "place": places,
    "scope": maybe,
    "evidence": evidences,
    "confidence": st.floats(0, 1),
}
records = st.one_of(
    st.builds(
        Target,
        **common,
        basis=st.sampled_from(["level", "growth"]),
        indicator=st.builds(Indicator, text=texts),
        quantity=quantities,
        period=periods,
        modality=maybe,
    ),
    st.builds(Project, **common, name=texts, parties=st.lists(texts, max_size=3).map(tuple), period=periods),
    st.builds(Measure, **common, text=texts, deadline=periods, body=maybe),
)
speeches = st.builds(
    Speech,
    doc_id=st.just("d"),
    title=maybe,
    date=st.none() | st.dates(),
    place=places,
    flags=st.lists(st.builds(Flag, name=texts, what=texts, spans=spans), max_size=2).map(tuple),
    records=st.lists(records, max_size=5, unique_by=lambda record: record.id).map(tuple),
    text=texts,
)


@settings(max_examples=25)
@given(speeches, speeches)
def test_any_speech_comes_back_whatever_was_there_before(before: Speech, after: Speech) -> None:
    with open_store("sqlite://") as store:
        store.save(before)
        store.save(after)
        assert store.load("d") == after


def test_a_float_is_refused_as_a_stated_figure() -> None:
    from sqlalchemy.dialects import sqlite

    for wrong in (1.5, Decimal("NaN")):
        with pytest.raises(ValueError, match="finite Decimal"):
            ExactDecimal().process_bind_param(wrong, sqlite.dialect())  # type: ignore[arg-type]


def test_postgresql_keeps_figures_as_numeric() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    ddl = str(CreateTable(metadata.tables["claims"]).compile(dialect=postgresql.dialect()))
    assert "value NUMERIC" in ddl
    assert "value_real DOUBLE PRECISION GENERATED ALWAYS AS (CAST(value AS DOUBLE PRECISION)) STORED" in ddl


@pytest.mark.parametrize("kind", [io.BytesIO, io.StringIO])
def test_jsonl_is_the_contract_one_record_a_line(kind: type[io.BytesIO] | type[io.StringIO]) -> None:
    speech = county_speech()
    stream = kind()
    assert write_jsonl([speech, speech], stream) == 2 * len(speech.records)
    written = stream.getvalue()
    text = written.decode() if isinstance(written, bytes) else written
    lines = text.splitlines()
    assert lines == [record.model_dump_json() for record in speech.records] * 2
    assert tuple(map(record_adapter.validate_json, lines[: len(speech.records)])) == speech.records
    assert json.loads(lines[0])["quantity"]["value"] == "1250000000"
    assert text.endswith("\n")
