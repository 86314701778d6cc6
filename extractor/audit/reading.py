"""What true values a stated figure may stand for: rounded, cut off, or read more coarsely."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extractor.audit.interval import Interval
from patterns.audit import AuditCues, BoundCues
from schemas import Quantity

_NOUGHTS = 2
PER_CENT = ("%", "pp")


@dataclass(frozen=True, slots=True)
class Reading:
    """The true values behind a stated figure, by how it was written down.

    `rounded` where it was rounded; `either` where it was rounded or cut off; `coarse` where also its closing
    noughts may say nothing. Each holds the one before it. `exact` marks a count, which stands for itself.
    """

    rounded: Interval
    either: Interval
    coarse: Interval
    exact: bool = False

    @classmethod
    def of(cls, interval: Interval) -> Reading:
        """Return a reading that is the same however the figure was written down.

        >>> Reading.of(Interval.of(1, 2)).coarse
        Interval([1, 2])
        """
        return cls(interval, interval, interval)


def read(
    quantity: Quantity,
    cues: AuditCues,
    measured: frozenset[str] = frozenset(),
    coarsest: Fraction | None = None,
) -> Reading | None:
    """Return what a stated figure may stand for, or None where it is masked.

    `measured` are the units of things that are measured and not counted. A figure of a count (46项) that is stated
    to the last one stands for itself; a word (翻一番) for its value and a little to both sides; 以上, 超过, 近, 余
    and 左右 widen it to the side that they say. `coarsest` bounds how coarse closing noughts may make it.

    >>> from patterns import load
    >>> from schemas import Quantity
    >>> figure = Quantity(text="20.9亿元", value="2090000000", unit="CNY", resolution="10000000")
    >>> read(figure, load().audit).either
    Interval([2085000000, 2100000000))
    """
    if quantity.masked:
        return None
    step = Fraction(quantity.resolution or 0)
    if quantity.value is None:
        return _range(quantity, step)
    value = Fraction(quantity.value)
    if quantity.resolution is None:
        return Reading.of(_around(value, max(abs(value) * cues.bounds.words_share, Fraction(1, 2))))
    if quantity.bound == "eq":
        return _plain(quantity, value, step, measured, coarsest)
    return _bounded(quantity, value, step, cues.bounds)


def last_digit(quantity: Quantity) -> Fraction | None:
    """Return the step of the last digit of a figure that is no nought; None where no digits are stated.

    >>> last_digit(Quantity(text="5500万美元", value="55000000", unit="USD", resolution="10000"))
    Fraction(1000000, 1)
    """
    if not quantity.value or not quantity.resolution:
        return None
    step = Fraction(quantity.resolution)
    digits = Fraction(quantity.value) / step
    while digits.denominator == 1 and digits.numerator % 10 == 0:
        digits /= 10
        step *= 10
    return step


def _plain(
    quantity: Quantity, value: Fraction, step: Fraction, measured: frozenset[str], coarsest: Fraction | None
) -> Reading:
    coarse = _coarser(quantity, step, value)
    if coarse is not None and coarsest is not None:
        coarse = max(min(coarse, coarsest), step)
    exact = step == 1 and quantity.unit not in measured and not _is_amount(quantity.unit)
    rounded = Interval.point(value) if exact else _around(value, step / 2)
    either = rounded if exact else rounded.hull(_cut(value, step))
    if coarse is None:
        return Reading(rounded, either, either, exact)
    return Reading(rounded, either, either.hull(_around(value, coarse / 2)).hull(_cut(value, coarse)), exact)


def _range(quantity: Quantity, step: Fraction) -> Reading:
    low, high = Fraction(quantity.low or 0), Fraction(quantity.high or 0)
    low, high = min(low, high), max(low, high)
    return Reading.of(Interval(low - step / 2, high + step / 2))


def _bounded(quantity: Quantity, value: Fraction, step: Fraction, words: BoundCues) -> Reading:
    """Bounds hold away from nought, so a negative figure is read as its mirror image."""
    if value < 0:
        mirrored = _bounded(quantity, -value, step, words)
        return Reading(-mirrored.rounded, -mirrored.either, -mirrored.coarse)
    half, said = step / 2, quantity.bound_text or ""
    if quantity.bound in ("ge", "gt"):
        return Reading.of(Interval(value - half, None))
    if quantity.bound in ("le", "lt"):
        return Reading.of(Interval(None, value + half))
    if any(word in said for word in words.below):
        lead = min(_lead(value, step), value / 2) if value else step
        return Reading.of(Interval(value - lead, value + half))
    if any(word == said for word in words.above):
        return Reading.of(Interval(value - half, value + max(_lead(value, step), step)))
    return Reading.of(_around(value, _about(value, step, words)))


def _around(value: Fraction, half: Fraction) -> Interval:
    return Interval(value - half, value + half)


def _cut(value: Fraction, step: Fraction) -> Interval:
    if not value and step:
        # A small figure of either sign is cut off to nought.
        return Interval(-step, step, low_open=True, high_open=True)
    if value < 0:
        return Interval(value - step, value, low_open=step > 0)
    return Interval(value, value + step, high_open=step > 0)


def _is_amount(unit: str | None) -> bool:
    return unit is None or unit in PER_CENT or (len(unit) == 3 and unit.isascii() and unit.isupper())


def _coarser(quantity: Quantity, step: Fraction, value: Fraction) -> Fraction | None:
    """The step of the last digit that is no closing nought; two digits are always taken as said.

    The decimals that were written were meant, and so was every digit of a percentage; one nought is there by chance.
    """
    if not step or quantity.unit in PER_CENT or "." in quantity.text or "．" in quantity.text:
        return None
    digits = value / step
    if digits.denominator != 1 or not digits:
        return None
    written = str(abs(digits.numerator))
    noughts = min(len(written) - len(written.rstrip("0")), len(written) - 2)
    return step * 10**noughts if noughts >= _NOUGHTS else None


def _lead(value: Fraction, step: Fraction) -> Fraction:
    """One unit of the leading digit."""
    unit = step or Fraction(1)
    while unit * 10 <= value:
        unit *= 10
    return unit


def _about(value: Fraction, step: Fraction, words: BoundCues) -> Fraction:
    """How far 左右 and 约 reach: one unit of the last digit that is no nought, at most a share of the figure."""
    digits = value / step if step else Fraction(0)
    unit = step
    while digits and digits.denominator == 1 and digits.numerator % 10 == 0:
        digits /= 10
        unit *= 10
    return max(min(unit, value * words.about_share), step, value * words.least_about_share)


def as_fraction(value: Decimal | None) -> Fraction | None:
    """Return a stated decimal as a fraction.

    >>> as_fraction(Decimal("0.5"))
    Fraction(1, 2)
    """
    return None if value is None else Fraction(value)
