"""`process_batch` in a process of its own beside its caller, so that a document that does harm costs no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Any, Final

import pyarrow as pa

from extractor.batch.blaming import Blame, to_try_alone
from extractor.batch.run import BATCH_BYTES, BATCH_DOCUMENTS, load_work
from extractor.batch.settings import Settings, seconds_for
from extractor.batch.tables import failure, from_bytes, results_schema, to_bytes, to_results
from extractor.batch.workers import Event, Finished, Limits, Load, Lost, Workers

_WAIT_SECONDS: Final = 1.0


class Guarded:
    """Does `process_batch` in a child that loads patterns and weights once; use it as a context manager, or `close` it.

    A host such as an actor of Ray may call from any thread, where no limit of time works from within, and may not die
    with a document: a child that crashes, hangs or takes too much memory is replaced, and the document it had in hand
    comes out as `failed`.

    Args:
        settings: as for `process_batch`.
        memory: how many bytes the child may take, None for as many as it wants.
        load: what the child loads instead of `process_batch`.
    """

    def __init__(self, settings: Settings, memory: int | None = None, load: Load | None = None) -> None:
        self._seconds = settings.seconds
        self._workers = Workers(load or partial(load_work, settings), 1, Limits(memory))
        # A child ends with the thread that began it, and threads of a host come and go.
        self._thread = ThreadPoolExecutor(1)
        # Begins to load at once, not with the first table.
        self._thread.submit(self._workers.submit, None, b"", ()).result()

    def __enter__(self) -> Guarded:
        """Give itself; the child is there already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    def close(self) -> None:
        """End the child."""
        self._workers.__exit__()
        self._thread.shutdown()

    def __call__(self, table: pa.Table) -> pa.Table:
        """Give for each document what `process_batch` gives, in the same order.

        Raises:
            WorkersError: the child cannot be started.

        >>> from corpus.source import StoredDocument
        >>> from extractor.batch.tables import Task, to_batch
        >>> document = StoredDocument("a.txt", "全县财政收入8亿元。".encode(), "text")
        >>> with Guarded(Settings(model=False)) as guarded:
        ...     guarded(to_batch([Task("a.txt", "c1", document)])).column("status").to_pylist()
        ['done']
        """
        return self._thread.submit(_Work(self._workers, table, self._seconds).done).result()


class _Work:
    """One table on its way through the child; documents are known by their rows."""

    def __init__(self, workers: Workers, table: pa.Table, seconds: float | None) -> None:
        self.workers = workers
        self.table = table
        self.sizes = [len(data) for data in table.column("data").to_pylist()]
        self.seconds = seconds
        self.ready: deque[list[int]] = deque(self.batches())
        self.blame = Blame[int](lambda row: row)
        self.pieces: list[tuple[list[int], pa.Table]] = []

    def done(self) -> pa.Table:
        while self.ready or self.workers.busy:
            if self.ready and self.workers.idle:
                at = self.ready[0]
                seconds = [self.seconds_for(row) for row in at]
                if self.workers.submit(at, to_bytes(self.table.take(pa.array(at, pa.int64()))), seconds):
                    self.ready.popleft()
            for event in self.workers.wait(_WAIT_SECONDS):
                self.handle(event)
        return self.joined()

    def batches(self) -> Sequence[list[int]]:
        """Cut the rows as a run on one machine does: what is lost with a child is done again."""
        found: list[list[int]] = []
        size = 0
        for row, more in enumerate(self.sizes):
            if not found or len(found[-1]) >= BATCH_DOCUMENTS or size + more > BATCH_BYTES:
                found.append([])
                size = 0
            found[-1].append(row)
            size += more
        return found

    def seconds_for(self, row: int) -> float | None:
        return None if self.seconds is None else seconds_for(self.seconds, self.sizes[row])

    def handle(self, event: Event) -> None:
        rows: list[int] = event.task
        if isinstance(event, Finished):
            results = from_bytes(event.data)
            again = to_try_alone(results)
            self.ready.extendleft([rows[at]] for at in again)
            kept = [at for at in range(len(rows)) if at not in again]
            self.pieces.append(([rows[at] for at in kept], results.take(pa.array(kept, pa.int64()))))
        else:
            verdict = self.blame.after(rows, event)
            self.ready.extendleft(list(batch) for batch in reversed(verdict.again))
            for row in verdict.given_up:
                self.give_up(row, event)

    def give_up(self, row: int, event: Lost) -> None:
        [about] = self.table.select(["place", "content"]).slice(row, 1).to_pylist()
        failed: dict[str, Any] = failure(about["place"], about["content"], event.cause, event.reason)
        self.pieces.append(([row], to_results([failed])))

    def joined(self) -> pa.Table:
        if not self.pieces:
            return results_schema().empty_table()
        rows = [row for some, _ in self.pieces for row in some]
        order = sorted(range(len(rows)), key=rows.__getitem__)
        return pa.concat_tables([piece for _, piece in self.pieces]).take(pa.array(order, pa.int64()))
