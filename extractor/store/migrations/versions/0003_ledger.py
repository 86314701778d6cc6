"""The ledger of `zhibiao run`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make its tables."""
    op.create_table(
        "run_ledger",
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("pipeline_version", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("doc_id", sa.Text()),
        sa.Column("sha256", sa.Text()),
        sa.Column("encoding", sa.Text()),
        sa.Column("characters", sa.Integer()),
        sa.Column("records", sa.Integer()),
        sa.CheckConstraint("status IN ('pending', 'done', 'failed')", name=op.f("ck_run_ledger_status")),
        sa.CheckConstraint(
            "cause IN ('unreadable', 'error', 'crash', 'time', 'memory')", name=op.f("ck_run_ledger_cause")
        ),
        sa.PrimaryKeyConstraint("content", "pipeline_version", name=op.f("pk_run_ledger")),
    )
    op.create_index(op.f("ix_run_ledger_doc_id"), "run_ledger", ["doc_id"])
    op.create_index(
        op.f("ix_run_ledger_pipeline_version_status"), "run_ledger", ["pipeline_version", "status"]
    )
    op.create_table(
        "run_places",
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("content", "place", name=op.f("pk_run_places")),
    )
    op.create_index(op.f("ix_run_places_place"), "run_places", ["place"])
