"""Shares that name no whole (安排48亿元，占比67.7%), against the figure before them that most of them are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.checks.share import part_and_whole, percent, whole_named
from extractor.audit.likely import likely
from extractor.audit.making import Term, terms_of, weigh
from extractor.audit.view import View, label
from schemas import Claim, Finding

OF_ANOTHER = "the share may be one of another whole"
_FEW = 2
_NEAR = 12
"""How many claims may stand between two shares of one whole."""
_BACK = 40
"""How many claims before the first share the whole is looked for."""


def check(view: View) -> Iterator[Finding]:
    """Check the shares of a passage that name no whole, where most of them are those of one level before them.

    Where all that they are said of are its parts, one that fits is enough. Reads `share_of`, units, times and kinds.
    One that does not fit the others' whole is a question where all others do, or one slip explains it, and else nothing.
    """
    for run in _runs(view):
        known = _whole(view, run)
        if known is None:
            continue
        whole, fitting = known
        alone = fitting == len(run) - 1 and (len(run) > _FEW or _tied(view, run, whole))
        for share, part in run:
            terms = terms_of(view, ("share", share), ("part", part), ("whole", whole))
            found = None if terms is None else _held(view, terms, alone=alone)
            if found is not None:
                yield found


def _runs(view: View) -> Iterator[Sequence[tuple[Claim, Claim]]]:
    run: list[tuple[Claim, Claim]] = []
    for share in view.claims:
        part = _part(view, share)
        if part is None:
            continue
        if run and (view.apart(share, run[-1][0]) > _NEAR or not _alike(part, run[-1][1])):
            yield run
            run = []
        run.append((share, part))
    yield run


def _part(view: View, share: Claim) -> Claim | None:
    """The amount that a share without a whole is said of."""
    named = whole_named(share.indicator.text, view.cues.shares) or ""
    if share.basis != "share" or share.quantity.unit != "%" or named not in ("", *view.cues.shares.totals):
        return None
    part = view.related(share, "share_of")
    if part is None or part.basis != "level" or part_and_whole(view, share) is not None:
        return None
    return part if part.kind == share.kind and view.together(share, part) else None


def _alike(one: Claim, other: Claim) -> bool:
    return (one.quantity.unit, one.kind, label(one)) == (other.quantity.unit, other.kind, label(other))


def _whole(view: View, run: Sequence[tuple[Claim, Claim]]) -> tuple[Claim, int] | None:
    """The nearest level before some shares that most of them, and at least two, are of, and how many are."""
    if len(run) < _FEW:
        return None
    parts = {part.id for _, part in run}
    first = view.index[run[0][1].id]
    for level in reversed(view.claims[max(0, first - _BACK) : first]):
        if level.basis == "level" and level.id not in parts and _may_hold(level, run[0][1]):
            fitting = sum(_fits(view, share, part, level) for share, part in run)
            most = fitting >= _FEW and fitting * 2 > len(run)
            if most or (fitting == len(run) - 1 and _tied(view, run, level)):
                return level, fitting
    return None


def _tied(view: View, run: Sequence[tuple[Claim, Claim]], whole: Claim) -> bool:
    """Tell whether all that the shares are said of are surely parts of one level."""
    apart = any(view.strength(part, whole) == "cross_section" for _, part in run)
    words = {whole_named(share.indicator.text, view.cues.shares) for share, _ in run}
    return not apart and len(words) == 1 and all(view.related(part, "part_of") is whole for _, part in run)


def _may_hold(whole: Claim, part: Claim) -> bool:
    return whole.quantity.unit == part.quantity.unit and label(whole) == label(part)


def _fits(view: View, share: Claim, part: Claim, whole: Claim) -> bool:
    terms = terms_of(view, ("share", share), ("part", part), ("whole", whole))
    return terms is not None and weigh(
        terms[0].reading, [terms[1].reading, terms[2].reading], percent
    ).verdict in ("consistent", "consistent_if_truncated")


def _held(view: View, terms: Sequence[Term], *, alone: bool) -> Finding | None:
    share, part, whole = terms
    strength = view.strength(*(one.claim for one in terms))
    words = f"{part.words} ÷ {whole.words}"
    return likely("share", strength, share, [part, whole], percent, words, OF_ANOTHER, sure=alone)
