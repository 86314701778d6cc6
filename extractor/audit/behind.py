"""What lies behind a figure and its rate: the base that it grew from, or the plan that it completes in part."""

from __future__ import annotations

from extractor.audit.comparing import of_one_thing
from extractor.audit.interval import Interval
from extractor.audit.making import Term
from extractor.audit.view import View
from extractor.audit.wording import grown_by
from schemas import Claim
from schemas.records import RelationType

_HUNDRED = Interval.point(100)


def behind(level: Interval, rate: Interval, grown: bool) -> Interval | None:
    """Return the base (or, unless `grown`, the plan) behind a level and its rate in per cent; None where it may be any.

    >>> behind(Interval.point(110), Interval.point(10), True), behind(Interval.point(9), Interval.point(90), False)
    (Interval([100, 100]), Interval([10, 10]))
    """
    factor = rate + _HUNDRED if grown else rate
    return None if 0 in factor else (level / factor).times(100)


def rate_over(level: Interval, base: Interval, grown: bool) -> Interval:
    """Return the growth (or, unless `grown`, the completion), in per cent, of a level over what lies behind it.

    >>> rate_over(Interval.point(110), Interval.point(100), True)
    Interval([10, 10])
    """
    if 0 in base:
        return Interval()
    rate = (level / base).times(100)
    return rate - _HUNDRED if grown else rate


def words_behind(level: Term, rate: Term, grown: bool) -> str:
    """Return how what lies behind a level is reckoned, as a formula writes it."""
    return f"{level.words} ÷ {f'({grown_by(rate.words)})' if grown else rate.words}"


def rate_said(view: View, claim: Claim, relation: RelationType) -> Claim | None:
    """Return the exact percentage that is surely said of a level: its growth, or what it is of its plan."""
    said = [rate for rate in view.pointing(claim, relation) if of_one_thing(view, rate, claim)]
    return next((rate for rate in said if rate.quantity.unit == "%" and rate.quantity.bound == "eq"), None)
