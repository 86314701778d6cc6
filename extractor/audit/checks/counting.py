"""Numbers in words, and the finding of a number that is announced against what is then listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.audit.interval import Interval
from extractor.audit.making import finding
from extractor.audit.wording import bounds
from schemas import Figure, Finding, Strength, Verdict

UNSURE = "the list may go on in another form"
ELSEWHERE = "the list may begin elsewhere"
CUT_OFF = "the text is cut off"
_JOINS = re.compile("和|与|及")
NUMERALS = "一二三四五六七八九十"


def numeral(words: str) -> int | None:
    """Return the number that one or two Chinese or Arabic digits say.

    >>> numeral("十二"), numeral("两"), numeral("8"), numeral("二十")
    (12, 2, 8, 20)
    """
    if words.isdigit():
        return int(words)
    digits = {char: at + 1 for at, char in enumerate(NUMERALS[:9])} | {"两": 2}
    tens, ten, ones = words.partition("十")
    if not ten:
        return digits.get(words)
    if any(part and part not in digits for part in (tens, ones)):
        return None
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def most_named(names: Sequence[str]) -> int:
    """Return how many things names may be of, where each 和, 与 and 及 within one may join two.

    >>> most_named(["公路", "城市和农村"])
    3
    """
    return len(names) + sum(len(_JOINS.findall(name)) for name in names)


def names_counted(
    figures: Iterable[Figure], told: int, listed: int, *, agrees: bool, some: bool = False
) -> Finding:
    """Return the finding of a number that stands in one sentence with the names it counts, or counts `some` of."""
    verdict: Verdict = "consistent" if agrees else "questionable"
    shown = told if agrees and not some else listed
    return counted(verdict, "same_sentence", [*figures], told, shown, ELSEWHERE, some=some)


def counted(
    verdict: Verdict,
    strength: Strength,
    figures: Sequence[Figure],
    told: int,
    listed: int,
    unsure: str = UNSURE,
    *,
    some: bool = False,
) -> Finding:
    """Return the finding that so many things are announced and so many listed, or at least `some` of them."""
    wrong = verdict in ("inconsistent", "questionable")
    reasons: dict[Verdict, str] = {"questionable": unsure, "not_checkable": CUT_OFF}
    return finding(
        "listed_count",
        verdict,
        strength,
        figures,
        stated=bounds(Interval.point(told), None),
        computed=bounds(Interval.point(listed), None),
        severity="medium" if wrong else None,
        formula=f"{listed} {'≠' if wrong else '≤' if some or listed < told else '='} {told}",
        reason=reasons.get(verdict),
    )
