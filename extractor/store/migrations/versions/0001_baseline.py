"""The tables of 0.1.0, as they were before databases had a version; those that are there stay as they are."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from schemas.column_types import ExactDecimal

revision = "0001"
down_revision = None


def _figure(name: str) -> tuple[sa.Column[Any], sa.Column[Any]]:
    nearest = sa.Computed(f"CAST({name} AS DOUBLE PRECISION)", persisted=True)
    return sa.Column(name, ExactDecimal()), sa.Column(f"{name}_real", sa.Double(), nearest)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("sha256", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("date", sa.Date()),
        sa.Column("date_source", sa.Text()),
        sa.Column("upload_date", sa.Date()),
        sa.Column("issuer", sa.Text()),
        sa.Column("level", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("place_code", sa.Text()),
        sa.Column("place_valid_from", sa.Integer()),
        sa.Column("place_valid_to", sa.Integer()),
        sa.Column("place_successor", sa.Text()),
        sa.Column("doc_type", sa.Text()),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text()),
        sa.Column("metadata", sa.JSON(), nullable=False),
        sa.Column("pipeline_version", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("doc_id", name=op.f("pk_documents")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_documents_date"), "documents", ["date"], if_not_exists=True)
    op.create_index(op.f("ix_documents_sha256"), "documents", ["sha256"], if_not_exists=True)
    op.create_table(
        "reviews",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("reviewed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "sha256",
            "subject",
            "start_char",
            "end_char",
            "quote",
            "reviewer",
            name=op.f("uq_reviews_sha256_subject_start_char_end_char_quote_reviewer"),
        ),
        if_not_exists=True,
    )
    op.create_table(
        "document_parts",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["doc_id"],
            ["documents.doc_id"],
            name=op.f("fk_document_parts_doc_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("doc_id", "idx", name=op.f("pk_document_parts")),
        if_not_exists=True,
    )
    op.create_table(
        "document_paths",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text()),
        sa.Column("encoding", sa.Text()),
        sa.ForeignKeyConstraint(
            ["doc_id"],
            ["documents.doc_id"],
            name=op.f("fk_document_paths_doc_id_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("doc_id", "path", name=op.f("pk_document_paths")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_document_paths_path_sha256"), "document_paths", ["path", "sha256"], if_not_exists=True
    )
    op.create_table(
        "findings",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("check_name", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text()),
        *_figure("stated_low"),
        *_figure("stated_high"),
        sa.Column("stated_low_open", sa.Boolean()),
        sa.Column("stated_high_open", sa.Boolean()),
        sa.Column("stated_unit", sa.Text()),
        *_figure("computed_low"),
        *_figure("computed_high"),
        sa.Column("computed_low_open", sa.Boolean()),
        sa.Column("computed_high_open", sa.Boolean()),
        sa.Column("computed_unit", sa.Text()),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("diagnosis", sa.Text()),
        sa.Column("implied", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("pipeline_version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["doc_id"], ["documents.doc_id"], name=op.f("fk_findings_doc_id_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_findings")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_findings_doc_id"), "findings", ["doc_id"], if_not_exists=True)
    op.create_index(
        op.f("ix_findings_verdict_check_name"), "findings", ["verdict", "check_name"], if_not_exists=True
    )
    op.create_table(
        "flags",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["doc_id"], ["documents.doc_id"], name=op.f("fk_flags_doc_id_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("doc_id", "idx", name=op.f("pk_flags")),
        if_not_exists=True,
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("place_code", sa.Text()),
        sa.Column("place_valid_from", sa.Integer()),
        sa.Column("place_valid_to", sa.Integer()),
        sa.Column("place_successor", sa.Text()),
        sa.Column("scope", sa.Text()),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("section", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('target', 'actual', 'completion', 'project', 'measure')", name=op.f("ck_records_kind")
        ),
        sa.ForeignKeyConstraint(
            ["doc_id"], ["documents.doc_id"], name=op.f("fk_records_doc_id_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("doc_id", "seq", name=op.f("uq_records_doc_id_seq")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_records_kind"), "records", ["kind"], if_not_exists=True)
    op.create_table(
        "repairs",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["doc_id"], ["documents.doc_id"], name=op.f("fk_repairs_doc_id_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("doc_id", "idx", name=op.f("pk_repairs")),
        if_not_exists=True,
    )
    op.create_table(
        "sections",
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer()),
        sa.Column("role", sa.Text()),
        sa.ForeignKeyConstraint(
            ["doc_id", "parent"],
            ["sections.doc_id", "sections.idx"],
            name=op.f("fk_sections_doc_id_parent_sections"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["doc_id"], ["documents.doc_id"], name=op.f("fk_sections_doc_id_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("doc_id", "idx", name=op.f("pk_sections")),
        if_not_exists=True,
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.Text()),
        sa.Column("indicator_scope", sa.Text()),
        sa.Column("indicator_start", sa.Integer()),
        sa.Column("indicator_end", sa.Integer()),
        sa.Column("indicator_inherited", sa.Boolean(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        *_figure("value"),
        *_figure("low"),
        *_figure("high"),
        sa.Column("unit", sa.Text()),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("bound_text", sa.Text()),
        sa.Column("masked", sa.Boolean(), nullable=False),
        *_figure("resolution"),
        sa.Column("period", sa.Text()),
        sa.Column("period_start", sa.Date()),
        sa.Column("period_end", sa.Date()),
        sa.Column("period_text", sa.Text()),
        sa.Column("period_inherited", sa.Boolean()),
        sa.Column("comparison", sa.Text()),
        sa.Column("base_period", sa.Text()),
        sa.Column("base_status", sa.Text()),
        sa.Column("comparison_text", sa.Text()),
        sa.Column("comparability", sa.Text()),
        sa.Column("comparability_text", sa.Text()),
        sa.Column("vintage", sa.Text()),
        sa.Column("plan_version", sa.Text()),
        sa.Column("plan_issuer", sa.Text()),
        sa.Column("plan_text", sa.Text()),
        sa.Column("modality", sa.Text()),
        sa.ForeignKeyConstraint(
            ["id"], ["records.id"], name=op.f("fk_claims_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_claims_indicator"), "claims", ["indicator"], if_not_exists=True)
    op.create_index(
        op.f("ix_claims_indicator_code_period"), "claims", ["indicator_code", "period"], if_not_exists=True
    )
    op.create_table(
        "finding_figures",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text()),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("section", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["doc_id"],
            ["documents.doc_id"],
            name=op.f("fk_finding_figures_doc_id_documents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.finding_id"],
            name=op.f("fk_finding_figures_finding_id_findings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["records.id"],
            name=op.f("fk_finding_figures_record_id_records"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("finding_id", "idx", name=op.f("pk_finding_figures")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_finding_figures_doc_id"), "finding_figures", ["doc_id"], if_not_exists=True)
    op.create_index(
        op.f("ix_finding_figures_record_id"), "finding_figures", ["record_id"], if_not_exists=True
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("status", sa.Text()),
        sa.Column("action", sa.Text()),
        sa.Column("object", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.Column("deadline", sa.Text()),
        sa.Column("deadline_start", sa.Date()),
        sa.Column("deadline_end", sa.Date()),
        sa.Column("deadline_text", sa.Text()),
        sa.Column("deadline_inherited", sa.Boolean()),
        sa.ForeignKeyConstraint(
            ["id"], ["records.id"], name=op.f("fk_measures_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        if_not_exists=True,
    )
    op.create_table(
        "projects",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text()),
        *_figure("investment"),
        sa.Column("investment_unit", sa.Text()),
        sa.Column("period", sa.Text()),
        sa.Column("period_start", sa.Date()),
        sa.Column("period_end", sa.Date()),
        sa.Column("period_text", sa.Text()),
        sa.Column("period_inherited", sa.Boolean()),
        sa.ForeignKeyConstraint(
            ["id"], ["records.id"], name=op.f("fk_projects_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_projects_name"), "projects", ["name"], if_not_exists=True)
    op.create_table(
        "relations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["records.id"], name=op.f("fk_relations_id_records"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["records.id"], name=op.f("fk_relations_other_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "idx", name=op.f("pk_relations")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_relations_other_id"), "relations", ["other_id"], if_not_exists=True)
    op.create_table(
        "measure_amounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("amount_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amount_id"],
            ["records.id"],
            name=op.f("fk_measure_amounts_amount_id_records"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["measures.id"], name=op.f("fk_measure_amounts_id_measures"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "idx", name=op.f("pk_measure_amounts")),
        if_not_exists=True,
    )
    op.create_index(
        op.f("ix_measure_amounts_amount_id"), "measure_amounts", ["amount_id"], if_not_exists=True
    )
    op.create_table(
        "project_parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["projects.id"], name=op.f("fk_project_parties_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", "idx", name=op.f("pk_project_parties")),
        if_not_exists=True,
    )
    op.create_index(op.f("ix_project_parties_party"), "project_parties", ["party"], if_not_exists=True)
    # ### end Alembic commands ###
