"""Makes full-width letters, digits and signs of figures half-width."""

from __future__ import annotations

import re

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "width"

_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝＊＜＞～／＃＆＠＄﹪﹢]+|[．－](?=[0-9０-９])(?<=[0-9０-９].)")
_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("﹪"): ord("%"), ord("﹢"): ord("+")}


def half_width(text: str) -> str:
    """Return the text with all full-width letters, digits and signs of ASCII half-width.

    >>> half_width("１２％")
    '12%'
    """
    return text.translate(_TABLE)


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Turn full-width digits, letters, percent and other signs of figures into ASCII; punctuation stays
    Chinese.

    >>> apply(AlignedText.of("增长１２．５％，"), Patterns()).text.text
    '增长12.5%，'
    """
    edits = [Edit(*match.span(), half_width(match.group())) for match in _RUN.finditer(text.text)]
    return mended(text, edits, NAME, "full-width digits, letters and signs made half-width")
