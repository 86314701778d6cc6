"""The sentences that a finding rests on, with the places of its figures in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from schemas import Speech
    from schemas.findings import Figure, Finding

# No ASCII sign ends a sentence: where a byte was lost, a question mark stands within one.
_STOP: Final = re.compile(r"[。！？\r\n\f]")
_FURTHEST: Final = 240


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure in an excerpt: from where to where, and its place in `Finding.figures`."""

    start: int
    end: int
    figure: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document around figures.

    `start` is where it begins in the source, None where the words are those of the record and not of the source;
    `read_as` is the sentence as it was read where that differs from the source.
    """

    doc_id: str
    text: str
    start: int | None
    marks: tuple[Mark, ...]
    section: tuple[str, ...] = ()
    read_as: str = ""


def excerpts(finding: Finding, speeches: Mapping[str, Speech]) -> list[Excerpt]:
    """Give the sentences of a finding, each once, document after document as its figures name them.

    >>> from schemas.findings import Figure, Finding
    >>> sentence = "引进内资3亿元，完成计划的120%。"
    >>> said = [("3亿元", 4), ("120%", 14)]
    >>> figures = [
    ...     Figure(role="r", doc_id="d", start=at, end=at + len(quote), quote=quote, sentence=sentence)
    ...     for quote, at in said
    ... ]
    >>> finding = Finding(id="1", check="completion", verdict="consistent", strength="same_sentence", figures=figures)
    >>> [(mark.start, mark.end) for mark in excerpts(finding, {})[0].marks]
    [(4, 7), (13, 17)]
    """
    by_document: dict[str, list[int]] = {}
    for index, figure in enumerate(finding.figures):
        by_document.setdefault(figure.doc_id, []).append(index)
    found: list[Excerpt] = []
    for doc_id, indexes in by_document.items():
        speech = speeches.get(doc_id)
        text = speech.text if speech else ""
        in_source = [i for i in indexes if _stands(finding.figures[i], text)]
        found += _from_source(finding.figures, in_source, text)
        found += _from_sentences(finding.figures, [i for i in indexes if i not in set(in_source)])
    return found


def _stands(figure: Figure, text: str) -> bool:
    return figure.end > figure.start and text[figure.start : figure.end] == figure.quote


def _from_source(figures: Sequence[Figure], indexes: Sequence[int], text: str) -> list[Excerpt]:
    ordered = sorted(indexes, key=lambda index: (figures[index].start, figures[index].end))
    windows: list[tuple[int, int, list[int]]] = []
    for index in ordered:
        start, end = _around(figures[index], text)
        first, last, inside = windows[-1] if windows else (0, 0, [])
        if inside and (start < last or _same_sentence(figures[inside[-1]], figures[index])):
            windows[-1] = (first, max(last, end), [*inside, index])
        else:
            windows.append((start, end, [index]))
    return [_window(figures, text, *window) for window in windows]


def _same_sentence(one: Figure, two: Figure) -> bool:
    """Tell whether two figures were read in one sentence, though the source may have breaks in it."""
    return bool(one.sentence) and one.sentence == two.sentence and two.start - one.end < 2 * len(one.sentence)


def _window(figures: Sequence[Figure], text: str, start: int, end: int, indexes: list[int]) -> Excerpt:
    words = text[start:end]
    marks = tuple(Mark(figures[i].start - start, figures[i].end - start, i) for i in indexes)
    first = figures[indexes[0]]
    sentences = dict.fromkeys(figures[i].sentence for i in indexes if figures[i].sentence)
    other = [sentence for sentence in sentences if _bare(sentence) not in _bare(words)]
    return Excerpt(first.doc_id, words, start, marks, first.section, " ".join(other))


def _around(figure: Figure, text: str) -> tuple[int, int]:
    """Give where the sentence of a figure begins and ends in the source."""
    size = len(figure.sentence)
    earliest = max(0, figure.end - size)
    at = text.find(figure.sentence, earliest, figure.start + size) if size else -1
    if 0 <= at <= figure.start and figure.end <= at + size:
        return at, at + size
    start = max(0, figure.start - _FURTHEST)
    before = [found.end() for found in _STOP.finditer(text, start, figure.start)]
    start = before[-1] if before else start
    furthest = min(len(text), figure.end + _FURTHEST)
    stop = _STOP.search(text, figure.end, furthest)
    end = stop.end() if stop else furthest
    inner = text[start:end]
    lead, trail = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    return min(start + lead, figure.start), max(end - trail, figure.end)


def _from_sentences(figures: Sequence[Figure], indexes: Sequence[int]) -> list[Excerpt]:
    by_sentence: dict[str, list[int]] = {}
    for index in indexes:
        by_sentence.setdefault(figures[index].sentence or figures[index].quote, []).append(index)
    found = []
    for sentence, inside in by_sentence.items():
        marks, at = [], 0
        for index in sorted(inside, key=lambda i: (figures[i].start, figures[i].end)):
            quote = figures[index].quote
            start = sentence.find(quote, at) if quote else -1
            if start >= 0:
                at = start + len(quote)
                marks.append(Mark(start, at, index))
        first = figures[inside[0]]
        found.append(Excerpt(first.doc_id, sentence, None, tuple(marks), first.section))
    return found


def _bare(words: str) -> str:
    return "".join(words.split())
