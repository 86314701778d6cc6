"""Knowledge of the quantities stage: numerals, units, bounds, ranks, and words that stand for figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from patterns.loader import PatternModel

BoundName = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Words = list[str]
Character = Annotated[str, Field(min_length=1, max_length=1)]
WordType = Literal["growth_word", "percent", "multiple", "rank", "count", "money"]


class Numerals(PatternModel):
    """Characters of numerals; `small` and `large` give powers of ten."""

    digits: dict[Character, Annotated[int, Field(ge=0, le=9)]]
    small: dict[Character, Annotated[int, Field(ge=1, le=3)]]
    large: dict[Character, Annotated[int, Field(ge=4, le=16)]]
    some_after: list[Character]
    some_before: list[Character]
    masks: list[Character]


class Names(PatternModel):
    """A plain list of unit names."""

    names: list[str]


class Multiples(PatternModel):
    """Names of multiples, and the verbs after which one is growth."""

    names: list[str]
    grows: list[str]


class Scaled(PatternModel):
    """A unit that is another unit times a factor."""

    unit: str
    factor: Decimal


class Durations(PatternModel):
    """Units of time that are figures only after certain words."""

    names: list[str]
    inside: list[str]
    before: list[str]


class Units(PatternModel):
    """All units by type; `not_before` names what may not follow one."""

    money: dict[str, list[str]]
    money_signs: dict[str, list[str]]
    percent: dict[str, Decimal]
    points: dict[str, Decimal]
    multiple: Multiples
    physical: Names
    scaled: dict[str, Scaled]
    count: Names
    count_cn: Names
    not_before: dict[str, list[str]]
    never: Names
    durations: Durations
    ages: Names
    per: Names


class BoundWords(PatternModel):
    """Words of one side of the figure, by the bound that they make."""

    ge: list[str] = Field(default_factory=list)
    gt: list[str] = Field(default_factory=list)
    le: list[str] = Field(default_factory=list)
    lt: list[str] = Field(default_factory=list)
    approx: list[str] = Field(default_factory=list)


class BoundVerbs(BoundWords):
    """Bound words that may have verbs between them and the figure."""

    verbs: list[str]


class Bounds(PatternModel):
    """Bound words before and after the figure, and the words that undo them."""

    before: BoundWords
    not_after: dict[str, list[str]]
    before_verb: BoundVerbs
    after: BoundWords
    not_before: dict[str, list[str]]


class Joins(PatternModel):
    """What stands between the members of ranges, lists and ratios."""

    range: Words
    listed: Words = Field(alias="list")
    ratio: Words
    from_: Words = Field(alias="from")


class Ranks(PatternModel):
    """What makes 第N, 前N and 首位 a place in an order."""

    places: list[str]
    leads: list[str]
    not_after: list[str]
    first: list[str]
    last: list[str]
    ends: list[str]
    nth_leads: list[str]
    nth_not_before: list[str]
    bests: list[str]


class Word(PatternModel):
    """Words that are a quantity by themselves."""

    text: list[str]
    value: Decimal
    unit: str | None
    type: WordType
    bound: BoundName = "eq"
    not_before: list[str] = Field(default_factory=list)
    not_after: list[str] = Field(default_factory=list)


class Level(PatternModel):
    """持平 and the words around it."""

    heads: list[str]
    with_: list[str] = Field(alias="with")
    soft: list[str]
    plain: list[str]
    not_after: list[str]
    not_before: list[str]


class NumberNames(PatternModel):
    """Surroundings in which a number is part of a name."""

    not_after: list[str]
    not_before: list[str]
    before_words: list[str]
    not_negative_after: list[str]
    meetings: list[str]
    idioms: list[str]


class BareRatios(PatternModel):
    """Nouns whose figures are ratios without unit, and what such ratios do."""

    nouns: list[str]
    changes: list[str]


class LostUnit(PatternModel):
    """Where a bare figure has lost its unit."""

    verbs: list[str]
    stops: list[str]


class QuantityWords(PatternModel):
    """The whole of `patterns/data/quantities.toml`."""

    numerals: Numerals
    units: Units
    bounds: Bounds
    joins: Joins
    ranks: Ranks
    words: list[Word]
    level: Level
    names: NumberNames
    bare_ratios: BareRatios
    lost_unit: LostUnit
