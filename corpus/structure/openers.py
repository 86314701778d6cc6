"""Says what role a paragraph opens, by its first words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.structure.model import SectionRole
from corpus.structure.roles import RoleFinder
from corpus.structure.sentences import RawSentence
from corpus.structure.years import Years
from patterns.alternation import alternation

_REACH = 30
_ADDRESS = re.compile("现在，?我|受[^，。]{0,12}委托|我代表")


class Opener:
    """Reads the first words of paragraphs: 过去一年, 主要预期目标, “十五五”时期."""

    def __init__(
        self, text: str, finder: RoleFinder, years: Years, plans: Mapping[str, tuple[int, int]]
    ) -> None:
        self.text = text
        self.finder = finder
        self.years = years
        self.plans = plans
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
        match = self.plan.search(self.text, start, min(end, start + 20))
        if match is None:
            return None
        first, last = self.plans[match[1]]
        if last < self.years.anchor:
            return "review"
        return "plan" if first >= self.years.anchor else None
