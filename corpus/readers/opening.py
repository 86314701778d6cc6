"""From an open file to its documents: chooses the reader and holds the limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from corpus.readers.broken_rows import told_within
from corpus.readers.cells import read_cell
from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.options import ReadLimits, ReadOptions
from corpus.readers.registry import FORMATS, Format, format_named, format_of, known_suffixes, suffix_of
from corpus.readers.signatures import LOOKED_AT, Kind, kind_of
from corpus.source import SourceText, StoredDocument

# Web sites send pages and newer documents under these.
_SAY_LITTLE = (".doc", ".wps")


def documents(
    stream: BinaryIO, name: str, options: ReadOptions, called: str | None = None
) -> Iterator[Found]:
    """Give the documents of an open file: one, or all of a collection; errors as values.

    The format is `options.input_format`, else that of the suffix of `called` (by default `name`). Archives
    are opened by their suffix whatever `input_format` says, which counts for the files in them.

    >>> import io
    >>> [source.text for source in documents(io.BytesIO("全县".encode()), "a.txt", ReadOptions())]
    ['全县']
    """
    try:
        chosen = _by_name(called or name, options)
        if chosen is not None and chosen.many:
            yield from _many(stream, name, chosen, options)
        else:
            head = stream.read(LOOKED_AT)
            if chosen is None or options.input_format is None:
                chosen = _by_content(head, name, called or name, chosen)
            data = head + read_within(stream, name, options.limits, len(head))
            stored = StoredDocument(name, data, chosen.name, options.encoding)
            yield stored if options.as_stored else read_stored(stored)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(name, error.strerror or str(error))
    except Exception as error:
        # A library that stumbles over one file must not cost the user the others.
        yield ReadError(name, f"cannot be read: {type(error).__name__}: {error}")


def format_for(data: bytes, name: str) -> Format:
    """Return the format of a document by the suffix of its name, else by its first bytes.

    Raises:
        ReadError: no reader for such files.

    >>> format_for(b"", "a.md").name
    'text'
    """
    return _by_content(data, name, name, format_of(name))


def read_stored(stored: StoredDocument) -> SourceText:
    """Read one document, which must hold some text and be of the format that was chosen for it.

    Raises:
        ReadError: the bytes cannot be read, or hold no text.

    >>> read_stored(StoredDocument("a.txt", "全县".encode("gb18030"), "text")).text
    '全县'
    """
    if stored.cell is not None:
        return read_cell(stored, stored.cell)
    if not stored.data:
        raise ReadError(stored.path, "is empty")
    refuse_other(stored.data, stored.path, stored.reader)
    source = format_named(stored.reader).reader().read(stored.data, stored.path, stored.encoding)
    if not source.text.strip():
        raise ReadError(stored.path, "is blank")
    return source


def refuse_other(data: bytes, name: str, chosen: str) -> None:
    """Refuse bytes that are of another known format than the one chosen.

    Raises:
        ReadError: they are; the message names both formats.
    """
    kind = kind_of(data)
    if (
        kind is None
        or chosen in (*kind.formats, *kind.told_by)
        or (chosen == "text" and "html" in kind.formats)
    ):
        return
    cause = f"is {kind.label}, not {chosen if chosen == 'text' else chosen.upper()}"
    reader = _reader_of(kind)
    if reader is not None:
        cause += f": rename it or give --input-format {reader.name}"
    elif kind.instead:
        cause += f": {kind.instead}"
    raise ReadError(name, cause)


def read_within(stream: BinaryIO, name: str, limits: ReadLimits, before: int = 0) -> bytes:
    """Read all bytes of one document of which some were read before.

    Raises:
        ReadError: there are more than `limits.document_bytes`.
    """
    data = stream.read(max(0, limits.document_bytes - before) + 1)
    if before + len(data) > limits.document_bytes:
        most = f"{limits.document_bytes:,} bytes, the most that one document may have"
        raise ReadError(name, f"is larger than {most}")
    return data


def _by_name(called: str, options: ReadOptions) -> Format | None:
    by_suffix = format_of(called)
    if options.input_format is None or (by_suffix is not None and by_suffix.files):
        return by_suffix
    return format_named(options.input_format)


def _by_content(data: bytes, name: str, called: str, by_suffix: Format | None) -> Format:
    """Return the format of a file whose suffix says too little: pages and documents may have any name."""
    suffix = suffix_of(called)
    if by_suffix is not None and suffix not in _SAY_LITTLE:
        return by_suffix
    kind = kind_of(data)
    reader = _reader_of(kind) if kind is not None else None
    if reader is not None and not reader.many:
        return reader
    if by_suffix is not None:
        return by_suffix
    if kind is not None:
        instead = f": {kind.instead}" if kind.instead else ""
        raise ReadError(name, f"is {kind.label}, and there is no reader for {suffix} files{instead}")
    raise ReadError(name, f"no reader for {suffix} files (known: {', '.join(known_suffixes())})")


def _reader_of(kind: Kind) -> Format | None:
    return next((known for name in kind.formats for known in FORMATS if known.name == name), None)


def _many(stream: BinaryIO, name: str, chosen: Format, options: ReadOptions) -> Iterator[Found]:
    collection = chosen.collection()
    if collection.SEEKS and not stream.seekable():
        stream = io.BytesIO(read_within(stream, name, options.limits))
    if options.input_format == chosen.name:
        # The files within an archive that was named as such are known by their suffixes.
        options = replace(options, input_format=None)
    given = collection.documents(stream, name, options)
    if not chosen.files:
        given = told_within(given, name, options.limits.broken_rows)
    nothing = True
    for found in given:
        nothing = False
        yield found
    if nothing:
        yield ReadError(name, "holds no documents")
