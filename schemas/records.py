"""The records that zhibiao gives: claims (targets, actuals, completions), named projects and measures."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    model_validator,
)

from schemas.numbers import PlainDecimal

Bound = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Basis = Literal["level", "change", "growth", "share", "difference", "rank", "completion"]
RelationType = Literal["completion_of", "plan_of", "growth_of", "change_of", "share_of", "part_of", "same_as"]
ComparisonType = Literal["yoy", "qoq", "mom", "average_annual", "cumulative", "vs_plan", "vs_place"]
BaseStatus = Literal["actual", "initial_budget", "adjusted_budget", "task", "estimate", "unknown"]
PlanVersion = Literal[
    "initial_budget", "adjusted_budget", "superior_task", "own_goal", "five_year", "forecast"
]
ComparabilityType = Literal["nominal", "real", "like_for_like", "excluding"]
Vintage = Literal["estimate", "flash", "preliminary", "final", "revised"]
Stage = Literal["planned", "negotiating", "signed", "under_construction", "completed", "operating"]
MeasureStatus = Literal["done", "ongoing", "planned", "ordered"]


class Model(BaseModel):
    """Base of every model here: frozen, and unknown fields are refused."""

    # What is written has every field, and its JSON Schema says so.
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Span(Model):
    """A half-open stretch of the source text, in code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _forwards(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"span ends before it starts: {self.start}..{self.end}")
        return self


class Evidence(Span):
    """The characters a record came from: `source_text[start:end] == quote`."""

    quote: str
    sentence: str = ""
    section: tuple[str, ...] = ()


class Indicator(Model):
    """What is measured: the document's own words in simplified script, and a code where `patterns/` knows it.

    `start` and `end` are offsets into the source text, both null where the words stand nowhere together;
    `inherited` says that they were taken from earlier words (ellipsis, a list's common head).
    """

    text: str
    code: str | None = None
    scope: str | None = None
    start: int | None = None
    end: int | None = None
    inherited: bool = False


class Quantity(Model):
    """A stated figure in its base unit.

    `value` is null for a range (`low`, `high`) and for a masked figure. `resolution` is one unit in the last
    digit stated, in the same unit as `value`. Units: ISO 4217 for money, `%`, `pp`, `rank`, or the Chinese unit.
    """

    text: str
    value: PlainDecimal | None = None
    low: PlainDecimal | None = None
    high: PlainDecimal | None = None
    unit: str | None = None
    bound: Bound = "eq"
    bound_text: str | None = None
    masked: bool = False
    resolution: PlainDecimal | None = None
    # In a record the evidence stands on the record itself; only find_quantities sets it here.
    evidence: Evidence | None = Field(default=None, exclude_if=lambda evidence: evidence is None)

    @model_validator(mode="after")
    def _shape(self) -> Quantity:
        if self.masked:
            if (self.value, self.low, self.high) != (None, None, None):
                raise ValueError("a masked figure has no value")
        elif self.bound == "range":
            if self.value is not None or self.low is None or self.high is None:
                raise ValueError("a range has low and high and no value")
        elif self.value is None:
            raise ValueError("a figure that is neither masked nor a range needs a value")
        return self


class Period(Model):
    """The time a figure is for: `2008`, `2025H1`, `2025Q1`, `2025-03`, `2025-01/2025-10`, `2021/2025`."""

    label: str
    start: dt.date | None = None
    end: dt.date | None = None
    text: str | None = None
    inherited: bool = False


class Place(Model):
    """Whose figure it is, with its GB/T 2260 code, the years the code was valid, and its successor."""

    name: str
    code: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    successor: str | None = None


class Relation(Model):
    """A tie to another record of the same document."""

    type: RelationType
    id: str


class Comparison(Model):
    """What a growth, change or difference is measured against."""

    type: ComparisonType
    base_period: str | None = None
    base_status: BaseStatus = "unknown"
    text: str | None = None


class Plan(Model):
    """Which plan a target or completion belongs to."""

    version: PlanVersion
    issuer: str | None = None
    text: str | None = None


class Comparability(Model):
    """How the figure may be compared with others, with the words that say so."""

    type: ComparabilityType
    text: str | None = None


class _Record(Model):
    id: str
    doc_id: str
    place: Place | None = None
    scope: str | None = None
    evidence: Evidence
    relations: tuple[Relation, ...] = ()
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    source: str = ""


class Claim(_Record):
    """One quantity that the document states about one indicator."""

    kind: Literal["target", "actual", "completion"]
    basis: Basis
    indicator: Indicator
    quantity: Quantity
    period: Period | None = None
    comparison: Comparison | None = None
    comparability: Comparability | None = None
    vintage: Vintage | None = None
    plan: Plan | None = None
    modality: str | None = None

    @model_validator(mode="after")
    def _completion_basis(self) -> Claim:
        if (self.kind == "completion") != (self.basis == "completion"):
            raise ValueError("kind completion and basis completion go together")
        return self


class Target(Claim):
    """The figure of a plan, budget, task, requirement or forecast."""

    kind: Literal["target"] = "target"


class Actual(Claim):
    """A figure stated as having happened or holding."""

    kind: Literal["actual"] = "actual"


class Completion(Claim):
    """The percentage of a plan, budget or task that is fulfilled."""

    kind: Literal["completion"] = "completion"
    basis: Literal["completion"] = "completion"


class Project(_Record):
    """A particular project, plant, facility, park or investment called by its name."""

    kind: Literal["project"] = "project"
    name: str
    stage: Stage | None = None
    investment: PlainDecimal | None = None
    investment_unit: str | None = None
    parties: tuple[str, ...] = ()
    period: Period | None = None


class Measure(_Record):
    """One thing that a government body has done, does, will do or orders done."""

    kind: Literal["measure"] = "measure"
    text: str
    status: MeasureStatus | None = None
    action: str | None = None
    object: str | None = None
    body: str | None = None
    deadline: Period | None = None
    amounts: tuple[str, ...] = ()


Record = Annotated[Target | Actual | Completion | Project | Measure, Field(discriminator="kind")]
record_adapter: TypeAdapter[Target | Actual | Completion | Project | Measure] = TypeAdapter(
    # Built when something is read: who only writes records need not wait for it.
    Record,
    config=ConfigDict(defer_build=True),
)
"""Reads one record of any kind: `record_adapter.validate_json(line)`."""
