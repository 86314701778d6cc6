"""Plan and review: the growth that a plan aims at, against the year before as the same speech tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from extractor.audit.checks.growth import growth_of_levels
from extractor.audit.comparing import footing, level_grown, same_indicator
from extractor.audit.diagnosis import explained
from extractor.audit.interval import Interval
from extractor.audit.likely import likely
from extractor.audit.making import Term, judged, terms_of, unchecked
from extractor.audit.part_lists import is_function
from extractor.audit.subjects import whose
from extractor.audit.view import View, bare_name, label, plan_version, year
from schemas import Claim, Finding

LevelsOfYears: TypeAlias = Mapping[tuple[int, str | None], Sequence[Claim]]
BASE_UNSAID = "whether it is over last year's result or last year's budget is not said"
_STATES = ("initial_budget", "adjusted_budget")
_SIZE = 1000
_OWN_NAME = 8
"""A name that is so long is not that of lines of several accounts (其他支出)."""
_APART = "cross_section"
_BUDGETS = ("budget_report", "budget_explanation", "final_accounts_report")


def check(view: View) -> Iterator[Finding]:
    """Check each target with a stated growth over the result, or the budget, of the year before.

    Joined by the indicator's words, else by its code; scope, unit and place must be one, and the growth be over what
    is held against it. A disagreement lies across sections and is a question.
    """
    results, budgets = last_results(view), _last_budgets(view)
    for growth in view.claims:
        if growth.kind != "target" or growth.basis != "growth" or growth.quantity.unit != "%":
            continue
        target = level_grown(view, growth)
        if target is None:
            continue
        if _over_a_budget(growth):
            bases = [base for base in levels_before(view, budgets, target) if _in_state(base, growth)]
            yield from _over(view, growth, target, bases)
        elif _over_a_result(view, growth):
            planned = levels_before(view, budgets, target) if _base_unsaid(view, growth, target) else []
            yield from _over(view, growth, target, levels_before(view, results, target), planned)
    for change in view.claims:
        if change.kind == "target" and change.basis == "change":
            yield from _changed(view, change, results)


def _over(
    view: View, growth: Claim, target: Claim, bases: Sequence[Claim], planned: Sequence[Claim] = ()
) -> Iterator[Finding]:
    """Hold a growth against the levels it may be over, or over `planned` ones where it fits none of those.

    Where several are called alike, which is meant is not said; that one of them fits is enough.
    """

    found, over_plans = (
        [_held(view, growth, target, base) for base in lot if view.strength(growth, target, base) == _APART]
        for lot in (bases, planned)
    )
    agreeing = [one for one in (*found, *over_plans) if one.verdict not in ("questionable", "not_checkable")]
    # Nor is it where the plan is of another size than all of them.
    alone = len(found) == 1 or _none_of_its_size(view, growth, target, bases)
    yield from agreeing[:1] or (found[:1] if alone else [])


def _none_of_its_size(view: View, growth: Claim, target: Claim, bases: Sequence[Claim]) -> bool:
    held = [terms_of(view, ("growth", growth), ("target", target), ("base", base)) for base in bases]
    return all(terms is not None and _of_another_size(*terms) for terms in held)


def _changed(view: View, change: Claim, results: LevelsOfYears) -> Iterator[Finding]:
    """A plan that is so much above last year's result (比上年实际完成数增加5.1亿元): what the two lie apart."""
    target = view.related(change, "change_of")
    if target is None or target.kind != "target" or change.quantity.unit != target.quantity.unit:
        return
    if target.basis != "level" or _over_a_budget(change) or not _over_a_result(view, change):
        return
    bases = levels_before(view, results, target)
    found = [one for base in bases if (one := _apart(view, change, target, base)) is not None]
    agreeing = [one for one in found if one.verdict != "questionable"]
    yield from agreeing[:1] or (found if len(found) == 1 else [])


def _apart(view: View, change: Claim, target: Claim, base: Claim) -> Finding | None:
    terms = terms_of(view, ("change", change), ("target", target), ("base", base))
    if terms is None or footing(view, change) is not None:
        return None
    stated, aim, before = terms
    strength, words = view.strength(change, target, base), f"{aim.words} - {before.words}"
    alike = bare_name(target) == bare_name(base) and view.same_scope(target, base)
    if alike and _is_of_one_account(view, target) and _says_base(view, change, base):
        return judged("plan_and_review", strength, stated, [aim, before], _more, words)
    return likely("plan_and_review", strength, stated, [aim, before], _more, words, BASE_UNSAID)


def _says_base(view: View, change: Claim, base: Claim) -> bool:
    """Tell whether a change is surely over the result of just that year, and on no other footing (按调整后口径)."""
    year_said = change.comparison.base_period if change.comparison else None
    other = any(word in view.sentence(change).text for word in view.cues.plans.footing)
    return _says_result(view, change) and year_said == label(base) and not other


