"""Ties parts to their whole: what follows 其中, and what a bracket behind a figure lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.claims.model import ClaimCandidate

_SENTENCE_ENDS = "。！？\n"
# 各部门“三公”经费按上年编制，其中：…: the sentence names a whole of its own and gives no figure for it.
_WHOLE_WITHOUT_FIGURE = re.compile(r"[。！？\n][^。！？\n]{9,}?其中[^。！？\n]*$")
_OPEN, _CLOSE = "（(", "）)"
# 在减税3亿元的基础上: what else is, and no part.
_ON_GROUNDS = re.compile("的?(?:基础上|情况下|前提下|背景下)")
_BACK = 5
"""How many claims back a whole can stand from 其中."""
_LISTED = 2
"""How many figures in a bracket that does not say 其中 make it a list of parts."""
_ADDED = ("加上", "减去")
"""Behind these an account goes on with what is added to a whole or taken from it."""
_NO_PARTS = ("不含", "不包括", "另有", "扣除", "剔除", "折合", "比", "较")
"""Between a figure and what stands in a bracket behind it, these say that it is no part."""


@dataclass
class _Level:
    """What stands at one depth of brackets: its claims so far and the wholes of the list that is open in it."""

    opener: int | None = None
    claims: list[int] = field(default_factory=list)
    wholes: dict[str | None, int] = field(default_factory=dict)
    kin: str = ""
    by_government: bool = False
    separated: bool = False
    divided: dict[str | None, int] = field(default_factory=dict)
    divider: int = 0
    listed: list[int] = field(default_factory=list)


def relate_parts(claims: Sequence[ClaimCandidate], text: str, counters: frozenset[str] = frozenset()) -> None:
    """Add `part_of` to each level that is part of another, as indexes into the list.

    Each unit has its own whole (项目27个，到位资金9亿元，其中工业项目13个，到位资金5亿元). What a bracket holds is part
    of the figure before it or of what stands in the bracket, and nothing behind the bracket is part of that. Beyond
    a semicolon only what is called alike, and is of the same government, goes on being a part. Where nothing is
    counted by a part's own counter, its whole may be counted by another of `counters`, if the two end alike.
    """
    depths = [_Level()]
    for index, claim in enumerate(claims):
        between = text[claims[index - 1].mention.end : claim.mention.start] if index else ""
        _walk(depths, between, index, claims)
        here = depths[-1]
        added = any(word in between for word in _ADDED)
        if (claim.of_which or claim.divides) and not added:
            _open_list(claims, index, depths, text)
            if claim.of_which and _WHOLE_WITHOUT_FIGURE.search(between):
                here.wholes = here.divided = {}
        elif added or not _goes_on(claims, claim, between, here):
            here.wholes = {}
        _tie(claims, index, here, counters, text)
        if here.opener is not None and not any(word in between for word in _NO_PARTS):
            here.listed.append(index)
        here.claims.append(index)
    while len(depths) > 1:
        _close(depths.pop(), claims)


def _walk(depths: list[_Level], between: str, index: int, claims: Sequence[ClaimCandidate]) -> None:
    """Follow the brackets and sentence ends between two figures."""
    for at, char in enumerate(between):
        if char in _OPEN:
            behind = at == 0 or not between[:at].strip()
            depths.append(_Level(opener=index - 1 if behind and index else None))
        elif char in _CLOSE and len(depths) > 1:
            _close(depths.pop(), claims)
        elif char in _SENTENCE_ENDS:
            while len(depths) > 1:
                _close(depths.pop(), claims)
            depths[-1].wholes = {}


def _close(level: _Level, claims: Sequence[ClaimCandidate]) -> None:
    """Tie what a bracket lists to the figure before it, where it holds several of its kind and says no 其中."""
    if level.opener is None:
        return
    whole = claims[level.opener]
    parts = [at for at in level.listed if _may_be_part(claims[at], whole) and not _is_tied(claims[at])]
    if len(parts) >= _LISTED and len({claims[at].name.text for at in parts}) == len(parts):
        for at in parts:
            claims[at].relations.append(("part_of", level.opener))


def _open_list(claims: Sequence[ClaimCandidate], index: int, depths: Sequence[_Level], text: str) -> None:
    here = depths[-1]
    inside = here.claims or here.opener is None
    before = here.claims if inside else [*depths[-2].claims]
    since = [at for at in before if at > max(here.divided.values(), default=-1)]
    again = claims[index].divides and all(_is_tied(claims[at]) or not _is_level(claims[at]) for at in since)
    here.wholes = here.divided if again and here.divided else _wholes(claims, before, text)
    here.wholes = {unit: _called_so(claims, at, claims[index]) for unit, at in here.wholes.items()}
    here.divided = here.wholes
    here.divider = index if claims[index].divides else 0
    here.separated = False
    here.kin = "".join(claims[whole].name.text[-2:] for whole in here.wholes.values())
    whole = here.wholes.get(claims[index].unit)
    here.by_government = whole is not None and claims[whole].scope != claims[index].scope


def _wholes(claims: Sequence[ClaimCandidate], before: Sequence[int], text: str) -> dict[str | None, int]:
    """The levels that stand together right before 其中, by unit."""
    found: dict[str | None, int] = {}
    for other in reversed(before[-_BACK:]):
        claim = claims[other]
        if _is_level(claim):
            found.setdefault(claim.unit, other)
        start = claims[other - 1].mention.end if other else 0
        if claim.of_which or (found and any(m in text[start : claim.mention.start] for m in _SENTENCE_ENDS)):
            break
    return found


def _called_so(claims: Sequence[ClaimCandidate], at: int, part: ClaimCandidate) -> int:
    """The whole of a whole, where that and not the nearer one is called as the part is (市级债务余额, 全市债务余额)."""
    name = part.name.text.removeprefix(part.scope or "")
    outer = next((whole for relation, whole in claims[at].relations if relation == "part_of"), None)
    if outer is None or claims[at].name.text.endswith(name) or not claims[outer].name.text.endswith(name):
        return at
    return outer


def _goes_on(claims: Sequence[ClaimCandidate], claim: ClaimCandidate, between: str, here: _Level) -> bool:
    if not ("；" in between or ";" in between):
        return True
    whole = here.wholes.get(claim.unit)
    if (
        whole is not None
        and claim.scope is not None
        and not here.by_government
        and claims[whole].scope != claim.scope
    ):
        return False
    if not here.separated and not any(char in here.kin for char in claim.name.text[-2:]):
        return False
    here.separated = True
    return True


def _tie(
    claims: Sequence[ClaimCandidate], index: int, here: _Level, counters: frozenset[str], text: str
) -> None:
    claim = claims[index]
    if _ON_GROUNDS.match(text, claim.mention.end):
        return
    at = here.wholes.get(claim.unit)
    if at is None and claim.unit in counters:
        alike = [
            whole for unit, whole in here.wholes.items() if unit in counters and _kin(claims, whole, index)
        ]
        at = max(alike, default=None)
    if at is None or not _is_level(claim):
        return
    at = _named_in(claims, index, at, here)
    whole = claims[at]
    if whole.kind == claim.kind and (whole.name.text != claim.name.text or _opens_smaller(claim, whole)):
        claim.relations.append(("part_of", at))
        here.kin += claim.name.text[-2:]


def _named_in(claims: Sequence[ClaimCandidate], index: int, at: int, here: _Level) -> int:
    """The part of a whole, told before the list that divides it anew, that a name of this list ends with, else the whole.

    出口7亿元，进口8亿元。分贸易方式看，一般贸易出口6亿元: a part of what is exported.
    """
    name = claims[index].name.text
    ends = {
        claims[other].name.text: other
        for other in here.claims
        if other < here.divider <= index and ("part_of", at) in claims[other].relations
    }
    named = [end for end in ends if end != name and name.endswith(end)]
    return ends[max(named, key=len)] if named else at


def _opens_smaller(claim: ClaimCandidate, whole: ClaimCandidate) -> bool:
    """Tell whether a figure right behind 其中 is a smaller one of the same name (支出9亿元，其中：市本级支出5亿元)."""
    return (
        claim.of_which and claim.value is not None and whole.value is not None and claim.value < whole.value
    )


def _kin(claims: Sequence[ClaimCandidate], whole: int, part: int) -> bool:
    names = [claims[at].name.text.removeprefix(claims[at].scope or "") for at in (whole, part)]
    ends = [name[-2:] for name in names]
    # 体育场地17482个，其中体育馆18座: called alike at the front as well.
    return any(char in ends[0] for char in ends[1]) or names[0][:2] == names[1][:2]


def _may_be_part(claim: ClaimCandidate, whole: ClaimCandidate) -> bool:
    return (
        _is_level(claim)
        and _is_level(whole)
        and claim.unit == whole.unit
        and claim.kind == whole.kind
        and claim.name.text != whole.name.text
        and _label(claim) == _label(whole)
    )


def _is_tied(claim: ClaimCandidate) -> bool:
    return any(relation == "part_of" for relation, _ in claim.relations)


def _is_level(claim: ClaimCandidate) -> bool:
    return claim.basis == "level" and claim.kind != "completion"


def _label(claim: ClaimCandidate) -> str | None:
    return claim.period.label if claim.period else None
