"""Joins sentences that a line end cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.lines import PAGE_BREAK, Line, columns, lines_of
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "wraps"

# Nothing ends with an opening mark, and nothing begins with a closing one.
_OPENED = re.compile(r"[《〈“‘（(【]( *+\n++ *+)(?=\S)")
# The first line end of a run alone begins a match, and the run is never given back: long runs stay cheap.
_CLOSED = re.compile(r"(?<!\n)\n++ *+(?=[》〉”’）)，、。；！？]|[,;:](?=[\u3400-\u9fff “《]))")
# A break inside parentheses that close on the next line, and a single character left on a line.
_INSIDE = re.compile(r"[（(][^（()）\n。]{0,40}(\n)(?=[^（()）\n。]{0,40}[）)])")
_ALONE = re.compile(r"\n(?=[\u3400-\u9fff]\n)(?<=[\u3400-\u9fff].)", re.DOTALL)
# The line under a title, cut in two: ——2019年1月21日在砚溪县第十四届|人民代表大会第四次会议上.
_MEETING = re.compile(
    r"(?m)^—* ?(?:19|20)\d\d ?年[^\n，。；]{2,20}在[^\n，。；]{2,40}(?<!上)(\n)(?=[^\n，。；]{2,40}上 *$)"
)
_DIGIT = re.compile("[0-9０-９]")
_LETTER = re.compile("[A-Za-z]")
_INDENT = 4
# How far the measure may be out, where little and where much speaks for it that the text goes on.
_EVEN = 1.5
_RAGGED = 3
_MOST_OF_IT = 0.7
_YEAR = re.compile(r"(?:19|20)\d\d ?(?:年|[—–-])")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Join lines broken inside 《…》 or before a closing mark, and lines that were filled up to one width.

    Form feeds go: a text that has them was set by a page, line by line.

    >>> apply(AlignedText.of("实施《\\n新区规划纲要\\n》。\\n二、"), Patterns()).text.text
    '实施《新区规划纲要》。\\n二、'
    """
    return join(text, NAME)


def join(text: AlignedText, name: str) -> Outcome:
    """Do so, and log it under a name.

    >>> join(AlignedText.of("实施《\\n规划》。"), "a").repairs[0].name
    'a'
    """
    by_page = PAGE_BREAK in text.text
    if by_page:
        content = text.text
        text = text.edit(_page_break(content, found.start()) for found in re.finditer(PAGE_BREAK, content))
    if "\n" not in text.text:
        return Outcome(text)
    content = text.text
    spans = {match.span(1) for match in _OPENED.finditer(content)}
    spans.update(_before_closing(content))
    spans.update(match.span(1) for match in _MEETING.finditer(content))
    text, marks, _ = mended(text, _edits(content, spans), name, "line ends inside a sentence dropped")
    content = text.text
    spans = {match.span(1) for match in _INSIDE.finditer(content)}
    spans.update(match.span() for match in _ALONE.finditer(content))
    text, inside, _ = mended(
        text, _edits(content, spans), name, "line ends inside a word or parentheses dropped"
    )
    filled, cut = _filled(text.text, by_page=by_page)
    _, log, _ = mended(text, filled, name, "lines filled to one width joined")
    _, more, _ = mended(text, cut, name, "figures cut by a line end joined")
    return Outcome(text.edit(sorted(filled + cut)), marks + inside + log + more)


def _page_break(text: str, at: int) -> Edit:
    """Drop a form feed; where it stands within a line it is a line end."""
    alone = at == 0 or text[at - 1] == "\n" or text[at + 1 : at + 2] in ("\n", "")
    return Edit(at, at + 1, "" if alone else "\n")


def _before_closing(text: str) -> Iterator[tuple[int, int]]:
    for match in _CLOSED.finditer(text):
        start = match.start()
        while start and text[start - 1] == " ":
            start -= 1
        if start and text[start - 1] not in "\n。！？!?":
            yield start, match.end()


