"""Processes that do the work, each over a pipe of its own, so that one may die at any moment and cost no other.

Pools of the usual kind share one channel, which a process that is killed while it writes leaves broken for all.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Literal, Protocol

import psutil

from extractor.batch.limits import took_longer

Announce = Callable[[int], None]
Work = Callable[[bytes, Announce], bytes]

_OUT_OF_MEMORY: Final = 71
"""The exit code of a worker that ran out of memory where no document was to blame."""
_LOADING_SECONDS: Final = 300.0
_LEAVING_SECONDS: Final = 5.0
_WATCH_SECONDS: Final = 0.2
PATIENCE: Final = 3
"""How many times its processor time a part may take by the clock, on a machine that does other things as well."""
_FULL: Final = 0.75
"""A worker that holds this part of what it may take leaves after a task, so that the next finds room."""
_PR_SET_PDEATHSIG: Final = 1
_DATA, _AT, _FAILED = b"d", b"a", b"f"


class Load(Protocol):
    """What a worker does first: load all that is needed, and return what does the work. It must be picklable."""

    def __call__(self) -> Work:
        """Return a function of the bytes of a task, which announces each part of it before it is begun."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take: `memory` in bytes for the whole process, None for as much as it wants.

    Each part of a task has its own limit of processor time (see `Workers.submit`), at which the worker itself ends it.
    One that does not, since it waits or does not look for signals, is ended once `PATIENCE` times as much has gone by
    on the clock, and `grace` seconds more.
    """

    memory: int | None = None
    grace: float = 5.0


@dataclass(frozen=True, slots=True)
class Finished:
    """A task was done."""

    task: Any
    data: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker died or was ended over a task, at the part `at` of it; None where it had begun with none."""

    task: Any
    at: int | None
    cause: Literal["crash", "time", "memory"]
    reason: str


Event = Finished | Lost


class WorkersError(Exception):
    """No worker can be started; one line."""


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    connection: Connection
    task: Any = None
    seconds: Sequence[float | None] = ()
    at: int | None = None
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    last_words: str | None = None
    ended: tuple[Literal["time", "memory"], str] | None = None

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None

    def overdue(self, now: float, grace: float) -> str | None:
        """Say what took too long, if anything did; the worker has had its own chance to end it."""
        if not self.ready:
            late = now - self.since > _LOADING_SECONDS
            return f"did not start within {_LOADING_SECONDS:g} seconds" if late else None
        limit = None if self.task is None or self.at is None else self.seconds[self.at]
        if limit is None or now - self.since <= PATIENCE * limit + grace:
            return None
        return took_longer(limit)


