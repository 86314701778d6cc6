"""Figures in the words of a report: 20.9亿元, -5.0%, 13.41…13.56亿元."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from extractor.audit.interval import Interval
from schemas import Bounds, Quantity

_SCALES = (("万亿", 12), ("万億", 12), ("萬億", 12), ("亿", 8), ("億", 8), ("万", 4), ("萬", 4))
_NAMES = {
    "CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元", "pp": "个百分点", "rank": "位",
}  # fmt: skip
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}
_MOST_PLACES = 12


def written(quantity: Quantity) -> str:
    """Return a figure as a report writes it, with its own multiplier.

    >>> written(Quantity(text="3,594, 026萬元", value="35940260000", unit="CNY", resolution="10000"))
    '3594026万元'
    >>> written(Quantity(text="22亿元以上", value="2200000000", unit="CNY", bound="ge", resolution="100000000"))
    '≥22亿元'
    """
    if quantity.masked:
        return quantity.text
    scale = multiplier(quantity)
    sign = _SIGNS.get(quantity.bound, "")
    if quantity.value is None:
        low, high = quantity.low or Decimal(0), quantity.high or Decimal(0)
        return f"{_number(low, quantity, scale)}…{_number(high, quantity, scale)}{unit_name(quantity.unit, scale)}"
    return f"{sign}{_number(quantity.value, quantity, scale)}{unit_name(quantity.unit, scale)}"


def added_up(words: Iterable[str]) -> str:
    """Return a sum of figures in words, with those below nought taken away.

    >>> added_up(["9亿元", "-2亿元", "1亿元"])
    '9亿元 - 2亿元 + 1亿元'
    """
    return " + ".join(words).replace("+ -", "- ")


def multiplier(quantity: Quantity) -> int:
    """Return the power of ten by which a figure's number is multiplied, as written: 8 for 亿.

    >>> multiplier(Quantity(text="20.9億元", value="2090000000", unit="CNY"))
    8
    """
    said = next((power for word, power in _SCALES if word in quantity.text), None)
    return _of_heading(quantity) if said is None else said


def _of_heading(quantity: Quantity) -> int:
    """The multiplier of a figure in a table, which its heading says (单位：万元)."""
    digits = re.search(r"\d+(?:\.\d+)?", quantity.text.replace(",", ""))
    if quantity.value is None or not digits or not Fraction(digits.group()):
        return 0
    factor = abs(Fraction(quantity.value)) / Fraction(digits.group())
    return next((power for _, power in _SCALES if factor == 10**power), 0)


def unit_name(unit: str | None, scale: int = 0) -> str:
    """Return what stands behind the number.

    >>> unit_name("USD", 4), unit_name("%"), unit_name("pp")
    ('万美元', '%', '个百分点')
    """
    word = next((word for word, power in _SCALES if power == scale), "")
    return word + _NAMES.get(unit or "", unit or "")


def spread(interval: Interval, unit: str | None, scale: int = 0, step: Decimal | None = None) -> str:
    """Return a computed interval with so many digits that its ends are told apart, rounded outward.

    `step` is the resolution of the figure that it is held against; one digit more than that is shown.

    >>> spread(Interval.of("154.4", "155.22"), "%", 0, Decimal(1)), spread(Interval.of(None, 5), "个")
    ('154.4…155.3%', '≤5.00个')
    """
    name = unit_name(unit, scale)
    places = _places(step, scale)
    if interval.low is None and interval.high is None:
        return f"?{name}"
    if interval.low is None or interval.high is None:
        low_only = interval.high is None
        end = interval.low if interval.high is None else interval.high
        shown = _rounded(end / 10**scale, places, up=not low_only) if end is not None else ""
        return f"{'≥' if low_only else '≤'}{shown}{name}"
    low, high = interval.low / 10**scale, interval.high / 10**scale
    if low == high and (low * 10**_MOST_PLACES).denominator == 1:
        places = next(n for n in range(_MOST_PLACES + 1) if (low * 10**n).denominator == 1)
        return f"{_rounded(low, places)}{name}"
    return f"{_rounded(low, places)}…{_rounded(high, places, up=True)}{name}"


def bounds(interval: Interval, unit: str | None) -> Bounds:
    """Return an interval as findings hold it: ends that no decimal can write are rounded outward.

    >>> bounds(Interval.of("1/3", 1), "%").low
    Decimal('0.333333')
    """
    return Bounds(
        low=None if interval.low is None else _decimal(interval.low, up=False),
        high=None if interval.high is None else _decimal(interval.high, up=True),
        low_open=interval.low_open,
        high_open=interval.high_open,
        unit=unit,
    )


def shortest(value: Fraction) -> str:
    """Return a number with no more digits than it needs, at most twelve behind the point.

    >>> shortest(Fraction(27, 2))
    '13.5'
    """
    places = next((n for n in range(_MOST_PLACES) if (value * 10**n).denominator == 1), _MOST_PLACES)
    return _rounded(value, places)


def _decimal(value: Fraction, *, up: bool) -> Decimal:
    places = next((n for n in range(_MOST_PLACES) if (value * 10**n).denominator == 1), 6)
    return Decimal(_rounded(value, places, up=up))


def _number(value: Decimal, quantity: Quantity, scale: int) -> str:
    places = _places(quantity.resolution, scale, more=0)
    exact = Fraction(value) / 10**scale
    while places < _MOST_PLACES and (exact * 10**places).denominator != 1:
        places += 1
    return _rounded(exact, places)


def _places(step: Decimal | None, scale: int, more: int = 1) -> int:
    """How many places behind the point a figure of that resolution is written with."""
    if not step:
        return 2 if step is None else more
    unit = Fraction(step) / 10**scale
    places = 0
    while places < _MOST_PLACES and unit < 1:
        unit *= 10
        places += 1
    return places + more


def _rounded(value: Fraction, places: int, *, up: bool = False) -> str:
    scaled = value * 10**places
    whole = ceil(scaled) if up else floor(scaled)
    return format(Decimal(whole).scaleb(-places), "f")


def grown_by(rate: str) -> str:
    """Return what a base is multiplied by where it grew by a rate, in words.

    >>> grown_by("9%"), grown_by("-9%")
    ('1 + 9%', '1 - 9%')
    """
    return f"1 - {rate.removeprefix('-')}" if rate.startswith("-") else f"1 + {rate}"
