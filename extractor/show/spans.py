"""Overlapping stretches of a text, laid out as segments that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text over which the same spans lie: `over` are their indexes, the longest span first."""

    start: int
    end: int
    over: tuple[int, ...] = ()


def segments(spans: Sequence[tuple[int, int]], length: int, cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """Cut a text of `length` characters wherever a span begins or ends, and at `cuts`.

    The segments come in order and together make up the whole text. Within `over` the longest span stands
    first, among equals the one named first. Empty spans lie over nothing.

    Raises:
        ValueError: a span or cut lies outside the text, or a span ends before it starts.

    >>> [(part.start, part.end, part.over) for part in segments([(1, 6), (2, 4), (3, 5)], 7)]
    [(0, 1, ()), (1, 2, (0,)), (2, 3, (0, 1)), (3, 4, (0, 1, 2)), (4, 5, (0, 2)), (5, 6, (0,)), (6, 7, ())]
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    points = {0, length, *cuts}
    for index, (start, end) in enumerate(spans):
        if not 0 <= start <= end <= length:
            raise ValueError(f"span {start}..{end} does not lie within 0..{length}")
        if start < end:
            begins.setdefault(start, []).append(index)
            ends.setdefault(end, []).append(index)
            points |= {start, end}
    if min(points) < 0 or max(points) > length:
        raise ValueError(f"a cut does not lie within 0..{length}")
    ordered = sorted(points)
    active: set[int] = set()
    over: tuple[int, ...] = ()
    for start, end in pairwise(ordered):
        if start in begins or start in ends:
            active.difference_update(ends.get(start, ()))
            active.update(begins.get(start, ()))
            over = tuple(sorted(active, key=lambda index: (spans[index][0] - spans[index][1], index)))
        yield Segment(start, end, over)


def line_ends(text: str) -> list[int]:
    r"""Give where each line of a text ends, its line end included; the last is the end of the text.

    Lines end as readers end them: at a line feed, with or without a carriage return before it, at a carriage
    return alone, and at a form feed.

    >>> line_ends("a\r\nb\n\nc\fd\re")
    [3, 5, 6, 8, 10, 11]
    >>> line_ends("")
    []
    """
    found = [
        at + 1
        for at, character in enumerate(text)
        if character in "\n\f" or (character == "\r" and text[at + 1 : at + 2] != "\n")
    ]
    return found if found[-1:] == [len(text)] or not text else [*found, len(text)]
