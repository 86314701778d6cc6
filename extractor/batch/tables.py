"""The Arrow tables that go to a worker and come back: a row a document each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
import sqlalchemy as sa
from pydantic import TypeAdapter

from corpus.source import Cell, SourceText, StoredDocument
from extractor.store.cells import SPEECH_TABLES, columns_of

BATCH: Final = pa.schema(
    [
        pa.field("place", pa.large_string(), nullable=False),
        pa.field("content", pa.large_string(), nullable=False),
        pa.field("reader", pa.large_string()),
        pa.field("data", pa.large_binary(), nullable=False),
        pa.field("encoding", pa.large_string()),
        pa.field("cell", pa.large_binary()),
    ]
)
"""What `process_batch` takes.

`place` is where a document was found, `content` its key in the ledger. `reader` is the name of the format as which
`data` is to be read, `encoding` a codec where one was given, `cell` the JSON of a `corpus.source.Cell`. Where `reader`
is null, `data` is the JSON of a `SourceText`, a document that needs no more reading.
"""

_ABOUT: Final = (
    pa.field("place", pa.large_string(), nullable=False),
    pa.field("content", pa.large_string(), nullable=False),
    pa.field("status", pa.large_string(), nullable=False),
    pa.field("cause", pa.large_string()),
    pa.field("reason", pa.large_string()),
    pa.field("doc_id", pa.large_string()),
    pa.field("sha256", pa.large_string()),
    pa.field("encoding", pa.large_string()),
    pa.field("characters", pa.int64()),
    pa.field("records", pa.int64()),
)
_TEXT: Final = TypeAdapter(SourceText)
_CELL: Final = TypeAdapter(Cell)


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be processed: where it was found, its key in the ledger, and itself as it was found."""

    place: str
    content: str
    document: SourceText | StoredDocument

    @property
    def size(self) -> int:
        """About how many bytes it has."""
        if isinstance(self.document, StoredDocument):
            return len(self.document.data)
        return 3 * len(self.document.text)


def rows_of(table: str) -> str:
    """Return the column of results that holds the rows of a table.

    >>> rows_of("claims")
    'claims_rows'
    """
    return f"{table}_rows"


@lru_cache(maxsize=1)
def results_schema() -> pa.Schema:
    """Return the schema of what `process_batch` gives.

    `status` to `records` are the columns of the ledger; then there is a list of rows for each table that holds a
    speech, their values as `extractor.store.cells` makes them; the lists are null where the document failed.

    >>> results_schema().field("relations_rows").type.value_type.field("idx").type
    DataType(int64)
    """
    lists = [
        pa.field(
            rows_of(table),
            pa.large_list(pa.struct([(one.name, _type_of(one.type)) for one in columns_of(table)])),
        )
        for table in SPEECH_TABLES
    ]
    return pa.schema([*_ABOUT, *lists])


def to_batch(tasks: Iterable[Task]) -> pa.Table:
    """Make the table of some documents."""
    return pa.Table.from_pylist([batch_row(task) for task in tasks], schema=BATCH)


def document_of(row: Mapping[str, Any]) -> SourceText | StoredDocument:
    """Give the document of a row of `BATCH` back.

    >>> document = StoredDocument("a.txt", b"text", "text")
    >>> [row] = to_batch([Task("a.txt", "c1", document)]).to_pylist()
    >>> document_of(row) == document
    True
    """
    if row["reader"] is None:
        return _TEXT.validate_json(row["data"])
    cell = None if row["cell"] is None else _CELL.validate_json(row["cell"])
    return StoredDocument(row["place"], row["data"], row["reader"], row["encoding"], cell)


def to_results(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Make the table of what came out of some documents."""
    return pa.Table.from_pylist(list(rows), schema=results_schema())


def failure(place: str, content: str, cause: str, reason: str) -> dict[str, Any]:
    """Give the row of a document that failed."""
    return {"place": place, "content": content, "status": "failed", "cause": cause, "reason": reason}


def to_bytes(table: pa.Table) -> bytes:
    """Write a table as an Arrow stream.

    >>> from_bytes(to_bytes(to_batch([]))).num_rows
    0
    """
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(memoryview(sink.getvalue()))


def from_bytes(data: bytes) -> pa.Table:
    """Read a table from an Arrow stream."""
    return pa.ipc.open_stream(data).read_all()


def batch_row(task: Task) -> dict[str, Any]:
    """Give the row of `BATCH` that holds a document.

    >>> batch_row(Task("a.txt", "c1", StoredDocument("a.txt", b"text", "text")))["reader"]
    'text'
    """
    row: dict[str, Any] = {"place": task.place, "content": task.content}
    document = task.document
    if isinstance(document, SourceText):
        return {**row, "data": _TEXT.dump_json(document)}
    cell = None if document.cell is None else _CELL.dump_json(document.cell)
    return {
        **row,
        "reader": document.reader,
        "data": document.data,
        "encoding": document.encoding,
        "cell": cell,
    }


def _type_of(kind: sa.types.TypeEngine[Any]) -> pa.DataType:
    if isinstance(kind, sa.Boolean):
        return pa.bool_()
    if isinstance(kind, sa.Integer):
        return pa.int64()
    return pa.float64() if isinstance(kind, sa.Double) else pa.large_string()
