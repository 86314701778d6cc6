"""How tables are read: what their headings mean and how a cell is said; the lists stand in `data/tables.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from patterns.expressions import Regex
from patterns.loader import PatternModel

ColumnKind = Literal[
    "label",
    "project",
    "place",
    "time",
    "number",
    "unit",
    "attribute",
    "remark",
    "level",
    "actual",
    "plan",
    "completion",
    "growth",
    "change",
    "share",
    "index",
    "rank",
]
"""What a column holds: words that name the row, words beside it, or figures."""


class ColumnHeading(PatternModel):
    """One kind of heading (regular expressions for the whole of it), and how its cells are said.

    `say` stands before the cell, `aspect` behind the row's name (项目甲 under 总投资: 项目甲总投资). `percent` holds the
    heading to columns in per cent, or to others. `held` is `say` where the figure is of a result, not of a plan; `unit`
    replaces the unit of the table; `after` stands behind the cell. `alone` says that nothing may stand before these
    words in the heading.
    """

    kind: ColumnKind
    headings: tuple[Regex, ...]
    say: str = ""
    aspect: str = ""
    held: str | None = None
    after: str = ""
    unit: str | None = None
    percent: bool | None = None
    alone: bool = False


class CaptionWords(PatternModel):
    """What the lines above a table say: its name, its unit, its year.

    `unit` finds the unit (group `unit`), `titles` tell a title from other short lines, `fronts` and `ends` are cut
    off a title to leave the name of what the table is about.
    """

    unit: Regex
    titles: tuple[str, ...]
    fronts: tuple[Regex, ...]
    ends: tuple[Regex, ...]


class LabelWords(PatternModel):
    """Words of the cells that name rows.

    `numbering` stands before a label and is cut off; `parts` open a row that is part of the row above; `totals` are
    the whole that the table's title names, `account_totals` a sum of that account. A row or the title lends a head of
    `lent`, or all of a name that ends in one of `lent_whole`, to rows that do not end as something `measured` does; the
    title of an account lends its side to labels without one of `account_ends`, and its name too where it is one of
    `other_accounts` and the label holds none of `account_words`.
    """

    numbering: Regex
    parts: Regex
    totals: tuple[Regex, ...]
    account_totals: tuple[str, ...]
    lent: tuple[str, ...]
    lent_whole: tuple[str, ...]
    account_ends: tuple[str, ...]
    other_accounts: tuple[str, ...]
    account_words: tuple[str, ...]
    measured: tuple[str, ...]


class CellWords(PatternModel):
    """Cells without a figure, and signs before one that stand for words."""

    empty: tuple[str, ...]
    level: tuple[str, ...]
    signs: dict[str, str]
    verbs: tuple[str, ...]


class TableWords(PatternModel):
    """All words of `tables.toml`."""

    columns: tuple[ColumnHeading, ...] = Field(min_length=1)
    caption: CaptionWords
    labels: LabelWords
    cells: CellWords
    percent_units: tuple[str, ...]
    notes: tuple[Regex, ...]
