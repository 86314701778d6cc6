"""Per head: a total, the number of those who share it, and what each gets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, label
from schemas import Claim, Finding

_PLAUSIBLE = 10
DOUBT = "the total may be of others as well"


def check(view: View) -> Iterator[Finding]:
    """Check each figure per head whose sentence states just one total and just one number of heads.

    A disagreement is a question only: that the total is divided among these is nowhere said.
    """
    for sentence in view.sentences:
        for each in sentence.claims:
            words = view.cues.per_head
            said = each.indicator.text + view.before(each)
            if each.basis != "level" or not any(word in said for word in words.words):
                continue
            alike = [
                c
                for c in sentence.claims
                if c.basis == "level" and c.kind == each.kind and label(c) == label(each)
            ]
            totals = [
                c
                for c in alike
                if c.id != each.id
                and c.quantity.unit == each.quantity.unit
                and not any(w in c.indicator.text for w in words.words)
            ]
            heads = [c for c in alike if c.quantity.unit in words.units]
            if len(totals) == len(heads) == 1 and view.index[each.id] > view.index[heads[0].id]:
                yield from _quotient(view, each, totals[0], heads[0])


def _quotient(view: View, each: Claim, total: Claim, heads: Claim) -> Iterator[Finding]:
    terms = terms_of(view, ("per_head", each), ("whole", total), ("heads", heads))
    if terms is None:
        return
    stated, whole, number = terms
    share = whole.reading.rounded / number.reading.rounded
    size = abs((stated.reading.rounded.middle or Fraction(0)) or Fraction(1))
    if share.gap(stated.reading.rounded) > _PLAUSIBLE * size or not share.finite:
        # Figures so far apart have nothing to do with each other.
        return
    yield judged(
        "per_head",
        view.strength(each, total, heads),
        stated,
        [whole, number],
        lambda whole, number: whole / number,
        f"{whole.words} ÷ {number.words}",
        doubt=DOUBT,
    )
