"""Reads the words before a number that bound or soften it."""

from __future__ import annotations

from typing import NamedTuple

from extractor.quantities.lexicon import Lexicon
from schemas.records import Bound

_SPACES = " \u3000\xa0"
_MINUS = "负負-－−"
_REACH = 14


class Before(NamedTuple):
    """The bound before a number: where its words begin, and the words themselves."""

    start: int
    bound: Bound
    text: str | None


def sign_before(text: str, start: int, lexicon: Lexicon) -> int:
    """Return where the sign of a number begins, or `start` where it has none.

    A hyphen after a figure, letter or unit joins and does not negate.
    """
    if not start or text[start - 1] not in _MINUS:
        return start
    if text[start - 1] in "负負":
        undone = tuple(lexicon.words.names.not_negative_after)
        return start if text.endswith(undone, 0, start - 1) else start - 1
    if start == 1:
        return 0
    earlier = text[start - 2]
    joined = earlier.isalnum() and not "\u4e00" <= earlier <= "\u9fff"
    return start if joined or earlier in "%％‰）)元亿万年月日号-－—~" else start - 1


def bound_before(text: str, start: int, lexicon: Lexicon) -> Before | None:
    """Return the bound word that ends where a number begins (spaces and 了 between allowed), or None.

    >>> from patterns import load
    >>> from extractor.quantities.lexicon import lexicon
    >>> bound_before("不低于 20个", 4, lexicon(load()))
    Before(start=0, bound='ge', text='不低于')
    >>> bound_before("节约5亿元", 2, lexicon(load())) is None
    True
    """
    end = start
    while end and text[end - 1] in _SPACES and start - end < 2:
        end -= 1
    if end and text[end - 1] == "了":
        end -= 1
    if not end:
        return None
    if text[end - 1] in lexicon.before_ends:
        before = lexicon.before
        for length in lexicon.before_lengths:
            if length > end:
                continue
            found = before.get(text[end - length : end])
            if found is None:
                continue
            at = end - length
            if found.undone_by and text.endswith(found.undone_by, max(0, at - 4), at):
                return None
            return Before(at, found.bound, text[at:end])
    window = text[max(0, start - _REACH) : start]
    if "少" in window or "多" in window or "码" in window:
        match = lexicon.before_verb.search(window)
        if match is not None:
            at = start - len(window) + match.start()
            return Before(at, lexicon.before_verb_of[match[1]], match[1])
    return None
