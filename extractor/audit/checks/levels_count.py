"""Levels of government joined right before their number: 省市县乡四级, 国家、省、市三级."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.audit.checks.counting import NUMERALS, names_counted, numeral
from extractor.audit.passages import Passages
from extractor.audit.view import View
from patterns.alternation import alternation
from patterns.audit import Listing
from schemas import Finding

_FEW = 2
_GOES_ON = "、到至和与及部"
"""Behind one of these there are names before the first that is known."""


def check(view: View) -> Iterator[Finding]:
    """Check each number of levels right behind their names.

    Reads the cleaned text. What may be one level or two (县区) is either. Another number is a question.
    """
    passages = Passages(view)
    cues = view.cues.listing
    listed, name = _listed(cues)
    for found in listed.finditer(passages.text):
        told = numeral(found["n"])
        names = list(name.finditer(passages.text, found.start(), found.end("names")))
        if told is None or len(names) < _FEW:
            continue
        most = len(names) + sum(one.group() in cues.level_pairs for one in names)
        agrees = len(names) <= told <= most
        before = passages.text[max(0, found.start() - 1) : found.start()]
        if not agrees and told > most and before and before in _GOES_ON:
            continue
        figures = [passages.figure("count", *found.span("n"))]
        figures += [passages.figure("item", *one.span()) for one in names]
        yield names_counted(figures, told, len(names), agrees=agrees)


@lru_cache(maxsize=8)
def _listed(cues: Listing) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Levels and their number, and one of them."""
    one = alternation((*cues.levels, *cues.level_pairs))
    name = f"{one}级?"
    return re.compile(rf"(?P<names>{name}(?:[、和与及]?{name})+)(?P<n>[两{NUMERALS}])级"), re.compile(one)
