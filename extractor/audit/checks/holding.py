"""What a whole is known to hold, wherever it is told: 批发和零售业增加值 and 金融业增加值 within 第三产业增加值."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.making import sum_within
from extractor.audit.view import View, bare_name, label
from patterns.audit import Holding
from schemas import Claim, Finding

SEVERAL = "the parts stand in several places and may not be of this whole"


def check(view: View) -> Iterator[Finding]:
    """Check that what a whole is known to hold adds up to no more than it: one unit, time, kind and body.

    Reads names without their scope; of what is told twice the first. A greater sum is a question.
    """
    for holding in view.cues.holdings:
        for whole in view.levels():
            if bare_name(whole) in holding.whole and whole.quantity.bound == "eq":
                parts = _parts(view, whole, holding)
                held = sum_within(view, "parts", whole, parts, SEVERAL) if parts else None
                if held is not None:
                    yield held


def _parts(view: View, whole: Claim, holding: Holding) -> list[Claim]:
    found: dict[str, Claim] = {}
    for claim in view.levels():
        name = bare_name(claim)
        if (
            name in holding.parts
            and claim.quantity.unit == whole.quantity.unit
            and claim.quantity.bound == "eq"
            and label(claim) == label(whole) is not None
            and claim.kind == whole.kind
            and (view.same_scope(claim, whole) or view.body(claim) == view.body(whole))
            and view.related(claim, "part_of") is not whole
        ):
            found.setdefault(name, claim)
    return list(found.values())
