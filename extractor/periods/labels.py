"""The labels of periods (2008, 2025H1, 2025-01/2025-10, 2021/2025) and the days they cover."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_LABEL = re.compile(r"([0-9]{4})(?:(H)([12])|(Q)([1-4])|-([0-9]{2}))?(?:/([0-9]{4})(?:-([0-9]{2}))?)?$")


def months_label(year: int, first: int, last: int) -> str:
    """Return the label of months of a year.

    >>> months_label(2025, 1, 10), months_label(2025, 3, 3), months_label(2025, 1, 12)
    ('2025-01/2025-10', '2025-03', '2025')
    """
    if (first, last) == (1, 12):
        return str(year)
    if first == last:
        return f"{year}-{first:02}"
    return f"{year}-{first:02}/{year}-{last:02}"


def part_label(year: int, part: str) -> str:
    """Return the label of a part of a year: `H1`, `Q3`, or months as `01/09`.

    >>> part_label(2025, "H1"), part_label(2025, "01/09")
    ('2025H1', '2025-01/2025-09')
    """
    if "/" in part:
        first, last = part.split("/")
        return months_label(year, int(first), int(last))
    return f"{year}{part}"


def years_label(first: int, last: int) -> str:
    """Return the label of several years together.

    >>> years_label(2021, 2025), years_label(2025, 2025)
    ('2021/2025', '2025')
    """
    return str(first) if first == last else f"{first}/{last}"


def dates_of(label: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a label.

    Raises:
        ValueError: the text is no label.

    >>> [d.isoformat() for d in dates_of("2024-02")], [d.isoformat() for d in dates_of("2025Q1")]
    (['2024-02-01', '2024-02-29'], ['2025-01-01', '2025-03-31'])
    """
    match = _LABEL.match(label)
    if match is None:
        raise ValueError(f"no period label: {label!r}")
    year, _, half, _, quarter, month, last_year, last_month = match.groups()
    first_year = int(year)
    if half or quarter:
        size, number = (6, int(half)) if half else (3, int(quarter))
        start, end = (number - 1) * size + 1, number * size
    else:
        start, end = (int(month), int(month)) if month else (1, 12)
    end_year = first_year
    if last_year:
        end_year, end = int(last_year), int(last_month) if last_month else 12
    return dt.date(first_year, start, 1), dt.date(end_year, end, calendar.monthrange(end_year, end)[1])
