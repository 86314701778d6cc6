"""Records and documents as flat rows, keyed by the names in `schemas.columns`; what is not there is missing."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from schemas.numbers import plain
from schemas.records import Actual, Completion, Measure, Period, Place, Project, Record, Relation, Target
from schemas.speech import Flag, Repair, Speech

Row = dict[str, Any]


def record_row(record: Record) -> Row:
    """Flatten a record; lists stay tuples, stated figures stay `Decimal`.

    >>> from schemas import Evidence
    >>> row = record_row(Project(id="1", doc_id="d", name="水厂", evidence=Evidence(start=0, end=2, quote="水厂")))
    >>> row["kind"], row["name"], row["quote"], row["parties"]
    ('project', '水厂', '水厂', ())
    """
    evidence = record.evidence
    row: Row = {
        "id": record.id,
        "doc_id": record.doc_id,
        "kind": record.kind,
        "scope": record.scope,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "sentence": evidence.sentence,
        "section": evidence.section,
        "relations": record.relations,
        "confidence": record.confidence,
        "source": record.source,
        **_place(record.place, "place"),
    }
    if isinstance(record, Project):
        row |= _project(record)
    elif isinstance(record, Measure):
        row |= _measure(record)
    else:
        row |= _claim(record)
    return row


def document_row(speech: Speech) -> Row:
    """Give what `DOCUMENT_COLUMNS` tell of a document beside each of its records.

    >>> document_row(Speech(doc_id="d", title="报告"))["title"]
    '报告'
    """
    return {
        "path": speech.source.path,
        "title": speech.title,
        "date": speech.date,
        "issuer": speech.issuer,
        "level": speech.level,
        **_place(speech.place, "doc_place"),
        "doc_type": speech.doc_type,
    }


def summary_row(speech: Speech) -> Row:
    """Give what `SUMMARY_COLUMNS` tell of a document in a row of its own.

    >>> row = summary_row(Speech(doc_id="d", text="全县", flags=(Flag(name="masked", what="…", count=3),)))
    >>> row["characters"], row["flags"], row["targets"]
    (2, ('masked 3',), 0)
    """
    source = speech.source
    return {
        "doc_id": speech.doc_id,
        **document_row(speech),
        "date_source": speech.date_source,
        "upload_date": speech.upload_date,
        "targets": len(speech.targets),
        "actuals": len(speech.actuals),
        "completions": len(speech.completions),
        "projects": len(speech.projects),
        "measures": len(speech.measures),
        "repairs": _counted(speech.repairs),
        "flags": _counted(speech.flags),
        "characters": len(speech.text),
        "address": source.address,
        "reader": source.reader,
        "encoding": source.encoding,
        "sha256": source.sha256,
    }


def joined(name: str, items: tuple[str | Relation, ...]) -> str:
    """Write a list as one text: headings with ` / ` between them, the rest with `; `, a relation as `type:id`.

    >>> joined("section", ("一、回顾", "1、财政")), joined("relations", (Relation(type="same_as", id="2"),))
    ('一、回顾 / 1、财政', 'same_as:2')
    """
    texts = (f"{item.type}:{item.id}" if isinstance(item, Relation) else item for item in items)
    return (" / " if name == "section" else "; ").join(texts)


def _counted(entries: tuple[Repair, ...] | tuple[Flag, ...]) -> tuple[str, ...]:
    return tuple(f"{entry.name} {entry.count}" for entry in entries)


def _place(place: Place | None, name: str) -> Row:
    return {} if place is None else {name: place.name, f"{name}_code": place.code}


def _period(period: Period | None, name: str) -> Row:
    if period is None:
        return {}
    return {
        name: period.label,
        f"{name}_start": period.start,
        f"{name}_end": period.end,
        f"{name}_text": period.text,
    }


def _claim(claim: Target | Actual | Completion) -> Row:
    indicator, quantity = claim.indicator, claim.quantity
    row = {
        "basis": claim.basis,
        "indicator": indicator.text,
        "indicator_code": indicator.code,
        "indicator_scope": indicator.scope,
        "indicator_start": indicator.start,
        "indicator_end": indicator.end,
        "indicator_inherited": indicator.inherited,
        "quantity": quantity.text,
        "value": _exact(quantity.value),
        "low": _exact(quantity.low),
        "high": _exact(quantity.high),
        "unit": quantity.unit,
        "bound": quantity.bound,
        "bound_text": quantity.bound_text,
        "masked": quantity.masked,
        "resolution": _exact(quantity.resolution),
        "value_real": _real(quantity.value),
        "low_real": _real(quantity.low),
        "high_real": _real(quantity.high),
        "vintage": claim.vintage,
        "modality": claim.modality,
        **_period(claim.period, "period"),
        "period_inherited": None if claim.period is None else claim.period.inherited,
    }
    if claim.comparison is not None:
        row["comparison"] = claim.comparison.type
        row["base_period"] = claim.comparison.base_period
        row["base_status"] = claim.comparison.base_status
        row["comparison_text"] = claim.comparison.text
    if claim.comparability is not None:
        row["comparability"] = claim.comparability.type
        row["comparability_text"] = claim.comparability.text
    if claim.plan is not None:
        row["plan_version"] = claim.plan.version
        row["plan_issuer"] = claim.plan.issuer
        row["plan_text"] = claim.plan.text
    return row


def _project(project: Project) -> Row:
    return {
        "name": project.name,
        "stage": project.stage,
        "investment": _exact(project.investment),
        "investment_unit": project.investment_unit,
        "investment_real": _real(project.investment),
        "parties": project.parties,
        **_period(project.period, "period"),
        "period_inherited": None if project.period is None else project.period.inherited,
    }


def _measure(measure: Measure) -> Row:
    return {
        "measure": measure.text,
        "status": measure.status,
        "action": measure.action,
        "object": measure.object,
        "body": measure.body,
        "amounts": measure.amounts,
        **_period(measure.deadline, "deadline"),
    }


def _exact(value: Decimal | None) -> Decimal | None:
    """The same figure written out: 1220000000000, not 1.22E+12."""
    return None if value is None else Decimal(plain(value))


def _real(value: Decimal | None) -> float | None:
    """The float nearest to a figure, if there is one: 1E+400 is beyond them all."""
    real = None if value is None else float(value)
    return real if real is None or math.isfinite(real) else None
