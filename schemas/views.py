"""Views of the database, for reading: a row has all that one question needs.

`all_claims`, `all_projects` and `all_measures` join a family with its record and its document, `all_findings` a finding
with the document of its first figure:

    SELECT title, indicator, value, unit, period, quote FROM all_claims WHERE kind = 'target'

`target_vs_actual`, `indicator_series`, `findings_by_place` and `completion_audit` answer what is asked most,
`reviewed_records` and `reviewed_findings` join people's verdicts with what they are about now.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from schemas.tables import (
    claims,
    document_paths,
    documents,
    finding_figures,
    findings,
    indicator_key,
    measures,
    metadata,
    projects,
    records,
    reviews,
)

OWN_SCOPES = {
    "national": ("全国", "我国"),
    "provincial": ("全省", "全区", "全自治区", "全疆", "我省", "我区", "全市", "我市"),
    "prefecture": ("全市", "全州", "全盟", "全地区", "我市", "我州", "我盟"),
    "county": ("全县", "全区", "全旗", "我县", "我区", "我旗"),
    "township": ("全镇", "全乡", "我镇", "我乡"),
}
"""What a document of each level calls its own place: 全县 says no more than nothing in a document of a county."""

_Columns = Iterable[sa.ColumnElement[Any]]


def _view(name: str, query: sa.Select[Any]) -> sa.Table:
    # SQLite makes up names of its own for columns out of a join within a join.
    named = [column.label(column.name) for column in query.selected_columns]
    return sa.CreateView(query.with_only_columns(*named), name, metadata=metadata).table


def _reading_view(name: str, family: sa.Table) -> sa.Table:
    own = [*records.c, *(column for column in family.c if column.name != "id")]
    return _with_document(name, records.join(family, records.c.id == family.c.id), own, records.c.doc_id)


def _with_document(
    name: str, told: sa.FromClause, own: list[sa.Column[Any]], doc_id: sa.Column[Any]
) -> sa.Table:
    # A row's own columns win over a document's of the same name (place, period and so on).
    taken = {column.name for column in own} | {"reader", "reader_version", "encoding", "metadata", "text"}
    about = [column for column in documents.c if column.name not in taken]
    return _view(
        name, sa.select(*own, *about).select_from(told.join(documents, documents.c.doc_id == doc_id))
    )


all_claims = _reading_view("all_claims", claims)
all_projects = _reading_view("all_projects", projects)
all_measures = _reading_view("all_measures", measures)
all_findings = _with_document("all_findings", findings, list(findings.c), findings.c.doc_id)


def _place_key(record: sa.FromClause) -> sa.ColumnElement[Any]:
    """By what a place is known: the code that took its place, else its own, else its name."""
    return sa.func.coalesce(record.c.place_successor, record.c.place_code, record.c.place)


def _scope_key(record: sa.FromClause, document: sa.FromClause) -> sa.ColumnElement[Any]:
    """Whose figure it is; empty for the document's own place, however that is called."""
    own = [
        sa.and_(document.c.level == level, record.c.scope.in_(words)) for level, words in OWN_SCOPES.items()
    ]
    return sa.case((sa.or_(*own), ""), else_=sa.func.coalesce(record.c.scope, ""))


class _Side:
    """A claim with its record and its document, named so that several may stand in one query."""

    def __init__(self, name: str) -> None:
        self.claim = claims.alias(f"{name}_claim")
        self.record = records.alias(f"{name}_record")
        self.document = documents.alias(f"{name}_document")
        self.joined = self.claim.join(self.record, self.record.c.id == self.claim.c.id).join(
            self.document, self.document.c.doc_id == self.record.c.doc_id
        )
        self.key = sa.func.coalesce(self.claim.c.indicator_code, self.claim.c.indicator)
        self.place_key = _place_key(self.record)
        self.scope_key = _scope_key(self.record, self.document)

    def labelled(self, name: str) -> list[sa.ColumnElement[Any]]:
        """The columns that tell where a figure of the view stands."""
        return [
            self.record.c.id.label(f"{name}_id"),
            self.record.c.doc_id.label(f"{name}_doc_id"),
            self.document.c.title.label(f"{name}_title"),
            self.document.c.date.label(f"{name}_date"),
            self.record.c.quote.label(f"{name}_quote"),
            self.record.c.start_char.label(f"{name}_start_char"),
            self.record.c.end_char.label(f"{name}_end_char"),
        ]


