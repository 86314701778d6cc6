"""The lines of a text as a page set them: how wide they are, how they end, what opens a paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median

PAGE_BREAK = "\f"

_NUMERAL = "一二三四五六七八九十"
_ITEM = re.compile(
    rf"[{_NUMERAL}]{{1,3}}[、是要]|[(（][{_NUMERAL}\d]{{1,3}}[)）]|\d{{1,2}}[、.．](?!\d)"
    rf"|第[{_NUMERAL}]{{1,3}}(?:[章节条、，]|是)|[①-⑳]|——|各位|同志们|[附注][:：]|附?[表图] ?\d{{1,3}}(?!\d)"
    r"|各[^。；]{1,60}[:：]$"
)
_ENDED = re.compile(r"[。！？!?：:；;…][”’）)》】]*$|[。！？；][（(][^（()）]{0,50}[）)]$")
_YEAR = "(?:(?:19|20)\\d\\d|[一二][〇零○Ｏ一二三四五六七八九]{3}) ?年"
_DATED = re.compile(rf"{_YEAR}|今年|全年")
_DATE_LINE = re.compile(rf"[（(]{_YEAR}")
_COMMA = re.compile(r"(?:[，、]|[\u3400-\u9fff”》）％%],)$")
_MARKED = re.compile(r"[，。；：！？、,;:]")
# Two figures side by side: a row of a table.
_ROW = re.compile(r"(?:\d%? +[-+－−]?\d[\d.,]+|\d[\d.,]%? +[-+－−]?\d[\d.,]*)%?(?= |$)")
_SPACED = re.compile("[\u3400-\u9fff、，,] [\u3400-\u9fff]")
_FIRST_WORD = re.compile(r"[“‘《（(【〈 ]*(?:[A-Za-z0-9.,%％/+-]+|.)[，。、；：！？”’）》】〉,;:!?)%％]*")
_LEADS_ON = re.compile(r"[：:；;][”’]?$")
_CUT_FIGURE = re.compile(r"[0-9] ?\.$")
_ORDINAL = re.compile(rf"第$|[{_NUMERAL}]、$")
_LEAST_LINES = 8
_LEAST_PAGE_LINES = 4
_MOST_WIDTH = 160
_LEAST_WIDTH = 40
_LEAST_PAGE_WIDTH = 24
_RAGGED = 8
_BLOCK = 32


@dataclass(frozen=True)
class Line:
    """A line without the spaces around it: its offsets in the text, and whether it stands in from the margin."""

    text: str
    start: int
    end: int
    indented: bool = False

    @cached_property
    def is_spread(self) -> bool:
        """Whether a space stands after nearly every letter."""
        return len(self.text) > 2 and self.text.count(" ") * 5 >= len(self.text) * 2

    @cached_property
    def words(self) -> str:
        """The text without the spaces that spread it."""
        return self.text.replace(" ", "") if self.is_spread else self.text

    @cached_property
    def width(self) -> float:
        """The width in half-width characters, about: only the page knew it exactly."""
        return _width(self.text)

    @cached_property
    def first_word(self) -> float:
        """The width of what cannot be parted at the beginning: a character, or a figure with its marks."""
        found = _FIRST_WORD.match(self.text[:80])
        return _width(found.group()) if found else 0.0

    @cached_property
    def is_row(self) -> bool:
        """Whether it looks like the row of a table, figures side by side."""
        return "\t" in self.text or _ROW.search(self.text) is not None

    @cached_property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDED.search(self.words[-60:]) is not None

    @cached_property
    def ends_in_comma(self) -> bool:
        """Whether it ends where no paragraph does."""
        return _COMMA.search(self.words[-3:]) is not None

    @cached_property
    def leads_on(self) -> bool:
        """Whether it ends with a mark after which a sentence may go on."""
        return _LEADS_ON.search(self.text[-3:]) is not None

    def is_cut(self, following: Line) -> bool:
        """Tell whether a figure was cut at its decimal point."""
        return _CUT_FIGURE.search(self.text[-3:]) is not None and following.text[:1].isdecimal()

    @cached_property
    def is_bare(self) -> bool:
        """Whether it has no mark of a sentence in it, as headings have none after their number."""
        item = _ITEM.match(self.words)
        return _MARKED.search(self.words, item.end() if item else 0) is None

    @cached_property
    def opens(self) -> bool:
        """Whether it opens a paragraph, by its number, by its indent or by its words."""
        return self.indented or _ITEM.match(self.words) is not None

    @cached_property
    def opens_dated(self) -> bool:
        """Whether it begins with a year, as the first paragraph under a heading does."""
        return _DATED.match(self.words) is not None

    @cached_property
    def opens_date_line(self) -> bool:
        """Whether it begins as the line under a title does that says when the text was given: （2019年…）."""
        return _DATE_LINE.match(self.words) is not None

    @cached_property
    def is_spaced(self) -> bool:
        """Whether it was spread to the edge of the page by spaces between its letters."""
        return len(_SPACED.findall(self.text)) >= 4

    def counts_on(self, following: Line) -> bool:
        """Tell whether a number that seems to open the next line belongs to this one: 第|二、三产业."""
        return _ORDINAL.search(self.words[-3:]) is not None and following.words[:1] in _NUMERAL

    def stands_in(self, after: Line | None, column: float) -> bool:
        """Tell whether the line was broken early, as one is that stands in by two characters."""
        if after is None or not after.text or self.is_ended:
            return False
        return column - _RAGGED - 2 <= self.width and self.width + after.first_word <= column - 1.5


def lines_of(text: str, *, by_page: bool) -> list[Line]:
    """Return the lines of a text; where pages have a margin of spaces, it counts as no indent.

    >>> [(line.text, line.start, line.width) for line in lines_of("全县\\n  5亿元 ", by_page=False)]
    [('全县', 0, 4.0), ('5亿元', 5, 5.0)]
    """
    raw: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        raw.append((at, line))
        at += len(line) + 1
    leads = [len(line) - len(line.lstrip(" ")) for _, line in raw]
    margin = 0
    if by_page:
        counts = Counter(lead for lead, (_, line) in zip(leads, raw, strict=True) if line.strip(" "))
        margin = counts.most_common(1)[0][0] if counts else 0
    out: list[Line] = []
    for lead, (start, line) in zip(leads, raw, strict=True):
        stripped = line.strip(" ")
        first = start + (lead if stripped else 0)
        out.append(Line(stripped, first, first + len(stripped), lead >= margin + 2))
    return out


def columns(lines: Sequence[Line], *, by_page: bool) -> list[float | None]:
    """Return for each line the width to which the lines around it were filled, or None where they were not.

    A text without pages is filled throughout or not at all; pages may be of several widths.
    """
    written = [index for index, line in enumerate(lines) if line.text and not line.is_row]
    if not by_page:
        whole = None
        if len(written) >= _LEAST_LINES and max(map(len, (lines[at].text for at in written))) <= _MOST_WIDTH:
            whole = _filled_to([lines[index].width for index in written], _LEAST_WIDTH)
        return [whole] * len(lines)
    widths = [lines[index].width for index in written]
    blocks: list[float | None] = []
    for at in range(0, len(widths), _BLOCK):
        around = widths[max(0, at - _BLOCK) : at + 2 * _BLOCK]
        blocks.append(_filled_to(around, _LEAST_PAGE_WIDTH) if len(around) >= _LEAST_PAGE_LINES else None)
    known = [block for block in blocks if block is not None]
    if not known and len(widths) >= _LEAST_LINES:
        # A page of headings and short paragraphs still has lines that run to its edge.
        known = [full for full in [_filled_to(widths, _LEAST_PAGE_WIDTH, share=0.25)] if full is not None]
    out: list[float | None] = [None] * len(lines)
    if known:
        usual = median(known)
        # A list between paragraphs has the width of the page, and the names in a table have none.
        settled = [usual if block is None or block < usual * 0.6 else block for block in blocks]
        for number, index in enumerate(written):
            out[index] = settled[number // _BLOCK]
    return out


def _filled_to(widths: Sequence[float], least: int, *, share: float = 0.5) -> float | None:
    ordered = sorted(widths)
    full = ordered[len(ordered) * 17 // 20]
    if not least <= full <= _MOST_WIDTH:
        return None
    return full if sum(width >= full - _RAGGED for width in ordered) >= len(ordered) * share else None


def _width(text: str) -> float:
    total = 0.0
    last = len(text) - 1
    for at, char in enumerate(text):
        if char == " ":
            total += 0.5 if 0 < at < last and _narrow(text[at - 1], text[at + 1]) else 1.0
        elif char in "“”‘’,;:()!?":
            # Between the two: some programs give these the room of a hanzi, some half of it.
            total += 1.5
        else:
            total += _room(char)
    return total


@lru_cache(maxsize=8192)
def _room(char: str) -> float:
    return 2.0 if unicodedata.east_asian_width(char) in "WFA" else 1.0


def _narrow(before: str, after: str) -> bool:
    """Tell the little space that programs put between hanzi and figures."""
    return before.isascii() != after.isascii()
