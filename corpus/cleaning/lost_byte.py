"""Finds a byte that GBK text lost, and reads the characters after it again.

A GBK character is two bytes. Where one byte is lost, decoding goes on a byte off until the next ASCII byte,
and every character in between is wrong (規模空前的 → ?涨暗). The bytes of those characters are still there:
read one byte off again they give the text back. The repair lays all ways to read a stretch into one graph (as
it stands, or one byte off from here to there, with the lost byte unknown) and takes the likeliest by word
frequencies. The stretch changes only where the words of another reading are far likelier than what stands.

What happened to the text on its way is allowed for:
- the lost byte may have left a `?` or U+FFFD, or nothing;
- a pair of bytes that is no character may have been dropped, or left such a mark;
- full-width punctuation may have become ASCII afterwards, so `?` and `,` may be the two bytes of `？`, `，`;
- pinyin in parentheses ends a stretch, being ASCII, and names the character before it;
- pinyin was put in byte by byte, so that the second byte of one character and the first of the next were
  taken for a third, whose pinyin then parts them: 當等 → 當(dāng)?shù)…, the bytes between being those of 數.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.byte_graph import Graph, Token, may_begin, tokens_of
from corpus.cleaning.byte_paths import misread
from corpus.cleaning.outcome import Outcome, flagged, mended
from corpus.cleaning.script import is_traditional, simplify_chars
from corpus.hanzi import gb2312_level1
from patterns import Patterns

NAME = "lost_byte"

_HAN = "\u3400-\u9fff"
_BEFORE = 24
_LONGEST = 400
# Windows grow together up to here: the ways through one are sought, and remembered, all at once.
_WIDEST = 480
# So many marks in a row hide a figure or a name, or fill a line; a lost byte leaves one or two.
_RUN = 8
# The places at which a loss is tried in one text. Each costs some milliseconds.
_LEAST_TRIES = 500
_CHARACTERS_A_TRY = 20
_AROUND = 6


@lru_cache(maxsize=1)
def _suspicious() -> re.Pattern[str]:
    """Match what damage leaves: marks, rare characters together, lone letters, other scripts."""
    rare = f"[^\x00-\u33ff\ua000-\uffff{gb2312_level1()}]"
    return re.compile(
        rf"(?<![\ufffd?]{{{_RUN}}})[\ufffd?](?![\ufffd?]{{{_RUN}}})(?=[^\s”’」])|{rare}[^\n]{{0,2}}?{rare}|[\ue000-\uf8ff]"
        rf"|[@\[-~](?=[{_HAN}(（,，。、;；])(?<=[{_HAN}].)"
        rf"|[\u0391-\u045f\u2460-\u25a0\u3041-\u3126](?=[{_HAN}])(?<=[{_HAN}].)"
    )


@lru_cache(maxsize=8)
def _uncommon(patterns: Patterns) -> re.Pattern[str]:
    """Match two of the less frequent characters close together; for texts known to be damaged."""
    other = f"[^\x00-\u33ff\ua000-\uffff{patterns.repairs.frequent_hanzi}]"
    return re.compile(rf"{other}[^\n]?{other}|{_suspicious().pattern}")


@lru_cache(maxsize=8)
def _simplified_only(patterns: Patterns) -> re.Pattern[str]:
    """Match a frequent simplified character that traditional text does not have."""
    old, new = patterns.repairs.frequent_traditional, simplify_chars(patterns.repairs.frequent_traditional)
    both = frozenset("后里台干余于准几了")
    return re.compile(f"[{''.join(sorted(set(new) - set(old) - both))}]")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Read again what stands a byte off, where that gives far likelier words.

    >>> apply(AlignedText.of("加強信息服務??h財政要設立基金"), Patterns()).text.text
    '加強信息服務。縣財政要設立基金'
    """
    content = text.text
    traditional = is_traditional(content, patterns)
    looked_at = simplify_chars(content) if traditional else content
    known = frozenset(patterns.repairs.rare_pairs.split())
    found = [match.span() for match in _suspicious().finditer(looked_at) if match.group() not in known]
    if traditional:
        found += [match.span() for match in _simplified_only(patterns).finditer(content)]
    mender = _Mender(content, traditional)
    edits, left = mender.mend(sorted(found))
    if edits and not left:
        # Bytes were lost here: the whole text deserves a closer look.
        found += [match.span() for match in _uncommon(patterns).finditer(looked_at)]
        closer, unseen = mender.mend(sorted(found))
        edits = closer + [edit for edit in edits if unseen and edit.start >= unseen[0][0]]
    done = mended(text, edits, NAME, "characters after a lost byte read again")
    given_up = flagged(text, left, NAME, "too much is damaged for the rest to be read again")
    return Outcome(done.text, done.repairs, given_up)


class _Mender:
    """Reads the windows of one text again, each once, until so much is damaged that it is not worth the time."""

    def __init__(self, text: str, traditional: bool) -> None:
        self.text = text
        self.traditional = traditional
        self.tries = _LEAST_TRIES + len(text) // _CHARACTERS_A_TRY
        self.known: dict[tuple[int, int], list[Edit]] = {}

    def mend(self, suspicious: list[tuple[int, int]]) -> tuple[list[Edit], list[tuple[int, int]]]:
        """Return the edits for all suspicious places, and the windows that were given up."""
        edits: list[Edit] = []
        windows = list(_windows(self.text, suspicious))
        for index, window in enumerate(windows):
            if window not in self.known:
                if self.tries <= 0:
                    return edits, windows[index:]
                self.known[window] = self._mend(*window)
            edits.extend(self.known[window])
        return edits, []

    def _mend(self, start: int, end: int) -> list[Edit]:
        tokens = tokens_of(self.text[start:end], start)
        begins = may_begin(tokens)
        self.tries -= sum(begins)
        edits = []
        for first, past in _parts(tokens, begins):
            part = tokens[first:past]
            for here, last, chars in misread(Graph(part, self.traditional)):
                edits.append(Edit(part[here].start, part[last].end, chars))
        return edits


def _windows(text: str, suspicious: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the stretches to look at: from before what is suspicious to where the damage must have ended."""
    window: tuple[int, int] | None = None
    for at, past in suspicious:
        limit = text.find("\n", at)
        limit = min(len(text) if limit < 0 else limit, at + _LONGEST)
        end = _resync(text, past, limit)
        start = max(text.rfind("\n", 0, at) + 1, at - _BEFORE)
        if window is None:
            window = (start, end)
        elif start > window[1]:
            yield window
            window = (start, end)
        elif end > window[1]:
            if end - window[0] <= _WIDEST:
                window = (window[0], end)
            else:
                yield window
                window = (window[1], end)
    if window is not None:
        yield window


_SYNC = re.compile("[\x00-\x3e\x7f]")


def _resync(text: str, at: int, limit: int) -> int:
    """Return the end of a window: some way after the first ASCII byte that is no half character."""
    match = _SYNC.search(text, at, limit)
    return limit if match is None else min(limit, match.end() + _BEFORE)


def _parts(tokens: list[Token], begins: list[bool]) -> list[tuple[int, int]]:
    """Return the parts of a window in which a byte may have been lost, with a few tokens on both sides."""
    parts: list[tuple[int, int]] = []
    for index, begin in enumerate(begins):
        if not begin:
            continue
        end = index + 1
        while end < len(tokens) and not (tokens[end].kind == "ascii" and tokens[end].char < "@"):
            end += 1
        start, end = max(0, index - _AROUND), min(len(tokens), end + _AROUND)
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return parts
