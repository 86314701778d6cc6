"""Words behind a figure of an account that tell of a rest, and amounts before one that are no records."""

from __future__ import annotations

import re

from extractor.audit.view import View
from schemas import Claim

_BEHIND = 60
"""So many characters behind a figure tell what is left of it."""
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:万亿|亿|万)?元")


def rest_is_told(view: View, claim: Claim) -> bool:
    """Tell whether the words behind a figure say what else becomes of it (结转, 调出, 差额).

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("全县收入总计9亿元，支出总计8亿元，结转下年1亿元。"), load())
    >>> [rest_is_told(view, claim) for claim in view.claims[:2]]
    [True, True]
    """
    behind = view.speech.text[claim.evidence.end : claim.evidence.end + _BEHIND]
    return any(word in behind for word in view.cues.balance.rest)


def amounts_between(view: View, first: Claim, last: Claim) -> int:
    """Return how many amounts of money stand between two figures of a sentence, read as records or not.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("2018年，全县收入9亿元，其中甲2亿元，乙3亿元。"), load())
    >>> amounts_between(view, view.claims[0], view.claims[-1])
    1
    """
    words = view.between(first, last)
    # The unit of the first figure stands behind its digits.
    return len(_AMOUNT.findall(words))
