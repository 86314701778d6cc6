"""Finds every time expression of a text and says what it means in this document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corpus.structure import Structure
from corpus.structure.numerals import MONTH, YEAR_DIGITS, half_width, small_number, year_number
from extractor.mentions import PeriodMention, PeriodType
from extractor.periods.context import YearContext
from extractor.periods.labels import dates_of, months_label, part_label, years_label
from patterns.alternation import alternation
from patterns.periods import PeriodWords

if TYPE_CHECKING:
    from patterns.bundle import Patterns

_COUNT: Final = r"(?:[0-9]{1,2}|[两二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_SEP: Final = r"\s?(?:[-－—–―~～〜]{1,2}|至|到)\s?"
_MASK: Final = r"(?:(?:20|19)?\s?(?:\*{1,4}|[X×xＸ]{2,4}|[X×＊Ｘ])|20_{1,3})"
_CN_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")}


def find_periods(text: str, structure: Structure, knowledge: Patterns) -> list[PeriodMention]:
    """Find the time expressions of a cleaned text, in order, none inside another.

    Reads the text, its structure (for what 今年, 全年, masked years mean) and `patterns/data/periods.toml`.
    `label` is None where nothing in the document settles the year. Offsets are code points into `text`.

    >>> from corpus.structure import find_structure
    >>> from patterns import load
    >>> text = "一、2030年工作回顾\\n全年完成投资3亿元，比上年增长5%。\\n二、2031年安排\\n上半年新开工3个项目。"
    >>> found = find_periods(text, find_structure(text, load()), load())
    >>> [(text[m.start:m.end], m.label, m.base) for m in found]
    [('2030年', '2030', False), ('全年', '2030', False), ('上年', '2029', True), ('2031年', '2031', False), ('上半年', '2031H1', False)]
    """
    return _Finder(half_width(text), structure, knowledge.periods).all()


@dataclass(frozen=True)
class _Forms:
    """The expressions of `PeriodWords`, compiled."""

    mention: re.Pattern[str]
    base_before: re.Pattern[str]
    base_if_after: re.Pattern[str]
    base_after: re.Pattern[str]
    base_if_of: re.Pattern[str]
    from_before: re.Pattern[str]
    to_before: re.Pattern[str]
    not_before: re.Pattern[str]
    back: re.Pattern[str]
    forward: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(key: int, words: _Keyed) -> _Forms:
    w = words.words
    plan_number = alternation([*w.plans])
    year_word = alternation([*w.anchored, *w.contextual])
    part = alternation(w.parts)
    point = alternation(w.points)
    year = rf"(?:{YEAR_DIGITS}\s?年度?|{_MASK}\s?年度?(?!来|级|期)|{year_word})"
    mention = (
        # “十四五”期间, 第七个五年计划
        rf"[“\"「]?(?P<plan>{plan_number})[”\"」]?(?P<plan_tail>{alternation([*w.plan_end_after, *w.plan_since_after, *w.plan_after])}|[前后头][一二两三四]年)"
        rf"|第(?P<nth>[一二三四五六七八九十]{{1,3}})个五年(?:计划|规划)(?:时期|期间)?"
        # 2016—2020年, 1990年到1997年, 一九八一年至一九八五年
        rf"|(?P<y1>{YEAR_DIGITS})\s?年?{_SEP}(?P<y2>{YEAR_DIGITS}|[0-9]{{2}}(?=\s?年))\s?年(?P<range_tail>间|期间)?"
        # 1—8月, 2025年1-10月, 元至6月
        rf"|(?P<m_year>{year})?的?(?P<m1>{MONTH})\s?月?份?{_SEP}(?P<m2>{MONTH})\s?月份?(?P<m_tail>末|底)?"
        # 2025年3月15日, 3月份, 10月底
        rf"|(?P<d_year>{year})?的?(?<![0-9.．〇一二三四五六七八九十第个])(?P<month>{MONTH})\s?月(?!饼|球|亮|季|色|光|嫂|子|薪|租|均|度|台|供|老|票|考|报|神|星|牙|湖|山|河|坛|城)(?:份(?!额)|\s?(?P<day>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]|(?P<d_tail>[上中下]旬|末|底|初))?"
        # 2025年上半年, 今年一季度, 前三季度
        rf"|(?P<p_year>{year})?的?(?P<part>{part})(?:度)?"
        # 2025年末, 年底
        rf"|(?P<e_year>{year})?(?P<point>{point})"
        # 过去五年, 近三年, 五年来, 未来三年, 三年累计
        rf"|(?P<before>{alternation([*w.back_before, *w.forward_before])})?的?(?P<count>{_COUNT})个?(?P<span_unit>年|月)(?:时间|多)?(?P<after>{alternation(w.back_after)})?"
        rf"|(?P<since>{alternation(w.since)})"
        rf"|(?P<year>{year})(?P<y_tail>以来|来)?"
        rf"|(?P<same>{alternation(w.same_period)})"
    )
    gap = r"[（(“\"]?$"

    def ending(items: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(rf"{alternation(items)}{gap}")

    return _Forms(
        re.compile(mention),
        ending(w.base_before),
        ending(w.base_before_if_after),
        re.compile(rf"(?:的?水平|同期|末|底)?{alternation(w.base_after)}"),
        ending(w.base_before_if_of),
        ending(w.from_before),
        ending(w.to_before),
        ending(w.not_before),
        re.compile(alternation(w.back_before)),
        re.compile(alternation(w.forward_before)),
    )


class _Keyed:
    """Lets a model that is not hashable be a key of the cache, by identity."""

    def __init__(self, words: PeriodWords) -> None:
        self.words = words

    def __hash__(self) -> int:
        return id(self.words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.words is self.words


class _Finder:
    def __init__(self, text: str, structure: Structure, words: PeriodWords) -> None:
        self.text = text
        self.structure = structure
        self.words = words
        self.forms = _forms(id(words), _Keyed(words))
        self.context = YearContext(structure)
        self.starts = [s.start for s in structure.sentences]
        self.sentence = -1
        self.topic: int | None = None
        self.names = [m.span() for m in re.finditer(r"《[^《》\n]{0,80}》|“[^“”\n]{6,30}”", text)]
        self.name_starts = [a for a, _ in self.names]

    def all(self) -> list[PeriodMention]:
        out = []
        for match in self.forms.mention.finditer(self.text):
            sentence = bisect_right(self.starts, match.start()) - 1
            if sentence != self.sentence:
                self.sentence = sentence
                self.topic = None
            mention = self._read(match)
            if mention is None:
                continue
            self._place(mention)
            out.append(mention)
        return out

    # What the words mean.

    def _read(self, match: re.Match[str]) -> PeriodMention | None:
        kind = match.lastgroup
        group = match.groupdict()
        start, end = match.span()
        if group["plan"] is not None:
            return self._plan(start, end, self.words.plans[group["plan"]], group["plan_tail"])
        if group["nth"] is not None:
            number = small_number(group["nth"])
            years = self.words.plan_by_number.get(number)
            return self._plan(start, end, years, "") if years else None
        if group["y1"] is not None:
            first = year_number(group["y1"])
            written = group["y2"]
            last = year_number(written) if len(written) == 4 else first // 100 * 100 + int(written)
            if last < first:
                return None
            return self._make(start, end, "span", years_label(first, last))
        if group["m1"] is not None:
            one, two = small_number(group["m1"]), small_number(group["m2"])
            year = self._year(group["m_year"], start)
            if one > two or year == 0:
                return None
            return self._make(
                start, end, "part", months_label(year, one, two) if year else None, not group["m_year"]
            )
        if group["month"] is not None:
            month = small_number(group["month"])
            year = self._year(group["d_year"], start)
            if year == 0:
                return None
            label = months_label(year, month, month) if year else None
            kind_of: PeriodType = "point" if group["day"] or group["d_tail"] else "part"
            return self._make(start, end, kind_of, label, not group["d_year"])
        if group["part"] is not None:
            year = self._year(group["p_year"], start)
            if year == 0:
                return None
            return self._make(
                start,
                end,
                "part",
                part_label(year, self.words.parts[group["part"]]) if year else None,
                not group["p_year"],
            )
        if group["point"] is not None:
            year = self._year(group["e_year"], start)
            if year == 0:
                return None
            return self._make(start, end, "point", str(year) if year else None, not group["e_year"])
        if group["count"] is not None:
            return self._span(match)
        if group["since"] is not None:
            year = self._here(start)
            return self._make(start, end, "since", str(year) if year else None, True)
        if group["year"] is not None:
            year = self._year(group["year"], start)
            if year == 0:
                return None
            tail = group["y_tail"]
            mention = self._make(start, end, "since" if tail else "year", str(year) if year else None)
            mention.relative = not any(c.isdigit() for c in group["year"])
            return mention
        if kind == "same":
            year = self._here(start)
            mention = self._make(start, end, "year", str(year - 1) if year else None, True)
            mention.base = True
            return mention
        return None

    def _here(self, offset: int) -> int | None:
        """Return the year being spoken of: the sentence's own, else the section's."""
        return self.topic or self.context.year_of(self.context.section_at(offset))

    def _year(self, written: str | None, start: int) -> int | None:
        """Return the year that words name; None where unsettled, 0 where they name none after all."""
        if written is None:
            return self._here(start)
        stem = written.strip().rstrip("度")
        if stem in self.words.anchored:
            anchor = self.structure.anchor_year
            return anchor + self.words.anchored[stem] if anchor else None
        if stem in self.words.contextual or written in self.words.contextual:
            shift = self.words.contextual.get(stem, self.words.contextual.get(written, 0))
            here = self._here(start)
            return here + shift if here else None
        digits = stem.rstrip("年").strip()
        if re.fullmatch(YEAR_DIGITS, digits):
            return year_number(digits)
        if self.forms.not_before.search(self.text, max(0, start - 3), start):
            return 0
        return self.context.year_of(self.context.section_at(start))

    def _plan(self, start: int, end: int, years: tuple[int, int] | None, tail: str) -> PeriodMention | None:
        if years is None:
            return None
        first, last = years
        if tail in self.words.plan_end_after:
            return self._make(start, end, "point", str(last))
        if tail in self.words.plan_since_after:
            here = self.structure.review_year or self.structure.anchor_year
            return self._make(
                start, end, "plan_period", years_label(first, max(first, min(last, here or last)))
            )
        if len(tail) == 3 and tail[0] in "前后头" and tail[2] == "年":
            count = _CN_DIGITS.get(tail[1], 2)
            label = (
                years_label(last - count + 1, last)
                if tail[0] == "后"
                else years_label(first, first + count - 1)
            )
            return self._make(start, end, "plan_period", label)
        return self._make(start, end, "plan_period", years_label(first, last))

    def _span(self, match: re.Match[str]) -> PeriodMention | None:
        before, after = match["before"] or "", match["after"] or ""
        if not before and not after:
            return None
        start, end = match.span()
        count = small_number(match["count"])
        if match["span_unit"] == "月":
            year = self.structure.anchor_year
            if "过去" not in before or count > 12 or "个" not in match[0]:
                return None
            return self._make(start, end, "part", months_label(year, 1, count) if year else None)
        ahead = bool(before) and before in self.words.forward_before
        if before == "前" and not after:
            return None
        if count < 2 or count > 60:
            return None
        here = self._here(start)
        if here is None:
            return self._make(start, end, "span", None, True)
        if ahead:
            if after in ("来", "以来"):
                return None
            first = self.structure.anchor_year or here
            return self._make(start, end, "span", years_label(first, first + count - 1), True)
        role = self.structure.role_of(self.context.section_at(start))
        if role != "review" and self.structure.review_year:
            here = self.structure.review_year
        return self._make(start, end, "span", years_label(here - count + 1, here), True)

    def _make(
        self, start: int, end: int, kind: PeriodType, label: str | None, relative: bool = False
    ) -> PeriodMention:
        if label is None:
            return PeriodMention(start, end, kind, None, relative=relative)
        first, last = dates_of(label)
        end_label = label
        if kind in ("span", "plan_period") and "/" in label:
            end_label = label.rpartition("/")[2]
        return PeriodMention(start, end, kind, label, first, last, relative, end_label)

    # What the words around it make of it.

    def _place(self, mention: PeriodMention) -> None:
        text, forms = self.text, self.forms
        start, end = mention.start, mention.end
        low = max(0, start - 8)
        after = text[end : end + 8]
        at = bisect_right(self.name_starts, start) - 1
        if at >= 0 and end <= self.names[at][1] and not (self.names[at][0] == start):
            mention.named = True
            return
        if after.startswith(self.words.named_after):
            mention.named = True
            return
        if forms.base_before.search(text, low, start) or after.startswith(self.words.same_period):
            mention.base = True
        elif forms.base_if_after.search(text, low, start) and forms.base_after.match(after):
            mention.base = True
        elif forms.base_if_of.search(text, low, start) and after.startswith(("的", "末的", "底的")):
            mention.base = True
        elif forms.from_before.search(text, low, start):
            mention.origin = not after.startswith(("起", "开始", "以来"))
        if after.startswith(self.words.deadline_after):
            mention.deadline = True
        if forms.to_before.search(text, low, start) and mention.type == "year":
            mention.type = "point"
        if not mention.base and not mention.origin and mention.type in ("year", "part") and mention.first:
            self.topic = mention.first.year
