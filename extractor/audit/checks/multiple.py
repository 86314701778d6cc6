"""Multiple: a level that is so many times that of another year (是2015年的3倍)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.comparing import footing
from extractor.audit.making import judged, terms_of, unchecked
from extractor.audit.view import View, year
from schemas import Claim, Finding

_OF = re.compile(r"(?:为|是|达到?|相当于)(?P<year>\d{4})年(?:[^，,。；;]{0,4})的$")
_BACK = 4
_FAR = 200


def check(view: View) -> Iterator[Finding]:
    """Check each multiple of another year's level where that level is stated in the document.

    Growth by a multiple (增长1.82倍, 翻一番) is run with the other growths.
    """
    for times in view.claims:
        if times.quantity.unit != "倍":
            continue
        said = _OF.search(view.before(times).rstrip())
        level = _level(view, times) if said else None
        base = _base(view, level, int(said["year"])) if said and level is not None else None
        if level is not None and base is not None:
            yield from _quotient(view, times, level, base)


def _level(view: View, times: Claim) -> Claim | None:
    at = view.index[times.id]
    for level in reversed(view.claims[max(0, at - _BACK) : at]):
        if view.together(level, times) and level.basis == "level" and level.quantity.unit != "倍":
            return level
    return None


def _base(view: View, level: Claim, of: int) -> Claim | None:
    at = view.index[level.id]
    for base in reversed(view.claims[max(0, at - _FAR) : at]):
        one = base.indicator.text == level.indicator.text and base.quantity.unit == level.quantity.unit
        if (
            one
            and base.basis == "level"
            and base.kind == level.kind
            and year(base) == of
            and view.same_scope(base, level)
        ):
            return base
    return None


def _quotient(view: View, times: Claim, level: Claim, base: Claim) -> Iterator[Finding]:
    roles = (("multiple", times), ("level", level), ("base", base))
    terms = terms_of(view, *roles)
    reason = footing(view, level)
    strength = view.strength(times, level, base)
    if reason is not None or terms is None:
        yield unchecked(
            "multiple", strength, [c for _, c in roles], reason or "masked", [r for r, _ in roles]
        )
        return
    stated, now, before = terms
    yield judged(
        "multiple",
        strength,
        stated,
        [now, before],
        lambda now, before: now / before,
        f"{now.words} ÷ {before.words}",
    )
