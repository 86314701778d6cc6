"""The words of `patterns/data/structure.toml` as regular expressions, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from corpus.structure.numerals import YEAR_DIGITS
from corpus.structure.roles import RoleFinder
from patterns import Patterns
from patterns.alternation import alternation
from patterns.structure import StructureCues

WORK_NAME: Final = re.compile(r"《[^《》\n]{0,80}》")
"""The name of a document that a text speaks of: years in it are not the text's own."""
_LABEL: Final = r"[\s\u3000]*[:：]"
_NAME: Final = r"(?:中国?共产?党?)?[\u4e00-\u9fff]{2,14}?"


class Cues:
    """Compiled cue words; `words` are the words themselves."""

    def __init__(self, words: StructureCues) -> None:
        self.words = words
        self.roles = RoleFinder(words.roles)
        self.greeting = re.compile(alternation(words.greetings) + r"(?:[^。；\n]{0,60}[：:！!]|，现在)")
        self.upload_label = re.compile(alternation(words.upload_labels) + _LABEL)
        self.own_date_label = re.compile(alternation(words.own_date_labels) + _LABEL)
        self.title_end = re.compile(
            alternation(words.title_heads) + r"(?:稿|》)?(?:\s*[（(][^（）()]{1,8}[）)])?"
            r"(?:[\s_\-—|].{0,30}|\.docx?|\.pdf)?$"
        )
        self.not_title = re.compile(alternation(words.not_titles))
        body = alternation(words.bodies)
        officers = alternation(words.offices)
        self.body_line = re.compile(rf"^(?:中共)?[\u4e00-\u9fff]{{2,16}}?{body}$")
        self.body_officer = re.compile(rf"(国务院)总理|(?:^|[上 ])({_NAME}{body})(?:党组书记、)?{officers}")
        self.place_officer = re.compile(
            rf"(?:^|上\s?)([\u4e00-\u9fff]{{2,10}}?[省市县区州盟旗])(?:代理?)?(?:人民政府)?{officers}(?: |$)"
        )
        self.body_label = re.compile(rf"发[文布]?机[关构][:：] ?({_NAME}{body})")
        self.on_behalf = re.compile(
            r"(?:代表|受)(国务院|[\u4e00-\u9fff]{0,14}?(?:人民政府|[省市县区]政府|常务委员会))"
        )
        self.plan_year = re.compile(
            rf"({YEAR_DIGITS})\s?年度?[^，。；：\n]{{0,14}}?{alternation(words.plan_year)}"
        )
        self.review_year = re.compile(
            rf"({YEAR_DIGITS})\s?年度?[^，。；：\n]{{0,14}}?{alternation(words.review_year)}"
        )
        self.last_year = re.compile(alternation(words.last_year))
        # 安排3亿元 sets a figure; 按活动安排 sets none. 年初预算 stands beside what came of it.
        allotted = r"安排为?(?=[0-9])|(?<!年初)(?<!调整)预算(?:数?为)?(?=[0-9])"
        self.planning = re.compile(rf"(?<![主重需])(?:{alternation(words.planning)})|{allotted}")
        self.deeds = re.compile(alternation(words.deeds))
        self.so_far = re.compile(alternation(words.this_year_so_far))


@lru_cache(maxsize=8)
def compiled(knowledge: Patterns) -> Cues:
    """Return the expressions of the words of `knowledge.structure`, compiled once."""
    return Cues(knowledge.structure)
