"""Shares of the days of a year: 优良天数329天，优良率90.1%."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.interval import Interval
from extractor.audit.making import judged, terms_of, unchecked
from extractor.audit.view import View, bare_name, year
from schemas import Claim, Finding

LEFT_OUT = "days without a reading may be left out"
_BACK = 3
_LEAST_READ = Fraction(9, 10)
"""Of so large a share of the days there is a reading, at least."""


def check(view: View) -> Iterator[Finding]:
    """Check each share of days that stands behind their number, against the days of its year.

    Reads the ends of names. One that fits only where some days are left out is not checkable, any other a question.
    """
    cues = view.cues.days
    for share in view.claims:
        of_year = year(share)
        if share.quantity.unit != "%" or of_year is None or not bare_name(share).endswith(cues.shares):
            continue
        counted = _counted(view, share, cues.counted)
        terms = terms_of(view, ("share", share), ("part", counted)) if counted is not None else None
        if terms is None or share.basis not in ("level", "share"):
            continue
        stated, days = terms
        whole = 366 if calendar.isleap(of_year) else 365
        found = judged(
            "share",
            view.strength(share, days.claim),
            stated,
            [days],
            lambda count, whole=whole: count.times(Fraction(100, whole)),
            f"{days.words} ÷ {whole}天",
            doubt=LEFT_OUT,
        )
        if found.verdict == "questionable" and _may_leave_out(
            stated.reading.rounded, days.reading.rounded, whole
        ):
            found = unchecked("share", view.strength(share, days.claim), terms, LEFT_OUT)
        yield found


def _counted(view: View, share: Claim, ends: tuple[str, ...]) -> Claim | None:
    at = view.index[share.id]
    for claim in reversed(view.claims[max(0, at - _BACK) : at]):
        if claim.basis == "level" and bare_name(claim).endswith(ends) and year(claim) == year(share):
            return claim if claim.kind == share.kind and view.together(claim, share) else None
    return None


def _may_leave_out(share: Interval, days: Interval, whole: int) -> bool:
    """Tell whether a share is that of so many days among all those with a reading."""
    low, high = days.times(Fraction(100, whole)), days.times(Fraction(100, whole) / _LEAST_READ)
    return low.hull(high).meets(share)
