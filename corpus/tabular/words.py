"""The words of `tables.toml`, compiled, with what tables need of the other areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from patterns import Patterns
from patterns.alternation import alternation
from patterns.expressions import compiled
from patterns.tables import ColumnHeading

# A figure as a cell holds it: words of a bound, a sign, digits, a unit.
_NUMBER = r"[-−－–]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of the headings, compiled for the whole of a heading and for its end."""

    entry: ColumnHeading
    whole: re.Pattern[str]
    end: re.Pattern[str] | None


class Words:
    """The compiled words of tables.

    `scope` matches a level of government at the front of a name; `measured` the end of a name that says what is
    measured; `figure` a cell that holds a figure (groups `front`, `number`, `back`).
    """

    def __init__(self, patterns: Patterns) -> None:
        data, naming = patterns.tables, patterns.claims.naming
        self.data = data
        self.ontology = patterns.indicators
        self.headings = tuple(_heading(entry) for entry in data.columns)
        self.scope = re.compile(alternation([*naming.wide_scopes, *naming.own_level_scopes]))
        self.measured = re.compile(rf"{alternation([*naming.measurable_heads, *data.labels.measured])}$")
        self.head = re.compile(rf"{alternation(naming.measurable_heads)}$")
        self.percent = frozenset(data.percent_units)
        self.note = compiled("|".join(data.notes))
        self.unit_line = compiled(data.caption.unit)
        self.title = re.compile(alternation(data.caption.titles))
        self.title_front = compiled("|".join(data.caption.fronts))
        self.title_end = compiled(rf"(?:{'|'.join(data.caption.ends)})$")
        self.numbering = compiled(data.labels.numbering)
        self.part = compiled(data.labels.parts)
        self.total = compiled("|".join(data.labels.totals))
        self.account_totals = data.labels.account_totals
        self.lent = re.compile(rf"{alternation([*data.labels.lent, *data.labels.lent_whole])}$")
        self.lent_whole = data.labels.lent_whole
        self.account_ends = data.labels.account_ends
        self.account_word = re.compile(alternation(data.labels.account_words))
        self.other_account = re.compile(alternation(data.labels.other_accounts))
        self.empty = frozenset(data.cells.empty)
        self.level = frozenset(data.cells.level)
        self.signs = data.cells.signs
        self.verb = re.compile(alternation(data.cells.verbs))
        signs = re.escape("".join(sign for sign in data.cells.signs))
        self.figure = re.compile(
            rf"(?P<front>[^\d\s\[\]()（）【】〔〕{signs}]{{0,6}}[{signs}]?)(?P<number>{_NUMBER})"
            rf"(?P<back>[^\d，。；\[\]【】〔〕]{{0,10}})"
        )
        self.bare = re.compile(_NUMBER)
        bounds = patterns.quantities.bounds.before
        fronts = [*data.cells.verbs, *bounds.ge, *bounds.gt, *bounds.le, *bounds.lt, *bounds.approx]
        self.front = re.compile(rf"(?:{alternation(fronts)})?[-−－–+＋±￥¥$]{{0,2}}[{signs}]?|.*第")
        self.date = re.compile(rf"{_YEAR}(?:年|[-—–./]\d)|\d月|^{_YEAR}$")
        self.unit = _unit(patterns)

    def is_figure(self, text: str) -> bool:
        """Tell whether a cell holds a figure, alone or with a unit or a word of a bound; a year is none."""
        found = self.figure.fullmatch(text)
        if found is None or not self.front.fullmatch(found["front"]):
            return False
        return not self.date.search(text)

    def has_figure(self, text: str) -> bool:
        """Tell whether a cell holds digits other than those of a date."""
        return any(char.isdigit() for char in text) and not self.date.search(text)

    def is_unit(self, text: str) -> bool:
        """Tell whether words are a unit, with or without a multiplier (万元, 亿元/年, ±%)."""
        return text in self.percent or self.unit.fullmatch(text) is not None


def _heading(entry: ColumnHeading) -> Heading:
    whole = "|".join(entry.headings)
    end = None if entry.alone else compiled(rf"(?P<aspect>.*?)(?P<core>{whole})")
    return Heading(entry, compiled(whole), end)


def _unit(patterns: Patterns) -> re.Pattern[str]:
    units = patterns.quantities.units
    names = {name for group in units.money.values() for name in group}
    names.update(units.percent, units.points, units.physical.names, units.count.names, units.scaled)
    name = alternation(names)
    return re.compile(rf"(?:[十百千万亿]*{name})(?:/[十百千万亿]*{name})*")


@lru_cache(maxsize=8)
def words(patterns: Patterns) -> Words:
    """Return the compiled words of a body of knowledge."""
    return Words(patterns)
