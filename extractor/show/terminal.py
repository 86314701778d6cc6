"""The source text in the terminal, its records marked in colour, or by brackets where there is no colour."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from extractor.show.characters import visible
from extractor.show.entries import indicator_span
from extractor.show.labels import KINDS, Labels
from extractor.show.spans import Segment, line_ends, segments

if TYPE_CHECKING:
    from schemas import Record, Speech

_STYLES: Final = {
    # Fore- and background together, so that a figure can be read on a dark terminal and on a light one.
    "target": Style(bold=True, color="bright_white", bgcolor="blue"),
    "actual": Style(bold=True, color="black", bgcolor="green"),
    "completion": Style(bold=True, color="black", bgcolor="yellow"),
    "project": Style(bold=True, color="magenta"),
    "measure": Style(bold=True, color="cyan"),
}
_NAME: Final = Style(underline=True)
_QUIET: Final = Style(dim=True)
_TITLE: Final = Style(bold=True)
_PLAIN: Final = Style()
# No sign of a drawing: their width differs from terminal to terminal.
_BAR: Final = "|"
_TAB: Final = 8
_MAY_NOT_BEGIN: Final = frozenset("，。；：、！？）》」』】〉”’％%,.;:!?)]")
_MAY_NOT_END: Final = frozenset("（《「『【〈“‘([")
_Piece = tuple[str, Style]


def legend(labels: Labels, colour: bool, kinds: Collection[str] = KINDS) -> str:
    """Say in one line how each kind is marked.

    >>> legend(Labels("zh"), colour=False, kinds=["target", "measure"])
    '[目标 …] [措施 …]'
    """
    shown = [kind for kind in KINDS if kind in kinds]
    if not colour:
        return " ".join(f"[{labels.say('short', kind)} …]" for kind in shown)
    parts = []
    for kind in shown:
        word = labels.say("kind", kind)
        parts.append(_ansi(f"{_BAR}[{word}]" if kind == "measure" else f" {word} ", _STYLES[kind]))
    return "  ".join([*parts, _ansi(labels.say("field", "indicator"), _NAME)])


def terminal_text(
    speech: Speech,
    labels: Labels,
    *,
    colour: bool = False,
    width: int = 80,
    kinds: Collection[str] = KINDS,
    only: bool = False,
) -> str:
    """Give the source text of a document with its records marked, each line with its number.

    Args:
        speech: the document and its records.
        labels: the language of the marks.
        colour: figures and names in colour, indicators underlined, measures in brackets with a bar in the
            margin, and lines folded at `width` columns. Without it each record stands in brackets after the
            name of its kind, and no line is folded.
        width: columns of the terminal.
        kinds: the kinds of records to mark.
        only: leave out lines without a record.

    No control character of the text is given on, only pictures of them.

    >>> from extractor import extract
    >>> print(terminal_text(extract("2011年，全县财政收入4.2亿元。"), Labels("en")), end="")
       1  2011年，全县财政收入[actual 4.2亿元]。
    """
    records = [record for record in speech.records if record.kind in kinds]
    spans = [(record.evidence.start, record.evidence.end) for record in records]
    names = [span for record in records if colour and (span := indicator_span(record))]
    ends = line_ends(speech.text)
    found = list(segments([*spans, *names], len(speech.text), ends))
    out: list[str] = []
    at = 0
    for number, end in enumerate(ends, 1):
        first = at
        while at < len(found) and found[at].end <= end:
            at += 1
        line = found[first:at]
        if only and not any(index < len(spans) for part in line for index in part.over):
            continue
        if colour:
            out.extend(_coloured(speech.text, line, records, spans, number, width))
        else:
            out.append(_bracketed(speech.text, line, records, spans, number, labels))
    return "".join(f"{line}\n" for line in out)


def _words(text: str, part: Segment) -> str:
    return visible(text[part.start : part.end].rstrip("\r\n"))


# --- without colour


def _bracketed(
    text: str,
    line: Sequence[Segment],
    records: Sequence[Record],
    spans: Sequence[tuple[int, int]],
    number: int,
    labels: Labels,
) -> str:
    out = [f"{number:>4}  "]
    for part in line:
        opened = [index for index in part.over if spans[index][0] == part.start]
        out.extend(f"[{labels.say('short', records[index].kind)} " for index in opened)
        out.append(_words(text, part))
        out.extend("]" for index in part.over if spans[index][1] == part.end)
    return "".join(out).rstrip()


# --- in colour


def _coloured(
    text: str,
    line: Sequence[Segment],
    records: Sequence[Record],
    spans: Sequence[tuple[int, int]],
    number: int,
    width: int,
) -> Iterator[str]:
    pieces: list[tuple[str, Style, bool]] = []
    for part in line:
        over = [index for index in part.over if index < len(records)]
        measures = [index for index in over if records[index].kind == "measure"]
        edge = _STYLES["measure"]
        pieces.extend(("[", edge, True) for index in measures if spans[index][0] == part.start)
        pieces.append((_words(text, part), _style(part, records), bool(measures)))
        pieces.extend(("]", edge, True) for index in measures if spans[index][1] == part.end)
    for row, (cut, barred) in enumerate(_folded(pieces, max(width - 6, 12))):
        margin = _ansi(f"{number:>4} " if row == 0 else " " * 5, _QUIET)
        bar = _ansi(_BAR, _STYLES["measure"]) if barred else " "
        yield margin + bar + "".join(_ansi(words, style) for words, style in cut)


def _style(part: Segment, records: Sequence[Record]) -> Style:
    """The style of the innermost record but measures, and an underline where an indicator's name stands."""
    style = _PLAIN
    for index in part.over:
        if index >= len(records):
            style += _NAME
        elif records[index].kind != "measure":
            style += _STYLES[records[index].kind]
    return style


