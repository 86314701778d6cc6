"""Parts against their whole: none may be greater, and together they make it up where the list is complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.audit.diagnosis import EXCHANGED, odd_point, odd_unit, sure_slip
from extractor.audit.groups import partition_runs, parts_of
from extractor.audit.interval import Interval
from extractor.audit.making import (
    Term,
    Weighed,
    bounded,
    figure,
    finding,
    severity,
    summands,
    term,
    unchecked,
    weigh,
)
from extractor.audit.nesting import least_sum
from extractor.audit.part_lists import lists_of, named_in, opened_behind, outermost, surely_listed
from extractor.audit.partitions import closes, complete, disjoint, had_once, leaves_rest, partition_of
from extractor.audit.view import View
from extractor.audit.wording import added_up, bounds, multiplier, spread
from schemas import Finding, Verdict

ANOTHER_WHOLE = "the parts may be of another whole"
OVERLAP = "the parts may overlap"
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
    for run in runs:
        yield from _added(view, whole, [by_id[claim.id] for claim in run], parts)
    if runs:
        told = {claim.id for run in runs for claim in run}
        rest = [part for part in parts if part.claim.id not in told]
        yield from _each(view, whole, rest, parts)
        return
    known = parts
    apart = [part for part in parts if not _may_overlap(view, part)]
    if _FEW <= len(apart) < len(parts) and not signed:
        # 工业项目13项，农业项目14项，亿元以上项目5项: the last are among the others.
        yield from _each(view, whole, [part for part in parts if part not in apart], known)
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


def _each(view: View, whole: Term, parts: Sequence[Term], known: Sequence[Term]) -> Iterator[Finding]:
    """Parts, of all that are `known`, that are in no sum: no greater than the whole, but for one of another unit."""
    for part in parts:
        if _below(part, whole):
            yield bounded(view, "parts", whole, part)
        else:
            yield from _too_great(view, whole, part, known)


def _too_great(view: View, whole: Term, part: Term, known: Sequence[Term]) -> Iterator[Finding]:
    """A part of all that are `known` which is greater than the whole, where it is surely one, or one slip makes it so."""
    if surely_listed(view, part.claim, whole.claim, known):
        yield bounded(view, "parts", whole, part)
    elif _far_above(part, whole) or _alone_in_its_unit(part, whole, known):
        yield bounded(view, "parts", whole, part, slip=EXCHANGED)
    elif named_in(part.claim, whole.claim) or opened_behind(view, whole.claim, known):
        yield bounded(view, "parts", whole, part, ANOTHER_WHOLE)


def _may_overlap(view: View, part: Term) -> bool:
    return any(word in part.claim.indicator.text for word in view.cues.parts.overlaps)


def _below(part: Term, whole: Term) -> bool:
    return part.reading.coarse.may_be_at_most(whole.reading.coarse)


def _far_above(part: Term, whole: Term) -> bool:
    low, high = part.reading.rounded.low, whole.reading.rounded.high
    return low is not None and high is not None and high > 0 and low >= _EXCHANGE * high


def _alone_in_its_unit(part: Term, whole: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a part alone is told in 亿, three or more others in 万, and would fit as one of them."""
    beside = parts if multiplier(whole.claim.quantity) == _OF_HUNDRED_MILLION else (whole, *parts)
    others = [multiplier(one.claim.quantity) for one in beside if one is not part]
    meant = part.reading.coarse.times(Fraction(1, _TEN_THOUSAND))
    return (
        multiplier(part.claim.quantity) == _OF_HUNDRED_MILLION
        and len(others) > _FEW
        and set(others) == {_OF_TEN_THOUSAND}
        and meant.may_be_at_most(whole.reading.coarse)
    )


