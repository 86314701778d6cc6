"""Looks for the one small slip of the pen that would explain a disagreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from extractor.audit.interval import Interval
from extractor.audit.reading import Reading, last_digit
from extractor.audit.wording import multiplier, shortest, unit_name
from schemas import Claim

if TYPE_CHECKING:
    from extractor.audit.making import Sum, Term

    Slips = Callable[[Term], Iterator[tuple[str, Fraction]]]

EXCHANGED = "万 and 亿 exchanged"
_LEFT_OUT = "万 left out"
_POINT_MOVED = "decimal point moved"
OF_SIZE = (EXCHANGED, _POINT_MOVED)
"""Slips that make a figure many times too great or too small."""
_BY_CHANCE = Fraction(1, 25)
"""How likely it may be that a right figure is one slip away from another."""
_OF_SIZES = Fraction(1, 6)
"""How likely it is at most that two amounts, from 万 to 千亿, lie just 万 times apart: of a term so made small it may
as well be that it is none."""
_MOST_FIGURES = 40
_ALIKE = 3
_FEW = 2
_DIGITS_FOR_A_GUESS = 3
"""A figure of fewer digits agrees with anything once one of them may change."""


def diagnose(
    stated: Term, terms: Sequence[Term], compute: Sum, spare: Sequence[Term] = (), *, sure: bool = True
) -> str | None:
    """Return the one slip in one figure that makes a sum right, or None.

    Looked for in this order: units, the point, another figure of the sentence (`spare`) in its place, digits. Where
    one of several digits may be wrong, or a figure so small that one like it is found by chance, none is named, unless
    `sure` is False: then the first. A sum of very many figures has none, for some slip would fit it by chance.
    """
    figures = [stated, *terms]
    if len(figures) > _MOST_FIGURES:
        return None
    computed = compute(*(one.reading.rounded for one in terms))
    for slips in (_units, _points, None, _swaps, _single_digits):
        if slips is None:
            taken = _mistaken(figures, spare, compute)
            if taken is not None:
                return taken
            continue
        if sure and slips in (_units, _points) and not _hardly_met(stated, computed, len(figures)):
            continue
        found = [words for _, words, _ in _fitting(figures, slips, compute)]
        if found and (not sure or slips is not _single_digits or len(found) == 1):
            return found[0]
    return None


def _hardly_met(stated: Term, computed: Interval, figures: int) -> bool:
    """Tell whether what a sum misses by is wide of what a slip of size in one of its figures gives by chance.

    Such a slip changes a figure by nearly itself or by ten times itself; where so many figures are rounded that the
    miss is not much more than what the sum may be off, one of them is of that size.
    """
    low, high = computed.low, computed.high
    if low is None or high is None:
        return False
    miss = stated.reading.rounded.gap(computed)
    return figures * (high - low) <= miss


def telling(stated: Term, terms: Sequence[Term], computed: Interval) -> bool:
    """Tell whether one slip that makes a sum right could hardly be had by chance.

    Each digit of each figure can be wrong in nine ways, and so many sums lie next to the stated one; with few digits
    one of them nearly always fits.
    """
    sizes = _told([one.claim for one in (stated, *terms)])
    return _rare(stated, terms, computed, 9 * sum(sizes))


def _rare(stated: Term, terms: Sequence[Term], computed: Interval, ways: int) -> bool:
    """Tell whether a sum that may be had in so many ways is hardly right by chance."""
    figures = (stated, *terms)
    if (
        computed.low is None
        or computed.high is None
        or not all(one.claim.quantity.resolution for one in figures)
    ):
        return False
    sizes = _told([one.claim for one in figures])
    step = Fraction(stated.claim.quantity.resolution or 1)
    fitting = (computed.high - computed.low) / step + 1
    return bool(ways * fitting <= _BY_CHANCE * 10 ** sizes[0])


def _rare_at_any_size(stated: Term, terms: Sequence[Term], computed: Interval, ways: Fraction | int) -> bool:
    """Tell the same of slips that change a size: what counts is how wide the sum is for its own size."""
    middle = computed.middle
    if not middle or computed.low is None or computed.high is None:
        return False
    values = 10 ** _told([one.claim for one in (stated, *terms)])[0]
    fitting = (computed.high - computed.low) / abs(middle) * values + 1
    return bool(ways * fitting <= _BY_CHANCE * values)


def sure_slip(stated: Term, terms: Sequence[Term], compute: Sum, computed: Interval) -> str | None:
    """Return the one slip, in whichever figure, that makes a sum right and could hardly do so by chance, or None.

    There are few units that may be exchanged and few places for a point, so that such a slip tells with fewer digits
    than one of any digit, and with fewer still where it is in the stated figure.
    """
    figures = [stated, *terms]
    kinds = ((_units, 1, _OF_SIZES, _of_the_same_digits), (_tenfold, 2, Fraction(2), _alike_but_for_noughts))
    for slips, ways, of_stated, alike in kinds:
        known = len(terms) == 1 and alike(stated, terms[0])
        # The stated figure first.
        for at, words, after in sorted(_fitting(figures, slips, compute), key=lambda fit: fit[0] > 0):
            if known or _rare_at_any_size(stated, terms, after, ways * len(figures) if at else of_stated):
                return words
    return diagnose(stated, terms, compute, sure=False) if telling(stated, terms, computed) else None


def _of_the_same_digits(one: Term, other: Term) -> bool:
    """Tell whether two figures are written with the same digits, of which there are enough (4000万元, 4000亿元)."""
    written = [re.sub(r"[^\d.]", "", figure.claim.quantity.text) for figure in (one, other)]
    return written[0] == written[1] and len(written[0]) >= _DIGITS_FOR_A_GUESS


def _alike_but_for_noughts(one: Term, other: Term) -> bool:
    """Tell whether two figures have the same digits, wherever the point is, and more than one (9.3%, 93%)."""
    written = [re.sub(r"\D", "", figure.claim.quantity.text).strip("0") for figure in (one, other)]
    return written[0] == written[1] and len(written[0]) > 1


def odd_unit(whole: Term, parts: Sequence[Term]) -> str | None:
    """Return the exchange of 万 and 亿 in the one part that is told to tenths of 万, or None.

    Where all others with a point are of 亿 it must leave room for them within the whole; else it must make the sum right.
    """
    odd = [part for part in parts if multiplier(part.claim.quantity) == 4 and "." in part.claim.quantity.text]
    if len(odd) != 1:
        return None
    (one,) = odd
    others = [other for other in (whole, *parts) if other is not one]
    pointed = [multiplier(other.claim.quantity) for other in others if "." in other.claim.quantity.text]
    units = [multiplier(other.claim.quantity) for other in others]
    meant = Fraction(one.claim.quantity.value or 0) * 10**4
    rest = Interval.total(part.reading.coarse for part in parts if part is not one)
    total = rest + Interval.point(meant)
    leaves_room = len(pointed) >= _FEW and set(pointed) == {8} and total.may_be_at_most(whole.reading.coarse)
    comes_out = max(units.count(8), units.count(4)) >= _ALIKE and total.meets(whole.reading.coarse)
    if not (leaves_room or comes_out):
        return None
    return f"{EXCHANGED}: {_spelled(one, meant, EXCHANGED)} for {one.words}"


def odd_point(whole: Term, parts: Sequence[Term]) -> str | None:
    """Return the point that was put into the one part that has one, or left out of the one that has none, or None.

    Three or more others are told alike, and the sum must come out that way.
    """
    for at, part in enumerate(parts, 1):
        alike = [one for one in parts if one is not part and _unit_of(one) == _unit_of(part)]
        places = {_places(one) for one in alike}
        if len(alike) < _ALIKE or len(places) != 1 or _places(part) == max(places):
            continue
        moved = Fraction(part.claim.quantity.value or 0) * Fraction(10) ** (_places(part) - max(places))
        readings = _changed([whole, *parts], at, moved)
        computed = Interval.total(one.rounded for one in readings[1:])
        if computed.meets(readings[0].rounded) and _rare_at_any_size(whole, parts, computed, 1):
            return f"{_POINT_MOVED}: {_spelled(part, moved, _POINT_MOVED)} for {part.words}"
    return None


def _unit_of(one: Term) -> tuple[int, str | None]:
    return multiplier(one.claim.quantity), one.claim.quantity.unit


def _places(one: Term) -> int:
    """How many digits of a figure as written stand behind its point."""
    return len(re.sub(r"[^\d.]", "", one.claim.quantity.text).partition(".")[2])


def explained(stated: Term, terms: Sequence[Term], compute: Sum, computed: Interval) -> bool:
    """Tell whether one slip, in whichever figure, makes a sum right, and could hardly do so by chance."""
    return sure_slip(stated, terms, compute, computed) is not None


def one_slip_apart(one: Term, other: Term) -> bool:
    """Tell whether two figures, told to the same place in three digits or more, differ by one or by two in turn.

    Few figures lie so to another: of those of three digits 27 of 900.
    """
    said = [figure.claim.quantity for figure in (one, other)]
    told = [digits for figure in (one, other) for digits, _ in _digits(figure)]
    if len({(quantity.unit, quantity.resolution, (quantity.value or 0) > 0) for quantity in said}) > 1:
        return False
    if len(told) < len(said) or len({*map(len, told)}) > 1 or len(told[0]) < _DIGITS_FOR_A_GUESS:
        return False
    apart = [at for at, (first, second) in enumerate(zip(*told, strict=True)) if first != second]
    first, second = ("".join(digits[at] for at in apart) for digits in told)
    in_turn = len(apart) == _FEW and apart[1] - apart[0] == 1 and first == second[::-1]
    return len(apart) == 1 or in_turn


def _fitting(figures: Sequence[Term], slips: Slips, compute: Sum) -> Iterator[tuple[int, str, Interval]]:
    """The changes of one figure after which the sum comes out: whose, in words, and what the terms then make.

    The last figure's first.
    """
    for at, one in reversed(list(enumerate(figures))):
        for what, value in slips(one):
            readings = _changed(figures, at, value)
            if _agrees(readings, compute):
                after = compute(*(reading.rounded for reading in readings[1:]))
                yield at, f"{what}: {_spelled(one, value, what)} for {one.words}", after


def _told(claims: Sequence[Claim]) -> list[int]:
    """How many digits of each figure say something: none behind the last that is no nought in any of them."""
    steps = [step for claim in claims if (step := last_digit(claim.quantity)) is not None]
    finest = min(steps, default=Fraction(1))
    units = [max(finest, Fraction(claim.quantity.resolution or 1)) for claim in claims]
    values = [abs(Fraction(claim.quantity.value or 0)) for claim in claims]
    return [max(1, len(str(int(value / unit)))) for value, unit in zip(values, units, strict=True)]


def _mistaken(figures: Sequence[Term], spare: Sequence[Term], compute: Sum) -> str | None:
    for at in range(1, len(figures)):
        for other in spare:
            readings = [one.reading for one in figures]
            readings[at] = other.reading
            same = other.claim.quantity.unit == figures[at].claim.quantity.unit
            if same and _agrees(readings, compute):
                return f"{_kind_of_mistake(other, figures[at])}: {other.words} for {figures[at].words}"
    return None


def _kind_of_mistake(other: Term, used: Term) -> str:
    if any(tie.type == "part_of" and tie.id == other.claim.id for tie in used.claim.relations):
        return "part for whole"
    if any(tie.type == "part_of" and tie.id == used.claim.id for tie in other.claim.relations):
        return "whole for part"
    periods = (other.claim.period, used.claim.period)
    if all(period is not None for period in periods) and periods[0] != periods[1]:
        return "figure of another time"
    return "another figure"


def _agrees(figures: Sequence[Reading], compute: Sum) -> bool:
    return compute(*(reading.rounded for reading in figures[1:])).meets(figures[0].rounded)


def _changed(figures: Sequence[Term], at: int, value: Fraction) -> list[Reading]:
    readings = [one.reading for one in figures]
    old = Fraction(figures[at].claim.quantity.value or 0)
    moved = readings[at].rounded
    if moved.low is not None and moved.high is not None:
        # The width stays that of the digits written, scaled where the point moves.
        factor = abs(value / old) if old and (value / old) in _POWERS else Fraction(1)
        half = (moved.high - moved.low) / 2 * factor
        readings[at] = replace(readings[at], rounded=Interval(value - half, value + half))
    return readings


_POWERS = tuple(Fraction(10) ** power for power in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))


def _units(one: Term) -> Iterator[tuple[str, Fraction]]:
    value, power = one.claim.quantity.value, multiplier(one.claim.quantity)
    if value is not None and power in (4, 8):
        yield EXCHANGED, Fraction(value) * Fraction(10) ** (4 if power == 4 else -4)
    elif value is not None and not power and one.claim.quantity.unit in ("CNY", "USD"):
        yield _LEFT_OUT, Fraction(value) * 10**4


def _points(one: Term) -> Iterator[tuple[str, Fraction]]:
    value = one.claim.quantity.value
    if value:
        for power in (1, -1, 2, -2):
            yield _POINT_MOVED, Fraction(value) * Fraction(10) ** power


def _tenfold(one: Term) -> Iterator[tuple[str, Fraction]]:
    return islice(_points(one), 2)


def _swaps(one: Term) -> Iterator[tuple[str, Fraction]]:
    for digits, back in _digits(one):
        for at in range(len(digits) - 1):
            if digits[at] != digits[at + 1]:
                swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
                yield "two digits swapped", back * int(swapped)


def _single_digits(one: Term) -> Iterator[tuple[str, Fraction]]:
    for digits, back in _digits(one):
        if len(digits) < _DIGITS_FOR_A_GUESS:
            return
        for at, old in enumerate(digits):
            for new in "0123456789":
                if new != old and not (at == 0 and new == "0"):
                    yield "one digit wrong", back * int(digits[:at] + new + digits[at + 1 :])


def _digits(one: Term) -> Iterator[tuple[str, Fraction]]:
    """Give the digits of a figure and what their number is to be multiplied by."""
    quantity = one.claim.quantity
    if quantity.value is None or not quantity.resolution:
        return
    step = Fraction(quantity.resolution)
    number = Fraction(quantity.value) / step
    if number.denominator == 1 and number:
        yield str(abs(number.numerator)), step if number > 0 else -step


def _spelled(one: Term, value: Fraction, slip: str) -> str:
    scale = multiplier(one.claim.quantity)
    if slip == EXCHANGED:
        scale = 12 - scale
    elif slip == _LEFT_OUT:
        scale = 4
    return f"{shortest(value / 10**scale)}{unit_name(one.claim.quantity.unit, scale)}"
