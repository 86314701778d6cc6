"""What came out of a batch goes into the database and the ledger, in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyarrow as pa
import sqlalchemy as sa

from extractor.batch.ledger import documents_there, finish, places_of
from extractor.batch.tables import rows_of
from extractor.store.bulk import insert_cells, parts
from extractor.store.cells import SPEECH_TABLES, columns_of
from extractor.store.forgetting import forget
from extractor.store.whereabouts import Sighting, whereabouts
from schemas.ledger import run_ledger
from schemas.tables import documents, metadata

_ABOUT: Final = (
    "place",
    "content",
    "status",
    "cause",
    "reason",
    "doc_id",
    "sha256",
    "encoding",
    "characters",
    "records",
)


def save_results(connection: sa.Connection, version: str, results: pa.Table) -> None:
    """Save what `process_batch` gave for documents that are in the ledger; the same however often it is done.

    Where several contents hold the same text, its rows are those of the content whose first place is the least,
    whichever comes first; the places of all are kept.
    """
    outcomes: list[dict[str, Any]] = results.select(_ABOUT).to_pylist()
    finish(connection, version, outcomes)
    done = [one for one in outcomes if one["status"] == "done"]
    places = places_of(connection, [one["content"] for one in done])
    known = whereabouts(
        connection,
        [
            Sighting(one["doc_id"], place, one["sha256"], one["encoding"])
            for one in done
            for place in places.get(one["content"], ())
        ],
    )
    there = documents_there(connection, known.kept)
    owners = _owners(connection, version, known.kept)
    written: dict[str, int] = {}
    for at, one in enumerate(outcomes):
        doc_id = one["doc_id"]
        if doc_id not in known.kept:
            continue
        if owners.get(doc_id) == one["content"]:
            written[doc_id] = at
        elif doc_id not in there:
            # Someone deleted what the owner had given.
            written.setdefault(doc_id, at)
    forget(connection, there & written.keys(), known.gone)
    _write(connection, results.take(pa.array(sorted(written.values()), pa.int64())), there)
    known.write(connection)


def _owners(connection: sa.Connection, version: str, doc_ids: Iterable[str]) -> dict[str, str]:
    """Return the content of each document whose first place is the least."""
    least: dict[str, tuple[str, str]] = {}
    ledger = run_ledger.c
    for some in parts(doc_ids):
        query = sa.select(ledger.doc_id, ledger.place, ledger.content).where(
            ledger.doc_id.in_(some), ledger.pipeline_version == version, ledger.status == "done"
        )
        for doc_id, place, content in connection.execute(query):
            least[doc_id] = min(least.get(doc_id, (place, content)), (place, content))
    return {doc_id: content for doc_id, (_, content) in least.items()}


def _write(connection: sa.Connection, results: pa.Table, there: set[str]) -> None:
    for name in SPEECH_TABLES:
        columns = [column.name for column in columns_of(name)]
        structs = results.column(rows_of(name)).combine_chunks().flatten()
        rows = list(zip(*(structs.field(column).to_pylist() for column in columns), strict=True))
        if name == documents.name:
            old = [row for row in rows if row[0] in there]
            _replace_documents(connection, columns, old)
            rows = [row for row in rows if row[0] not in there]
        insert_cells(connection, metadata.tables[name], columns, rows)


def _replace_documents(connection: sa.Connection, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    # Not deleted first: other tables refer to a document, and their rows would go with it.
    if not rows:
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    format_column = connection.dialect.identifier_preparer.format_column
    named = [f"{format_column(documents.c[name])} = {mark}" for name in columns]
    key = format_column(documents.c.doc_id)
    statement = f"UPDATE {documents.name} SET {', '.join(named)} WHERE {key} = {mark}"
    connection.exec_driver_sql(statement, [(*row, row[columns.index("doc_id")]) for row in rows])
