"""Reads a document that stood in a cell of a table: a page, beside columns that say something about it."""

from __future__ import annotations

from dataclasses import replace

from corpus.readers.errors import ReadError
from corpus.readers.registry import format_named
from corpus.source import Cell, Metadata, SourceText, StoredDocument


def read_cell(stored: StoredDocument, cell: Cell) -> SourceText:
    """Read the document of a cell; the other columns go before what it says of itself.

    Raises:
        ReadError: the cell cannot be read, or holds no text.

    >>> cell = Cell("正文", "gb18030", "detected", Metadata(title="报告"))
    >>> read_cell(StoredDocument("a.csv:2", "全县".encode(), "text", "utf-8", cell), cell).metadata.title
    '报告'
    """
    read = format_named(stored.reader).reader().read(stored.data, stored.path, stored.encoding)
    if not read.text.strip():
        raise ReadError(stored.path, f"{cell.column!r} holds no text")
    return replace(
        read,
        encoding=cell.encoding,
        encoding_source=cell.encoding_source,
        metadata=_merged(cell.metadata, read.metadata),
    )


def _merged(columns: Metadata, page: Metadata) -> Metadata:
    return Metadata(
        title=columns.title or page.title,
        date=columns.date or page.date,
        upload_date=columns.upload_date or page.upload_date,
        issuer=columns.issuer or page.issuer,
        address=columns.address or page.address,
        other={**page.other, **columns.other},
    )
