"""Reads tables of comma- or tab-separated values: one document a row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from itertools import zip_longest
from typing import BinaryIO

from corpus.readers.columns import Origin, document, text_column
from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.lines import LineStream, open_lines
from corpus.readers.options import ReadOptions

NAME = "csv"
VERSION = "2"
SUFFIXES = (".csv", ".tsv", ".tab")
SEEKS = False

_DELIMITERS = ",\t;|"
# The first line of some spreadsheets' files.
_SAYS_DELIMITER = re.compile(r'"?sep=(.)"?\s*')
# Of rows whose quotes do not close, each of which may hide the others.
_MOST_LOST = 100


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Give the document of each row under the path `name:row`, counted as spreadsheets do: the head is row 1.

    The delimiter is that of comma, tab, semicolon and bar which cuts the head into most columns. Rows without
    any cell are passed over; a row with more cells than the head, or without a text, is an error in its place.

    >>> import io
    >>> table = '标题,正文\\n报告,"全县\\n完成"\\n决定,\\n'.encode("gbk")
    >>> first, second = documents(io.BytesIO(table), "a.csv", ReadOptions())
    >>> first.path, first.text, first.encoding, str(second)
    ('a.csv:2', '全县\\n完成', 'gb18030', "a.csv:3: '正文' is blank")
    """
    most = options.limits.document_bytes
    # The limit is one of the whole process: it is raised for a long text and never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), most))
    opened = open_lines(stream, name, NAME, options.encoding, newline="")
    origin = Origin(NAME, VERSION, opened.encoding, opened.source, options)
    rows = _rows(_Lines(opened.file, most), name, opened)
    head = next(rows, None)
    if head is None:
        raise ReadError(name, "is blank")
    if isinstance(head, ReadError):
        raise head
    columns = _named(head.cells)
    try:
        text = text_column(dict.fromkeys(columns, ""), options)
    except ValueError as error:
        raise ReadError(name, str(error)) from error
    for row in rows:
        if isinstance(row, ReadError):
            yield row
            continue
        where = f"{name}:{row.number}"
        if any(cell.strip() for cell in row.cells[len(columns) :]):
            cause = (
                f"has {len(row.cells)} cells, the head {len(columns)}: a delimiter in the text must be quoted"
            )
            yield ReadError(where, cause)
            continue
        cells = dict(zip_longest(columns, row.cells[: len(columns)]))
        try:
            yield document(cells, text, where, origin)
        except ReadError as error:
            yield error


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: list[str]


class _TooLongError(Exception):
    """A line is larger than a document may be."""


@dataclass(slots=True)
class _Lines:
    """The lines of a table for `csv.reader`; `taken` are those of the row that is being read."""

    file: TextIOWrapper
    most: int
    taken: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    ended: bool = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else self.file.readline(self.most + 1)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) > self.most:
            raise _TooLongError
        self.taken.append(line)
        return line

    def read_again(self, lines: list[str]) -> None:
        self.again.extend(reversed(lines))
        self.ended = False


def _rows(lines: _Lines, name: str, opened: LineStream) -> Iterator[_Row | ReadError]:
    """Give the rows that have any cell, and an error for each whose quotes do not fit.

    Such a row may have swallowed those after its first line: they are read again, and count where they have
    as many cells as the head.
    """
    number = width = lost = 0
    try:
        number, delimiter = _start(lines)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            lines.taken.clear()
            again = bool(lines.again)
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                reader = csv.reader(lines, delimiter=delimiter, strict=True)
                cells = _sloppy(lines, delimiter)
                if cells is None or len(cells) != width:
                    yield ReadError(f"{name}:{number}", f"its quotes do not fit: {error}")
                    lost += 1
                    if lost > _MOST_LOST:
                        return
                    lines.read_again(lines.taken[1:])
                    continue
            if cells is None:
                return
            if any(map(str.strip, cells)) and (not again or len(cells) == width or not width):
                width = width or len(cells)
                yield _Row(number, [opened.mended(cell) for cell in cells])
    except _TooLongError:
        yield ReadError(f"{name}:{number}", f"is larger than {lines.most:,} bytes; nothing after it is read")


def _sloppy(lines: _Lines, delimiter: str) -> list[str] | None:
    """Read a row of one line, quotes within quoted cells left as they are."""
    if lines.ended or len(lines.taken) != 1:
        return None
    try:
        return next(csv.reader(lines.taken, delimiter=delimiter), None)
    except csv.Error:
        return None


def _start(lines: _Lines) -> tuple[int, str]:
    """Return how many lines stand before the head, and the delimiter."""
    for passed, line in enumerate(lines):
        line = line.removeprefix("\ufeff")
        said = _SAYS_DELIMITER.fullmatch(line)
        if said is not None:
            return passed + 1, said[1]
        if not line.isspace():
            lines.read_again([line])
            columns = {char: len(next(csv.reader([line], delimiter=char))) for char in _DELIMITERS}
            return passed, max(_DELIMITERS, key=lambda char: columns[char])
    return 0, ","


def _named(head: list[str]) -> list[str]:
    """Return names for all columns: one without a name is `column 3`, a name that stood before `正文 2`."""
    columns: list[str] = []
    for number, cell in enumerate(head, 1):
        name = cell.strip() or f"column {number}"
        columns.append(name if name not in columns else f"{name} {number}")
    return columns
