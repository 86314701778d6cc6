"""The documents that a command line names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus import ReadError, SourceText

STANDARD_INPUT = "-"


def sources(path: str, on_error: Callable[[ReadError], None]) -> Iterator[SourceText]:
    """Give the documents of a file, of all files in a folder, or of standard input (`-`).

    What cannot be read goes to `on_error`, and the rest goes on.
    """
    from corpus import ReadError, read_bytes, read_path

    if path != STANDARD_INPUT:
        yield from read_path(path, on_error=on_error)
        return
    try:
        yield read_bytes(sys.stdin.buffer.read(), STANDARD_INPUT)
    except ReadError as error:
        on_error(error)
    except OSError as error:
        on_error(ReadError(STANDARD_INPUT, error.strerror or str(error)))
