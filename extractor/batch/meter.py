"""What a run has done so far, how fast, and how long it may take yet."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

_WINDOW_SECONDS: Final = 60.0
_SAMPLE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did: documents, characters and records that were saved now, documents that failed now.

    `known` documents were done before or are copies of others, `failed_before` failed in an earlier run and were left
    alone; `read` counts the stored bytes of the archive up to the first document that is not done.
    """

    documents: int = 0
    characters: int = 0
    records: int = 0
    failed: int = 0
    known: int = 0
    failed_before: int = 0
    read: int = 0

    def plus(self, **more: int) -> Tally:
        """Return a tally with some counts higher.

        >>> Tally(documents=1).plus(documents=2).documents
        3
        """
        return replace(self, **{name: getattr(self, name) + count for name, count in more.items()})


class Meter:
    """Speeds of the last minute; `total` is the size of the archive in stored bytes once that is known.

    >>> now = 0.0
    >>> meter = Meter(lambda: now)
    >>> meter.total = 1000
    >>> now = 10.0
    >>> meter.line(Tally(documents=20, characters=5000, records=10, read=500))
    '20 documents (2.0/s), 5,000 characters (500/s), 10 records (1.0/s), 0 errors (0/s), 50 %, 0:00:10 left'
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.total: int | None = None
        self._clock = clock
        self._samples: deque[tuple[float, Tally]] = deque([(clock(), Tally())])

    def line(self, tally: Tally) -> str:
        """Return all of it as one line."""
        now = self._clock()
        since, before = self._before(now, tally)
        passed = max(now - since, 1e-9)
        parts = [
            f"{count:,} {noun if count != 1 else noun[:-1]} ({_rate((count - earlier) / passed)}/s)"
            for noun, count, earlier in (
                ("documents", tally.documents, before.documents),
                ("characters", tally.characters, before.characters),
                ("records", tally.records, before.records),
                ("errors", tally.failed, before.failed),
            )
        ]
        if tally.known:
            parts.append(f"{tally.known:,} known")
        if self.total:
            parts.append(f"{min(100, 100 * tally.read // self.total)} %")
            speed = (tally.read - before.read) / passed
            if speed > 0:
                parts.append(f"{_clock_time((self.total - min(tally.read, self.total)) / speed)} left")
        return ", ".join(parts)

    def _before(self, now: float, tally: Tally) -> tuple[float, Tally]:
        oldest = self._samples[0]
        if now - self._samples[-1][0] >= _SAMPLE_SECONDS:
            self._samples.append((now, tally))
        while len(self._samples) > 1 and now - self._samples[0][0] > _WINDOW_SECONDS:
            oldest = self._samples.popleft()
        return oldest


def _rate(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
