"""What stands on each sheet of a workbook: its name, its columns in the order of reading, their widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas.columns import SUMMARY_COLUMNS, TABLE_COLUMNS, Column, Family, Headings, Type, column
from schemas.words import meaning

_CLAIM: Final = (
    *("title", "date", "place", "scope", "period", "indicator", "basis", "quantity", "value_real", "value"),
    *("unit", "bound", "low_real", "low", "high_real", "high", "comparison", "base_period", "base_status"),
    *("comparability", "vintage", "plan_version", "plan_issuer", "modality", "sentence", "section", "path"),
)
_PROJECT: Final = (
    *("title", "date", "place", "name", "stage", "investment_real", "investment", "investment_unit"),
    *("parties", "period", "sentence", "section", "path"),
)
_MEASURE: Final = (
    *("title", "date", "place", "body", "status", "action", "object", "measure", "deadline"),
    *("sentence", "section", "path"),
)
_DOCUMENT: Final = (
    *("title", "date", "issuer", "level", "doc_place", "doc_type"),
    *("targets", "actuals", "completions", "projects", "measures", "repairs", "flags", "path"),
)

_WIDTHS: Final[dict[Type, float]] = {
    "text": 14,
    "choice": 13,
    "exact": 18,
    "real": 18,
    "flag": 10,
    "whole": 10,
    "date": 11,
    "texts": 24,
    "ties": 24,
}
_OWN_WIDTHS: Final = {
    "title": 36,
    "path": 30,
    "indicator": 28,
    "quantity": 18,
    "sentence": 70,
    "section": 36,
    "quote": 20,
    "name": 32,
    "measure": 60,
    "object": 36,
    "confidence": 10,
    "id": 18,
    "doc_id": 18,
}


LEGEND_NAMES: Final[dict[Headings, str]] = {"name": "legend", "en": "Legend", "zh": "说明"}
LEGEND_HEADINGS: Final[dict[Headings, tuple[str, ...]]] = {
    "name": ("column", "value", "meaning"),
    "en": ("Column", "Value", "Meaning"),
    "zh": ("列", "值", "含义"),
}
LEGEND_WIDTHS: Final = (24, 20, 60)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its name in each language and all its columns.

    >>> [SHEETS[0].names["zh"], SHEETS[0].columns[0].name]
    ['目标', 'title']
    """

    kind: str
    names: dict[Headings, str]
    columns: tuple[Column, ...]


def width(of: Column) -> float:
    """Give the width of a column in characters.

    >>> width(column("sentence")) > width(column("unit"))
    True
    """
    return _OWN_WIDTHS.get(of.name, _WIDTHS[of.type])


def _ordered(first: Sequence[str], every: Sequence[Column]) -> tuple[Column, ...]:
    return (*map(column, first), *(one for one in every if one.name not in first))


def _sheet(kind: str, english: str, chinese: str, first: Sequence[str], family: Family) -> Sheet:
    columns = [one for one in TABLE_COLUMNS if family in one.families]
    names: dict[Headings, str] = {"name": english.lower(), "en": english, "zh": chinese}
    return Sheet(kind, names, _ordered(first, columns))


SHEETS: Final = (
    _sheet("target", "Targets", "目标", _CLAIM, "claim"),
    _sheet("actual", "Actuals", "实绩", _CLAIM, "claim"),
    _sheet("completion", "Completions", "完成率", _CLAIM, "claim"),
    _sheet("project", "Projects", "项目", _PROJECT, "project"),
    _sheet("measure", "Measures", "措施", _MEASURE, "measure"),
    Sheet(
        "document",
        {"name": "documents", "en": "Documents", "zh": "文档"},
        _ordered(_DOCUMENT, SUMMARY_COLUMNS),
    ),
)
"""The sheets in their order; those of one family have the same columns, so that they can be put together."""


def legend(headings: Headings) -> list[tuple[str, str, str]]:
    """Give the rows of the legend: the heading of each choice, each of its values, and what that means.

    >>> legend("zh")[0]
    ('行政级别', 'national', '国家级')
    """
    named = {
        one.name: one for sheet in (SHEETS[-1], *SHEETS) for one in sheet.columns if one.type == "choice"
    }
    return [
        (one.heading(headings), value, meaning(one.name, value, headings))
        for one in named.values()
        for value in one.values
    ]
