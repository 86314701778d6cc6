"""Databases for the benchmarks of a batch, and a hash over all that is in one."""

from __future__ import annotations

import hashlib
import itertools
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.postgres import serving

KINDS = ("sqlite", "postgresql")
_numbers = itertools.count(1)


class Databases:
    """Gives the URL of a new empty database as often as it is asked for one."""

    def __init__(self, kind: str, folder: Path, stack: ExitStack) -> None:
        self.kind = kind
        self._folder = folder
        self._server = stack.enter_context(serving()) if kind == "postgresql" else None

    def new(self) -> str:
        number = next(_numbers)
        if self._server is None:
            return f"sqlite:///{self._folder / f'{number}.sqlite'}"
        name = f"batch_{number}"
        engine = sa.create_engine(psycopg(self._server.url), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        engine.dispose()
        return self._server.database(name)


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    """Give databases of one kind, with a server of their own where they need one.

    Raises:
        tests.postgres.NoServerError: none can be started.
    """
    with ExitStack() as stack:
        yield Databases(kind, folder, stack)


def psycopg(url: str) -> sa.URL:
    """Return an URL with the driver that is used here."""
    made = sa.make_url(url)
    return made.set(drivername="postgresql+psycopg") if made.drivername == "postgresql" else made


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    """Open a database to look into it."""
    engine = sa.create_engine(psycopg(url))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def hash_of(url: str) -> str:
    """Hash all rows of all tables, in an order that does not hang on when they were written."""
    digest = hashlib.sha256()
    with connected(url) as connection:
        tables = sa.MetaData()
        with warnings.catch_warnings():
            # Of indexes on expressions, which hold no rows.
            warnings.simplefilter("ignore", sa.exc.SAWarning)
            tables.reflect(connection)
        for table in sorted(tables.tables.values(), key=lambda table: table.name):
            digest.update(f"{table.name}:{[column.name for column in table.columns]}\n".encode())
            rows = connection.execution_options(yield_per=1000).execute(sa.select(table))
            # One number a row, so that a table of any size fits in memory.
            sums = sorted(hashlib.sha256(repr(tuple(row)).encode()).digest() for row in rows)
            digest.update(b"".join(sums))
    return digest.hexdigest()


def counts_of(url: str) -> dict[str, int]:
    """Count the documents of the ledger by their status, and the characters of those that are done."""
    with connected(url) as connection:
        rows = connection.exec_driver_sql(
            "SELECT status, count(*), coalesce(sum(characters), 0) FROM run_ledger GROUP BY status"
        ).fetchall()
    found = {str(status): int(count) for status, count, _ in rows}
    return {**found, "characters": sum(int(characters) for *_, characters in rows)}
