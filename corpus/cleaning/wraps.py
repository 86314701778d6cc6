"""Joins sentences that a line end cut."""

from __future__ import annotations

import re
import unicodedata

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "wraps"

_HAN = "\u3400-\u9fff"
# Nothing begins with a closing mark and nothing ends with an opening one.
_MARKS = re.compile(
    r"(?<=[《〈“‘（(【])[ ]*\n+[ ]*(?=\S)|(?<=[^\s。！？!?])[ ]*\n+[ ]*(?=[》〉”’）)，、。；！？])"
)
_HEADING = re.compile(
    r" {2,}|[一二三四五六七八九十]{1,3}[、是要]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]{1,3}|——|各位|同志们"
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
    edits = [Edit(*match.span(), "") for match in _MARKS.finditer(text.text)]
    text, repairs, _ = mended(text, edits, NAME, "line ends inside a sentence dropped")
    text, more, _ = mended(text, _filled(text.text), NAME, "lines filled to one width joined")
    return Outcome(text, repairs + more)


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
    edits = []
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
