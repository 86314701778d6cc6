"""The tables that decoding and the repairs use; the lists themselves stand in `data/repairs.toml`."""

from __future__ import annotations

from pydantic import Field, model_validator

from patterns.loader import PatternModel


class ScriptData(PatternModel):
    """What the conversion from traditional to simplified script must know beside OpenCC.

    `signs` are frequent characters of traditional text that simplified text never has; `shared` are
    characters that OpenCC would change but that simplified text uses as well; `kept` are names that stay as
    they are.
    """

    signs: str
    shared: str
    kept: list[str]


class MaskData(PatternModel):
    """Where a masked figure may stand (before `units`), and how a missing one shows.

    A figure is missing where one of `missing_units` follows one of `missing_heads` at the end of a clause, or
    one of `missing_counters` one of `missing_names`.
    """

    units: list[str]
    year_units: list[str]
    missing_heads: list[str]
    missing_units: list[str]
    missing_names: list[str]
    missing_counters: list[str]


class Swap(PatternModel):
    """A word that a synonym machine replaces by another, and common phrases in which no author does."""

    word: str = Field(min_length=1)
    swapped: str = Field(min_length=1)
    phrases: list[str]

    @model_validator(mode="after")
    def _held(self) -> Swap:
        for phrase in self.phrases:
            if self.word not in phrase:
                raise ValueError(f"{phrase} does not hold {self.word}")
        return self


class SpunData(PatternModel):
    """What a synonym machine leaves: known phrases with one word swapped, and how many of them tell."""

    swaps: list[Swap]
    least_distinct: int
    least_per_thousand: float

    @property
    def telltales(self) -> list[str]:
        """The phrases with their word swapped."""
        return [phrase.replace(swap.word, swap.swapped) for swap in self.swaps for phrase in swap.phrases]


class PercentData(PatternModel):
    """Words after which a bare number has lost its percent sign, and words that say it has not."""

    growth_words: list[str]


class RepairData(PatternModel):
    """All tables of the area `repairs`."""

    frequent_hanzi: str
    frequent_traditional: str
    rare_pairs: str
    question_words: list[str]
    unit_starts: str
    spaced_list_ends: str
    script: ScriptData
    masks: MaskData
    spun: SpunData
    percent: PercentData
