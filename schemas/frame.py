"""The tabular form of the contract: one flat row a record."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from schemas.records import Actual, Completion, Measure, Period, Place, Project, Record, Target

if TYPE_CHECKING:
    import pandas as pd

_STR: Final = "str"
_EXACT: Final = "object"
_REAL: Final = "Float64"
_DATE: Final = "datetime64[s]"

COLUMNS: Final[dict[str, str]] = {
    "id": _STR,
    "doc_id": _STR,
    "kind": _STR,
    "basis": _STR,
    "indicator": _STR,
    "indicator_code": _STR,
    "indicator_scope": _STR,
    "indicator_inherited": "boolean",
    "quantity": _STR,
    "value": _EXACT,
    "low": _EXACT,
    "high": _EXACT,
    "unit": _STR,
    "bound": _STR,
    "bound_text": _STR,
    "masked": "boolean",
    "resolution": _EXACT,
    "value_real": _REAL,
    "low_real": _REAL,
    "high_real": _REAL,
    "period": _STR,
    "period_start": _DATE,
    "period_end": _DATE,
    "place": _STR,
    "place_code": _STR,
    "scope": _STR,
    "comparison": _STR,
    "base_period": _STR,
    "base_status": _STR,
    "comparability": _STR,
    "vintage": _STR,
    "plan_version": _STR,
    "plan_issuer": _STR,
    "modality": _STR,
    "name": _STR,
    "stage": _STR,
    "investment": _EXACT,
    "investment_unit": _STR,
    "investment_real": _REAL,
    "parties": _STR,
    "measure": _STR,
    "status": _STR,
    "action": _STR,
    "object": _STR,
    "body": _STR,
    "deadline": _STR,
    "amounts": _STR,
    "quote": _STR,
    "start": "Int64",
    "end": "Int64",
    "sentence": _STR,
    "section": _STR,
    "relations": _STR,
    "confidence": "float64",
    "source": _STR,
}
"""The columns of `records_frame` in their order, each with its pandas dtype."""


def records_frame(records: Iterable[Record]) -> pd.DataFrame:
    """Give records as a table, one row each, in the order given.

    The columns are `COLUMNS`, whichever kinds are there: what a kind does not have is missing. Stated figures
    (`value`, `low`, `high`, `resolution`, `investment`) are exact `Decimal` objects in the unit of `unit` or
    `investment_unit`; the `…_real` columns beside them are the nearest floats, for sums and plots. `start`
    and `end` are code points into the source text. Lists are joined: headings by ` / `, the rest by `; `, a
    relation as `type:id`.

    >>> frame = records_frame([])
    >>> len(frame), list(frame.columns[:3])
    (0, ['id', 'doc_id', 'kind'])
    """
    import pandas as pd

    rows = [_row(record) for record in records]
    series = {}
    for column, dtype in COLUMNS.items():
        cells = [row.get(column) for row in rows]
        if dtype == _DATE:
            series[column] = pd.Series(pd.to_datetime(cells).astype(_DATE) if cells else [], dtype=_DATE)
        else:
            series[column] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(series)


def _row(record: Record) -> dict[str, Any]:
    evidence = record.evidence
    row: dict[str, Any] = {
        "id": record.id,
        "doc_id": record.doc_id,
        "kind": record.kind,
        "scope": record.scope,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "sentence": evidence.sentence,
        "section": " / ".join(evidence.section),
        "relations": "; ".join(f"{tie.type}:{tie.id}" for tie in record.relations),
        "confidence": record.confidence,
        "source": record.source,
        **_place(record.place),
    }
    if isinstance(record, Project):
        row |= _project(record)
    elif isinstance(record, Measure):
        row |= _measure(record)
    else:
        row |= _claim(record)
    return row


def _place(place: Place | None) -> dict[str, Any]:
    return {} if place is None else {"place": place.name, "place_code": place.code}


def _period(period: Period | None) -> dict[str, Any]:
    if period is None:
        return {}
    return {"period": period.label, "period_start": period.start, "period_end": period.end}


def _claim(claim: Target | Actual | Completion) -> dict[str, Any]:
    indicator, quantity = claim.indicator, claim.quantity
    row = {
        "basis": claim.basis,
        "indicator": indicator.text,
        "indicator_code": indicator.code,
        "indicator_scope": indicator.scope,
        "indicator_inherited": indicator.inherited,
        "quantity": quantity.text,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "bound": quantity.bound,
        "bound_text": quantity.bound_text,
        "masked": quantity.masked,
        "resolution": quantity.resolution,
        "value_real": _real(quantity.value),
        "low_real": _real(quantity.low),
        "high_real": _real(quantity.high),
        "vintage": claim.vintage,
        "modality": claim.modality,
        **_period(claim.period),
    }
    if claim.comparison is not None:
        row["comparison"] = claim.comparison.type
        row["base_period"] = claim.comparison.base_period
        row["base_status"] = claim.comparison.base_status
    if claim.comparability is not None:
        row["comparability"] = claim.comparability.type
    if claim.plan is not None:
        row["plan_version"] = claim.plan.version
        row["plan_issuer"] = claim.plan.issuer
    return row


def _project(project: Project) -> dict[str, Any]:
    return {
        "name": project.name,
        "stage": project.stage,
        "investment": project.investment,
        "investment_unit": project.investment_unit,
        "investment_real": _real(project.investment),
        "parties": "; ".join(project.parties),
        **_period(project.period),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "measure": measure.text,
        "status": measure.status,
        "action": measure.action,
        "object": measure.object,
        "body": measure.body,
        "deadline": None if measure.deadline is None else measure.deadline.label,
        "amounts": "; ".join(measure.amounts),
    }


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
