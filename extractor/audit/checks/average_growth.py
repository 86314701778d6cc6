"""Average growth: what rose from one year's level to another's, at so much a year."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.checks.growth import base_of
from extractor.audit.comparing import footing, is_rate
from extractor.audit.interval import Interval
from extractor.audit.making import judged, term, unchecked
from extractor.audit.view import View, year
from schemas import Claim, Finding

_BACK = 4
_MOST_YEARS = 40


def check(view: View) -> Iterator[Finding]:
    """Check each average annual growth or change that stands with the two levels that it is between.

    The years between are those of the levels' periods. Growth is held against the level: base × (1 + rate) to the
    power of the years.
    """
    for said in view.claims:
        if said.basis not in ("growth", "change") or said.comparison is None:
            continue
        if said.comparison.type != "average_annual":
            continue
        level = _level(view, said)
        base = base_of(view, said, level) if level is not None else None
        if level is None or base is None or is_rate(view, level):
            continue
        ends = year(base), year(level)
        if ends[0] is None or ends[1] is None or not 1 < ends[1] - ends[0] <= _MOST_YEARS:
            continue
        yield from _held(view, said, level, base, ends[1] - ends[0])


def compounded(base: Interval, rate: Interval, years: int) -> Interval:
    """Return what a level becomes after some years of growth at a rate in per cent.

    >>> compounded(Interval.point(100), Interval.point(10), 2)
    Interval([121, 121])
    """
    factor = Interval.point(1) + rate.times(Fraction(1, 100))
    for _ in range(years):
        base = base * factor
    return base


def _level(view: View, said: Claim) -> Claim | None:
    at = view.index[said.id]
    for level in reversed(view.claims[max(0, at - _BACK) : at]):
        if level.basis == "level" and view.together(level, said):
            same = level.indicator.text == said.indicator.text and level.kind == said.kind
            return level if same and view.same_scope(level, said) else None
    return None


def _held(view: View, said: Claim, level: Claim, base: Claim, years: int) -> Iterator[Finding]:
    roles = (("level", level), ("base", base), ("growth" if said.basis == "growth" else "change", said))
    strength = view.strength(said, level, base)
    reason = footing(view, said) if said.basis == "growth" else None
    terms = [one for role, claim in roles if (one := term(view, role, claim)) is not None]
    if reason is not None or len(terms) < len(roles):
        yield unchecked(
            "average_growth", strength, [c for _, c in roles], reason or "masked", [r for r, _ in roles]
        )
        return
    now, before, each = terms
    if said.basis == "growth":
        yield judged(
            "average_growth",
            strength,
            now,
            [before, each],
            lambda before, each: compounded(before, each, years),
            f"{before.words} × (1 + {each.words})^{years}",
        )
    elif each.claim.quantity.unit == now.claim.quantity.unit:
        yield judged(
            "average_growth",
            strength,
            each,
            [now, before],
            lambda now, before: (now - before).times(Fraction(1, years)),
            f"({now.words} - {before.words}) ÷ {years}",
        )
