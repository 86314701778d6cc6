"""Levels into which a whole is known to fall (城镇 and 乡村, 出口 and 进口)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from extractor.audit.groups import named_parts, partitions_in, wholes_before
from extractor.audit.likely import likely_summed
from extractor.audit.making import summed, terms_of
from extractor.audit.partitions import partition_of
from extractor.audit.unequal import ANOTHER_WHOLE
from extractor.audit.view import View, bare_name, plan_version
from schemas import Check, Claim, Finding

_ONE_OR_UNSAID = 2


def check(view: View) -> Iterator[Finding]:
    """Check the parts of known partitions, over paragraphs too, against a whole of their kind that stands before them.

    Parts that `part_of` ties to a whole are left to `parts`. A whole that is called as that of the partition is
    (一般公共预算收入 of 税收收入 and 非税收入) is held against them; of another it is only likely that they are of it, so
    that a sum that does not come out is a question where both sides have many digits and one slip explains it, and
    else nothing.
    """
    for run in partitions_in(view):
        named = [*_of_named_wholes(view, run)]
        if named:
            # Which of several is meant is not said; that one of them fits is enough.
            yield from sorted(named, key=lambda one: one.verdict == "questionable")[:1]
        else:
            yield from islice(_likely_sums(view, ((whole, run) for whole in wholes_before(view, run))), 1)
    yield from _likely_sums(view, named_parts(view))


def _of_named_wholes(view: View, run: Sequence[Claim]) -> Iterator[Finding]:
    partition = partition_of(view, [claim.indicator.text for claim in run])
    versions = {plan_version(claim) for claim in run} | {None}
    for whole in wholes_before(view, run):
        of_one_plan = len(versions | {plan_version(whole)}) <= _ONE_OR_UNSAID
        if partition is None or bare_name(whole) not in partition.wholes or not of_one_plan:
            continue
        terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in run))
        if terms is not None and all(claim.quantity.bound == "eq" for claim in (whole, *run)):
            stated, *known = terms
            yield summed("parts", view.strength(whole, *run), stated, known, doubt=ANOTHER_WHOLE)


def _likely_sums(view: View, groups: Iterable[tuple[Claim, Sequence[Claim]]]) -> Iterator[Finding]:
    for whole, parts in groups:
        held = likely_sum(view, "parts", whole, parts, ANOTHER_WHOLE)
        if held is not None:
            yield held


def likely_sum(view: View, check: Check, whole: Claim, parts: Sequence[Claim], doubt: str) -> Finding | None:
    """Return the finding of a sum whose parts are only likely to be of the whole.

    One that does not come out is a question where one slip explains it that could hardly be had by chance, else none.
    """
    terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in parts))
    if terms is None or any(claim.quantity.bound != "eq" for claim in (whole, *parts)):
        return None
    stated, *known = terms
    strength = view.strength(whole, *parts)
    return likely_summed(check, strength, stated, known, doubt)
