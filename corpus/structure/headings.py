"""Finds headings: numbered ones at the start of a line or a sentence, and short lines that stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from corpus.structure.numerals import small_number

PLAIN_RANK: Final = 7
_CN = "[一二三四五六七八九十]"
# Ranks: the smaller the number, the higher a heading stands where both are used.
_NUMBERED = re.compile(
    rf"(?:(?P<md>#{{1,6}})[ \t]+)?"
    rf"(?:第(?P<part>{_CN}{{1,3}})(?:部分|章|编|篇)[、，：:\s]?"
    rf"|第(?P<sect>{_CN}{{1,3}})节[、，：:\s]?"
    rf"|(?P<dun>{_CN}{{1,3}})(?:、(?![二三](?:[、产次三]))|[．.](?![0-9]))"
    rf"|[（(](?P<paren>{_CN}{{1,3}})[）)][、，.]?"
    rf"|(?P<dot>[0-9]{{1,2}})(?:、|[．.](?![0-9]))"
    rf"|[（(〔](?P<aparen>[0-9]{{1,2}})[）)〕][、，.]?|(?P<half>[0-9]{{1,2}})[）)]"
    rf"|(?P<circle>[①-⑳])"
    rf"|(?P<ordinal>{_CN}{{1,2}})(?:是|要|、是)"
    rf"|第(?P<nth>{_CN}{{1,2}})[，,、]"
    r"|(?<=[#\s])(?=\S))"
)
_RANK: Final = {
    "part": 0,
    "sect": 1,
    "dun": 2,
    "paren": 3,
    "dot": 4,
    "aparen": 5,
    "half": 5,
    "circle": 5,
    "nth": 6,
    "ordinal": 6,
}
_LINE = re.compile(r"[^\S\n]*([^\n]+)")
# Numbered headings inside a line: after the end of a sentence, or after a space where line ends were lost.
_INLINE = re.compile(
    rf"(?<=[。！？：；\s])(?=(?:{_CN}{{1,3}}、|[（(](?:{_CN}{{1,3}}|[0-9]{{1,2}})[）)]"
    rf"|[0-9]{{1,2}}(?:、|[．.](?![0-9]))|{_CN}{{1,2}}是))"
)
_TITLE_END = re.compile(r"[。：:！？；\n]|[ \t\u3000]{2,}")
_PAGE_NUMBER = re.compile(r"[\s　.…·]*[0-9]*$|\s")
_COMMA = re.compile("[，,]")
# A title does not give results (3、契税完成2亿元，增长5%).
_RESULTS = re.compile(r"\d(?:[亿万]?元|[%％])[^，,]{0,6}[，,].*\d")
_END_MARKS = "。！？；;!?…，,、：:"
_MAX_TITLE = 60
_MAX_INLINE = 40
_MAX_SENTENCE_TITLE = 20
_MAX_PLAIN = 34
_LEAST_INLINE = 8
_MIN_BODY = 30


@dataclass(slots=True)
class Heading:
    """A heading as written: `start:end` is its title with its number, `rank` how high its numbering is."""

    start: int
    end: int
    rank: int
    number: int
    whole_line: bool
    ordinal: bool = False
    line_start: bool = True


def find_headings(text: str, from_offset: int) -> tuple[list[Heading], list[tuple[int, int]]]:
    """Return the headings after an offset, in order, and the stretches that are tables of contents.

    >>> text = "一、去年\\n（一）稳增长。增长5%。一是抓项目。开工9个。\\n二、今年\\n略。"
    >>> [text[h.start:h.end] for h in find_headings(text, 0)[0]]
    ['一、去年', '（一）稳增长', '一是抓项目', '二、今年']
    """
    headings: list[Heading] = []
    lines = [m.span(1) for m in _LINE.finditer(text, from_offset)]
    previous_open = False
    for index, (start, end) in enumerate(lines):
        while end > start and text[end - 1].isspace():
            end -= 1
        if end <= start:
            continue
        found = _numbered(text, start, end, _MAX_TITLE)
        if found is not None:
            headings.append(found)
        elif not previous_open and _plain(text, start, end, lines, index):
            headings.append(Heading(start, end, PLAIN_RANK, 0, True))
        if end - start > _LEAST_INLINE:
            headings.extend(_inline(text, start, end))
        # A line that ends amid a phrase goes on in the next, which is then no heading.
        previous_open = text[end - 1] in "《“，、,（" or (
            end - start > _MAX_PLAIN and text[end - 1] not in _END_MARKS + "）”)"
        )
    headings.sort(key=lambda h: h.start)
    return _without_contents(text, headings)


def _numbered(text: str, start: int, end: int, longest: int) -> Heading | None:
    match = _NUMBERED.match(text, start, end)
    if match is None or match.end() == match.start():
        return None
    kind = match.lastgroup or ""
    hashes = match["md"]
    if kind == "md" or (hashes and kind not in _RANK):
        stop = min(end, start + _MAX_TITLE)
        return Heading(start, stop, len(hashes or "#") - 1, 0, True)
    if kind not in _RANK:
        return None
    written = match[kind]
    try:
        number = ord(written) - 0x245F if kind == "circle" else small_number(written)
    except ValueError:
        return None
    limit = min(end, match.end() + longest)
    stop_match = _TITLE_END.search(text, match.end(), limit)
    stop = stop_match.start() if stop_match else limit
    whole = stop >= end or text[stop:end].strip("。：:！？； ") == ""
    if stop_match is None and limit < end:
        # No end in reach: a numbered paragraph; its first clause names it.
        if _RANK[kind] >= _RANK["dot"]:
            return None
        comma = _COMMA.search(text, match.end(), limit)
        stop = comma.start() if comma else match.end()
    if stop <= match.end() and not whole:
        stop = match.end()
    if whole and text[end - 1] in "。；;" and stop - match.end() > _MAX_SENTENCE_TITLE:
        # A whole sentence with a number before it is an item of a list.
        return None
    if _RANK[kind] >= _RANK["dot"] and _RESULTS.search(text, match.end(), stop):
        return None
    ordinal = kind in ("ordinal", "nth")
    if ordinal and longest > _MAX_INLINE:
        longest = _MAX_INLINE
    if ordinal and (
        stop - match.end() > longest or stop == match.end() or _is_bare_item(text, start, stop, end)
    ):
        return None
    return Heading(start, stop, _RANK[kind], number, whole, ordinal)


def _is_bare_item(text: str, start: int, stop: int, end: int) -> bool:
    """Tell whether 一是… is a whole sentence of a list, with nothing under it, and no heading."""
    rest = stop + 1
    if rest >= end:
        return "，" in text[start:stop] or "," in text[start:stop]
    following = _NUMBERED.match(text, rest, end)
    return following is not None and following.lastgroup == "ordinal"


def _inline(text: str, start: int, end: int) -> list[Heading]:
    out: list[Heading] = []
    for match in _INLINE.finditer(text, start + 1, end):
        at = match.start()
        found = _numbered(text, at, end, _MAX_INLINE)
        if found is None:
            continue
        stop = found.end
        ends_title = stop < end and text[stop] in "。：:"
        if text[at - 1].isspace() and not ends_title:
            continue
        if found.rank == _RANK["dot"] and not ends_title:
            continue
        if found.ordinal and not ends_title:
            continue
        found.whole_line = found.line_start = False
        out.append(found)
    return out


def _plain(text: str, start: int, end: int, lines: list[tuple[int, int]], index: int) -> bool:
    """Tell whether a line without a number is a heading: short, no sentence, and a body below it."""
    size = end - start
    if not 2 < size <= _MAX_PLAIN or text[end - 1] in _END_MARKS or "|" in text[start:end]:
        return False
    line = text[start:end]
    if not re.match(r"[\u4e00-\u9fff“（(《0-9]", line) or re.search(
        r"[。；：:/\\\t【】]|^[（(].*[）)]$|^——|　　", line
    ):
        return False
    if sum(c.isdigit() for c in line) * 3 > size:
        return False
    for following_start, following_end in lines[index + 1 : index + 4]:
        body = text[following_start:following_end].strip()
        if not body:
            continue
        return len(body) >= _MIN_BODY or _NUMBERED.match(body) is not None
    return False


def _without_contents(text: str, headings: list[Heading]) -> tuple[list[Heading], list[tuple[int, int]]]:
    """Take out runs of headings that have no text under them and come again later (tables of contents)."""
    skipped: list[tuple[int, int]] = []
    kept: list[Heading] = []
    bare = [_bare(text, heading) for heading in headings]
    titles = {title: heading.start for title, heading in zip(bare, headings, strict=True)}
    run: list[tuple[str, Heading]] = []
    run_titles: set[str] = set()

    def close() -> None:
        again = sum(titles[title] > h.start for title, h in run)
        if len(run) >= 4 and again * 3 >= len(run):
            skipped.append((run[0][1].start, run[-1][1].end))
        else:
            kept.extend(h for _, h in run)
        run.clear()
        run_titles.clear()

    for title, heading in zip(bare, headings, strict=True):
        if run and (title in run_titles or not _follows(text, run[-1][1], heading)):
            close()
        run.append((title, heading))
        run_titles.add(title)
    close()
    return kept, skipped


def _follows(text: str, one: Heading, other: Heading) -> bool:
    gap = other.start - one.end
    return (
        one.whole_line and gap < 200 and not text[one.end : other.start].strip(" \t\r\n\u3000.…·0123456789")
    )


def _bare(text: str, heading: Heading) -> str:
    title = text[heading.start : heading.end]
    match = _NUMBERED.match(title)
    if match and match.lastgroup in _RANK:
        title = title[match.end() :]
    return _PAGE_NUMBER.sub("", title)
