"""Ties the claims of a document together."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.claims.model import ClaimCandidate, Kind
from extractor.claims.parts import relate_parts
from schemas.records import Basis, RelationType

_REACH = 10
"""How many claims back a level can stand from what is said of it, whatever its period."""
_BESIDE = 4
"""How many claims back a level of the claim's own period is preferred to a nearer one of another."""
_PLAN_REACH = 9
"""How many claims on a plan's result is looked for."""
_BUDGET = "预算"
_TELLING = 4
"""A name of so many characters is that of one thing."""
_LOOKED_AT = 12
"""How many claims of one name are looked at, the last ones."""
_SAID_OF: dict[Basis, tuple[RelationType, tuple[Basis, ...]]] = {
    "completion": ("completion_of", ("level",)),
    "growth": ("growth_of", ("level",)),
    "change": ("change_of", ("level",)),
    "share": ("share_of", ("level",)),
}


def relate(
    claims: list[ClaimCandidate], text: str, counters: frozenset[str] = frozenset()
) -> list[ClaimCandidate]:
    """Give the claims their relations, as indexes into the list; those they had are dropped.

    `counters` are units of things, of which one may take the place of another within a list of parts.

    completion_of, growth_of, change_of and share_of point to the level that they are said of; plan_of points from
    a plan's figure to the result it stands beside; part_of from what follows 其中 to its whole; same_as to the
    first statement of the same figure.
    """
    by_name: dict[str, list[int]] = {}
    for claim in claims:
        claim.relations = []
    for index, claim in enumerate(claims):
        kind = "actual" if claim.basis == "completion" else claim.kind
        if claim.basis in _SAID_OF:
            relation, bases = _SAID_OF[claim.basis]
            bases = ("share", *bases) if claim.basis == "change" and claim.unit == "pp" else bases
            level = _level_of(claims, index, by_name, bases, kind)
            if level is not None:
                claim.relations.append((relation, level))
        by_name.setdefault(claim.name.text, []).append(index)
    _plans(claims)
    relate_parts(claims, text, counters)
    _repeated(claims)
    return claims


def _level_of(
    claims: list[ClaimCandidate],
    index: int,
    by_name: dict[str, list[int]],
    bases: tuple[Basis, ...],
    kind: Kind,
) -> int | None:
    """The nearest earlier level of the indicator (or of a share's part), or a far one of the same period."""
    claim = claims[index]
    label = claim.period.label if claim.period else None
    part = claim.name.text.partition("占")[0] if claim.basis == "share" else claim.name.text
    by_scope = claim.scope is not None and claim.name.text.startswith(claim.scope)
    for name in dict.fromkeys((claim.name.text, part)):
        # 9亿元（其中：开发区2亿元），开发区增长10%: one in brackets is meant only by its own scope.
        for in_brackets in (False, True) if by_scope else (False,):
            for other in reversed(by_name.get(name, ())[-_LOOKED_AT:]):
                level = claims[other]
                if level.basis not in bases or level.kind != kind:
                    continue
                if _aside(level) and not _aside(claim) and not in_brackets:
                    continue
                if index - other <= _REACH or (level.period is not None and level.period.label == label):
                    return _of_its_time(claims, index, other, by_name.get(name, ()), bases)
    return _sized(claims, index, part, kind) if claim.basis == "share" else None


def _sized(claims: list[ClaimCandidate], index: int, part: str, kind: Kind) -> int | None:
    """The level beside a share that its part is called by with two characters more (政府采购; 政府采购规模占…)."""
    bare = part.removeprefix(claims[index].scope or "")
    for other in range(index - 1, max(-1, index - _BESIDE), -1):
        level = claims[other]
        name = level.name.text.removeprefix(level.scope or "")
        alike = bare == name or (
            len(name) >= _TELLING and bare.startswith(name) and len(bare) == len(name) + 2
        )
        if alike and level.basis == "level" and level.kind == kind and level.unit not in ("%", "pp"):
            return other
    return None


def _aside(claim: ClaimCandidate) -> bool:
    """Tell whether a claim stands in brackets behind the one that it is called like (9亿元（不含市级1亿元）)."""
    return claim.rule == "as_outside_the_brackets"


def _of_its_time(
    claims: list[ClaimCandidate], index: int, nearest: int, named: Sequence[int], bases: tuple[Basis, ...]
) -> int:
    """The level of the claim's own period, where one of another stands between (2025年…；2024年…，增长8%)."""
    for other in reversed(named[-_LOOKED_AT:]):
        if index - other > _BESIDE:
            break
        level = claims[other]
        if (
            level.basis in bases
            and _aside(level) == _aside(claims[nearest])
            and level.kind == claims[nearest].kind
            and _label(level) == _label(claims[index])
        ):
            return other
    return nearest


def _one_year(one: ClaimCandidate, other: ClaimCandidate) -> bool:
    """Tell whether two claims end in one year, as far as their years are known."""
    ends = [claim.period.end for claim in (one, other) if claim.period is not None]
    years = {end.year for end in ends if end is not None}
    return len(years) < 2


def _plans(claims: list[ClaimCandidate]) -> None:
    """A plan's figure is the plan of the result that stands nearest to it, before or after."""
    for index, claim in enumerate(claims):
        if claim.kind != "target" or claim.plan is None or claim.basis != "level":
            continue
        ahead = range(index + 1, min(len(claims), index + _PLAN_REACH))
        for other in (*ahead, *range(index - 1, max(-1, index - _PLAN_REACH), -1)):
            result = claims[other]
            same = result.unit == claim.unit and _called_alike(claim, result)
            if same and result.kind == "actual" and result.basis == "level" and _one_year(claim, result):
                claim.relations.append(("plan_of", other))
                break


def _called_alike(one: ClaimCandidate, other: ClaimCandidate) -> bool:
    """Tell whether two claims are called alike, but that one may leave out whose figure it is (全市, 市本级), or 预算."""
    if one.name.text == other.name.text:
        return True
    bare = [claim.name.text.removeprefix(claim.scope or "").replace(_BUDGET, "") for claim in (one, other)]
    return bare[0] == bare[1] and (one.scope == other.scope or None in (one.scope, other.scope))


def _repeated(claims: list[ClaimCandidate]) -> None:
    first: dict[tuple[object, ...], int] = {}
    for index, claim in enumerate(claims):
        if claim.value is None or claim.mention.masked:
            continue
        label = claim.period.label if claim.period else None
        key = (claim.name.text, claim.basis, claim.kind, claim.value, claim.unit, label)
        if key in first:
            claim.relations.append(("same_as", first[key]))
        else:
            first[key] = index


def _label(claim: ClaimCandidate) -> str | None:
    return claim.period.label if claim.period else None
