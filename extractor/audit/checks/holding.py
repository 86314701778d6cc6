"""What a whole is known to hold, wherever it is told: 批发和零售业增加值 and 金融业增加值 within 第三产业增加值."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.making import bounded, sum_within, terms_of
from extractor.audit.view import View, bare_name, label
from patterns.audit import Holding
from schemas import Claim, Finding

_NAME = 4
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
    yield from _fresh(view)


def _fresh(view: View) -> Iterator[Finding]:
    """What is new of a kind (新认定高新技术企业) against all there is of it (有效高新技术企业)."""
    by_name: dict[str, list[Claim]] = {}
    for claim in view.levels():
        by_name.setdefault(bare_name(claim), []).append(claim)
    cues = view.cues.fresh
    for name, claims in by_name.items():
        start = max((word for word in cues.new if name.startswith(word)), key=len, default="")
        kind = name.removeprefix(start)
        if not start or len(kind) < _NAME:
            continue
        for new in claims:
            wholes = [
                whole
                for word in cues.held
                for whole in by_name.get(word + kind, ())
                if _one_count(view, new, whole)
            ]
            terms = terms_of(view, ("whole", wholes[0]), ("part", new)) if wholes else None
            if terms is not None:
                yield bounded(view, "parts", terms[0], terms[1], SEVERAL)


def _one_count(view: View, new: Claim, whole: Claim) -> bool:
    return (
        whole.quantity.unit == new.quantity.unit
        and whole.quantity.bound == new.quantity.bound == "eq"
        and whole.kind == new.kind
        and label(whole) == label(new) is not None
        and (view.same_scope(new, whole) or view.body(new) == view.body(whole))
        and view.related(new, "part_of") is not whole
    )


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
