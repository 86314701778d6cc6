"""Ends what takes too long from within, which regular expressions obey too."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN: Final = 1.0
"""Seconds after which the alarm is raised once more, where something swallowed it."""


class OverTimeError(BaseException):
    """The time is over; no Exception, so that nothing which expects those of its own work keeps it."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise OverTimeError in what is done within, once it takes more seconds of the processor.

    Not of the clock: what fails should depend little on what else a machine does. The engines of `re` and `regex` look
    for signals while they search, so that a pattern that runs away ends too. Only the main thread of a process can be
    called so, and not on Windows: elsewhere nothing is limited here, and the worker is ended from without
    (`extractor.batch.workers`).

    >>> import re
    >>> try:
    ...     with time_limit(0.1):
    ...         re.match("(a+)+b", "a" * 100)
    ... except OverTimeError:
    ...     print("over")
    over
    """
    if seconds is None or not hasattr(signal, "SIGPROF") or not _is_main():
        yield
        return
    running = True

    def ring(_signal: int, _frame: FrameType | None) -> None:
        if running:
            raise OverTimeError

    before = signal.signal(signal.SIGPROF, ring)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def took_longer(seconds: float) -> str:
    """Say that something took too long.

    >>> took_longer(60.0)
    'took longer than 60 seconds'
    """
    return f"took longer than {seconds:g} second{'' if seconds == 1 else 's'}"


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
