"""Structure: shares given as a:b:c, or as shares of a known partition, against the levels of the parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.comparing import is_rate
from extractor.audit.making import judged, terms_of
from extractor.audit.partitions import partition_of
from extractor.audit.view import View, label
from schemas import Claim, Finding

_HUNDRED = 100
_BACK = 24
"""How many claims before a structure the levels are looked for."""


def check(view: View) -> Iterator[Finding]:
    """Check the shares of the three industries (三次产业结构) against their value added.

    The levels are those that stand before it with one whole of which they are parts (其中), of the same time; a miss by
    one unit of the last digit is balanced where the shares make 100.
    """
    for sentence in view.sentences:
        shares = [c for c in sentence.claims if c.basis == "share" and c.quantity.unit == "%"]
        for at in range(len(shares) - 2):
            run = shares[at : at + 3]
            if partition_of(view, [c.indicator.text for c in run]) is None or not _of_gdp(view, run):
                continue
            levels = _levels(view, run)
            if levels is not None:
                yield from _held_against(view, run, *levels)


def _of_gdp(view: View, run: Sequence[Claim]) -> bool:
    codes = view.cues.structure
    return all(c.indicator.code in codes.shares for c in run)


def _levels(view: View, run: Sequence[Claim]) -> tuple[Claim, list[Claim]] | None:
    at = view.index[run[0].id]
    for whole in reversed(view.claims[max(0, at - _BACK) : at]):
        if (
            whole.indicator.code not in view.cues.structure.wholes
            or is_rate(view, whole)
            or whole.basis != "level"
        ):
            continue
        parts = [p for p in view.pointing(whole, "part_of") if p.basis == "level"]
        named = [next((p for p in parts if _same_part(view, share, p)), None) for share in run]
        found = [p for p in named if p is not None]
        one_time = all(label(p) == label(run[0]) == label(whole) for p in found)
        if len(found) == len(run) and len({p.id for p in found}) == len(run) and one_time:
            return whole, found
        return None
    return None


def _same_part(view: View, share: Claim, part: Claim) -> bool:
    for partition in view.cues.partitions:
        for words in partition.parts:
            if any(w in share.indicator.text for w in words):
                return any(w in part.indicator.text for w in words)
    return False


def _held_against(
    view: View, run: Sequence[Claim], whole: Claim, parts: Sequence[Claim]
) -> Iterator[Finding]:
    whole_made = sum(share.quantity.value or 0 for share in run) == _HUNDRED
    for share, part in zip(run, parts, strict=True):
        terms = terms_of(view, ("share", share), ("part", part), ("whole", whole))
        if terms is None:
            continue
        stated, top, bottom = terms
        yield judged(
            "structure",
            view.strength(share, part, whole),
            stated,
            [top, bottom],
            lambda part, whole: (part / whole).times(100),
            f"{top.words} ÷ {bottom.words}",
            balanced=whole_made,
        )
