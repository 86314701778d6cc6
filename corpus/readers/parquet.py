"""Reads Parquet tables, some rows at a time: one document a row."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from corpus.readers.columns import Origin, document, text_column
from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.options import ReadOptions

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

NAME = "parquet"
VERSION = "2"
SUFFIXES = (".parquet", ".pq")
SEEKS = True

_ROWS_AT_ONCE = 64
_BYTES_AT_ONCE = 128 << 20


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Give the document of each row under the path `name:row`, rows counted from 1.

    A row without a text is an error in its place. Rows may share one cell, so that a small file gives without end:
    no more is read once it gave more than the limits allow.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    origin = Origin(NAME, VERSION, "utf-8", "declared", options)
    number = given = 0
    stored = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    try:
        file = ParquetFile(stream)
        columns = {field.name: "" if _is_text(field.type) else None for field in file.schema_arrow}
        text = _text_column(columns, name, options)
        for batch in file.iter_batches(batch_size=_rows_at_once(file)):
            cells = dict(zip(batch.schema.names, map(_values, batch.columns), strict=True))
            for at in range(batch.num_rows):
                number += 1
                row = {column: values[at] for column, values in cells.items()}
                cell = row.get(text)
                given += len(cell) if isinstance(cell, str) else 0
                if given > options.limits.ratio_from and given > options.limits.ratio * stored:
                    most = f"{options.limits.ratio} times its size; nothing after row {number - 1} is read"
                    yield ReadError(name, f"expands to more than {most}")
                    return
                try:
                    yield document(row, text, f"{name}:{number}", origin)
                except ReadError as error:
                    yield error
    except (pa.ArrowException, OSError, ValueError) as error:
        cause = (str(error) or type(error).__name__).splitlines()[0]
        where = f"{name}:{number + 1}" if number else name
        yield ReadError(where, f"is no Parquet table, or a broken one: {cause}")


def _rows_at_once(file: ParquetFile) -> int:
    """Return how many rows may be in memory together: no cell is larger than all that its row group stores."""
    groups = (file.metadata.row_group(at) for at in range(file.num_row_groups))
    largest = max((group.total_byte_size for group in groups), default=0)
    return max(1, min(_ROWS_AT_ONCE, _BYTES_AT_ONCE // max(1, largest)))


def _text_column(columns: Mapping[str, object], name: str, options: ReadOptions) -> str:
    try:
        return text_column(columns, options)
    except ValueError as error:
        raise ReadError(name, str(error)) from error


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow.types as types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _values(column: pa.Array) -> list[Any]:
    """Return the values of a column, broken text by what can be read of it, what Python cannot hold as null."""
    import pyarrow as pa

    try:
        return list(column.to_pylist())
    except (pa.ArrowException, ValueError, OverflowError):
        if not _is_text(column.type):
            return [None] * len(column)
    raw = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return [
        value if value is None else value.decode("utf-8", "replace")
        for value in raw.cast(pa.binary()).to_pylist()
    ]
