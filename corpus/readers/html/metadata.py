"""Reads what a page says about its document: title, issuer, address, the date on which it was put up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from corpus.readers.html.flow import Line, in_one_line, lines_of
from corpus.readers.html.tree import Node, Page
from corpus.source import Metadata
from patterns import Patterns
from patterns.expressions import compiled, literal
from patterns.webpages import WebPages

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:[-/.]|年)\s?(\d{1,2})\s?(?:[-/.]|月)\s?(\d{1,2})(?!\d)")
_PLAIN_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SEPARATOR = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|(?<=[\u4e00-\u9fff）)》])[-–—]{1,2}(?=[\u4e00-\u9fff])")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:自治[区州县]|[省市县区州盟旗])")
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_LONGEST_TITLE = 200

Fields = Sequence[tuple[str, str]]


def read_metadata(page: Page, lines: Sequence[Line], index: Fields, patterns: Patterns) -> Metadata:
    """Return what `<meta>` elements, the index table and the lines of the page say beside the text.

    `lines` are those that say who put up the page and when. The date of the document is taken from an index table
    only; all other dates of a page are those on which it was put up.
    """
    known = patterns.webpages
    given = _given(page)
    title = next(iter(titles(page, patterns)), None)
    source = _first(given, known.meta.source)
    bodies = compiled(rf"(?:.*(?:{literal(patterns.structure.bodies)})|.*[局厅委部院])")
    issuers = [value for label, value in index if label in known.index_issuers] + ([source] if source else [])
    return Metadata(
        title=title,
        date=next(
            (day for label, value in index if label in known.index_dates if (day := _day(value))), None
        ),
        upload_date=_upload_date(given, lines, index, known),
        issuer=next((name for name in issuers if bodies.fullmatch(name) and _speaks(name, title)), None),
        address=_address(page, given, known),
        other={
            label: value
            for label, value in (
                ("ContentSource", source),
                ("SiteName", _first(given, known.meta.site)),
                ("ColumnName", _first(given, known.meta.column)),
                *index,
            )
            if value
        },
    )


def titles(page: Page, patterns: Patterns) -> list[str]:
    """Return what may be the title of the document, the best first, the name of the site cut off.

    >>> from patterns import load
    >>> from corpus.readers.html.tree import parse
    >>> titles(parse("<title>政府工作报告_某市人民政府</title>"), load())
    ['政府工作报告']
    """
    known = patterns.webpages
    given = _given(page)
    sites = {_first(given, known.meta.site), _first(given, known.meta.column)} - {""}
    of_site = compiled(rf".*(?:{literal(known.site.ends)})")
    found = [given[name] for name in known.meta.title if given.get(name)]
    found += [in_one_line(_text(node)) for node in page.named("title")]
    found = [_without_site(title, sites, of_site) for title in found]
    headings = [in_one_line(_text(node)) for node in page.named("h1")]
    good = [title for title in found if title not in sites and not _named_site(title, of_site)]
    return [title for title in dict.fromkeys([*good, *headings, *found]) if 1 < len(title) <= _LONGEST_TITLE]


def _named_site(title: str, of_site: re.Pattern[str]) -> bool:
    return len(title) <= 20 and of_site.fullmatch(title) is not None


def _without_site(title: str, sites: set[str], of_site: re.Pattern[str]) -> str:
    """Cut the names of site and column off a title, before it or behind it."""
    parts = [part for part in _SEPARATOR.split(title) if part]
    signs = _SEPARATOR.findall(title)
    while len(parts) > 1 and (parts[-1] in sites or of_site.fullmatch(parts[-1]) or "_" in signs[-1]):
        parts.pop()
        signs = signs[: len(parts) - 1]
    while len(parts) > 1 and (parts[0] in sites or of_site.fullmatch(parts[0])):
        parts.pop(0)
        signs = signs[1:]
    # What is left may hold the same sign itself: 2016－2020年.
    start = title.index(parts[0]) if parts else 0
    end = title.rindex(parts[-1]) + len(parts[-1]) if parts else 0
    return title[start:end].strip().strip(_NO_WIDTH)


def _given(page: Page) -> dict[str, str]:
    """Return the contents of `<meta>` by their names in small letters, the first of each."""
    given: dict[str, str] = {}
    for node in page.named("meta"):
        name = (node.get("name") or node.get("property") or node.get("itemprop")).strip().lower()
        content = in_one_line(node.get("content")).strip()
        if name and content:
            given.setdefault(name, content)
    return given


def _first(given: dict[str, str], names: Iterable[str]) -> str:
    return next((given[name] for name in names if name in given), "")


def _text(node: Node) -> str:
    return "\n".join(line.text for line in lines_of(node))


def _upload_date(
    given: dict[str, str], lines: Sequence[Line], index: Fields, known: WebPages
) -> dt.date | None:
    values = [given[name] for name in known.meta.upload_date if name in given]
    values += [value for label, value in index if label in known.upload_labels]
    words = literal(sorted(known.upload_labels, key=len, reverse=True))
    label = compiled(rf"(?:(?:^|[\s【\[(（|丨])(?:{words})\s?[:：]\s?|^(?=(?:19|20)\d\d[-/.年]))")
    for line in lines:
        if len(line.text) <= 200 and (found := label.search(line.text)):
            values.append(line.text[found.end() : found.end() + 20])
    return next((day for value in values if (day := _day(value))), None)


def _day(text: str) -> dt.date | None:
    found = _DATE.search(text) or _PLAIN_DATE.search(text)
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _address(page: Page, given: dict[str, str], known: WebPages) -> str | None:
    links = [node.get("href") for node in page.named("link") if node.get("rel").lower() == "canonical"]
    values = [*links, *(given[name] for name in known.meta.address if name in given)]
    return next((value.strip() for value in values if _ADDRESS.fullmatch(value.strip())), None)


def _speaks(issuer: str, title: str | None) -> bool:
    """Tell a body that the document may be from; a site also puts up documents of other places."""
    place = _PLACE.match(issuer)
    if place is not None and len(place[0]) < len(issuer):
        return title is None or place[0] in title
    return issuer[0] in "省市县区州旗镇乡" or title is None or not _PLACE.search(title)