def _edits(text: str, spans: Iterable[tuple[int, int]]) -> list[Edit]:
    edits: list[Edit] = []
    for start, end in sorted(spans):
        if edits and start < edits[-1].end:
            continue
        # 附表15 and 16 on the next line are two figures.
        if start and _DIGIT.match(text[start - 1]) and _DIGIT.match(text[end : end + 1]):
            continue
        edits.append(Edit(start, end, ""))
    return edits


def _filled(text: str, *, by_page: bool) -> tuple[list[Edit], list[Edit]]:
    """Return the line ends to drop in a text whose lines were broken at one width, those in figures apart."""
    lines = lines_of(text, by_page=by_page)
    widths = columns(lines, by_page=by_page)
    filled: list[Edit] = []
    cut: list[Edit] = []
    # Whether the line opens a paragraph, and how much of the line of the page stands before it.
    opens, before = True, 0.0
    for index, line in enumerate(lines[:-1]):
        following = lines[index + 1]
        after = lines[index + 2] if index + 2 < len(lines) else None
        column = widths[index]
        width = before + line.width if column is not None else 0.0
        if column is None or not _goes_on(line, following, after, column, width, opens=opens):
            opens, before = True, 0.0
            continue
        new = _seam(line, following)
        if new is None:
            opens, before = True, 0.0
            continue
        in_figure = not new and _DIGIT.match(line.text[-1]) and _DIGIT.match(following.text[0])
        (cut if in_figure else filled).append(Edit(line.end, following.start, new))
        # A line that ended early, at a comma, may be the first half of one line of the page.
        early = width + following.first_word + (_INDENT if opens else 0) <= column - _RAGGED
        half = early and width + following.width <= column + 2
        opens, before = opens and half, width if half else 0.0
    return filled, cut


def _goes_on(
    line: Line, following: Line, after: Line | None, column: float, width: float, *, opens: bool
) -> bool:
    """Tell whether the page broke a line where the text goes on: the next word would not have fitted."""
    if not line.text or not following.text or line.is_row or following.is_row:
        return False
    if following.opens:
        return line.counts_on(following)
    # The first line of a paragraph stands in, which the text does not show.
    room = column - width - following.first_word - (_INDENT if opens else 0)
    if line.is_ended:
        if room >= _EVEN or _is_label(following, column):
            return False
        return line.leads_on or not following.stands_in(after, column)
    if line.ends_in_comma or line.is_cut(following):
        return True
    if not opens:
        # A paragraph that has begun ends with a mark.
        if not line.is_bare:
            return width > column * _MOST_OF_IT
        return room < _RAGGED and not following.opens_date_line and not _is_label(following, column)
    if line.is_bare:
        return room < (_EVEN if line.opens else _RAGGED) and not _is_heading(line, following, after, column)
    # A line with a mark within that ends without one is prose cut off, unless a number makes it a heading.
    return room < _RAGGED or ((line.is_spaced or not line.opens) and width > column * _MOST_OF_IT)


def _is_heading(line: Line, following: Line, after: Line | None, column: float) -> bool:
    """Tell whether a line without marks stands alone, by what follows it."""
    if following.opens_date_line or (line.opens and following.opens_dated):
        return True
    return following.stands_in(after, column) or _is_label(following, column)


def _is_label(line: Line, column: float) -> bool:
    """Tell a short line that is no end of a sentence: a name, a heading."""
    return line.is_bare and 8 < line.width < column - 8


def _seam(line: Line, following: Line) -> str | None:
    """Return what stands where two lines are joined, or None where the line end has to stay."""
    last, first = line.text[-1], following.text[0]
    if line.is_spread and (following.is_spread or len(following.text) <= 2):
        # The spaces between the letters go later, all at once.
        return None if _YEAR.match(following.words) and _DIGIT.match(last) else " "
    if _DIGIT.match(last) and _DIGIT.match(first):
        return None if _YEAR.match(following.text) else ""
    if last in ",." and _DIGIT.match(first) and _DIGIT.match(line.text[-2:-1]):
        # 12, and 100万元 are two figures, or one with a separator: another repair tells.
        return " " if last == "," else ""
    if _LETTER.match(last) and (_LETTER.match(first) or _DIGIT.match(first)):
        return " "
    return ""
