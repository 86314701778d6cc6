"""Settles what 今年 means, and what year is under review, from dates, headings and the text itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.structure.numerals import YEAR_DIGITS, small_number, year_number
from corpus.structure.model import SectionRole
from patterns.alternation import alternation
from patterns.structure import StructureCues

YEAR = re.compile(rf"({YEAR_DIGITS})\s?年")
_MASKED = re.compile(r"(?:20|19)?(?:\*{1,4}|[X×]{1,4})年")
_NAMES = re.compile(r"《[^《》\n]{0,80}》")
_SESSION = re.compile(r"第([一二三四五六七八九十]{1,3})届全国人民代表大会第([一二三四五])次会议")


@dataclass(frozen=True, slots=True)
class Years:
    """`anchor` is what 今年 means, `review` the year looked back on; None where the text settles neither."""

    anchor: int | None
    review: int | None


def settle_years(
    text: str,
    cues: StructureCues,
    *,
    date_year: int | None,
    date_month: int | None,
    title: str | None,
    headings: list[tuple[str, SectionRole | None]],
    reviews_only: bool,
) -> Years:
    """Settle the years of a document; without any year in it, neither is settled.

    What is asked, in this order: the document's own date; the years of its title and headings; a year said to be
    that of the plan or of the review; the years that its sentences begin with.
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
        anchor, review = _from_text(text, cues)
    if anchor is None:
        return Years(None, None)
    if review is None or review > anchor:
        review = anchor if looks_at_own_year else anchor - 1
    if reviews_only and date_year is None and plan is None:
        anchor = review + 1
    return Years(anchor, review)


def _looks_at_own_year(text: str, cues: StructureCues, title: str | None, month: int | None) -> bool:
    so_far = len(re.findall(alternation(cues.this_year_so_far), text))
    last = len(re.findall(alternation(cues.last_year), text))
    if title and re.search(r"上半年|半年|季度|[0-9]月", title):
        return True
    if month is not None and month <= 3:
        return so_far > 3 * last + 3
    return so_far > last


def _named_years(
    text: str, cues: StructureCues, title: str | None, headings: list[tuple[str, SectionRole | None]]
) -> tuple[int | None, int | None]:
    """Return the years named as that of the plan and of the review in title, headings and opening."""
    plan: Counter[int] = Counter()
    review: Counter[int] = Counter()
    plan_after = re.compile(rf"({YEAR_DIGITS})\s?年度?[^，。；：\n]{{0,14}}?{alternation(cues.plan_year)}")
    review_after = re.compile(
        rf"({YEAR_DIGITS})\s?年度?[^，。；：\n]{{0,14}}?{alternation(cues.review_year)}"
    )
    for line, weight in [(title or "", 2), *((h, 3) for h, _ in headings), (text[:1500], 1)]:
        clean = _NAMES.sub("", line)
        for match in review_after.finditer(clean):
            review[year_number(match[1])] += weight
        for match in plan_after.finditer(clean):
            plan[year_number(match[1])] += weight
    for heading, role in headings:
        found = [year_number(m[1]) for m in YEAR.finditer(_NAMES.sub("", heading))]
        if len(found) == 1 and role == "review":
            review[found[0]] += 3
        elif len(found) == 1 and role == "plan":
            plan[found[0]] += 3
    if title and (match := YEAR.search(title)) and len(YEAR.findall(title)) == 1 and "工作报告" in title:
        plan[year_number(match[1])] += 3
    best_plan = _most(plan)
    best_review = _most(review)
    if best_plan is not None and best_review is not None and best_review >= best_plan:
        # One of the two reads the other's words (2024年工作安排完成情况); the plan's year comes after the review's.
        later = [y for y in plan if y > best_review]
        best_plan = max(later, key=lambda y: plan[y]) if later else None
        if best_plan is None and plan[best_review] > review[best_review]:
            return best_review, None
    return best_plan, best_review


def _most(votes: Counter[int]) -> int | None:
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _from_text(text: str, cues: StructureCues) -> tuple[int | None, int | None]:
    """Settle the years from running text: sessions, sentences that open with a year, the latest year looked at."""
    if match := _SESSION.search(text, 0, 1500):
        number, session = small_number(match[1]), small_number(match[2])
        year = cues.congress_first_year + 5 * (number - cues.congress_first_number) + session - 1
        before = text[max(0, match.start() - 6) : match.start()]
        if number >= cues.congress_first_number:
            return (year + 1 if "去年" in before else year), None
    opening: Counter[int] = Counter()
    named: Counter[int] = Counter()
    bare = _NAMES.sub(lambda m: "《" + "　" * (len(m[0]) - 2) + "》", text)
    for match in YEAR.finditer(bare):
        year = year_number(match[1])
        before = bare[max(0, match.start() - 1) : match.start()]
        if before in "到至比较从自由" and before:
            continue
        named[year] += 1
        if not before or before in "。！？\n　 ，":
            opening[year] += 1
    if not named:
        return None, None
    year = max(opening or named, key=lambda y: ((opening or named)[y], y))
    plan_words = re.compile(
        rf"{year}\s?年度?(?:[^，。；：\n]{{0,14}}?{alternation(cues.plan_year)}|下半年|是[^，。\n]{{0,20}}(?:关键|开局|起步|第一|攻坚|摘帽)[^，。\n]{{0,4}}之?年)"
    )
    if plan_words.search(text):
        return year, None
    closing = re.search(rf"{year}\s?年是[^，。\n]{{0,20}}(?:收官|最后一)", text)
    last = len(re.findall(alternation(cues.last_year), text))
    this = text.count("今年")
    if closing or last > this:
        return year + 1, year
    return year, None
