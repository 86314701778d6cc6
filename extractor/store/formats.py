"""The output formats by name; a new one is a module with a writer, and a line here."""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from schemas import Speech

FORMATS: Final = {
    "jsonl": "extractor.store.jsonl:JsonlWriter",
    "table": "extractor.store.table:TableWriter",
}
"""Where the writer of each format lives; its module is read when the format is asked for."""


class Writer(Protocol):
    """Takes documents one at a time; `close` finishes the output and leaves the stream open."""

    def write(self, speech: Speech) -> int:
        """Take the records of one document; return how many."""

    def close(self) -> None:
        """Write what must come at the end."""


def open_writer(name: str, stream: IO[bytes]) -> Writer:
    """Return a writer of the format `name` onto a binary stream.

    Raises:
        ValueError: no format has that name.

    >>> import io
    >>> open_writer("yaml", io.BytesIO())
    Traceback (most recent call last):
    ...
    ValueError: no format 'yaml'; there are: jsonl, table
    """
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; there are: {', '.join(FORMATS)}")
    module, _, attribute = FORMATS[name].partition(":")
    writer: Writer = getattr(import_module(module), attribute)(stream)
    return writer
