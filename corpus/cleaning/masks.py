"""Flags figures that were masked or that are simply missing; they are never filled in."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from patterns import Patterns

NAME = "masks"

MASK = "[XxＸ×*＊]"
_ANY = re.compile(f"{MASK}|[%％]|[个家户项人][,，;；。、]|亿元|万元")


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=8)
def _compiled(patterns: Patterns) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = patterns.repairs.masks
    # Not a name: 1+X, 555X, X光; and not a formula: 7×24.
    run = rf"(?<![A-Za-z0-9+×*xX%.-]){MASK}{{1,6}}(?:\.{MASK}{{1,3}})?"
    figure = re.compile(rf"{run}(?= ?(?:{_alternatives(data.units)})(?!字|家庄))")
    year = re.compile(
        rf"(?<![A-Za-z0-9+])(?:(?:19|20)?\d?{MASK}{{1,4}})(?= ?(?:{_alternatives(data.year_units)}))"
    )
    heads, names = _alternatives(data.missing_heads), _alternatives(data.missing_names)
    end = "(?=[,，;；。、\n]|$)"
    missing = re.compile(
        rf"(?:{heads})(\.?(?:{_alternatives(data.missing_units)})){end}|(?:{names})([个家户项人]){end}"
    )
    return figure, year, missing


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Flag masked figures (X亿元, **个), masked years (*年) and missing ones (完成任务的.%).

    >>> [flag.name for flag in apply(AlignedText.of("*年签约X亿元,首次赴*考察"), Patterns()).flags]
    ['masked_figure', 'masked_date']
    """
    if not _ANY.search(text.text):
        return Outcome(text)
    figure, year, missing = _compiled(patterns)
    figures = [match.span() for match in figure.finditer(text.text)]
    years = [match.span() for match in year.finditer(text.text)]
    gaps = [match.span(match.lastindex or 0) for match in missing.finditer(text.text)]
    return Outcome(
        text,
        (),
        flagged(text, figures, "masked_figure", "a figure was masked")
        + flagged(text, years, "masked_date", "a year, month or day was masked")
        + flagged(text, gaps, "missing_figure", "a unit stands without its figure"),
    )
