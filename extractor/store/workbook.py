"""XLSX, through XlsxWriter: a sheet for each kind of record, one for the documents, and a legend."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from decimal import Decimal
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_range

from extractor.store.formats import Settings
from extractor.store.sheets import LEGEND_HEADINGS, LEGEND_NAMES, LEGEND_WIDTHS, SHEETS, Sheet, legend, width
from schemas.columns import Column, Headings
from schemas.flat import Row, document_row, joined, record_row, summary_row
from schemas.numbers import plain

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from schemas import Speech

MAX_ROWS: Final = 1_048_576
"""The rows that a sheet can have, the headings among them."""

MAX_CHARACTERS: Final = 32_767
"""The UTF-16 units that a cell can have."""

CUT: Final = " …[cut]"
"""What ends a text that was cut because it is longer."""

# A float keeps any figure of so many digits; Excel shows no more.
_SURE_DIGITS: Final = 15
_SURE_EXPONENT: Final = 300
_FIRST_DAY: Final = dt.date(1900, 1, 1)
# XML 1.0 has no way to write these.
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")
_FORMULA_LIKE: Final = re.compile("[=+\\-@\t\n＝＋－＠]")
# A fixed day, so that the same records give the same file.
_MADE: Final = dt.datetime(1980, 1, 1)

_Cell = tuple[str, Any, str]
"""How a cell is written (`string`, `number`, `boolean`, `datetime`, `blank`), what, and its number format."""


class XlsxWriter:
    """Writes each record as a row on the sheet of its kind, and each document as a row on a sheet of its own.

    Rows go to temporary files as they come; the workbook is put together by `close`. Headings are English
    unless `settings.headings` says otherwise. Text is written as text, so nothing becomes a formula or a link.

    >>> import io
    >>> out = io.BytesIO()
    >>> writer = XlsxWriter(out, Settings(headings="zh"))
    >>> writer.close()
    >>> out.getvalue()[:2]
    b'PK'
    """

    def __init__(self, stream: IO[bytes], settings: Settings) -> None:
        self._stream = stream
        self._warn = settings.warn
        self._folder = TemporaryDirectory(prefix="zhibiao-")
        self._whole = TemporaryFile()  # noqa: SIM115
        options = {"constant_memory": True, "tmpdir": self._folder.name}
        self._book = xlsxwriter.Workbook(self._whole, options)
        self._book.use_zip64()
        self._book.set_properties({"created": _MADE})
        styles = _Styles(self._book)
        self._pages = {
            sheet.kind: _Pages(self._book, sheet, settings.headings or "en", styles) for sheet in SHEETS
        }
        _add_legend(self._book, settings.headings or "en", styles)

    def write(self, speech: Speech) -> int:
        """Take the records of one document; return how many.

        Raises:
            UnicodeEncodeError: half of a surrogate pair is in its text, which no file can hold.
        """
        # All cells are made before the first is written, so that a document is written whole or not at all.
        about, cuts = document_row(speech), _Cuts()
        rows: list[tuple[str, list[_Cell]]] = [
            (record.kind, self._cells(record.kind, {**record_row(record), **about}, cuts))
            for record in speech.records
        ]
        rows.append(("document", self._cells("document", summary_row(speech), cuts)))
        for kind, row in rows:
            self._pages[kind].add(row)
        for what, name in cuts.found:
            where = speech.source.path or speech.doc_id
            self._warn(f"{where}: {name} of {what} cut, as a cell of XLSX holds {MAX_CHARACTERS} characters")
        return len(speech.records)

    def close(self) -> None:
        """Put the workbook together and write it.

        Raises:
            OSError: it cannot be written.
        """
        for pages in self._pages.values():
            pages.finish()
        self._open_at_first_records()
        try:
            self._book.close()
        except XlsxWriterException as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error
        self._whole.seek(0)
        shutil.copyfileobj(self._whole, self._stream)
        self.discard()

    def discard(self) -> None:
        """Take the temporary files away."""
        for page in self._book.worksheets():
            page._opt_close()
        self._whole.close()
        self._folder.cleanup()

    def _cells(self, kind: str, row: Row, cuts: _Cuts) -> list[_Cell]:
        cuts.what = f"record {row['id']}" if "id" in row else "the document"
        return [_cell(column, row, cuts) for column in self._pages[kind].sheet.columns]

    def _open_at_first_records(self) -> None:
        filled = (pages for pages in self._pages.values() if pages.filled)
        first = next(filled, None)
        if first is not None:
            first.first.activate()


class _Cuts:
    """The texts of a document that were cut: of what, and in which column."""

    def __init__(self) -> None:
        self.what = ""
        self.found: list[tuple[str, str]] = []

    def note(self, column: Column) -> None:
        self.found.append((self.what, column.name))


class _Styles:
    """The formats of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._known: dict[str, Format] = {}
        self.heading = book.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        # Editing a cell of this format leaves its text a text.
        self.quoted = book.add_format({"quote_prefix": True})

    def number(self, form: str) -> Format:
        if form not in self._known:
            self._known[form] = self._book.add_format({"num_format": form})
        return self._known[form]


