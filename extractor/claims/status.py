"""Decides whether a figure is a target or an actual."""

from __future__ import annotations

import re

from corpus.structure.model import SectionRole
from extractor.claims.cues import Cues
from extractor.claims.model import Kind
from schemas import Period

_QUOTED = re.compile(r"[“\"《][^”\"》]{1,40}[”\"》]")


def decide(
    before: str,
    clause: str,
    role: SectionRole | None,
    period: Period | None,
    anchor_year: int | None,
    review_year: int | None,
    cues: Cues,
    origin: bool = False,
) -> tuple[Kind, str]:
    """Return target or actual and the rule that decided.

    `before` is the sentence up to the figure, `clause` the figure's own clause up to it; an `origin` is the first
    figure of a change (由3万元提高到5万元).
    """
    year = period.start.year if period and period.start else None
    last = period.end.year if period and period.end else None
    if cues.goals.search(before):
        return "target", "goal_announced"
    clause = _QUOTED.sub("", clause)
    if origin and anchor_year is not None and last is not None and last < anchor_year:
        return "actual", "origin_of_a_change"
    aims = cues.target.search(cues.not_aims.sub("", clause))
    done = (cues.actual_in_plan if role == "plan" else cues.actual).search(clause)
    explicit = period is not None and not period.inherited
    if explicit and anchor_year is not None and last is not None and last > anchor_year:
        return "target", "future_period"
    if explicit and review_year is not None and last is not None and last <= review_year and not aims:
        return (
            ("actual", "past_period")
            if role != "plan" or done or last < (anchor_year or last + 1)
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
        if aims and not done and not cues.done.search(clause):
            return "target", "target_words_in_review"
        return "actual", "review_section"
    if aims and not done:
        return "target", "target_words"
    if done or cues.done.search(clause):
        return "actual", "past_words"
    aims, done = cues.target.search(before), cues.actual.search(before)
    if aims and not done:
        return "target", "target_words_in_sentence"
    return "actual", "default"
