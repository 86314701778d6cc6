"""The account of a run in the database: which documents are there, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from corpus.readers.errors import ReadError
from extractor.batch.archive import Entry, place_key
from extractor.batch.batch import one_line
from extractor.batch.tables import failure
from extractor.store.bulk import delete, insert, parts
from extractor.store.database import Store
from extractor.store.forgetting import forget
from extractor.store.whereabouts import Sighting, whereabouts
from schemas.ledger import run_ledger, run_places
from schemas.tables import documents

_kept = run_ledger.c
_COLUMNS: Final = tuple(column.name for column in run_ledger.c)


# Where the name of what lies around a place may end: an archive, a row of a table, a folder.
_ENDS: Final = re.compile(r"!/|:\d+$|/")


class Failure(NamedTuple):
    """A document that was set aside."""

    place: str
    cause: str
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """How many documents of one version of the pipeline are in each state, and what the done ones hold."""

    version: str
    pending: int = 0
    done: int = 0
    failed: int = 0
    places: int = 0
    characters: int = 0
    records: int = 0
    causes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registered:
    """What the ledger said of some entries: those to be read, and what is to be told of the others."""

    wanted: list[Entry]
    known: int
    failed_before: int
    failures: list[Failure]


def register(
    connection: sa.Connection, version: str, entries: Sequence[Entry], *, retry: bool = False
) -> Registered:
    """Enter documents into the ledger as pending, with their places, and say which of them are to be read.

    What is done is not read again, and a document that failed only for `retry`; a place that was not known gets the
    document that was read from the same content. Entries that could not be read are entered as failed.
    """
    good = [entry for entry in entries if not isinstance(entry.found, ReadError)]
    # What could not be read before, and now can, is no failure any more; nor is what lies around it.
    around = {place for entry in good for place in _around(entry.place)}
    delete(connection, _kept.content, map(place_key, around))
    before = _rows(connection, version, {entry.content for entry in entries})
    new_places = _enter_places(connection, good)
    wanted: dict[str, Entry] = {}
    failures: list[Failure] = []
    known = failed_before = 0
    entered: dict[str, dict[str, Any]] = {}
    for entry in entries:
        row = before.get(entry.content)
        if isinstance(entry.found, ReadError):
            reason = one_line(entry.found.cause)
            if row is not None and row["reason"] == reason:
                failed_before += 1
            else:
                failures.append(Failure(entry.place, "unreadable", reason))
                entered[entry.content] = failure(entry.place, entry.content, "unreadable", reason)
        elif row is None or row["status"] == "pending" or (row["status"] == "failed" and retry):
            if row is None and entry.content not in wanted:
                entered[entry.content] = {
                    "place": entry.place,
                    "content": entry.content,
                    "status": "pending",
                }
            known += entry.content in wanted
            wanted.setdefault(entry.content, entry)
        else:
            known += row["status"] == "done"
            failed_before += row["status"] == "failed"
    delete(connection, _kept.content, entered, _kept.pipeline_version == version)
    insert(connection, run_ledger, [_whole(row, version) for row in entered.values()])
    _place_known(connection, before, new_places)
    return Registered(list(wanted.values()), known, failed_before, failures)


def places_of(connection: sa.Connection, contents: Iterable[str]) -> dict[str, list[str]]:
    """Return the places of contents, in the order of their code points."""
    found: dict[str, list[str]] = {}
    for some in parts(contents):
        query = sa.select(run_places).where(run_places.c.content.in_(some))
        for content, place in connection.execute(query):
            found.setdefault(content, []).append(place)
    return {content: sorted(places) for content, places in found.items()}


def documents_there(connection: sa.Connection, doc_ids: Iterable[str]) -> set[str]:
    """Return which of the documents are in the database."""
    there: set[str] = set()
    for some in parts(doc_ids):
        there |= set(connection.scalars(sa.select(documents.c.doc_id).where(documents.c.doc_id.in_(some))))
    return there


def finish(connection: sa.Connection, version: str, outcomes: Sequence[dict[str, Any]]) -> None:
    """Write what became of documents that are in the ledger."""
    columns = [name for name in _COLUMNS if name not in ("content", "pipeline_version", "place")]
    this = (_kept.content == sa.bindparam("which")) & (_kept.pipeline_version == version)
    change = run_ledger.update().where(this).values({name: sa.bindparam(f"new_{name}") for name in columns})
    given = [
        {"which": one["content"], **{f"new_{name}": one.get(name) for name in columns}}
        for one in sorted(outcomes, key=lambda one: str(one["content"]))
    ]
    if given:
        connection.execute(change, given)


def accounts(store: Store) -> list[Account]:
    """Give the account of each version of the pipeline that was run.

    Raises:
        StoreError: the database cannot be read.
    """
    number = sa.func.count()
    query = sa.select(
        _kept.pipeline_version,
        _kept.status,
        _kept.cause,
        number,
        sa.func.sum(_kept.characters),
        sa.func.sum(_kept.records),
    ).group_by(_kept.pipeline_version, _kept.status, _kept.cause)
    joined = run_places.join(run_ledger, run_places.c.content == _kept.content)
    where = sa.select(_kept.pipeline_version, number).select_from(joined).group_by(_kept.pipeline_version)
    with store.reading() as connection:
        places = {row[0]: row[1] for row in connection.execute(where)}
        found: dict[str, dict[str, Any]] = {}
        for version, status, cause, count, characters, records in connection.execute(query):
            one = found.setdefault(
                version,
                {"pending": 0, "done": 0, "failed": 0, "characters": 0, "records": 0, "causes": {}},
            )
            one[status] += count
            one["characters"] += int(characters or 0)
            one["records"] += int(records or 0)
            if cause is not None:
                one["causes"][cause] = one["causes"].get(cause, 0) + count
    return [
        Account(version=version, places=places.get(version, 0), **found[version]) for version in sorted(found)
    ]


def failures(store: Store, version: str) -> Iterator[Failure]:
    """Give the documents of a version that failed, by place.

    Raises:
        StoreError: the database cannot be read.
    """
    query = sa.select(_kept.place, _kept.cause, _kept.reason).where(
        _kept.pipeline_version == version, _kept.status == "failed"
    )
    with store.reading() as connection:
        # Servers sort by the rules of a language.
        found = sorted(tuple(row) for row in connection.execute(query))
    for place, cause, reason in found:
        yield Failure(place, cause or "", reason or "")


def _rows(connection: sa.Connection, version: str, contents: Iterable[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for some in parts(contents):
        query = sa.select(run_ledger).where(_kept.pipeline_version == version, _kept.content.in_(some))
        found |= {row["content"]: dict(row) for row in connection.execute(query).mappings()}
    return found


def _enter_places(connection: sa.Connection, entries: Sequence[Entry]) -> list[tuple[str, str]]:
    there = places_of(connection, {entry.content for entry in entries})
    new = {
        (entry.content, entry.place) for entry in entries if entry.place not in there.get(entry.content, ())
    }
    ordered = sorted(new)
    insert(connection, run_places, [{"content": content, "place": place} for content, place in ordered])
    return ordered


def _around(place: str) -> Iterator[str]:
    """Give a place, and the places of the files, archives and folders around it."""
    yield place
    for end in _ENDS.finditer(place):
        yield place[: end.start()]


def _place_known(
    connection: sa.Connection, before: dict[str, dict[str, Any]], new: Sequence[tuple[str, str]]
) -> None:
    """Put new places of what is done beside the document that was read there."""
    seen = [
        Sighting(row["doc_id"], place, row["sha256"], row["encoding"])
        for content, place in new
        if (row := before.get(content)) is not None and row["status"] == "done"
    ]
    there = documents_there(connection, [one.doc_id for one in seen])
    known = whereabouts(connection, [one for one in seen if one.doc_id in there])
    forget(connection, (), known.gone)
    known.write(connection)


def _whole(row: dict[str, Any], version: str) -> dict[str, Any]:
    return {**dict.fromkeys(_COLUMNS), **row, "pipeline_version": version}
