"""Across documents of one place: a result against the plan of an earlier one, a growth against the level before.

A figure for the same thing that another document gives differently is `restated`, as flash and final figures are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.checks.growth import growth_of_levels
from extractor.audit.comparing import footing, level_grown, of_one_thing
from extractor.audit.joining import Shelf, Stated, shelves, subject
from extractor.audit.making import figure, finding, judged, severity, term, unchecked
from extractor.audit.view import View, plan_version
from extractor.audit.wording import bounds
from schemas import Claim, Finding

ANOTHER_PLAN = "another plan"
VINTAGE = "an early figure was made final"
BASE_UNSAID = "the level before may have been restated since"


def check(views: Sequence[View]) -> Iterator[Finding]:
    """Check the documents of each place against each other.

    Joined by the code of the place with its successions, and by indicator, scope, unit and year. All of it has the
    strength `cross_document`, so that nothing here is called an error.
    """
    for shelf in shelves(views):
        for view in shelf.views:
            for claim in view.claims:
                if claim.kind == "completion":
                    yield from _completed(shelf, view, claim)
                elif claim.basis == "growth" and claim.kind == "actual":
                    yield from _grown(shelf, view, claim)
                elif claim.basis == "level" and claim.kind == "actual":
                    yield from _restated(shelf, view, claim)


def _completed(shelf: Shelf, view: View, rate: Claim) -> Iterator[Finding]:
    """完成预算的103%, where the budget itself stands in the report of the year before."""
    result = view.related(rate, "completion_of")
    if result is None or result.basis != "level" or not of_one_thing(view, rate, result):
        return
    if view.pointing(result, "plan_of"):
        return
    for plan in _others(shelf, view, "target", result):
        roles = (("rate", rate), ("actual", result), ("plan", plan.claim))
        if plan_version(plan.claim) != plan_version(rate):
            yield unchecked(
                "target_and_actual",
                "cross_document",
                [c for _, c in roles],
                ANOTHER_PLAN,
                [r for r, _ in roles],
            )
            continue
        stated, done, planned = (
            term(view, "rate", rate),
            term(view, "actual", result),
            term(plan.view, "plan", plan.claim),
        )
        if stated is not None and done is not None and planned is not None:
            yield judged(
                "target_and_actual",
                "cross_document",
                stated,
                [done, planned],
                lambda done, planned: (done / planned).times(100),
                f"{done.words} ÷ {planned.words}",
            )


def _grown(shelf: Shelf, view: View, growth: Claim) -> Iterator[Finding]:
    level, compared = level_grown(view, growth), growth.comparison
    if level is None or compared is None or compared.type != "yoy" or compared.base_status != "actual":
        return
    reason = footing(view, growth)
    for base in _others(shelf, view, "actual", level, years_on=-1):
        roles = (("growth", growth), ("level", level), ("base", base.claim))
        if reason is not None:
            yield unchecked(
                "growth_and_base", "cross_document", [c for _, c in roles], reason, [r for r, _ in roles]
            )
            continue
        stated, now, before = (
            term(view, "growth", growth),
            term(view, "level", level),
            term(base.view, "base", base.claim),
        )
        if stated is None or now is None or before is None:
            continue
        early = base.claim.vintage in _EARLY
        held = judged(
            "growth_and_base",
            "cross_document",
            stated,
            [now, before],
            growth_of_levels,
            f"{now.words} ÷ {before.words} - 1",
            doubt=VINTAGE if early else BASE_UNSAID,
        )
        if early and held.verdict == "questionable":
            held = held.model_copy(update={"verdict": "restated", "diagnosis": None})
        yield held


_EARLY = ("estimate", "flash", "preliminary")


def _restated(shelf: Shelf, view: View, level: Claim) -> Iterator[Finding]:
    """The same figure in another document; each pair is looked at from the later one."""
    for other in _others(shelf, view, "actual", level):
        if not _later(view, other.view):
            continue
        now, before = term(view, "level", level), term(other.view, "level", other.claim)
        if now is None or before is None:
            continue
        agree = now.reading.rounded.meets(before.reading.rounded) or now.reading.either.meets(
            before.reading.either
        )
        yield finding(
            "restatement",
            "consistent" if agree else "restated",
            "cross_document",
            [figure("level", level), figure("level", other.claim)],
            stated=bounds(now.reading.rounded, level.quantity.unit),
            computed=bounds(before.reading.rounded, level.quantity.unit),
            severity=None if agree else severity(now.reading.rounded, before.reading.rounded),
            formula=f"{now.words} {'=' if agree else '≠'} {before.words}",
        )


def _others(shelf: Shelf, view: View, kind: str, claim: Claim, years_on: int = 0) -> list[Stated]:
    key = subject(view, claim, years_on)
    if key is None:
        return []
    return [stated for stated in shelf.levels(kind, key) if stated.view is not view]


def _later(view: View, other: View) -> bool:
    one, two = view.speech.date, other.speech.date
    if one is not None and two is not None and one != two:
        return one > two
    return view.speech.doc_id > other.speech.doc_id
