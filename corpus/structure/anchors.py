"""Weighs the years that running text names, where no date, title or heading settles what 今年 means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from corpus.structure.cues import WORK_NAME, Cues
from corpus.structure.numerals import YEAR, year_number
from patterns.alternation import alternation

Saying = Literal["done", "planned", "compared", "started", "begun", "closing", "opening", "named"]

_COMPARED = re.compile(r"(?:比|较|与|同|以|按|由|从|自|于)\s?$")
_MULTIPLE = re.compile(r"[底末]?的[^，,。；;\n]{0,4}?倍|[底末]?相比|[底末]?(?:翻|增加?|提高|下降|减少)")
_IS = re.compile(r"是\s?$")
_NOT_OF_ITS_OWN = re.compile(r"\s?(?:年?不变价|可比价|价格|以来|及?以?前|开始|[到至]\s?(?:19|20)\d\d\s?年)")
_ON_FROM = re.compile(r"\s?起")
_EXECUTED = re.compile(r"预算数?的\s?\d|完成|执行")
_UNTIL = re.compile(r"(?<!截)(?:到|至)\s?$")
_GROWN_TO = re.compile(r"(?:[由从][^。\n]{2,}|[加高升少降长])[到至]\s?$")
_CLOSING = re.compile(
    r"(?:是|标志着|完成)[^。\n]{0,24}?(?:收官|最后一|决胜)|[^，,。\n]{0,8}目标任务[^，,。\n]{0,4}完成"
)
_OPENING = re.compile(r"(?:下半年|是[^，,。\n]{0,20}(?:关键|开局|起步|第一|攻坚|摘帽)[^，,。\n]{0,4}之?年)")
_DEED_REACH = 60
_LEAST = 0.4

# How much a year said so speaks for a document whose own year is that many years later (0: its own year). A report
# of early spring tells what was done in the year before and what is planned for its own; the budget of the year
# before stands beside what came of it.
_WEIGHTS: dict[Saying, dict[int, float]] = {
    "done": {1: 2.0, 0: 0.4, 2: 0.2},
    "planned": {0: 2.0, 1: 0.6, -1: 0.3},
    "compared": {2: 0.6, 1: 0.5, 5: 0.2, 6: 0.4},
    "started": {6: 0.8, 5: 0.3, 2: 0.2, 1: 0.2},
    "begun": {0: 0.45, 1: 0.3},
    "closing": {1: 4.0, 0: 0.5},
    "opening": {0: 4.0},
    "named": {1: 0.4, 0: 0.5},
}
_LATER_THAN_DONE = -3.0
_FIVE_YEARS = re.compile(r"五年|[“\"][一二三四五六七八九十]{1,2}五[”\"]")
_LOOKS_BACK = 0.2
_FAR_BEHIND = -0.5


class _Named(NamedTuple):
    year: int
    saying: Saying


def weigh_years(
    text: str, cues: Cues, plans: Mapping[str, tuple[int, int]], own_year: bool
) -> tuple[int | None, int | None]:
    """Return what 今年 means and the year looked back on, by what is said of the years that a text names.

    Each mention speaks for the documents' years that it fits: 2018年…完成 for 2019, 2019年…安排 for 2019, 比2017年
    for 2018 and 2019. The year looked back on is None where it is the one before. `own_year` tells that the document
    reports on the year that it is written in.

    >>> from corpus.structure.cues import compiled
    >>> from patterns import load
    >>> weigh_years("2030年全县收入完成3亿元。2031年收入安排4亿元。", compiled(load()), {}, False)
    (2031, None)
    """
    named = [*_said(text, cues), *_plans_named(text, plans)]
    done = [one.year for one in named if one.saying in ("done", "closing", "opening")]
    if _FIVE_YEARS.search(text):
        named = [one._replace(saying="started") if one.saying == "compared" else one for one in named]
    candidates = {one.year + lag for one in named for lag in _WEIGHTS[one.saying]}
    scores = {own: _score(own, named, max(done, default=None), own_year) for own in candidates}
    if len(cues.last_year.findall(text)) > text.count("今年"):
        # 去年以来: the year that is named is the one before the document's own.
        for own in scores:
            scores[own] += _LOOKS_BACK * sum(one.saying == "named" and one.year == own - 1 for one in named)
    best = max(scores, key=lambda own: (scores[own], own), default=None)
    if best is None or scores[best] < _LEAST:
        return None, None
    return best, best if own_year else None


def _score(own: int, named: list[_Named], latest_done: int | None, own_year: bool) -> float:
    score = _LATER_THAN_DONE if latest_done is not None and latest_done > own else 0.0
    for one in named:
        lag = own - one.year
        if own_year and one.saying == "done":
            lag = {0: 1, 1: 0}.get(lag, lag)
        score += _WEIGHTS[one.saying].get(lag, _FAR_BEHIND if lag < 0 and one.saying == "done" else 0.0)
    return score


def _said(text: str, cues: Cues) -> Iterator[_Named]:
    bare = WORK_NAME.sub(lambda name: "《" + "　" * (len(name[0]) - 2) + "》", text)
    executed = len(_EXECUTED.findall(bare)) > bare.count("安排")
    for match in YEAR.finditer(bare):
        year = year_number(match[1])
        before = bare[max(0, match.start() - 3) : match.start()]
        if _NOT_OF_ITS_OWN.match(bare, match.end()):
            continue
        if _COMPARED.search(before) or (_IS.search(before) and _MULTIPLE.match(bare, match.end())):
            yield _Named(year, "compared")
        elif _ON_FROM.match(bare, match.end()):
            yield _Named(year, "begun")
        elif _CLOSING.match(bare, match.end()):
            yield _Named(year, "closing")
        elif _OPENING.match(bare, match.end()):
            yield _Named(year, "opening")
        else:
            # 由1997年的…增加到2002年的…: the second was reached; 到2035年 alone is only where a plan ends.
            reached = _GROWN_TO.search(bare, max(0, match.start() - _DEED_REACH), match.start())
            if reached or not _UNTIL.search(before):
                yield _Named(year, "done" if reached else _told(bare, match.end(), cues, executed))


def _told(text: str, start: int, cues: Cues, executed: bool) -> Saying:
    end = min(len(text), start + _DEED_REACH)
    plan, deed = cues.planning.search(text, start, end), cues.deeds.search(text, start, end)
    if plan and (deed or executed) and plan.group().startswith("预算"):
        # 收入预算3亿元，完成4亿元: the budget beside what came of it.
        return "done"
    if plan and (not deed or plan.end() < deed.end()):
        return "planned"
    return "done" if deed else "named"


def _plans_named(text: str, plans: Mapping[str, tuple[int, int]]) -> Iterator[_Named]:
    """今年是“十五五”开局之年 names the first year of a plan without a figure, 今年是“十四五”收官之年 its last."""
    if "今年是" not in text or not plans:
        return
    said = re.compile(
        rf"今年是[^，,。\n]{{0,8}}?(?P<plan>{alternation(plans)})[^，,。\n]{{0,6}}"
        r"(?:(?P<begins>开局|起步|第一)|收官|最后一)"
    )
    for match in said.finditer(text):
        first, last = plans[match["plan"]]
        yield _Named(first if match["begins"] else last, "opening")
