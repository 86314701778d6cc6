"""From the address of a database to an engine, and the two kinds of transaction: to read and to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from extractor.store.cells import to_json
from extractor.store.errors import StoreError

_LOCK_SECONDS = 30
_SUPPORTED = ("sqlite", "postgresql")
_SECRET = ("password", "sslpassword")
_WRITERS_LOCK = 0x7A68_6962
"""The advisory lock of PostgreSQL that a writer holds; any number does that other programs do not use."""


def url_of(target: str | Path) -> sa.URL:
    """Return the URL of a database; what has no scheme is the path of an SQLite file.

    Raises:
        StoreError: it is not an address.

    >>> url_of("a.sqlite").render_as_string(), url_of("postgres://h/archive").drivername
    ('sqlite:///a.sqlite', 'postgresql+psycopg')
    """
    if isinstance(target, Path) or "://" not in target:
        return sa.URL.create("sqlite", database=str(target))
    try:
        url = sa.make_url(target)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{target.partition('://')[0]}://…: not a database address") from error
    # libpq knows PostgreSQL by both names.
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def name_of(url: sa.URL) -> str:
    """Return what messages call a database: the path of a file, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "sqlite://"
    shown = url.set(drivername=url.get_backend_name()).difference_update_query(_SECRET)
    return shown.render_as_string(hide_password=True)


def must_be_there(url: sa.URL) -> None:
    """Check that an SQLite file is there, since SQLite makes one where there is none.

    Raises:
        StoreError: there is no such file.
    """
    file = url.database if url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not file.startswith("file:") and not Path(file).exists():
        raise StoreError(f"{name_of(url)}: no such file")


def connect(url: sa.URL) -> sa.Engine:
    """Return an engine; nothing is opened yet.

    Raises:
        StoreError: it is no database that zhibiao knows, or its driver is not installed.
    """
    name = name_of(url)
    if url.get_backend_name() not in _SUPPORTED:
        raise StoreError(
            f"{name}: not a database address that zhibiao knows: give sqlite:/// or postgresql://"
        )
    options: dict[str, Any] = {"json_serializer": to_json}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": _LOCK_SECONDS}
    else:
        options |= {"pool_pre_ping": True, "client_encoding": "utf8"}
    try:
        engine = sa.create_engine(url, **options)
    except ImportError as error:
        missing = f"the driver {error.name or url.get_driver_name()!r} is not installed"
        raise StoreError(f"{name}: {missing}; pip install 'zhibiao[postgres]' brings psycopg") from error
    except (NoSuchModuleError, ArgumentError, ValueError, TypeError) as error:
        raise StoreError(f"{name}: not a database address: {error}") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _settle_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that sees one state of the database to its end, whatever others write meanwhile."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that writes; others that write wait until it ends, so that none can deadlock."""
    with engine.execution_options(zhibiao_writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_LOCK)))
        yield connection


def take_stock(engine: sa.Engine) -> None:
    """Let SQLite count what its indexes hold, without which it may take the wrong one; servers do so themselves."""
    if engine.dialect.name != "sqlite":
        return
    with suppress(OperationalError), engine.connect() as connection:
        # Never worth waiting for, nor worth more than a moment in a large database.
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _settle_sqlite(connection: Any, _: object) -> None:
    # Python's own handling of transactions leaves reading and the making of tables outside of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    # SQLite does not look at foreign keys unless each connection asks for it.
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that begins as a reader cannot always become a writer.
    writes = connection.get_execution_options().get("zhibiao_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
