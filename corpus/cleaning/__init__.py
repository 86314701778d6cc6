"""Cleaning: an ordered list of repairs, each of which keeps the way back to the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import patterns as knowledge
from corpus.cleaning import (
    characters,
    damage,
    lost_byte,
    masks,
    page_lines,
    pages,
    percent,
    pinyin,
    preview,
    script,
    separators,
    site,
    spacing,
    spun,
    tables,
    width,
    wraps,
)
from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome
from corpus.source import SourceText
from patterns import Patterns
from schemas import Flag, Repair

__all__ = ["REPAIRS", "AlignedText", "CleanText", "Edit", "Outcome", "clean"]


class RepairModule(Protocol):
    """What each module of a repair gives."""

    NAME: str

    def apply(self, text: AlignedText, patterns: Patterns) -> Outcome:
        """Return the text mended, with what was done and what was noticed."""
        ...


# The order matters: characters first, then what was done last to the text, back to what was done first.
REPAIRS: tuple[RepairModule, ...] = (
    characters,
    pages,
    page_lines,
    lost_byte,
    pinyin,
    script,
    site,
    preview,
    wraps,
    spacing,
    width,
    separators,
    tables,
    masks,
    percent,
    spun,
    damage,
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """A cleaned text with the way back to its source.

    Offsets are code points; `repairs` and `flags` hold spans of the source text.
    """

    text: str
    source: SourceText
    map: AlignedText = field(repr=False)
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the source stretch that `text[start:end]` stands for.

        >>> clean("增長(zhǎng)15個(gè)").to_source(2, 5)
        (9, 16)
        """
        return self.map.to_source(start, end)

    def quote(self, start: int, end: int) -> str:
        """Return the source characters that `text[start:end]` stands for."""
        first, last = self.to_source(start, end)
        return self.source.text[first:last]


def clean(text: str | SourceText, patterns: Patterns | None = None) -> CleanText:
    """Mend what can be mended in a text and flag the rest, keeping the way back to every source character.

    Args:
        text: a text, or what a reader gave.
        patterns: the knowledge to use; the built-in one by default.

    Returns:
        The cleaned text with its alignment, the repairs made and the doubts left.

    >>> done = clean("實(shí)際引進(jìn)內(nèi)資２０．９億元")
    >>> done.text, done.quote(6, 12)
    ('实际引进内资20.9亿元', '２０．９億元')
    """
    source = SourceText.from_str(text) if isinstance(text, str) else text
    known = knowledge.load() if patterns is None else patterns
    aligned = AlignedText.of(source.text)
    repairs: list[Repair] = []
    flags: list[Flag] = []
    for repair in REPAIRS:
        aligned, done, noticed = repair.apply(aligned, known)
        repairs.extend(done)
        flags.extend(noticed)
    return CleanText(aligned.text, source, aligned, tuple(repairs), tuple(flags))
