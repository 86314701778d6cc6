"""What stands above a table: its name, its time, its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.tabular.words import Words

_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?:度?(?P<part>\d{1,2}[—\-–至~]\d{1,2}月份?|[上下]半年|[一二三四]季度|末))?"
)
_LONGEST = 60
_MOST_LINES = 4
_STOPS = "。；;！!，,、"
_UNIT_PARTS = re.compile(r"[、,，;；]")
# A blank between figures stays: 附表3 2025年 is no table 32025.
_BLANK = re.compile(r"(?<!\d)\s+|\s+(?!\d)")


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's name with its scope, the time it is of, and the unit of its figures."""

    title: str = ""
    name: str = ""
    scope: str = ""
    when: str = ""
    unit: str = ""


def read_caption(lines: Iterable[str], words: Words) -> Caption:
    """Read the lines above a table, the nearest first; a long line or a sentence ends them.

    >>> from corpus.tabular.words import words
    >>> from patterns import load
    >>> caption = read_caption(["单位：万元", "附表3 2025年全市一般公共预算收入完成情况表"], words(load()))
    >>> caption.when, caption.scope, caption.name, caption.unit
    ('2025年', '全市', '一般公共预算收入', '万元')
    """
    title = unit = ""
    for number, line in enumerate(lines):
        line = line.strip()
        if number >= _MOST_LINES or len(line) > _LONGEST or title:
            break
        found = words.unit_line.search(line)
        if found:
            unit = unit or _only_unit(found["unit"], words)
            line = (line[: found.start()] + line[found.end() :]).strip(" （()）")
            if not line:
                continue
        if line.endswith(tuple(_STOPS)):
            break
        if words.title.search(line) or _YEAR.search(line):
            title = line
    return _named(title, unit, words)


def _only_unit(written: str, words: Words) -> str:
    """Return the unit of amounts of a caption (万元、%); of several units none can be given to a figure."""
    parts = [
        part for part in _UNIT_PARTS.split(written.strip("（()）")) if part and part not in words.percent
    ]
    if len(parts) == 1 and words.is_unit(parts[0]):
        return parts[0]
    return "" if parts else "%"


def _named(title: str, unit: str, words: Words) -> Caption:
    name = _BLANK.sub("", title)
    years = {found.group(1): found for found in _YEAR.finditer(name)}
    when = ""
    if len(years) == 1:
        found = next(iter(years.values()))
        when = f"{found.group(1)}年{found['part'] or ''}"
    scope = ""
    changed = True
    while changed and name:
        changed = False
        front = words.title_front.match(name)
        if front and front.end():
            name, changed = name[front.end() :].lstrip(), True
        level = words.scope.match(name)
        if level and level.end() < len(name):
            scope, name, changed = scope or level.group(), name[level.end() :], True
    changed = True
    while changed and name:
        found_end = words.title_end.search(name)
        changed = found_end is not None and found_end.start() < len(name)
        if found_end is not None and changed:
            name = name[: found_end.start()]
    return Caption(title, name, scope, when, unit)
