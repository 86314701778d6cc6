"""Text that keeps the way back to its source through any number of edits."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`; equal offsets insert, an empty `new` deletes."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Runs:
    """Stretches of the text in order: length, source start, source end, and 1 where character i is source i.

    A run that is not one to one belongs as a whole to its source stretch. Source stretches between runs were
    deleted. Starts never fall, and neither do ends.
    """

    lengths: array[int]
    starts: array[int]
    ends: array[int]
    exact: bytearray

    @classmethod
    def empty(cls) -> _Runs:
        return cls(array("q"), array("q"), array("q"), bytearray())

    def add(self, length: int, start: int, end: int, exact: int) -> None:
        if length == 0:
            return
        if exact and self.exact and self.exact[-1] and self.ends[-1] == start:
            self.lengths[-1] += length
            self.ends[-1] = end
            return
        self.lengths.append(length)
        self.starts.append(start)
        self.ends.append(end)
        self.exact.append(exact)


class AlignedText:
    """A text in which every character knows the stretch of the source that it stands for.

    Offsets are code points. Edits give a new `AlignedText`; the source offsets compose, so that any chain of
    edits still leads back to the source. Memory and time grow with the number of edits, not with the length.

    >>> text = AlignedText.of("經(jīng)濟(jì)").edit([Edit(0, 7, "經"), Edit(7, 12, "濟")])
    >>> text.text, text.to_source(1, 2)
    ('經濟', (7, 12))
    """

    __slots__ = ("_offsets", "_runs", "source_length", "text")

    def __init__(self, text: str, runs: _Runs, source_length: int) -> None:
        self.text = text
        self.source_length = source_length
        self._runs = runs
        self._offsets: array[int] = array("q", accumulate(runs.lengths, initial=0))
        if self._offsets[-1] != len(text):
            raise ValueError("the alignment does not cover the text")

    @classmethod
    def of(cls, source: str) -> AlignedText:
        """Return the source itself, aligned one to one."""
        runs = _Runs.empty()
        runs.add(len(source), 0, len(source), 1)
        return cls(source, runs, len(source))

    def __len__(self) -> int:
        """Return the length of the text."""
        return len(self.text)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the tightest source stretch that holds what `text[start:end]` stands for.

        Raises:
            IndexError: the offsets do not lie in the text, or run backwards.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"no such span: {start}..{end} of {len(self.text)}")
        if start == end:
            if start < len(self.text):
                first = self._char(start)[0]
                return first, first
            last = self._char(start - 1)[1] if start else 0
            return last, last
        return self._char(start)[0], self._char(end - 1)[1]

    def _char(self, at: int) -> tuple[int, int]:
        runs = self._runs
        index = bisect_right(self._offsets, at) - 1
        if runs.exact[index]:
            start = runs.starts[index] + at - self._offsets[index]
            return start, start + 1
        return runs.starts[index], runs.ends[index]

    def substitute(self, text: str) -> AlignedText:
        """Return the same alignment over another text of equal length, character for character.

        Raises:
            ValueError: the lengths differ.
        """
        if len(text) != len(self.text):
            raise ValueError("a substitution keeps the length")
        return AlignedText(text, self._runs, self.source_length)

    def edit(self, edits: Iterable[Edit | tuple[int, int, str]]) -> AlignedText:
        """Apply edits, given in order of their offsets into this text and without overlap.

        A replacement as long as what it replaces is aligned character for character; any other belongs as a
        whole to the source of what it replaces; an insertion has an empty source stretch where it stands.

        Raises:
            ValueError: the edits overlap, are out of order or lie outside the text.
        """
        pieces: list[str] = []
        runs = _Runs.empty()
        at = 0
        changed = False
        for start, end, new in edits:
            if not at <= start <= end <= len(self.text):
                raise ValueError(f"edit out of order or outside the text: {start}..{end}")
            if at < start:
                pieces.append(self.text[at:start])
                self._copy(at, start, runs)
            if new:
                pieces.append(new)
                if len(new) == end - start:
                    self._copy(start, end, runs)
                else:
                    runs.add(
                        len(new), *(self.to_source(start, end) if start < end else self._between(start)), 0
                    )
            at = end
            changed = True
        if not changed:
            return self
        pieces.append(self.text[at:])
        self._copy(at, len(self.text), runs)
        return AlignedText("".join(pieces), runs, self.source_length)

    def _between(self, at: int) -> tuple[int, int]:
        """Return the source of what is inserted: empty, or what the characters on both sides share."""
        if at == len(self.text):
            return self.to_source(at, at)
        following = self._char(at)[0]
        return following, max(following, self._char(at - 1)[1] if at else 0)

    def _copy(self, start: int, end: int, into: _Runs) -> None:
        """Copy the runs of `text[start:end]`, the first and last of them cut to fit."""
        if start >= end:
            return
        mine = self._runs
        first = bisect_right(self._offsets, start) - 1
        last = bisect_right(self._offsets, end - 1) - 1
        for index in (first, last) if last > first else (first,):
            if index == last and last - first > 1:
                into.lengths.extend(mine.lengths[first + 1 : last])
                into.starts.extend(mine.starts[first + 1 : last])
                into.ends.extend(mine.ends[first + 1 : last])
                into.exact.extend(mine.exact[first + 1 : last])
            offset = self._offsets[index]
            left = max(start, offset) - offset
            right = min(end, self._offsets[index + 1]) - offset
            if mine.exact[index]:
                into.add(right - left, mine.starts[index] + left, mine.starts[index] + right, 1)
            else:
                into.add(right - left, mine.starts[index], mine.ends[index], 0)
