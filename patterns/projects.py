"""What is known about named projects: heads, verbs and stages."""

from __future__ import annotations

from pydantic import Field

from patterns.loader import PatternModel
from schemas.records import Stage

Words = tuple[str, ...]


class StageVerbs(PatternModel):
    """Verbs that tell how far a project has come, where the text plans and where it looks back.

    `single` verbs are said of one thing, so that a noun of a thing with any words of its own is a name; `led`
    verbs lead to a name only where another verb follows it.
    """

    words: Words = Field(min_length=1)
    plan: Stage
    review: Stage
    single: bool = False
    led: bool = False


class StageMark(PatternModel):
    """Words right before a list that tell its stage, whatever the section."""

    words: Words = Field(min_length=1)
    stage: Stage


class ProjectCues(PatternModel):
    """The words by which named projects are found; the meaning of each list stands in `projects.toml`."""

    heads: Words
    known: Words
    routes: Words
    soft_heads: Words
    loose_heads: Words
    trunks: Words
    line_heads: Words
    local_heads: Words
    own_bodies: str
    classes: Words
    weak_classes: Words
    naming_classes: Words
    programme_words: Words
    not_programmes: Words
    works: Words
    half_verbs: Words
    appended: Words
    linking: Words
    after_name: Words
    before_name: Words
    common: Words
    natural_ends: str
    natural_unlike: str
    plain_characters: str
    companies: Words
    size_units: Words
    counters: Words
    superlatives: Words
    superlative_scopes: Words
    never_singled: Words
    province_characters: str
    building_works: Words
    adverbs: Words
    lead_only: Words
    signing_verbs: Words
    building_parties: Words
    signed_things: Words
    investment_words: Words
    before: tuple[StageVerbs, ...]
    after: tuple[StageVerbs, ...]
    marks: tuple[StageMark, ...]
