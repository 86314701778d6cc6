"""Ctrl-C as a wish that is looked up between two steps, so that no library can lose it on the way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

INTERRUPTED: Final = 128 + signal.SIGINT
"""The exit code of a shell for what Ctrl-C ended."""


class Interruption:
    """Whether the process was asked to end, and by which signal; `code` is the exit code of a shell for it."""

    def __init__(self) -> None:
        self.signal: int | None = None

    def __call__(self) -> bool:
        """Tell whether it was asked."""
        return self.signal is not None

    @property
    def code(self) -> int:
        """The exit code."""
        return 128 + (self.signal or signal.SIGINT)


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Take note of SIGINT and SIGTERM; a second SIGINT is Python's KeyboardInterrupt.

    >>> with interruption() as asked:
    ...     signal.raise_signal(signal.SIGINT)
    ...     asked(), asked.code
    (True, 130)
    """
    asked = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return

    def note(number: int, frame: FrameType | None) -> None:
        if asked() and number == signal.SIGINT:
            signal.default_int_handler(number, frame)
        asked.signal = number

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
