"""Implied figures: the plan behind a completion, the base behind a growth, the growth that a plan aims at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from extractor.audit.behind import behind, words_behind
from extractor.audit.checks.completion import plans_of
from extractor.audit.checks.growth import base_of, growth_of_levels
from extractor.audit.checks.plan_and_review import LevelsOfYears, last_results, levels_before
from extractor.audit.comparing import excluded, footing, is_rate, level_grown, of_one_thing
from extractor.audit.interval import Interval
from extractor.audit.making import Term, figure, finding, terms_of
from extractor.audit.view import View
from extractor.audit.wording import bounds, multiplier, shortest, spread, unit_name
from schemas import Claim, Finding

NO_PLAN = "no text states the plan"
NO_BASE = "no text states the base"
NO_GROWTH = "no text states the growth"


def check(view: View) -> Iterator[Finding]:
    """Infer what is stated by half: plans of completions, bases of growths, and the growth that a planned level means.

    The findings are marked as implied and decide nothing; the formula of a plan names the roundest number that fits.
    """
    for said in view.claims:
        if said.kind == "completion":
            yield from _plan(view, said)
        elif said.basis == "growth" and said.quantity.unit == "%":
            yield from _base(view, said)
    results = last_results(view)
    for target in view.levels():
        if target.kind == "target" and not view.pointing(target, "growth_of"):
            yield from _growth(view, target, results)


def _plan(view: View, rate: Claim) -> Iterator[Finding]:
    result = view.related(rate, "completion_of")
    if result is None or result.basis != "level" or not of_one_thing(view, rate, result):
        return
    terms = terms_of(view, ("rate", rate), ("actual", result))
    if terms is None or plans_of(view, result):
        return
    share, done = terms
    plan = behind(done.reading.rounded, share.reading.rounded, grown=False)
    if plan is not None:
        words = words_behind(done, share, grown=False)
        yield from _inferred(view, terms, plan, words, result, NO_PLAN, guess=True)


def _base(view: View, growth: Claim) -> Iterator[Finding]:
    level, compared = level_grown(view, growth), growth.comparison
    if level is None or footing(view, growth) or excluded(level):
        return
    if compared is not None and compared.type == "average_annual":
        return
    terms = terms_of(view, ("growth", growth), ("level", level))
    if terms is None or base_of(view, growth, level) is not None or view.pointing(level, "change_of"):
        return
    rate, now = terms
    base = behind(now.reading.rounded, rate.reading.rounded, grown=True)
    if base is not None:
        yield from _inferred(view, terms, base, words_behind(now, rate, grown=True), level, NO_BASE)


def _growth(view: View, target: Claim, results: LevelsOfYears) -> Iterator[Finding]:
    if is_rate(view, target) or target.quantity.bound == "range":
        return
    for base in levels_before(view, results, target)[:1]:
        terms = terms_of(view, ("target", target), ("base", base))
        if terms is None or 0 in terms[1].reading.rounded:
            return
        aim, before = terms
        grown = growth_of_levels(aim.reading.rounded, before.reading.rounded)
        yield from _inferred(view, terms, grown, f"{aim.words} ÷ {before.words} - 1", None, NO_GROWTH)


def _inferred(
    view: View,
    terms: Sequence[Term],
    found: Interval,
    formula: str,
    like: Claim | None,
    reason: str,
    *,
    guess: bool = False,
) -> Iterator[Finding]:
    """Give the finding of an inferred figure, written as the one that it is `like`, or in per cent."""
    if not found.finite:
        return
    unit = like.quantity.unit if like else "%"
    scale = multiplier(like.quantity) if like else 0
    round_one = roundest(found) if guess else None
    fits = f", {shortest(round_one / 10**scale)}{unit_name(unit, scale)}" if round_one is not None else ""
    step = like.quantity.resolution if like else Decimal("0.1")
    yield finding(
        "implied",
        "not_checkable",
        view.strength(*(one.claim for one in terms)),
        [figure(one.role, one.claim) for one in terms],
        computed=bounds(found, unit),
        formula=f"{formula} = {spread(found, unit, scale, step)}{fits}",
        reason=reason,
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
