"""The relational form of the contract, as SQLAlchemy Core tables for SQLite and PostgreSQL.

`records` holds what every record has; `claims`, `projects` and `measures` what each family adds, one row a
record with the same `id`. `findings` and `finding_figures` hold what the audit found in them. For reading there are the
views of `schemas.views`.

Stated figures are exact in `value`, `low`, `high`, `resolution` and `investment` (TEXT in SQLite, NUMERIC in
PostgreSQL). The database keeps a float beside each in `value_real` and so on: compare and sort by those in
SQLite, where text does not sort as numbers do. Offsets are code points into `documents.text`.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from schemas.column_types import AnyJson, AnyText, ExactDecimal, Moment

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""All tables and views; names of constraints are fixed, so that migrations can speak of them."""


def _figure(name: str) -> tuple[sa.Column[Any], sa.Column[Any]]:
    """A stated figure: its exact column, and the float that the database derives from it."""
    return (
        sa.Column(name, ExactDecimal()),
        sa.Column(
            f"{name}_real", sa.Double(), sa.Computed(f"CAST({name} AS DOUBLE PRECISION)", persisted=True)
        ),
    )


def _place() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("place", AnyText),
        sa.Column("place_code", AnyText),
        sa.Column("place_valid_from", sa.Integer),
        sa.Column("place_valid_to", sa.Integer),
        sa.Column("place_successor", AnyText),
    )


def _period(name: str = "period") -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column(name, AnyText),
        sa.Column(f"{name}_start", sa.Date),
        sa.Column(f"{name}_end", sa.Date),
        sa.Column(f"{name}_text", AnyText),
        sa.Column(f"{name}_inherited", sa.Boolean),
    )


def _document_key() -> sa.Column[Any]:
    return sa.Column(
        "doc_id", AnyText, sa.ForeignKey("documents.doc_id", ondelete="CASCADE"), primary_key=True
    )


def _record_key(table: str = "records", name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, AnyText, sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True)


documents = sa.Table(
    "documents",
    metadata,
    sa.Column("doc_id", AnyText, primary_key=True),
    sa.Column("path", AnyText),
    sa.Column("address", AnyText),
    sa.Column("sha256", AnyText, index=True),
    sa.Column("title", AnyText),
    sa.Column("date", sa.Date, index=True),
    sa.Column("date_source", AnyText),
    sa.Column("upload_date", sa.Date),
    sa.Column("issuer", AnyText),
    sa.Column("level", AnyText),
    *_place(),
    sa.Column("doc_type", AnyText),
    sa.Column("reader", AnyText, nullable=False),
    sa.Column("reader_version", AnyText, nullable=False),
    sa.Column("encoding", AnyText),
    sa.Column("metadata", AnyJson, nullable=False),
    sa.Column("pipeline_version", AnyText, nullable=False),
    sa.Column("text", AnyText, nullable=False),
    sa.Index(None, "place", "date"),
    sa.Index(None, "place_code"),
)
"""One row a source text, by the hash of the text; `path` to `encoding` as last read."""

document_paths = sa.Table(
    "document_paths",
    metadata,
    _document_key(),
    sa.Column("path", AnyText, primary_key=True),
    sa.Column("sha256", AnyText),
    sa.Column("encoding", AnyText),
    sa.Index(None, "path", "sha256"),
)
"""Every path or address under which a source text was found, with the hash of the bytes there."""

