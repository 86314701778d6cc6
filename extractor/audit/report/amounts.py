"""Bounds as a person writes them: 万 and 亿 as in the text, and no more decimals than tell the ends apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from schemas.findings import Bounds

_SCALES: Final = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))
_RATIOS: Final = ("%", "pp", "rank", "‰")
_WORDS: Final = {"CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元"}
_MOST_DIGITS: Final = 12
_EXACT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Scale:
    """How the amounts of one finding are written: what they are divided by, the unit, the last place shown."""

    divisor: Decimal
    unit: str
    step: Decimal | None

    def number(self, value: Decimal) -> str:
        """Write one amount without its unit.

        >>> Scale(Decimal(10000), "万元", Decimal("0.1")).number(Decimal("205000.7"))
        '20.5'
        """
        scaled = _EXACT.divide(value, self.divisor)
        if self.step is not None and scaled.adjusted() < 40:
            scaled = _EXACT.quantize(scaled, self.step)
        else:
            scaled = Context(prec=_MOST_DIGITS, rounding=ROUND_HALF_EVEN).plus(scaled)
        written = format(scaled, ",f")
        return written.rstrip("0").rstrip(".") if "." in written else written

    def amount(self, value: Decimal) -> str:
        """Write one amount with its unit."""
        return f"{self.number(value)}{self.unit}"

    def bounds(self, bounds: Bounds, left_out: str = "") -> str:
        """Write an interval; `left_out` marks an end that is no part of it.

        >>> from schemas.findings import Bounds
        >>> Scale(Decimal(1), "%", None).bounds(Bounds(low="154.5", high="155.5", unit="%"))
        '154.5…155.5%'
        >>> Scale(Decimal(1), "%", None).bounds(Bounds(low="5", low_open=True))
        '> 5%'
        """
        low, high = bounds.low, bounds.high
        if low is None and high is None:
            return "…"
        if low is None or high is None:
            end = high if high is not None else low
            assert end is not None
            sign = ("<" if bounds.high_open else "≤") if low is None else (">" if bounds.low_open else "≥")
            return f"{sign} {self.amount(end)}"
        if low == high:
            return self.amount(low)
        first, last = (left_out if is_open else "" for is_open in (bounds.low_open, bounds.high_open))
        return f"{self.number(low)}{first}…{self.amount(high)}{last}"


def scale_of(bounds: Iterable[Bounds], points: str = "个百分点", like: str = "") -> Scale:
    """Choose how to write all amounts of a finding.

    Args:
        bounds: the intervals that will be written, in one unit.
        points: the word for percentage points.
        like: the sum beside which they stand; where it counts in 万 and not in 亿, they do too.

    >>> from schemas.findings import Bounds
    >>> stated = Bounds(low="2085000000", high="2100000000", unit="CNY")
    >>> scale_of([stated]).bounds(stated)
    '20.85…21亿元'
    >>> scale_of([stated], like="208800万元 + 700万元").bounds(stated)
    '208,500…210,000万元'
    """
    known = list(bounds)
    unit = next((one.unit for one in known if one.unit), "")
    ends = [end for one in known for end in (one.low, one.high) if end is not None]
    most = max((abs(end) for end in ends), default=Decimal(0))
    divisor, prefix = Decimal(1), ""
    if unit not in _RATIOS:
        scales = _SCALES[1:] if "万" in like and "亿" not in like else _SCALES
        divisor, prefix = next((scale for scale in scales if most >= scale[0]), (Decimal(1), ""))
    said = {"pp": points, "rank": ""}.get(unit, _WORDS.get(unit, unit))
    distances = {_EXACT.subtract(b, a) for a in ends for b in ends if b > a}
    if not distances:
        return Scale(divisor, spaced(prefix + said), None)
    # Two digits of the smallest distance between two ends are enough to tell them apart.
    closest = _EXACT.divide(min(distances), divisor).adjusted() - 1
    last = max(closest, _EXACT.divide(most, divisor).adjusted() - _MOST_DIGITS)
    return Scale(divisor, spaced(prefix + said), Decimal((0, (1,), min(last, 0))))


def spaced(unit: str) -> str:
    """Set a Latin unit off from its number.

    >>> spaced("pp"), spaced("亿元")
    (' pp', '亿元')
    """
    return f" {unit}" if unit[:1].isascii() and unit[:1].isalpha() else unit
