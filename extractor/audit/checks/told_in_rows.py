"""Rows of figures told again in the same order: what comes in and what it is spent on, a summary and its chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from extractor.audit.checks.repeated import restated
from extractor.audit.view import View, adds_up, bare_name, digits, label
from schemas import Claim, Finding

_Pair: TypeAlias = tuple[int, int]

_LEAST_DIGITS = 2
_LEAST_NAME = 2
_FEW = 3
_MANY = 12
"""A figure that stands so often tells no row from another."""
_STEP = 2
"""In each row one figure may stand between two that are told again."""


def check(view: View) -> Iterator[Finding]:
    """Check each figure of a row of at least three that is told again, under names of which one begins the other.

    Reads levels of one time and unit. One that differs is a question between two that agree, and at an end of the row
    where one slip explains it.
    """
    levels = [claim for claim in view.levels() if claim.quantity.bound == "eq" and adds_up(claim)]
    for row in _rows(view, levels):
        for first, again in row:
            yield from restated(view, levels[first], levels[again])
        for first, again, between in _left_out(row, len(levels)):
            if _may_be_one(view, levels[first], levels[again]):
                yield from restated(view, levels[first], levels[again], sure=between)


def _left_out(row: Sequence[_Pair], count: int) -> Iterator[tuple[int, int, bool]]:
    """The pairs that stand alone between two of a row, which is told, and those right before and behind it."""
    for (one, two), (after, after_two) in pairwise(row):
        if after - one == after_two - two == _STEP:
            yield one + 1, two + 1, True
    (first, first_two), (last, last_two) = row[0], row[-1]
    if first > 0 and first_two - 1 > last:
        yield first - 1, first_two - 1, False
    if last_two + 1 < count and last + 1 < first_two:
        yield last + 1, last_two + 1, False


def _rows(view: View, levels: Sequence[Claim]) -> Iterator[list[_Pair]]:
    """The longest runs of pairs that follow each other in both rows."""
    pairs = _pairs(view, levels)
    used: set[_Pair] = set()
    for pair in sorted(pairs):
        if pair in used:
            continue
        row = [pair]
        while (following := _next(row[-1], pairs)) is not None:
            row.append(following)
        used.update(row)
        if len(row) >= _FEW and row[-1][0] < row[0][1]:
            yield row


def _pairs(view: View, levels: Sequence[Claim]) -> set[_Pair]:
    by_figure: dict[object, list[int]] = {}
    for at, claim in enumerate(levels):
        if len(digits(claim).strip("0")) >= _LEAST_DIGITS:
            by_figure.setdefault((claim.quantity.unit, claim.quantity.value), []).append(at)
    return {
        (first, again)
        for places in by_figure.values()
        if len(places) <= _MANY
        for number, first in enumerate(places)
        for again in places[number + 1 :]
        if again - first >= _FEW and _may_be_one(view, levels[first], levels[again])
    }


def _next(pair: _Pair, pairs: set[_Pair]) -> _Pair | None:
    steps = ((one, two) for one in range(1, _STEP + 1) for two in range(1, _STEP + 1))
    ahead = ((pair[0] + one, pair[1] + two) for one, two in steps)
    return next((other for other in ahead if other in pairs), None)


def _may_be_one(view: View, one: Claim, other: Claim) -> bool:
    """Tell whether two figures may be one told again: no plan beside its result."""
    return (
        label(one) == label(other) is not None
        and one.quantity.unit == other.quantity.unit
        and _alike(one, other)
        and not view.together(one, other)
        and view.related(one, "plan_of") is not other
        and view.related(other, "plan_of") is not one
    )


def _alike(one: Claim, other: Claim) -> bool:
    """Tell whether the one name begins the other (教育 and 教育转移支付), or both are of one indicator."""
    if one.indicator.code is not None and one.indicator.code == other.indicator.code:
        return True
    short, long = sorted((bare_name(one), bare_name(other)), key=len)
    return len(short) >= _LEAST_NAME and long.startswith(short)
