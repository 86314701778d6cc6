"""Decides whether a figure is a target or an actual."""

from __future__ import annotations

import re

from corpus.structure.model import SectionRole
from extractor.claims.model import Kind
from schemas import Period

_STRONG_TARGET = re.compile(
    r"(?:定下|确定|提出|明确|安排|下达|制定)了|力争|确保|(?<!向上|积极)争取(?!.{0,12}资金|到|中央|国家|上级|政策)|预期目标|主要目标|目标是|拟|必须|务必|力求|计划(?!完成|的|生育)|将(?!.{0,12}了|\d|$)|(?<![主重需首必紧])要(?!素|求|件|点|闻)|到20[2-9]\d年"
)
_STRONG_ACTUAL = re.compile(
    r"已(?:经|达|有|完|建|累|成|落|到)|(?<![为下定出确排])了(?!解)|去年|上年(?!.{0,3}结)|目前|截[至止]|过去|五年来|一年来|以来|现有|连续|同比"
)
_PAST_IN_PLAN = re.compile(
    r"已(?:经|达|有|完|建|累|成|落|到)|(?<![为下定出确排达])了(?!解)|去年|目前|截[至止]|过去|五年来|一年来|现有"
)
_GOAL = re.compile(r"目标[^，。；]{0,10}[:：][^。]*$")
_QUOTED = re.compile(r"[“\"《][^”\"》]{1,40}[”\"》]")
_DONE = re.compile(r"完成|实现|达到|同比")


def decide(
    before: str,
    clause: str,
    role: SectionRole | None,
    period: Period | None,
    anchor_year: int | None,
    review_year: int | None,
) -> tuple[Kind, str]:
    """Return target or actual and the rule that decided.

    `before` is the sentence up to the figure, `clause` the figure's own clause up to it.
    """
    year = period.start.year if period and period.start else None
    last = period.end.year if period and period.end else None
    if _GOAL.search(before):
        return "target", "goal_announced"
    clause = _QUOTED.sub("", clause)
    aims = _STRONG_TARGET.search(clause)
    done = (_PAST_IN_PLAN if role == "plan" else _STRONG_ACTUAL).search(clause)
    explicit = period is not None and not period.inherited
    if explicit and anchor_year is not None and last is not None and last > anchor_year:
        return "target", "future_period"
    if explicit and review_year is not None and last is not None and last <= review_year and not aims:
        return (
            ("actual", "past_period")
            if role != "plan" or last < (anchor_year or last + 1)
            else ("target", "plan_section")
        )
    if role == "plan":
        if done and not aims:
            return "actual", "past_words_in_plan"
        if (
            year is not None
            and anchor_year is not None
            and last is not None
            and last < anchor_year
            and not aims
        ):
            return "actual", "past_period"
        return "target", "plan_section"
    if role in ("review", "problems"):
        if aims and not done and not _DONE.search(clause):
            return "target", "target_words_in_review"
        return "actual", "review_section"
    if aims and not done:
        return "target", "target_words"
    if done or _DONE.search(clause):
        return "actual", "past_words"
    aims, done = _STRONG_TARGET.search(before), _STRONG_ACTUAL.search(before)
    if aims and not done:
        return "target", "target_words_in_sentence"
    return "actual", "default"
