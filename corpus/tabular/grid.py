"""Finds runs of table rows in a text and cuts them into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

TAB = "\t"
_LINE = re.compile(r"[^\n]+")
_DIGIT = re.compile(r"\d")
_BARS = re.compile(r"[ \u3000]*\|[^\n]*\|[ \u3000]*")
_RULE = re.compile(r"[ \u3000|:+\-—─]*")
# A cell that holds a sentence end is prose that a page put into a grid.
_PROSE = re.compile("[。！？][^”）)]")
_LEAST_CELLS = 2


class Cell(NamedTuple):
    """A cell: where its words stand in the text, and the words, without blanks around them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, with its cells; cells that a merged one covers are empty."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(1 for cell in self.cells if cell.text)


def tabbed_lines(text: str) -> Iterator[list[tuple[int, int]]]:
    """Give runs of two or more lines with the same number of tabs, at least two of which hold two cells or more.

    >>> [[text[a:b] for a, b in run] for text in ["甲\\t1\\n乙\\t2\\n文"] for run in tabbed_lines(text)]
    [['甲\\t1', '乙\\t2']]
    """
    run: list[tuple[int, int]] = []
    count = full = 0
    for line in _LINE.finditer(text):
        start, end = line.span()
        tabs = text.count(TAB, start, end)
        if run and (tabs != count or text.count("\n", run[-1][1], start) != 1):
            if full >= _LEAST_CELLS:
                yield run
            run, full = [], 0
        if tabs:
            run.append((start, end))
            count = tabs
            full += full < _LEAST_CELLS and _two_cells(text, start, end)
        else:
            run, full = [], 0
    if full >= _LEAST_CELLS:
        yield run


def _two_cells(text: str, start: int, end: int) -> bool:
    first = last = -1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    first = text.find(TAB, start, end)
    last = end
    return start < first < last


def table_runs(text: str) -> list[list[Row]]:
    """Return the rows of each run of table lines in a text: lines parted by tabs, or by bars as Markdown has them.

    >>> [[cell.text for cell in row.cells] for row in table_runs("| 项目 | 数 |\\n|---|---|\\n| 甲 | 1 |")[0]]
    [['项目', '数'], ['甲', '1']]
    """
    runs = [
        [_row(text, start, end, TAB) for start, end in run]
        for run in tabbed_lines(text)
        # Without a figure there is nothing to be read.
        if _DIGIT.search(text, run[0][0], run[-1][1])
    ]
    if "|" in text:
        runs.extend(_barred(text))
        runs.sort(key=lambda run: run[0].start)
    return [run for run in runs if not _is_prose(run)]


def _barred(text: str) -> Iterator[list[Row]]:
    run: list[tuple[int, int]] = []
    ruled = False
    last = -1
    for line in [*_LINE.finditer(text), None]:
        start, end = line.span() if line else (-1, -1)
        barred = line is not None and text.find("|", start, end) >= 0 and _BARS.fullmatch(text, start, end)
        adjoining = run and line is not None and text.count("\n", last, start) == 1
        if run and not (barred and adjoining):
            if len(run) >= _LEAST_CELLS and ruled:
                yield [_row(text, *span, "|") for span in run]
            run, ruled = [], False
        if barred:
            if _RULE.fullmatch(text, start, end):
                ruled = True
            else:
                run.append((start, end))
            last = end


def _row(text: str, start: int, end: int, separator: str) -> Row:
    cells = []
    first, stop = start, end
    if separator == "|":
        first, stop = text.index("|", start, end) + 1, text.rindex("|", start, end)
    at = first
    while at <= stop:
        close = text.find(separator, at, stop)
        close = stop if close < 0 else close
        left, right = at, close
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        cells.append(Cell(left, right, text[left:right]))
        at = close + 1
    return Row(start, end, tuple(cells))


def _is_prose(run: list[Row]) -> bool:
    prose = sum(any(_PROSE.search(cell.text) for cell in row.cells) for row in run)
    return prose * 3 > len(run)
