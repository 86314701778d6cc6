"""What the command says on stderr: one line each."""

from __future__ import annotations

import sys


def say(message: object) -> None:
    """Write one line to stderr, line ends within the message made spaces.

    >>> import contextlib, sys
    >>> with contextlib.redirect_stderr(sys.stdout):
    ...     say("a.txt: cut\\noff")
    zhibiao: a.txt: cut off
    """
    print("zhibiao:", " ".join(str(message).split()), file=sys.stderr)


def reason(error: BaseException) -> str:
    """Give what went wrong in a few words: an OSError without its number, a bare class by its name.

    >>> reason(FileNotFoundError(2, "No such file or directory", "a.txt")), reason(ValueError())
    ('No such file or directory', 'ValueError')
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
