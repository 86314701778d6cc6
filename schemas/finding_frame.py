"""Findings of an audit as a pandas frame: one flat row a finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, get_args

from schemas.findings import CHECKS, VERDICTS, Bounds, Finding, Severity, Strength

if TYPE_CHECKING:
    import pandas as pd

_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "check": CHECKS,
    "verdict": VERDICTS,
    "strength": get_args(Strength),
    "severity": get_args(Severity),
}

FINDING_COLUMNS: Final[dict[str, str]] = {
    "check": "category",
    "verdict": "category",
    "strength": "category",
    "severity": "category",
    "formula": "str",
    "stated_low": "object",
    "stated_high": "object",
    "stated_unit": "str",
    "computed_low": "object",
    "computed_high": "object",
    "computed_unit": "str",
    "reason": "str",
    "diagnosis": "str",
    "implied": "boolean",
    "figures": "Int64",
    "roles": "str",
    "quotes": "str",
    "sentence": "str",
    "records": "str",
    "doc_id": "str",
    "doc_ids": "str",
    "id": "str",
}
"""The columns of `findings_frame` in their order, each with its pandas dtype."""


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Give the findings of an audit as a table, one row each, in the order given.

    The columns are `FINDING_COLUMNS`. The ends of what is stated and computed are exact `Decimal` objects in the unit
    beside them, missing where an end is open. `roles`, `quotes` and `records` tell of all figures in their order, joined
    by `; `, as `doc_ids` does of their documents; `sentence` and `doc_id` are those of the first.

    >>> frame = findings_frame([])
    >>> len(frame), list(frame.columns[:2])
    (0, ['check', 'verdict'])
    """
    import pandas as pd

    cells: dict[str, list[Any]] = {name: [] for name in FINDING_COLUMNS}
    for finding in findings:
        row = _row(finding)
        for name, column in cells.items():
            column.append(row[name])
    series = {
        name: pd.Series(pd.Categorical(column, categories=_CHOICES[name]))
        if name in _CHOICES
        else pd.Series(column, dtype=FINDING_COLUMNS[name])
        for name, column in cells.items()
    }
    return pd.DataFrame(series)


def _row(finding: Finding) -> dict[str, Any]:
    first = finding.figures[0]
    return {
        **finding.model_dump(include={"id", "check", "verdict", "strength", "severity", "implied"}),
        **_bounds("stated", finding.stated),
        **_bounds("computed", finding.computed),
        "formula": finding.formula,
        "reason": finding.reason,
        "diagnosis": finding.diagnosis,
        "figures": len(finding.figures),
        "roles": "; ".join(figure.role for figure in finding.figures),
        "quotes": "; ".join(figure.quote for figure in finding.figures),
        "sentence": first.sentence,
        "records": "; ".join(figure.record or "" for figure in finding.figures),
        "doc_id": first.doc_id,
        "doc_ids": "; ".join(dict.fromkeys(figure.doc_id for figure in finding.figures)),
    }


def _bounds(name: str, bounds: Bounds | None) -> dict[str, Any]:
    return {
        f"{name}_{end}": None if bounds is None else getattr(bounds, end) for end in ("low", "high", "unit")
    }
