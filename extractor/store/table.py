"""Records as tables for people, through Rich."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas import Measure, Project
from schemas.numbers import plain

if TYPE_CHECKING:
    from extractor.store.formats import Settings
    from schemas import Quantity, Record, Speech

_WIDTH = 120


def records_table(records: list[Record], title: str | None = None) -> Table:
    """Lay records out as a table: kind, what, figure, period, and the words they came from.

    >>> records_table([], "全县").row_count
    0
    """
    table = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for column in ("kind", "basis", "indicator, name or action", "figure", "period", "quote"):
        table.add_column(column, overflow="fold")
    for record in records:
        table.add_row(*map(Text, (record.kind, *cells(record), record.evidence.quote)))
    return table


def figure(quantity: Quantity) -> str:
    """Write a figure with its bound and unit, for reading.

    >>> from decimal import Decimal
    >>> from schemas import Quantity
    >>> figure(Quantity(text="超过20亿元", value=Decimal("2E9"), unit="CNY", bound="gt"))
    '> 2,000,000,000 CNY'
    """
    sign = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}.get(quantity.bound, "")
    unit = f" {quantity.unit}" if quantity.unit else ""
    if quantity.masked:
        return f"masked{unit}"
    if quantity.value is not None:
        return f"{sign}{_grouped(plain(quantity.value))}{unit}"
    low, high = (plain(end) if end is not None else "" for end in (quantity.low, quantity.high))
    return f"{_grouped(low)} … {_grouped(high)}{unit}"


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() and int(whole) else number


def cells(record: Record) -> tuple[str, str, str, str]:
    """Give what a row shows of a record: basis, stage or status; its name; its figure; its period."""
    if isinstance(record, Project):
        amount = ""
        if record.investment is not None:
            amount = f"{_grouped(plain(record.investment))} {record.investment_unit or ''}".strip()
        return record.stage or "", record.name, amount, record.period.label if record.period else ""
    if isinstance(record, Measure):
        deadline = record.deadline.label if record.deadline else ""
        return record.status or "", f"{record.action or ''} {record.object or ''}".strip(), "", deadline
    period = record.period.label if record.period else ""
    return record.basis, record.indicator.text, figure(record.quantity), period


class TableWriter:
    """Writes one table a document, in UTF-8, 120 columns wide."""

    def __init__(self, stream: IO[bytes], settings: Settings | None = None) -> None:
        self._stream = stream

    def write(self, speech: Speech) -> int:
        """Write the records of one document; return how many."""
        name = " · ".join(part for part in (speech.title, speech.source.path) if part) or speech.doc_id
        text = io.StringIO()
        Console(file=text, width=_WIDTH, highlight=False).print(records_table(list(speech.records), name))
        self._stream.write(text.getvalue().encode())
        return len(speech.records)

    def close(self) -> None:
        """Nothing is held back."""

    def discard(self) -> None:
        """Nothing is held back."""
