"""Under which paths each text is known, and which texts a new reading of the same bytes takes the place of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from extractor.store.bulk import insert, parts
from extractor.store.rows import Row
from schemas import Speech
from schemas.tables import document_paths

_seen = document_paths.c


class Whereabouts:
    """The paths of some documents, and how they change as speeches are saved one after the other.

    `kept` has the speeches that are left at the end by their `doc_id`, the last of each; `gone` the documents that
    are no longer known from anywhere.
    """

    def __init__(self, rows: Iterable[Row], elsewhere: set[str]) -> None:
        """Begin with the rows of `document_paths` at the paths at hand, and the documents known elsewhere too."""
        self._before = {(row["doc_id"], row["path"]): row for row in rows}
        self._elsewhere = elsewhere
        self._at: dict[str, dict[str, Row]] = {}
        self._paths: dict[str, set[str]] = {}
        for row in self._before.values():
            self._put(row)
        self.kept: dict[str, Speech] = {}
        self.gone: set[str] = set()

    def see(self, speech: Speech) -> None:
        """Take note of a speech: the same bytes at the same path now read as its text, and as no other."""
        self.kept.pop(speech.doc_id, None)
        self.kept[speech.doc_id] = speech
        self.gone.discard(speech.doc_id)
        source = speech.source
        if source.path is None:
            return
        about = {"sha256": source.sha256, "encoding": source.encoding}
        self._put({"doc_id": speech.doc_id, "path": source.path, **about})
        if source.sha256 is None:
            return
        for other, row in list(self._at[source.path].items()):
            if other != speech.doc_id and row["sha256"] == source.sha256:
                self._drop(other, source.path)

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


def whereabouts(connection: sa.Connection, speeches: Sequence[Speech]) -> Whereabouts:
    """Look up the paths that saving the speeches can touch."""
    paths = [speech.source.path for speech in speeches if speech.source.path is not None]
    rows: list[Row] = []
    for some in parts(paths):
        found = connection.execute(sa.select(document_paths).where(_seen.path.in_(some)))
        rows += map(dict, found.mappings())
    here: dict[str, int] = {}
    for row in rows:
        here[row["doc_id"]] = here.get(row["doc_id"], 0) + 1
    number = sa.func.count()
    elsewhere: set[str] = set()
    for some in parts([*here, *(speech.doc_id for speech in speeches)]):
        query = sa.select(_seen.doc_id, number).where(_seen.doc_id.in_(some)).group_by(_seen.doc_id)
        elsewhere |= {doc_id for doc_id, count in connection.execute(query) if count > here.get(doc_id, 0)}
    return Whereabouts(rows, elsewhere)
