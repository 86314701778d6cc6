"""Drops characters that cannot be seen, and makes line ends and spaces plain."""

from __future__ import annotations

import re

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from corpus.tabular.grid import TAB, tabbed_lines
from patterns import Patterns
from schemas import MAX_LOGGED_SPANS, Repair

NAME = "characters"

# Zero-width and joining marks, direction marks, soft hyphens, byte order marks, and control characters.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f"
_DROPPED = re.compile(f"[{_UNSEEN}{_CONTROL}]+")
_PAGE_BREAK = re.compile(
    f"(?<=[\u4e00-\u9fff，、；,;])[ \u3000]*\n[{_UNSEEN}]+\n[ \u3000]*(?=[\u4e00-\u9fff0-9])"
)
# The form feed is left to the step that knows pages.
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b")
_SPACE = re.compile("[\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_ANY = re.compile(f"[{_UNSEEN}{_CONTROL}\r\x85\u2028\u2029\x0b]")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop unseen characters, turn every line end into a line feed and every kind of space into a plain one.

    A line that holds nothing but unseen characters, in the midst of a sentence, is where a page was broken:
    the sentence is joined again.

    >>> apply(AlignedText.of("全县\\u200b完成\\r\\n"), Patterns()).text.text
    '全县完成\\n'
    """
    repairs: list[Repair] = []
    if _ANY.search(text.text):
        edits = [Edit(*match.span(), "") for match in _PAGE_BREAK.finditer(text.text)]
        text, log, _ = mended(text, edits, NAME, "line break of a page inside a sentence dropped")
        repairs.extend(log)
        edits = [Edit(*match.span(), "") for match in _DROPPED.finditer(text.text)]
        text, log, _ = mended(text, edits, NAME, "characters that cannot be seen dropped")
        repairs.extend(log)
        edits = [Edit(*match.span(), "\n") for match in _LINE_END.finditer(text.text)]
        text, log, _ = mended(text, edits, NAME, "line ends made line feeds")
        repairs.extend(log)
    plain = _plain_spaces(text.text)
    if plain != text.text:
        at = [place for place, (old, new) in enumerate(zip(text.text, plain, strict=True)) if old != new]
        spans = tuple(text.to_source(place, place + 1) for place in at[:MAX_LOGGED_SPANS])
        what = "wide, no-break and tab spaces made plain spaces"
        repairs.append(Repair(name=NAME, what=what, count=len(at), spans=spans))
        text = text.substitute(plain)
    return Outcome(text, tuple(repairs))


def _plain_spaces(text: str) -> str:
    """Make all kinds of spaces plain, but leave the tabs between the cells of a table."""
    text = _SPACE.sub(" ", text)
    if TAB not in text:
        return text
    pieces: list[str] = []
    at = 0
    for run in tabbed_lines(text):
        start, end = run[0][0], run[-1][1]
        pieces += [text[at:start].replace(TAB, " "), text[start:end]]
        at = end
    pieces.append(text[at:].replace(TAB, " "))
    return "".join(pieces)
