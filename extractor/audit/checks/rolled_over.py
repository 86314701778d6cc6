"""What an account ends a year with, against what it began with and what the year left: 滚存结余 = 上年结余 + 当年结余."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.checks.identity import OTHER_ITEMS
from extractor.audit.interval import Interval
from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, bare_name, label
from patterns.audit import RolledOver
from schemas import Claim, Finding

_BACK = 6
"""How many claims before the end of an account its other two figures are looked for."""


def check(view: View) -> Iterator[Finding]:
    """Check each balance at the end of a year whose balance at its beginning, and what the year left, stand before it.

    Reads the ends of names; a deficit is taken away. A disagreement is a question.
    """
    cues = view.cues.rolled_over
    for at, end in enumerate(view.claims):
        if end.basis != "level" or not bare_name(end).endswith(cues.end) or _is_of(end, cues.begin):
            continue
        before = [
            claim for claim in view.claims[max(0, at - _BACK) : at] if _of_one_account(view, claim, end)
        ]
        begin = _last(before, cues.begin)
        left = _last(before, (*cues.surplus, *cues.deficit))
        if begin is not None and left is not None:
            yield from _held(view, end, begin, left, cues)


def _is_of(claim: Claim, ends: tuple[str, ...]) -> bool:
    return bare_name(claim).endswith(ends)


def _of_one_account(view: View, claim: Claim, end: Claim) -> bool:
    return (
        claim.basis == "level"
        and claim.quantity.unit == end.quantity.unit
        and claim.kind == end.kind
        and label(claim) == label(end)
        and view.same_scope(claim, end)
        and view.sentences_apart(claim, end) <= 1
        and view.strength(claim, end) != "cross_section"
    )


def _last(claims: Sequence[Claim], ends: tuple[str, ...]) -> Claim | None:
    return next((claim for claim in reversed(claims) if _is_of(claim, ends)), None)


def _held(view: View, end: Claim, begin: Claim, left: Claim, cues: RolledOver) -> Iterator[Finding]:
    terms = terms_of(view, ("end", end), ("begin", begin), ("left", left))
    if terms is None:
        return
    stated, *known = terms
    falls = _is_of(left, cues.deficit)

    def rolled(begin: Interval, left: Interval) -> Interval:
        return begin - left if falls else begin + left

    words = f"{known[0].words} {'-' if falls else '+'} {known[1].words}"
    yield judged("balance", view.strength(end, begin, left), stated, known, rolled, words, doubt=OTHER_ITEMS)