class Workers:
    """A fixed number of processes, each with one task at a time; use it as a context manager.

    Whatever a worker does, `wait` comes back: one that is dead, takes too long or too much memory is replaced.
    """

    def __init__(self, load: Load, count: int, limits: Limits | None = None) -> None:
        self._load = load
        self._limits = limits or Limits()
        # Not forked: threads of the parent may hold locks, and its open files would be kept open.
        self._context = multiprocessing.get_context("spawn")
        self._failed_starts = 0
        self._workers: list[_Worker] = []
        self._count = count

    def __enter__(self) -> Workers:
        """Give the workers; the processes start with the first task."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, whatever they do."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers = []

    @property
    def started(self) -> bool:
        """Whether there are processes yet."""
        return bool(self._workers)

    @property
    def idle(self) -> int:
        """How many workers wait for a task."""
        return sum(worker.idle for worker in self._workers)

    @property
    def busy(self) -> int:
        """How many workers have a task."""
        return sum(worker.task is not None for worker in self._workers)

    def submit(self, task: Any, data: bytes, seconds: Sequence[float | None]) -> bool:
        """Give a task to a worker that waits; False where none does, as before they have started.

        Args:
            task: what the events call it.
            data: what the worker is given.
            seconds: how much processor time each part may take.
        """
        if not self._workers:
            self._workers = [self._start() for _ in range(self._count)]
        for worker in self._workers:
            if worker.idle:
                try:
                    worker.connection.send_bytes(data)
                except OSError:
                    # It died while it waited; `wait` sees that and replaces it.
                    continue
                worker.task, worker.seconds, worker.at = task, seconds, None
                worker.since = time.monotonic()
                return True
        return False

    def wait(self, seconds: float) -> list[Event]:
        """Wait until something happens, at most so long, and say what did.

        Raises:
            WorkersError: workers die before they can do anything.
        """
        self._watch()
        happened = wait([worker.connection for worker in self._workers], min(seconds, _WATCH_SECONDS))
        heard = [worker for worker in self._workers if worker.connection in happened]
        return [event for worker in heard for event in self._read(worker)]

    def _read(self, worker: _Worker) -> list[Event]:
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            return self._replace(worker)
        worker.since = time.monotonic()
        kind, data = message[:1], message[1:]
        if kind == _AT:
            number = int(data)
            if number < 0:
                worker.ready = True
                self._failed_starts = 0
            else:
                worker.at = number
            return []
        if kind == _FAILED:
            worker.last_words = data.decode()
            return []
        task, worker.task, worker.at = worker.task, None, None
        return [Finished(task, data)]

    def _replace(self, worker: _Worker) -> list[Event]:
        # A moment to leave by itself, so that it can be said how.
        worker.process.join(_LEAVING_SECONDS)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        cause, reason = worker.ended or _cause(worker.process.exitcode or 0, worker.last_words)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts > self._count + 2:
                raise WorkersError(f"the workers cannot start: {reason}")
        self._workers[self._workers.index(worker)] = self._start()
        if worker.task is None:
            return []
        return [Lost(worker.task, worker.at, cause, reason)]

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._load, self._limits.memory, os.getpid()), daemon=True
        )
        process.start()
        # So that the end of the process is the end of the pipe.
        theirs.close()
        return _Worker(process, ours)

    def _watch(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.ended is not None:
                continue
            late = worker.overdue(now, self._limits.grace)
            if late is not None:
                worker.ended = ("time", late)
            elif self._limits.memory is not None and _memory(worker.process.pid) > self._limits.memory:
                worker.ended = ("memory", _too_much(self._limits.memory))
            if worker.ended is not None:
                worker.process.kill()


def _memory(pid: int | None) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _too_much(memory: int) -> str:
    return f"took more than {memory >> 20:,} MB of memory"


def _cause(code: int, last_words: str | None) -> tuple[Literal["crash", "memory"], str]:
    if code == _OUT_OF_MEMORY:
        return "memory", "needs more memory than it may take"
    return "crash", last_words or _said(code)


def _said(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return f"the worker was ended by {signal.Signals(-code).name}"
        return f"the worker was ended by signal {-code}"
    return f"the worker left with exit code {code}"


def _serve(connection: Connection, load: Load, memory: int | None, parent: int) -> None:
    """Do tasks until the other end of the pipe is gone; this is all that a worker is."""
    # Ctrl-C goes to all processes of a terminal; the parent ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(parent)

    def announce(at: int) -> None:
        connection.send_bytes(_AT + str(at).encode())

    try:
        work = load()
        _limit_memory(memory)
        announce(-1)
        while memory is None or _memory(os.getpid()) < _FULL * memory:
            connection.send_bytes(_DATA + work(connection.recv_bytes(), announce))
    except (EOFError, ConnectionError):
        return
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:
        connection.send_bytes(_FAILED + f"{type(error).__name__}: {error}".encode(errors="replace"))


def _end_with(parent: int) -> None:
    """Let the system end this process with its parent, where it can; elsewhere it ends at the next task."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if hasattr(os, "getppid") and os.getppid() != parent:
        os._exit(0)


def _limit_memory(memory: int | None) -> None:
    """Let the system refuse a document what goes over the limit, so that the worker need not be ended for it.

    Elsewhere than on Linux the parent alone looks.
    """
    if memory is None or sys.platform != "linux":
        return
    import resource

    now = psutil.Process().memory_info()
    # Libraries reserve what they never touch.
    reserved = max(0, now.data - now.rss)
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory + reserved, most))
