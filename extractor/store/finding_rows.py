"""Between a finding and its rows: one dictionary a row, keyed by the columns of `schemas.tables`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extractor.store.rows import Row
from schemas.findings import Bounds, Figure, Finding


def finding_row(finding: Finding, seq: int, pipeline_version: str) -> Row:
    """Give the row of a finding in `findings`.

    >>> figure = Figure(role="rate", doc_id="d", start=0, end=2, quote="5%")
    >>> finding = Finding(id="1", check="share", verdict="consistent", strength="same_sentence", figures=(figure,))
    >>> row = finding_row(finding, 0, "1")
    >>> row["doc_id"], row["check_name"], row["stated_low_open"], row["figures"]
    ('d', 'share', None, 1)
    """
    return {
        "finding_id": finding.id,
        "doc_id": finding.figures[0].doc_id,
        "seq": seq,
        "check_name": finding.check,
        "verdict": finding.verdict,
        "strength": finding.strength,
        "severity": finding.severity,
        **_bounds_columns(finding.stated, "stated"),
        **_bounds_columns(finding.computed, "computed"),
        "formula": finding.formula,
        "reason": finding.reason,
        "diagnosis": finding.diagnosis,
        "implied": finding.implied,
        "figures": len(finding.figures),
        "pipeline_version": pipeline_version,
    }


def figure_rows(finding: Finding) -> list[Row]:
    """Give the rows of a finding's figures in `finding_figures`."""
    return [
        {
            "finding_id": finding.id,
            "idx": idx,
            "role": figure.role,
            "record_id": figure.record,
            "doc_id": figure.doc_id,
            "name": figure.name,
            "quote": figure.quote,
            "start_char": figure.start,
            "end_char": figure.end,
            "sentence": figure.sentence,
            "section": list(figure.section),
        }
        for idx, figure in enumerate(finding.figures)
    ]


def finding_from_rows(row: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]) -> Finding:
    """Put a finding together again from its row and those of its figures, in the order of `idx`."""
    return Finding(
        id=row["finding_id"],
        check=row["check_name"],
        verdict=row["verdict"],
        strength=row["strength"],
        severity=row["severity"],
        stated=_bounds(row, "stated"),
        computed=_bounds(row, "computed"),
        formula=row["formula"],
        reason=row["reason"],
        diagnosis=row["diagnosis"],
        implied=row["implied"],
        figures=tuple(_figure(figure) for figure in figures),
    )


def _bounds_columns(bounds: Bounds | None, name: str) -> Row:
    return {
        f"{name}_low": bounds.low if bounds else None,
        f"{name}_high": bounds.high if bounds else None,
        f"{name}_low_open": bounds.low_open if bounds else None,
        f"{name}_high_open": bounds.high_open if bounds else None,
        f"{name}_unit": bounds.unit if bounds else None,
    }


def _bounds(row: Mapping[str, Any], name: str) -> Bounds | None:
    if row[f"{name}_low_open"] is None:
        return None
    return Bounds(**{field: row[f"{name}_{field}"] for field in Bounds.model_fields})


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        role=row["role"],
        record=row["record_id"],
        doc_id=row["doc_id"],
        name=row["name"],
        quote=row["quote"],
        start=row["start_char"],
        end=row["end_char"],
        sentence=row["sentence"],
        section=tuple(row["section"]),
    )
