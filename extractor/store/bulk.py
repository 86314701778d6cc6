"""Many rows at once: COPY on PostgreSQL, one prepared statement elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from extractor.store.rows import Row

_AT_ONCE = 500
"""How many values stand in one list of a statement; SQLite takes 32766 parameters and less before 3.32."""


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows, all with the same columns."""
    if not rows:
        return
    if connection.dialect.driver == "psycopg":
        _copy(connection, table, rows)
    else:
        connection.execute(table.insert(), rows)


def delete(
    connection: sa.Connection,
    column: sa.Column[str],
    values: Iterable[str],
    *where: sa.ColumnElement[bool],
) -> None:
    """Delete the rows whose column holds one of the values, and of which the conditions hold."""
    for part in parts(values):
        connection.execute(column.table.delete().where(column.in_(part), *where))


def parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Give values in the order of their code points, in parts that a statement can hold."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def insert_cells(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of `extractor.store.cells`: the values of these columns, past SQLAlchemy's own handling of them."""
    names = _names(connection, [table.c[name] for name in columns])
    into = f"{connection.dialect.identifier_preparer.format_table(table)} ({names})"
    if connection.dialect.driver == "psycopg":
        _copy_rows(connection, into, rows)
    elif listed := list(map(tuple, rows)):
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({', '.join('?' * len(columns))})", listed)


def _copy(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    dialect = connection.dialect
    columns = [table.c[name] for name in rows[0]]
    prepare = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    into = f"{dialect.identifier_preparer.format_table(table)} ({_names(connection, columns)})"
    made = (
        [
            row[column.name] if process is None else process(row[column.name])
            for column, process in zip(columns, prepare, strict=True)
        ]
        for row in rows
    )
    _copy_rows(connection, into, made)


def _names(connection: sa.Connection, columns: Iterable[sa.Column[Any]]) -> str:
    return ", ".join(map(connection.dialect.identifier_preparer.format_column, columns))


def _copy_rows(connection: sa.Connection, into: str, rows: Iterable[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
