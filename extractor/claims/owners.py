"""Whose a figure is, where its own words leave it out: an area, a body of units, a population, the whole of 其中."""

from __future__ import annotations

from extractor.claims.clause import Clause
from extractor.claims.cues import Cues
from extractor.claims.model import ClaimCandidate, Name
from extractor.claims.passage import Passage
from schemas.records import Basis

_LONG = 12


def owned(name: Name, clause: Clause, basis: Basis, passage: Passage, cues: Cues, fiscal: bool) -> Name:
    """Put before a name what earlier words of its paragraph leave to it; may note the area that it names itself.

    Reads the names before it; `fiscal` says that the name is of a budget, whose figures are all of one area until
    another is named (高新区一般公共预算收入…，政府性基金支出…).
    """
    if name.inherited:
        return name
    if passage.in_parts and passage.whole is not None:
        name = _of_whole(name, clause, basis, passage.whole, cues, fiscal)
    name = _of_population(name, clause, passage, cues)
    if passage.frame_owner and basis in ("level", "growth") and passage.frame_owner[-2:] not in name.text:
        name = name.prefixed(passage.frame_owner)
    return _of_area(name, passage, cues, fiscal)


def _of_whole(
    name: Name, clause: Clause, basis: Basis, whole: ClaimCandidate, cues: Cues, fiscal: bool
) -> Name:
    """使用外资1亿美元，其中第一产业0.1亿美元: the part is of what the whole is of, and at its level."""
    same = basis == "growth" or (basis == "level" and clause.first.unit == whole.mention.unit)
    if not same or whole.basis not in ("level", "growth") or whole.mention.type == "count":
        return name
    level = cues.own_level.match(whole.name.text)
    if fiscal:
        if cues.account_item.match(name.text):
            return name
        return name.prefixed(level.group()) if level and not cues.any_scope.match(name.text) else name
    bare = cues.any_scope.sub("", whole.name.text)
    if not cues.branch.search(name.text) or cues.measurable.search(name.text) or len(bare) > _LONG:
        return name
    return Name(name.text + bare)


def _of_population(name: Name, clause: Clause, passage: Passage, cues: Cues) -> Name:
    """城镇居民工资性收入3万元、经营净收入1万元: the second is of the same people."""
    said = passage.whole if passage.in_parts and passage.whole is not None else passage.last
    if clause.left.startswith("、"):
        said = passage.last
    elif not passage.in_parts:
        return name
    if said is None or said.mention.unit != clause.first.unit or cues.population.search(name.text):
        return name
    whose = cues.population.match(said.name.text)
    return name.prefixed(whose.group()) if whose and cues.measurable.search(name.text) else name


def _of_area(name: Name, passage: Passage, cues: Cues, fiscal: bool) -> Name:
    found = cues.area_with_account.match(name.text)
    if found:
        passage.area = found["area"]
        return name
    if cues.any_scope.match(name.text):
        passage.area = None
        return name
    if passage.area is None or not fiscal or passage.area in name.text:
        return name
    return name.prefixed(passage.area)