def _target_vs_actual() -> sa.Table:
    planned, done = _Side("target"), _Side("actual")
    target, actual = planned.claim.c, done.claim.c
    # Without a place, only what the same document says is of the same place for sure.
    same_place = sa.or_(
        planned.record.c.doc_id == done.record.c.doc_id,
        planned.place_key == done.place_key,
    )
    comparable = sa.and_(
        planned.key == done.key,
        target.period == actual.period,
        target.basis == actual.basis,
        sa.func.coalesce(target.unit, "") == sa.func.coalesce(actual.unit, ""),
        planned.scope_key == done.scope_key,
        same_place,
    )
    aimed_at = sa.func.coalesce(target.value_real, target.low_real)
    attained = sa.case((sa.and_(target.basis == "level", aimed_at > 0), 100 * actual.value_real / aimed_at))
    return _view(
        "target_vs_actual",
        sa.select(
            done.record.c.place,
            done.record.c.place_code,
            done.key.label("indicator_key"),
            actual.indicator_code,
            actual.indicator,
            planned.record.c.scope.label("target_scope"),
            done.record.c.scope.label("actual_scope"),
            actual.basis,
            actual.unit,
            actual.period,
            actual.period_start,
            target.value.label("target"),
            target.value_real.label("target_real"),
            target.low.label("target_low"),
            target.low_real.label("target_low_real"),
            target.high.label("target_high"),
            target.high_real.label("target_high_real"),
            target.bound.label("target_bound"),
            target.plan_version,
            target.modality,
            actual.value.label("actual"),
            actual.value_real.label("actual_real"),
            actual.bound.label("actual_bound"),
            actual.vintage,
            attained.label("attained_percent"),
            (actual.value_real - aimed_at).label("difference_real"),
            *planned.labelled("target"),
            *done.labelled("actual"),
        )
        .select_from(planned.joined.join(done.joined, comparable))
        .where(
            planned.record.c.kind == "target",
            done.record.c.kind == "actual",
            aimed_at.is_not(None),
            actual.value_real.is_not(None),
        ),
    )


def _indicator_series() -> sa.Table:
    said = claims.join(records, records.c.id == claims.c.id).join(
        documents, documents.c.doc_id == records.c.doc_id
    )
    same: _Columns = (
        sa.func.coalesce(_place_key(records), records.c.doc_id),
        _scope_key(records, documents),
        indicator_key,
        claims.c.basis,
        claims.c.unit,
        claims.c.period,
    )
    last = (documents.c.date.desc().nulls_last(), documents.c.doc_id, records.c.seq)
    latest = sa.func.row_number().over(partition_by=same, order_by=last) == 1
    return _view(
        "indicator_series",
        sa.select(
            records.c.place,
            records.c.place_code,
            records.c.scope,
            indicator_key.label("indicator_key"),
            claims.c.indicator_code,
            claims.c.indicator,
            claims.c.basis,
            claims.c.unit,
            claims.c.period,
            claims.c.period_start,
            claims.c.period_end,
            claims.c.value,
            claims.c.value_real,
            claims.c.bound,
            claims.c.vintage,
            claims.c.comparability,
            latest.label("latest"),
            documents.c.date,
            documents.c.title,
            records.c.doc_id,
            records.c.id,
            records.c.quote,
            records.c.start_char,
            records.c.end_char,
            records.c.confidence,
        )
        .select_from(said)
        .where(records.c.kind == "actual", claims.c.value_real.is_not(None), claims.c.period.is_not(None)),
    )


def _findings_by_place() -> sa.Table:
    year = sa.cast(sa.extract("year", documents.c.date), sa.Integer).label("year")
    what = (
        documents.c.place,
        documents.c.place_code,
        documents.c.level,
        year,
        findings.c.check_name,
        findings.c.verdict,
        findings.c.severity,
    )
    return _view(
        "findings_by_place",
        sa.select(
            *what,
            sa.func.count().label("findings"),
            sa.func.count(findings.c.doc_id.distinct()).label("documents"),
        )
        .select_from(findings.join(documents, documents.c.doc_id == findings.c.doc_id))
        .group_by(*what),
    )


