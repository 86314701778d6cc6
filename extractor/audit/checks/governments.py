"""A figure of a whole place against those of its governments: 全市 holds 市本级, and 市本级 and 县区 make it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from extractor.audit.interval import Interval
from extractor.audit.making import figure, finding, judged, terms_of
from extractor.audit.view import View, bare_name, label
from extractor.audit.wording import bounds
from schemas import Claim, Finding

_LEAST_NAME = 5
TRANSFERS = "figures of the whole place may leave out what its governments give each other"


def check(view: View) -> Iterator[Finding]:
    """Check levels of one name, time, kind and unit: that of the place's own government is no greater than the whole.

    Where one section states the figure of the governments below it too, the two make up the whole.
    """
    groups: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in view.levels():
        bare = bare_name(claim)
        if (
            len(bare) >= _LEAST_NAME
            and label(claim) is not None
            and claim.quantity.bound == "eq"
            and not view.bracketed(claim)
        ):
            groups[bare, claim.quantity.unit, label(claim), claim.kind].append(claim)
    for claims in groups.values():
        yield from _in_group(view, claims)


def _in_group(view: View, claims: list[Claim]) -> Iterator[Finding]:
    parts = view.cues.parts
    wholes = [claim for claim in claims if claim.scope in _whole_scopes(view)]
    own = [claim for claim in claims if claim.scope in parts.own_levels and claim not in wholes]
    lower = [claim for claim in claims if claim.scope in parts.lower_levels]
    for part in own:
        whole = _nearest(view, part, wholes)
        if whole is None:
            continue
        below = _nearest(view, part, lower)
        if below is not None and view.strength(whole, part, below) != "cross_section":
            found = _added(view, whole, [part, below])
        else:
            found = _within(view, whole, part)
        # 一般债务 may be what is owed or what may be owed: a short name accuses nobody.
        sure = len(bare_name(part)) >= _LEAST_NAME
        yield from (one for one in found if sure or one.verdict != "questionable")


def _whole_scopes(view: View) -> tuple[str, ...]:
    return (*view.cues.own_scopes.get(view.speech.level or "", ()), *view.cues.parts.whole_levels)


def _nearest(view: View, claim: Claim, others: list[Claim]) -> Claim | None:
    return min(others, key=lambda other: abs(view.apart(claim, other)), default=None)


def _added(view: View, whole: Claim, lot: list[Claim]) -> Iterator[Finding]:
    terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in lot))
    if terms is None:
        return
    stated, *known = terms
    yield judged(
        "parts",
        view.strength(whole, *lot),
        stated,
        known,
        lambda *lot: Interval.total(lot),
        " + ".join(one.words for one in known),
        doubt=TRANSFERS,
    )


def _within(view: View, whole: Claim, part: Claim) -> Iterator[Finding]:
    terms = terms_of(view, ("whole", whole), ("part", part))
    if terms is None:
        return
    all_of_it, one = terms
    low, unit = one.reading.coarse.low, whole.quantity.unit
    fits = low is None or Interval(low, None).meets(all_of_it.reading.coarse)
    yield finding(
        "parts",
        "consistent" if fits else "questionable",
        view.strength(whole, part),
        [figure("whole", whole), figure("part", part)],
        stated=bounds(all_of_it.reading.rounded, unit),
        computed=bounds(one.reading.rounded, unit),
        formula=f"{one.words} {'≤' if fits else '>'} {all_of_it.words}",
        reason=None if fits else TRANSFERS,
        severity=None if fits else "medium",
    )
