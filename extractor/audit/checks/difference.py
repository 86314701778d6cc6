"""Difference: how far a figure lies above that of another place, where both are stated."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, label
from schemas import Claim, Finding

_BACK = 4
_AROUND = 30


def check(view: View) -> Iterator[Finding]:
    """Check each gap to another place (高于全省1.2个百分点) whose two figures stand in the passage.

    Reads the comparison's words for the place; the other figure is one of that scope, of the same indicator, basis
    and time.
    """
    for gap in view.claims:
        compared = gap.comparison
        if gap.basis != "difference" or compared is None or compared.type != "vs_place":
            continue
        own = _own(view, gap)
        other = _other(view, gap, own) if own is not None else None
        if own is not None and other is not None:
            yield from _subtracted(view, gap, own, other)


def _own(view: View, gap: Claim) -> Claim | None:
    at = view.index[gap.id]
    wanted = ("%",) if gap.quantity.unit == "pp" else (gap.quantity.unit,)
    for own in reversed(view.claims[max(0, at - _BACK) : at]):
        if (
            view.together(own, gap)
            and own.indicator.text == gap.indicator.text
            and own.quantity.unit in wanted
        ):
            return own if label(own) == label(gap) and own.kind == gap.kind else None
    return None


def _other(view: View, gap: Claim, own: Claim) -> Claim | None:
    words = view.before(gap)
    at = view.index[gap.id]
    for other in view.claims[max(0, at - _AROUND) : at + _AROUND]:
        scope = other.indicator.scope or other.scope
        if (
            scope is not None
            and scope in words
            and scope != (own.indicator.scope or own.scope)
            and other.basis == own.basis
            and other.kind == own.kind
            and other.indicator.text.removeprefix(scope) == own.indicator.text.removeprefix(own.scope or "")
            and label(other) == label(own)
            and other.quantity.unit == own.quantity.unit
            and view.strength(other, gap) != "cross_section"
        ):
            return other
    return None


def _subtracted(view: View, gap: Claim, own: Claim, other: Claim) -> Iterator[Finding]:
    terms = terms_of(view, ("difference", gap), ("own", own), ("other", other))
    if terms is None:
        return
    stated, first, second = terms
    yield judged(
        "difference",
        view.strength(gap, own, other),
        stated,
        [first, second],
        lambda own, other: own - other,
        f"{first.words} - {second.words}",
    )
