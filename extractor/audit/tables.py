"""The rows of a document's tables with the claims that their cells gave, and which rows make up which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from corpus.tabular import Row
from extractor.audit.numbered import numbering
from extractor.audit.view import View
from schemas import Claim

_FEW = 2


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its label, the claim of each column that gave one, and the columns that hold figures without a claim."""

    label: str
    claims: Mapping[int, Claim]
    unread: frozenset[int]

    @property
    def way(self) -> int | None:
        """How its label is numbered, the outermost way 0; None where it is not."""
        mark = numbering(self.label)
        return None if mark is None else mark[0]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A row and those that should make it up."""

    whole: TableRow
    parts: tuple[TableRow, ...]


def tables(view: View) -> Iterator[tuple[TableRow, ...]]:
    """Give the rows with a label of each table of a document, where any cell gave a claim.

    >>> from extractor import extract
    >>> from patterns import load
    >>> text = "2019年全市收入表\\n单位：万元\\n项目\\t执行数\\n税收收入\\t300\\n非税收入\\t200\\n合计\\t500"
    >>> [[row.label for row in rows] for rows in tables(View(extract(text), load()))]
    [['税收收入', '非税收入', '合计']]
    """
    for run in view.table_cells:
        labelled = [found for row, claims in run if (found := _row(row, claims)) is not None]
        rows = [*dropwhile(lambda row: not row.claims, labelled)]
        if rows:
            yield tuple(rows)


def groups(view: View, rows: Sequence[TableRow]) -> Iterator[RowGroup]:
    """Give the totals of a table with the rows below or above them, and the numbered rows with those below them."""
    totals = [at for at, row in enumerate(rows) if _is_total(view, row)]
    borders = [-1, *totals, len(rows)]
    for number, at in enumerate(totals, 1):
        below = rows[at + 1 : borders[number + 1]]
        above = rows[borders[number - 1] + 1 : at]
        for lot in (below, above):
            for parts in _outer(view, lot):
                yield RowGroup(rows[at], parts)
    for at, row in enumerate(rows):
        way = row.way
        if way is not None:
            inner = _until(rows[at + 1 :], way)
            yield from (RowGroup(row, parts) for parts in _outer(view, inner))


def _row(row: Row, claims: Mapping[int, Claim]) -> TableRow | None:
    label = next((at for at, cell in enumerate(row.cells) if cell.text and at not in claims), None)
    if label is None:
        return None
    unread = (
        at
        for at, cell in enumerate(row.cells)
        if at > label and at not in claims and any(map(str.isdigit, cell.text))
    )
    return TableRow(row.cells[label].text, claims, frozenset(unread))


def _is_total(view: View, row: TableRow) -> bool:
    return any(word in row.label for word in view.cues.parts.table_totals)


def _until(rows: Sequence[TableRow], way: int) -> Sequence[TableRow]:
    """The rows up to the next that is numbered so or further out."""
    for at, row in enumerate(rows):
        if row.way is not None and row.way <= way:
            return rows[:at]
    return rows


def _outer(view: View, rows: Sequence[TableRow]) -> Iterator[tuple[TableRow, ...]]:
    """The rows that no other of them holds: those numbered in the outermost way, else all but those within others."""
    own = [
        row for row in rows if not row.label.startswith(view.cues.parts.of_which) and not _is_total(view, row)
    ]
    ways = [row.way for row in own if row.way is not None]
    if ways:
        numbered = tuple(row for row in own if row.way == min(ways))
        if len(numbered) >= _FEW:
            yield numbered
        # 合计, then 一、税收收入, then rows without numbers that are none of its parts.
    if len(own) >= _FEW and (not ways or len(ways) < len(own)):
        yield tuple(own)
