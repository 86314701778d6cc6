"""What pages and Word documents set alike: numbers of lists, raised digits, the words of a cell."""

from __future__ import annotations

import re

HAN_DIGITS = "〇一二三四五六七八九"
"""The ten digits as lists are numbered with them, the round zero first."""
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_HANZI = "\u3000-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_BREAK_IN_CELL = re.compile(rf"(?<=[{_HANZI}])[ \t]*[\n\r][\n\r \t]*(?=[{_HANZI}])")

RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
"""Digits and signs to those that stand raised, for `str.translate`."""


def in_cell(text: str) -> str:
    """Return the text of a cell on one line: line ends between hanzi vanish, other white space is one space.

    >>> in_cell("一般公共预算\\n支出   （万元）\\n2019 年")
    '一般公共预算支出 （万元） 2019 年'
    """
    return " ".join(_BREAK_IN_CELL.sub("", text.strip()).split())


def in_chinese(
    number: int, digits: str = HAN_DIGITS, places: str = "千百十", *, one_ten: bool = False
) -> str:
    """Write a number below ten thousand in Chinese; `one_ten` begins the tens with a one.

    >>> in_chinese(12), in_chinese(105)
    ('十二', '一百零五')
    """
    if number == 0:
        return digits[0]
    out = ""
    gap = False
    for place, power in zip((*places, ""), (1000, 100, 10, 1), strict=True):
        digit = number // power % 10
        if digit == 0:
            gap = bool(out)
            continue
        if gap:
            out += "零"
            gap = False
        bare_ten = power == 10 and digit == 1 and not out and not one_ten
        out += place if bare_ten else digits[digit] + place
    return out


def in_roman(number: int) -> str:
    """Write a number in small Roman letters.

    >>> in_roman(29)
    'xxix'
    """
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out
