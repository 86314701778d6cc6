"""Mends thousands separators that were typed wide or with a space, and flags those that cannot be right."""

from __future__ import annotations

import re

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, flagged, mended
from patterns import Patterns

NAME = "separators"

_GROUPED = re.compile(r"(?<![\d.,，])\d{1,3}(?:(?:, ?|，| ,)\d{3})+(?:\.\d+)?(?![\d,，]?\d)")
_BROKEN = re.compile(r", | ,|，")
_PLAIN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_UNIT = r"(?=\s?(?:[万亿]|元|吨|人|户|亩|平方|公里|千瓦|美元))"
_MALFORMED = re.compile(rf"(?<![\d.,、])\d+(?:,\d+)+(?:\.\d+)?{_UNIT}")
_WELL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CANDIDATE = re.compile(r"\d[,，] ?\d| ,\d")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Take the space out of `3,594, 026万元` and the width out of `1，067，400万元`; flag `542,62万元`.

    A wide or spaced comma may also part two figures of a list, so it is mended only in a text that writes
    thousands separators elsewhere too, or where at least two groups follow each other.

    >>> apply(AlignedText.of("收入3,594, 026万元"), Patterns()).text.text
    '收入3,594,026万元'
    """
    if not _CANDIDATE.search(text.text):
        return Outcome(text)
    custom = _PLAIN.search(text.text) is not None
    edits: list[Edit] = []
    for match in _GROUPED.finditer(text.text):
        breaks = list(_BROKEN.finditer(match.group()))
        if breaks and (custom or match.group().count(",") + match.group().count("，") > 1):
            edits.extend(Edit(match.start() + gap.start(), match.start() + gap.end(), ",") for gap in breaks)
    text, repairs, _ = mended(text, edits, NAME, "thousands separators made plain commas")
    wrong = [m.span() for m in _MALFORMED.finditer(text.text) if not _WELL.fullmatch(m.group())]
    return Outcome(
        text, repairs, flagged(text, wrong, "source_typo", "a separator that does not part thousands")
    )
