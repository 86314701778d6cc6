"""Flags the damage that no repair could mend."""

from __future__ import annotations

import re

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from corpus.cleaning.pinyin import SYLLABLE
from patterns import Patterns

NAME = "damage"

_BAD = re.compile("\ufffd+")
_PRIVATE = re.compile("[\ud800-\uf8ff]+")
_MARKED = re.compile(rf"\?(?:{SYLLABLE}\)|\?{{0,2}},?(?=[\u3400-\u9fffA-Za-z]))")
# What UTF-8 replacement characters become when they are read as GBK.
_REPLACED = re.compile("(?:锟斤拷)+")


_ASKED_WITHIN = 16


def _is_damage(text: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Tell what damage left from a question: 服務?現在, and not 做什么?怎么做."""
    start = match.start()
    before = text[start - 1 : start]
    if not before or not "\u3400" <= before <= "\u9fff":
        return False
    if len(match.group()) > 1:
        return True
    clause = text[max(0, start - _ASKED_WITHIN) : start]
    return not any(word in clause for word in patterns.repairs.question_words)


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Flag undecodable characters and stretches that are still garbled after all repairs.

    >>> apply(AlignedText.of("全\\ufffd县"), Patterns()).flags[0].name
    'undecodable'
    """
    content = text.text
    bad = [match.span() for match in _BAD.finditer(content)] if "\ufffd" in content else []
    garbled = [match.span() for match in _PRIVATE.finditer(content)]
    garbled += [match.span() for match in _REPLACED.finditer(content)]
    garbled += [match.span() for match in _MARKED.finditer(content) if _is_damage(content, match, patterns)]
    garbled.sort()
    return Outcome(
        text,
        (),
        flagged(text, bad, "undecodable", "bytes that could not be decoded")
        + flagged(text, garbled, "garbled", "characters that are damaged and were not mended"),
    )
