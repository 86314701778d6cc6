"""What a claim says in numbers: the mention's figure with its sign, unit and turn (超计划28% is 128)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.claims.reading import Reading
from extractor.mentions import QuantityMention
from schemas.records import Basis

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """The number of a claim: `value`, or `low` and `high`, in `unit`; `resolution` in the same unit."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    resolution: Decimal | None

    def mapped(self, turn: Decimal, factor: int) -> Figure:
        """Return `turn` plus `factor` times the figure."""
        value, low, high = (
            None if v is None else turn + factor * v for v in (self.value, self.low, self.high)
        )
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Figure(value, low, high, self.unit, self.resolution)


def figure_of(mention: QuantityMention, basis: Basis, reading: Reading) -> Figure:
    """Return what the mention's number says under a basis.

    >>> from extractor.claims.reading import Reading
    >>> five = QuantityMention(0, 2, 0, 2, "percent", Decimal(5), unit="%", resolution=Decimal(1))
    >>> figure_of(five, "growth", Reading(0, "growth", sign=-1)).value
    Decimal('-5')
    >>> figure_of(five, "completion", Reading(0, "completion", gap=1)).value
    Decimal('105')
    >>> figure_of(five, "growth", Reading(0, "growth", index=True)).value
    Decimal('-95')
    """
    figure = Figure(mention.value, mention.low, mention.high, mention.unit, mention.resolution)
    if mention.type == "multiple":
        # As a growth 1.82倍 is 182 %; as a level it keeps its own unit.
        return _multiple(figure, "%" if basis == "growth" else "倍")
    if basis == "completion":
        return figure.mapped(_HUNDRED, reading.gap) if reading.gap else figure
    if reading.index:
        return figure.mapped(-_HUNDRED, 1)
    falls = reading.sign < 0
    stated = figure.value if figure.value is not None else figure.low
    if falls and basis in ("growth", "change", "difference") and stated is not None and stated > 0:
        return figure.mapped(Decimal(0), -1)
    return figure


def _multiple(figure: Figure, unit: str) -> Figure:
    if figure.unit == unit:
        return figure
    factor = _HUNDRED if unit == "%" else 1 / _HUNDRED
    numbers = (figure.value, figure.low, figure.high)
    value, low, high = (None if number is None else number * factor for number in numbers)
    return Figure(value, low, high, unit, None if figure.resolution is None else figure.resolution * factor)