class _Pages:
    """The worksheet of one kind, and further ones when it is full."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet, headings: Headings, styles: _Styles) -> None:
        self.sheet = sheet
        self._book = book
        self._headings = headings
        self._styles = styles
        self._count = 0
        self.first = self._page = self._new()

    @property
    def filled(self) -> bool:
        """Whether there is a row beside the headings."""
        return self._count > 1 or self._row > 1

    def add(self, cells: list[_Cell]) -> None:
        """Write a row."""
        if self._row >= MAX_ROWS:
            self.finish()
            self._page = self._new()
        for column, (way, value, form) in enumerate(cells):
            if way == "string":
                quoted = self._styles.quoted if _FORMULA_LIKE.match(value) else None
                self._page.write_string(self._row, column, value, quoted)
            elif way == "number":
                self._page.write_number(self._row, column, value, self._styles.number(form))
            elif way == "boolean":
                self._page.write_boolean(self._row, column, value)
            elif way == "datetime":
                self._page.write_datetime(self._row, column, value, self._styles.number(form))
        self._row += 1

    def finish(self) -> None:
        """Set what needs the number of rows."""
        last = len(self.sheet.columns) - 1
        self._page.autofilter(0, 0, self._row - 1, last)
        # Exact figures and codes are texts of digits on purpose.
        self._page.ignore_errors({"number_stored_as_text": xl_range(0, 0, self._row - 1, last)})

    def _new(self) -> Worksheet:
        self._count += 1
        name = self.sheet.names[self._headings]
        page: Worksheet = self._book.add_worksheet(name if self._count == 1 else f"{name} {self._count}")
        page.freeze_panes(1, 0)
        for number, column in enumerate(self.sheet.columns):
            page.set_column(number, number, width(column))
            page.write_string(0, number, column.heading(self._headings), self._styles.heading)
        self._row = 1
        return page


def _add_legend(book: xlsxwriter.Workbook, headings: Headings, styles: _Styles) -> None:
    page = book.add_worksheet(LEGEND_NAMES[headings])
    page.freeze_panes(1, 0)
    for number, (head, wide) in enumerate(zip(LEGEND_HEADINGS[headings], LEGEND_WIDTHS, strict=True)):
        page.set_column(number, number, wide)
        page.write_string(0, number, head, styles.heading)
    rows = legend(headings)
    for row, cells in enumerate(rows, start=1):
        for number, cell in enumerate(cells):
            page.write_string(row, number, cell)
    page.autofilter(0, 0, len(rows), len(LEGEND_WIDTHS) - 1)


def _cell(column: Column, row: Row, cuts: _Cuts) -> _Cell:
    value = row.get(column.name)
    if value is None:
        return "blank", None, ""
    if column.type == "real":
        return _number(value, row.get(column.name.removesuffix("_real")))
    if column.type == "whole":
        return "number", value, "0"
    if column.type == "flag":
        return "boolean", value, ""
    if column.type == "date" and value >= _FIRST_DAY:
        return "datetime", dt.datetime(value.year, value.month, value.day), "yyyy-mm-dd"
    if isinstance(value, tuple):
        value = joined(column.name, value)
    if value == "":
        return "blank", None, ""
    text = plain(value) if isinstance(value, Decimal) else str(value)
    if text.isprintable() and 2 * len(text) <= MAX_CHARACTERS:
        # Most are: nothing that XML cannot hold, no half of a surrogate pair, no line end, not too long.
        return "string", text, ""
    text = _writable(text)
    units = text.encode("utf-16-le")
    if len(units) > 2 * MAX_CHARACTERS:
        cuts.note(column)
        text = units[: 2 * (MAX_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT
    return "string", text, ""


def _number(real: float, exact: object) -> _Cell:
    """A number as it was stated: its decimals are shown, and one that a float would change stays text."""
    if not isinstance(exact, Decimal):
        return "number", real, "0.00"
    digits = plain(exact).lstrip("-").replace(".", "").strip("0")
    if len(digits) > _SURE_DIGITS or (exact and abs(exact.adjusted()) > _SURE_EXPONENT):
        return "string", plain(exact), ""
    decimals = max(0, -int(exact.as_tuple().exponent))
    return "number", real, f"#,##0.{'0' * decimals}".rstrip(".") if decimals <= _SURE_DIGITS else "General"


def _writable(text: str) -> str:
    """Leave out what XML cannot hold; line ends are LF, as in every workbook."""
    return _LINE_END.sub("\n", _NOT_IN_XML.sub("", text))
