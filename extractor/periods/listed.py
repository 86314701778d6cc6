"""What paragraphs set as a list are about: the years of the paragraph that opens the list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from corpus.structure import Sentence, Structure
from extractor.mentions import PeriodMention

_NUMBER = r"[一二三四五六七八九十\d]{1,3}"
_ITEM = re.compile(
    rf"[\s\u200b]*(?:—|－－|--|[（(]{_NUMBER}[)）]|[一二三四五六七八九十]{{1,3}}[、是]|\d{{1,2}}[、．.](?!\d)|[①-⑳])"
)
# So many sentences of a paragraph may open it (各位代表！2025年是收官之年。五年来，…).
_OPENING = 3
_NEAR = 14


def years_of_lists(
    structure: Structure, mentions: list[PeriodMention], text: str, looks_over_years: re.Pattern[str]
) -> dict[int, PeriodMention]:
    """Return, for each paragraph in a list, the several years that the paragraph before the list opens with.

    Reads sentences, sections and times, and the form of a time that looks over years (五年来, 过去五年). A list ends
    where a paragraph opens with another time, or where the heading of the highest level changes.

    >>> from corpus.structure import find_structure
    >>> from extractor.periods.find import find_periods
    >>> from patterns import load
    >>> text = "一、2030年工作回顾\\n五年来，我们稳步前行。\\n——农业增产。产量达到3万吨。\\n2030年，新建道路。"
    >>> structure = find_structure(text, load())
    >>> mentions = find_periods(text, structure, load())
    >>> [(text[m.start:m.end], m.label) for m in years_of_lists(structure, mentions, text, re.compile("五年来")).values()]
    [('五年来', '2026/2030')]
    """
    starts = [mention.start for mention in mentions]
    out: dict[int, PeriodMention] = {}
    years: PeriodMention | None = None
    part: int | None = None
    for paragraph, group in groupby(structure.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        here = _part(structure, sentences[0].section)
        if here != part:
            years, part = None, here
        opening = [
            found
            for sentence in sentences[:_OPENING]
            if (found := next(_opened_with(sentence, mentions, starts), None)) is not None
        ]
        over_years = [m for m in opening if _over_years(m, text, looks_over_years)]
        if over_years:
            years = over_years[0]
        elif years is not None and _ITEM.match(text, sentences[0].start):
            out[paragraph] = years
        elif opening:
            years = None
    return out


def _opened_with(
    sentence: Sentence, mentions: list[PeriodMention], starts: list[int]
) -> Iterator[PeriodMention]:
    for index in range(bisect_left(starts, sentence.start), len(mentions)):
        mention = mentions[index]
        if mention.start - sentence.start > _NEAR:
            return
        if mention.label and not (mention.base or mention.origin or mention.named or mention.deadline):
            yield mention


def _over_years(mention: PeriodMention, text: str, form: re.Pattern[str]) -> bool:
    if mention.label == mention.end_label:
        return False
    words = text[mention.start : mention.end]
    return mention.type == "plan_period" or (mention.type == "span" and form.search(words) is not None)


def _part(structure: Structure, section: int | None) -> int | None:
    """The section of the highest level that a section lies in."""
    while section is not None and structure.sections:
        node = structure.sections[section]
        if node.parent is None or structure.sections[node.parent].level == 0:
            return section
        section = node.parent
    return section
