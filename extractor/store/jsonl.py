"""JSON Lines, the contract as it is: one record a line."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.store.formats import Settings
    from schemas import Speech


class JsonlWriter:
    """Writes each record as `record.model_dump_json()` on a line of its own, in UTF-8.

    >>> import io
    >>> from schemas import Speech
    >>> out = io.BytesIO()
    >>> JsonlWriter(out).write(Speech(doc_id="d1"))
    0
    """

    def __init__(self, stream: IO[bytes], settings: Settings | None = None) -> None:
        self._stream = stream

    def write(self, speech: Speech) -> int:
        """Write the records of one document; return how many."""
        # Encoded before anything is written, so that a document is written whole or not at all.
        lines = [record.model_dump_json().encode() + b"\n" for record in speech.records]
        self._stream.write(b"".join(lines))
        return len(lines)

    def close(self) -> None:
        """Nothing is held back; the stream is the caller's."""

    def discard(self) -> None:
        """Nothing is held back."""


def write_jsonl(speeches: Iterable[Speech], stream: IO[str] | IO[bytes]) -> int:
    """Write the records of many documents to a text or binary stream; return how many.

    >>> import io
    >>> write_jsonl([], io.StringIO())
    0
    """
    if isinstance(stream, io.TextIOBase):
        count = 0
        for speech in speeches:
            buffer = io.BytesIO()
            count += JsonlWriter(buffer).write(speech)
            stream.write(buffer.getvalue().decode())
        return count
    writer = JsonlWriter(stream)  # type: ignore[arg-type]
    return sum(writer.write(speech) for speech in speeches)
