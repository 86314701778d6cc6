"""Where the command writes: standard output, or a file that is replaced only when all is written."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

BROKEN_PIPE = 141
"""The exit code of a command whose reader went away, as the shell gives it for SIGPIPE."""


@contextmanager
def opened(target: str | None, wanted: Callable[[], bool] = lambda: True) -> Iterator[IO[bytes]]:
    """Open an output for bytes: a file, or standard output for `None` and `-`.

    A file is written beside its place and moved there at the end if `wanted` says so then, so that a run that
    fails leaves what was there. A device or pipe is written to directly.

    Raises:
        OSError: the output cannot be opened or written.
    """
    if target is None or target == "-":
        sys.stdout.flush()
        with _standard_output() as stream:
            yield stream
        return
    path = Path(target).resolve()
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with path.open("wb") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        if wanted():
            if path.exists():
                shutil.copymode(path, part)
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _standard_output() -> AbstractContextManager[IO[bytes]]:
    try:
        descriptor = sys.stdout.fileno()
    except OSError:
        # No file is behind it: a test or a notebook took its place.
        return nullcontext(sys.stdout.buffer)
    # Not sys.stdout.buffer, which writes only in part where Python runs unbuffered.
    return open(descriptor, "wb", closefd=False)


def abandon_standard_output() -> None:
    """Keep Python from writing what is left to a standard output that takes no more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
