"""Reads the lines of a large text one by one, in the encoding of the whole, damaged ones each for itself."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from corpus.readers.decoding import UndecodableError, decode, find_encoding
from corpus.readers.errors import ReadError
from corpus.readers.opening import refuse_other
from corpus.source import EncodingSource

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_SAMPLE = 1 << 16
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class LineStream:
    """An open text and its encoding.

    Undecodable bytes are surrogates in what `file` gives, until `mended` reads them.
    """

    file: io.TextIOWrapper
    encoding: str
    source: EncodingSource

    def mended(self, text: str) -> str:
        """Return a stretch of the text with its undecodable bytes read as those of a damaged text are.

        Where the whole is UTF-8 the stretch may be in another encoding; what stays undecodable is U+FFFD.
        """
        if not _ESCAPED.search(text):
            return text
        whole = None if self.encoding == "utf-8" and self.source != "given" else self.encoding
        raw = text.encode(self.encoding, "surrogateescape")
        try:
            return decode(raw, whole).text
        except UndecodableError:
            return raw.decode(self.encoding, "replace")


def open_lines(stream: BinaryIO, name: str, reader: str, encoding: str | None, newline: str) -> LineStream:
    """Open a stream of bytes as text for the reader so named; `newline` is that of `io.TextIOWrapper`.

    Raises:
        ReadError: the first bytes are no text, or there is no such encoding; nothing is in the stream.
    """
    sample = _sample(stream)
    if not sample:
        raise ReadError(name, "is empty")
    refuse_other(sample, name, reader)
    try:
        found, source = find_encoding(sample, encoding)
    except UndecodableError as error:
        raise ReadError(name, str(error)) from error
    # The codecs of wide characters cannot keep a cut one.
    errors = "replace" if found.startswith(("utf-16", "utf-32")) else "surrogateescape"
    raw = io.BufferedReader(_Replayed(sample, stream), 1 << 16)
    file = io.TextIOWrapper(raw, encoding=found, errors=errors, newline=newline)
    return LineStream(file, found, source)


def _sample(stream: BinaryIO) -> bytes:
    """Return the first bytes; where what follows is broken, those before it."""
    sample = b""
    while len(sample) < _SAMPLE:
        try:
            more = _next_bytes(stream, _SAMPLE - len(sample))
        except ReadError:
            if not sample:
                raise
            break
        if not more:
            break
        sample += more
    return sample


def _next_bytes(stream: BinaryIO, most: int) -> bytes:
    """Read no further than must be, so that an error comes only after all that stands before it."""
    data: bytes = getattr(stream, "read1", stream.read)(most)
    return data


class _Replayed(io.RawIOBase):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._head[: len(view)] if self._head else _next_bytes(self._rest, len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)