def _completion_audit() -> sa.Table:
    rate = _Side("rate")
    figure = {role: finding_figures.alias(f"{role}_figure") for role in ("rate", "actual", "plan")}
    claim = {role: claims.alias(f"{role}_claim") for role in ("actual", "plan")}
    checked = figure["rate"].join(
        findings,
        sa.and_(
            findings.c.finding_id == figure["rate"].c.finding_id,
            findings.c.check_name.in_(["completion", "implied"]),
        ),
    )
    joined = rate.joined.outerjoin(
        checked, sa.and_(figure["rate"].c.record_id == rate.record.c.id, figure["rate"].c.role == "rate")
    )
    for role, own in claim.items():
        joined = joined.outerjoin(
            figure[role],
            sa.and_(figure[role].c.finding_id == findings.c.finding_id, figure[role].c.role == role),
        ).outerjoin(own, own.c.id == figure[role].c.record_id)
    told = [
        column
        for role, own in claim.items()
        for column in (
            own.c.value.label(role),
            own.c.value_real.label(f"{role}_real"),
            figure[role].c.quote.label(f"{role}_quote"),
        )
    ]
    return _view(
        "completion_audit",
        sa.select(
            rate.record.c.place,
            rate.record.c.place_code,
            rate.document.c.title,
            rate.document.c.date,
            rate.claim.c.indicator_code,
            rate.claim.c.indicator,
            rate.claim.c.period,
            rate.claim.c.value.label("stated"),
            rate.claim.c.value_real.label("stated_real"),
            *told,
            findings.c.check_name,
            findings.c.verdict,
            findings.c.severity,
            findings.c.strength,
            findings.c.computed_low,
            findings.c.computed_low_real,
            findings.c.computed_high,
            findings.c.computed_high_real,
            findings.c.computed_unit,
            findings.c.formula,
            findings.c.reason,
            findings.c.diagnosis,
            rate.record.c.doc_id,
            rate.record.c.id,
            findings.c.finding_id,
            rate.record.c.quote,
            rate.record.c.start_char,
            rate.record.c.end_char,
        )
        .select_from(joined)
        .where(rate.record.c.kind == "completion"),
    )


def _reviewed(name: str, told: sa.FromClause, place: sa.FromClause, subject: Any, own: _Columns) -> sa.Table:
    # The bytes of a document: those that were read last, and those at its other paths.
    known = sa.union(
        *(sa.select(table.c.doc_id, table.c.sha256) for table in (documents, document_paths))
    ).subquery("bytes")
    there = sa.and_(
        place.c.doc_id == known.c.doc_id,
        place.c.start_char == reviews.c.start_char,
        place.c.end_char == reviews.c.end_char,
        place.c.quote == reviews.c.quote,
        subject == reviews.c.subject,
    )
    joined = reviews.join(known, known.c.sha256 == reviews.c.sha256).join(told, there)
    mine = [column for column in reviews.c if column.name != "verdict"]
    return _view(
        name, sa.select(*own, reviews.c.verdict.label("judgement"), place.c.doc_id, *mine).select_from(joined)
    )


target_vs_actual = _target_vs_actual()
indicator_series = _indicator_series()
findings_by_place = _findings_by_place()
completion_audit = _completion_audit()
reviewed_records = _reviewed(
    "reviewed_records",
    records,
    records,
    sa.case((records.c.kind.in_(["project", "measure"]), records.c.kind), else_="claim"),
    [records.c.id, records.c.kind],
)
reviewed_findings = _reviewed(
    "reviewed_findings",
    finding_figures.join(
        findings, sa.and_(findings.c.finding_id == finding_figures.c.finding_id, finding_figures.c.idx == 0)
    ),
    finding_figures,
    findings.c.check_name,
    [findings.c.finding_id, findings.c.check_name, findings.c.verdict],
)

VIEWS = [table for table in metadata.sorted_tables if table.is_view]
"""All views, in an order in which they can be made."""
