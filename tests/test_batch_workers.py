"""Workers that crash, hang or eat memory cost their task and nothing else."""

from __future__ import annotations

import os
import time

import psutil
import pytest

from extractor.batch.workers import Event, Finished, Limits, Lost, Workers, WorkersError
from tests import batch_work

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")


def outcome(workers: Workers, data: bytes, seconds: float | None = None) -> Event:
    """Give a task to a worker as soon as one waits, and return what comes of it."""
    until = time.monotonic() + 120
    given = False
    while time.monotonic() < until:
        given = given or workers.submit("task", data, [seconds] * (data.count(b"|") + 1))
        for event in workers.wait(1.0):
            return event
    raise AssertionError("nothing came of it")


@pytest.fixture
def one_worker() -> Workers:
    return Workers(batch_work.load_echo, 1, Limits(memory=1 << 29, grace=0.5))


def test_work_is_done_and_workers_outlive_what_harms_them(one_worker: Workers) -> None:
    with one_worker as workers:
        assert outcome(workers, b"a|b") == Finished("task", b"A|B")
        crash = outcome(workers, f"a|{batch_work.CRASHES}|b".encode())
        assert crash == Lost("task", 1, "crash", "the worker was ended by SIGSEGV")
        hang = outcome(workers, f"{batch_work.HANGS}|b".encode(), seconds=0.2)
        assert hang == Lost("task", 0, "time", "took longer than 0.2 seconds")
        glutton = outcome(workers, f"a|b|{batch_work.EATS}".encode())
        assert isinstance(glutton, Lost)
        assert (glutton.at, glutton.cause) == (2, "memory")
        assert outcome(workers, b"leave") == Lost("task", 0, "crash", "the worker left with exit code 3")
        assert outcome(workers, b"raise") == Lost("task", 0, "crash", "ValueError: no such part")
        assert outcome(workers, b"x" * (3 << 20)) == Finished("task", b"X" * (3 << 20))


def test_a_worker_that_is_killed_while_it_waits_is_replaced(one_worker: Workers) -> None:
    with one_worker as workers:
        assert outcome(workers, b"a") == Finished("task", b"A")
        children = [one for one in psutil.Process().children() if "spawn_main" in " ".join(one.cmdline())]
        for child in children:
            child.kill()
        while any(child.status() != psutil.STATUS_ZOMBIE for child in children):
            time.sleep(0.01)
        event = outcome(workers, b"b")
        if isinstance(event, Lost):
            # The pipe of a killed process may still take a task; that had then not been begun.
            assert event.at is None
            event = outcome(workers, b"b")
        assert event == Finished("task", b"B")


def test_workers_that_cannot_start_are_told_once() -> None:
    with Workers(batch_work.load_nothing, 1) as workers, pytest.raises(WorkersError) as caught:
        outcome(workers, b"a")
    assert str(caught.value) == "the workers cannot start: RuntimeError: no weights here"


def test_a_limit_below_what_a_worker_needs_is_told() -> None:
    with (
        Workers(batch_work.load_echo, 1, Limits(memory=1 << 20)) as workers,
        pytest.raises(WorkersError) as caught,
    ):
        outcome(workers, b"a")
    assert "memory" in str(caught.value)


def test_nothing_is_left_behind(one_worker: Workers) -> None:
    before = {child.pid for child in psutil.Process().children()}
    with one_worker as workers:
        assert outcome(workers, b"a") == Finished("task", b"A")
    left = {child for child in psutil.Process().children() if child.pid not in before}
    assert not [child for child in left if "spawn_main" in " ".join(child.cmdline())]
