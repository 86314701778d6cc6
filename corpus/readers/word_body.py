"""Walks the body of a Word document and gives its paragraphs and tables in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.typography import RAISED, in_cell
from corpus.readers.word_numbers import Numbers, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What a grid may span; Word itself allows 63 columns.
_MOST_COLUMNS = 63
# The signs of the Symbol font that figures are written with.
_SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xB0: "°", 0x25: "%", 0x2D: "-"}

# Elements whose content stands in the text as if they were not there.
_THROUGH = frozenset(
    f"{W}{name}"
    for name in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdtContent",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
    )
)
_RULES_OF_FIELD = re.compile(r"\s*TOC\b")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its number written out; `text` may hold line feeds and tabs, or be empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table on its grid: a merged cell stands at its first place, and the others that it covers are empty."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@dataclass(slots=True)
class _Field:
    """A field that is open: what was read of its code, and whether its result has begun."""

    code: str = ""
    result: bool = False

    @property
    def hidden(self) -> bool:
        """Tell whether what is read now is no text: a code, or a table of contents."""
        return not self.result or _RULES_OF_FIELD.match(self.code) is not None


@dataclass(slots=True)
class _Walk:
    """What is carried from paragraph to paragraph: open fields, and the text of one whose mark was deleted."""

    numbers: Numbers
    notes: Callable[[str, str], None]
    fields: list[_Field] = field(default_factory=list)
    carried: str = ""


def blocks(body: _Element, numbers: Numbers, notes: Callable[[str, str], None]) -> Iterator[Block]:
    """Give the paragraphs and tables of a body, cell or note in the order of the document.

    Tracked insertions are kept, deletions are not; of a field its result is kept, but not that of a table of
    contents; hidden text is left out. A text box comes after the paragraph that holds it.

    Args:
        body: the element whose children are paragraphs and tables.
        numbers: counts the numbered paragraphs.
        notes: called with `footnote` or `endnote` and the id of each note that is referred to.
    """
    walk = _Walk(numbers, notes)
    yield from _blocks(body, walk)
    yield from _left(walk)


def _left(walk: _Walk) -> Iterator[Block]:
    """Give what a deleted mark was to join to a paragraph that never came."""
    if walk.carried:
        yield Paragraph(walk.carried)
        walk.carried = ""


def _blocks(parent: _Element, walk: _Walk) -> Iterator[Block]:
    for child in parent.iterchildren("*"):
        tag = child.tag
        if tag == f"{W}p":
            yield from _paragraph(child, walk)
        elif tag == f"{W}tbl":
            yield from _table(child, walk)
        elif tag == f"{W}sdt":
            if not _placeholder(child):
                yield from _blocks(child, walk)
        elif tag in _THROUGH:
            yield from _blocks(child, walk)
        elif tag == f"{_MC}AlternateContent":
            yield from _blocks(_choice(child), walk)


def _paragraph(element: _Element, walk: _Walk) -> Iterator[Block]:
    boxes: list[_Element] = []
    number = walk.numbers.of(element)
    text = walk.carried + "".join(_inline(element, walk, boxes)).strip("\n")
    walk.carried = ""
    hidden = bool(walk.fields) and any(open_field.hidden for open_field in walk.fields)
    if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
        # The mark at its end was deleted: it runs on into the next paragraph.
        walk.carried = text
    elif text or not hidden:
        yield Paragraph(number + text if text.strip() else text)
    for box in boxes:
        yield from _blocks(box, walk)


def _inline(parent: _Element, walk: _Walk, boxes: list[_Element]) -> Iterator[str]:
    for child in parent.iterchildren("*"):
        tag = child.tag
        if tag == f"{W}r":
            yield from _run(child, walk, boxes)
        elif tag == f"{W}fldSimple" and _RULES_OF_FIELD.match(child.get(f"{W}instr", "")):
            continue
        elif tag in _THROUGH:
            yield from _inline(child, walk, boxes)
        elif tag == f"{W}sdt":
            if not _placeholder(child):
                yield from _inline(child, walk, boxes)
        elif tag == f"{_MC}AlternateContent":
            yield from _inline(_choice(child), walk, boxes)
        elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
            yield _formula(child)


def _run(run: _Element, walk: _Walk, boxes: list[_Element]) -> Iterator[str]:
    properties = run.find(f"{W}rPr")
    if properties is not None and _on(properties.find(f"{W}vanish")):
        return
    raised = properties is not None and (mark := properties.find(f"{W}vertAlign")) is not None
    raised = raised and mark.get(f"{W}val") == "superscript"
    for text in _pieces(run, walk, boxes):
        if not any(open_field.hidden for open_field in walk.fields):
            # A raised 2 must not become the last digit of the figure before it.
            yield text.translate(RAISED) if raised else text


def _pieces(run: _Element, walk: _Walk, boxes: list[_Element]) -> Iterator[str]:
    for child in run.iterchildren("*"):
        tag = child.tag
        if tag == f"{W}t":
            yield child.text or ""
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}sym":
            yield _symbol(child)
        elif tag == f"{W}fldChar":
            _field_mark(child.get(f"{W}fldCharType"), walk)
        elif tag == f"{W}instrText":
            if walk.fields:
                walk.fields[-1].code += (child.text or "")[:200]
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            walk.notes(tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", ""))
        elif tag == f"{W}ruby":
            yield from _inline(child, walk, boxes)
        elif tag == f"{_MC}AlternateContent":
            yield from _pieces(_choice(child), walk, boxes)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            boxes.extend(_boxes(child))


def _field_mark(kind: str | None, walk: _Walk) -> None:
    if kind == "begin":
        walk.fields.append(_Field())
    elif kind == "separate" and walk.fields:
        walk.fields[-1].result = True
    elif kind == "end" and walk.fields:
        walk.fields.pop()


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """Give the outermost text boxes of a drawing, each once."""
    for child in drawing.iterchildren("*"):
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _boxes(_choice(child))
        else:
            yield from _boxes(child)


def _choice(alternate: _Element) -> _Element:
    """Return the first form of what is written in several forms for programs of several ages."""
    found = alternate.find(f"{_MC}Choice")
    if found is None:
        found = alternate.find(f"{_MC}Fallback")
    return alternate if found is None else found


def _placeholder(control: _Element) -> bool:
    """Tell a content control that nobody filled in."""
    return _on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _on(switch: _Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbol(element: _Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        if element.get(f"{W}font", "").lower() == "symbol" and code & 0xFF in _SYMBOLS:
            return _SYMBOLS[code & 0xFF]
        return chr(code)
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _formula(element: _Element) -> str:
    out: list[str] = []
    for child in element.iterchildren("*"):
        if child.tag == f"{_M}t":
            out.append(child.text or "")
        elif child.tag == f"{_M}den":
            out.append("/" + _formula(child))
        else:
            out.append(_formula(child))
    return "".join(out)


def _table(table: _Element, walk: _Walk) -> Iterator[Block]:
    rows: list[tuple[list[str], list[Block]]] = []
    for row in _rows(table):
        cells: list[str] = [""] * _span(row.find(f"{W}trPr"), "gridBefore", 0)
        nested: list[Block] = []
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            content = [*_blocks(cell, walk), *_left(walk)]
            nested.extend(block for block in content if isinstance(block, Table))
            merged = None if properties is None else properties.find(f"{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val") != "restart"
            text = "\n".join(block.text for block in content if isinstance(block, Paragraph))
            cells.append("" if goes_on else in_cell(text))
            cells.extend([""] * (_span(properties, "gridSpan", 1) - 1))
        if len(cells) == 1 and nested:
            # One cell that holds a table is a frame: what it holds goes on as it stands.
            rows.append(([], content))
            continue
        rows.append((cells, nested))
    yield from _by_rows(rows)


def _by_rows(rows: list[tuple[list[str], list[Block]]]) -> Iterator[Block]:
    """Give the rows as one table, or as several where other tables stand between them."""
    stretch: list[list[str]] = []
    width = max((len(cells) for cells, _ in rows), default=0)
    for cells, nested in rows:
        if cells:
            stretch.append(cells + [""] * (width - len(cells)))
        if nested:
            if stretch:
                yield Table(tuple(map(tuple, stretch)))
                stretch = []
            yield from nested
    if stretch:
        yield Table(tuple(map(tuple, stretch)))


def _rows(parent: _Element) -> Iterator[_Element]:
    for child in parent.iterchildren("*"):
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _THROUGH or child.tag == f"{W}sdt":
            yield from _rows(child)


def _cells(parent: _Element) -> Iterator[_Element]:
    for child in parent.iterchildren("*"):
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _THROUGH or child.tag == f"{W}sdt":
            yield from _cells(child)


def _span(properties: _Element | None, name: str, default: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    try:
        return default if found is None else max(default, min(int(found.get(f"{W}val", "")), _MOST_COLUMNS))
    except ValueError:
        return default
