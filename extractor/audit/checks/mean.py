"""Means: the figure per head of all, and the growth of a whole, lie between those of the parts that make them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise

from extractor.audit.comparing import footing, same_comparison
from extractor.audit.interval import Interval
from extractor.audit.making import Term, figure, finding, severity, terms_of
from extractor.audit.partitions import partition_of
from extractor.audit.view import View, bare_name, label
from extractor.audit.wording import bounds
from schemas import Check, Claim, Finding

OTHER_PRICES = "the growths may be in different prices"
_AHEAD = 16


def check(view: View) -> Iterator[Finding]:
    """Check each figure per head whose section states it for the parts of a known partition (城镇, 农村) too.

    Reads the names: those of the parts are the whole's but for the words of the partition. A mean outside of its parts
    is an error. So is each growth held, or index of a hundred for last year, whose parts' growths stand behind it; one
    outside of theirs is a question.
    """
    for whole in view.levels():
        if any(word in whole.indicator.text for word in view.cues.per_head.words):
            parts = _parts(view, whole)
            if parts:
                yield from _between(view, whole, parts)
    for whole in view.claims:
        if whole.quantity.unit == "%" and (whole.basis == "growth" or _is_index(whole)):
            yield from _growth_between(view, whole)


def _growth_between(view: View, whole: Claim) -> Iterator[Finding]:
    """A whole grows by no less than the slowest of its parts and no more than the fastest."""
    name, at = bare_name(whole), view.index[whole.id]
    growths = [
        claim
        for claim in view.claims[at + 1 : at + _AHEAD]
        if claim.basis == "growth"
        and claim.kind == whole.kind
        and (same_comparison(claim, whole) or whole.basis == "level")
        and label(claim) == label(whole)
        and view.same_scope(claim, whole)
        and view.strength(claim, whole) != "cross_section"
    ]
    for partition in view.cues.partitions:
        size = len(partition.parts)
        if name not in partition.wholes:
            continue
        for start in range(len(growths) - size + 1):
            run = growths[start : start + size]
            if partition_of(view, [bare_name(claim) for claim in run]) is partition:
                terms = terms_of(view, ("whole", whole), *(("part", part) for part in run))
                # What the whole leaves out (不含农户) its parts leave out unsaid.
                alike = all(footing(view, claim) in (None, footing(view, whole)) for claim in run)
                if terms is not None and alike:
                    yield _span(view, "growth", terms, OTHER_PRICES)
                break


def _is_index(claim: Claim) -> bool:
    """Tell whether a figure is an index of a hundred for last year (居民消费价格指数为101.2%)."""
    return claim.basis == "level" and claim.indicator.text.endswith("指数")


def _parts(view: View, whole: Claim) -> list[Claim]:
    at = view.index[whole.id]
    alike = [
        claim
        for claim in view.claims[at + 1 : at + _AHEAD]
        if claim.basis == "level"
        and claim.kind == whole.kind
        and claim.quantity.unit == whole.quantity.unit
        and label(claim) == label(whole)
        and view.strength(claim, whole) != "cross_section"
    ]
    for one, other in pairwise(alike):
        partition = partition_of(view, [one.indicator.text, other.indicator.text])
        if partition is None:
            continue
        words = sorted((word for part in partition.parts for word in part), key=len, reverse=True)
        bare = [_without(claim.indicator.text, words) for claim in (one, other)]
        if bare[0] == bare[1] and whole.indicator.text.endswith(bare[0]):
            return [one, other]
    return []


def _without(name: str, words: Sequence[str]) -> str:
    return next((name.replace(word, "", 1) for word in words if word in name), name)


def _between(view: View, whole: Claim, parts: Sequence[Claim]) -> Iterator[Finding]:
    terms = terms_of(view, ("whole", whole), *(("part", part) for part in parts))
    if terms is None:
        return
    yield _span(view, "per_head", terms)


def _span(view: View, check: Check, terms: Sequence[Term], doubt: str | None = None) -> Finding:
    """Return the finding that the first of some figures lies between the others; `implied` where there is a doubt."""
    mean, *ends = terms
    index = _is_index(mean.claim)
    base = Interval.point(100 if index else 0)
    span = reduce(Interval.hull, (end.reading.coarse for end in ends)) + base
    fits = span.meets(mean.reading.coarse)
    unit = mean.claim.quantity.unit
    said = f"{mean.words} - 100%" if index else mean.words
    low, *_, high = sorted(ends, key=lambda one: one.claim.quantity.value or 0)
    return finding(
        check,
        "consistent" if fits else "questionable" if doubt else "inconsistent",
        view.strength(*(one.claim for one in terms)),
        [figure(one.role, one.claim) for one in terms],
        stated=bounds(mean.reading.rounded, unit),
        computed=bounds(span, unit),
        formula=f"{low.words} ≤ {said} ≤ {high.words}" if fits else f"{said} ∉ {low.words}…{high.words}",
        severity=None if fits else severity(mean.reading.rounded, span),
        reason=None if fits else doubt,
        implied=doubt is not None,
    )
