"""Parts into a database, with the same rows in the ledger as a run that reads the archive itself."""

from __future__ import annotations

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
from extractor.batch.run import Report
from extractor.batch.saving import save_results
from extractor.store.database import Store

_TOLD: Final = ["place", "content", "status", "cause", "reason", "characters", "records"]


def load_parts(
    store: Store, folder: Path, report: Report, *, retry: bool = False, patience: float = 120.0
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

    Raises:
        PartsError: the manifest or a part is missing or damaged; what was loaded before stays.
        StoreError: the database refuses a part, or stays away; what was loaded before stays.
    """
    manifest = read_manifest(folder)
    for part in manifest.parts:
        if not there(folder, part):
            state = "has lost bytes" if (folder / part.name).exists() else "is missing"
            raise PartsError(f"{folder / part.name}: {state}; run the archive again")
    tally = Tally()
    for part in manifest.parts:
        tally = _load(store, folder, part, manifest.version, report, tally, retry, patience)
        report.progress(tally)
    return tally


def failures_of(folder: Path) -> list[Failure]:
    """Return the documents in a folder of parts that failed, in the order of the archive.

    Raises:
        PartsError: the manifest or a part is missing or damaged.
    """
    return [
        Failure(row["place"], row["cause"], row["reason"])
        for part in read_manifest(folder).parts
        if part.failed
        for row in read_part(folder, part, _TOLD).to_pylist()
        if row["status"] == "failed"
    ]


def _load(
    store: Store,
    folder: Path,
    part: Part,
    version: str,
    report: Report,
    tally: Tally,
    retry: bool,
    patience: float,
) -> Tally:
    # Only what the ledger asks for is made of the file where all of it is known.
    told: list[dict[str, Any]] = read_part(folder, part, _TOLD).to_pylist()
    entries = [_entry(row) for row in told]
    wanted: list[int] = []

    def write(connection: sa.Connection) -> Registered:
        nonlocal wanted
        found = register(connection, version, entries, retry=retry)
        chosen = {entry.content: entry.place for entry in found.wanted}
        wanted = [at for at, row in enumerate(told) if chosen.get(row["content"]) == row["place"]]
        if wanted:
            results = read_part(folder, part).take(pa.array(wanted, pa.int64()))
            save_results(connection, version, results)
        return found

    found = patiently(store, write, patience, report.waiting)
    saved = [told[at] for at in wanted]
    failed = [
        Failure(row["place"], row["cause"], row["reason"]) for row in saved if row["status"] == "failed"
    ]
    for failure in (*found.failures, *failed):
        report.failed(failure)
    return tally.plus(
        documents=len(saved) - len(failed),
        characters=sum(row["characters"] or 0 for row in saved),
        records=sum(row["records"] or 0 for row in saved),
        failed=len(found.failures) + len(failed),
        known=found.known,
        failed_before=found.failed_before,
        read=part.size,
    )


def _entry(row: dict[str, Any]) -> Entry:
    place, content = row["place"], row["content"]
    if is_place_key(content):
        return Entry(place, content, ReadError(place, row["reason"]), 0)
    # The ledger asks only whether there was a document.
    return Entry(place, content, StoredDocument(place, b"", "text"), 0)
