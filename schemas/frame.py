"""Records as pandas frames: one flat row a record, in the columns of `schemas.columns`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from schemas.columns import RECORD_COLUMNS, TABLE_COLUMNS, Column, Headings, Type
from schemas.flat import Row, document_row, joined, record_row
from schemas.records import Record
from schemas.speech import Speech

if TYPE_CHECKING:
    import pandas as pd

DTYPES: Final[dict[Type, str]] = {
    "text": "str",
    "choice": "category",
    "exact": "object",
    "real": "Float64",
    "flag": "boolean",
    "whole": "Int64",
    "date": "datetime64[s]",
    "texts": "str",
    "ties": "str",
}
"""The pandas dtype of each type of column. The categories are all the words that the contract allows."""

COLUMNS: Final[dict[str, str]] = {column.name: DTYPES[column.type] for column in RECORD_COLUMNS}
"""The columns of `records_frame` in their order, each with its pandas dtype."""


def records_frame(records: Iterable[Record], *, headings: Headings = "name") -> pd.DataFrame:
    """Give records as a table, one row each, in the order given.

    The columns are `COLUMNS`, whichever kinds are there: what a kind does not have is missing. Stated figures
    (`value`, `low`, `high`, `resolution`, `investment`) are exact `Decimal` objects in the unit of `unit` or
    `investment_unit`; the `…_real` columns beside them are the nearest floats, for sums and plots. `start`
    and `end` are code points into the source text. Lists are joined: headings by ` / `, the rest by `; `, a
    relation as `type:id`. With `headings` `en` or `zh` the columns have words for names.

    >>> frame = records_frame([])
    >>> len(frame), list(frame.columns[:3])
    (0, ['kind', 'basis', 'indicator'])
    """
    return _frame(map(record_row, records), RECORD_COLUMNS, headings)


def to_frame(speeches: Speech | Iterable[Speech], *, headings: Headings = "name") -> pd.DataFrame:
    """Give the records of many documents as one table, with what is known of the document beside each.

    The columns are those of `records_frame`, and before them `title`, `date`, `issuer`, `level`, `doc_place`,
    `doc_place_code`, `doc_type` and `path` of the document. Speeches are taken one at a time, so
    that those that `extract_path` gives need not be in memory together.

    >>> frame = to_frame([Speech(doc_id="d")], headings="zh")
    >>> len(frame), list(frame.columns[:3])
    (0, ['标题', '日期', '发布机构'])
    """
    several = [speeches] if isinstance(speeches, Speech) else speeches
    rows = (
        {**record_row(record), **about}
        for speech, about in ((speech, document_row(speech)) for speech in several)
        for record in speech.records
    )
    return _frame(rows, TABLE_COLUMNS, headings)


def _frame(rows: Iterable[Row], columns: Sequence[Column], headings: Headings) -> pd.DataFrame:
    import pandas as pd

    cells: dict[str, list[Any]] = {column.name: [] for column in columns}
    for row in rows:
        for name, filled in cells.items():
            filled.append(row.get(name))
    series = {column.heading(headings): _series(column, cells.pop(column.name)) for column in columns}
    return pd.DataFrame(series)


def _series(column: Column, cells: list[Any]) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if column.type == "date":
        return pd.Series(np.array(cells, dtype="datetime64[s]"))
    if column.type == "choice":
        return pd.Series(pd.Categorical(cells, categories=column.values))
    if column.type in ("texts", "ties"):
        cells = [None if cell is None else joined(column.name, cell) for cell in cells]
    return pd.Series(cells, dtype=DTYPES[column.type])
