"""Speeches in a relational database, through SQLAlchemy Core."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from extractor.store.errors import StoreError
from extractor.store.finding_rows import figure_rows, finding_from_rows, finding_row
from extractor.store.rows import from_rows, to_rows
from extractor.version import __version__
from schemas import Speech
from schemas.findings import Finding
from schemas.tables import document_paths, documents, finding_figures, findings, metadata, records

_LOCK_SECONDS = 30
_REPLACED = ("document_parts", "sections", "repairs", "flags", "records")


class Store:
    """A database of speeches; see `extractor.store.open_store`. Use it as a context manager, or close it.

    `engine` is the SQLAlchemy engine, for queries over `schemas.tables`.
    """

    def __init__(self, target: str | Path, *, make: bool = True) -> None:
        url = _url(target)
        self._name = _name(url)
        if not make:
            _must_be_there(url, self._name)
        try:
            self.engine = _engine(url)
        except ModuleNotFoundError as error:
            raise StoreError(f"{self._name}: the driver {error.name!r} is not installed") from error
        with self._errors():
            if make:
                _make_tables(self.engine)
            elif not sa.inspect(self.engine).has_table(documents.name):
                raise StoreError(f"{self._name}: holds no documents of zhibiao")

    def save(self, speech: Speech) -> None:
        """Store a document and its records in one transaction, in place of what an earlier run gave for it.

        A document is known by its source text (`doc_id`). The same text at another path keeps both paths in
        `document_paths`. Where a new reader reads another text from the same bytes at the same path, the text
        it read before goes, unless it is known from another path too. Findings that rest on what was there go.

        Raises:
            StoreError: the database refuses it; nothing of the document is changed then.
        """
        rows = to_rows(speech, __version__)
        with self._errors(), self.engine.begin() as connection:
            # Write first: a transaction that begins as a reader cannot always become a writer in SQLite.
            _forget_findings(connection, [speech.doc_id])
            for name in _REPLACED:
                table = metadata.tables[name]
                connection.execute(table.delete().where(table.c.doc_id == speech.doc_id))
            _upsert(connection, rows.pop("documents")[0])
            _remember_path(connection, speech)
            for name, found in rows.items():
                if found:
                    connection.execute(metadata.tables[name].insert(), found)

    def load(self, doc_id: str) -> Speech:
        """Give a document back as it was saved last.

        Raises:
            KeyError: no document has that identifier.
            StoreError: the database cannot be read.
        """
        with self._errors(), self.engine.connect() as connection:
            tables = _read(connection, doc_id)
        if not tables["documents"]:
            raise KeyError(doc_id)
        return from_rows(tables)

    def doc_ids(self) -> list[str]:
        """Give the identifiers of all documents, sorted."""
        query = sa.select(documents.c.doc_id).order_by(documents.c.doc_id)
        with self._errors(), self.engine.connect() as connection:
            return list(connection.scalars(query))

    def speeches(self) -> Iterator[Speech]:
        """Give all documents one after the other, by path.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(documents.c.path, documents.c.doc_id)
        with self._errors(), self.engine.connect() as connection:
            known = sorted((path or "", doc_id) for path, doc_id in connection.execute(query))
        for _, doc_id in known:
            yield self.load(doc_id)

    def save_findings(self, found: Iterable[Finding], doc_ids: Iterable[str] = ()) -> int:
        """Store the findings of an audit in one transaction; return how many.

        Every finding goes that was there before about one of the audited documents `doc_ids`, or about one that
        the new findings name.

        Raises:
            StoreError: the database refuses it (a document that is not there); nothing is changed then.
        """
        new = list(found)
        audited = {*doc_ids, *(figure.doc_id for finding in new for figure in finding.figures)}
        rows = [finding_row(finding, seq, __version__) for seq, finding in enumerate(new)]
        figures = [row for finding in new for row in figure_rows(finding)]
        with self._errors(), self.engine.begin() as connection:
            _forget_findings(connection, audited)
            for table, given in ((findings, rows), (finding_figures, figures)):
                if given:
                    connection.execute(table.insert(), given)
        return len(new)

    def findings(self) -> Iterator[Finding]:
        """Give all findings in the order in which they were written.

        Raises:
            StoreError: the database cannot be read.
        """
        order = (findings.c.seq, findings.c.finding_id)
        joined = finding_figures.join(findings, finding_figures.c.finding_id == findings.c.finding_id)
        query = sa.select(finding_figures).select_from(joined).order_by(*order, finding_figures.c.idx)
        with self._errors(), self.engine.connect() as connection:
            rows = connection.execute(sa.select(findings).order_by(*order)).mappings().all()
            figures: dict[str, list[dict[str, Any]]] = {}
            for figure in connection.execute(query).mappings():
                figures.setdefault(figure["finding_id"], []).append(dict(figure))
        for row in rows:
            own = figures.get(row["finding_id"], [])
            # A figure is missing where its document was deleted.
            if len(own) == row["figures"]:
                yield finding_from_rows(dict(row), own)

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        """Give the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, UnicodeEncodeError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise StoreError(f"{self._name}: {' '.join(str(cause).split())}") from error


def _url(target: str | Path) -> sa.URL:
    if isinstance(target, Path) or "://" not in target:
        return sa.URL.create("sqlite", database=str(target))
    try:
        return sa.make_url(target)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{target.partition('://')[0]}://…: not a database address") from error


def _must_be_there(url: sa.URL, name: str) -> None:
    # SQLite makes a file where there is none.
    file = url.database if url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not file.startswith("file:") and not Path(file).exists():
        raise StoreError(f"{name}: no such file")


def _name(url: sa.URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or "sqlite://"
    return url.render_as_string(hide_password=True)


def _engine(url: sa.URL) -> sa.Engine:
    # Chinese stays readable in the JSON columns.
    options: dict[str, Any] = {"json_serializer": _json}
    if url.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": _LOCK_SECONDS}
    try:
        engine = sa.create_engine(url, **options)
    except (NoSuchModuleError, ArgumentError, ValueError, TypeError) as error:
        raise StoreError(f"{_name(url)}: not a database address: {error}") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _keep_foreign_keys)
    return engine


def _make_tables(engine: sa.Engine) -> None:
    """Make the tables that are not there; another process may be making them at the same time."""
    for _ in metadata.tables:
        try:
            metadata.create_all(engine)
        except DBAPIError as error:
            if "already exists" not in str(error.orig):
                raise
        else:
            return
    metadata.create_all(engine)


_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _keep_foreign_keys(connection: Any, _: object) -> None:
    # SQLite does not look at foreign keys unless each connection asks for it.
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _upsert(connection: sa.Connection, row: dict[str, Any]) -> None:
    changed = connection.execute(documents.update().where(documents.c.doc_id == row["doc_id"]).values(row))
    if changed.rowcount == 0:
        connection.execute(documents.insert(), row)


def _forget_findings(connection: sa.Connection, doc_ids: Iterable[str]) -> None:
    about = sa.select(finding_figures.c.finding_id).where(finding_figures.c.doc_id == sa.bindparam("about"))
    stale = findings.delete().where(
        findings.c.finding_id.in_(about) | (findings.c.doc_id == sa.bindparam("about"))
    )
    given = [{"about": doc_id} for doc_id in sorted(set(doc_ids))]
    if given:
        connection.execute(stale, given)


def _remember_path(connection: sa.Connection, speech: Speech) -> None:
    source, seen = speech.source, document_paths.c
    if source.path is None:
        return
    same_place = seen.path == source.path
    connection.execute(document_paths.delete().where(same_place, seen.doc_id == speech.doc_id))
    connection.execute(
        document_paths.insert(),
        {
            "doc_id": speech.doc_id,
            "path": source.path,
            "sha256": source.sha256,
            "encoding": source.encoding,
        },
    )
    if source.sha256 is None:
        return
    other_reading = (same_place, seen.sha256 == source.sha256, seen.doc_id != speech.doc_id)
    stale = list(connection.scalars(sa.select(seen.doc_id).where(*other_reading)))
    if stale:
        connection.execute(document_paths.delete().where(*other_reading))
        elsewhere = sa.select(seen.doc_id)
        gone = documents.c.doc_id.in_(stale) & documents.c.doc_id.not_in(elsewhere)
        going = list(connection.scalars(sa.select(documents.c.doc_id).where(gone)))
        _forget_findings(connection, going)
        connection.execute(documents.delete().where(documents.c.doc_id.in_(going)))


def _read(connection: sa.Connection, doc_id: str) -> dict[str, list[dict[str, Any]]]:
    ids = sa.select(records.c.id).where(records.c.doc_id == doc_id)
    found = {}
    for name in to_rows(Speech(doc_id=doc_id), ""):
        table = metadata.tables[name]
        where = table.c.doc_id == doc_id if "doc_id" in table.c else table.c.id.in_(ids)
        order = [table.c[column] for column in ("seq", "idx") if column in table.c]
        query = sa.select(table).where(where).order_by(*order)
        found[name] = [dict(row) for row in connection.execute(query).mappings()]
    return found
