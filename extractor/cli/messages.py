"""What the command says on stderr: one line each."""

from __future__ import annotations

import sys
from contextlib import suppress

# The names of files and members may hold what a terminal obeys: controls, and what turns the direction of writing.
_CONTROLS = (*range(9), *range(14, 28), *range(127, 133), *range(134, 160))
_TURNING = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = dict.fromkeys((*_CONTROLS, *_TURNING), "�")


def say(message: object) -> None:
    """Write one line to stderr, line ends within the message made spaces.

    >>> import contextlib, sys
    >>> with contextlib.redirect_stderr(sys.stdout):
    ...     say("a.txt: cut\\noff")
    zhibiao: a.txt: cut off
    >>> with contextlib.redirect_stderr(sys.stdout):
    ...     say("a\\u202etxt.exe")
    zhibiao: a�txt.exe
    """
    # Without a stderr print would write to standard output; where it is full there is nobody to tell.
    if sys.stderr is not None:
        with suppress(OSError):
            print(line(message), file=sys.stderr)


def line(message: object) -> str:
    """Give the line that says a message.

    >>> line("a.txt: cut\\noff")
    'zhibiao: a.txt: cut off'
    """
    return f"zhibiao: {' '.join(str(message).translate(_UNSEEN).split())}".rstrip()


def counted(count: int, noun: str) -> str:
    """Give a count with its noun.

    >>> counted(1, "record"), counted(2, "record")
    ('1 record', '2 records')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def reason(error: BaseException) -> str:
    """Give what went wrong in a few words: an OSError without its number, a bare class by its name.

    >>> reason(FileNotFoundError(2, "No such file or directory", "a.txt")), reason(ValueError())
    ('No such file or directory', 'ValueError')
    """
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
