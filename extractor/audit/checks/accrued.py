"""What was added against all there is then: 新增6家、总量达122家, and what passed a mark: 突破3万亿元、达3.6万亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.audit.making import bounded, terms_of
from extractor.audit.view import View, adds_up, bare_name, label
from patterns.audit import Accrued
from schemas import Check, Claim, Finding

_UNIT_AND_MARK = "[^，,、；;]{0,6}[，,、；;]"
OF_ANOTHER = "the second figure may be of another thing"


def check(view: View) -> Iterator[Finding]:
    """Check each level whose clause gives no name but says that it is all there is, against the figure right before it.

    Also what was added in a year against what was in the years around it. Reads the words between the two, their
    names, units and times. A smaller whole is a question.
    """
    for at, level in enumerate(view.claims[1:], 1):
        before = view.claims[at - 1]
        if level.basis != "level" or level.quantity.bound != "eq" or not view.together(before, level):
            continue
        words = view.between(before, level)
        if _reached(view.cues.accrued).fullmatch(words) and _passed(before, level):
            yield from _held(view, "restatement", level, ("mark", before))
        elif (
            _in_all(view.cues.accrued).fullmatch(words) and _added(view, before) and _ends_with(before, level)
        ):
            yield from _held(view, "parts", level, ("part", before))
    yield from _within_years(view)


def _passed(mark: Claim, level: Claim) -> bool:
    said = mark.basis == "level" and mark.quantity.bound in ("gt", "ge")
    return (
        said and bare_name(mark) == bare_name(level) and label(mark) == label(level) and _alike(mark, level)
    )


def _added(view: View, claim: Claim) -> bool:
    added = claim.basis == "change" or bare_name(claim).startswith(view.cues.fresh.new)
    return added and adds_up(claim) and claim.quantity.bound != "lt" and (claim.quantity.value or 0) > 0


def _ends_with(added: Claim, level: Claim) -> bool:
    """Tell whether a level is of the end of the time in which something was added."""
    return _alike(added, level) and (label(added) or "").endswith(label(level) or "-")


def _alike(one: Claim, other: Claim) -> bool:
    return one.quantity.unit == other.quantity.unit and one.kind == other.kind


def _within_years(view: View) -> Iterator[Finding]:
    """What was added in a year against what was added in several with it (新增上市公司6家 of 48家 in five)."""
    added = [claim for claim in view.claims if claim.quantity.bound == "eq" and _added(view, claim)]
    for over in added:
        first, _, last = (label(over) or "").partition("/")
        for one in added if last else ():
            time = label(one) or ""
            within = "/" not in time and first <= time <= last
            same = (
                bare_name(one) == bare_name(over) and one.basis == over.basis and view.same_scope(one, over)
            )
            if within and same and _alike(one, over):
                yield from _held(view, "parts", over, ("part", one))


def _held(view: View, check: Check, level: Claim, held: tuple[str, Claim]) -> Iterator[Finding]:
    terms = terms_of(view, ("whole", level), held)
    if terms is not None:
        yield bounded(view, check, terms[0], terms[1], OF_ANOTHER)


@lru_cache(maxsize=8)
def _in_all(cues: Accrued) -> re.Pattern[str]:
    total, reached = "|".join(cues.totals), "|".join(cues.reached)
    return re.compile(rf"{_UNIT_AND_MARK}(?:(?:{total})(?:{reached})?|(?:{reached}))")


@lru_cache(maxsize=8)
def _reached(cues: Accrued) -> re.Pattern[str]:
    return re.compile(rf"{_UNIT_AND_MARK}(?:{'|'.join(cues.reached)})")
