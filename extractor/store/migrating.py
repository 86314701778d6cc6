"""A database is brought to the newest version of the tables when it is opened."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

import schemas.ledger  # noqa: F401 (its tables are among those of the metadata)
from extractor.store.connecting import reading, writing
from extractor.store.errors import StoreError
from schemas.tables import documents, metadata
from schemas.views import VIEWS

if TYPE_CHECKING:
    from alembic.config import Config

_STEPS: Final = "extractor.store.migrations"
_STEP: Final = re.compile(r"(\d{4})_\w+\.py")
_OURS: Final = {"doc_id", "reader_version", "pipeline_version"}
_VERSION: Final = sa.table("zhibiao_version", sa.column("version_num", sa.String))


def alembic_options(connection: sa.Connection) -> dict[str, Any]:
    """Return how Alembic is to look at a database: views are no tables, and are made anew after each upgrade."""

    def included(thing: Any, _name: str | None, kind: str, *_: object) -> bool:
        if kind == "index":
            return thing.info.get("dialect") in (None, connection.dialect.name)
        return not (kind == "table" and thing.is_view)

    return {
        "target_metadata": metadata,
        # Other programs may keep tables and a version of their own in the same database.
        "version_table": _VERSION.name,
        "include_object": included,
    }


def known_versions() -> list[str]:
    """Return the versions of the tables that this program knows, the oldest first.

    >>> known_versions()[0]
    '0001'
    """
    files = resources.files(_STEPS).joinpath("versions").iterdir()
    return sorted(found[1] for file in files if (found := _STEP.fullmatch(file.name)))


def bring_up_to_date(engine: sa.Engine, name: str, *, make: bool = True) -> None:
    """Bring a database to the newest version, in one transaction; where there are no tables, make them.

    Args:
        engine: of the database, as `extractor.store.connecting.connect` gives it.
        name: what messages call it.
        make: whether to make tables where there are none.

    Raises:
        StoreError: it was made by a newer program, its tables are something else's, it is not in UTF-8, or it has
            no tables and is not to get any.
    """
    with reading(engine) as connection:
        if _is_newest(connection, name):
            return
        if not make and not sa.inspect(connection).has_table(documents.name):
            raise StoreError(f"{name}: holds no documents of zhibiao")
    with writing(engine) as connection:
        # Another process may have done it in the meantime.
        if not _is_newest(connection, name):
            _check_it_is_ours(connection, name)
            _upgrade(connection)


def _is_newest(connection: sa.Connection, name: str) -> bool:
    version = _version(connection)
    known = known_versions()
    if version is not None and version not in known:
        raise StoreError(
            f"{name}: was made by a newer zhibiao (tables of version {version}, this one knows {known[-1]})"
        )
    return version == known[-1]


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(sa.select(_VERSION.c.version_num))


def _check_it_is_ours(connection: sa.Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        encoding = connection.scalar(sa.text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise StoreError(f"{name}: is in {encoding}; make the database with ENCODING 'UTF8'")
    there = sa.inspect(connection)
    if there.has_table(documents.name):
        columns = {column["name"] for column in there.get_columns(documents.name)}
        if not columns >= _OURS:
            raise StoreError(f"{name}: has a table {documents.name} of something else")
    elif taken := sorted({*there.get_table_names(), *there.get_view_names()} & {*metadata.tables}):
        raise StoreError(f"{name}: has a table {taken[0]} of something else")


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command

    if not sa.inspect(connection).has_table(documents.name):
        metadata.create_all(connection)
        command.stamp(alembic_config(connection), "head")
        return
    # SQLite rebuilds no table that a view looks at.
    for view in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {view.name}")
    command.upgrade(alembic_config(connection), "head")
    metadata.create_all(connection, tables=VIEWS)


def alembic_config(connection: sa.Connection) -> Config:
    """Return what Alembic's commands need to work on a database over an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _STEPS.replace(".migrations", ":migrations"))
    config.attributes["connection"] = connection
    return config
