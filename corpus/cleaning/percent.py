"""Flags growth figures that lost their percent sign."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from patterns import Patterns
from patterns.alternation import alternation

NAME = "percent"


@lru_cache(maxsize=8)
def _compiled(patterns: Patterns) -> re.Pattern[str]:
    words = alternation(patterns.repairs.percent.growth_words)
    # A figure whose unit follows in a list (6.1、5.8%) or after 和 (4.08和3.76个百分点) lacks nothing.
    end = r"(?=[;；。\n]|$|[,，](?! ?\d))"
    return re.compile(rf"{words}(?:了|为|达|达到)?(\d{{1,3}}(?:\.\d{{1,2}})?){end}")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Flag a bare number after a word of growth at the end of a clause; nothing is put in.

    >>> apply(AlignedText.of("比上年增长12.5;"), Patterns()).flags[0].spans
    ((5, 9),)
    """
    spans = [match.span(1) for match in _compiled(patterns).finditer(text.text)]
    return Outcome(text, (), flagged(text, spans, "lost_percent", "a growth figure without its percent sign"))
