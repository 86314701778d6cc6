"""Reads files compressed with gzip by the suffix before `.gz`."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from corpus.readers.errors import ReadError
from corpus.readers.expanding import Expanding, within
from corpus.readers.found import Found
from corpus.readers.opening import documents as documents_of
from corpus.readers.opening import refuse_other
from corpus.readers.options import ReadOptions
from corpus.readers.signatures import LOOKED_AT

NAME = "gz"
VERSION = "1"
SUFFIXES = (".gz",)
SEEKS = True


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Give the documents of the file that was compressed, under paths of the compressed one.

    >>> import gzip, io
    >>> [one.path for one in documents(io.BytesIO(gzip.compress(b"text\\n2019\\n")), "a.csv.gz", ReadOptions())]
    ['a.csv.gz:2']
    """
    head = stream.read(LOOKED_AT)
    stream.seek(0)
    if not head:
        raise ReadError(name, "is empty")
    refuse_other(head, name, NAME)
    inner = within(name, options)
    with gzip.GzipFile(fileobj=stream) as file:
        expanded = Expanding(cast(BinaryIO, file), name, inner, stream.tell)
        called = name[: -len(".gz")] if name.lower().endswith(".gz") else name
        yield from documents_of(cast(BinaryIO, io.BufferedReader(expanded, 1 << 16)), name, inner, called)
