"""What the headings of a table mean, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.tabular.grid import Row
from corpus.tabular.words import Words
from patterns.tables import ColumnHeading, ColumnKind

NAMES = frozenset(("label", "project", "place", "time"))
_WORDS = NAMES | frozenset(("number", "unit", "attribute", "remark"))
_BLANK = re.compile(r"\s+")
_BRACKETS = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,16})[)）]")
_PERCENT = re.compile(r"(?:[±+\-、/]*[%％]|百分比)$")
_WHEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:年度?(?P<part>\d{1,2}[—\-–－至~～]\d{1,2}月份?|\d{1,2}月末?|[上下]半年|[一二三四]季度|末|底)?)?(?!\d)"
)
_RELATIVE = re.compile(r"(?P<back>上年|去年)(?=.)|(?P<here>本年|今年|当年)(?=.)")
_WIDTH = str.maketrans("（）％＝，：", "()%=,:")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place in the grid, its heading as written, and what that means.

    `kind` is None where it is not understood. `when` is the time that the heading names (`back` for 上年),
    `unit` its unit, `scope` and `aspect` what narrows the row's name, `say` the words before a cell.
    """

    at: int
    heading: str
    kind: ColumnKind | None = None
    entry: ColumnHeading | None = None
    when: str = ""
    unit: str = ""
    scope: str = ""
    aspect: str = ""

    @property
    def is_figure(self) -> bool:
        """Tell whether the column's cells are figures that are understood."""
        return self.kind is not None and self.kind not in _WORDS


def joined_headings(header: Sequence[Row], width: int) -> list[str]:
    """Join the rows of a header from top to bottom; a cell covers the empty ones on its right.

    >>> from corpus.tabular.grid import table_runs
    >>> rows = table_runs("指标\\t2024年\\t\\t备注\\n\\t总量\\t增长%\\t")[0]
    >>> joined_headings(rows, 4)
    ['指标', '2024年总量', '2024年增长%', '备注']
    """
    parts: list[list[tuple[str, bool]]] = [[] for _ in range(width)]
    borders = {0}
    for row in header:
        held, at = "", -1
        for index in range(width):
            words = row.cells[index].text if index < len(row.cells) else ""
            if words:
                held, at = words, index
                borders.add(index)
            elif index in borders and parts[index]:
                # Under a heading of its own: the cell on the left ends there.
                held = ""
            if held:
                parts[index].append((held, at == index))
    out = []
    for column in parts:
        # What only reaches over from the left says nothing where the column has words of its own below 项目.
        own = [words for words, here in column if here]
        below = [words for words, here in column if here or not own or not _names_rows(words)]
        out.append("".join(dict.fromkeys(below)))
    return out


def _names_rows(words: str) -> bool:
    return _BLANK.sub("", words).endswith(("项目", "指标", "科目", "名称", "地区", "单位"))


def read_column(at: int, heading: str, figures: bool, words: Words) -> Column:
    """Return what a heading means; `figures` says that most cells of its column are figures."""
    return _placed(_read(heading, figures, words), at)


def _placed(column: Column, at: int) -> Column:
    return Column(
        at, column.heading, column.kind, column.entry, column.when, column.unit, column.scope, column.aspect
    )


@lru_cache(maxsize=4096)
def _read(heading: str, figures: bool, words: Words) -> Column:
    core = _BLANK.sub("", heading).translate(_WIDTH)
    core, when = _time(core)
    core, unit = _unit(core, words)
    percent = unit == "%"
    fits = [one for one in words.headings if _admits(one.entry, figures, percent)]
    if figures and not core and unit and not percent and not when:
        return Column(0, heading, "level", None, when, unit)
    for one in fits:
        if one.whole.fullmatch(core):
            unit = one.entry.unit or unit
            return Column(0, heading, one.entry.kind, one.entry, when, unit, "", one.entry.aspect)
    if not figures:
        return Column(0, heading)
    for one in fits:
        found = one.end.fullmatch(core) if one.end is not None else None
        if found is None or not found["core"]:
            continue
        scope, aspect = _of(found["aspect"], words)
        if aspect or (scope and scope == found["aspect"]):
            return Column(0, heading, one.entry.kind, one.entry, when, one.entry.unit or unit, scope, aspect)
    scope, aspect = _of(core, words)
    if not aspect and unit not in ("", "%") and words.measured.search(core):
        # 在校学生数（人）: its unit says that it is counted.
        aspect = core
    return Column(0, heading, "level" if aspect else None, None, when, unit, scope, aspect)


def _admits(entry: ColumnHeading, figures: bool, percent: bool) -> bool:
    if entry.kind in ("label", "project", "place", "unit", "attribute"):
        return not figures
    if entry.kind in _WORDS:
        return True
    return figures and entry.percent in (None, percent)


def _time(core: str) -> tuple[str, str]:
    """Take the time off the front of a heading."""
    found = _WHEN.match(core)
    if found:
        return core[found.end() :], f"{found['year']}年{found['part'] or ''}"
    relative = _RELATIVE.match(core)
    if relative and relative.end() < len(core):
        return core[relative.end() :], "back" if relative["back"] else "here"
    return core, ""


def _unit(core: str, words: Words) -> tuple[str, str]:
    """Take unit and notes in brackets, and a % at the end, off a heading."""
    unit = ""

    def taken(found: re.Match[str]) -> str:
        nonlocal unit
        inside = found.group(1)
        if words.is_unit(inside):
            unit = unit or ("%" if inside in words.percent else inside)
            return "±" if found.start() == 0 and "±" in inside else ""
        return "" if words.note.fullmatch(inside) else found.group()

    core = _BRACKETS.sub(taken, core)
    percent = _PERCENT.search(core)
    if percent:
        # Only ± stands before the sign: what grew.
        unit, core = unit or "%", core[: percent.start()] or ("±" if len(percent.group()) > 1 else "")
    return core, unit


def _of(name: str, words: Words) -> tuple[str, str]:
    """Split words into a scope and the name of something measured; the latter is empty where there is none."""
    found = words.scope.match(name)
    scope, rest = (found.group(), name[found.end() :]) if found else ("", name)
    if len(rest) < 2:
        return scope, ""
    known = words.ontology.lookup(rest)
    if (known is not None and known.exact) or words.head.search(rest):
        return scope, rest
    return scope, ""
