"""A whole archive into a database: reads, hands out, saves, and goes on after whatever stopped it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any, Final, Protocol, TypeVar

import pyarrow as pa
import sqlalchemy as sa

from corpus.readers.errors import ReadError
from corpus.readers.options import ReadOptions
from corpus.source import SourceText
from extractor.batch.archive import Entry, entries
from extractor.batch.batch import process_batch
from extractor.batch.blaming import Blame, to_try_alone
from extractor.batch.ledger import Failure, register
from extractor.batch.meter import Tally
from extractor.batch.patience import patiently
from extractor.batch.saving import save_results
from extractor.batch.settings import Settings, seconds_for
from extractor.batch.tables import Task, failure, from_bytes, to_batch, to_bytes, to_results
from extractor.batch.workers import Announce, Event, Finished, Limits, Load, Work, Workers
from extractor.store.database import Store
from extractor.store.errors import StoreError

T = TypeVar("T")

BATCH_DOCUMENTS: Final = 64
BATCH_BYTES: Final = 1 << 18
_CHUNK_ENTRIES: Final = 256
_CHUNK_BYTES: Final = 4 << 20
_READY: Final = 2
"""How many batches lie ready for each worker; so many documents are in memory at most, whatever the archive."""
_READY_BYTES: Final = 64 << 20
"""How much lies ready at most, so that documents of hundreds of megabytes wait in the archive and not in memory."""
_WARM: Final = SourceText.from_str("2008年，全县实际引进内资20.9亿元，完成市下达任务的155%。")


@dataclass(frozen=True)
class Job:
    """What a run is to do.

    `paths` are files and folders, `options` how they are read (`as_stored` must be set), `settings` how their documents
    are; `workers` is the number of processes, `memory` what each may take in bytes, `retry` whether documents that
    failed are read again, `patience` for how many seconds a database that is away or locked is waited for.
    """

    paths: tuple[str, ...]
    options: ReadOptions
    settings: Settings
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    memory: int | None = None
    retry: bool = False
    patience: float = 120.0


class Report(Protocol):
    """Whom a run tells what happens."""

    def failed(self, failure: Failure) -> None:
        """Take note of a document that was set aside."""
        ...

    def waiting(self, error: StoreError, seconds: float) -> None:
        """Take note that the database is away, and is asked again after so many seconds."""
        ...

    def progress(self, tally: Tally) -> None:
        """Take note of how far it is."""
        ...


class Stopped(Exception):  # noqa: N818 (no error: it was asked for)
    """The run was asked to stop; what was saved stays."""


def run_archive(
    store: Store,
    job: Job,
    report: Report,
    *,
    load: Load | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Tally:
    """Read the documents of an archive into a database, on several processes; return what was done.

    Each batch is saved in one transaction with its rows in the ledger, so that a run that is stopped anywhere goes on
    from there when it is started again, and ends in the same database.

    Args:
        store: the database.
        job: what is to be read, and how.
        report: whom to tell what happens.
        load: what a worker loads to work on batches (Arrow streams of `BATCH`) instead of `process_batch`.
        stop: asked several times a second whether to stop.

    Raises:
        Stopped: `stop` said so.
        StoreError: the database refuses a batch, or stays away; what was saved before stays.
        WorkersError: no worker can be started.
    """
    with Workers(load or partial(load_work, job.settings), job.workers, Limits(job.memory)) as workers:
        return _Run(store, job, report, workers, stop).run()


def load_work(settings: Settings) -> Work:
    """Load patterns and weights; return `process_batch` from one Arrow stream to another."""
    # The first document is not to pay for what is loaded once.
    warm = [Task("", "", _WARM)]
    process_batch(to_batch(warm), Settings(settings.patterns, settings.model, settings.version))

    def work(data: bytes, announce: Announce) -> bytes:
        return to_bytes(process_batch(from_bytes(data), settings, announce=announce))

    return work


class _Run:
    def __init__(
        self, store: Store, job: Job, report: Report, workers: Workers, stop: Callable[[], bool]
    ) -> None:
        self.stop = stop
        self.store = store
        self.job = job
        self.version = job.settings.version
        self.report = report
        self.workers = workers
        self.tally = Tally()
        self.walk: Iterator[Entry] | None = entries(job.paths, job.options)
        self.ready: deque[list[Task]] = deque()
        self.batch: list[Task] = []
        # What was handed out or lies ready, with the bytes of the archive that were read up to it.
        self.flying: dict[str, int] = {}
        self.walked = 0
        self.tried: set[str] = set()
        self.blame = Blame[Task](lambda task: task.content)

    def run(self) -> Tally:
        while self.walk is not None or self.ready or self.workers.busy:
            self.look_up()
            self.fill()
            self.hand_out()
            hungry = self.walk is not None and not self.sated
            for event in self.workers.wait(0.0 if hungry else 1.0):
                # Before the result is saved, so that the worker has something to do meanwhile.
                self.hand_out()
                self.handle(event)
            so_far = min(self.flying.values(), default=self.walked)
            self.tally = replace(self.tally, read=max(so_far, self.tally.read))
            self.report.progress(self.tally)
        return self.tally

    def look_up(self) -> None:
        if self.stop():
            raise Stopped

    @property
    def sated(self) -> bool:
        """Whether enough lies ready for the workers."""
        if len(self.ready) >= _READY * self.job.workers:
            return True
        return sum(task.size for tasks in self.ready for task in tasks) >= _READY_BYTES

    def fill(self) -> None:
        """Walk on, by one chunk, where batches are wanted."""
        if self.walk is None or self.sated:
            return
        chunk = _chunk(self.walk)
        if not chunk:
            self.walk = None
            self.close_batch()
            return
        found = self.patiently(
            lambda connection: register(connection, self.version, chunk, retry=self.job.retry)
        )
        for failed in found.failures:
            self.report.failed(failed)
        for entry in found.wanted:
            if entry.content not in self.flying and entry.content not in self.tried:
                self.take(entry)
        self.tally = self.tally.plus(
            failed=len(found.failures),
            known=found.known,
            failed_before=found.failed_before,
        )
        self.walked = chunk[-1].read

    def take(self, entry: Entry) -> None:
        if isinstance(entry.found, ReadError):
            raise TypeError(f"{entry.place}: was not read")
        task = Task(entry.place, entry.content, entry.found)
        if self.batch and sum(one.size for one in self.batch) + task.size > BATCH_BYTES:
            self.close_batch()
        self.batch.append(task)
        self.flying[task.content] = entry.read
        if len(self.batch) >= BATCH_DOCUMENTS:
            self.close_batch()

    def close_batch(self) -> None:
        if self.batch:
            self.ready.append(self.batch)
            self.batch = []

    def hand_out(self) -> None:
        while self.workers.idle and not self.ready and self.batch:
            # Better a small batch than a worker without work.
            self.close_batch()
        while self.ready and (self.workers.idle or not self.workers.started):
            tasks = self.ready[0]
            seconds = [self.seconds_for(task) for task in tasks]
            if not self.workers.submit(tasks, to_bytes(to_batch(tasks)), seconds):
                return
            self.ready.popleft()

    def seconds_for(self, task: Task) -> float | None:
        seconds = self.job.settings.seconds
        return None if seconds is None else seconds_for(seconds, task.size)

    def handle(self, event: Event) -> None:
        tasks: list[Task] = event.task
        if isinstance(event, Finished):
            results = from_bytes(event.data)
            again = to_try_alone(results)
            self.ready.extendleft([tasks[at]] for at in again)
            if again:
                results = results.filter(pa.array([at not in again for at in range(len(tasks))]))
            self.save(results)
        else:
            verdict = self.blame.after(tasks, event)
            self.ready.extendleft(list(batch) for batch in reversed(verdict.again))
            for task in verdict.given_up:
                self.save(to_results([failure(task.place, task.content, event.cause, event.reason)]))

    def save(self, results: Any) -> None:
        if not results.num_rows:
            return
        self.patiently(lambda connection: save_results(connection, self.version, results))
        for one in results.select(["place", "content", "status", "cause", "reason"]).to_pylist():
            self.flying.pop(one["content"], None)
            if one["status"] == "failed":
                self.tried.add(one["content"])
                self.report.failed(Failure(one["place"], one["cause"], one["reason"]))
        done = [(a or 0, b or 0) for a, b in _pairs(results, "characters", "records")]
        failed = results.column("status").to_pylist().count("failed")
        self.tally = self.tally.plus(
            documents=results.num_rows - failed,
            failed=failed,
            characters=sum(characters for characters, _ in done),
            records=sum(records for _, records in done),
        )

    def patiently(self, write: Callable[[sa.Connection], T]) -> T:
        """Do a transaction; where the database is away or locked, again until patience ends."""
        return patiently(self.store, write, self.job.patience, self.report.waiting, self.look_up)


def _pairs(results: Any, *columns: str) -> Iterator[Sequence[Any]]:
    return zip(*(results.column(name).to_pylist() for name in columns), strict=True)


def _chunk(walk: Iterator[Entry]) -> list[Entry]:
    """Take the next entries, few enough to be held in memory."""
    chunk: list[Entry] = []
    size = 0
    for entry in islice(walk, _CHUNK_ENTRIES):
        chunk.append(entry)
        if not isinstance(entry.found, ReadError):
            size += Task(entry.place, entry.content, entry.found).size
        if size >= _CHUNK_BYTES:
            break
    return chunk