sections = sa.Table(
    "sections",
    metadata,
    _document_key(),
    sa.Column("idx", sa.Integer, primary_key=True),
    sa.Column("title", AnyText, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("parent", sa.Integer),
    sa.Column("role", AnyText),
    sa.ForeignKeyConstraint(
        ["doc_id", "parent"],
        ["sections.doc_id", "sections.idx"],
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    ),
)
"""The headings of a document; `parent` is the `idx` of the heading above."""


document_parts = sa.Table(
    "document_parts",
    metadata,
    _document_key(),
    sa.Column("idx", sa.Integer, primary_key=True),
    sa.Column("kind", AnyText, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
)
"""Where the pages, paragraphs and tables of a file stand in the text."""


def _log(name: str) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        _document_key(),
        sa.Column("idx", sa.Integer, primary_key=True),
        sa.Column("name", AnyText, nullable=False),
        sa.Column("what", AnyText, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("spans", AnyJson, nullable=False),
    )


repairs = _log("repairs")
"""Damage that was mended; `spans` is a JSON list of `[start, end]`."""

flags = _log("flags")
"""Doubts about a text that were left unmended."""

records = sa.Table(
    "records",
    metadata,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("doc_id", AnyText, sa.ForeignKey("documents.doc_id", ondelete="CASCADE"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("kind", AnyText, nullable=False),
    *_place(),
    sa.Column("scope", AnyText),
    sa.Column("quote", AnyText, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("sentence", AnyText, nullable=False),
    sa.Column("section", AnyJson, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("source", AnyText, nullable=False),
    sa.CheckConstraint("kind IN ('target', 'actual', 'completion', 'project', 'measure')", name="kind"),
    sa.UniqueConstraint("doc_id", "seq"),
    sa.Index(None, "kind"),
    sa.Index(None, "place", "kind"),
)
"""What every record has; `seq` is its place in the document, `section` a JSON list of headings."""

# Names out of a text can be of any length; PostgreSQL's usual indexes take no value above 2.7 kB, those by hash do.
claims = sa.Table(
    "claims",
    metadata,
    _record_key(),
    sa.Column("basis", AnyText, nullable=False),
    sa.Column("indicator", AnyText, nullable=False),
    sa.Column("indicator_code", AnyText),
    sa.Column("indicator_scope", AnyText),
    sa.Column("indicator_start", sa.Integer),
    sa.Column("indicator_end", sa.Integer),
    sa.Column("indicator_inherited", sa.Boolean, nullable=False),
    sa.Column("quantity", AnyText, nullable=False),
    *_figure("value"),
    *_figure("low"),
    *_figure("high"),
    sa.Column("unit", AnyText),
    sa.Column("bound", AnyText, nullable=False),
    sa.Column("bound_text", AnyText),
    sa.Column("masked", sa.Boolean, nullable=False),
    *_figure("resolution"),
    *_period(),
    sa.Column("comparison", AnyText),
    sa.Column("base_period", AnyText),
    sa.Column("base_status", AnyText),
    sa.Column("comparison_text", AnyText),
    sa.Column("comparability", AnyText),
    sa.Column("comparability_text", AnyText),
    sa.Column("vintage", AnyText),
    sa.Column("plan_version", AnyText),
    sa.Column("plan_issuer", AnyText),
    sa.Column("plan_text", AnyText),
    sa.Column("modality", AnyText),
    sa.Index(None, "indicator_code", "period"),
    sa.Index(None, "indicator", postgresql_using="hash"),
)
"""Targets, actuals and completions; `indicator` is what is measured, `quantity` the figure in words."""

indicator_key = sa.func.coalesce(claims.c.indicator_code, claims.c.indicator)
"""By what the claims of one indicator are found: its code, or where it has none its words."""


def _index_of(dialect: str, *what: Any, name: str, **more: Any) -> None:
    """Make an index that only one kind of database has, which `info` says for migrations."""
    sa.Index(name, *what, info={"dialect": dialect}, **more).ddl_if(dialect=dialect)


_index_of("sqlite", indicator_key, claims.c.period, name="ix_claims_indicator_key")
_index_of("postgresql", indicator_key, name="ix_claims_indicator_key_hash", postgresql_using="hash")

projects = sa.Table(
    "projects",
    metadata,
    _record_key(),
    sa.Column("name", AnyText, nullable=False),
    sa.Column("stage", AnyText, index=True),
    *_figure("investment"),
    sa.Column("investment_unit", AnyText),
    *_period(),
    sa.Index(None, "name", postgresql_using="hash"),
)
"""Named projects."""

project_parties = sa.Table(
    "project_parties",
    metadata,
    _record_key("projects"),
    sa.Column("idx", sa.Integer, primary_key=True),
    sa.Column("party", AnyText, nullable=False),
    sa.Index(None, "party", postgresql_using="hash"),
)
"""The parties of a project, in the order stated."""

measures = sa.Table(
    "measures",
    metadata,
    _record_key(),
    sa.Column("measure", AnyText, nullable=False),
    sa.Column("status", AnyText),
    sa.Column("action", AnyText),
    sa.Column("object", AnyText),
    sa.Column("body", AnyText),
    *_period("deadline"),
    sa.Index(None, "deadline_end"),
)
"""Measures; `measure` is the text of the measure."""

measure_amounts = sa.Table(
    "measure_amounts",
    metadata,
    _record_key("measures"),
    sa.Column("idx", sa.Integer, primary_key=True),
    sa.Column(
        "amount_id", AnyText, sa.ForeignKey("records.id", ondelete="CASCADE"), nullable=False, index=True
    ),
)
"""The amounts within a measure, by the ids of their claims."""

relations = sa.Table(
    "relations",
    metadata,
    _record_key(),
    sa.Column("idx", sa.Integer, primary_key=True),
    sa.Column("type", AnyText, nullable=False),
    sa.Column(
        "other_id", AnyText, sa.ForeignKey("records.id", ondelete="CASCADE"), nullable=False, index=True
    ),
)
"""Ties between records: `id` is, say, the completion of `other_id`."""


def _bounds(name: str) -> tuple[sa.Column[Any], ...]:
    """An interval; where there is none, whether its ends are open is null too."""
    return (
        *_figure(f"{name}_low"),
        *_figure(f"{name}_high"),
        sa.Column(f"{name}_low_open", sa.Boolean),
        sa.Column(f"{name}_high_open", sa.Boolean),
        sa.Column(f"{name}_unit", AnyText),
    )


findings = sa.Table(
    "findings",
    metadata,
    sa.Column("finding_id", AnyText, primary_key=True),
    sa.Column(
        "doc_id", AnyText, sa.ForeignKey("documents.doc_id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("check_name", AnyText, nullable=False),
    sa.Column("verdict", AnyText, nullable=False),
    sa.Column("strength", AnyText, nullable=False),
    sa.Column("severity", AnyText),
    *_bounds("stated"),
    *_bounds("computed"),
    sa.Column("formula", AnyText, nullable=False),
    sa.Column("reason", AnyText),
    sa.Column("diagnosis", AnyText),
    sa.Column("implied", sa.Boolean, nullable=False),
    sa.Column("figures", sa.Integer, nullable=False),
    sa.Column("pipeline_version", AnyText, nullable=False),
    sa.Index(None, "verdict", "check_name"),
)
"""What the audit found; `doc_id` is the document of the first figure, `figures` the number of figures, `seq` the place
among the findings that were written together, `check_name` the check (CHECK is a word of SQL)."""

finding_figures = sa.Table(
    "finding_figures",
    metadata,
    sa.Column(
        "finding_id", AnyText, sa.ForeignKey("findings.finding_id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("idx", sa.Integer, primary_key=True),
    sa.Column("role", AnyText, nullable=False),
    sa.Column("record_id", AnyText, sa.ForeignKey("records.id", ondelete="SET NULL"), index=True),
    sa.Column(
        "doc_id", AnyText, sa.ForeignKey("documents.doc_id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("name", AnyText, nullable=False),
    sa.Column("quote", AnyText, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("sentence", AnyText, nullable=False),
    sa.Column("section", AnyJson, nullable=False),
)
"""The figures that a finding rests on, of one document or several."""

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("review_id", AnyText, primary_key=True),
    sa.Column("sha256", AnyText, nullable=False),
    sa.Column("subject", AnyText, nullable=False),
    sa.Column("start_char", sa.Integer, nullable=False),
    sa.Column("end_char", sa.Integer, nullable=False),
    sa.Column("quote", AnyText, nullable=False),
    sa.Column("verdict", AnyText, nullable=False),
    sa.Column("reviewer", AnyText, nullable=False, server_default=""),
    sa.Column("note", AnyText),
    sa.Column("reviewed_at", Moment),
    sa.CheckConstraint("verdict IN ('right', 'wrong', 'unsure')", name="verdict"),
    sa.Index(None, "sha256", "start_char"),
)
"""People's verdicts (`schemas.reviews.Review`), by the hash of the raw bytes, the quote and its position; no foreign
key, so that a verdict outlives the records it is about."""
