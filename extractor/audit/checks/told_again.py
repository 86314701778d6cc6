"""A level and its growth told twice under two names (旅客吞吐量…增长6.6%; 民航旅客…6.6): the one proves the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from extractor.audit.checks.repeated import restated
from extractor.audit.making import same, terms_of, weigh
from extractor.audit.view import View, bare_name, digits, label
from schemas import Claim, Finding

_TELLING = 5
"""How many digits a level and its growth must have together, so that both hardly agree by chance."""
_LEVEL_ALONE = 4
_ALIKE = 2

_Told = tuple[Claim, Claim]


def check(view: View) -> Iterator[Finding]:
    """Check each level and its growth against others of that unit, time and kind that are called otherwise.

    Reads `growth_of`. Where the names have a word in common, a growth that differs beside a level told to the digit is
    a question, and so is a level beside the same growth if one slip explains it.
    """
    groups: dict[Hashable, list[_Told]] = defaultdict(list)
    for growth in view.claims:
        level = view.related(growth, "growth_of") if growth.basis == "growth" else None
        if level is not None and label(level) is not None and growth.quantity.unit == "%":
            groups[level.quantity.unit, label(level), level.kind].append((level, growth))
    for told in groups.values():
        for at, again in enumerate(told):
            for before in told[:at]:
                yield from _held(view, before, again)


def _held(view: View, before: _Told, again: _Told) -> Iterator[Finding]:
    pairs = list(zip(before, again, strict=True))
    agree = [_agrees(view, one, other) for one, other in pairs]
    if not any(agree):
        return
    levels = (before[0], again[0])
    names = [bare_name(level) for level in levels]
    if names[0] == names[1] or view.together(*levels):
        return
    sizes = [min(len(digits(one).strip("0")), len(digits(other).strip("0"))) for one, other in pairs]
    if all(agree) and sum(sizes) >= _TELLING:
        for one, other in pairs:
            yield from restated(view, one, other)
    elif _called_alike(*names):
        if agree[0] and sizes[0] >= _LEVEL_ALONE:
            yield from restated(view, *pairs[1])
        elif agree[1] and sizes[1] >= _ALIKE and sizes[0] >= _LEVEL_ALONE:
            yield from restated(view, *pairs[0], sure=False)


def _agrees(view: View, one: Claim, other: Claim) -> bool:
    if "eq" not in (one.quantity.bound, other.quantity.bound):
        return False
    # Most pairs differ, and those told to one digit show it at once: there are as many as the square of a table's rows.
    if one.quantity.resolution == other.quantity.resolution and one.quantity.value != other.quantity.value:
        return False
    terms = terms_of(view, ("first", one), ("again", other))
    if terms is None:
        return False
    if one.quantity.resolution == other.quantity.resolution:
        return True
    return weigh(terms[1].reading, [terms[0].reading], same).verdict == "consistent"


def _called_alike(one: str, other: str) -> bool:
    return any(one[at : at + _ALIKE] in other for at in range(len(one) - _ALIKE + 1))
