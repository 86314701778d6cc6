"""What the structure stage finds: the head of the document, its sections, sentences and clauses.

All offsets are code points into the cleaned text.
"""

from __future__ import annotations

import datetime as dt
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from schemas import Place
from schemas.speech import DateSource, Level

SectionRole = Literal["head", "review", "plan", "policy", "problems", "closing", "annex"]


@dataclass(frozen=True, slots=True)
class SectionNode:
    """A heading and the stretch it governs (`start` of the heading to `end` of the last sentence under it).

    `level` 0 is the document itself, 1 is 一、 or the highest numbering used. `role` is what the stretch does
    (looks back, plans ahead, ...), inherited from the parent where its own heading does not say. `year` is
    the year that the heading settles for 全年-like words, or None. A stretch that opens a role of its own
    within a section (今年主要预期目标…) is a node with an empty title.
    """

    title: str
    level: int
    start: int
    body: int
    end: int
    parent: int | None
    role: SectionRole | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (up to 。！？ or its paragraph's end) with its clauses (split at ，；： and commas)."""

    start: int
    end: int
    section: int
    paragraph: int
    clauses: tuple[tuple[int, int], ...]

    def clause_at(self, offset: int) -> tuple[int, int] | None:
        """Return the clause that holds a character, or None."""
        index = bisect_right(self.clauses, (offset, sys.maxsize)) - 1
        if index < 0 or offset >= self.clauses[index][1]:
            return None
        return self.clauses[index]


@dataclass(frozen=True)
class Structure:
    """Head, sections and sentences of one cleaned text.

    `anchor_year` is the year that 今年 means (from date, headings, or text; never from an upload date), or
    None; `review_year` is the year under review where the document settles it, usually the year before.
    """

    title: str | None = None
    date: dt.date | None = None
    date_source: DateSource | None = None
    upload_date: dt.date | None = None
    issuer: str | None = None
    level: Level | None = None
    place: Place | None = None
    doc_type: str | None = None
    anchor_year: int | None = None
    review_year: int | None = None
    sections: tuple[SectionNode, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    skipped: tuple[tuple[int, int], ...] = field(default=())

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds a character, or None between sentences and in boilerplate."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def headings(self, section: int | None) -> tuple[str, ...]:
        """Return the titles above a section, outermost first, the document's own title left out."""
        titles: list[str] = []
        while section is not None:
            node = self.sections[section]
            if node.level > 0 and node.title:
                titles.append(node.title)
            section = node.parent
        return tuple(reversed(titles))

    def role_of(self, section: int | None) -> SectionRole | None:
        """Return the role of a section, its own or the nearest above it."""
        while section is not None:
            node = self.sections[section]
            if node.role is not None:
                return node.role
            section = node.parent
        return None
