"""What workers do in the tests; here, as a process of its own must be able to import it."""

from __future__ import annotations

import os
import signal
import time

from extractor.batch.run import load_work
from extractor.batch.settings import Settings
from extractor.batch.tables import from_bytes
from extractor.batch.workers import Announce, Work

CRASHES, HANGS, EATS = "崩溃", "沉睡", "饕餮"


def harm(data: bytes) -> None:
    """Do to this process what the words in a document say."""
    if CRASHES.encode() in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if HANGS.encode() in data:
        # As a library does that does not look for signals.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])
        time.sleep(1000)
    if EATS.encode() in data:
        held = []
        while True:
            held.append(b"x" * (64 << 20))


def load_harmful() -> Work:
    """A worker as in a run, in which some documents do harm."""
    work = load_work(Settings(model=False, version="v", seconds=1.0))

    def harmful(data: bytes, announce: Announce) -> bytes:
        rows = from_bytes(data).column("data").to_pylist()

        def announced(at: int) -> None:
            announce(at)
            harm(rows[at])

        return work(data, announced)

    return harmful


def load_echo() -> Work:
    """A worker that gives back what it gets, part by part."""

    def echo(data: bytes, announce: Announce) -> bytes:
        for at, part in enumerate(data.split(b"|")):
            announce(at)
            harm(part)
            if part == b"leave":
                os._exit(3)
            if part == b"raise":
                raise ValueError("no such part")
        return data.upper()

    return echo


def load_nothing() -> Work:
    """A worker that cannot start."""
    raise RuntimeError("no weights here")


def load_dying() -> Work:
    """A worker that starts well and dies over any task before it begins with a part of it."""

    def die(_data: bytes, _announce: Announce) -> bytes:
        os._exit(3)

    return die
