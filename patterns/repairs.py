"""The tables that decoding and the repairs use; the lists themselves stand in `data/repairs.toml`."""

from __future__ import annotations

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


class SpunData(PatternModel):
    """Word pairs that a synonym machine leaves: no author writes `telltales` in such texts."""

    telltales: list[str]
    least_distinct: int
    least_per_thousand: float


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