def _added(view: View, whole: Term, parts: Sequence[Term], known: Sequence[Term]) -> Iterator[Finding]:
    """Add up parts; `known` are all the parts that were read, those left out of the sum as well."""
    figures = summands(view, [("whole", whole.claim), *(("part", part.claim) for part in parts)])
    if figures is None:
        return
    whole, *parts = figures
    strength = view.strength(whole.claim, *(part.claim for part in parts))
    weighed = weigh(whole.reading, [part.reading for part in parts], lambda *lot: Interval.total(lot))
    closed = closes(view, whole.claim, [part.claim for part in parts]) and not _divided(view, known)
    names = [part.claim.indicator.text for part in parts]
    claims = [part.claim for part in parts]
    bracketed = all(map(view.bracketed, claims))
    full = complete(view, whole.claim, [part.claim for part in known]) or (
        bracketed and complete(view, whole.claim, claims)
    )
    in_bracket = bracketed and not view.bracketed(whole.claim)
    before = view.before(parts[0].claim)
    opened = in_bracket or view.cues.parts.of_which in before or view.cues.parts.holds in before
    known_parts = partition_of(view, names) is not None
    sure = closed or opened or known_parts
    verdict, slip, doubt = weighed.verdict, None, weighed.reason
    sign = "="
    if verdict is None:
        slip = _slip(whole, parts, weighed) if full and sure else None
        more = _less(weighed.stated, weighed.computed) and leaves_rest(view, names)
        if closed and (full or more):
            verdict = "inconsistent" if strength != "cross_section" else "questionable"
        elif slip is not None:
            verdict = "questionable"
        elif full and disjoint(view, names) and not _less(weighed.computed, weighed.stated):
            verdict = "inconsistent" if strength != "cross_section" else "questionable"
        elif _less(weighed.computed, weighed.stated) and not known_parts:
            verdict, sign = "consistent", "<"
        elif (had_once(view, [whole.claim.indicator.text]) or had_once(view, names)) and (
            in_bracket or _however_nested_too_much(whole, parts)
        ):
            verdict, doubt = "questionable", OVERLAP
        else:
            yield unchecked("parts", strength, [whole, *parts], ANOTHER_WHOLE if known_parts else OVERLAP)
            return
    unit, quantity = whole.claim.quantity.unit, whole.claim.quantity
    wrong: tuple[Verdict, ...] = ("inconsistent", "questionable")
    shown = spread(weighed.computed, unit, multiplier(quantity), quantity.resolution)
    total = added_up(part.words for part in parts)
    behind = f" ≠ {whole.words}" if verdict in wrong else f" < {whole.words}" if sign == "<" else ""
    yield finding(
        "parts",
        verdict,
        strength,
        [figure("whole", whole.claim), *(figure("part", part.claim) for part in parts)],
        stated=bounds(weighed.stated, unit),
        computed=bounds(weighed.computed, unit),
        severity=severity(weighed.stated, weighed.computed) if verdict in wrong else None,
        formula=f"{total} = {shown}{behind}",
        reason=doubt,
        diagnosis=slip if verdict in wrong else None,
    )


def _divided(view: View, parts: Sequence[Term]) -> bool:
    """Tell whether a list was opened by no word for its whole, so that it may be of another (按…分)."""
    first = parts[0].claim
    return view.cues.parts.of_which not in view.before(first) and not view.bracketed(first)


def _less(one: Interval, other: Interval) -> bool:
    return one.high is not None and (other.high is None or one.high < other.high)


def _slip(whole: Term, parts: Sequence[Term], weighed: Weighed) -> str | None:
    """The one slip that makes the sum right, unless with so few digits some slip could be had by chance."""
    odd = odd_unit(whole, parts) or odd_point(whole, parts)
    return odd or sure_slip(whole, parts, lambda *lot: Interval.total(lot), weighed.computed)


def _however_nested_too_much(whole: Term, parts: Sequence[Term]) -> bool:
    """Tell whether parts come to more than their whole even where one holds those behind it."""
    most = whole.reading.coarse.high
    return most is not None and least_sum([one.reading.coarse for one in parts]) > most
