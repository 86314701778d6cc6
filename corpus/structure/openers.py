"""Says what role a paragraph opens, by its first words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.structure.cues import Cues
from corpus.structure.model import SectionRole
from corpus.structure.numerals import YEAR_DIGITS, year_number
from corpus.structure.sentences import RawSentence
from corpus.structure.years import Years
from patterns.alternation import alternation

_REACH = 30
_DEED_REACH = 60
_YEAR = re.compile(rf"[^，。；\n]{{0,3}}[，,]?[^，。；\n]{{0,2}}(?P<year>{YEAR_DIGITS})\s?年")
_ADDRESS = re.compile("现在，?我|受[^，。]{0,12}委托|我代表")


class Opener:
    """Reads the first words of paragraphs: 过去一年, 主要预期目标, “十五五”时期."""

    def __init__(self, text: str, cues: Cues, years: Years, plans: Mapping[str, tuple[int, int]]) -> None:
        self.text = text
        self.finder = cues.roles
        self.years = years
        self.plans = plans
        self.planning, self.deeds = cues.planning, cues.deeds
        self.plan = re.compile(rf"[“\"「]({alternation(plans)})[”\"」](?:时期|期间|以来)")

    def at(self, paragraph: RawSentence, heading_role: SectionRole | None) -> SectionRole | None:
        """Return the role that a paragraph opens, or None where it goes on as before.

        Under a heading that has a role of its own the name of a plan period opens nothing.
        """
        start = paragraph.start
        line_end = self.text.find("\n", start, start + _REACH)
        end = start + _REACH if line_end < 0 else line_end
        if _ADDRESS.match(self.text, start):
            return None
        role = self.finder.opener(self.text, start, end)
        if role is not None or heading_role is not None or self.years.anchor is None:
            return role
        if (opened := self._by_year(start, paragraph.end)) is not None:
            return opened
        match = self.plan.search(self.text, start, min(end, start + 20))
        if match is None:
            return None
        first, last = self.plans[match[1]]
        if last < self.years.anchor:
            return "review"
        return "plan" if first >= self.years.anchor else None

    def _by_year(self, start: int, end: int) -> SectionRole | None:
        """Read a paragraph that opens with the year planned for, or looked back on, and says what is done in it."""
        match = _YEAR.match(self.text, start, end)
        if match is None or self.years.anchor == self.years.review:
            return None
        year = year_number(match["year"])
        plan = self.planning.search(self.text, match.end(), min(end, match.end() + _DEED_REACH))
        deed = self.deeds.search(self.text, match.end(), min(end, match.end() + _DEED_REACH))
        planned = plan is not None and (deed is None or plan.end() < deed.end())
        if year == self.years.anchor and planned:
            return "plan"
        return "review" if year == self.years.review and deed is not None and not planned else None
