"""Parts runs of rows into tables: what stands above, the header, the columns side by side, the rows of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.tabular.caption import Caption, read_caption
from corpus.tabular.columns import NAMES, Column, joined_headings, read_column
from corpus.tabular.grid import Row
from corpus.tabular.words import Words

_LONGEST_HEADER = 4


@dataclass(frozen=True, slots=True)
class Half:
    """One table of those that stand side by side in a grid: its columns, `names` those that name the row."""

    names: tuple[Column, ...]
    columns: tuple[Column, ...]

    @property
    def is_read(self) -> bool:
        """Tell whether there is a figure whose meaning is known, and something that it is of."""
        return bool(self.names) and any(column.is_figure for column in self.columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the rows of its header, those below it, and its halves.

    `origins` gives for each column of the grid where the cell of the header that it lies under begins.
    """

    caption: Caption
    above: tuple[Row, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    halves: tuple[Half, ...]
    origins: tuple[int, ...]

    @property
    def is_read(self) -> bool:
        """Tell whether any part of the table is understood."""
        return any(half.is_read for half in self.halves)


def tables_in(run: Sequence[Row], above: Callable[[], Iterator[str]], words: Words) -> Iterator[Table]:
    """Part a run of rows into tables; a new header opens a new one.

    `above` gives the lines above the run, the nearest first.
    """
    at = 0
    while at < len(run):
        start = at
        while at < len(run) and run[at].filled < 2:
            at += 1
        head = at
        while at < len(run) and at - head < _LONGEST_HEADER and _is_words(run[at], words):
            at += 1
        body = at
        while at < len(run) and not _opens(run, at, body, words):
            at += 1
        end = at
        if at < len(run):
            # Lines of one cell right before the next header are its caption.
            while end > body and run[end - 1].filled < 2:
                end -= 1
            at = end
        lines = [cell.text for row in reversed(run[start:head]) for cell in row.cells if cell.text]
        outside = above() if start == 0 else iter(())
        caption = read_caption([*lines, *outside], words)
        yield _table(caption, run[start:head], run[head:body], run[body:end], words)
        if at == start:
            return


def _is_words(row: Row, words: Words) -> bool:
    """Tell whether a row may belong to a header: it holds neither figures nor what stands for one."""
    return row.filled >= 2 and not any(
        cell.text and (cell.text in words.empty or cell.text in words.level or words.is_figure(cell.text))
        for cell in row.cells
    )


def _opens(run: Sequence[Row], at: int, body: int, words: Words) -> bool:
    """Tell whether a row below a header is the header of another table."""
    if at == body or not _is_words(run[at], words):
        return False
    cells = [cell.text for cell in run[at].cells if cell.text]
    figures = [read_column(0, text, True, words).kind for text in cells[1:]]
    return read_column(0, cells[0], False, words).kind in NAMES and sum(
        kind is not None for kind in figures
    ) * 2 > len(figures)


def _table(
    caption: Caption, above: Sequence[Row], header: Sequence[Row], rows: Sequence[Row], words: Words
) -> Table:
    width = max((len(row.cells) for row in (*header, *rows)), default=0)
    if not header or not rows:
        return Table(caption, tuple(above), tuple(header), tuple(rows), (), ())
    headings = joined_headings(header, width)
    columns = [
        read_column(at, heading, _holds_figures(rows, at, words), words)
        for at, heading in enumerate(headings)
    ]
    if columns and columns[0].kind is None and not _holds_figures(rows, 0, words, least=1):
        # What opens the rows names them, whatever it is called.
        first = columns[0]
        columns[0] = Column(0, first.heading, "label", None, "", first.unit)
    origins: list[int] = []
    for at in range(width):
        own = any(at < len(row.cells) and row.cells[at].text for row in header)
        origins.append(at if own or not origins else origins[-1])
    return Table(caption, tuple(above), tuple(header), tuple(rows), tuple(_halves(columns)), tuple(origins))


def _holds_figures(rows: Sequence[Row], at: int, words: Words, least: int = 0) -> bool:
    """Tell whether a column holds figures: more of them than words; an empty one may."""
    figures = others = 0
    for row in rows:
        text = row.cells[at].text if at < len(row.cells) else ""
        if words.is_figure(text):
            figures += 1
        elif text not in words.empty and text not in words.level:
            others += 1
    return figures >= least and (figures > others or (figures == others and (at > 0 or figures > 0)))


def _halves(columns: Sequence[Column]) -> Iterator[Half]:
    """Part the columns where a column that names rows stands again behind figures."""
    names: list[Column] = []
    rest: list[Column] = []
    figures = False
    for column in columns:
        if column.kind in NAMES:
            if figures:
                # A number before the second name belongs to it.
                moved = [rest.pop()] if rest and rest[-1].kind == "number" else []
                yield Half(tuple(names), tuple(rest))
                names, rest, figures = [], moved, False
            names.append(column)
        else:
            rest.append(column)
            figures = figures or column.kind is None or column.is_figure
    yield Half(tuple(names), tuple(rest))
