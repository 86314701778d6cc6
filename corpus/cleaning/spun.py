"""Flags texts whose words a machine swapped for synonyms."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from patterns import Patterns

NAME = "spun"


@lru_cache(maxsize=8)
def _compiled(patterns: Patterns) -> re.Pattern[str]:
    words = sorted(patterns.repairs.spun.telltales, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Flag a text that holds several word pairs that only a synonym machine writes (根底设施, 仔细讨论).

    The words stay: 进展 may stand for 发展 or for 进行, and no rule can tell which.

    >>> apply(AlignedText.of("经济社会发展"), Patterns()).flags
    ()
    """
    data = patterns.repairs.spun
    found = [match.span() for match in _compiled(patterns).finditer(text.text)]
    distinct = {text.text[start:end] for start, end in found}
    if len(distinct) < data.least_distinct or len(found) * 1000 < data.least_per_thousand * len(text.text):
        return Outcome(text)
    return Outcome(text, (), flagged(text, found, "spun", "words were swapped for synonyms; read with care"))
