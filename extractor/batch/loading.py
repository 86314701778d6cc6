"""Parts into a database, with the same rows in the ledger as a run that reads the archive itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import sqlalchemy as sa

from corpus.readers.errors import ReadError
from corpus.source import StoredDocument
from extractor.batch.archive import Entry, is_place_key
from extractor.batch.ledger import Failure, Registered, register
from extractor.batch.meter import Tally
from extractor.batch.parts import Part, PartsError, read_manifest, read_part, there
from extractor.batch.patience import patiently
from extractor.batch.run import Report, Stopped
from extractor.batch.saving import save_results
from extractor.store.database import Store

_TOLD: Final = ["place", "content", "status", "cause", "reason", "characters", "records"]


def load_parts(
    store: Store,
    folder: Path,
    report: Report,
    *,
    retry: bool = False,
    patience: float = 120.0,
    stop: Callable[[], bool] = lambda: False,
) -> Tally:
    """Load a folder of parts into a database; return what was loaded.

    Each part is one transaction with its rows in the ledger, in the order of the archive. A document that is there
    already is left alone, so that a load that was stopped goes on where it was, and none is loaded twice.

    Args:
        store: the database.
        folder: where the parts and their manifest lie.
        report: whom to tell what happens.
        retry: take the outcome of the parts for documents that failed before.
        patience: for how many seconds a database that is away or locked is waited for.
        stop: asked before each part, and while the database is waited for, whether to stop.

    Raises:
        Stopped: `stop` said so.
        PartsError: the manifest or a part is missing or damaged; what was loaded before stays.
        StoreError: the database refuses a part, or stays away; what was loaded before stays.
    """
    manifest = read_manifest(folder)
    for part in manifest.parts:
        if not there(folder, part):
            state = "has lost bytes" if (folder / part.name).exists() else "is missing"
            raise PartsError(f"{folder / part.name}: {state}; run the archive again")

    def look_up() -> None:
        if stop():
            raise Stopped

    tally = Tally()
    for part in manifest.parts:
        look_up()
        loaded = _Part(folder, part, manifest.version, retry)
        found = patiently(store, loaded.write, patience, report.waiting, look_up)
        tally = loaded.told(found, report, tally)
        report.progress(tally)
    return tally


def failures_of(folder: Path) -> list[Failure]:
    """Return the documents in a folder of parts that failed, in the order of the archive.

    Raises:
        PartsError: the manifest or a part is missing or damaged.
    """
    return [
        failure
        for part in read_manifest(folder).parts
        if part.failed
        for failure in _failures(read_part(folder, part, _TOLD).to_pylist())
    ]


class _Part:
    """One part on its way into the database; of its file only what the ledger asks for is read at first."""

    def __init__(self, folder: Path, part: Part, version: str, retry: bool) -> None:
        self.folder = folder
        self.part = part
        self.version = version
        self.retry = retry
        self.rows: list[dict[str, Any]] = read_part(folder, part, _TOLD).to_pylist()
        self.wanted: list[int] = []

    def write(self, connection: sa.Connection) -> Registered:
        found = register(connection, self.version, [_entry(row) for row in self.rows], retry=self.retry)
        chosen = {entry.content: entry.place for entry in found.wanted}
        self.wanted = [at for at, row in enumerate(self.rows) if chosen.get(row["content"]) == row["place"]]
        if self.wanted:
            results = read_part(self.folder, self.part).take(pa.array(self.wanted, pa.int64()))
            save_results(connection, self.version, results)
        return found

    def told(self, found: Registered, report: Report, tally: Tally) -> Tally:
        saved = [self.rows[at] for at in self.wanted]
        failed = _failures(saved)
        for failure in (*found.failures, *failed):
            report.failed(failure)
        return tally.plus(
            documents=len(saved) - len(failed),
            characters=sum(row["characters"] or 0 for row in saved),
            records=sum(row["records"] or 0 for row in saved),
            failed=len(found.failures) + len(failed),
            known=found.known,
            failed_before=found.failed_before,
            read=self.part.size,
        )


def _failures(rows: Iterable[dict[str, Any]]) -> list[Failure]:
    return [Failure(row["place"], row["cause"], row["reason"]) for row in rows if row["status"] == "failed"]


def _entry(row: dict[str, Any]) -> Entry:
    place, content = row["place"], row["content"]
    if is_place_key(content):
        return Entry(place, content, ReadError(place, row["reason"]), 0)
    # The ledger asks only whether there was a document.
    return Entry(place, content, StoredDocument(place, b"", "text"), 0)
