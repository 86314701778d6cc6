"""What the audit gives: a finding for each check that the stated figures permit, with every figure that it used."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from schemas.numbers import PlainDecimal
from schemas.records import Evidence, Model

Check = Literal[
    "completion",
    "growth",
    "share",
    "parts",
    "partition",
    "balance",
    "ceiling",
    "structure",
    "average_growth",
    "multiple",
    "points",
    "difference",
    "per_head",
    "rank",
    "listed_count",
    "target_and_actual",
    "growth_and_base",
    "plan_and_review",
    "restatement",
    "implied",
]
Verdict = Literal[
    "consistent",
    "consistent_if_truncated",
    "consistent_if_balanced",
    "inconsistent",
    "questionable",
    "restated",
    "not_checkable",
]
Strength = Literal["same_sentence", "same_section", "cross_section", "cross_document"]
Severity = Literal["low", "medium", "high"]
CHECKS: tuple[Check, ...] = get_args(Check)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Bounds(Model):
    """An interval of values in a unit; an end that is null is open without limit, one marked open is left out."""

    low: PlainDecimal | None = None
    high: PlainDecimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None


class Figure(Evidence):
    """A stated figure that a finding rests on: its part in the check, its record where it has one, and its words."""

    role: str
    record: str | None = None
    doc_id: str
    name: str = ""


class Finding(Model):
    """One check of stated figures against each other.

    `stated` is what the text says and `computed` what the other figures give, in the same unit; `formula` is the sum
    with the numbers in it; `reason` says why a check could not decide; `diagnosis` names the one small slip that
    would explain a disagreement; `implied` marks figures that no text states. `severity` is set for `inconsistent`,
    `questionable` and `restated`.
    """

    id: str
    check: Check
    verdict: Verdict
    strength: Strength
    severity: Severity | None = None
    stated: Bounds | None = None
    computed: Bounds | None = None
    formula: str = ""
    reason: str | None = None
    diagnosis: str | None = None
    implied: bool = False
    figures: tuple[Figure, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_why(self) -> Finding:
        if self.verdict == "not_checkable" and not self.reason:
            raise ValueError("a check that could not be made says why")
        return self
