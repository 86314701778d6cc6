"""Takes out what belongs to the page and not to the text: page numbers, running heads and feet, tables of contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.lines import PAGE_BREAK
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns
from patterns.alternation import alternation

NAME = "pages"

_DASH = "[-—–―－─~～·•_*一]"
_COUNT = r"\d{1,4}|[〇零一二三四五六七八九十百]{1,5}"
# A page number that cannot be anything else: - 2 - and 第2页 共9页 and Page 2 of 9.
_SURE = re.compile(
    rf" *(?:{_DASH}{{1,3}} *(\d{{1,4}}) *{_DASH}{{1,3}}"
    rf"|(?:共 *\d+ *[页頁] *[,，/]? *)?第 *({_COUNT}) *[页頁](?: *[,，/（(]? *共 *(?:{_COUNT}) *[页頁][)）]?)?"
    rf"|page *(\d{{1,4}})(?: *(?:of|/) *\d{{1,4}})?) *",
    re.IGNORECASE,
)
# One that may be a figure: it counts only where it goes up with the pages.
_BARE = re.compile(r" *[(（〔\[]?(\d{1,4})[)）〕\]]?(?: */ *\d{1,4})? *")
_LEADERS = re.compile(r"[^\n]*?(?:[.．…·•‥。] ?){5,} *[(（]?-? ?\d{1,4} ?-?[)）]? *")
# What a browser prints over and under a page.
_PRINTED = re.compile(r"(?:https?|file)://|\d{1,4}[/-]\d{1,2}[/-]\d{1,4},? +\d{1,2}:\d\d")
_WORDS = re.compile("[A-Za-z\u3400-\u9fff]")
# Where a page number stands in a running head: alone between spaces or strokes, or as 第2页.
_PAGE_NUMBER = re.compile(r"(?<![^\s—–·|/-])\d{1,4}(?![^\s—–·|/-])|(?<=第)\d{1,4}(?=页)")
# Lines that stand at the head or foot of many pages and belong to the text: the ends of sentences, the unit of
# a table, its number.
_TEXT = re.compile(
    r".*[。！!？?；;] *|.*单位 ?[:：].*|(?:附?[表图]|续表|附件|专栏)[ \d一二三四五六七八九十-]*"
)
_EDGE_LINES = 4
_LONGEST = 120
_LEAST_APART = 10


@dataclass(slots=True)
class _Page:
    """The lines of a page that are not blank, as offsets; `top` and `bottom` bound those that stay."""

    lines: list[tuple[int, int]]
    top: int
    bottom: int

    def outermost(self, *, foot: bool) -> tuple[int, int] | None:
        if self.top >= self.bottom:
            return None
        return self.lines[self.bottom - 1 if foot else self.top]

    def near_the_edge(self) -> list[tuple[int, int]]:
        """Give the lines that have but one or two others between them and the edge."""
        middle = range(self.top + 1, self.bottom - 1)
        return [self.lines[at] for at in middle if min(at - self.top, self.bottom - 1 - at) < _EDGE_LINES - 1]

    def drop(self, *, foot: bool) -> tuple[int, int]:
        if foot:
            self.bottom -= 1
            return self.lines[self.bottom]
        self.top += 1
        return self.lines[self.top - 1]


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop page numbers, running heads and feet and the lines of a table of contents, and close the gap.

    Pages end at form feeds; in a text without them, at lines that are page numbers and go up by one. A form
    feed is left at the beginning of each page: it tells `page_lines`, which drops it, that the lines were set by a
    page.

    >>> text = "全县完成投资5\\n- 1 -\\n\\f亿元，增长3%。\\n- 2 -\\n"
    >>> apply(AlignedText.of(text), Patterns()).text.text
    '全县完成投资5\\n\\x0c亿元，增长3%。\\n'
    """
    text, contents, _ = mended(text, _contents(text.text), NAME, "lines of a table of contents dropped")
    content = text.text
    ends = _breaks(content)
    if not ends:
        return Outcome(text, contents)
    pages = _pages(content, ends)
    numbers, repeated = _furniture(content, pages, patterns)
    _, log, _ = mended(text, [Edit(*span, "") for span in numbers], NAME, "page numbers dropped")
    _, more, _ = mended(text, [Edit(*span, "") for span in repeated], NAME, "running heads and feet dropped")
    gaps = list(_gaps(content, pages))
    _, breaks, _ = mended(text, gaps, NAME, "page breaks closed")
    return Outcome(text.edit(_with_lines(gaps, numbers, content)), contents + log + more + breaks)


