"""Speeches in a relational database, through SQLAlchemy Core."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from extractor.store.bulk import delete, insert, parts
from extractor.store.connecting import connect, must_be_there, name_of, reading, take_stock, url_of, writing
from extractor.store.errors import StoreError
from extractor.store.finding_rows import figure_rows, finding_from_rows, finding_row
from extractor.store.forgetting import forget, forget_findings
from extractor.store.migrating import bring_up_to_date
from extractor.store.review_rows import review_from_row, review_row
from extractor.store.rows import Row, from_rows, to_rows
from extractor.store.whereabouts import Sighting, whereabouts
from extractor.version import __version__
from schemas import Review, Speech
from schemas.findings import Finding
from schemas.tables import documents, finding_figures, findings, metadata, records, reviews
from schemas.views import reviewed_findings, reviewed_records


class Store:
    """A database of speeches; see `extractor.store.open_store`. Use it as a context manager, or close it.

    `engine` is the SQLAlchemy engine, for queries over `schemas.tables`; `name` is what messages call the database.
    """

    def __init__(self, target: str | Path, *, make: bool = True) -> None:
        url = url_of(target)
        if not make:
            must_be_there(url)
        self.name = name_of(url)
        self.engine = connect(url)
        self._wrote = False
        with self._errors():
            bring_up_to_date(self.engine, self.name, make=make)

    def save(self, speech: Speech) -> None:
        """Store a document and its records in one transaction, in place of what an earlier run gave for it.

        A document is known by its source text (`doc_id`). The same text at another path keeps both paths in
        `document_paths`. Where a new reader reads another text from the same bytes at the same path, the text
        it read before goes, unless it is known from another path too. Findings that rest on what was there go.

        Raises:
            StoreError: the database refuses it; nothing of the document is changed then.
        """
        self.save_many([speech])

    def save_many(
        self, speeches: Sequence[Speech], *, also: Callable[[sa.Connection], None] | None = None
    ) -> None:
        """Store documents in one transaction, as if each were saved after the other.

        Args:
            speeches: the documents.
            also: what else to write in the same transaction; it is given the connection at the end, and what it
                raises undoes everything.

        Raises:
            StoreError: the database refuses one of them; nothing is changed then.

        >>> with Store("sqlite://") as store:
        ...     store.save_many([Speech(doc_id="d2"), Speech(doc_id="d1")])
        ...     store.doc_ids()
        ['d1', 'd2']
        """
        with self.writing() as connection:
            _save(connection, speeches)
            if also is not None:
                also(connection)

    def write_ahead(self) -> None:
        """Let others read an SQLite file while it is written, for as long as it is one; servers do so anyway.

        Raises:
            StoreError: the file cannot be written.
        """
        if self.engine.dialect.name == "sqlite":
            with self._errors(), closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that writes; what is raised within undoes everything.

        Raises:
            StoreError: the database refuses something.
        """
        with self._errors(), writing(self.engine) as connection:
            yield connection
        self._wrote = True

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that sees one state of the database to its end.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._errors(), reading(self.engine) as connection:
            yield connection

    def load(self, doc_id: str) -> Speech:
        """Give a document back as it was saved last.

        Raises:
            KeyError: no document has that identifier.
            StoreError: the database cannot be read.
        """
        with self._errors(), reading(self.engine) as connection:
            tables = _read(connection, doc_id)
        if not tables["documents"]:
            raise KeyError(doc_id)
        return from_rows(tables)

    def doc_ids(self) -> list[str]:
        """Give the identifiers of all documents, sorted."""
        with self._errors(), reading(self.engine) as connection:
            # Servers sort by the rules of a language.
            return sorted(connection.scalars(sa.select(documents.c.doc_id)))

    def speeches(self) -> Iterator[Speech]:
        """Give all documents one after the other, by path.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(documents.c.path, documents.c.doc_id)
        with self._errors(), reading(self.engine) as connection:
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
        with self.writing() as connection:
            forget_findings(connection, audited)
            insert(connection, findings, rows)
            insert(connection, finding_figures, figures)
        return len(new)

    def findings(self) -> Iterator[Finding]:
        """Give all findings in the order in which they were written.

        Raises:
            StoreError: the database cannot be read.
        """
        order = (findings.c.seq, findings.c.finding_id)
        joined = finding_figures.join(findings, finding_figures.c.finding_id == findings.c.finding_id)
        query = sa.select(finding_figures).select_from(joined).order_by(*order, finding_figures.c.idx)
        with self._errors(), reading(self.engine) as connection:
            rows = connection.execute(sa.select(findings).order_by(*order)).mappings().all()
            figures: dict[str, list[dict[str, Any]]] = {}
            for figure in connection.execute(query).mappings():
                figures.setdefault(figure["finding_id"], []).append(dict(figure))
        for row in rows:
            own = figures.get(row["finding_id"], [])
            # A figure is missing where its document was deleted.
            if len(own) == row["figures"]:
                yield finding_from_rows(dict(row), own)

    def save_reviews(self, given: Iterable[Review]) -> int:
        """Store people's verdicts in one transaction, each in place of an earlier one of the same person on the same.

        They stay when documents are saved again or deleted, and need no document to be there.

        Raises:
            StoreError: the database refuses it; nothing is changed then.
        """
        now = dt.datetime.now(dt.UTC)
        rows = {review.id: review_row(review, now) for review in given}
        with self.writing() as connection:
            delete(connection, reviews.c.review_id, rows)
            insert(connection, reviews, list(rows.values()))
        return len(rows)

    def reviews(self) -> list[Review]:
        """Give all verdicts, by document, place and reviewer."""
        query = sa.select(reviews)
        with self._errors(), reading(self.engine) as connection:
            found = [review_from_row(dict(row)) for row in connection.execute(query).mappings()]
        return sorted(found, key=lambda one: (one.sha256, one.start, one.end, one.subject, one.reviewer))

    def reviews_of(self, doc_id: str) -> dict[str, list[Review]]:
        """Give the verdicts on what a document holds now, by the `id` of the record or finding, by reviewer."""
        found: dict[str, list[Review]] = {}
        with self._errors(), reading(self.engine) as connection:
            for view, key in ((reviewed_records, "id"), (reviewed_findings, "finding_id")):
                for row in connection.execute(sa.select(view).where(view.c.doc_id == doc_id)).mappings():
                    found.setdefault(row[key], []).append(
                        review_from_row({**row, "verdict": row["judgement"]})
                    )
        return {key: sorted(found[key], key=lambda one: one.reviewer) for key in sorted(found)}

    def close(self) -> None:
        """Let go of the connections."""
        if self._wrote:
            take_stock(self.engine)
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
        # COPY goes past SQLAlchemy, which then does not wrap the driver's errors.
        driver = self.engine.dialect.loaded_dbapi.Error
        try:
            yield
        except (SQLAlchemyError, UnicodeEncodeError, driver) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise StoreError(f"{self.name}: {' '.join(str(cause).split())}") from error


def _save(connection: sa.Connection, speeches: Sequence[Speech]) -> None:
    known = whereabouts(connection, [_sighting(speech) for speech in speeches])
    forget(connection, known.kept, known.gone)
    last = {speech.doc_id: speech for speech in speeches}
    rows: dict[str, list[Row]] = {}
    for doc_id in known.kept:
        for name, found in to_rows(last[doc_id], __version__).items():
            rows.setdefault(name, []).extend(found)
    _upsert(connection, rows.pop("documents", []))
    known.write(connection)
    for name, found in rows.items():
        insert(connection, metadata.tables[name], found)


def _sighting(speech: Speech) -> Sighting:
    source = speech.source
    return Sighting(speech.doc_id, source.path, source.sha256, source.encoding)


def _upsert(connection: sa.Connection, rows: Sequence[Row]) -> None:
    there: set[str] = set()
    for some in parts(row["doc_id"] for row in rows):
        there |= set(connection.scalars(sa.select(documents.c.doc_id).where(documents.c.doc_id.in_(some))))
    old = [{"known": row["doc_id"], **row} for row in rows if row["doc_id"] in there]
    if old:
        # Not deleted first: other tables refer to a document, and their rows would go with it.
        changed: dict[str, sa.BindParameter[Any]] = {
            column.name: sa.bindparam(column.name) for column in documents.c
        }
        connection.execute(
            documents.update().where(documents.c.doc_id == sa.bindparam("known")).values(changed), old
        )
    insert(connection, documents, [row for row in rows if row["doc_id"] not in there])


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
