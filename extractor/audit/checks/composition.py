"""What a figure is made of: its sources (资金构成为：…) or what changed it (由3亿元变动为5亿元，主要是…增加…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from extractor.audit.likely import likely
from extractor.audit.making import Term, signed, terms_of
from extractor.audit.rests import amounts_between
from extractor.audit.view import View, label, plan_version
from schemas import Claim, Finding

NOT_ALL = "what is listed may not be all"
_ADJUSTED = "adjusted_budget"
_BACK = 6
_FEW = 2


def check(view: View) -> Iterator[Finding]:
    """Check each figure whose sources follow, and each plan that changed by what is said to have changed it.

    Reads the words before the figures. What is listed behind 减去 is taken away; a fall is negative. A sum that does
    not come out is a question where one slip explains it, or all between a plan and the adjusted one is said to have
    changed it, and else nothing, for a list may leave some out.
    """
    for first in view.levels():
        whole = _made_of(view, first)
        if whole is not None:
            yield from _of_sources(view, whole, first)
    for now in view.levels():
        before = _changed_from(view, now)
        if before is not None:
            yield from _of_changes(view, before, now)
        yield from _adjusted_by(view, now)


def _made_of(view: View, first: Claim) -> Claim | None:
    """The figure whose sources begin with a level, where the words before that open them."""
    opened = view.before(first)
    if not re.search(rf"(?:{'|'.join(view.cues.balance.sources)})[^。；;]*$", opened):
        return None
    at = view.index[first.id]
    for whole in reversed(view.claims[max(0, at - _BACK) : at]):
        if whole.basis == "level" and not view.bracketed(whole):
            alike = whole.quantity.unit == first.quantity.unit and whole.kind == first.kind
            near = view.strength(whole, first) != "cross_section" and label(whole) == label(first)
            return whole if alike and near else None
    return None


def _of_sources(view: View, whole: Claim, first: Claim) -> Iterator[Finding]:
    at = view.index[first.id]
    items = [
        claim
        for claim in view.sentence(first).claims
        if view.index[claim.id] >= at and claim.basis == "level" and not view.bracketed(claim)
    ]
    if len(items) < _FEW or any(item.quantity.unit != whole.quantity.unit for item in items):
        return
    taking, taken = False, set()
    for item in items:
        words = view.before(item) if item is not first else ""
        taking = (taking and not any(word in words for word in view.cues.balance.plus)) or any(
            word in words for word in view.cues.balance.minus
        )
        if taking:
            taken.add(item.id)
    terms = terms_of(view, ("whole", whole), *(("part", item) for item in items))
    if terms is not None:
        yield from _likely(view, terms[0], terms[1:], taken)


def _changed_from(view: View, now: Claim) -> Claim | None:
    """The plan as it was, where a level stands behind it as what it was changed to."""
    at = view.index[now.id]
    if now.kind != "target" or at == 0:
        return None
    before = view.claims[at - 1]
    alike = before.indicator.text == now.indicator.text and before.quantity.unit == now.quantity.unit
    changed = alike and before.kind == "target" and before.basis == "level" and view.together(before, now)
    return before if changed and before.quantity.value != now.quantity.value else None


def _of_changes(view: View, before: Claim, now: Claim) -> Iterator[Finding]:
    at = view.index[now.id]
    changes = []
    for claim in view.sentence(now).claims:
        if view.index[claim.id] <= at:
            continue
        if claim.basis != "change" or claim.quantity.unit != now.quantity.unit:
            break
        changes.append(claim)
    terms = terms_of(view, ("whole", now), ("base", before), *(("change", claim) for claim in changes))
    if len(changes) >= _FEW and terms is not None:
        yield from _likely(view, terms[0], terms[1:])


def _adjusted_by(view: View, now: Claim) -> Iterator[Finding]:
    """预算为9亿元，调减1亿元，调整后为8亿元: the plan as it was, what changed it, and as it then is."""
    if plan_version(now) != _ADJUSTED or now.kind != "target":
        return
    changes: list[Claim] = []
    at = view.index[now.id]
    for claim in reversed(view.claims[max(0, at - _BACK) : at]):
        if not view.together(claim, now) or claim.quantity.unit != now.quantity.unit:
            return
        if claim.basis != "change" and not claim.indicator.text.endswith(view.cues.plans.changes):
            break
        if not view.bracketed(claim) and not _of_the_other_side(view, claim, now):
            changes.insert(0, claim)
    else:
        return
    alike = claim.indicator.text == now.indicator.text and claim.kind == "target" and claim.basis == "level"
    terms = terms_of(view, ("whole", now), ("base", claim), *(("change", one) for one in changes))
    if changes and alike and plan_version(claim) != _ADJUSTED and terms is not None:
        told = amounts_between(view, claim, now) == len(changes) and "等" not in view.before(now)
        sure = told and not any(map(_is_over_last_year, changes))
        yield from _likely(view, terms[0], terms[1:], sure=sure)


def _of_the_other_side(view: View, change: Claim, plan: Claim) -> bool:
    """Tell whether a change is of income and the plan of spending, or the other way round."""
    sides = (view.cues.balance.income, view.cues.balance.spending)
    own, other = ({side for side in sides if side in claim.indicator.text} for claim in (plan, change))
    return bool(own and other) and own.isdisjoint(other)


def _is_over_last_year(change: Claim) -> bool:
    return change.comparison is not None and change.comparison.type == "yoy"


def _likely(
    view: View,
    stated: Term,
    terms: Sequence[Term],
    taken: AbstractSet[str] = frozenset(),
    *,
    sure: bool = False,
) -> Iterator[Finding]:
    compute, words = signed(terms, taken)
    strength = view.strength(*(one.claim for one in (stated, *terms)))
    found = likely("balance", strength, stated, terms, compute, words, NOT_ALL, sure=sure)
    if found is not None:
        yield found
