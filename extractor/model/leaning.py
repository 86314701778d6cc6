"""Whether the words of a sentence, its paragraph and the whole document look back or ahead."""

from __future__ import annotations

from corpus.structure.cues import compiled
from corpus.structure.model import Sentence, Structure
from extractor.claims.cues import cues
from extractor.claims.words import tagged
from patterns import Patterns

_MOST = 6000
_CLEAR = 0.35
_LAID = 0.67


class Leanings:
    """Counts the cue words of looking back and planning, once for each stretch.

    >>> from corpus.structure import find_structure
    >>> from patterns import load
    >>> text = "力争全年增长8%。确保粮食稳产，要抓好春耕。"
    >>> structure = find_structure(text, load())
    >>> Leanings(text, structure, load()).of(structure.sentences[0])
    ('plan!', 'plan!', 'plan!', 'none', 'none')
    """

    def __init__(self, text: str, structure: Structure, knowledge: Patterns) -> None:
        self._text = text
        self._finder = compiled(knowledge).roles
        self._bounds: dict[int, tuple[int, int]] = {}
        for sentence in structure.sentences:
            start, _ = self._bounds.get(sentence.paragraph, (sentence.start, 0))
            self._bounds[sentence.paragraph] = (start, sentence.end)
        self._paragraphs: dict[int, str] = {}
        self._sentences: dict[int, str] = {}
        self._document = ""
        self._cues = cues(knowledge)
        self._budgets: dict[int, str] = {}
        self._budget = ""
        self._cut_at = -1
        self._cut: list[tuple[int, str]] = []

    def of(self, sentence: Sentence) -> tuple[str, str, str, str, str]:
        """Return what the sentence, its paragraph and the document lean to; a `!` where they do so clearly.

        Then, of the paragraph and the document, whether a budget is laid down there or was carried out.
        """
        if sentence.start not in self._sentences:
            self._sentences[sentence.start] = self._lean(sentence.start, sentence.end)
        if sentence.paragraph not in self._paragraphs:
            self._paragraphs[sentence.paragraph] = self._lean(*self._bounds[sentence.paragraph])
        self._document = self._document or self._lean(0, len(self._text))
        if sentence.paragraph not in self._budgets:
            self._budgets[sentence.paragraph] = self._account(*self._bounds[sentence.paragraph])
        self._budget = self._budget or self._account(0, len(self._text))
        return (
            self._sentences[sentence.start],
            self._paragraphs[sentence.paragraph],
            self._document,
            self._budgets[sentence.paragraph],
            self._budget,
        )

    def words(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Return the first words of a sentence with their offsets in it; cut once for all its figures."""
        if sentence.start != self._cut_at:
            self._cut_at = sentence.start
            stretch = self._text[sentence.start : min(sentence.end, sentence.start + _MOST)]
            self._cut = [(offset, word) for offset, word, _ in tagged(stretch)]
        return self._cut

    def _account(self, start: int, end: int) -> str:
        end = min(end, start + _MOST)
        laid = sum(1 for _ in self._cues.allotting.finditer(self._text, start, end))
        done = sum(1 for _ in self._cues.executing.finditer(self._text, start, end))
        if laid + done == 0:
            return "none"
        part = laid / (laid + done)
        return "laid" if part > _LAID else "both" if part > 1 - _LAID else "done"

    def _lean(self, start: int, end: int) -> str:
        vote = self._finder.vote(self._text, start, min(end, start + _MOST))
        return f"{vote.role}{'!' if vote.margin > _CLEAR else ''}"
