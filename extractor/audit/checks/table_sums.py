"""Columns of tables: totals and numbered rows against the rows that should make them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.audit.likely import likely_summed
from extractor.audit.making import Term, summed, terms_of, weigh_sum
from extractor.audit.tables import RowGroup, TableRow, groups, tables
from extractor.audit.unequal import ANOTHER_WHOLE
from extractor.audit.view import View, adds_up, label
from schemas import Claim, Finding

_FEW = 2


@dataclass(frozen=True, slots=True)
class _Column:
    whole: Term
    parts: Sequence[Term]
    agrees: bool


def check(view: View) -> Iterator[Finding]:
    """Check each column of each table: a total (合计) against the rows below it or above, a numbered row against its own.

    An empty cell is nothing; a column with a cell that was not understood is left out. A sum that does not come out is
    a question where those of other columns of the same rows do, or where one slip explains it, and else nothing.
    """
    for rows in tables(view):
        settled: set[str] = set()
        for group in groups(view, rows):
            columns = [*_columns(view, group)]
            right = any(column.agrees for column in columns)
            for column in columns:
                if column.whole.claim.id in settled:
                    continue
                found = _found(view, column, sure=right)
                if found is not None:
                    settled.add(column.whole.claim.id)
                    yield found


def _columns(view: View, group: RowGroup) -> Iterator[_Column]:
    for at, whole in group.whole.claims.items():
        if whole.basis not in ("level", "change") or not adds_up(whole):
            continue
        parts = _parts(group.parts, at, whole)
        if parts is None or len(parts) < _FEW:
            continue
        terms = terms_of(view, ("whole", whole), *(("part", part) for part in parts))
        if terms is not None:
            verdict = weigh_sum(terms[0], terms[1:]).verdict
            yield _Column(terms[0], terms[1:], verdict is not None)


def _parts(rows: Sequence[TableRow], at: int, whole: Claim) -> list[Claim] | None:
    """The figures of a column; None where one is not understood, or is of another kind than the whole."""
    parts = [row.claims[at] for row in rows if at in row.claims]
    alike = all(
        (part.quantity.unit, part.kind, part.basis, label(part))
        == (whole.quantity.unit, whole.kind, whole.basis, label(whole))
        and part.quantity.bound == "eq"
        for part in parts
    )
    return parts if alike and not any(at in row.unread for row in rows) else None


def _found(view: View, column: _Column, *, sure: bool) -> Finding | None:
    whole, parts = column.whole, column.parts
    strength = view.strength(whole.claim, *(part.claim for part in parts))
    if column.agrees or sure:
        return summed("parts", strength, whole, parts, doubt=ANOTHER_WHOLE)
    return likely_summed("parts", strength, whole, parts, ANOTHER_WHOLE)