def _folded(pieces: Sequence[tuple[str, Style, bool]], width: int) -> Iterator[tuple[list[_Piece], bool]]:
    """Fold a line, never between the digits of a figure nor before a closing sign; say where the bar stands."""
    characters = [(one, style, barred) for words, style, barred in pieces for one in words]
    start = used = 0
    for at, (one, _, _) in enumerate(characters):
        size = _TAB - used % _TAB if one == "\t" else cell_len(one)
        if used + size > width:
            cut = _break(characters, start, at)
            yield _row(characters[start:cut])
            used = sum(cell_len(word) for word, _, _ in characters[cut:at])
            start = cut
        used += size
    if start < len(characters) or not characters:
        yield _row(characters[start:])


def _break(characters: Sequence[tuple[str, Style, bool]], start: int, at: int) -> int:
    for cut in range(at, max(start, at - 24), -1):
        before, after = characters[cut - 1][0], characters[cut][0]
        together = before.isascii() and after.isascii() and not before.isspace() and not after.isspace()
        # Nor within a figure, which has a background of its own.
        style = characters[cut][1]
        together = together or (style.bgcolor is not None and characters[cut - 1][1] == style)
        if not together and after not in _MAY_NOT_BEGIN and before not in _MAY_NOT_END:
            return cut
    return at


def _row(characters: Sequence[tuple[str, Style, bool]]) -> tuple[list[_Piece], bool]:
    out: list[_Piece] = []
    column = 0
    for one, style, _ in characters:
        words = " " * (_TAB - column % _TAB) if one == "\t" else one
        column += cell_len(words)
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + words, style)
        else:
            out.append((words, style))
    return out, any(barred for _, _, barred in characters)


def title_line(speech: Speech, colour: bool) -> str:
    """Name a document: title, date, path."""
    title = visible(speech.title or "").replace("\n", " ")
    rest = [visible(str(part)) for part in (speech.date, speech.source.path) if part]
    return " · ".join([part for part in (_ansi(title, _TITLE) if colour else title,) if title] + rest)


def _ansi(words: str, style: Style) -> str:
    return style.render(words, color_system=ColorSystem.STANDARD) if words and style else words
