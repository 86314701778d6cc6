"""Percentage points: a rate, the rate that it came from, and the points between them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.behind import rate_said
from extractor.audit.checks.quotient import top_and_bottom
from extractor.audit.checks.share import part_and_whole
from extractor.audit.comparing import (
    OTHER_FOOTING,
    footing,
    is_rate,
    of_one_thing,
    risen_from,
    same_comparison,
)
from extractor.audit.interval import Interval
from extractor.audit.making import judged, terms_of, unchecked
from extractor.audit.view import View, label
from extractor.audit.wording import grown_by
from schemas import Claim, Finding

_ONE, _HUNDRED = Interval.point(1), Interval.point(100)

_BACK = 6


def check(view: View) -> Iterator[Finding]:
    """Check each change in points whose rate stands with the one that it rose or fell from.

    Reads `change_of` and the period that the change is over. The change of a share is held against how its part and
    its whole grew too: that finding is marked as implied, and a disagreement is a question.
    """
    for change in view.claims:
        if change.basis != "change" or change.quantity.unit not in ("pp", None):
            continue
        rate = view.related(change, "change_of")
        if rate is None or not _is_ratio(view, rate) or not of_one_thing(view, change, rate):
            continue
        base = _base(view, change, rate)
        if base is not None:
            yield from _difference(view, change, rate, base)
        yield from _outgrown(view, change, rate)


def _is_ratio(view: View, claim: Claim) -> bool:
    return claim.quantity.unit is None or is_rate(view, claim)


def _base(view: View, change: Claim, rate: Claim) -> Claim | None:
    origin = risen_from(view, rate)
    if origin is not None and view.together(origin, change):
        return origin
    at = view.index[rate.id]
    over = change.comparison.base_period if change.comparison else None
    for base in reversed(view.claims[max(0, at - _BACK) : at]):
        one = base.indicator.text == rate.indicator.text and base.basis == rate.basis
        if not one or base.quantity.unit != rate.quantity.unit or not view.same_scope(base, rate):
            continue
        if over is not None and label(base) == over and view.strength(base, rate) != "cross_section":
            return base
    return None


def _difference(view: View, change: Claim, rate: Claim, base: Claim) -> Iterator[Finding]:
    terms = terms_of(view, ("change", change), ("level", rate), ("base", base))
    if terms is None:
        return
    stated, now, before = terms
    yield judged(
        "points",
        view.strength(change, rate, base),
        stated,
        [now, before],
        lambda now, before: now - before,
        f"{now.words} - {before.words}",
    )


def _outgrown(view: View, change: Claim, share: Claim) -> Iterator[Finding]:
    """A share of 60% whose part grew by 20% and its whole by 10% was one of 60% × 1.1 ÷ 1.2 before."""
    found = part_and_whole(view, share) or top_and_bottom(view, share)
    if found is None:
        return
    part, whole = found
    growths = [rate_said(view, claim, "growth_of") for claim in found]
    known = [growth for growth in growths if growth is not None]
    if len(known) < len(growths) or not all(same_comparison(change, growth) for growth in known):
        return
    terms = terms_of(
        view,
        ("change", change),
        ("share", share),
        ("part_rate", known[0]),
        ("rate", known[1]),
        ("part", part),
        ("whole", whole),
    )
    if terms is None:
        return
    stated, now, part_rate, rate, *_ = terms
    if 0 in part_rate.reading.coarse + _HUNDRED:
        return
    strength = view.strength(*(one.claim for one in terms))
    finding = judged(
        "points",
        strength,
        stated,
        terms[1:],
        lambda now, part_rate, rate, *_: now * (_ONE - (rate + _HUNDRED) / (part_rate + _HUNDRED)),
        f"{now.words} × (1 - ({grown_by(rate.words)}) ÷ ({grown_by(part_rate.words)}))",
        doubt=OTHER_FOOTING,
    )
    reason = next((why for growth in known if (why := footing(view, growth)) is not None), None)
    if finding.verdict == "questionable" and reason is not None:
        finding = unchecked("points", strength, terms, reason)
    yield finding.model_copy(update={"implied": True})
