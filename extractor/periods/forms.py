"""The regular expressions that the words of `patterns/data/periods.toml` give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.structure.numerals import MONTH, YEAR_DIGITS
from patterns import Patterns
from patterns.alternation import alternation
from patterns.periods import PeriodWords

_COUNT: Final = r"(?:[0-9]{1,2}|[两二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_SEP: Final = r"\s?(?:[-－—–―~～〜]{1,2}|至|到)\s?"
_MASK: Final = r"(?:(?:20|19)\s?(?:\*{1,4}|[Xx×ＸＯ]{1,2}|_{1,3})|\*{1,4}|[Xx×Ｘ]{1,4}|＊{1,4})"
# 月 that is no month of the year: 月饼, 月均, 3月龄 …
_NOT_MONTH: Final = "饼球亮季色光嫂子薪租均度台供老票考神星牙湖山河坛城龄"


@dataclass(frozen=True)
class Forms:
    """Compiled expressions: `mention` starts one, `tail` goes on after a year; the others look around it."""

    mention: re.Pattern[str]
    tail: re.Pattern[str]
    base_before: re.Pattern[str]
    base_if_after: re.Pattern[str]
    base_after: re.Pattern[str]
    base_if_of: re.Pattern[str]
    base_ground: re.Pattern[str]
    from_before: re.Pattern[str]
    to_before: re.Pattern[str]
    not_before: re.Pattern[str]
    times_after: re.Pattern[str]


@lru_cache(maxsize=8)
def forms_of(knowledge: Patterns) -> Forms:
    """Return the expressions of the words of `knowledge.periods`, compiled once."""
    w = knowledge.periods
    plan_tails = alternation([*w.plan_end_after, *w.plan_since_after, *w.plan_after])
    counted_before = alternation([*w.back_before, *w.forward_before])
    guards = "".join(rf"(?!(?<=[{chars}]){word})" for word, chars in w.never_behind.items())
    year = rf"(?:{YEAR_DIGITS}\s?年度?|{_MASK}\s?年度?(?![来级期])|{guards}{alternation([*w.anchored, *w.contextual])})"
    tail = (
        # 1—8月, 元至6月
        rf"(?P<m1>(?<![0-9.]){MONTH})\s?月?份?{_SEP}(?P<m2>{MONTH})\s?月(?![{_NOT_MONTH}])份?[末底]?"
        # 3月15日, 3月份, 10月底
        rf"|(?P<month>(?<![0-9.．〇一二三四五六七八九十第个]){MONTH})\s?月(?![{_NOT_MONTH}])"
        rf"(?:份(?!额)|\s?(?P<day>[0-9]{{1,2}}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
        rf"|(?P<d_tail>[上中下]旬|[末底初]))?"
        rf"|(?P<part>{alternation(w.parts)})"
        rf"|(?P<point>{alternation(w.points)})"
    )
    tail_points = [point.removeprefix("年") for point in w.points if point.startswith("年")]
    mention = (
        # “十四五”期间, 第七个五年计划
        rf"[“\"「]?(?P<plan>{alternation(w.plans)})[”\"」]?(?P<plan_tail>{plan_tails}|[前后头][一二两三四]年)"
        rf"|第(?P<nth>[一二三四五六七八九十]{{1,3}})个五年(?:计划|规划)(?:时期|期间)?"
        # 2016—2020年, 1990年到1997年, 一九八一年至一九八五年
        rf"|(?P<y1>{YEAR_DIGITS})\s?年?{_SEP}(?P<y2>{YEAR_DIGITS}|[0-9]{{2}}(?=\s?年))\s?年(?:期间|间)?"
        rf"|(?P<year>{year})(?P<y_tail>以来|来)?"
        rf"|{tail}"
        # 过去五年, 近三年, 五年来, 未来三年, 三年累计
        rf"|(?P<before>{counted_before})?的?近?(?P<count>(?<![0-9.]){_COUNT})(?P<many>[多余])?个?(?P<span_unit>年|月)"
        rf"(?P<more>多)?(?:时间)?(?P<after>{alternation(w.back_after)})?"
        rf"|(?P<since>{alternation(w.since)})"
        rf"|(?P<same>{alternation(w.same_period)})"
    )
    first = _first_characters(w)
    return Forms(
        mention=re.compile(rf"(?=[{first}])(?:{mention})"),
        tail=re.compile(rf"的?(?:{tail})|(?P<bare>{alternation(tail_points)})(?!级)"),
        base_before=_ending(w.base_before),
        base_if_after=_ending(w.base_before_if_after),
        base_after=re.compile(
            rf"(?:的?水平|同期|末|底|(?:年初|调整)?(?:预算|执行|决算|完成)数?)?{alternation(w.base_after)}"
        ),
        base_if_of=_ending(w.base_before_if_of),
        base_ground=re.compile(rf"[^，,。；;\n]{{0,16}}?{alternation(w.base_grounds)}"),
        from_before=_ending(w.from_before),
        to_before=_ending(w.to_before),
        not_before=_ending(w.not_before),
        times_after=re.compile(r"[^，,。；;\n]{0,20}?的[0-9.]{1,8}(?:倍|%|％)"),
    )


def _ending(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{alternation(words)}[（(“\"]?$")


def _first_characters(w: PeriodWords) -> str:
    """Return all characters that a mention can begin with: a cheap test before the expression is tried."""
    lists = (w.anchored, w.contextual, w.parts, w.points, w.since, w.same_period, w.back_before)
    characters = {word[0] for words in lists for word in words} | {word[0] for word in w.forward_before}
    characters |= {word[0] for word in w.plans}
    characters |= set('0123456789一二三四五六七八九十两元首第“"「*Xx×Ｘ＊')
    return "".join(re.escape(c) for c in sorted(characters))
