"""Reviews go by a hash of what they are about; texts hold stand-ins for what PostgreSQL does not take; more indexes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from schemas.reviews import review_id
from schemas.storable import storable

revision = "0002"
down_revision = "0001"

_VERDICTS = ("right", "wrong", "unsure")
_BY_HASH = {
    "ix_claims_indicator": ("claims", "indicator"),
    "ix_projects_name": ("projects", "name"),
    "ix_project_parties_party": ("project_parties", "party"),
}


_TABLES = (
    "documents",
    "document_paths",
    "document_parts",
    "sections",
    "repairs",
    "flags",
    "records",
    "claims",
    "projects",
    "project_parties",
    "measures",
    "measure_amounts",
    "relations",
    "findings",
    "finding_figures",
    "reviews",
)


def upgrade() -> None:
    """Rebuild reviews, put in stand-ins, make the indexes."""
    _rebuild_reviews()
    for table in _TABLES:
        _put_in_stand_ins(table)
    op.create_index("ix_documents_place_date", "documents", ["place", "date"])
    op.create_index("ix_documents_place_code", "documents", ["place_code"])
    op.create_index("ix_projects_stage", "projects", ["stage"])
    op.create_index("ix_measures_deadline_end", "measures", ["deadline_end"])
    op.create_index("ix_records_place_kind", "records", ["place", "kind"])
    key = sa.text("coalesce(indicator_code, indicator)")
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_claims_indicator_key", "claims", [key, "period"])
    else:
        op.create_index("ix_claims_indicator_key_hash", "claims", [key], postgresql_using="hash")
        for name, (table, column) in _BY_HASH.items():
            op.drop_index(name, table)
            op.create_index(name, table, [column], postgresql_using="hash")


def _rebuild_reviews() -> None:
    connection = op.get_bind()
    rows = [dict(row) for row in connection.execute(sa.text("SELECT * FROM reviews")).mappings()]
    op.drop_table("reviews")
    op.create_table(
        "reviews",
        sa.Column("review_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("verdict IN ('right', 'wrong', 'unsure')", name=op.f("ck_reviews_verdict")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_sha256_start_char", "reviews", ["sha256", "start_char"])
    if rows:
        # Without types, so that moments go in as they came out.
        table = sa.table("reviews", *map(sa.column, rows[0]))
        connection.execute(table.insert(), [_by_hash(row) for row in rows])


def _by_hash(row: dict[str, Any]) -> dict[str, Any]:
    about = [row[name] for name in ("sha256", "subject", "start_char", "end_char", "quote", "reviewer")]
    row |= {"review_id": review_id(*about)}
    if row["verdict"] not in _VERDICTS:
        # Nothing said which words to use.
        said = f"verdict: {row['verdict']}"
        row |= {"verdict": "unsure", "note": f"{said}; {row['note']}" if row["note"] else said}
    return row


def _put_in_stand_ins(table: str) -> None:
    inspector = sa.inspect(op.get_bind())
    keys = inspector.get_pk_constraint(table)["constrained_columns"]
    for column in inspector.get_columns(table):
        if isinstance(column["type"], sa.Text | sa.JSON):
            kind = "JSON" if isinstance(column["type"], sa.JSON) else "TEXT"
            _put_in(table, column["name"], kind, keys)


def _put_in(table: str, name: str, kind: str, keys: list[str]) -> None:
    connection = op.get_bind()
    # The bytes of NUL, and those with which the code points from U+10F000 on begin; hardly a text has any.
    if connection.dialect.name == "sqlite":
        kind = "TEXT"
        found = f"instr(CAST({name} AS BLOB), x'00') > 0 OR instr(CAST({name} AS BLOB), x'F48F') > 0"
    else:
        found = f"position('\\xF48F'::bytea in convert_to(CAST({name} AS TEXT), 'UTF8')) > 0"
    columns = ", ".join(f"{key} AS {key}_" for key in keys)
    rows = connection.exec_driver_sql(
        f"SELECT {columns}, CAST({name} AS TEXT) AS old FROM {table} WHERE {found}"
    )
    this = " AND ".join(f"{key} = :{key}_" for key in keys)
    change = sa.text(f"UPDATE {table} SET {name} = CAST(:new AS {kind}) WHERE {this}")
    for row in rows.mappings().all():
        connection.execute(change, {**row, "new": storable(row["old"])})
