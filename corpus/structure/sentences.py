"""Cuts a text into paragraphs, sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Brackets and quotation marks that close soon are passed over whole: nothing inside them ends anything.
_EVENT = re.compile(
    r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)|《[^《》\n]{0,80}》|“[^“”\n]{0,160}”|「[^「」\n]{0,160}」"
    r"|[。！？!?…]+[”’」』）)》]*|\n+|[，；：]|,|;|:"
)
_SPACE = re.compile(r"[\s\u3000]*")
# No sentence that was meant as one is half as long; what has no stops must not be read as one, each figure with all.
_LONGEST = 2000
_PAUSES = "、 \u3000\t"
_ENDS = frozenset("。！？!?")
_CLAUSE_MARKS = frozenset("，；：")


class RawSentence(NamedTuple):
    """A sentence with its paragraph's number and its clauses; the last clause holds the end mark."""

    start: int
    end: int
    paragraph: int
    clauses: tuple[tuple[int, int], ...]


def split_sentences(text: str) -> Iterator[RawSentence]:
    r"""Give the sentences of a text in order.

    A sentence ends at 。！？ (also ! and ?) or with its paragraph; a paragraph is a line. Clauses are parted
    by ，；： and by , ; : where these do not stand between digits; the mark belongs to neither clause.
    Nothing is parted inside brackets, book-title marks or quotation marks that close within 80 or 160
    characters. What has no end within 2,000 characters is cut between clauses, or at a pause.

    >>> text = "收入1,200万元,增长3%（含A区,下同）。完成。\n下一步："
    >>> [[text[a:b] for a, b in s.clauses] for s in split_sentences(text)]
    [['收入1,200万元', '增长3%（含A区,下同）。'], ['完成。'], ['下一步']]
    """
    paragraph = 0
    skip = _SPACE.match
    first = skip(text)
    start = clause = first.end() if first else 0
    clauses: list[tuple[int, int]] = []
    length = len(text)
    for event in _EVENT.finditer(text, start):
        at, end = event.span()
        if at < start:
            # Line ends and spaces before the first character of a paragraph.
            continue
        mark = text[at]
        if mark in _CLAUSE_MARKS or mark in ",;:":
            # 1,200, 9:30 and 10.9：37.6：51.5 stay whole; a full-width comma or semicolon always parts.
            if mark in ",;:：" and _between_digits(text, at, end, length):
                continue
            if at > clause:
                clauses.append((clause, at))
            clause = end
        elif mark in _ENDS or mark == "\n" or (mark == "…" and text[end - 1] in "。！？"):
            stop = at if mark == "\n" else end
            if sentence := _sentence(text, start, stop, clause, clauses, paragraph):
                yield from _bounded(text, sentence)
            clauses = []
            following = skip(text, end)
            start = clause = following.end() if following else end
            if mark == "\n" or "\n" in text[end:start]:
                paragraph += 1
    if sentence := _sentence(text, start, length, clause, clauses, paragraph):
        yield from _bounded(text, sentence)


def _sentence(
    text: str, start: int, stop: int, clause: int, clauses: list[tuple[int, int]], paragraph: int
) -> RawSentence | None:
    """Return a sentence with its last clause, or None where only marks and spaces stand."""
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > clause:
        clauses.append((clause, stop))
    return RawSentence(start, stop, paragraph, tuple(clauses)) if clauses else None


def _bounded(text: str, sentence: RawSentence) -> Iterator[RawSentence]:
    if sentence.end - sentence.start <= _LONGEST:
        yield sentence
        return
    together: list[tuple[int, int]] = []
    for start, end in (piece for clause in sentence.clauses for piece in _pieces(text, *clause)):
        if together and end - together[0][0] > _LONGEST:
            yield RawSentence(together[0][0], together[-1][1], sentence.paragraph, tuple(together))
            together = []
        together.append((start, end))
    yield RawSentence(together[0][0], together[-1][1], sentence.paragraph, tuple(together))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        most = start + _LONGEST
        stop = max(text.rfind(mark, start + _LONGEST // 2, most) for mark in _PAUSES) + 1 or most
        yield start, stop
        start = stop
    yield start, end


def _between_digits(text: str, at: int, end: int, length: int) -> bool:
    return at > 0 and end < length and text[at - 1].isdigit() and text[end].isdigit()
