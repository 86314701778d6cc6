"""The ledger of `zhibiao run`: what became of each document of an archive, beside the tables of `schemas.tables`.

A document is known here by `content`, a hash of its bytes and of how they are read (of a row: of its text and of what
its other columns say), so that the same content is read once wherever it lies.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import sqlalchemy as sa

from schemas.column_types import AnyText
from schemas.tables import metadata

Status = Literal["pending", "done", "failed"]
Cause = Literal["unreadable", "error", "crash", "time", "memory"]

STATUSES: Final[tuple[str, ...]] = get_args(Status)
CAUSES: Final[tuple[str, ...]] = get_args(Cause)


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


run_ledger = sa.Table(
    "run_ledger",
    metadata,
    sa.Column("content", AnyText, primary_key=True),
    sa.Column("pipeline_version", AnyText, primary_key=True),
    sa.Column("place", AnyText, nullable=False),
    sa.Column("status", AnyText, nullable=False),
    sa.Column("cause", AnyText),
    sa.Column("reason", AnyText),
    sa.Column("doc_id", AnyText, index=True),
    sa.Column("sha256", AnyText),
    sa.Column("encoding", AnyText),
    sa.Column("characters", sa.Integer),
    sa.Column("records", sa.Integer),
    _one_of("status", STATUSES),
    _one_of("cause", CAUSES),
    sa.Index(None, "pipeline_version", "status"),
)
"""One row a content and version of the pipeline; `place` is where the content was found first.

`cause` and `reason` say why it failed. `doc_id`, `sha256`, `encoding`, `characters` and `records` are those of the
document that was read. What could not be read as far as a content (a broken row, a folder that may not be listed)
stands under a hash of its place.
"""

run_places = sa.Table(
    "run_places",
    metadata,
    sa.Column("content", AnyText, primary_key=True),
    sa.Column("place", AnyText, primary_key=True),
    sa.Index(None, "place"),
)
"""Every place where a content was found: a path, or one within a file (`archive.zip!/a.txt`, `table.csv:7`)."""
