"""What a repair gives back, and how its log entries are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.cleaning.alignment import AlignedText, Edit
from schemas import MAX_LOGGED_SPANS, Flag, Repair


class Outcome(NamedTuple):
    """The text after a repair, what was mended, and what was only noticed."""

    text: AlignedText
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()


def mended(text: AlignedText, edits: Sequence[Edit], name: str, what: str) -> Outcome:
    """Apply edits and log them under one name; without edits the text goes through as it is.

    >>> mended(AlignedText.of("a b"), [Edit(1, 2, "")], "spaces", "space dropped").repairs[0].count
    1
    """
    if not edits:
        return Outcome(text)
    spans = tuple(text.to_source(edit.start, edit.end) for edit in edits[:MAX_LOGGED_SPANS])
    repair = Repair(name=name, what=what, count=len(edits), spans=spans)
    return Outcome(text.edit(edits), (repair,))


def flagged(text: AlignedText, spans: Sequence[tuple[int, int]], name: str, what: str) -> tuple[Flag, ...]:
    """Return a flag over stretches of the text, or none where there are no stretches."""
    if not spans:
        return ()
    logged = tuple(text.to_source(start, end) for start, end in spans[:MAX_LOGGED_SPANS])
    return (Flag(name=name, what=what, count=len(spans), spans=logged),)
