"""The cleaned text of a document, for checks on words that are no records: announced counts and their lists."""

from __future__ import annotations

import re

from extractor.audit.view import View
from schemas import Figure

_SENTENCE_END = re.compile(r"[。！？\n]")
_LONGEST = 300


class Passages:
    """The text of a document after all repairs, with figures that point back into its source.

    >>> from extractor import extract
    >>> from patterns import load
    >>> passages = Passages(View(extract("他讲了三点意见。"), load()))
    >>> passages.figure("count", 3, 5).quote
    '三点'
    """

    def __init__(self, view: View) -> None:
        self.speech = view.speech
        self.places = view.knowledge.places
        self._clean = view.cleaned
        self.text = self._clean.text

    def figure(self, role: str, start: int, end: int) -> Figure:
        """Return a stretch of the cleaned text as a figure of a finding."""
        first, last = self._clean.to_source(start, end)
        return Figure(
            role=role,
            doc_id=self.speech.doc_id,
            start=first,
            end=last,
            quote=self.speech.text[first:last],
            sentence=self.sentence(start),
            section=self._section(first),
            name=self.text[start:end].strip(),
        )

    def sentence(self, at: int) -> str:
        """Return the sentence around an offset, cut where it is very long."""
        starts = [found.end() for found in _SENTENCE_END.finditer(self.text, max(0, at - _LONGEST), at)]
        found = _SENTENCE_END.search(self.text, at, at + _LONGEST)
        end = found.end() if found else min(len(self.text), at + _LONGEST)
        return self.text[starts[-1] if starts else max(0, at - _LONGEST) : end].strip()

    def _section(self, at: int) -> tuple[str, ...]:
        """The headings over an offset of the source, outermost first, without the title."""
        return tuple(
            section.title
            for section in self.speech.sections
            if section.level > 0 and section.start <= at < section.end
        )
