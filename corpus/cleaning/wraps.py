"""Joins sentences that a line end cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "wraps"

# Nothing ends with an opening mark, and nothing begins with a closing one.
_OPENED = re.compile(r"[《〈“‘（(【]( *+\n++ *+)(?=\S)")
# The first line end of a run alone begins a match, and the run is never given back: long runs stay cheap.
_CLOSED = re.compile(r"(?<!\n)\n++ *+(?=[》〉”’）)，、。；！？])")
# A break inside parentheses that close on the next line, and a single character left on a line.
_INSIDE = re.compile(r"[（(][^（()）\n。]{0,40}(\n)(?=[^（()）\n。]{0,40}[）)])")
_ALONE = re.compile(r"\n(?=[\u3400-\u9fff]\n)(?<=[\u3400-\u9fff].)", re.DOTALL)
_NUMERAL = "一二三四五六七八九十"
_HEADING = re.compile(
    rf" {{2,}}|[{_NUMERAL}]{{1,3}}[、是要]|[(（][{_NUMERAL}\d]{{1,3}}[)）]|\d{{1,2}}[、.．](?!\d)"
    rf"|第[{_NUMERAL}]{{1,3}}|——|各位|同志们"
)
_SENTENCE_END = re.compile(r"[。！？!?：:；;”’）)》】…]\s*$")
_LEAST_LINES = 8
_MOST_WIDTH = 160
_LEAST_WIDTH = 40


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Join lines broken inside 《…》 or before a closing mark, and lines that were filled up to one width.

    >>> apply(AlignedText.of("实施《\\n新区规划纲要\\n》。\\n二、"), Patterns()).text.text
    '实施《新区规划纲要》。\\n二、'
    """
    if "\n" not in text.text:
        return Outcome(text)
    spans = {match.span(1) for match in _OPENED.finditer(text.text)}
    spans.update(_before_closing(text.text))
    text, marks, _ = mended(text, _edits(spans), NAME, "line ends inside a sentence dropped")
    spans = {match.span(1) for match in _INSIDE.finditer(text.text)}
    spans.update(match.span() for match in _ALONE.finditer(text.text))
    text, inside, _ = mended(text, _edits(spans), NAME, "line ends inside a word or parentheses dropped")
    text, filled, _ = mended(text, _filled(text.text), NAME, "lines filled to one width joined")
    return Outcome(text, marks + inside + filled)


def _before_closing(text: str) -> Iterator[tuple[int, int]]:
    for match in _CLOSED.finditer(text):
        start = match.start()
        while start and text[start - 1] == " ":
            start -= 1
        if start and text[start - 1] not in "\n。！？!?":
            yield start, match.end()


def _edits(spans: set[tuple[int, int]]) -> list[Edit]:
    edits: list[Edit] = []
    for start, end in sorted(spans):
        if not edits or start >= edits[-1].end:
            edits.append(Edit(start, end, ""))
    return edits


def _filled(text: str) -> list[Edit]:
    """Return the line ends to drop in a text whose lines were all broken at one width."""
    lines = text.split("\n")
    written = [line for line in lines if line.strip()]
    if len(written) < _LEAST_LINES or max(map(len, written)) > _MOST_WIDTH:
        return []
    widths = [_width(line) for line in lines]
    ordered = sorted(width for width in widths if width)
    full = ordered[len(ordered) * 9 // 10]
    if not _LEAST_WIDTH <= full <= _MOST_WIDTH:
        return []
    # The ragged edge: a character, a mark that may not begin a line, or a figure carried over.
    edge = full - 8
    if sum(width >= edge for width in ordered) * 2 < len(ordered):
        return []
    edits: list[Edit] = []
    at = 0
    for index, line in enumerate(lines[:-1]):
        end = at + len(line)
        following = lines[index + 1]
        if (
            widths[index] >= edge
            and following.strip()
            and not _HEADING.match(following)
            and not (_SENTENCE_END.search(line) and widths[index] < full - 2)
        ):
            skip = len(following) - len(following.lstrip())
            edits.append(Edit(end - (len(line) - len(line.rstrip())), end + 1 + skip, ""))
        at = end + 1
    return edits


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.rstrip())