def _is_of_one_account(view: View, claim: Claim) -> bool:
    """Tell whether a name is that of one account, and not of a line that several have (城乡社区支出)."""
    return len(bare_name(claim)) >= _OWN_NAME and not is_function(view, claim)


def _more(now: Interval, before: Interval) -> Interval:
    return now - before


def _over_a_budget(growth: Claim) -> bool:
    compared = growth.comparison
    return compared is not None and compared.type == "vs_plan" and compared.base_status in _STATES


def _in_state(plan: Claim, growth: Claim) -> bool:
    return growth.comparison is not None and plan_version(plan) == growth.comparison.base_status


def _over_a_result(view: View, growth: Claim) -> bool:
    compared, plans = growth.comparison, view.cues.plans
    if compared is not None and (compared.type != "yoy" or compared.base_status not in ("actual", "unknown")):
        return False
    return _says_result(view, growth) or not any(word in view.before(growth) for word in plans.words)


def _says_result(view: View, growth: Claim) -> bool:
    said = (growth.comparison.text if growth.comparison else None) or ""
    return any(word in said + view.before(growth) for word in view.cues.plans.results)


def _base_unsaid(view: View, growth: Claim, target: Claim) -> bool:
    """Tell whether a budget's growth may be over the last budget, which is as usual as over the result."""
    budget = plan_version(target) in _STATES
    said = _over_a_budget(growth) or _says_result(view, growth)
    return (budget or view.speech.doc_type in _BUDGETS) and not said


def last_results(view: View) -> LevelsOfYears:
    """Return the levels that a document states of past years, by year and unit."""
    return _of_years(
        claim
        for claim in view.levels()
        if claim.kind == "actual" and not claim.source.endswith("origin_of_a_change")
    )


def _last_budgets(view: View) -> LevelsOfYears:
    return _of_years(
        claim for claim in view.levels() if claim.kind == "target" and plan_version(claim) in _STATES
    )


def _of_years(levels: Iterable[Claim]) -> LevelsOfYears:
    found: dict[tuple[int, str | None], list[Claim]] = {}
    for claim in levels:
        of_year = year(claim)
        if of_year is not None:
            found.setdefault((of_year, claim.quantity.unit), []).append(claim)
    return found


def levels_before(view: View, levels: LevelsOfYears, target: Claim) -> list[Claim]:
    """Return the levels of the year before a target's: called alike, else of one indicator; each figure once."""
    now = year(target)
    if now is None:
        return []
    fitting = [
        claim
        for claim in levels.get((now - 1, target.quantity.unit), ())
        if (view.same_scope(claim, target) or whose(view, claim) == whose(view, target))
        and (claim.indicator.code is not None or view.related(claim, "part_of") is None)
    ]
    alike = [c for c in fitting if bare_name(c) == bare_name(target)]
    return _finest(view, alike or [c for c in fitting if same_indicator(view, c, target)])


def _finest(view: View, alike: list[Claim]) -> list[Claim]:
    """Those left where each that tells the same as another more coarsely is dropped (1748028万元, 174.8亿元)."""
    found: list[Claim] = []
    for claim in sorted(alike, key=lambda one: one.quantity.resolution or 0):
        own = view.reading(claim)
        known = [other for one in found if (other := view.reading(one)) is not None]
        if own is not None and not any(own.either.meets(other.either) for other in known):
            found.append(claim)
    return found


def _held(view: View, growth: Claim, target: Claim, base: Claim) -> Finding:
    roles = (("growth", growth), ("target", target), ("base", base))
    strength = view.strength(growth, target, base)
    reason = footing(view, growth)
    terms = terms_of(view, *roles)
    if reason is not None or terms is None:
        return unchecked(
            "plan_and_review", strength, [c for _, c in roles], reason or "masked", [r for r, _ in roles]
        )
    stated, aim, before = terms
    held = judged(
        "plan_and_review",
        strength,
        stated,
        [aim, before],
        growth_of_levels,
        f"{aim.words} ÷ {before.words} - 1",
    )
    grown = growth_of_levels(aim.reading.rounded, before.reading.rounded)
    slipped = explained(stated, [aim, before], growth_of_levels, grown) or _of_another_size(
        stated, aim, before
    )
    if held.verdict == "questionable" and not slipped and _base_unsaid(view, growth, target):
        held = unchecked(
            "plan_and_review", strength, [stated, aim, before], BASE_UNSAID, [role for role, _ in roles]
        )
    return held


def _of_another_size(growth: Term, aim: Term, before: Term) -> bool:
    """Tell whether a plan, by a name of its own, is a thousand times what it should have grown to, or a thousandth."""
    if len(bare_name(aim.claim)) < _OWN_NAME:
        return False
    meant = before.reading.coarse * (growth.reading.coarse.times(Fraction(1, 100)) + Interval.point(1))
    least, most = (meant.times(size) for size in (Fraction(1, _SIZE), Fraction(_SIZE)))
    return not aim.reading.coarse.may_be_at_most(most) or not least.may_be_at_most(aim.reading.coarse)
