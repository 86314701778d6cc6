"""How a known ratio moved, against how its two terms grew (财政自给率由12.38%升至14.07%; 收入增长12%, 支出下降1.4%)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.comparing import footing
from extractor.audit.interval import Interval
from extractor.audit.making import Term, judged, terms_of
from extractor.audit.view import View, bare_name, label, year
from patterns.audit import Quotient
from schemas import Claim, Finding

OTHER_TERMS = "the ratio may be reckoned on other figures"
_BACK = 40


def check(view: View) -> Iterator[Finding]:
    """Check each known ratio that is told for two years, where the growths of its terms stand before it.

    Reads names and times. What is found is marked `implied`, and a disagreement is a question.
    """
    for quotient in view.cues.quotients:
        for ratio in view.levels():
            if bare_name(ratio).endswith(quotient.result) and not quotient.rest:
                yield from _moved(view, ratio, quotient)


def _moved(view: View, ratio: Claim, quotient: Quotient) -> Iterator[Finding]:
    before = _year_before(view, ratio)
    top, bottom = (_growth(view, ratio, names) for names in (quotient.top, quotient.bottom))
    if before is None or top is None or bottom is None:
        return
    roles = (("level", ratio), ("base", before), ("growth", top), ("growth", bottom))
    terms = terms_of(view, *roles)
    if terms is None or footing(view, top) != footing(view, bottom):
        return
    stated, *known = terms
    found = judged(
        "points",
        view.strength(*(claim for _, claim in roles)),
        stated,
        known,
        _grown,
        f"{known[0].words} × {_factor(known[1])} ÷ {_factor(known[2])}",
        doubt=OTHER_TERMS,
    )
    yield found.model_copy(update={"implied": True})


def _factor(growth: Term) -> str:
    sign = "-" if growth.words.startswith("-") else "+"
    return f"(100% {sign} {growth.words.removeprefix('-')})"


def _grown(ratio: Interval, top: Interval, bottom: Interval) -> Interval:
    whole = Interval.point(100)
    return ratio * ((whole + top) / (whole + bottom))


def _year_before(view: View, ratio: Claim) -> Claim | None:
    at = view.index[ratio.id]
    now = year(ratio)
    for claim in reversed(view.claims[max(0, at - 2) : at]):
        same = claim.indicator.text == ratio.indicator.text and claim.quantity.unit == ratio.quantity.unit
        if same and claim.basis == "level" and now is not None and year(claim) == now - 1:
            return claim
    return None


def _growth(view: View, ratio: Claim, names: tuple[str, ...]) -> Claim | None:
    at = view.index[ratio.id]
    for claim in reversed(view.claims[max(0, at - _BACK) : at]):
        if (
            claim.basis == "growth"
            and claim.quantity.unit == "%"
            and claim.kind == ratio.kind
            and bare_name(claim) in names
            and label(claim) == label(ratio)
            and claim.comparison is not None
            and claim.comparison.type == "yoy"
            and view.strength(claim, ratio) != "cross_section"
        ):
            return claim
    return None
