"""Sums that are only likely to hold: one that does not come out is told only where a slip explains it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.audit.diagnosis import explained
from extractor.audit.making import Sum, Term, judged
from schemas import Check, Finding, Strength


def likely(
    check: Check,
    strength: Strength,
    stated: Term,
    terms: Sequence[Term],
    compute: Sum,
    formula: str,
    doubt: str,
) -> Finding | None:
    """Return the finding of a sum that may be of other figures, as `doubt` says, or None where it tells nothing.

    A sum that does not come out is a question where one slip explains it that could hardly be had by chance.
    """
    found = judged(check, strength, stated, terms, compute, formula, doubt=doubt)
    if found.verdict != "questionable":
        return found
    computed = compute(*(one.reading.rounded for one in terms))
    return found if explained(stated, terms, compute, computed) else None
