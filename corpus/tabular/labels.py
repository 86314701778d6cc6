"""What a row is about: its label, completed by the rows above it and by the table's caption."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.tabular.caption import Caption
from corpus.tabular.words import Words

_BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\s{2,}")
_UNIT = re.compile(r"\s*[（(](?:单位[:：])?([^（()）]{1,12})[)）]\s*$")
_ACCOUNT_SIDE = re.compile(r"(?:收支|收入|支出)$")
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
    """Names the rows of one table from the top down: each row may lend its head to those below it."""

    def __init__(self, caption: Caption, words: Words) -> None:
        self.caption = caption
        self.words = words
        self._owner = caption.name
        self._owner_unit: str | None = None

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

    def lent(self, label: Label, unit: str) -> str:
        """Return the head that a row above, or the caption, lends to a label that names nothing measured."""
        if label.total or self._measured(label.name):
            name = self.total("") if label.total else label.name
            if name:
                self._owner, self._owner_unit = name, unit
            return ""
        if self._owner_unit not in (None, unit) or not self._owner:
            return ""
        return self._head(self._owner)

    def _head(self, name: str) -> str:
        scope = self.words.scope.match(name)
        name = name[scope.end() :] if scope else name
        if name.endswith(self.words.lent_whole):
            return name
        found = self.words.head.search(name)
        return found.group() if found else ""

    def _measured(self, name: str) -> bool:
        return self.words.measured.search(name) is not None or self._known(name)

    def _known(self, name: str) -> bool:
        found = self.words.ontology.lookup(name) if name else None
        return found is not None and found.exact
