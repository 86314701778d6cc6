"""Exact intervals of rational numbers, each end closed, open, or without limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple


class _End(NamedTuple):
    """An end in order: `size` is -1 or 1 for no limit below or above, else 0; `closed` only where it is 0."""

    size: int
    value: Fraction
    closed: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`; None is no limit, and an open end is left out itself.

    >>> Interval.of("20.85", "20.95") / Interval.of("1.545", "1.555")
    Interval([4170/311, 4190/309])

    Raises:
        ValueError: there would be no number in it.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Refuse ends between which no number lies."""
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            raise ValueError(f"no number lies in {self!r}")

    @classmethod
    def of(
        cls,
        low: str | int | Fraction | None,
        high: str | int | Fraction | None,
        *,
        low_open: bool = False,
        high_open: bool = False,
    ) -> Interval:
        """Return the interval between two numbers that `Fraction` can read.

        >>> Interval.of(1, None)
        Interval([1, ∞))
        """
        return cls(
            None if low is None else Fraction(low),
            None if high is None else Fraction(high),
            low_open,
            high_open,
        )

    @classmethod
    def point(cls, value: str | int | Fraction) -> Interval:
        """Return the interval of one number.

        >>> Interval.point(2) + Interval.of(0, 1)
        Interval([2, 3])
        """
        return cls.of(value, value)

    @classmethod
    def total(cls, terms: Iterable[Interval]) -> Interval:
        """Return the sum of several intervals.

        >>> Interval.total([Interval.of(0, 1), Interval.of(2, 4, high_open=True)])
        Interval([2, 5))
        """
        whole = cls.point(0)
        for term in terms:
            whole = whole + term
        return whole

    def __repr__(self) -> str:
        """Show the interval as mathematics writes it."""
        low = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{self.low}"
        high = "∞)" if self.high is None else f"{self.high}{')' if self.high_open else ']'}"
        return f"Interval({low}, {high})"

    @property
    def finite(self) -> bool:
        """Tell whether both ends have a limit."""
        return self.low is not None and self.high is not None

    @property
    def middle(self) -> Fraction | None:
        """The number half way, or the one end that has a limit, or None."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.high if self.low is None else self.low

    def __contains__(self, value: Fraction | int) -> bool:
        """Tell whether a number lies in it."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Tell whether some number lies in both.

        >>> Interval.of(0, 1).meets(Interval.of(1, 2)), Interval.of(0, 1).meets(Interval.of(1, 2, low_open=True))
        (True, False)
        """
        return not (self._wholly_below(other) or other._wholly_below(self))

    def may_be_at_most(self, other: Interval) -> bool:
        """Tell whether some number here is no greater than one of another.

        >>> Interval.of(5, 7).may_be_at_most(Interval.of(1, 5)), Interval.of(6, 7).may_be_at_most(Interval.of(1, 5))
        (True, False)
        """
        return self.low is None or Interval(self.low, None).meets(other)

    def _wholly_below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def holds(self, other: Interval) -> bool:
        """Tell whether all of another lies in this.

        >>> Interval.of(0, None).holds(Interval.of(0, 1)), Interval.of(0, 1).holds(Interval.of(0, None))
        (True, False)
        """
        return self.hull(other) == self

    def hull(self, other: Interval) -> Interval:
        """Return the least interval that holds both.

        >>> Interval.of(0, 1).hull(Interval.of(3, 4, high_open=True))
        Interval([0, 4))
        """
        low = min(self._low(), other._low(), key=lambda end: (end.size, end.value, not end.closed))
        high = max(self._high(), other._high(), key=lambda end: (end.size, end.value, end.closed))
        return _between(low, high)

    def gap(self, other: Interval) -> Fraction:
        """Return how far the two lie from each other; 0 where they meet or touch.

        >>> Interval.of(0, 1).gap(Interval.of(3, 4))
        Fraction(2, 1)
        """
        gaps = [Fraction(0)]
        if self.high is not None and other.low is not None:
            gaps.append(other.low - self.high)
        if other.high is not None and self.low is not None:
            gaps.append(self.low - other.high)
        return max(gaps)

    def __neg__(self) -> Interval:
        """Return the interval of all its numbers, negated."""
        high = None if self.low is None else -self.low
        return Interval(None if self.high is None else -self.high, high, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        """Return the interval of all sums."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __sub__(self, other: Interval) -> Interval:
        """Return the interval of all differences."""
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return the interval of all products."""
        ends = [_times(one, two) for one in self._ends() for two in other._ends()]
        low = min(ends, key=lambda end: (end.size, end.value, not end.closed))
        high = max(ends, key=lambda end: (end.size, end.value, end.closed))
        return _between(low, high)

    def __truediv__(self, other: Interval) -> Interval:
        """Divide; the quotient has no limits where the divisor may be nought.

        >>> Interval.of(1, 2) / Interval.of(-1, 1)
        Interval((-∞, ∞))
        """
        return self * other._inverse()

    def times(self, factor: int | Fraction) -> Interval:
        """Return the interval of all its numbers times a factor.

        >>> Interval.of(1, 2).times(-100)
        Interval([-200, -100])
        """
        return self * Interval.point(Fraction(factor))

    def _inverse(self) -> Interval:
        low, high = self._low(), self._high()
        if low.size or low.value < 0:
            if high.size == 0 and high.value < 0:
                return -((-self)._inverse())
            return Interval()
        # All of it is at or above nought; nought itself is only allowed as an open end.
        if low.value == 0 and low.closed:
            return Interval()
        top = None if low.value == 0 else 1 / low.value
        bottom = Fraction(0) if high.size else 1 / high.value
        return Interval(bottom, top, not high.closed, not low.closed)

    def _low(self) -> _End:
        return _End(-1, Fraction(0), False) if self.low is None else _End(0, self.low, not self.low_open)

    def _high(self) -> _End:
        return _End(1, Fraction(0), False) if self.high is None else _End(0, self.high, not self.high_open)

    def _ends(self) -> tuple[_End, _End]:
        return self._low(), self._high()


def corners(function: Callable[..., Fraction], *terms: Interval) -> Interval:
    """Return the values of a function that rises or falls in each of its terms alone, over all of the terms.

    Without limits where a term has none. An end counts as reached unless only open ends lead to it.

    >>> corners(lambda a, b: a / (a + b), Interval.of(1, 2), Interval.of(2, 3))
    Interval([1/4, 1/2])
    """
    if not all(term.finite for term in terms):
        return Interval()
    found = [
        _End(0, function(*(end.value for end in ends)), all(end.closed for end in ends))
        for ends in product(*(term._ends() for term in terms))
    ]
    low = min(found, key=lambda end: (end.value, not end.closed))
    high = max(found, key=lambda end: (end.value, end.closed))
    return _between(low, high)


def _between(low: _End, high: _End) -> Interval:
    if low.size == high.size == 0 and low.value == high.value:
        return Interval(low.value, high.value)
    return Interval(
        None if low.size else low.value,
        None if high.size else high.value,
        not low.size and not low.closed,
        not high.size and not high.closed,
    )


def _times(one: _End, two: _End) -> _End:
    for zero, other in ((one, two), (two, one)):
        if zero.size == 0 and zero.value == 0:
            # Nought times anything is nought, and is reached wherever nought itself is.
            return _End(
                0, Fraction(0), zero.closed or (other.size == 0 and other.value == 0 and other.closed)
            )
    if one.size == two.size == 0:
        return _End(0, one.value * two.value, one.closed and two.closed)
    return _End(_sign(one) * _sign(two), Fraction(0), False)


def _sign(end: _End) -> int:
    return end.size or (1 if end.value > 0 else -1)
