"""How far a run is: a bar on a terminal, a line every few seconds elsewhere, nothing where that is wished."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Final

from extractor.batch.meter import Meter, Tally
from extractor.cli.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from extractor.batch import Failure
    from extractor.store.errors import StoreError

_LINE_SECONDS: Final = 10.0
_BAR_SECONDS: Final = 0.5
_MOST_SHOWN: Final = 20


class Display:
    """Shows a run on stderr; use it as a context manager around the run.

    `measure` returns the size of the archive in bytes; it is called aside, as a large folder takes a while. Of the
    documents that fail only the first are named one by one.
    """

    def __init__(self, measure: Callable[[], int], quiet: bool = False) -> None:
        self._quiet = quiet
        self._measure = measure
        self._meter = Meter()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._next = time.monotonic() + _LINE_SECONDS
        self._shown = 0

    def __enter__(self) -> Display:
        """Begin to show."""
        if not self._quiet:
            threading.Thread(target=self._size, daemon=True).start()
            if sys.stderr is not None and sys.stderr.isatty():
                self._open_bar()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def failed(self, failure: Failure) -> None:
        """Name a document that was set aside."""
        self._shown += 1
        if self._shown <= _MOST_SHOWN:
            self._say(f"{failure.place}: {failure.reason} ({failure.cause})")
        elif self._shown == _MOST_SHOWN + 1:
            self._say("more documents fail; zhibiao run --status lists them all")

    def waiting(self, error: StoreError, seconds: float) -> None:
        """Say that the database is away."""
        self._say(f"{error}; trying again in {seconds:g} seconds")

    def progress(self, tally: Tally) -> None:
        """Show how far the run is, now and then."""
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        line = self._meter.line(tally)
        if self._bar is None or self._task is None:
            self._next = now + _LINE_SECONDS
            say(line)
        else:
            self._next = now + _BAR_SECONDS
            self._bar.update(self._task, total=self._meter.total, completed=tally.read, line=line)

    def _size(self) -> None:
        self._meter.total = self._measure()

    def _open_bar(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self._bar = Progress(
            BarColumn(bar_width=24),
            TextColumn("{task.fields[line]}", markup=False),
            console=Console(stderr=True),
            transient=True,
            refresh_per_second=2,
        )
        self._task = self._bar.add_task("", total=None, line="starting")
        self._bar.start()
        self._next = 0.0

    def _say(self, message: object) -> None:
        if self._bar is None:
            say(message)
            return
        # The bar is drawn anew under what is written.
        self._bar.stop()
        say(message)
        self._bar.start()
