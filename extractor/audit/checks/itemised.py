"""Figures that a numbered list gives of each of its items, against that of all which stands before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Literal

from extractor.audit.interval import Interval
from extractor.audit.likely import likely
from extractor.audit.making import signed, terms_of
from extractor.audit.numbered import NumberedList, column, is_deficit, numbered_lists, role
from extractor.audit.partitions import disjoint, of_kinds, partition_of
from extractor.audit.unequal import ANOTHER_WHOLE
from extractor.audit.view import View
from schemas import Claim, Finding

_FEW = 2
_MOST_ITEMS = 60
_MOST_HEADS = 8
"""Of so many items, and so many figures before them, it is tried whether two make up the list."""
_NARROW = Fraction(1, 50)
"""A sum that may lie within so small a share of itself tells that none of its items is missing."""


@dataclass(frozen=True, slots=True)
class Itemised:
    """A figure before a list, and those of the items from one on that are likely its parts.

    `sure` says that another figure of the same items comes out, so that they are all there are. `more` tells what others
    there may be all the same: some that add to the items (those that a list of the main ones leaves out), or some that
    take from them (what was something the year before and is nothing now).
    """

    head: Claim
    items: Sequence[Claim]
    start: int = 0
    sure: bool = False
    more: Literal["adding", "taking"] | None = None


def check(view: View) -> Iterator[Finding]:
    """Check each figure before a numbered list of which all items give their own: levels, changes, what is left.

    A list may be of one whole or of two, one after the other (税收收入, then 非税收入). A sum that does not come out is a
    question where another of the same items does, or where one slip explains it, and else nothing, for a list may
    leave some out.
    """
    for listed in numbered_lists(view):
        for itemised in itemised_in(view, listed):
            found = _held(view, itemised)
            if found is not None:
                yield found


def itemised_in(view: View, listed: NumberedList) -> Iterator[Itemised]:
    """Give the figures before a numbered list with those of its items that are likely their parts."""
    columns = {head.id: items for head in listed.heads if (items := column(view, listed, head)) is not None}
    of_all = [Itemised(head, columns[head.id]) for head in listed.heads if head.id in columns]
    right = [one for one in of_all if _miss(view, one) is not None]
    missed: list[Itemised] = []
    cuts: Sequence[int] = (
        range(_FEW, len(listed.items) - _FEW + 1) if len(listed.items) <= _MOST_ITEMS else ()
    )
    for basis in ("level", "change"):
        for lot in _split(view, [one for one in of_all if one.head.basis == basis], cuts):
            (missed if _miss(view, lot) is None else right).append(lot)
            # What was added is divided where the amounts are.
            cuts = [lot.start] if lot.start else cuts
    yield from right
    yield from missed
    told = {one.head.id for one in (*right, *missed)}
    yield from _others(view, [one for one in of_all if one.head.id not in told], right)


def _others(view: View, of_all: Sequence[Itemised], right: Sequence[Itemised]) -> Iterator[Itemised]:
    """The figures whose sums do not come out, with the items that sums of others tell to be theirs."""
    told = {claim.id for one in right for claim in one.items}
    for one in of_all:
        # 增加 of the same indicator comes out: its level is the sum of the same items.
        twin = next((other for other in right if other.head.indicator.text == one.head.indicator.text), None)
        if twin is not None:
            items = one.items[twin.start : twin.start + len(twin.items)]
            more: Literal["taking"] | None = "taking" if one.head.basis == "change" else None
            yield Itemised(one.head, items, twin.start, _is_tight(view, twin), more)
        elif told.isdisjoint(claim.id for claim in one.items):
            its_role = role(view, one.head)
            alone = sum(role(view, other.head) == its_role for other in of_all) == 1
            beside = [other for other in right if role(view, other.head) != its_role and not other.start]
            sure = alone and its_role is not None and any(_is_tight(view, other) for other in beside)
            yield Itemised(one.head, one.items, sure=sure)


def _is_tight(view: View, itemised: Itemised) -> bool:
    """Tell whether a sum could hardly come out if an item were missing."""
    terms = terms_of(view, *(("part", item) for item in itemised.items))
    if terms is None:
        return False
    compute, _ = signed(terms, _deficits(view, itemised.items))
    total = compute(*(one.reading.rounded for one in terms))
    width = None if total.low is None or total.high is None else total.high - total.low
    return width is not None and total.middle is not None and width <= abs(total.middle) * _NARROW


def _split(view: View, of_all: Sequence[Itemised], cuts: Sequence[int]) -> list[Itemised]:
    """Two figures before a list that its first and its last items make up, divided at one of some places.

    One of the sums may miss where the items are called otherwise from there on (契税, then 罚没收入).
    """
    best: tuple[bool, Fraction, list[Itemised]] | None = None
    for first, second in permutations(of_all[-_MOST_HEADS:], 2):
        for cut in cuts if _same(first.items, second.items) else ():
            lots = [
                Itemised(first.head, first.items[:cut], sure=True, more="adding"),
                Itemised(second.head, first.items[cut:], cut, sure=True, more="adding"),
            ]
            misses = [miss for lot in lots if (miss := _miss(view, lot)) is not None]
            missed = len(misses) < len(lots)
            if not misses or (missed and not (_parted(first.items, cut) and _are_partition(view, lots))):
                continue
            if best is None or (missed, sum(misses)) < best[:2]:
                best = missed, sum(misses, Fraction(0)), lots
    return best[2] if best else []


def _same(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    return [claim.id for claim in one] == [claim.id for claim in other]


def _are_partition(view: View, lots: Sequence[Itemised]) -> bool:
    return partition_of(view, [lot.head.indicator.text for lot in lots]) is not None


def _parted(items: Sequence[Claim], cut: int) -> bool:
    """Tell whether all items before a place end in one character, and all behind it in another."""
    ends = [{item.indicator.text[-1] for item in lot} for lot in (items[:cut], items[cut:])]
    return all(len(end) == 1 for end in ends) and ends[0] != ends[1]


def _miss(view: View, itemised: Itemised) -> Fraction | None:
    """How far the sum of some items lies from a figure, in shares of it; None where it is none of theirs."""
    terms = terms_of(view, ("whole", itemised.head), *(("part", item) for item in itemised.items))
    if terms is None:
        return None
    compute, _ = signed(terms[1:], _deficits(view, itemised.items))
    stated, *known = (one.reading.either for one in terms)
    total = compute(*known)
    if not total.meets(stated) or not total.middle or not stated.middle:
        return None
    return abs(1 - total.middle / stated.middle)


def _deficits(view: View, items: Sequence[Claim]) -> set[str]:
    return {item.id for item in items if is_deficit(view, item)}


def _are_apart(view: View, head: Claim, items: Sequence[Claim]) -> bool:
    """Tell whether items never hold each other and the level before them is of none of their like."""
    names = [item.indicator.text for item in items]
    return (
        head.basis == "level"
        and disjoint(view, names)
        and not head.indicator.text.endswith(view.cues.parts.disjoint_ends)
    )


def _is_below(one: Interval, other: Interval) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _held(view: View, itemised: Itemised) -> Finding | None:
    head, items = itemised.head, itemised.items
    terms = terms_of(view, ("whole", head), *(("part", item) for item in items))
    if terms is None:
        return None
    stated, *known = terms
    compute, words = signed(known, _deficits(view, items))
    strength = view.strength(head, *items)
    said, computed = stated.reading.rounded, compute(*(one.reading.rounded for one in known))
    unexplained = {None: True, "adding": _is_below(said, computed), "taking": _is_below(computed, said)}
    told = (itemised.sure and unexplained[itemised.more]) or of_kinds(view, head, items, complete=True)
    sure = told or (_is_below(said, computed) and _are_apart(view, head, items))
    return likely("parts", strength, stated, known, compute, words, ANOTHER_WHOLE, sure=sure)
