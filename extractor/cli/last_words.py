"""A line that is said even where the process dies without a chance to say it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from extractor.cli.messages import line

_WAIT: Final = "import sys; sys.stdin.buffer.read() or print(sys.argv[1], file=sys.stderr)"


@contextmanager
def last_words(message: object) -> Iterator[None]:
    """Have a process of its own write a line to stderr if this one dies within.

    The library of Ray ends the process in which it runs, without a word to Python, when its cluster goes away.

    >>> with last_words("the cluster went away"):
    ...     1 + 1
    2
    """
    # In a session of its own Ctrl-C does not reach it.
    speaker = subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _WAIT, line(message)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        with suppress(OSError):
            speaker.communicate(b"alive")
