"""Quotients: ratios whose names say of what they are (城镇化率 of 城镇人口 and 常住人口)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.interval import Interval
from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, bare_name, label
from patterns.audit import Quotient
from schemas import Claim, Finding

_BACK = 24
ANOTHER_BASIS = "the ratio may be reckoned on other figures"


def check(view: View) -> Iterator[Finding]:
    """Check each known ratio whose two figures stand close before it, of one time and body.

    Reads names; growth and changes of a ratio are left alone. A disagreement is a question.
    """
    for ratio in view.claims:
        for top, bottom, quotient in _read(view, ratio):
            yield from _held(view, ratio, top, bottom, quotient)


def top_and_bottom(view: View, ratio: Claim) -> tuple[Claim, Claim] | None:
    """Return the two levels whose quotient a known ratio is, or None where it is none or they are not stated."""
    return next(((top, bottom) for top, bottom, quotient in _read(view, ratio) if not quotient.rest), None)


def _read(view: View, ratio: Claim) -> Iterator[tuple[Claim, Claim, Quotient]]:
    if ratio.basis not in ("level", "share"):
        return
    for quotient in view.cues.quotients:
        if bare_name(ratio).endswith(quotient.result) and (ratio.quantity.unit == "%") == quotient.percent:
            below = quotient.rest or quotient.bottom
            top, bottom = (_term(view, ratio, ends) for ends in (quotient.top, below))
            if top is not None and bottom is not None and top.quantity.unit == bottom.quantity.unit:
                yield top, bottom, quotient


def _term(view: View, ratio: Claim, ends: tuple[str, ...]) -> Claim | None:
    at = view.index[ratio.id]
    for claim in reversed(view.claims[max(0, at - _BACK) : at]):
        if (
            claim.basis == "level"
            and claim.kind == ratio.kind
            and bare_name(claim) in ends
            and label(claim) == label(ratio)
            and view.body(claim) == view.body(ratio)
            and view.strength(claim, ratio) != "cross_section"
        ):
            return claim
    return None


def _held(view: View, ratio: Claim, top: Claim, bottom: Claim, quotient: Quotient) -> Iterator[Finding]:
    terms = terms_of(view, ("ratio", ratio), ("part", top), ("whole", bottom))
    if terms is None:
        return
    stated, above, below = terms
    if 0 in below.reading.coarse:
        return

    def share(top: Interval, bottom: Interval) -> Interval:
        one, ratio = Interval.point(1), top / bottom
        # Written so that each figure stands in it once: the interval is then no wider than it must be.
        found = one - one / (one + ratio) if quotient.rest else ratio
        return found.times(100 if quotient.percent else 1)

    yield judged(
        "share",
        view.strength(ratio, top, bottom),
        stated,
        [above, below],
        share,
        f"{above.words} ÷ ({above.words} + {below.words})"
        if quotient.rest
        else f"{above.words} ÷ {below.words}",
        doubt=ANOTHER_BASIS,
    )
