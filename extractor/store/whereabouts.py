"""Under which paths each text is known, and which texts a new reading of the same bytes takes the place of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from extractor.store.bulk import insert, parts
from extractor.store.rows import Row
from schemas.tables import document_paths

_seen = document_paths.c


class Sighting(NamedTuple):
    """A document that was read, and where; `path` is None where it has none."""

    doc_id: str
    path: str | None
    sha256: str | None
    encoding: str | None


class Whereabouts:
    """The paths of some documents, and how they change as documents are seen one after the other.

    `kept` are the documents seen that are left at the end, in the order in which each was last seen; `gone` those
    that are no longer known from anywhere.
    """

    def __init__(self, rows: Iterable[Row], elsewhere: set[str]) -> None:
        """Begin with the rows of `document_paths` at the paths at hand, and the documents known elsewhere too."""
        self._before = {(row["doc_id"], row["path"]): row for row in rows}
        self._elsewhere = elsewhere
        self._at: dict[str, dict[str, Row]] = {}
        self._paths: dict[str, set[str]] = {}
        for row in self._before.values():
            self._put(row)
        self.kept: dict[str, None] = {}
        self.gone: set[str] = set()

    def see(self, seen: Sighting) -> None:
        """Take note of a document: the same bytes at the same path now read as its text, and as no other."""
        self.kept.pop(seen.doc_id, None)
        self.kept[seen.doc_id] = None
        self.gone.discard(seen.doc_id)
        if seen.path is None:
            return
        self._put(seen._asdict())
        if seen.sha256 is None:
            return
        for other, row in list(self._at[seen.path].items()):
            if other != seen.doc_id and row["sha256"] == seen.sha256:
                self._drop(other, seen.path)

    def write(self, connection: sa.Connection) -> None:
        """Write what changed; the documents that are left must be there, those that are gone must not."""
        after = {(row["doc_id"], path): row for path, rows in self._at.items() for row in rows.values()}
        changed = [key for key, row in self._before.items() if after.get(key) != row]
        if changed:
            this = (_seen.doc_id == sa.bindparam("which")) & (_seen.path == sa.bindparam("where"))
            given = [{"which": doc_id, "where": path} for doc_id, path in changed]
            connection.execute(document_paths.delete().where(this), given)
        new = sorted(key for key, row in after.items() if self._before.get(key) != row)
        insert(connection, document_paths, [after[key] for key in new])

    def _put(self, row: Row) -> None:
        self._at.setdefault(row["path"], {})[row["doc_id"]] = row
        self._paths.setdefault(row["doc_id"], set()).add(row["path"])

    def _drop(self, doc_id: str, path: str) -> None:
        del self._at[path][doc_id]
        self._paths[doc_id].discard(path)
        if not self._paths[doc_id] and doc_id not in self._elsewhere:
            self.kept.pop(doc_id, None)
            self.gone.add(doc_id)


def whereabouts(connection: sa.Connection, seen: Sequence[Sighting]) -> Whereabouts:
    """Look up the paths that the sightings can touch, and take note of them in their order."""
    paths = [one.path for one in seen if one.path is not None]
    rows: list[Row] = []
    for some in parts(paths):
        found = connection.execute(sa.select(document_paths).where(_seen.path.in_(some)))
        rows += map(dict, found.mappings())
    here: dict[str, int] = {}
    for row in rows:
        here[row["doc_id"]] = here.get(row["doc_id"], 0) + 1
    number = sa.func.count()
    elsewhere: set[str] = set()
    for some in parts([*here, *(one.doc_id for one in seen)]):
        query = sa.select(_seen.doc_id, number).where(_seen.doc_id.in_(some)).group_by(_seen.doc_id)
        elsewhere |= {doc_id for doc_id, count in connection.execute(query) if count > here.get(doc_id, 0)}
    known = Whereabouts(rows, elsewhere)
    for one in seen:
        known.see(one)
    return known