def _with_lines(gaps: Sequence[Edit], lines: Sequence[tuple[int, int]], text: str) -> list[Edit]:
    """Return the edits of the gaps and those that drop the lines that stand in none of them."""
    edits = list(gaps)
    at = 0
    for start, end in lines:
        while at < len(gaps) and gaps[at].end <= start:
            at += 1
        if at == len(gaps) or end <= gaps[at].start:
            edits.append(Edit(start, min(end + 1, len(text)), ""))
    return sorted(edits)


def _contents(text: str) -> list[Edit]:
    """Return the lines that lead by dots to a page number, where there are several."""
    if not any(mark in text for mark in (".....", "……", "·····", "．．．．．", "• • •", ". . . .")):
        return []
    found: list[Edit] = []
    for start, end in _lines(text, 0, len(text)):
        if end - start <= _LONGEST and _LEADERS.fullmatch(text, start, end):
            found.append(Edit(start, min(end + 1, len(text)), ""))
    return found if len(found) > 1 else []


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the lines of a stretch without their line ends."""
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        yield start, line_end
        start = line_end + 1


def _breaks(text: str) -> list[int]:
    """Return where each page but the last ends."""
    if PAGE_BREAK in text:
        return [match.start() for match in re.finditer(PAGE_BREAK, text)]
    return _numbered_ends(text)


def _numbered_ends(text: str) -> list[int]:
    """Return the ends of lines that are page numbers, in a text whose form feeds were lost."""
    sure: list[tuple[int, int]] = []
    bare: list[tuple[int, int, int]] = []
    written = 0
    last = 0
    for start, end in _lines(text, 0, len(text)):
        if not text[start:end].strip():
            continue
        written += 1
        last = end
        if end - start > _LONGEST:
            continue
        if match := _SURE.fullmatch(text, start, end):
            sure.append((_value(match), end))
        elif match := _BARE.fullmatch(text, start, end):
            bare.append((int(match.group(1)), end, written))
    if (
        len(sure) > 1
        and sum(after == before + 1 for (before, _), (after, _) in pairwise(sure)) * 2 >= len(sure) - 1
    ):
        return [end for _, end in sure]
    if sure and sure[-1][1] == last:
        return [last]
    return _rising(bare)


def _rising(numbers: list[tuple[int, int, int]]) -> list[int]:
    """Return the ends of bare numbers that go up by one, three or more of them, a page of lines apart."""
    best: list[tuple[int, int, int]] = []
    runs: dict[int, list[tuple[int, int, int]]] = {}
    for number in numbers:
        run = runs.pop(number[0] - 1, [])
        if run and number[2] - run[-1][2] < _LEAST_APART:
            run = []
        run.append(number)
        runs[number[0]] = run
        if len(run) > len(best):
            best = run
    return [end for _, end, _ in best] if len(best) >= 3 else []


def _value(match: re.Match[str]) -> int:
    number = next((group for group in match.groups() if group), "")
    if number.isdecimal():
        return int(number)
    total = digit = 0
    for char in number:
        if char in "十百":
            total += max(digit, 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = "零一二三四五六七八九".find(char)
            digit = max(digit, 0)
    return total + digit


def _pages(text: str, ends: Sequence[int]) -> list[_Page]:
    pages: list[_Page] = []
    start = 0
    for end in (*ends, len(text)):
        lines = [
            (first, last) for first, last in _lines(text, start, end) if text[first:last].strip(" \f\n\t")
        ]
        pages.append(_Page(lines, 0, len(lines)))
        start = end + 1
    return pages


def _furniture(
    text: str, pages: Sequence[_Page], patterns: Patterns
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Take page numbers and repeated lines off the pages, outermost first; return both kinds in order."""
    numbers: list[tuple[int, int]] = []
    repeated: list[tuple[int, int]] = []
    for foot in (False, True):
        for _ in range(_EDGE_LINES):
            outer: dict[int, str] = {}
            for index, page in enumerate(pages):
                line = page.outermost(foot=foot)
                if line is not None and line[1] - line[0] <= _LONGEST:
                    outer[index] = text[line[0] : line[1]]
            counted = _counted(outer)
            same = _repeated({at: line for at, line in outer.items() if at not in counted}, len(pages))
            if 0 in same and not foot and _is_title(text, pages[0], outer[0], patterns):
                same.discard(0)
            numbers.extend(pages[index].drop(foot=foot) for index in counted)
            repeated.extend(pages[index].drop(foot=foot) for index in same)
            if not counted and not same:
                break
    within = {line for page in pages for line in page.near_the_edge() if _SURE.fullmatch(text, *line)}
    return sorted([*numbers, *within]), sorted(repeated)


