"""Flags figures that were masked or that are simply missing; they are never filled in."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from patterns import Patterns

NAME = "masks"

MASK = "[Xx×*]"
_MANY = re.compile(rf"{MASK}{{1,6}}(?:\.{MASK}{{1,3}})?")
_YEAR = re.compile(r"(?:19|20)?\d?$")
_JOINED = re.compile(r"[A-Za-z0-9+×*%.\-]$")
_FIGURE = frozenset("0123456789一二三四五六七八九十百千万亿几数两半多余整")


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=8)
def _compiled(patterns: Patterns) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = patterns.repairs.masks
    units = re.compile(rf" ?(?:{_alternatives(data.units)})")
    years = re.compile(rf" ?(?:{_alternatives(data.year_units)})")
    bare = _alternatives([*data.missing_units, *data.missing_counters])
    return units, years, re.compile(rf"(?:{bare})(?=[,，;；。、\n]|$)")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Flag masked figures (X亿元, **个), masked years (*年) and missing ones (完成任务的.%).

    >>> [flag.name for flag in apply(AlignedText.of("*年签约X亿元,首次赴*考察"), Patterns()).flags]
    ['masked_figure', 'masked_date']
    """
    units, years, bare = _compiled(patterns)
    content = text.text
    figures: list[tuple[int, int]] = []
    dates: list[tuple[int, int]] = []
    for match in _MANY.finditer(content):
        start, end = match.span()
        if years.match(content, end):
            digits = _YEAR.search(content[max(0, start - 3) : start])
            start -= len(digits.group()) if digits else 0
            if not _JOINED.search(content[max(0, start - 1) : start]):
                dates.append((start, end))
        elif units.match(content, end) and not _JOINED.search(content[max(0, start - 1) : start]):
            figures.append((start, end))
    gaps = [match.span() for match in bare.finditer(content) if _lacks_figure(content, match, patterns)]
    return Outcome(
        text,
        (),
        flagged(text, figures, "masked_figure", "a figure was masked")
        + flagged(text, dates, "masked_date", "a year, month or day was masked")
        + flagged(text, gaps, "missing_figure", "a unit stands without its figure"),
    )


def _lacks_figure(text: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Tell a unit that lost its figure by the word before it."""
    data = patterns.repairs.masks
    start = match.start()
    if text[start - 1 : start] == "." and text[start - 2 : start - 1] not in _FIGURE:
        return True
    words = data.missing_names if match.group() in data.missing_counters else data.missing_heads
    return text.endswith(tuple(words), max(0, start - 6), start)
