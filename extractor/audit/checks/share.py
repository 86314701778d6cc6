"""Share: part ÷ whole against the stated share (占…35%)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extractor.audit.diagnosis import explained
from extractor.audit.interval import Interval
from extractor.audit.making import judged, spares, terms_of, unchecked
from extractor.audit.view import View, label
from patterns.audit import Shares
from schemas import Claim, Finding

_BACK = 40
"""How many claims before a share its whole is looked for."""
ANOTHER_SCOPE = "a mark says that the whole is of another scope"
_NEAR = 2
_LEAST_END = 3
"""How long the end of a name must be to stand for the whole of it (总动力 for 农业机械总动力)."""


def check(view: View) -> Iterator[Finding]:
    """Check each stated share whose part and whole are stated.

    Reads `share_of` for the part and `part_of` where the share names no whole; else the whole is the last level
    before it that is called as the share calls it.
    """
    for share in view.claims:
        found = part_and_whole(view, share)
        if found is not None:
            part, whole = found
            if view.marks(whole) == view.marks(share):
                yield from _quotient(view, share, part, whole)
            else:
                strength = view.strength(share, part, whole)
                roles = ["share", "part", "whole"]
                yield unchecked("share", strength, [share, part, whole], ANOTHER_SCOPE, roles)
        elif share.basis == "share" and share.quantity.unit == "%":
            yield from _loosely(view, share)


def _loosely(view: View, share: Claim) -> Iterator[Finding]:
    """A whole that is called by a looser name (财政收入 for 一般公共预算收入): which is meant shows where it agrees."""
    part, named = view.related(share, "share_of"), whole_named(share.indicator.text, view.cues.shares)
    if part is None or not named or not _of_one_time(view, share, part) or not _is_amount(part):
        return
    for name in (one for loose in view.cues.shares.loosely if loose.name == named for one in loose.means):
        whole = _elsewhere(view, share, part, name)
        for found in _quotient(view, share, part, whole) if whole is not None else ():
            if whole is not None and (found.verdict == "consistent" or _slipped(view, share, part, whole)):
                yield found
                return


def _slipped(view: View, share: Claim, part: Claim, whole: Claim) -> bool:
    terms = terms_of(view, ("share", share), ("part", part), ("whole", whole))
    if terms is None:
        return False
    stated, top, bottom = terms
    return explained(stated, [top, bottom], percent, percent(top.reading.rounded, bottom.reading.rounded))


def percent(part: Interval, whole: Interval) -> Interval:
    """Return how many hundredths of a whole a part is."""
    return (part / whole).times(100)


def part_and_whole(view: View, share: Claim) -> tuple[Claim, Claim] | None:
    """Return the two levels whose quotient a claim states as a percentage, or None where it is no share of such."""
    if share.basis != "share" or share.quantity.unit != "%":
        return None
    part = view.related(share, "share_of")
    if part is None or not _of_one_time(view, share, part) or not _is_amount(part):
        return None
    if view.sentences_apart(share, part) > _NEAR or view.strength(share, part) == "cross_section":
        return None
    whole = _whole(view, share, part)
    return None if whole is None else (part, whole)


def whole_named(words: str, cues: Shares) -> str | None:
    """Return what a share says it is a share of: nothing ("") where it names no whole, None where it is of none.

    >>> from patterns import load
    >>> [whole_named(words, load().audit.shares) for words in ("税收收入占一般公共预算收入的比重", "税收收入占比")]
    ['一般公共预算收入', '']
    """
    for link in cues.of:
        _, found, behind = words.partition(link)
        if found:
            return "" if behind in cues.bare else _bare(behind, cues)
    return "" if words.endswith(cues.bare_ends) else None


@lru_cache(maxsize=4096)
def _bare(words: str, cues: Shares) -> str:
    trimmed = True
    while trimmed:
        trimmed = False
        for tail in cues.tails:
            if words.endswith(tail) and len(words) > len(tail):
                words, trimmed = words.removesuffix(tail), True
        for lead in cues.lead:
            if words.startswith(lead) and len(words) > len(lead):
                words, trimmed = words.removeprefix(lead), True
    return words


def _whole(view: View, share: Claim, part: Claim) -> Claim | None:
    named = whole_named(share.indicator.text, view.cues.shares)
    if named is None:
        return None
    if not named:
        whole = view.related(part, "part_of")
        if whole is not None and _fits(view, share, part, whole) and view.together(share, part, whole):
            return whole
        return None
    at = view.index[share.id]
    for whole in reversed(view.claims[max(0, at - _BACK) : at]):
        if _called(view, whole, named) and _fits(view, share, part, whole):
            return whole
    return _elsewhere(view, share, part, named)


def _elsewhere(view: View, share: Claim, part: Claim, named: str) -> Claim | None:
    """The whole in another section: the one result of that name, scope and time, where the document has but one."""
    found = [
        whole
        for whole in view.levels()
        if whole.id != part.id
        and whole.kind == part.kind
        and whole.quantity.unit == part.quantity.unit
        and _of_one_time(view, share, whole)
        and _called(view, whole, named)
    ]
    if not found or not all(_same_figure(view, found[0], whole) for whole in found[1:]):
        return None
    return min(found, key=lambda whole: abs(view.apart(whole, share)))


def _same_figure(view: View, one: Claim, other: Claim) -> bool:
    """Tell whether two levels are one figure, told to different digits (1748028万元, 174.8亿元)."""
    terms = terms_of(view, ("one", one), ("other", other))
    return terms is not None and terms[0].reading.rounded.meets(terms[1].reading.rounded)


def _called(view: View, claim: Claim, name: str) -> bool:
    """Tell whether a level is what a name means: the same words but for the scope, or the same indicator."""
    if claim.basis != "level":
        return False
    own = claim.indicator.text.removeprefix(claim.indicator.scope or "")
    if own == name or claim.indicator.text == name or (len(name) >= _LEAST_END and own.endswith(name)):
        return True
    found = view.knowledge.indicators.lookup(name)
    return found is not None and found.exact and claim.indicator.code == found.entry.code


def _fits(view: View, share: Claim, part: Claim, whole: Claim) -> bool:
    return (
        whole.basis == "level"
        and whole.id != part.id
        and whole.kind == part.kind
        and whole.quantity.unit == part.quantity.unit
        and _of_one_time(view, share, whole)
        and view.strength(share, whole) != "cross_section"
    )


def _of_one_time(view: View, share: Claim, level: Claim) -> bool:
    one_body = view.same_scope(share, level) or view.body(share) == view.body(level)
    return label(share) == label(level) and one_body and share.kind == level.kind


def _is_amount(claim: Claim) -> bool:
    return claim.basis == "level" and claim.quantity.unit not in ("%", "pp")


def _quotient(view: View, share: Claim, part: Claim, whole: Claim) -> Iterator[Finding]:
    terms = terms_of(view, ("share", share), ("part", part), ("whole", whole))
    if terms is None:
        return
    stated, top, bottom = terms
    yield judged(
        "share",
        view.strength(share, part, whole),
        stated,
        [top, bottom],
        percent,
        f"{top.words} ÷ {bottom.words}",
        spare=spares(view, part, whole),
    )
