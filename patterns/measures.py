"""What is known about measures: verbs of acting, the objects they need, and what is no measure."""

from __future__ import annotations

from pydantic import Field

from patterns.expressions import Regex
from patterns.loader import PatternModel

Words = tuple[str, ...]


class SoftVerbs(PatternModel):
    """Verbs that make a measure only where their object ends in, or holds, one of `objects`."""

    words: Words = Field(min_length=1)
    objects: Words = Field(min_length=1)


class MeasureCues(PatternModel):
    """The words by which measures are found; the meaning of each list stands in `measures.toml`."""

    act: Words
    soft: tuple[SoftVerbs, ...]
    counted: Words
    counted_units: Words
    idle_objects: Words
    tallied: Words
    tallied_things: Words
    half_nouns: Words
    whole_nouns: Words
    outcomes: Words
    denials: Words
    outcomes_with_number: Words
    outcome_ends: Words
    hollow_verbs: Words
    result_verbs: Words
    prepositions: Words
    others: Words
    not_bodies: Words
    payers: Words
    payments: Words
    budget_lines: Words
    refusals: Words
    services: Words
    problems: Words
    passive: Words
    schemes: Words
    judging: Words
    cut_objects: Words
    cut_verbs: Words
    standards: Words
    set_to: Words
    adverbs: Words
    openers: Words
    frames: Words
    body_ends: Words
    body_begins: Words
    object_ends: Words
    scheme_words: tuple[Regex, ...]
    handed: tuple[Regex, ...]
    joined: Words
    so_much: Words
    ongoing: tuple[Regex, ...]
    carriers: Words
    servants: Words
    heading_verbs: Words
    opening_verbs: Words
    moving: Words
    moved: Words
    concrete: Words
    deadline_after: Words
    deadline_before: Words
    deadline_year: Words
    within: Words
    deadline_done: Words
    done_words: Words
    ordered_words: Words
    modal_unlike: Words
    planned_words: Words
