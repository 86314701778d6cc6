"""Between a speech and its rows: one dictionary a row, keyed by the columns of `schemas.tables`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemas import (
    Actual,
    Comparability,
    Comparison,
    Completion,
    Evidence,
    Flag,
    Indicator,
    Measure,
    Part,
    Period,
    Place,
    Plan,
    Project,
    Quantity,
    Record,
    Relation,
    Repair,
    Section,
    Source,
    Speech,
    Target,
    record_adapter,
)

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def to_rows(speech: Speech, pipeline_version: str) -> Rows:
    """Give the rows of one speech by table, tables in an order that foreign keys allow.

    >>> rows = to_rows(Speech(doc_id="d1"), "1")
    >>> [(table, len(found)) for table, found in rows.items() if found]
    [('documents', 1)]
    """
    rows: Rows = {"documents": [_document(speech, pipeline_version)]}
    key = {"doc_id": speech.doc_id}
    rows["document_parts"] = [
        {
            **key,
            "idx": idx,
            "kind": part.kind,
            "number": part.number,
            "start_char": part.start,
            "end_char": part.end,
        }
        for idx, part in enumerate(speech.source.parts)
    ]
    rows["sections"] = [
        {
            **key,
            "idx": idx,
            "title": section.title,
            "level": section.level,
            "start_char": section.start,
            "end_char": section.end,
            "parent": section.parent,
            "role": section.role,
        }
        for idx, section in enumerate(speech.sections)
    ]
    rows["repairs"] = [_logged(key, idx, entry) for idx, entry in enumerate(speech.repairs)]
    rows["flags"] = [_logged(key, idx, entry) for idx, entry in enumerate(speech.flags)]
    rows |= {"records": [], "claims": [], "projects": [], "measures": []}
    rows |= {"project_parties": [], "measure_amounts": [], "relations": []}
    for seq, record in enumerate(speech.records):
        rows["records"].append(_record(seq, record))
        rows["relations"] += [
            {"id": record.id, "idx": idx, "type": tie.type, "other_id": tie.id}
            for idx, tie in enumerate(record.relations)
        ]
        if isinstance(record, Project):
            rows["projects"].append(_project(record))
            rows["project_parties"] += [
                {"id": record.id, "idx": idx, "party": party} for idx, party in enumerate(record.parties)
            ]
        elif isinstance(record, Measure):
            rows["measures"].append(_measure(record))
            rows["measure_amounts"] += [
                {"id": record.id, "idx": idx, "amount_id": amount}
                for idx, amount in enumerate(record.amounts)
            ]
        else:
            rows["claims"].append(_claim(record))
    return rows


def _document(speech: Speech, pipeline_version: str) -> Row:
    source = speech.source
    return {
        "doc_id": speech.doc_id,
        "path": source.path,
        "address": source.address,
        "sha256": source.sha256,
        "title": speech.title,
        "date": speech.date,
        "date_source": speech.date_source,
        "upload_date": speech.upload_date,
        "issuer": speech.issuer,
        "level": speech.level,
        **_place_columns(speech.place),
        "doc_type": speech.doc_type,
        "reader": source.reader,
        "reader_version": source.reader_version,
        "encoding": source.encoding,
        "metadata": source.metadata,
        "pipeline_version": pipeline_version,
        "text": speech.text,
    }


def _logged(key: Row, idx: int, entry: Repair | Flag) -> Row:
    spans = [list(span) for span in entry.spans]
    return {**key, "idx": idx, "name": entry.name, "what": entry.what, "count": entry.count, "spans": spans}


def _place_columns(place: Place | None) -> Row:
    return {
        "place": place.name if place else None,
        "place_code": place.code if place else None,
        "place_valid_from": place.valid_from if place else None,
        "place_valid_to": place.valid_to if place else None,
        "place_successor": place.successor if place else None,
    }


def _period_columns(period: Period | None, name: str = "period") -> Row:
    return {
        name: period.label if period else None,
        f"{name}_start": period.start if period else None,
        f"{name}_end": period.end if period else None,
        f"{name}_text": period.text if period else None,
        f"{name}_inherited": period.inherited if period else None,
    }


def _record(seq: int, record: Record) -> Row:
    evidence = record.evidence
    return {
        "id": record.id,
        "doc_id": record.doc_id,
        "seq": seq,
        "kind": record.kind,
        **_place_columns(record.place),
        "scope": record.scope,
        "quote": evidence.quote,
        "start_char": evidence.start,
        "end_char": evidence.end,
        "sentence": evidence.sentence,
        "section": list(evidence.section),
        "confidence": record.confidence,
        "source": record.source,
    }


def _claim(claim: Target | Actual | Completion) -> Row:
    indicator, quantity = claim.indicator, claim.quantity
    comparison, comparability, plan = claim.comparison, claim.comparability, claim.plan
    return {
        "id": claim.id,
        "basis": claim.basis,
        "indicator": indicator.text,
        "indicator_code": indicator.code,
        "indicator_scope": indicator.scope,
        "indicator_start": indicator.start,
        "indicator_end": indicator.end,
        "indicator_inherited": indicator.inherited,
        "quantity": quantity.text,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "bound": quantity.bound,
        "bound_text": quantity.bound_text,
        "masked": quantity.masked,
        "resolution": quantity.resolution,
        **_period_columns(claim.period),
        "comparison": comparison.type if comparison else None,
        "base_period": comparison.base_period if comparison else None,
        "base_status": comparison.base_status if comparison else None,
        "comparison_text": comparison.text if comparison else None,
        "comparability": comparability.type if comparability else None,
        "comparability_text": comparability.text if comparability else None,
        "vintage": claim.vintage,
        "plan_version": plan.version if plan else None,
        "plan_issuer": plan.issuer if plan else None,
        "plan_text": plan.text if plan else None,
        "modality": claim.modality,
    }


def _project(project: Project) -> Row:
    return {
        "id": project.id,
        "name": project.name,
        "stage": project.stage,
        "investment": project.investment,
        "investment_unit": project.investment_unit,
        **_period_columns(project.period),
    }


def _measure(measure: Measure) -> Row:
    return {
        "id": measure.id,
        "measure": measure.text,
        "status": measure.status,
        "action": measure.action,
        "object": measure.object,
        "body": measure.body,
        **_period_columns(measure.deadline, "deadline"),
    }


def from_rows(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Speech:
    """Put one speech together again from its rows by table, each table in its own order (`idx`, `seq`).

    >>> speech = Speech(doc_id="d1", title="报告", flags=(Flag(name="masked", what="figures masked"),))
    >>> from_rows(to_rows(speech, "1")) == speech
    True
    """
    (document,) = tables["documents"]
    claims, projects, measures = (
        {row["id"]: row for row in tables[name]} for name in ("claims", "projects", "measures")
    )
    parties = _grouped(tables["project_parties"])
    amounts = _grouped(tables["measure_amounts"])
    relations = _grouped(tables["relations"])
    records: list[Record] = []
    for row in tables["records"]:
        key = row["id"]
        ties = tuple(Relation(type=tie["type"], id=tie["other_id"]) for tie in relations.get(key, ()))
        if row["kind"] == "project":
            own = _project_fields(projects[key], parties.get(key, ()))
        elif row["kind"] == "measure":
            own = _measure_fields(measures[key], amounts.get(key, ()))
        else:
            own = _claim_fields(claims[key])
        records.append(record_adapter.validate_python({**_record_fields(row), "relations": ties, **own}))
    return Speech(
        doc_id=document["doc_id"],
        source=Source(
            **{name: document[name] for name in Source.model_fields if name != "parts"},
            parts=tuple(_part(row) for row in tables["document_parts"]),
        ),
        title=document["title"],
        date=document["date"],
        date_source=document["date_source"],
        upload_date=document["upload_date"],
        issuer=document["issuer"],
        level=document["level"],
        place=_place(document),
        doc_type=document["doc_type"],
        sections=tuple(_section(row) for row in tables["sections"]),
        repairs=tuple(Repair(**_log_fields(row)) for row in tables["repairs"]),
        flags=tuple(Flag(**_log_fields(row)) for row in tables["flags"]),
        records=tuple(records),
        text=document["text"],
    )


def _grouped(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["id"], []).append(row)
    return groups


def _part(row: Mapping[str, Any]) -> Part:
    return Part(kind=row["kind"], number=row["number"], start=row["start_char"], end=row["end_char"])


def _section(row: Mapping[str, Any]) -> Section:
    return Section(
        title=row["title"],
        level=row["level"],
        start=row["start_char"],
        end=row["end_char"],
        parent=row["parent"],
        role=row["role"],
    )


def _log_fields(row: Mapping[str, Any]) -> Row:
    return {"name": row["name"], "what": row["what"], "count": row["count"], "spans": row["spans"]}


def _place(row: Mapping[str, Any]) -> Place | None:
    if row["place"] is None:
        return None
    return Place(
        name=row["place"],
        code=row["place_code"],
        valid_from=row["place_valid_from"],
        valid_to=row["place_valid_to"],
        successor=row["place_successor"],
    )


def _period(row: Mapping[str, Any], name: str = "period") -> Period | None:
    if row[name] is None:
        return None
    return Period(
        label=row[name],
        start=row[f"{name}_start"],
        end=row[f"{name}_end"],
        text=row[f"{name}_text"],
        inherited=row[f"{name}_inherited"],
    )


def _record_fields(row: Mapping[str, Any]) -> Row:
    return {
        "kind": row["kind"],
        "id": row["id"],
        "doc_id": row["doc_id"],
        "place": _place(row),
        "scope": row["scope"],
        "evidence": Evidence(
            start=row["start_char"],
            end=row["end_char"],
            quote=row["quote"],
            sentence=row["sentence"],
            section=tuple(row["section"]),
        ),
        "confidence": row["confidence"],
        "source": row["source"],
    }


def _claim_fields(row: Mapping[str, Any]) -> Row:
    comparison = comparability = plan = None
    if row["comparison"] is not None:
        comparison = Comparison(
            type=row["comparison"],
            base_period=row["base_period"],
            base_status=row["base_status"],
            text=row["comparison_text"],
        )
    if row["comparability"] is not None:
        comparability = Comparability(type=row["comparability"], text=row["comparability_text"])
    if row["plan_version"] is not None:
        plan = Plan(version=row["plan_version"], issuer=row["plan_issuer"], text=row["plan_text"])
    return {
        "basis": row["basis"],
        "indicator": Indicator(
            text=row["indicator"],
            code=row["indicator_code"],
            scope=row["indicator_scope"],
            start=row["indicator_start"],
            end=row["indicator_end"],
            inherited=row["indicator_inherited"],
        ),
        "quantity": Quantity(
            text=row["quantity"],
            value=row["value"],
            low=row["low"],
            high=row["high"],
            unit=row["unit"],
            bound=row["bound"],
            bound_text=row["bound_text"],
            masked=row["masked"],
            resolution=row["resolution"],
        ),
        "period": _period(row),
        "comparison": comparison,
        "comparability": comparability,
        "vintage": row["vintage"],
        "plan": plan,
        "modality": row["modality"],
    }


def _project_fields(row: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]) -> Row:
    return {
        "name": row["name"],
        "stage": row["stage"],
        "investment": row["investment"],
        "investment_unit": row["investment_unit"],
        "parties": tuple(party["party"] for party in parties),
        "period": _period(row),
    }


def _measure_fields(row: Mapping[str, Any], amounts: Sequence[Mapping[str, Any]]) -> Row:
    return {
        "text": row["measure"],
        "status": row["status"],
        "action": row["action"],
        "object": row["object"],
        "body": row["body"],
        "deadline": _period(row, "deadline"),
        "amounts": tuple(amount["amount_id"] for amount in amounts),
    }
