"""What the claim stage finds, before it becomes a record. Offsets are code points into the cleaned text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractor.claims.clause import Clause
from extractor.mentions import DecidedBy, QuantityMention
from schemas import Comparability, Comparison, Period, Plan
from schemas.records import Basis, Bound, RelationType, Vintage

# The longest of real texts have half as many characters; one that each figure adds to would have no end.
_LONGEST = 120

Kind = Literal["target", "actual", "completion"]


@dataclass(frozen=True, slots=True)
class Name:
    """The words that say what is measured; `start:end` where they stand, None where they are put together."""

    text: str
    start: int | None = None
    end: int | None = None
    inherited: bool = False

    def prefixed(self, words: str) -> Name:
        """Return the name with words before it, as one that stands nowhere in one piece."""
        return Name(words + self.text, None, None, self.inherited)

    def bounded(self) -> Name:
        """Return the end of a name that was put together from names that were put together, if it is such a one."""
        return (
            self
            if len(self.text) <= _LONGEST
            else Name(self.text[-_LONGEST:], self.start, self.end, self.inherited)
        )


@dataclass(slots=True)
class ClaimCandidate:
    """One claim in the making.

    `mention` is the quantity as it stands; `value`, `low`, `high`, `unit` and `resolution` are what the claim
    says (signed; 增长1.82倍 is 182 `%`). `clause` holds the words that it was read from, `cut` where in
    `clause.local` its name ends, `place` which figure of its slot it is.
    """

    mention: QuantityMention
    kind: Kind
    basis: Basis
    name: Name
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: Bound
    resolution: Decimal | None
    code: str | None = None
    period: Period | None = None
    scope: str | None = None
    comparison: Comparison | None = None
    comparability: Comparability | None = None
    vintage: Vintage | None = None
    plan: Plan | None = None
    modality: str | None = None
    rule: str = ""
    decided_by: DecidedBy = "rule"
    of_which: bool = False
    divides: bool = False
    confidence: float = 1.0
    relations: list[tuple[RelationType, int]] = field(default_factory=list)
    clause: Clause | None = None
    cut: int = 0
    place: int = 0
