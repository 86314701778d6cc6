"""The views that answer what is asked most."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from extractor.store import open_store
from extractor.store.database import Store
from schemas import (
    Actual,
    Bounds,
    Completion,
    Evidence,
    Figure,
    Finding,
    Indicator,
    Period,
    Place,
    Quantity,
    Source,
    Speech,
    Target,
)
from schemas.views import OWN_SCOPES, VIEWS

ROOT = Path(__file__).parents[1]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_the_columns_that_it_says(store: Store, view: sa.Table) -> None:
    there = sa.inspect(store.engine).get_columns(view.name)
    assert [column["name"] for column in there] == [column.name for column in view.c]
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(view)).all() == []


def claim(kind: type[Any], value: str | None, **more: Any) -> dict[str, Any]:
    """What is said of one figure: financial revenue in 2024, in yuan, unless told otherwise."""
    given = {"indicator": "财政收入", "code": None, "unit": "CNY", "basis": "level", "period": "2024", **more}
    return {"kind": kind, "value": value, **given}


def report(doc_id: str, place: Place | str | None, date: dt.date | None, *claims: dict[str, Any]) -> Speech:
    where = Place(name=place) if isinstance(place, str) else place
    records = []
    for number, one in enumerate(claims):
        low, _, high = (one["value"] or "").partition("-")
        figures: dict[str, Any] = {"value": Decimal(low)} if low else {"masked": True}
        if high:
            figures = {"low": Decimal(low), "high": Decimal(high), "bound": "range"}
        own = {} if one["kind"] is Completion else {"basis": one["basis"]}
        records.append(
            one["kind"](
                id=f"{doc_id}-{number}",
                doc_id=doc_id,
                indicator=Indicator(text=one["indicator"], code=one["code"]),
                quantity=Quantity(text=one["value"] or "X", unit=one["unit"], **figures),
                period=Period(label=one["period"], start=dt.date(int(one["period"]), 1, 1)),
                place=where,
                scope=one.get("scope"),
                evidence=Evidence(start=number, end=number, quote=one["value"] or "X"),
                **own,
            )
        )
    source = Source(path=f"{doc_id}.txt", sha256=doc_id)
    return Speech(
        doc_id=doc_id,
        level="county",
        date=date,
        title=doc_id,
        place=where,
        source=source,
        records=tuple(records),
    )


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


# --- target_vs_actual

OLD, NEW = dt.date(2024, 1, 10), dt.date(2025, 1, 10)
PAIRS = (
    "SELECT target_quote, actual_quote, attained_percent, difference_real FROM target_vs_actual ORDER BY 1, 2"
)


def test_a_target_meets_the_result_that_a_later_report_of_the_place_gives(store: Store) -> None:
    store.save_many(
        [
            report("plan", "云岭县", OLD, claim(Target, "40"), claim(Target, "6", unit="%", basis="growth")),
            report(
                "result", "云岭县", NEW, claim(Actual, "50"), claim(Actual, "5.5", unit="%", basis="growth")
            ),
            report("elsewhere", "青禾县", NEW, claim(Actual, "60")),
        ]
    )
    assert rows(store, PAIRS) == [("40", "50", 125.0, 10.0), ("6", "5.5", None, -0.5)]
    query = "SELECT place, period, target_title, actual_title, target_date FROM target_vs_actual WHERE basis = 'level'"
    assert [tuple(map(str, row)) for row in rows(store, query)] == [
        ("云岭县", "2024", "plan", "result", "2024-01-10")
    ]


def test_without_a_place_only_the_same_document_is_compared(store: Store) -> None:
    store.save_many(
        [
            report("one", None, OLD, claim(Target, "40"), claim(Actual, "30")),
            report("other", None, NEW, claim(Actual, "50")),
        ]
    )
    assert rows(store, PAIRS) == [("40", "30", 75.0, -10.0)]


def test_a_place_is_the_same_under_the_code_that_took_its_place(store: Store) -> None:
    county, district = (
        Place(name="云岭县", code="990721", successor="990704"),
        Place(name="云岭区", code="990704"),
    )
    other = Place(name="云岭县", code="990001")
    store.save_many(
        [
            report("plan", county, OLD, claim(Target, "40")),
            report("result", district, NEW, claim(Actual, "50")),
            report("elsewhere", other, NEW, claim(Actual, "60")),
        ]
    )
    assert rows(store, PAIRS) == [("40", "50", 125.0, 10.0)]


@pytest.mark.parametrize(
    "other",
    [{"period": "2023"}, {"unit": "USD"}, {"basis": "change"}, {"scope": "全市"}, {"indicator": "税收"}],
    ids=str,
)
def test_what_is_not_of_the_same_is_not_compared(store: Store, other: dict[str, str]) -> None:
    store.save(report("d", "云岭县", OLD, claim(Target, "40"), claim(Actual, "30", **other)))
    assert rows(store, PAIRS) == []


def test_a_code_joins_what_is_called_by_two_names(store: Store) -> None:
    code = {"code": "fiscal_revenue"}
    store.save(
        report(
            "d", None, OLD, claim(Target, "40", **code), claim(Actual, "30", indicator="财政总收入", **code)
        )
    )
    assert rows(store, PAIRS) == [("40", "30", 75.0, -10.0)]


def test_what_a_document_calls_its_own_place_is_that_place(store: Store) -> None:
    store.save(
        report(
            "d",
            None,
            OLD,
            claim(Target, "40", scope="全县"),
            claim(Actual, "30"),
            claim(Actual, "9", scope="全市"),
        )
    )
    assert rows(store, PAIRS) == [("40", "30", 75.0, -10.0)]


def test_own_scopes_are_those_of_the_audit() -> None:
    told = tomllib.loads((ROOT / "patterns" / "data" / "audit.toml").read_text(encoding="utf-8"))[
        "own_scopes"
    ]
    assert {level: list(words) for level, words in OWN_SCOPES.items()} == told


def test_a_range_is_measured_by_its_lower_end_and_nothing_by_nought(store: Store) -> None:
    store.save(
        report(
            "d",
            None,
            OLD,
            claim(Target, "40-50"),
            claim(Actual, "30"),
            claim(Target, "0", period="2023"),
            claim(Actual, "3", period="2023"),
            claim(Target, None, period="2022"),
            claim(Actual, "3", period="2022"),
        )
    )
    assert rows(store, PAIRS) == [
        ("0", "3", None, 3.0),
        ("40-50", "30", 75.0, -10.0),
    ]


# --- indicator_series


def test_a_series_marks_what_was_said_last_of_each_period(store: Store) -> None:
    store.save_many(
        [
            report("b", "云岭县", NEW, claim(Actual, "52"), claim(Actual, "45", period="2023")),
            report("a", "云岭县", OLD, claim(Actual, "50"), claim(Target, "70"), claim(Actual, None)),
            report("c", "云岭县", None, claim(Actual, "48")),
            report("d", "青禾县", OLD, claim(Actual, "9")),
        ]
    )
    query = "SELECT place, period, quote, latest FROM indicator_series ORDER BY place_code, quote"
    assert rows(store, query) == [
        ("云岭县", "2023", "45", True),
        ("云岭县", "2024", "48", False),
        ("云岭县", "2024", "50", False),
        ("云岭县", "2024", "52", True),
        ("青禾县", "2024", "9", True),
    ]


def test_within_a_document_the_first_statement_counts_and_places_unknown_are_each_their_own(
    store: Store,
) -> None:
    store.save_many(
        [
            report("a", None, OLD, claim(Actual, "1"), claim(Actual, "2")),
            report("b", None, OLD, claim(Actual, "3")),
        ]
    )
    assert rows(store, "SELECT quote FROM indicator_series WHERE latest ORDER BY quote") == [("1",), ("3",)]


# --- findings


def found(finding_id: str, doc_id: str, *figures: Figure, **more: Any) -> Finding:
    given = {"check": "completion", "verdict": "consistent", "strength": "same_sentence", **more}
    return Finding(
        id=finding_id,
        figures=figures or (Figure(role="rate", doc_id=doc_id, start=0, end=0, quote=""),),
        **given,
    )


def test_findings_are_counted_by_place_and_year(store: Store) -> None:
    store.save_many(
        [report("a", "云岭县", OLD), report("b", "云岭县", dt.date(2024, 6, 1)), report("c", None, None)]
    )
    wrong = {"verdict": "inconsistent", "severity": "high"}
    store.save_findings(
        [found("1", "a"), found("2", "a"), found("3", "b"), found("4", "b", **wrong), found("5", "c")]
    )
    query = "SELECT place, year, check_name, verdict, severity, findings, documents FROM findings_by_place"
    assert sorted(rows(store, query), key=str) == [
        ("云岭县", 2024, "completion", "consistent", None, 3, 2),
        ("云岭县", 2024, "completion", "inconsistent", "high", 1, 1),
        (None, None, "completion", "consistent", None, 1, 1),
    ]


def test_each_stated_rate_stands_beside_what_the_audit_made_of_it(store: Store) -> None:
    percent = {"unit": "%", "basis": "completion"}
    speech = report(
        "d",
        "云岭县",
        OLD,
        claim(Actual, "50"),
        claim(Target, "40"),
        claim(Completion, "124", **percent),
        claim(Completion, "99", **percent),
        claim(Completion, "80", **percent),
    )
    store.save(speech)
    ids = [record.id for record in speech.records]

    def figure(role: str, at: int) -> Figure:
        return Figure(role=role, record=ids[at], doc_id="d", **speech.records[at].evidence.model_dump())

    computed = Bounds(low=Decimal("124.5"), high=Decimal("125.5"), unit="%")
    checked = found(
        "1",
        "d",
        figure("rate", 2),
        figure("actual", 0),
        figure("plan", 1),
        verdict="inconsistent",
        computed=computed,
    )
    implied = found(
        "2",
        "d",
        figure("actual", 0),
        figure("rate", 3),
        check="implied",
        verdict="not_checkable",
        reason="no plan",
    )
    other = found("3", "d", figure("rate", 4), check="growth")
    store.save_findings([checked, implied, other])
    query = (
        "SELECT quote, stated_real, actual_real, plan_quote, check_name, verdict, computed_low_real"
        " FROM completion_audit ORDER BY start_char"
    )
    assert rows(store, query) == [
        ("124", 124.0, 50.0, "40", "completion", "inconsistent", 124.5),
        ("99", 99.0, 50.0, None, "implied", "not_checkable", None),
        ("80", 80.0, None, None, None, None, None),
    ]
