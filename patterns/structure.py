"""What the structure stage knows: document types, issuers, upload lines, cue words of sections."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from patterns.loader import PatternModel
from schemas.speech import Level

SectionRole = Literal["head", "review", "plan", "policy", "problems", "closing", "annex"]


class DocType(PatternModel):
    """A kind of document, with words that stand in its title (or, second best, in its opening)."""

    name: str
    title: tuple[str, ...]
    text: tuple[str, ...] = ()
    reviews: bool = False
    plans: bool = False
    """It reports on a year that is over, and holds no plan: 今年 is seldom said in it."""


class RoleWords(PatternModel):
    """Words that give a heading or a stretch of text its role."""

    heading: dict[SectionRole, tuple[str, ...]]
    opener: dict[SectionRole, tuple[str, ...]]
    """Words that, at the start of a paragraph, begin a stretch of that role in a text without headings."""
    vote: dict[SectionRole, dict[str, float]] = Field(default_factory=dict)
    """Words counted, with their weight, where neither heading nor opener decides."""


class LevelWord(PatternModel):
    """A word by which a text names its own level (我县, 全省), or the ending of a body's name."""

    level: Level
    own: tuple[str, ...]
    endings: tuple[str, ...] = ()


class StructureCues(PatternModel):
    """`patterns/data/structure.toml`."""

    doc_types: tuple[DocType, ...]
    title_heads: tuple[str, ...]
    not_titles: tuple[str, ...]
    greetings: tuple[str, ...]
    upload_labels: tuple[str, ...]
    own_date_labels: tuple[str, ...]
    bodies: tuple[str, ...]
    offices: tuple[str, ...]
    roles: RoleWords
    levels: tuple[LevelWord, ...]
    plan_year: tuple[str, ...]
    review_year: tuple[str, ...]
    planning: tuple[str, ...]
    deeds: tuple[str, ...]
    """Words by which a sentence that opens with a year sets aims for it."""
    last_year: tuple[str, ...]
    this_year_so_far: tuple[str, ...]
    congress_first_year: int
    congress_first_number: int
