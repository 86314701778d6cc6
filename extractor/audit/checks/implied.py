"""Implied figures: the plan behind a result and its completion, where no text states it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from extractor.audit.checks.completion import plans_of
from extractor.audit.comparing import of_one_thing
from extractor.audit.interval import Interval
from extractor.audit.making import figure, finding, term
from extractor.audit.view import View
from extractor.audit.wording import bounds, multiplier, shortest, spread, unit_name
from schemas import Finding

ONLY_IMPLIED = "no text states the plan"


def check(view: View) -> Iterator[Finding]:
    """Infer the plan of each completion whose result is stated and whose plan is not.

    The finding is marked as implied and decides nothing; its formula names the roundest number that fits.
    """
    for rate in view.claims:
        if rate.kind != "completion":
            continue
        result = view.related(rate, "completion_of")
        if result is None or result.basis != "level" or not of_one_thing(view, rate, result):
            continue
        done, share = term(view, "actual", result), term(view, "rate", rate)
        if done is None or share is None or plans_of(view, result) or 0 in share.reading.rounded:
            continue
        plan = (done.reading.rounded / share.reading.rounded).times(100)
        if not plan.finite:
            continue
        quantity = result.quantity
        scale = multiplier(quantity)
        guess = roundest(plan)
        fits = (
            f", {shortest(guess / 10**scale)}{unit_name(quantity.unit, scale)}" if guess is not None else ""
        )
        yield finding(
            "implied",
            "not_checkable",
            view.strength(rate, result),
            [figure("rate", rate), figure("actual", result)],
            computed=bounds(plan, quantity.unit),
            formula=f"{done.words} ÷ {share.words} = {spread(plan, quantity.unit, scale, quantity.resolution)}{fits}",
            reason=ONLY_IMPLIED,
            implied=True,
        )


def roundest(interval: Interval) -> Fraction | None:
    """Return the number with the fewest digits in an interval: a multiple of the greatest step that fits.

    Steps are powers of ten and their halves, as plans are made; None where the interval has no limit or holds nought.

    >>> roundest(Interval.of("1340836012", "1355987055"))
    Fraction(1350000000, 1)
    """
    if interval.low is None or interval.high is None or 0 in interval:
        return None
    step = Fraction(1)
    while step <= abs(interval.high):
        step *= 10
    smallest = (interval.high - interval.low) / 20
    while step > smallest and step > Fraction(1, 10**6):
        for size in (step, step / 2):
            first = ceil(interval.low / size)
            for number in range(first, floor(interval.high / size) + 1):
                if number * size in interval:
                    return number * size
        step /= 10
    return None
