"""A figure of a whole place against those of its governments: 全市 holds 市本级, and 市本级 and 县区 make it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from extractor.audit.making import bounded, summed, terms_of
from extractor.audit.subjects import core, government
from extractor.audit.view import View, adds_up, label
from schemas import Claim, Finding

TRANSFERS = "figures of the whole place may leave out what its governments give each other"


def check(view: View) -> Iterator[Finding]:
    """Check levels of one thing, time, kind, plan and unit: that of the own government is no greater than the whole.

    Where one section states the figure of the governments below it too, the two make up the whole.
    """
    groups: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in view.levels():
        if label(claim) is None or claim.quantity.bound != "eq" or not adds_up(claim):
            continue
        subject = core(view, claim)
        if subject is not None and government(view, claim) is not None:
            plan = claim.plan.version if claim.plan else None
            groups[subject, claim.quantity.unit, label(claim), claim.kind, plan].append(claim)
    for claims in groups.values():
        yield from _in_group(view, claims)


def _in_group(view: View, claims: list[Claim]) -> Iterator[Finding]:
    levels: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        levels[government(view, claim)].append(claim)
    for part in levels["own"]:
        whole = _nearest(view, part, levels["whole"])
        if whole is None:
            continue
        below = _nearest(view, part, levels["lower"])
        lot = (
            [part] if below is None or view.strength(whole, part, below) == "cross_section" else [part, below]
        )
        terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in lot))
        if terms is None:
            continue
        stated, *known = terms
        if len(known) > 1:
            yield summed("parts", view.strength(whole, *lot), stated, known, doubt=TRANSFERS)
        else:
            yield bounded(view, "parts", stated, known[0], TRANSFERS)


def _nearest(view: View, claim: Claim, others: list[Claim]) -> Claim | None:
    return min(others, key=lambda other: abs(view.apart(claim, other)), default=None)
