"""Settles what 今年 means, and what year is under review, from dates, headings and the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from corpus.structure.anchors import weigh_years
from corpus.structure.cues import WORK_NAME, Cues
from corpus.structure.model import SectionRole
from corpus.structure.numerals import YEAR, YEAR_DIGITS, small_number, year_number

_LAST_YEAR = re.compile("去年|上年|过去一年|过去的一年")
_OPENING_YEAR = re.compile(rf"(?:^|(?<=[。！？\n\u3000 ]))({YEAR_DIGITS})\s?年[，,]?(?![0-9前以之])")
_FULFILLED = re.compile(r"的?(?:[^，,。；;\n]{0,4}(?:完成|实现)|[^，,。；;\n]{0,10}(?:决算|执行))")
_PAST_YEAR = re.compile(rf"过去的?({YEAR_DIGITS})\s?年")
_SESSION = re.compile(r"第([一二三四五六七八九十]{1,3})届全国人民代表大会第([一二三四五])次会议")


@dataclass(frozen=True, slots=True)
class Years:
    """`anchor` is what 今年 means, `review` the year looked back on; None where the text settles neither."""

    anchor: int | None
    review: int | None


class HeadingYears(NamedTuple):
    """A heading with its role and the stretch under it."""

    title: str
    role: SectionRole | None
    body: int
    end: int


def settle_years(
    text: str,
    cues: Cues,
    *,
    date_year: int | None,
    date_month: int | None,
    title: str | None,
    headings: list[HeadingYears],
    plans: Mapping[str, tuple[int, int]],
    reviews_only: bool,
) -> Years:
    """Settle the years of a document; without any year in it, neither is settled.

    What is asked, in this order: the document's own date; the years of its title and headings; a year said to
    be that of the plan or of the review; the plans and years that its sections open with; its session; the
    years that its sentences begin with.
    """
    plan, review = _named_years(text, cues, title, headings)
    looks_at_own_year = _looks_at_own_year(text, cues, title, date_month)
    anchor: int | None = None
    if date_year is not None:
        anchor = date_year
    elif plan is not None:
        anchor = plan
    elif review is not None:
        anchor = review if looks_at_own_year else review + 1
    else:
        anchor, review = _from_sections(text, headings, plans, looks_at_own_year)
        if anchor is None:
            anchor, review = _from_text(text, cues, plans, looks_at_own_year)
    if anchor is None:
        return Years(None, None)
    if review is None or review > anchor:
        review = anchor if looks_at_own_year else anchor - 1
    if reviews_only and date_year is None and plan is None:
        anchor = review + 1
    return Years(anchor, review)


def _looks_at_own_year(text: str, cues: Cues, title: str | None, month: int | None) -> bool:
    """Tell whether the document reports on the year it is written in, not on the one before."""
    if title and re.search(r"上半年|半年|季度|[0-9]月", title):
        return True
    so_far = len(cues.so_far.findall(text))
    last = len(cues.last_year.findall(text))
    if month is not None and month <= 3:
        return so_far > 3 * last + 3
    return so_far > last


def _named_years(
    text: str, cues: Cues, title: str | None, headings: list[HeadingYears]
) -> tuple[int | None, int | None]:
    """Return the years named as that of the plan and of the review in title, headings and opening."""
    plan: Counter[int] = Counter()
    review: Counter[int] = Counter()
    for line, weight in [(title or "", 2), *((h.title, 3) for h in headings), (text[:1500], 1)]:
        clean = WORK_NAME.sub("", line)
        for match in cues.review_year.finditer(clean):
            review[year_number(match[1])] += weight
        for match in cues.plan_year.finditer(clean):
            # 到2035年的主要目标: where a plan ends is not the year it is made for. 目标任务顺利完成 looks back.
            if not clean[: match.start()].endswith(("到", "至")) and not _FULFILLED.match(clean, match.end()):
                plan[year_number(match[1])] += weight
    for match in _PAST_YEAR.finditer(text[:6000]):
        review[year_number(match[1])] += 3
    for heading in headings:
        found = [year_number(m[1]) for m in YEAR.finditer(WORK_NAME.sub("", heading.title))]
        if len(found) == 1 and heading.role == "review":
            review[found[0]] += 3
        elif len(found) == 1 and heading.role == "plan":
            plan[found[0]] += 3
    in_title = YEAR.findall(title or "")
    if len(in_title) == 1 and "工作报告" in (title or ""):
        plan[year_number(in_title[0])] += 3
    best_plan = _most(plan)
    best_review = _most(review)
    if best_plan is not None and best_review is not None and best_review >= best_plan:
        # One of the two reads the other's words (2024年工作安排完成情况); the plan's comes after.
        later = [y for y in plan if y > best_review]
        best_plan = max(later, key=lambda y: plan[y]) if later else None
        if best_plan is None and plan[best_review] > review[best_review]:
            return best_review, None
    return best_plan, best_review


def _most(votes: Counter[int]) -> int | None:
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _from_sections(
    text: str, headings: list[HeadingYears], plans: Mapping[str, tuple[int, int]], looks_at_own_year: bool
) -> tuple[int | None, int | None]:
    """Settle the years by what the sections that look back, or ahead, open their sentences with.

    Where the sections look back on one five-year plan and ahead to the next, the next begins.
    """
    named: dict[str, set[int]] = {"review": set(), "plan": set()}
    for heading in headings:
        spans = sorted(
            span for name, span in plans.items() if re.search(f'[“"「]{name}[”"」]', heading.title)
        )
        if len(spans) == 2 and spans[0][1] + 1 == spans[1][0]:
            # “十四五”时期成就和“十五五”时期目标: the one has just ended.
            return spans[1][0], spans[0][1]
        for first, last in spans:
            if heading.role in named:
                named[heading.role].add(first if heading.role == "plan" else last + 1)
    review, plan = named["review"], named["plan"]
    if both := (review & plan if review and plan else review or plan):
        begins = max(both)
        return begins, begins - 1
    for heading in headings:
        if heading.role != "review" or not _LAST_YEAR.search(heading.title):
            continue
        for match in _OPENING_YEAR.finditer(text, heading.body, min(heading.end, heading.body + 3000)):
            year = year_number(match[1])
            return (year, year) if looks_at_own_year else (year + 1, year)
    return None, None


def _from_text(
    text: str, cues: Cues, plans: Mapping[str, tuple[int, int]], looks_at_own_year: bool
) -> tuple[int | None, int | None]:
    """Settle the years from running text: its session, or what is said of the years that it names."""
    if (session := _session_year(text, cues)) is not None:
        return session, None
    return weigh_years(text, cues, plans, looks_at_own_year)


def _session_year(text: str, cues: Cues) -> int | None:
    """Return the year that a session of the National People's Congress, named in the opening, gives."""
    match = _SESSION.search(text, 0, 1500)
    if match is None:
        return None
    number, session = small_number(match[1]), small_number(match[2])
    if number < cues.words.congress_first_number:
        return None
    year = cues.words.congress_first_year + 5 * (number - cues.words.congress_first_number) + session - 1
    if text[match.end() : match.end() + 6].startswith(("以来的五年", "以来五年")):
        return year + 5
    return year + 1 if "去年" in text[max(0, match.start() - 6) : match.start()] else year
