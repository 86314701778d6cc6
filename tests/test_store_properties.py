"""Whatever is saved comes back, from either kind of database, however it was saved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.store import open_store
from extractor.store.database import Store
from schemas import (
    Actual,
    Evidence,
    Flag,
    Indicator,
    Measure,
    Period,
    Place,
    Project,
    Quantity,
    Relation,
    Source,
    Speech,
    Target,
)
from schemas.findings import Finding
from schemas.tables import metadata
from tests.finding_samples import finding


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


# The same database serves all examples of a test; each begins by emptying it.
examples = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def empty(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents"))


decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25)


@examples
@given(figures=st.lists(decimals, min_size=1, max_size=20))
def test_stated_figures_are_exact(store: Store, figures: list[Decimal]) -> None:
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
    store.save(Speech(doc_id="d", records=records))
    loaded = store.load("d").actuals
    with store.engine.connect() as connection:
        query = sa.text("SELECT value, value_real FROM claims JOIN records USING (id) ORDER BY seq")
        raw = list(connection.execute(query))
    for figure, record, (exact, real) in zip(figures, loaded, raw, strict=True):
        assert record.quantity.value is not None
        # Digits and all: 5.0 is not 5 where resolution is spoken of.
        assert unsigned(record.quantity.value) == unsigned(figure) == unsigned(Decimal(exact))
        assert real == pytest.approx(float(figure), rel=1e-12, abs=1e-300)


def unsigned(figure: Decimal) -> str:
    """Digit by digit; of nought PostgreSQL does not keep the sign."""
    return format(figure if figure else abs(figure), "f")


# Any code point at all, and those that databases have trouble with more often than chance would have it.
texts = st.text(
    st.characters()
    | st.sampled_from("\0\ud800\udfff\U0010f7fe\U0010f7ff\U0010f800\U0010ffff\\'\"\t\r\n{}%:"),
    max_size=8,
)
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


@examples
@given(before=speeches, after=speeches)
def test_any_speech_comes_back_whatever_was_there_before(store: Store, before: Speech, after: Speech) -> None:
    store.save(before)
    store.save(after)
    assert store.load("d") == after


# --- many at a time

PATHS, HASHES, TEXTS = ("a", "b", "c"), (None, "01", "02"), ("d1", "d2", "d3", "d4")


def small(doc_id: str, path: str | None, sha256: str | None, mark: int) -> Speech:
    """A document of which it can be seen which of several it is."""
    record = Target(
        id=f"{doc_id}-{mark % 2}",
        doc_id=doc_id,
        basis="level",
        indicator=Indicator(text="内资"),
        quantity=Quantity(text="5亿元", value=Decimal(500000000 + mark)),
        evidence=Evidence(start=0, end=0, quote=""),
        relations=(Relation(type="same_as", id=f"{doc_id}-{mark % 2}"),),
    )
    source = Source(path=path, sha256=sha256, metadata={"mark": str(mark)})
    return Speech(doc_id=doc_id, title=str(mark), source=source, records=(record,) * (mark % 3 > 0))


batches = st.lists(
    st.builds(
        small,
        st.sampled_from(TEXTS),
        st.none() | st.sampled_from(PATHS),
        st.sampled_from(HASHES),
        st.integers(0, 9),
    ),
    max_size=6,
)


def contents(store: Store) -> dict[str, set[tuple[Any, ...]]]:
    """All rows of all tables."""
    tables = [table for table in metadata.sorted_tables if not table.is_view]
    with store.engine.connect() as connection:
        return {
            table.name: {tuple(map(repr, row)) for row in connection.execute(sa.select(table))}
            for table in tables
        }


@settings(max_examples=30, parent=examples)
@given(before=batches, batch=batches)
def test_many_at_once_are_saved_as_one_by_one(
    store: Store, before: list[Speech], batch: list[Speech]
) -> None:
    found: list[Finding] = []
    with open_store("sqlite://") as other:
        empty(store)
        for one in before:
            store.save(one)
            other.save(one)
        for target in (store, other):
            found = [finding(id=doc_id, doc_id=doc_id) for doc_id in target.doc_ids()]
            target.save_findings(found)
        store.save_many(batch)
        for one in batch:
            other.save(one)
        assert contents(store) == contents(other)
        assert list(store.speeches()) == list(other.speeches())
        assert list(store.findings()) == list(other.findings())
