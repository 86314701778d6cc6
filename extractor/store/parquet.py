"""Parquet, through pyarrow: one row a record with its document, the schema always the same."""

from __future__ import annotations

from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.store.formats import Settings
from extractor.version import __version__
from schemas.columns import TABLE_COLUMNS, Column, Type
from schemas.flat import document_row, record_row
from schemas.json_schema import CONTRACT_VERSION
from schemas.numbers import plain
from schemas.records import Relation

if TYPE_CHECKING:
    from schemas import Speech

ROWS_IN_A_GROUP: Final = 20_000
"""How many rows are gathered before they are written; no more than these and one document are in memory."""

# Called as Parquet calls what is in a list, so that the schema is read back as it is here.
_TEXTS: Final = pa.list_(pa.field("element", pa.string()))
_TIE: Final = pa.struct([("type", pa.string()), ("id", pa.string())])

# A stated figure is exact text: a decimal type has one scale for a whole column, and the figures have their own.
_TYPES: Final[dict[Type, pa.DataType]] = {
    "text": pa.string(),
    "choice": pa.string(),
    "exact": pa.string(),
    "real": pa.float64(),
    "flag": pa.bool_(),
    "whole": pa.int64(),
    "date": pa.date32(),
    "texts": _TEXTS,
    "ties": pa.list_(pa.field("element", _TIE)),
}


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES[column.type], metadata={"en": column.en, "zh": column.zh})


SCHEMA: Final = pa.schema(
    [_field(column) for column in TABLE_COLUMNS],
    metadata={"zhibiao.contract": CONTRACT_VERSION, "zhibiao.version": __version__},
)
"""The columns with their types, headings as metadata of the fields, versions as metadata of the whole."""


class ParquetWriter:
    """Writes a row for each record, in row groups of `ROWS_IN_A_GROUP` or a little more.

    >>> import io
    >>> out = io.BytesIO()
    >>> writer = ParquetWriter(out, Settings())
    >>> writer.close()
    >>> pq.read_table(io.BytesIO(out.getvalue())).schema.equals(SCHEMA)
    True
    """

    def __init__(self, stream: IO[bytes], settings: Settings) -> None:
        self._stream = stream
        self._file: pq.ParquetWriter | None = None
        self._held: list[pa.Table] = []
        self._rows = 0

    def write(self, speech: Speech) -> int:
        """Take the records of one document; return how many."""
        about = document_row(speech)
        rows = [{**record_row(record), **about} for record in speech.records]
        table = pa.table(
            [pa.array([_cell(row.get(field.name)) for row in rows], type=field.type) for field in SCHEMA],
            schema=SCHEMA,
        )
        self._held.append(table)
        self._rows += len(rows)
        if self._rows >= ROWS_IN_A_GROUP:
            self._flush()
        return len(rows)

    def close(self) -> None:
        """Write what is held, and the end of the file."""
        self._flush()
        self._opened().close()

    def discard(self) -> None:
        """Let go of the file without its end, which pyarrow would write otherwise when it is collected."""
        self._held.clear()
        if self._file is not None:
            self._file.is_open = False

    def _flush(self) -> None:
        if self._rows:
            self._opened().write_table(pa.concat_tables(self._held), row_group_size=self._rows)
        self._held, self._rows = [], 0

    def _opened(self) -> pq.ParquetWriter:
        # Not before there is something to write: opening writes already.
        if self._file is None:
            self._file = pq.ParquetWriter(self._stream, SCHEMA)
        return self._file


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return [{"type": item.type, "id": item.id} if isinstance(item, Relation) else item for item in value]
    return value
