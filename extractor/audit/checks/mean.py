"""Means: the figure per head of all lies between those of the groups that make them up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.audit.making import figure, finding, severity, terms_of
from extractor.audit.partitions import partition_of
from extractor.audit.view import View, label
from extractor.audit.wording import bounds
from schemas import Claim, Finding

_AHEAD = 8


def check(view: View) -> Iterator[Finding]:
    """Check each figure per head whose section states it for the parts of a known partition (城镇, 农村) too.

    Reads the names: those of the parts are the whole's but for the words of the partition. A mean outside of its parts
    is an error.
    """
    for whole in view.levels():
        if any(word in whole.indicator.text for word in view.cues.per_head.words):
            parts = _parts(view, whole)
            if parts:
                yield from _between(view, whole, parts)


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
    mean, *ends = terms
    span = ends[0].reading.coarse.hull(ends[1].reading.coarse)
    fits = span.meets(mean.reading.coarse)
    unit = whole.quantity.unit
    low, high = sorted(ends, key=lambda one: one.claim.quantity.value or 0)
    yield finding(
        "per_head",
        "consistent" if fits else "inconsistent",
        view.strength(whole, *parts),
        [figure(one.role, one.claim) for one in terms],
        stated=bounds(mean.reading.rounded, unit),
        computed=bounds(span, unit),
        formula=f"{low.words} ≤ {mean.words} ≤ {high.words}"
        if fits
        else f"{mean.words} ∉ {low.words}…{high.words}",
        severity=None if fits else severity(mean.reading.rounded, span),
    )
