"""Completion: actual ÷ plan against the stated rate, and the plan that is missed or surpassed by an amount."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.comparing import of_one_thing
from extractor.audit.diagnosis import EXCHANGED
from extractor.audit.making import Term, bounded, judged, spares, terms_of, unchecked
from extractor.audit.view import View, plan_version
from schemas import Claim, Finding

ANOTHER_PLAN = "another plan"
MASKED = "masked"
OF_ANOTHER_SIZE = "a plan and its result are of one size"
_EXCHANGE = 1000
"""So many times apart, two such figures tell that a unit was exchanged."""
_NEAR = 2
"""How many sentences with claims may lie between a plan and its result."""


def check(view: View) -> Iterator[Finding]:
    """Check each stated completion whose result and plan are stated.

    Reads `completion_of` and `plan_of`; a plan of another version than the completion's is not held against it.
    """
    for rate in view.claims:
        if rate.kind != "completion":
            continue
        result = view.related(rate, "completion_of")
        if result is None or not of_one_thing(view, rate, result) or result.basis != "level":
            continue
        yield from _against_plan(view, rate, result)
        yield from _against_gap(view, rate, result)
    yield from _of_another_size(view)


def _of_another_size(view: View) -> Iterator[Finding]:
    """A plan and its result that lie so far apart that the unit of one was exchanged (1050万元, 1050亿元)."""
    for plan in view.levels():
        result = view.related(plan, "plan_of")
        terms = terms_of(view, ("actual", result), ("plan", plan)) if result is not None else None
        if terms is None or terms[0].claim.quantity.unit != plan.quantity.unit:
            continue
        less, more = sorted(terms, key=_size)
        if _size(less) > 0 and _size(more) >= _EXCHANGE * _size(less):
            yield bounded(view, "completion", less, more, OF_ANOTHER_SIZE, EXCHANGED)


def _size(one: Term) -> Fraction:
    return abs(Fraction(one.claim.quantity.value or 0))


def plans_of(view: View, result: Claim) -> list[Claim]:
    """Return the plan's figures that stand beside a result and are of the same thing."""
    return [
        plan
        for plan in view.pointing(result, "plan_of")
        if plan.basis == "level"
        and plan.quantity.unit == result.quantity.unit
        and (view.same_scope(plan, result) or view.body(plan) == view.body(result))
        and view.sentences_apart(plan, result) <= _NEAR
    ]


def _against_plan(view: View, rate: Claim, result: Claim) -> Iterator[Finding]:
    plans = plans_of(view, result)
    if not plans:
        return
    fitting = _meant(view, rate, plans)
    if not fitting:
        yield unchecked(
            "completion",
            view.strength(rate, result, plans[0]),
            [rate, result, plans[0]],
            ANOTHER_PLAN,
            ["rate", "actual", "plan"],
        )
        return
    findings = [_quotient(view, rate, result, plan) for plan in fitting]
    agreeing = [finding for finding in findings if finding.verdict != "inconsistent"]
    # Which of several plans of one kind is meant is not said; that one of them fits is enough.
    yield from agreeing or findings[-1:]


def _quotient(view: View, rate: Claim, result: Claim, plan: Claim) -> Finding:
    strength = view.strength(rate, result, plan)
    terms = terms_of(view, ("rate", rate), ("actual", result), ("plan", plan))
    if terms is None:
        return unchecked("completion", strength, [rate, result, plan], MASKED, ["rate", "actual", "plan"])
    stated, top, bottom = terms
    return judged(
        "completion",
        strength,
        stated,
        [top, bottom],
        lambda actual, planned: (actual / planned).times(100),
        f"{top.words} ÷ {bottom.words}",
        spare=spares(view, result, plan),
    )


def _against_gap(view: View, rate: Claim, result: Claim) -> Iterator[Finding]:
    """超收24亿元 beside 为预算的110%: the plan is the result less the gap."""
    for gap in view.claims[view.index[rate.id] + 1 : view.index[rate.id] + 3]:
        if not _is_gap(view, gap, result, rate):
            continue
        terms = terms_of(view, ("rate", rate), ("actual", result), ("gap", gap))
        if terms is None:
            continue
        stated, level, missed = terms
        yield judged(
            "completion",
            view.strength(rate, result, gap),
            stated,
            [level, missed],
            lambda actual, gap: (actual / (actual - gap)).times(100),
            f"{level.words} ÷ ({level.words} - {missed.words})",
        )


def _is_gap(view: View, gap: Claim, result: Claim, rate: Claim) -> bool:
    compared = gap.comparison
    return (
        gap.basis == "difference"
        and compared is not None
        and compared.type == "vs_plan"
        and gap.quantity.unit == result.quantity.unit
        and gap.indicator.text == result.indicator.text
        and view.together(gap, result, rate)
    )


def _meant(view: View, rate: Claim, plans: list[Claim]) -> list[Claim]:
    """Return the plans that a completion may be of: those it names, else those that nothing tells from it.

    预算 alone may be the budget at the year's beginning as well as the one adjusted; 年初预算 is not 调整预算.
    """
    state = _state(view, rate)
    named = [plan for plan in plans if _state(view, plan) == state]
    if named and (state is not None or len(named) == len(plans)):
        return named
    budgets = ("initial_budget", "adjusted_budget")
    return [
        plan
        for plan in plans
        if plan_version(plan) == plan_version(rate)
        or (
            plan_version(plan) in budgets
            and plan_version(rate) in budgets
            and None in (_state(view, plan), _state(view, rate))
        )
    ]


def _state(view: View, claim: Claim) -> str | None:
    """Which state of a plan the words name: as it was at first, as it was adjusted, another one; None if not said."""
    words = (claim.plan.text if claim.plan else None) or ""
    if claim.kind == "target":
        words += view.before(claim)
    cues = view.cues.plans
    if any(word in words for word in cues.adjusted):
        return "adjusted"
    if any(word in words for word in cues.initial):
        return "initial"
    return None