def _counted(outer: Mapping[int, str]) -> set[int]:
    """Return the pages whose outermost line is their number."""
    found: set[int] = set()
    bare: dict[int, int] = {}
    for index, line in outer.items():
        if _SURE.fullmatch(line):
            found.add(index)
        elif match := _BARE.fullmatch(line):
            bare[index] = int(match.group(1)) - index
    offsets = Counter(bare.values())
    found.update(index for index, offset in bare.items() if offset == 1 or offsets[offset] > 1)
    return found


def _repeated(outer: Mapping[int, str], pages: int) -> set[int]:
    """Return the pages whose outermost line stands on most pages, or on most left or right ones."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, line in outer.items():
        if _PRINTED.search(line) or (len(_WORDS.findall(line)) > 1 and not _TEXT.fullmatch(line)):
            groups["".join(_PAGE_NUMBER.sub("#", line).split())].append(index)
    found: set[int] = set()
    for key, members in groups.items():
        if "#" in key:
            members = _counting(key, members, outer)
        if _most(len(members), pages, len(key)) or (
            len({index % 2 for index in members}) == 1 and _most(len(members), (pages + 1) // 2, len(key))
        ):
            found.update(members)
    return found


def _counting(key: str, members: Sequence[int], outer: Mapping[int, str]) -> list[int]:
    """Return the pages whose line differs from the others in nothing but the number of the page."""
    rows = {index: [int(number) for number in _PAGE_NUMBER.findall(outer[index])] for index in members}
    usual = [Counter(column).most_common(1)[0][0] for column in zip(*rows.values(), strict=True)]
    offsets = Counter(number - index for index, row in rows.items() for number in set(row))
    long_enough = len(_WORDS.findall(key)) >= 5 or re.search("页|頁|(?i:page)|/", key) is not None
    return [
        index
        for index, row in rows.items()
        if all(
            number == common or (long_enough and offsets[number - index] > 1)
            for number, common in zip(row, usual, strict=True)
        )
    ]


def _most(members: int, pages: int, length: int) -> bool:
    # Two lines of two pages may be alike by chance where they are short.
    return members * 2 >= pages and (members >= 3 or (members == 2 and length >= 8))


@lru_cache(maxsize=8)
def _title_end(patterns: Patterns) -> re.Pattern[str]:
    return re.compile(alternation(patterns.structure.title_heads) + r"[^\u3400-\u9fff]*$")


def _is_title(text: str, page: _Page, line: str, patterns: Patterns) -> bool:
    """Tell whether the head of the first page is all that names the document there."""
    if _PRINTED.search(line) or not _title_end(patterns).search(line):
        return False
    wanted = "".join(_PAGE_NUMBER.sub("", line).split())
    rest = "".join(text[page.lines[page.top][1] : page.lines[-1][1]].split())
    return wanted not in rest


def _gaps(text: str, pages: Sequence[_Page]) -> Iterator[Edit]:
    """Give the edits that close the gaps between what stays of the pages.

    A form feed is left before every page but the first, and after a page that is the only one.
    """
    kept = [
        (page.lines[page.top][0], page.lines[page.bottom - 1][1]) for page in pages if page.top < page.bottom
    ]
    if not kept:
        yield Edit(0, len(text), "")
        return
    if text[: kept[0][0]].strip("\n ") or pages[0].top:
        yield Edit(0, kept[0][0], "")
    for (_, at), (start, _) in pairwise(kept):
        if text[at:start] != f"\n{PAGE_BREAK}":
            yield Edit(at, start, f"\n{PAGE_BREAK}")
    end = kept[-1][1]
    tail = ("\n" if text.endswith("\n") else "") + (PAGE_BREAK if len(kept) == 1 else "")
    if text[end:] != tail and (text[end:].strip("\n") or len(kept) == 1):
        yield Edit(end, len(text), tail)
