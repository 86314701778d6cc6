"""Words for years, parts of years, plan periods and spans of years."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from patterns.loader import PatternModel
from schemas.numbers import CHINESE_DIGITS

YearPart = Annotated[str, Field(pattern=r"^(?:H[12]|Q[1-4]|[01][0-9]/[01][0-9])$")]
"""Half `H1`, quarter `Q3`, or months `01/09`."""


class PeriodWords(PatternModel):
    """`patterns/data/periods.toml`."""

    plans: dict[str, tuple[int, int]]
    anchored: dict[str, int]
    """Words for a year told from the one the document is written in (今年 0, 去年 -1)."""
    contextual: dict[str, int]
    """Words for a year told from the one being spoken of (全年 0, 上年 -1)."""
    never_behind: dict[str, str]
    """Such words with the characters behind which each is the end of another (接待游客人次年均增长)."""
    parts: dict[str, YearPart]
    points: tuple[str, ...]
    since: tuple[str, ...]
    back_before: tuple[str, ...]
    back_after: tuple[str, ...]
    forward_before: tuple[str, ...]
    topic_after: tuple[str, ...]
    topic_before: tuple[str, ...]
    plan_after: tuple[str, ...]
    plan_end_after: tuple[str, ...]
    plan_since_after: tuple[str, ...]
    base_before: tuple[str, ...]
    base_before_if_after: tuple[str, ...]
    base_after: tuple[str, ...]
    base_grounds: tuple[str, ...]
    base_before_if_of: tuple[str, ...]
    onward_after: tuple[str, ...]
    from_before: tuple[str, ...]
    to_before: tuple[str, ...]
    deadline_after: tuple[str, ...]
    same_period: tuple[str, ...]
    not_before: tuple[str, ...]
    change_to: tuple[str, ...]
    changed_at_once: tuple[str, ...]
    anaphors: tuple[str, ...]
    named_after: tuple[str, ...]
    summed: tuple[str, ...]
    summed_always: tuple[str, ...]
    reached: tuple[str, ...]

    @model_validator(mode="after")
    def _plans_run_forward(self) -> PeriodWords:
        for name, (first, last) in self.plans.items():
            if first > last:
                raise ValueError(f"plans.{name}: {first} is after {last}")
        return self

    @cached_property
    def plan_by_number(self) -> dict[int, tuple[int, int]]:
        """The plan periods by their number: 14 for 十四五."""
        from_digits = {c: i for i, c in enumerate(CHINESE_DIGITS)}
        out: dict[int, tuple[int, int]] = {}
        for name, years in self.plans.items():
            stem = name[:-1]
            tens, ten, ones = stem.rpartition("十")
            number = from_digits.get(ones, 0) + (10 * (from_digits[tens] if tens else 1) if ten else 0)
            out[number] = years
        return out
