"""Joins the pieces into which a document site cuts its preview."""

from __future__ import annotations

import re
from statistics import median

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "preview"

_PIECE = re.compile(r"^ ?(\d{1,3})、[ \t]?", re.MULTILINE)
_ENDED = re.compile(r"[。！？!?:：；;”》]\s*$")
_LEAST = 3
# Pieces are cut to one length, give or take what the cutter does at spaces and markup.
_SPREAD = 0.12
_SHORTEST = 80
_PARAGRAPH = re.compile(r"(?<=[。！？：:”]) +(?=\S)|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop the numbers and line ends that a preview put between its pieces, so that sentences run through.

    Pieces are lines numbered 1、2、3、… without a gap, of about the same length, most of them broken off in
    the midst of a sentence. A space after the end of a sentence stands for the line end that the preview
    dropped.

    >>> line = "完成各项目标任务" * 12
    >>> text = f"1、{line}\\n2、{line}\\n3、{line}\\n4、{line}"
    >>> apply(AlignedText.of(text), Patterns()).text.text == line * 4
    True
    """
    pieces = _pieces(text.text)
    if not pieces:
        return Outcome(text)
    edits = []
    for index, (start, body, _) in enumerate(pieces):
        from_here = start if index == 0 else pieces[index - 1][2]
        edits.append(Edit(from_here, body, ""))
    region_end = pieces[-1][2]
    starts = {edit.end for edit in edits}
    gaps = [
        Edit(*match.span(), "\n")
        for match in _PARAGRAPH.finditer(text.text, pieces[0][1], region_end)
        if match.end() not in starts
    ]
    _, repairs, _ = mended(text, edits, NAME, "cuts of a document preview joined")
    _, more, _ = mended(text, gaps, NAME, "spaces that stand for line ends made line ends")
    return Outcome(text.edit(sorted(edits + gaps)), repairs + more)


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """Return start of line, start of body and end of line of each piece, or nothing."""
    found: list[tuple[int, int, int]] = []
    for match in _PIECE.finditer(text):
        number = int(match.group(1))
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if number == len(found) + 1 and (not found or found[-1][2] + 1 == match.start()):
            found.append((match.start(), match.end(), end))
        elif len(found) >= _LEAST and _cut(text, found):
            return found
        else:
            found = [(match.start(), match.end(), end)] if number == 1 else []
    return found if len(found) >= _LEAST and _cut(text, found) else []


def _cut(text: str, pieces: list[tuple[int, int, int]]) -> bool:
    lengths = [end - start for start, _, end in pieces]
    middle = median(lengths[:-1])
    if middle < _SHORTEST:
        return False
    # The first piece may lack what the site took out of it, and the last is what was left.
    even = sum(abs(length - middle) <= middle * _SPREAD for length in lengths[1:-1])
    broken = sum(not _ENDED.search(text[start:end]) for start, _, end in pieces[:-1])
    return even * 3 >= (len(pieces) - 2) * 2 and broken * 2 > len(pieces) - 1
