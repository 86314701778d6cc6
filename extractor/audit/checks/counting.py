"""Numbers in words, and the finding of a number that is announced against what is then listed."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.audit.interval import Interval
from extractor.audit.making import finding
from extractor.audit.wording import bounds
from schemas import Figure, Finding, Strength, Verdict

UNSURE = "the list may go on in another form"
ELSEWHERE = "the list may begin elsewhere"
CUT_OFF = "the text is cut off"
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


def counted(
    verdict: Verdict,
    strength: Strength,
    figures: Sequence[Figure],
    told: int,
    listed: int,
    unsure: str = UNSURE,
) -> Finding:
    """Return the finding that so many things are announced and so many listed."""
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
        formula=f"{listed} {'≠' if wrong else '=' if listed == told else '≤'} {told}",
        reason=reasons.get(verdict),
    )
