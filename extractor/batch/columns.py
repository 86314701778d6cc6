"""Tables of texts, as they are had elsewhere, made into what `process_batch` takes."""

from __future__ import annotations

import pyarrow as pa

from corpus.readers.columns import Origin, document, text_column
from corpus.readers.errors import ReadError
from corpus.readers.options import ReadOptions
from corpus.source import StoredDocument
from extractor.batch.archive import content_key
from extractor.batch.tables import Task, to_batch

_READER = "arrow"
_VERSION = "1"


def to_documents(table: pa.Table, *, text: str | None = None, place: str | None = None) -> pa.Table:
    """Make the documents of a table, one a row, with what its other columns say of them: title, date, issuer.

    The columns are understood as those of a Parquet file are. A row that has no text becomes an empty document, which
    `process_batch` gives back as failed, so that as many rows come out as go in.

    Args:
        table: the rows.
        text: the column of the text, where it has no usual name.
        place: the column that says where each row was found; the number of the row, from 1, where there is none.

    Returns:
        A table in the columns of `extractor.batch.tables.BATCH`.

    Raises:
        ValueError: the column of the text or of the place is not there.

    >>> from extractor.batch import process_batch
    >>> table = pa.table({"id": ["a", "b"], "正文": ["2011年，全县财政收入8.4亿元。", None], "年份": ["2012", "2012"]})
    >>> results = process_batch(to_documents(table, place="id")).to_pylist()
    >>> [(row["place"], row["status"], row["records"]) for row in results]
    [('a', 'done', 1), ('b', 'failed', None)]
    """
    if place is not None and place not in table.column_names:
        raise ValueError(f"no column {place!r} among: {', '.join(table.column_names)}")
    options = ReadOptions(text_column=text)
    texts = {field.name: "" if _is_text(field.type) else None for field in table.schema}
    column = text_column(texts, options)
    origin = Origin(_READER, _VERSION, "utf-8", "memory", options)
    tasks = []
    for number, row in enumerate(table.to_pylist(), 1):
        where = str(number) if place is None else str(row[place])
        try:
            found = document(
                {name: cell for name, cell in row.items() if name != place}, column, where, origin
            )
        except ReadError:
            found = StoredDocument(where, b"", "text")
        tasks.append(Task(where, content_key(found), found))
    return to_batch(tasks)


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
