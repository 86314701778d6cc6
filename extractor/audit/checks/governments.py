"""A figure of a whole place against those of its governments: 全市 holds 市本级, and 市本级 and 县区 make it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from extractor.audit.checks.split import likely_sum
from extractor.audit.interval import Interval
from extractor.audit.making import Term, bounded, summed, terms_of
from extractor.audit.subjects import core, government
from extractor.audit.unequal import ANOTHER_WHOLE
from extractor.audit.view import View, adds_up, bare_name, label, plan_version
from schemas import Claim, Finding

_BACK = 8
_LEAST_NAME = 4
TRANSFERS = "figures of the whole place may leave out what its governments give each other"


def check(view: View) -> Iterator[Finding]:
    """Check levels of one thing, time, kind, plan and unit: that of the own government, or of a zone, against the whole.

    Where one section states the figure of the governments below it too, the two make up the whole. So do what a
    government keeps and what it hands down right behind, of a figure just before.
    """
    groups: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in view.levels():
        if label(claim) is None or claim.quantity.bound != "eq" or not adds_up(claim):
            continue
        subject = core(view, claim)
        if subject is not None and _body(view, claim) is not None:
            groups[subject, claim.quantity.unit, label(claim), claim.kind].append(claim)
    for claims in groups.values():
        yield from _in_group(view, claims)
    yield from _shared_out(view)


def _in_group(view: View, claims: list[Claim]) -> Iterator[Finding]:
    levels: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        levels[_body(view, claim)].append(claim)
    for zone in levels["zone"]:
        whole = _nearest(view, zone, levels["whole"])
        terms = terms_of(view, ("whole", whole), ("part", zone)) if whole is not None else None
        if terms is not None:
            yield bounded(view, "parts", terms[0], terms[1], TRANSFERS)
    for part in levels["own"]:
        whole = _nearest(view, part, levels["whole"])
        if whole is None:
            continue
        below = _nearest(view, part, [one for one in levels["lower"] if _of_one_plan(one, whole)])
        lot = (
            [part] if below is None or view.strength(whole, part, below) == "cross_section" else [part, below]
        )
        terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in lot))
        if terms is None:
            continue
        if len(lot) > 1:
            yield from _with_zones(view, whole, lot, levels["zone"])
        else:
            yield bounded(view, "parts", terms[0], terms[1], TRANSFERS)


def _with_zones(view: View, whole: Claim, lot: list[Claim], zones: list[Claim]) -> Iterator[Finding]:
    """Add up the governments of a whole, and the zones told beside them, which may be within one of them or not."""
    near = [
        zone
        for zone in zones
        if view.strength(whole, zone) != "cross_section" and view.related(zone, "part_of") not in lot
    ]
    lots = [lot, [*lot, *near]] if near else [lot]
    known = (terms_of(view, ("whole", whole), *(("part", claim) for claim in one)) for one in lots)
    sums = [
        summed("parts", view.strength(*(one.claim for one in terms)), terms[0], terms[1:], doubt=TRANSFERS)
        for terms in known
        if terms is not None
    ]
    agreeing = [one for one in sums if one.verdict != "questionable"]
    yield from (agreeing or ([] if near else sums))[:1]


def _body(view: View, claim: Claim) -> str | None:
    """Which of a place's governments a figure is of, or that it is of one of its zones."""
    zone = claim.scope is not None and claim.scope.endswith(view.cues.parts.zones)
    return "zone" if zone else government(view, claim)


def _nearest(view: View, claim: Claim, others: list[Claim]) -> Claim | None:
    of_one_plan = [other for other in others if _of_one_plan(claim, other)]
    return min(of_one_plan, key=lambda other: abs(view.apart(claim, other)), default=None)


def _of_one_plan(one: Claim, other: Claim) -> bool:
    """Tell whether two figures are of one plan, or of one that only one of them names."""
    return len({plan_version(one), plan_version(other)} - {None}) <= 1


def _shared_out(view: View) -> Iterator[Finding]:
    for kept, given in pairwise(level for level in view.levels() if not view.bracketed(level)):
        if not _is_kept(view, kept) or not _is_given(view, given) or not _of_one(view, kept, given):
            continue
        at = view.index[kept.id]
        wholes = (
            whole
            for whole in reversed(view.claims[max(0, at - _BACK) : at])
            if whole.basis == "level" and _of_one(view, whole, kept)
        )
        sums = (_made_up(view, whole, [kept, given]) for whole in wholes)
        found = [one for one in sums if one is not None]
        agreeing = [one for one in found if one.verdict != "questionable"]
        yield from (agreeing or found)[:1]


def _made_up(view: View, whole: Claim, shares: Sequence[Claim]) -> Finding | None:
    """Hold what a government keeps and hands down against a figure, of which both are where it is said to be theirs.

    Others may have the rest, so that only more than all is a question that no slip need explain.
    """
    terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in shares))
    sure = terms is not None and _are_exact(terms) and _is_named(view, whole, shares[0])
    if terms is None or not sure or not _are_too_much(terms):
        return likely_sum(view, "parts", whole, shares, ANOTHER_WHOLE)
    stated, *known = terms
    return summed("parts", view.strength(whole, *shares), stated, known, doubt=ANOTHER_WHOLE)


def _are_exact(terms: Sequence[Term]) -> bool:
    """Tell whether a whole and its shares are told exactly, none of these being more than it."""
    whole, *shares = terms
    exact = all(one.claim.quantity.bound == "eq" for one in terms)
    return exact and all(one.reading.coarse.may_be_at_most(whole.reading.coarse) for one in shares)


def _are_too_much(terms: Sequence[Term]) -> bool:
    whole, *shares = terms
    return not Interval.total(one.reading.coarse for one in shares).may_be_at_most(whole.reading.coarse)


def _is_named(view: View, whole: Claim, kept: Claim) -> bool:
    """Tell whether what is kept is of a figure by its words (新增债券中市级留用…), or by standing right behind it."""
    name, parts = kept.indicator.text, view.cues.parts
    ends = (own + word for own in parts.own_levels for word in parts.kept)
    end = max((end for end in ends if name.endswith(end)), key=len, default=None)
    if end is None:
        return False
    within = name.removesuffix(end).removesuffix("中")
    named = len(within) >= _LEAST_NAME and bare_name(whole).endswith(within)
    return named or (view.apart(kept, whole) == 1 and _is_first(view, whole, kept))


def _is_first(view: View, whole: Claim, kept: Claim) -> bool:
    """Tell whether no other amount stands before a figure in the sentence, which may be shared out with it."""
    before = (one for one in view.sentence(kept).claims if view.apart(one, whole) < 0)
    return view.together(whole, kept) and all(one.quantity.unit != whole.quantity.unit for one in before)


def _is_kept(view: View, claim: Claim) -> bool:
    return claim.scope in view.cues.parts.own_levels or any(
        word in claim.indicator.text for word in view.cues.parts.own_levels
    )


def _is_given(view: View, claim: Claim) -> bool:
    name, parts = claim.indicator.text, view.cues.parts
    below = any(word in name for word in parts.lower_levels)
    return below and any(word in name for word in parts.handed_down)


def _of_one(view: View, one: Claim, other: Claim) -> bool:
    alike = one.quantity.unit == other.quantity.unit and label(one) == label(other) and one.kind == other.kind
    return alike and adds_up(one) and view.strength(one, other) != "cross_section"
