"""What goes when documents are read anew or are no longer known: their rows, and the findings that rest on them."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from extractor.store.bulk import delete, parts
from schemas.tables import documents, finding_figures, findings, metadata

_REPLACED = ("document_parts", "sections", "repairs", "flags", "records")


def forget(connection: sa.Connection, replaced: Iterable[str], gone: Iterable[str]) -> None:
    """Delete all but the documents and paths of those that are replaced, and all of those that are gone."""
    replaced, gone = list(replaced), list(gone)
    forget_findings(connection, [*replaced, *gone])
    for name in _REPLACED:
        delete(connection, metadata.tables[name].c.doc_id, replaced)
    delete(connection, documents.c.doc_id, gone)


def forget_findings(connection: sa.Connection, doc_ids: Iterable[str]) -> None:
    """Delete the findings that rest on a figure of any of these documents."""
    for some in parts(doc_ids):
        about = sa.select(finding_figures.c.finding_id).where(finding_figures.c.doc_id.in_(some))
        connection.execute(
            findings.delete().where(findings.c.finding_id.in_(about) | findings.c.doc_id.in_(some))
        )
