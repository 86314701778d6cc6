"""Rows as any driver takes them: strings, numbers, truth values and null, made where a document is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from extractor.store.rows import Row, to_rows
from schemas import Speech
from schemas.column_types import AnyJson, AnyText, ExactDecimal
from schemas.numbers import plain
from schemas.storable import mapped, storable
from schemas.tables import metadata

SPEECH_TABLES: Final[tuple[str, ...]] = tuple(to_rows(Speech(doc_id=""), ""))
"""The tables that hold a speech, in an order that foreign keys allow."""

to_json: Final[Callable[[Any], str]] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON as it is stored; Chinese stays readable."""


@lru_cache(maxsize=32)
def columns_of(table: str) -> tuple[sa.Column[Any], ...]:
    """Return the columns of a table that are written, those left out that the database derives.

    >>> [column.name for column in columns_of("projects")][:4]
    ['id', 'name', 'stage', 'investment']
    """
    return tuple(column for column in metadata.tables[table].c if column.computed is None)


def to_cells(table: str, row: Row) -> Row:
    """Return a row with its figures, dates, JSON and texts as SQLite and PostgreSQL take them.

    >>> import decimal
    >>> row = dict.fromkeys((column.name for column in columns_of("projects")), None)
    >>> to_cells("projects", row | {"investment": decimal.Decimal("2.5E+8")})["investment"]
    '250000000'
    """
    makers = _makers(table)
    return {
        name: value if value is None or (make := makers.get(name)) is None else make(value)
        for name, value in row.items()
    }


@lru_cache(maxsize=32)
def _makers(table: str) -> Mapping[str, Callable[[Any], Any]]:
    kinds: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
        (AnyText, storable),
        (AnyJson, lambda value: to_json(mapped(value, storable))),
        (ExactDecimal, plain),
        (sa.Date, lambda value: value.isoformat()),
    )
    return {
        column.name: make
        for column in columns_of(table)
        for kind, make in kinds
        if isinstance(column.type, kind)
    }
