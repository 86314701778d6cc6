"""Implied sums: the bases, or the plans, behind a whole and its parts make up one another as the figures do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.behind import behind, rate_over, rate_said, words_behind
from extractor.audit.checks.itemised import itemised_in
from extractor.audit.comparing import OTHER_FOOTING, footing, same_comparison
from extractor.audit.groups import adds_up_to, parts_of, summed_groups
from extractor.audit.interval import Interval
from extractor.audit.making import Term, figure, finding, judged, severity, terms_of, unchecked, weigh
from extractor.audit.numbered import numbered_lists
from extractor.audit.view import View, plan_version
from extractor.audit.wording import bounds
from schemas import Claim, Finding
from schemas.records import RelationType

_FEW = 2
_RELATIONS: tuple[RelationType, ...] = ("growth_of", "completion_of")


def check(view: View) -> Iterator[Finding]:
    """Check the growth, and the completion, of each whole against what those of its parts imply.

    Reads the parts that add up to their whole: each figure and its rate imply the base (or plan) behind it, and the
    whole over the sum of those of its parts is the rate that the whole should have. Of other parts only that none had
    a greater base than the whole. The findings are marked as implied, since no text states the bases; a disagreement
    is a question.
    """
    summed: set[str] = set()
    for whole, parts in summed_groups(view):
        summed.update(part.id for part in parts)
        for relation in _RELATIONS:
            yield from _held(view, whole, parts, relation)
    for whole, parts in _numbered(view):
        for relation in _RELATIONS:
            # What was nothing this year, and so is no item, may have been something before.
            yield from _held(view, whole, parts, relation, only_agreeing=True)
    for whole in view.levels():
        for part in parts_of(view, whole):
            if part.id not in summed:
                for relation in _RELATIONS:
                    yield from _within(view, whole, part, relation)


def _numbered(view: View) -> Iterator[tuple[Claim, Sequence[Claim]]]:
    for listed in numbered_lists(view):
        for one in itemised_in(view, listed):
            if one.head.basis == "level" and adds_up_to(view, one.head, one.items):
                yield one.head, one.items


def _held(
    view: View, whole: Claim, parts: Sequence[Claim], relation: RelationType, *, only_agreeing: bool = False
) -> Iterator[Finding]:
    rates = [rate_said(view, claim, relation) for claim in (whole, *parts)]
    first = rates[0]
    known = [rate for rate in rates if rate is not None]
    if (
        first is None
        or len(known) < len(rates)
        or not all(_alike(first, rate, relation) for rate in known[1:])
    ):
        return
    terms = terms_of(
        view,
        ("rate", first),
        ("whole", whole),
        *(("part", part) for part in parts),
        *(("part_rate", rate) for rate in known[1:]),
    )
    if terms is None:
        return
    stated, level, count = terms[0], terms[1], len(parts)
    levels, part_rates = terms[2 : 2 + count], terms[2 + count :]
    grown = relation == "growth_of"
    if any(_tells_nothing(one, grown) for one in (stated, *part_rates)):
        return
    strength = view.strength(whole, *parts, *known)
    lot = " + ".join(words_behind(*pair, grown) for pair in zip(levels, part_rates, strict=True))

    def rate(now: Interval, *read: Interval) -> Interval:
        return rate_over(now, _sum_behind(read[:count], read[count:], grown), grown)

    over = [level, *levels, *part_rates]
    if weigh(stated.reading, [one.reading for one in over], rate).verdict is None:
        if only_agreeing:
            return
        reason = next((why for one in known if (why := footing(view, one)) is not None), None)
        if reason is not None:
            found = unchecked("implied", strength, terms, reason)
            yield found.model_copy(update={"implied": True})
            return
    formula = f"{level.words} ÷ ({lot})" + (" - 1" if grown else "")
    found = judged("implied", strength, stated, over, rate, formula, doubt=OTHER_FOOTING)
    yield found.model_copy(update={"implied": True})


def _within(view: View, whole: Claim, part: Claim, relation: RelationType) -> Iterator[Finding]:
    """What lies behind a part is no more than what lies behind its whole."""
    rates = [rate_said(view, claim, relation) for claim in (whole, part)]
    if rates[0] is None or rates[1] is None or not _alike(rates[0], rates[1], relation):
        return
    terms = terms_of(view, ("rate", rates[0]), ("whole", whole), ("part_rate", rates[1]), ("part", part))
    if terms is None:
        return
    rate, level, part_rate, one = terms
    if any(amount.reading.rounded.low is None or amount.reading.rounded.low < 0 for amount in (level, one)):
        return
    grown, unit = relation == "growth_of", whole.quantity.unit
    base = behind(level.reading.coarse, rate.reading.coarse, grown)
    part_base = behind(one.reading.coarse, part_rate.reading.coarse, grown)
    if base is None or part_base is None or not base.finite or part_base.low is None:
        return
    fits = part_base.may_be_at_most(base)
    reason = footing(view, rates[0]) or footing(view, rates[1])
    words = words_behind(level, rate, grown), words_behind(one, part_rate, grown)
    yield finding(
        "implied",
        "consistent" if fits else "not_checkable" if reason else "questionable",
        view.strength(whole, part),
        [figure(term.role, term.claim) for term in terms],
        stated=bounds(base, unit),
        computed=bounds(part_base, unit),
        formula=f"{words[1]} {'≤' if fits else '>'} {words[0]}",
        reason=None if fits else reason or OTHER_FOOTING,
        severity=None if fits else severity(base, part_base),
        implied=True,
    )


def _alike(one: Claim, other: Claim, relation: RelationType) -> bool:
    if relation == "growth_of":
        return same_comparison(one, other)
    return plan_version(one) == plan_version(other)


def _tells_nothing(rate: Term, grown: bool) -> bool:
    """Tell whether what lies behind a figure of that rate may be anything."""
    return behind(Interval.point(1), rate.reading.either, grown) is None


def _sum_behind(parts: Sequence[Interval], rates: Sequence[Interval], grown: bool) -> Interval:
    bases = [behind(part, rate, grown) for part, rate in zip(parts, rates, strict=True)]
    return Interval.total(Interval() if base is None else base for base in bases)
