"""Where the command writes: standard output, or a file that is replaced only when all is written."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

from extractor.cli.messages import reason, say

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
        if sys.stdout is None:
            # Python has none where the descriptor was closed before it started.
            raise OSError(errno.EBADF, "is closed")
        sys.stdout.flush()
        with _standard_output() as stream:
            yield stream
        return
    path = Path(os.path.realpath(target))
    if path.is_symlink():
        # Links that lead round in a circle stay; this raises and says so.
        path.stat()
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


def _abandon_standard_output() -> None:
    """Keep Python from writing what is left to a standard output that takes no more."""
    if sys.stdout is None:
        return
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printed(write: Callable[[], None]) -> int:
    """Write to standard output; return the exit code, 1 with a message where it takes no more, 141 where its reader left.

    >>> printed(lambda: None)
    0
    """
    try:
        write()
    except OSError as error:
        return output_failed(error)
    return 0


def output_failed(error: OSError, target: str | None = None, fail: Callable[[object], None] = say) -> int:
    """Tell of an output that takes no more; return the exit code, 141 without a word where its reader went away.

    `target` is the file that was written, None or `-` for standard output.
    """
    gone = isinstance(error, BrokenPipeError)
    if gone or target in (None, "-"):
        _abandon_standard_output()
    if gone:
        return BROKEN_PIPE
    fail(f"{target or 'standard output'}: {reason(error)}")
    return 1


def print_bytes(data: bytes) -> int:
    """Print bytes as they are; return the exit code as `printed` does."""

    def write() -> None:
        with opened(None) as out:
            out.write(data)

    return printed(write)


def to_terminal() -> bool:
    """Tell whether standard output is shown to someone as it is."""
    return sys.stdout is not None and sys.stdout.isatty()


def in_colour(output: str | None) -> bool:
    """Tell whether an output is shown to someone who wants colours (https://no-color.org)."""
    shown = output in (None, "-") and to_terminal()
    return shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_read(target: str, paths: Iterable[str]) -> str | None:
    """Complain of an output that is one of the inputs too.

    >>> is_read("a.jsonl", ["a.txt"]) is None
    True
    """
    real = os.path.realpath(target)
    for path in paths:
        if os.path.realpath(path) == real and Path(real).is_file():
            return f"{target}: is read as well as written; give another --output"
    return None
