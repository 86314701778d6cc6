"""Writes a sentence over a row: what is kept of it keeps its place, words are put between."""

from __future__ import annotations

import re

from corpus.cleaning.alignment import Edit

_BLANK = re.compile(r"\s+")
_BETWEEN_HANZI = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


class Writer:
    """Collects the edits that turn the rows of tables into lines of prose, from the front to the back.

    Words that belong to what stands before them (a unit) are put right behind it, words that belong to what
    comes (the meaning of a heading) right before it; so the source of a figure is its cell and no more.
    """

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self._at = 0
        self._open = False
        self._line_end = 0
        self._behind: list[str] = []
        self._ahead: list[str] = []

    def line(self, at: int, joint: str = "") -> None:
        """Begin a line; one with a `joint` goes on with the sentence before it."""
        if self._open and joint:
            self._behind.append(joint)
            self._flush(at)
            self._at = at
            self._open = False
        else:
            self.finish()
            self._at = at

    def stop(self, at: int) -> None:
        """End a sentence, and drop what is left of its line."""
        self._open, self._line_end = True, at

    def finish(self) -> None:
        """Put the stop behind a sentence that is still open."""
        if self._open:
            self._open = False
            self._behind.append("。")
            self.end(self._line_end)

    def behind(self, words: str) -> None:
        """Put words behind what was kept last."""
        self._behind.append(words)

    def ahead(self, words: str) -> None:
        """Put words before what is kept next."""
        self._ahead.append(words)

    def say(self, words: str, close: bool) -> None:
        """Put the words for a figure before it; `close`, words that can be no part of it, close to the name."""
        (self._behind if close and not self._ahead else self._ahead).append(words)

    def keep(self, start: int, end: int, text: str = "", closed_up: bool = False) -> None:
        """Keep a stretch and drop what stands before it; `closed_up` drops blanks between Chinese characters.

        `text` is that stretch, for `closed_up`.
        """
        self._flush(start)
        if closed_up:
            for gap in _BETWEEN_HANZI.finditer(text):
                self._edit(start + gap.start(), start + gap.end(), "")
        self._at = end

    def replace(self, start: int, end: int, words: str) -> None:
        """Put words in the place of a stretch; they stand for it."""
        self._flush(start)
        self._edit(start, end, words)
        self._at = end

    def end(self, at: int) -> None:
        """Drop what is left up to an offset."""
        self._flush(at)
        self._at = at

    def _flush(self, start: int) -> None:
        self._edit(self._at, self._at, "".join(self._behind))
        self._edit(self._at, start, "")
        self._edit(start, start, "".join(self._ahead))
        self._behind.clear()
        self._ahead.clear()

    def _edit(self, start: int, end: int, new: str) -> None:
        if start < end or new:
            self.edits.append(Edit(start, end, new))
