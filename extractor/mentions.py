"""Candidates that the stages pass on. All offsets are code points into the cleaned text.

They are dataclasses beside the spaCy Doc, since two spans at the same offsets would share their attributes there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from schemas.records import Bound, MeasureStatus, Stage

DecidedBy = Literal["rule", "model"]

QuantityType = Literal[
    "money", "percent", "points", "rank", "count", "physical", "multiple", "growth_word", "ratio", "number"
]


@dataclass(slots=True)
class QuantityMention:
    """One quantity expression.

    `start:end` is the whole expression with the words that bound it (超过1000亿千瓦时, 80 个以上); `core_start:core_end`
    is the number with multiplier and unit alone. `value` is signed and in the base unit; `resolution` is one unit
    of the last digit stated, in the same unit. `claimable` is how probable it is that the figure is a claim at all,
    None where nothing but the rules will decide that.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    type: QuantityType
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    bound: Bound = "eq"
    bound_text: str | None = None
    masked: bool = False
    resolution: Decimal | None = None
    claimable: float | None = None


PeriodType = Literal["year", "part", "span", "plan_period", "since", "point"]


@dataclass(slots=True)
class PeriodMention:
    """A time expression with what it means in this document; `label` is None where nothing settles it.

    `type`: `year` a whole year; `part` half, quarter, month or months of a year; `span` several years together
    (五年来, 2016—2020年, 近三年); `plan_period` “十四五”期间; `since` up to now in the year (截至目前); `point` a day
    or an end of year (年末, 到2027年).

    `end_label` is the last year of a span (2025 for 2021/2025), for a level reached at its end. `base` marks a time
    that is only compared with (比上年), `origin` one whose figure is the first of two (由上年的88个增加到…), `named` one
    inside a name (《2009年…办法》), `deadline` one by which something is to be done (6月底前).
    """

    start: int
    end: int
    type: PeriodType
    label: str | None
    first: dt.date | None = None
    last: dt.date | None = None
    relative: bool = False
    end_label: str | None = None
    base: bool = False
    origin: bool = False
    named: bool = False
    deadline: bool = False


@dataclass(slots=True)
class ProjectCandidate:
    """A named project; `start:end` is the name as written."""

    start: int
    end: int
    name: str
    stage: Stage | None = None
    investment: Decimal | None = None
    investment_unit: str | None = None
    parties: tuple[str, ...] = ()
    rule: str = ""
    decided_by: DecidedBy = "rule"
    confidence: float = 1.0


@dataclass(slots=True)
class MeasureCandidate:
    """A measure; `start:end` is the shortest stretch that states action and object."""

    start: int
    end: int
    status: MeasureStatus | None = None
    action: str | None = None
    object: str | None = None
    body: str | None = None
    deadline: PeriodMention | None = None
    amounts: list[int] = field(default_factory=list)
    rule: str = ""
    decided_by: DecidedBy = "rule"
    confidence: float = 1.0
