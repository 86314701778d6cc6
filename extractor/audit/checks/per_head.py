"""Per head: a total, the number of those who share it, and what each gets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.making import judged, terms_of
from extractor.audit.subjects import whose
from extractor.audit.view import View, bare_name, label
from schemas import Claim, Finding

_PLAUSIBLE = 10
_OF_THE_PLACE = (None, "whole")
DOUBT = "the total may be of others as well"


def check(view: View) -> Iterator[Finding]:
    """Check each figure per head whose sentence states just one total and just one number of heads, and GDP per head.

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
    for each in view.levels():
        yield from _by_mean_heads(view, each)


def _by_mean_heads(view: View, each: Claim) -> Iterator[Finding]:
    """GDP per head is reckoned by the mean of the population at both ends of the year (National Bureau of Statistics)."""
    for means in view.cues.per_head.means:
        if bare_name(each) not in means.each or whose(view, each) not in _OF_THE_PLACE:
            continue
        total, heads = (_only(view, each, names) for names in (means.total, means.heads))
        change = next(iter(view.pointing(heads, "change_of")), None) if heads is not None else None
        if total is None or heads is None or change is None:
            continue
        roles = (("per_head", each), ("whole", total), ("heads", heads), ("change", change))
        terms = terms_of(view, *roles)
        if terms is not None and total.quantity.unit == each.quantity.unit:
            stated, *known = terms
            yield judged(
                "per_head",
                view.strength(each, total, heads),
                stated,
                known,
                lambda whole, now, change: whole / (now - change.times(Fraction(1, 2))),
                f"{known[0].words} ÷ ({known[1].words} - ({known[2].words}) ÷ 2)",
                doubt=DOUBT,
            )


def _only(view: View, each: Claim, names: tuple[str, ...]) -> Claim | None:
    """The one level so called of that time and body."""
    found = [
        claim
        for claim in view.levels()
        if bare_name(claim) in names
        and claim.kind == each.kind
        and label(claim) == label(each)
        and whose(view, claim) in _OF_THE_PLACE
    ]
    return found[0] if len({claim.quantity.value for claim in found}) == 1 else None


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
