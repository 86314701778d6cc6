"""What a figure is of, apart from whose it is: 一般债务 of 市级债务余额 is of the same as that of 全市债务余额."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping

from extractor.audit.partitions import part_and_word, part_in
from extractor.audit.view import View, bare_name, label
from schemas import Claim

_LEAST_NAME = 5
_DEPTH = 4
_TOTAL = re.compile("总(?=[量额值]$)")


def core(
    view: View, claim: Claim, renamed: Mapping[str, str] | None = None, depth: int = _DEPTH
) -> Hashable | None:
    """Return what a level is of, or None where its name is too short to tell.

    Reads the name without its scope, by the indicator's code where the ontology knows it. A part of a known partition
    is that part of its whole, whatever of the whole its own name repeats. `renamed` gives ends of names that are
    read as others (余额 as 限额).

    >>> from extractor import extract
    >>> from patterns import load
    >>> told = "全市债务余额9亿元，其中：一般债务6亿元，专项债务3亿元。市级债务余额4亿元，其中：一般债务余额3亿元。"
    >>> view = View(extract(told), load())
    >>> core(view, view.claims[1]) == core(view, view.claims[4]) != core(view, view.claims[2])
    True
    """
    name = _without_place(view, bare_name(claim))
    whole = view.related(claim, "part_of") if depth else None
    if whole is not None and label(whole) == label(claim):
        parts = _partition_part(view, name, bare_name(whole))
        if parts is not None and _is_told_alone(view, name, parts[0], bare_name(whole)):
            parts = None
        elif parts is not None or view.related(whole, "part_of") is not None:
            # What is part of a part (再融资债券 of 专项债券) is of the same only where its whole is.
            inner = core(view, whole, renamed, depth - 1)
            return None if inner is None else (inner, *(parts or (name,)))
    for old, new in (renamed or {}).items():
        if name.endswith(old):
            name = name.removesuffix(old) + new
    lookup = view.knowledge.indicators.lookup
    found, short = lookup(name), lookup(_TOTAL.sub("", name))
    if found is None or (short is not None and short.exact):
        found = short
    if found is not None:
        return found.entry.code, found.scope, found.part
    return name if len(name) >= _LEAST_NAME else None


def _is_told_alone(view: View, name: str, partition: str, whole: str) -> bool:
    """Tell whether a part's own name means it as a part of just this whole (税收收入 of 一般公共预算收入)."""
    found = view.knowledge.indicators.lookup(name)
    known = any(one.name == partition and one.alone and whole in one.wholes for one in view.cues.partitions)
    return known and found is not None and found.exact


def _without_place(view: View, name: str) -> str:
    place = next((scope for scope in view.knowledge.claims.naming.wide_scopes if name.startswith(scope)), "")
    return name.removeprefix(place)


def whose(view: View, claim: Claim) -> str | None:
    """Return which government a figure is of, however it is called (市级, 市本级), else its scope.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("市级财政收入30亿元，全市财政收入90亿元。市本级财政支出40亿元。"), load())
    >>> [whose(view, claim) for claim in view.claims]
    ['own', 'whole', 'own']
    """
    if claim.id not in view.known_bodies:
        view.known_bodies[claim.id] = government(view, claim) or _level(view, view.body(claim))
    return view.known_bodies[claim.id]


def _partition_part(view: View, name: str, whole: str) -> tuple[str, int] | None:
    for partition in view.cues.partitions:
        found = part_and_word(name, partition)
        if found is None or part_in(whole, partition) is not None:
            continue
        part, word = found
        # What else the name says must be of the whole too (新增一般债券 of 新增债券).
        if all(rest in whole for rest in name.split(word, 1)):
            return partition.name, part
    return None


def government(view: View, claim: Claim) -> str | None:
    """Return which of a place's governments a figure is of: `whole`, `own`, `lower`, or None for another body.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("全市财政收入90亿元，市本级财政收入30亿元，县区财政收入60亿元。"), load())
    >>> [government(view, claim) for claim in view.claims]
    ['whole', 'own', 'lower']
    """
    if claim.scope is not None:
        level = _level(view, claim.scope)
        return level if level in ("whole", "own", "lower") else None
    # A figure without a scope may go on with the government told of before: it is the whole's where its words are.
    whole = view.related(claim, "part_of")
    if whole is not None:
        return government(view, whole)
    told = (claim, *view.pointing(claim, "plan_of"))
    return "whole" if any(word in view.before(one) for one in told for word in _places(view)) else None


def _level(view: View, scope: str | None) -> str | None:
    """The government that a scope names, or the scope itself where it names none."""
    parts = view.cues.parts
    if scope is None or scope in parts.zones:
        return scope
    if scope in _places(view):
        return "whole"
    if scope in parts.own_levels:
        return "own"
    return "lower" if scope in parts.lower_levels else scope


def _places(view: View) -> tuple[str, ...]:
    return (*view.cues.own_scopes.get(view.speech.level or "", ()), *view.cues.parts.whole_levels)


def holds(view: View, whole: Claim, part: Claim) -> bool:
    """Tell whether a whole's body may hold a part's: the same one, one of a place's governments, or a zone of one.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("市级财政收入30亿元（其中：开发区5亿元），县区财政收入60亿元。"), load())
    >>> [holds(view, view.claims[0], view.claims[1]), holds(view, view.claims[0], view.claims[2])]
    [True, False]
    """
    if view.same_scope(whole, part):
        return True
    of_whole, of_part = government(view, whole), government(view, part)
    if of_whole is not None and of_whole == of_part:
        return True
    parts = view.cues.parts
    if of_whole == "whole" or whole.scope is None:
        return part.scope in (*parts.own_levels, *parts.lower_levels, *parts.zones)
    return of_whole == "own" and part.scope in parts.zones


def of_one_account(one: Claim, other: Claim) -> bool:
    """Tell whether two figures may stand in one account: one unit, kind, scope and time.

    >>> from extractor import extract
    >>> one, other = extract("2018年，全市收入总计9亿元，支出总计8亿元。").records
    >>> of_one_account(one, other)
    True
    """
    return (
        one.quantity.unit == other.quantity.unit
        and one.kind == other.kind
        and one.scope == other.scope
        and label(one) == label(other)
    )
