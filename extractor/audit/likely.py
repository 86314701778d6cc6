"""Sums that are only likely to hold: one that does not come out is told only where a slip explains it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.audit.diagnosis import explained
from extractor.audit.making import Sum, Term, judged, total_of, weigh
from extractor.audit.wording import added_up
from schemas import Check, Finding, Strength


def likely(
    check: Check,
    strength: Strength,
    stated: Term,
    terms: Sequence[Term],
    compute: Sum,
    formula: str,
    doubt: str,
    *,
    sure: bool = False,
) -> Finding | None:
    """Return the finding of a sum that may be of other figures, as `doubt` says, or None where it tells nothing.

    A sum that does not come out is a question where the figures are `sure` to be its own, or one slip explains it that
    could hardly be had by chance.
    """
    weighed = weigh(stated.reading, [one.reading for one in terms], compute)
    if weighed.verdict is None and not sure and not explained(stated, terms, compute, weighed.computed):
        return None
    return judged(check, strength, stated, terms, compute, formula, doubt=doubt)


def likely_summed(
    check: Check, strength: Strength, stated: Term, terms: Sequence[Term], doubt: str
) -> Finding | None:
    """Return the finding of a total whose terms are only likely its own, or None where it tells nothing."""
    words = added_up(one.words for one in terms)
    return likely(check, strength, stated, terms, total_of, words, doubt)
