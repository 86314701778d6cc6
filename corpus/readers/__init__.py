"""Readers: one module a format, named in `corpus.readers.registry`.

A document reader has `NAME`, `VERSION`, `SUFFIXES` and `read(data, name, encoding)`; a collection reader, for
files that hold many documents, has `documents(stream, name, options)` in place of `read`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.readers.errors import ReadError
from corpus.readers.opening import format_for, refuse_other
from corpus.readers.options import ReadLimits, ReadOptions
from corpus.readers.registry import FORMATS, CollectionReader, Format, Reader, format_named
from corpus.readers.walking import STANDARD_INPUT, real_path, stored_documents
from corpus.source import SourceText, StoredDocument

__all__ = [
    "FORMATS",
    "STANDARD_INPUT",
    "CollectionReader",
    "Format",
    "ReadError",
    "ReadLimits",
    "ReadOptions",
    "Reader",
    "format_named",
    "read_bytes",
    "read_path",
]


def read_bytes(data: bytes, name: str = "-", encoding: str | None = None) -> SourceText:
    """Read one document from bytes; the suffix of `name` chooses the reader, plain text where there is none.

    Raises:
        ReadError: the bytes cannot be read; the format holds many documents.

    >>> read_bytes("\\ufeff全县".encode("utf-16-le")).text
    '全县'
    """
    chosen = format_for(data, name)
    if chosen.many:
        raise ReadError(name, f"a {chosen.name} file holds many documents: read it by its path")
    if data:
        refuse_other(data, name, chosen.name)
    return chosen.reader().read(data, name, encoding)


def read_path(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    on_error: Callable[[ReadError], None] | None = None,
    text_column: str | None = None,
    input_format: str | None = None,
    text_format: str | None = None,
    limits: ReadLimits | None = None,
    patterns: Sequence[str | os.PathLike[str]] = (),
    leave_out: Iterable[str | os.PathLike[str]] = (),
) -> Iterator[SourceText]:
    """Read the documents of a file, of all files under a folder in the order of their paths, or of `-`.

    A file may hold one document or many (a table, an archive). Hidden files of a folder are left out. A file
    or input without any text is an error, as one that cannot be read is.

    Args:
        path: a file or a folder; `-` is standard input.
        encoding: a codec name for all the files, where it is known.
        on_error: called with each file, row or member that cannot be read, after which the others go on.
            Without it the first such error raises.
        text_column: the column that holds the text, where it has no usual name.
        input_format: the name of the reader for all documents, whatever their suffix.
        text_format: the name of the reader for the cells of a table's text column; plain text without it.
        limits: how much is read at most.
        patterns: TOML files of the user's own, for more names of columns.
        leave_out: files in a folder that are passed over, such as those that the caller writes.

    Raises:
        ReadError: a file cannot be read and there is no `on_error`; the path does not exist; a folder holds
            nothing; the path is an empty string.
        ValueError: there is no reader named so, or that of `text_format` reads no single documents.
    """
    if input_format is not None:
        format_named(input_format)
    if text_format is not None and format_named(text_format).many:
        raise ValueError(f"{text_format!r} is no format of one text")
    options = ReadOptions(
        encoding=encoding,
        text_column=text_column,
        input_format=input_format,
        text_format=text_format,
        limits=limits or ReadLimits(),
        patterns=tuple(Path(file) for file in patterns),
        leave_out=frozenset(real_path(file) for file in leave_out),
    )
    for found in stored_documents(path, options):
        if isinstance(found, SourceText):
            yield found
        elif isinstance(found, StoredDocument):
            raise TypeError(f"{found.path}: was not read")
        elif on_error is None:
            raise found
        else:
            on_error(found)
