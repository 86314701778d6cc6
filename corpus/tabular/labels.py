"""What a row is about: its label, completed by the rows above it and by the table's caption."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.tabular.caption import Caption
from corpus.tabular.words import Words

_BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\s{2,}")
_UNIT = re.compile(r"\s*[（(](?:单位[:：])?([^（()）]{1,12})[)）]\s*$")
_ACCOUNT_SIDE = re.compile(r"(?:收支|收入|支出)$")
_ACCOUNT = re.compile(r"(?<=预算)(?:收入|支出)$|(?<=资本经营)(?:收入|支出)$|(?<=基金)(?:收入|支出)$")
_SIDES = ("收入", "支出")


@dataclass(frozen=True, slots=True)
class Label:
    """The name in a label cell: `core` where it stands (offsets into the cell), its unit, and what it is.

    `name` is the core without blanks; `part` says that the row is part of the row above; `total` that it stands
    for the whole that the caption names; `tail` is what is lent to it by a row above.
    """

    start: int
    end: int
    name: str
    unit: str = ""
    part: bool = False
    total: bool = False


def read_label(text: str, words: Words) -> Label:
    """Cut numbering, 其中 and the unit in brackets off a label.

    >>> from corpus.tabular.words import words
    >>> from patterns import load
    >>> label = read_label("（一）税收收入（万元）", words(load()))
    >>> label.name, label.unit
    ('税收收入', '万元')
    """
    start, end = 0, len(text)
    part = False
    while True:
        found = words.numbering.match(text, start) or words.part.match(text, start)
        if found is None or found.end() >= end or found.end() == start:
            break
        part = part or words.part.match(text, start) is not None
        start = found.end()
        while start < end and text[start].isspace():
            start += 1
    unit = ""
    bracket = _UNIT.search(text, start, end)
    if bracket and bracket.start() > start and words.is_unit(bracket.group(1)):
        unit = "%" if bracket.group(1) in words.percent else bracket.group(1)
        end = bracket.start()
    name = _BLANK.sub("", text[start:end])
    return Label(start, end, name, unit, part, words.total.fullmatch(name) is not None)


class Names:
    """Names the rows of one table from the top down: each row may lend its head to those below it.

    `heading` is that of the column that names the rows.
    """

    def __init__(self, caption: Caption, heading: str, words: Words) -> None:
        sides = [side for side in _SIDES if side in heading]
        if len(sides) == 1 and _ACCOUNT_SIDE.search(caption.name):
            # 收入项目 and 支出项目 stand side by side under the title of 收支.
            caption = replace(caption, name=_ACCOUNT_SIDE.sub("", caption.name) + sides[0])
        self.caption = caption
        self.words = words
        self._owner = caption.name
        self._owner_unit: str | None = None
        self._of_caption = True

    def total(self, aspect: str) -> str:
        """Return the name of a row of totals under a heading that may name an aspect; empty where none is known."""
        name = self.caption.name
        if aspect in _SIDES and name:
            return _ACCOUNT_SIDE.sub("", name) + aspect
        if aspect:
            return aspect
        return name if self.words.measured.search(name) or self._known(name) else ""

    def of_account(self, name: str) -> str:
        """Return what stands before a sum of the whole account (收入总计): the account."""
        if name in self.words.account_totals:
            return _ACCOUNT_SIDE.sub("", self.caption.name)
        return ""

    def completed(self, label: Label, unit: str) -> tuple[str, str]:
        """Return what the caption or a row above lends to a label: words before it and words behind it."""
        words, name = self.words, label.name
        side = _ACCOUNT.search(self.caption.name)
        if side and not label.total:
            tail = "" if name.endswith(words.account_ends) else side.group()
            other = words.other_account.match(self.caption.name)
            spent = side.group() == "支出" or name.startswith("其他")
            lead = other.group() if other and spent and not words.account_word.search(name) else ""
            return lead, tail
        if label.total:
            self._own(self.total(""), unit)
            return "", ""
        if words.measured.search(name):
            self._own(name, unit)
            return "", ""
        if self._of_caption and words.lent.search(self._owner):
            return "", self._head(self._owner)
        if self._known(name) or self._owner_unit != unit:
            return "", ""
        return "", self._head(self._owner)

    def _own(self, name: str, unit: str) -> None:
        if words_end := self.words.lent.search(name):
            self._owner, self._owner_unit = name, unit
            self._of_caption = words_end is not None and name == self.caption.name
        else:
            self._owner_unit = None if self._of_caption else "?"

    def _head(self, name: str) -> str:
        scope = self.words.scope.match(name)
        name = name[scope.end() :] if scope else name
        if name.endswith(self.words.lent_whole):
            return name
        found = self.words.lent.search(name)
        return found.group() if found else ""

    def _known(self, name: str) -> bool:
        found = self.words.ontology.lookup(name) if name else None
        return found is not None and found.exact
