"""The same figure told twice in one document: text and table, summary and chapter."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from extractor.audit.making import Term, judged, term
from extractor.audit.view import View, label
from schemas import Claim, Finding

TWO_THINGS = "they may be of two things that are called alike"
_LEAST_NAME = 5
_LEAST_DIGITS = 4
_BASES = ("level", "growth", "share", "completion", "change")


def check(view: View) -> Iterator[Finding]:
    """Check each figure against the first one of the same indicator, scope, unit, time, kind and comparison.

    Figures that `same_as` ties are held against each other whatever they are. Of others, names are short and two things
    may be called alike: only figures of many digits are compared, and one that differs is a question where a small
    slip explains it.
    """
    first: dict[Hashable, Claim] = {}
    for claim in view.claims:
        twin = view.related(claim, "same_as")
        if twin is not None:
            yield from _held(view, twin, claim)
        key = _subject(view, claim)
        if key is None:
            continue
        before = first.setdefault(key, claim)
        if before is not claim and before is not twin and not view.together(before, claim):
            yield from (
                held
                for held in _held(view, before, claim)
                if held.verdict != "questionable" or held.diagnosis is not None
            )


def _subject(view: View, claim: Claim) -> Hashable | None:
    bare = claim.indicator.text.removeprefix(claim.scope or "")
    known = claim.indicator.code is not None
    if _digits(claim) < _LEAST_DIGITS:
        return None
    if claim.basis not in _BASES or label(claim) is None or (len(bare) < _LEAST_NAME and not known):
        return None
    if claim.source.endswith("origin_of_a_change") or view.related(claim, "part_of") is not None:
        return None
    compared = claim.comparison
    base = (compared.type, compared.base_period, compared.base_status) if compared else None
    plan = claim.plan.version if claim.plan else None
    return bare, claim.scope, claim.quantity.unit, label(claim), claim.kind, claim.basis, base, plan


def _held(view: View, before: Claim, again: Claim) -> Iterator[Finding]:
    terms = [term(view, role, c) for role, c in (("again", again), ("first", before))]
    if any(one is None for one in terms) or "range" in (before.quantity.bound, again.quantity.bound):
        return
    stated, first = (one for one in terms if isinstance(one, Term))
    yield judged(
        "restatement",
        view.strength(before, again),
        stated,
        [first],
        lambda one: one,
        first.words,
        doubt=TWO_THINGS,
    )


def _digits(claim: Claim) -> int:
    """How many digits a figure has that say something: not the noughts at its ends."""
    return len("".join(filter(str.isdigit, claim.quantity.text)).strip("0"))
