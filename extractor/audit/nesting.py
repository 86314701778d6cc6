"""Figures that may lie within each other: how small the sum of those that lie in no other can be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from extractor.audit.interval import Interval

_MOST = 30


def least_sum(figures: Sequence[Interval]) -> Fraction:
    """Return the least that figures come to where each may hold some of those right behind it.

    In a list (寿险9亿元，健康险3亿元，财产险5亿元) the second may be a part of the first. Of more than 30 figures, or of
    those without bounds, nothing is known, and nought is returned.

    >>> nine, three, five = (Interval.point(one) for one in (9, 3, 5))
    >>> least_sum([nine, three, five]), least_sum([three, nine, five]), least_sum([three, five, nine])
    (Fraction(9, 1), Fraction(12, 1), Fraction(17, 1))
    """
    if len(figures) > _MOST or any(one.low is None or one.high is None or one.low < 0 for one in figures):
        return Fraction(0)

    @cache
    def least(start: int, end: int) -> Fraction:
        if start == end:
            return Fraction(0)
        own, room = figures[start].low or Fraction(0), figures[start].high or Fraction(0)
        held = (at for at in range(start + 1, end + 1) if least(start + 1, at) <= room)
        return own + min(least(at, end) for at in held)

    return least(0, len(figures))
