"""CSV (RFC 4180): one row a record with its document, in UTF-8, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from re import compile as pattern
from typing import IO, TYPE_CHECKING, Any, Final

from extractor.store.formats import Settings
from schemas.columns import TABLE_COLUMNS, Column
from schemas.flat import document_row, joined, record_row
from schemas.numbers import plain

if TYPE_CHECKING:
    from schemas import Speech

BOM: Final = b"\xef\xbb\xbf"

# What makes a spreadsheet read a cell as a formula (OWASP, "CSV Injection"), behind apostrophes of ours or not.
_FORMULA: Final = pattern("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would read as a formula; `unguarded` takes it away.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("-5.2%"), guarded("财政收入")
    ("'=1+1", "''=1+1", "'-5.2%", '财政收入')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Give the text back that `guarded` made safe.

    >>> [unguarded(guarded(text)) for text in ("=1+1", "'=1+1", "'90年代")]
    ['=1+1', "'=1+1", "'90年代"]
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class CsvWriter:
    """Writes a row for each record, columns as in `schemas.columns.TABLE_COLUMNS`, lines ended by CR LF.

    A byte order mark comes first unless `settings.bom` is False, since Excel takes a file without one for the
    code page of its country. Headings are the names of the columns unless `settings.headings` says otherwise.

    >>> import io
    >>> from schemas import Speech
    >>> out = io.BytesIO()
    >>> writer = CsvWriter(out, Settings(bom=False))
    >>> writer.write(Speech(doc_id="d1"))
    0
    >>> writer.close()
    >>> out.getvalue()[:17]
    b'title,date,issuer'
    """

    def __init__(self, stream: IO[bytes], settings: Settings) -> None:
        self._stream = stream
        self._head = b"" if settings.bom is False else BOM
        self._head += _lines([column.heading(settings.headings or "name") for column in TABLE_COLUMNS])

    def write(self, speech: Speech) -> int:
        """Write the records of one document; return how many."""
        about = document_row(speech)
        rows = ({**record_row(record), **about} for record in speech.records)
        # Encoded before anything is written, so that a document is written whole or not at all.
        lines = _lines(*([_cell(column, row.get(column.name)) for column in TABLE_COLUMNS] for row in rows))
        self._begin()
        self._stream.write(lines)
        return len(speech.records)

    def close(self) -> None:
        """Write the headings if no document came."""
        self._begin()

    def discard(self) -> None:
        """Nothing is held back."""

    def _begin(self) -> None:
        head, self._head = self._head, b""
        self._stream.write(head)


def _lines(*rows: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    return guarded(joined(column.name, value) if isinstance(value, tuple) else value)
