"""Percentage points: a rate, the rate that it came from, and the points between them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.comparing import is_rate, of_one_thing, risen_from
from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, label
from schemas import Claim, Finding

_BACK = 6


def check(view: View) -> Iterator[Finding]:
    """Check each change in points whose rate stands with the one that it rose or fell from.

    Reads `change_of` and the period that the change is over.
    """
    for change in view.claims:
        if change.basis != "change" or change.quantity.unit != "pp":
            continue
        rate = view.related(change, "change_of")
        if rate is None or not is_rate(view, rate) or not of_one_thing(view, change, rate):
            continue
        base = _base(view, change, rate)
        if base is not None:
            yield from _difference(view, change, rate, base)


def _base(view: View, change: Claim, rate: Claim) -> Claim | None:
    origin = risen_from(view, rate)
    if origin is not None and view.together(origin, change):
        return origin
    at = view.index[rate.id]
    over = change.comparison.base_period if change.comparison else None
    for base in reversed(view.claims[max(0, at - _BACK) : at]):
        one = base.indicator.text == rate.indicator.text and base.basis == rate.basis
        if not one or base.quantity.unit != "%" or not view.same_scope(base, rate):
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
