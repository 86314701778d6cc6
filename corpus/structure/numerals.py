"""Reads the small numerals and dates that headings, signatures and time expressions are written with."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from schemas.numbers import CHINESE_DIGITS

_DIGITS: Final = str.maketrans("〇○零OoＯ0０一二三四五六七八九１２３４５６７８９", "0" * 8 + "123456789" * 2)
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_FULL_WIDTH_RUN: Final = re.compile("[０-９]+")
_UNITS: Final = {c: i for i, c in enumerate(CHINESE_DIGITS)} | {"两": 2, "元": 1, "首": 1, "〇": 0}

YEAR_DIGITS: Final = r"(?:(?<![0-9.])(?:19|20)[0-9]{2}|[一二][〇○零OoＯ0九][〇○零OoＯ0一二三四五六七八九]{2})"
"""A year of four digits, Arabic or Chinese (二〇〇九, 二OO六, 一九八六)."""

YEAR: Final = re.compile(rf"({YEAR_DIGITS})\s?年")
"""A year as running text names it."""

MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|元|[一二三四五六七八九])"
DAY: Final = (
    r"(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)

DATE: Final = re.compile(
    rf"(?P<y>{YEAR_DIGITS})\s?(?:年\s?(?P<m>{MONTH})\s?月\s?(?P<d>{DAY})\s?日|"
    r"[-/.](?P<m2>1[0-2]|0?[1-9])[-/.](?P<d2>3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
)
"""A whole date: 2026年1月27日, 二〇〇六年二月五日, 2022-06-04."""


def half_width(text: str) -> str:
    """Return the text with full-width digits made ASCII, each character in its place."""
    # str.translate would look every character up.
    return _FULL_WIDTH_RUN.sub(lambda run: run[0].translate(_FULL_WIDTH), text)


def year_number(written: str) -> int:
    """Return a year written with four digits, Arabic or Chinese.

    >>> year_number("二OO六"), year_number("一九八六"), year_number("2019")
    (2006, 1986, 2019)
    """
    return int(written.translate(_DIGITS))


def small_number(written: str) -> int:
    """Return a numeral under a hundred, Arabic or Chinese (十二, 二十, 两, 12).

    Raises:
        ValueError: the text is no such numeral.

    >>> [small_number(n) for n in ("十二", "二十", "两", "12", "元", "廿一")]
    [12, 20, 2, 12, 1, 21]
    """
    if written.isascii() and written.isdigit():
        return int(written)
    if "廿" in written:
        written = written.replace("廿", "二十")
    tens, ten, ones = written.rpartition("十")
    try:
        if not ten:
            return _UNITS[ones]
        return (_UNITS[tens] if tens else 1) * 10 + (_UNITS[ones] if ones else 0)
    except KeyError:
        raise ValueError(f"no small numeral: {written!r}") from None


def date_of(match: re.Match[str]) -> dt.date | None:
    """Return the date of a match of `DATE`, or None where there is no such day.

    >>> date_of(DATE.search("二〇〇六年二月五日"))
    datetime.date(2006, 2, 5)
    """
    month, day = match["m"] or match["m2"], match["d"] or match["d2"]
    try:
        return dt.date(year_number(match["y"]), small_number(month), small_number(day))
    except ValueError:
        return None
