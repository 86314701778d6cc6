"""Finds the names of indicators in cleaned text."""

from __future__ import annotations

from dataclasses import dataclass

from patterns import Patterns


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """A name of a known indicator: code points into the cleaned text, its code, and what stands there."""

    start: int
    end: int
    code: str
    name: str


def find_indicators(text: str, knowledge: Patterns) -> list[IndicatorMention]:
    """Find the names of known indicators, in the order of the text, the longest at each place, no overlaps.

    Reads cleaned text (simplified script); sets nothing. Indicators that `patterns` does not know are left to
    the stage that reads claims.

    >>> from patterns import load
    >>> [mention.code for mention in find_indicators("全县规上工业增加值增长8%，出口2亿美元。", load())]
    ['value_added_industry_above', 'exports']
    """
    return [
        IndicatorMention(start, end, entry.code, text[start:end])
        for start, end, entry in knowledge.indicators.find(text)
    ]
