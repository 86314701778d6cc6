"""From an open file to its documents: chooses the reader and holds the limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from corpus.readers.errors import ReadError
from corpus.readers.options import ReadLimits, ReadOptions
from corpus.readers.registry import Format, Reader, format_named, format_of
from corpus.source import SourceText


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[SourceText | ReadError]:
    """Give the documents of an open file: one, or all of a collection; errors as values.

    The format is `options.input_format`, else that of the suffix of `name`.

    >>> import io
    >>> [source.text for source in documents(io.BytesIO("全县".encode()), "a.txt", ReadOptions())]
    ['全县']
    """
    try:
        chosen = format_named(options.input_format) if options.input_format else format_of(name)
        if chosen.many:
            yield from _many(stream, name, chosen, options)
        else:
            data = read_within(stream, name, options.limits)
            yield read_document(data, name, chosen.reader(), options.encoding)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(name, error.strerror or str(error))
    except Exception as error:
        # A library that stumbles over one file must not cost the user the others.
        yield ReadError(name, f"cannot be read: {type(error).__name__}: {error}")


def read_document(data: bytes, name: str, reader: Reader, encoding: str | None = None) -> SourceText:
    """Read one document that must hold some text.

    Raises:
        ReadError: the bytes cannot be read, or hold no text.
    """
    if not data:
        raise ReadError(name, "is empty")
    source = reader.read(data, name, encoding)
    if not source.text.strip():
        raise ReadError(name, "is blank")
    return source


def read_within(stream: BinaryIO, name: str, limits: ReadLimits) -> bytes:
    """Read all bytes of one document.

    Raises:
        ReadError: there are more than `limits.document_bytes`.
    """
    data = stream.read(limits.document_bytes + 1)
    if len(data) > limits.document_bytes:
        raise ReadError(
            name, f"is larger than {limits.document_bytes:,} bytes, the most that one document may have"
        )
    return data


def _many(
    stream: BinaryIO, name: str, chosen: Format, options: ReadOptions
) -> Iterator[SourceText | ReadError]:
    collection = chosen.collection()
    if collection.SEEKS and not stream.seekable():
        stream = io.BytesIO(read_within(stream, name, options.limits))
    nothing = True
    for found in collection.documents(stream, name, options):
        nothing = False
        yield found
    if nothing:
        yield ReadError(name, "holds no documents")
