"""Parts against their whole: none may be greater, and together they make it up where the list is complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.audit.diagnosis import EXCHANGED
from extractor.audit.groups import partition_runs, parts_of
from extractor.audit.making import (
    Term,
    bounded,
    figure,
    finding,
    severity,
    summands,
    term,
    unchecked,
    weigh_sum,
)
from extractor.audit.part_lists import lists_of, named_in, opened_behind, outermost, surely_listed
from extractor.audit.partitions import closes
from extractor.audit.unequal import ANOTHER_WHOLE, Told, outside, unequal
from extractor.audit.view import View
from extractor.audit.wording import added_up, bounds, multiplier, spread
from schemas import Finding

_EXCHANGE = 100
"""How many times greater than the whole a figure must be to be one whose unit was exchanged, and not no part at all."""
_FEW = 2
_OF_TEN_THOUSAND, _OF_HUNDRED_MILLION = 4, 8
_TEN_THOUSAND = 10**4


def check(view: View) -> Iterator[Finding]:
    """Check the parts of each whole.

    Reads `part_of`. Parts that add up to the whole are consistent. A list that is closed must add up: it ends with
    the rest (其他), or falls into what the whole is known to consist of. Of any other list no single part may be
    greater than the whole, and a sum that misses it by one digit is a question.
    """
    for whole in view.claims:
        parts = parts_of(view, whole)
        if not parts:
            continue
        total = term(view, "whole", whole)
        for listed in lists_of(view, parts):
            lot = [one for part in listed if (one := term(view, "part", part)) is not None]
            if total is not None and lot:
                yield from _weighed(view, total, lot)


def _weighed(view: View, whole: Term, parts: Sequence[Term]) -> Iterator[Finding]:
    outer = outermost(whole, parts)
    if len(outer) < len(parts):
        yield from _added(view, whole, outer, outer)
        return
    signed = any((one.claim.quantity.value or 0) < 0 for one in (whole, *parts))
    by_id = {part.claim.id: part for part in parts}
    runs = [run for run in partition_runs(view, [part.claim for part in parts]) if len(run) < len(parts)]
    if runs and weigh_sum(whole, parts).verdict is not None:
        # All of them make it up, whatever some would alone.
        runs = []
    for run in runs:
        yield from _added(view, whole, [by_id[claim.id] for claim in run], parts)
    if runs:
        told = {claim.id for run in runs for claim in run}
        rest = [part for part in parts if part.claim.id not in told]
        yield from _each(view, whole, rest, _odd_in_unit(whole, parts))
        return
    known = parts
    apart = [part for part in parts if not _may_overlap(view, part)]
    if _FEW <= len(apart) < len(parts) and not signed:
        # 工业项目13项，农业项目14项，亿元以上项目5项: the last are among the others.
        among = [part for part in parts if part not in apart]
        yield from _each(view, whole, among, _odd_in_unit(whole, known))
        parts = apart
    closed = closes(view, whole.claim, [part.claim for part in parts])
    if not signed and not closed:
        above = next((part for part in parts if not _below(part, whole)), None)
        if above is not None:
            yield from _too_great(view, whole, above, parts)
            return
    if len(parts) >= _FEW:
        yield from _added(view, whole, parts, known)
    elif not signed:
        yield bounded(view, "parts", whole, parts[0])


def _each(view: View, whole: Term, parts: Sequence[Term], odd: Term | None) -> Iterator[Finding]:
    """Parts that are in no sum: no greater than the whole, or so far above it that a unit was exchanged."""
    for part in parts:
        if _below(part, whole):
            yield bounded(view, "parts", whole, part)
        elif _far_above(part, whole) or part is odd:
            yield bounded(view, "parts", whole, part, slip=EXCHANGED)


def _too_great(view: View, whole: Term, part: Term, known: Sequence[Term]) -> Iterator[Finding]:
    """A part of all that are `known` which is greater than the whole, where it is surely one, or one slip makes it so."""
    if outside(whole, known, part):
        return
    if surely_listed(view, part.claim, whole.claim, known):
        yield bounded(view, "parts", whole, part)
    elif _far_above(part, whole) or part is _odd_in_unit(whole, known):
        yield bounded(view, "parts", whole, part, slip=EXCHANGED)
    # What stands beside a list that makes up its whole is of something else.
    elif weigh_sum(whole, [one for one in known if one is not part]).verdict is None and (
        named_in(part.claim, whole.claim) or opened_behind(view, whole.claim, known)
    ):
        yield bounded(view, "parts", whole, part, ANOTHER_WHOLE)


def _may_overlap(view: View, part: Term) -> bool:
    return any(word in part.claim.indicator.text for word in view.cues.parts.overlaps)


def _below(part: Term, whole: Term) -> bool:
    return part.reading.coarse.may_be_at_most(whole.reading.coarse)


def _far_above(part: Term, whole: Term) -> bool:
    low, high = part.reading.rounded.low, whole.reading.rounded.high
    return low is not None and high is not None and high > 0 and low >= _EXCHANGE * high


def _odd_in_unit(whole: Term, parts: Sequence[Term]) -> Term | None:
    """The part that alone is told in 亿, three or more others in 万, and would fit as one of them; None if none is."""
    units = [multiplier(part.claim.quantity) for part in parts]
    if units.count(_OF_HUNDRED_MILLION) != 1 or set(units) != {_OF_TEN_THOUSAND, _OF_HUNDRED_MILLION}:
        return None
    odd = parts[units.index(_OF_HUNDRED_MILLION)]
    told_alike = units.count(_OF_TEN_THOUSAND) + (multiplier(whole.claim.quantity) == _OF_TEN_THOUSAND)
    meant = odd.reading.coarse.times(Fraction(1, _TEN_THOUSAND))
    return odd if told_alike > _FEW and meant.may_be_at_most(whole.reading.coarse) else None


def _added(view: View, whole: Term, parts: Sequence[Term], known: Sequence[Term]) -> Iterator[Finding]:
    """Add up parts; `known` are all the parts that were read, those left out of the sum as well."""
    figures = summands(view, [("whole", whole.claim), *(("part", part.claim) for part in parts)])
    if figures is None:
        return
    whole, *parts = figures
    strength = view.strength(*(one.claim for one in figures))
    weighed = weigh_sum(whole, parts)
    told = (
        unequal(view, whole, parts, known, weighed, strength)
        if weighed.verdict is None
        else Told(weighed.verdict, weighed.reason)
    )
    if weighed.verdict is None and told.verdict == "not_checkable":
        yield unchecked("parts", strength, figures, told.reason or "")
        return
    wrong = told.verdict in ("inconsistent", "questionable")
    unit, quantity = whole.claim.quantity.unit, whole.claim.quantity
    shown = spread(weighed.computed, unit, multiplier(quantity), quantity.resolution)
    behind = f" ≠ {whole.words}" if wrong else f" < {whole.words}" if told.rest else ""
    yield finding(
        "parts",
        told.verdict,
        strength,
        [figure(one.role, one.claim) for one in figures],
        stated=bounds(weighed.stated, unit),
        computed=bounds(weighed.computed, unit),
        severity=severity(weighed.stated, weighed.computed) if wrong else None,
        formula=f"{added_up(part.words for part in parts)} = {shown}{behind}",
        reason=told.reason,
        diagnosis=told.slip,
    )
