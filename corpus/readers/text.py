"""Reads plain text in any of the encodings that Chinese archives hold."""

from __future__ import annotations

import hashlib

from corpus.readers.decoding import UndecodableError, decode
from corpus.readers.errors import ReadError
from corpus.source import SourceText

NAME = "text"
VERSION = "2"
SUFFIXES = (".txt", ".text", ".md", ".markdown", "")


def read(data: bytes, name: str, encoding: str | None = None) -> SourceText:
    """Decode the bytes of a text file.

    Args:
        data: the raw bytes.
        name: path or name, for messages and for `SourceText.path`.
        encoding: a codec name where the caller knows it; otherwise it is found out.

    Raises:
        ReadError: the bytes are no text, or the encoding given is unknown.

    >>> read("全县完成".encode("gb18030"), "a.txt").text
    '全县完成'
    """
    try:
        found = decode(data, encoding)
    except UndecodableError as error:
        raise ReadError(name, str(error)) from error
    return SourceText(
        text=found.text,
        sha256=hashlib.sha256(data).hexdigest(),
        path=name,
        reader=NAME,
        reader_version=VERSION,
        encoding=found.encoding,
        encoding_source=found.source,
        bad_bytes=found.bad_bytes,
        bad_offsets=found.bad_offsets,
    )
