"""Flags the damage that no repair could mend."""

from __future__ import annotations

import re

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from patterns import Patterns

NAME = "damage"

_BAD = re.compile("\ufffd+")
_HAN = "\u3400-\u9fff"
_GARBLED = re.compile(
    rf"(?<=[{_HAN}])\?{{1,3}},?(?=[{_HAN}A-Za-z])|[\ue000-\uf8ff]+|(?:锟斤拷)+|[\ud800-\udfff]+|\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{{1,6}}\)"
)


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Flag undecodable characters and stretches that are still garbled after all repairs.

    >>> apply(AlignedText.of("全\\ufffd县"), Patterns()).flags[0].name
    'undecodable'
    """
    bad = [match.span() for match in _BAD.finditer(text.text)]
    garbled = [match.span() for match in _GARBLED.finditer(text.text)]
    return Outcome(
        text,
        (),
        flagged(text, bad, "undecodable", "bytes that could not be decoded")
        + flagged(text, garbled, "garbled", "characters that are damaged and were not mended"),
    )
