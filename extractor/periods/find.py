"""Finds every time expression of a text and says what it means in this document."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from corpus.structure import Structure
from corpus.structure.numerals import YEAR_DIGITS, half_width, small_number, year_number
from extractor.mentions import PeriodMention, PeriodType
from extractor.periods.context import YearContext
from extractor.periods.forms import forms_of
from extractor.periods.labels import dates_of, months_label, part_label, years_label
from schemas.numbers import CHINESE_DIGITS

if TYPE_CHECKING:
    from patterns.bundle import Patterns

_CLAUSE_STARTS: Final = "。；，、！？\n\u3000 :："
_NO_SPAN_AFTER: Final = "前后内外以级期制计规一的免限任多左右上下度检产"
_CN_DIGITS: Final = {c: i for i, c in enumerate(CHINESE_DIGITS)}


def find_periods(text: str, structure: Structure, knowledge: Patterns) -> list[PeriodMention]:
    """Find the time expressions of a cleaned text, in order, none inside another.

    Reads the text, its structure (for what 今年, 全年, masked years mean) and `patterns/data/periods.toml`.
    `label` is None where nothing in the document settles the year. Offsets are code points into `text`.

    >>> from corpus.structure import find_structure
    >>> from patterns import load
    >>> text = "一、2030年回顾\\n全年完成投资3亿元，比上年增长5%。\\n二、2031年安排\\n上半年开工3个。"
    >>> found = find_periods(text, find_structure(text, load()), load())
    >>> [(text[m.start:m.end], m.label) for m in found if not m.base]
    [('2030年', '2030'), ('全年', '2030'), ('2031年', '2031'), ('上半年', '2031H1')]
    >>> [(text[m.start:m.end], m.label) for m in found if m.base]
    [('上年', '2029')]
    """
    return _Finder(half_width(text), structure, knowledge).all()


class _Finder:
    def __init__(self, text: str, structure: Structure, knowledge: Patterns) -> None:
        self.text = text
        self.structure = structure
        self.words = knowledge.periods
        self.forms = forms_of(knowledge)
        self.context = YearContext(structure)
        self.starts = [s.start for s in structure.sentences]
        self.sentence = -1
        self.topic: int | None = None
        self.names = [m.span() for m in re.finditer(r"《[^《》]{0,80}》|“[^“”\n]{6,30}”", text)]
        self.name_starts = [a for a, _ in self.names]
        self._called: dict[str, bool] = {}

    def all(self) -> list[PeriodMention]:
        """Return every mention, in order; one that turns out to name no time is passed over."""
        out: list[PeriodMention] = []
        search = self.forms.mention.search
        at = 0
        while match := search(self.text, at):
            at = match.end()
            sentence = bisect_right(self.starts, match.start()) - 1
            if sentence != self.sentence:
                self.sentence = sentence
                self.topic = None
            mention = self._read(match)
            if mention is None:
                continue
            at = max(at, mention.end)
            self._place(mention)
            out.append(mention)
        return out

    # What the words mean.

    def _read(self, match: re.Match[str]) -> PeriodMention | None:
        start, end = match.span()
        if (plan := match["plan"]) is not None:
            return self._plan(start, end, self.words.plans[plan], match["plan_tail"])
        if (number := match["nth"]) is not None:
            years = self.words.plan_by_number.get(small_number(number))
            return self._plan(start, end, years, "") if years else None
        if match["y1"] is not None:
            return self._years(match)
        if (written := match["year"]) is not None:
            return self._of_year(match, written)
        if match["count"] is not None:
            return self._span(match)
        here = self._here(start)
        if match["since"] is not None:
            return self._make(start, end, "since", str(here) if here else None, True)
        if match["same"] is not None:
            mention = self._make(start, end, "year", str(here - 1) if here else None, True)
            mention.base = True
            return mention
        return self._part(match, start, here, True)

    def _of_year(self, match: re.Match[str], written: str) -> PeriodMention | None:
        """Read a year and what of it is meant: 2025年, 今年上半年, 2025年末, 去年以来."""
        start, end = match.span()
        year = self._year(written, start)
        if year == 0:
            return None
        relative = written.rstrip("度") in self.words.anchored or written in self.words.contextual
        tail = None if match["y_tail"] else self.forms.tail.match(self.text, end)
        if tail is not None:
            if tail["bare"] is not None:
                return self._make(start, tail.end(), "point", str(year) if year else None, relative)
            return self._part(tail, start, year, relative)
        if match["y_tail"] or self._goes_on(start, end):
            return self._since(start, end, year, relative)
        return self._make(start, end, "year", str(year) if year else None, relative)

    def _goes_on(self, start: int, end: int) -> bool:
        """Tell whether a year is one from which something has gone on: 从2019年起."""
        return (
            self.text.startswith(self.words.onward_after, end)
            and self.forms.from_before.search(self.text, max(0, start - 3), start) is not None
        )

    def _since(self, start: int, end: int, year: int | None, relative: bool) -> PeriodMention:
        """Read a year and all since: 2019年以来, in a review of 2022, is 2019/2022."""
        if year is None:
            return self._make(start, end, "since", None, relative)
        here = self.context.year_of(self.context.section_at(start)) or year
        return self._make(start, end, "since", years_label(year, max(year, here)), relative)

    def _part(
        self, match: re.Match[str], start: int, year: int | None, relative: bool
    ) -> PeriodMention | None:
        """Read months, a day, a half, a quarter, or an end of a year."""
        end = match.end()
        kind: PeriodType = "part"
        label: str | None
        if match["m1"] is not None:
            one, two = small_number(match["m1"]), small_number(match["m2"])
            if one > two:
                return None
            label = months_label(year, one, two) if year else None
        elif match["month"] is not None:
            month = small_number(match["month"])
            label = months_label(year, month, month) if year else None
            kind = "point" if match["day"] or match["d_tail"] else "part"
        elif match["part"] is not None:
            label = part_label(year, self.words.parts[match["part"]]) if year else None
        else:
            label, kind = str(year) if year else None, "point"
        return self._make(start, end, kind, label, relative)

    def _years(self, match: re.Match[str]) -> PeriodMention | None:
        """Read two years that bound several: 2016—2020年."""
        first = year_number(match["y1"])
        written = match["y2"]
        last = year_number(written) if len(written) == 4 else first // 100 * 100 + int(written)
        if last < first:
            return None
        return self._make(match.start(), match.end(), "span", years_label(first, last))

    def _until(self, mention: PeriodMention) -> None:
        """Read 到2030年 as its end, and 截至10月底 as the months up to it."""
        if mention.type == "year":
            mention.type = "point"
        elif (
            mention.first
            and mention.last
            and mention.type in ("part", "point")
            and "截" in self.text[max(0, mention.start - 3) : mention.start]
        ):
            if mention.label and "-" in mention.label and "/" not in mention.label:
                mention.label = months_label(mention.last.year, 1, mention.last.month)
                mention.end_label = mention.label
                mention.first = mention.first.replace(month=1)
            mention.type = "since"

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
        start, end = match.span()
        if not before and not after and not self._stands_alone(match):
            return None
        try:
            count = small_number(match["count"])
        except ValueError:
            return None
        if match["span_unit"] == "月":
            year = self.structure.anchor_year
            if "过去" not in before or count > 12 or "个" not in match[0]:
                return None
            return self._make(start, end, "part", months_label(year, 1, count) if year else None)
        if not 2 <= count <= 60 or (before == "前" and not after):
            return None
        here = self._here(start)
        if here is None or (match["many"] or match["more"]):
            return self._make(start, end, "span", None, True)
        back = after in ("来", "以来")
        role = self.structure.role_of(self.context.section_at(start))
        if before in self.words.forward_before or (role == "plan" and before in ("", "这") and not back):
            if back:
                return None
            first = self.structure.anchor_year or here
            return self._make(start, end, "span", years_label(first, first + count - 1), True)
        if role != "review" and self.structure.review_year:
            here = self.structure.review_year
        if before == "前" and self.forms.base_before.search(self.text, max(0, start - 3), start):
            # 比前五年: the five before these.
            here -= count
        return self._make(start, end, "span", years_label(here - count + 1, here), True)

    def _stands_alone(self, match: re.Match[str]) -> bool:
        """Tell whether 五年 alone opens a clause and means the years that the text calls 五年来 or 过去五年."""
        start, end = match.span()
        if match["span_unit"] != "年" or (start and self.text[start - 1] not in _CLAUSE_STARTS):
            return False
        if not "\u4e00" <= self.text[end : end + 1] <= "\u9fff" or self.text[end] in _NO_SPAN_AFTER:
            return False
        words = match[0]
        if words not in self._called:
            self._called[words] = re.search(rf"过去的?{words}|这{words}|{words}[来间]", self.text) is not None
        return self._called[words]

    def _make(
        self, start: int, end: int, kind: PeriodType, label: str | None, relative: bool = False
    ) -> PeriodMention:
        if label is None:
            return PeriodMention(start, end, kind, None, relative=relative)
        first, last = dates_of(label)
        end_label = label
        if last.year > first.year:
            end_label = str(last.year)
        return PeriodMention(start, end, kind, label, first, last, relative, end_label)

    # What the words around it make of it.

    def _place(self, mention: PeriodMention) -> None:
        text, forms = self.text, self.forms
        start, end = mention.start, mention.end
        low = max(0, start - 8)
        after = text[end : end + 8]
        at = bisect_right(self.name_starts, start) - 1
        if at >= 0 and end <= self.names[at][1] and self.names[at][0] != start:
            mention.named = True
            return
        if after.startswith(self.words.named_after):
            mention.named = True
            return
        of = after.startswith(("的", "末的", "底的")) or self.forms.times_after.match(text, end)
        if (
            forms.base_before.search(text, low, start)
            or after.startswith(self.words.same_period)
            or (forms.base_if_after.search(text, low, start) and forms.base_after.match(after))
            or (of and forms.base_if_of.search(text, low, start))
            or (text.startswith("在", max(0, start - 1)) and forms.base_ground.match(text, end))
        ):
            mention.base = True
        elif forms.from_before.search(text, low, start):
            mention.origin = mention.type != "since"
        if after.startswith(self.words.deadline_after):
            mention.deadline = True
        if forms.to_before.search(text, low, start):
            self._until(mention)
        if not mention.base and not mention.origin and mention.type in ("year", "part") and mention.first:
            self.topic = mention.first.year
