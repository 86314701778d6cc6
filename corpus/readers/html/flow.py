"""Writes the text of a page as lines: a paragraph is a line, as is a row of a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.readers.html.numbering import is_numbered, item_number
from corpus.readers.html.tree import Node
from corpus.readers.typography import RAISED

# fmt: off
_BLOCKS = frozenset((
    "html", "body", "address", "article", "aside", "blockquote", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu",
    "nav", "noscript", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
))
# fmt: on
_AS_TYPED = frozenset(("pre", "listing", "plaintext", "xmp"))
_TYPED_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.IGNORECASE)
# A file that the document brings along is part of it; so is a place within the page.
_OWN_LINK = re.compile(
    r"\s*(?:#|$)|.*\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|zip|rar|7z|csv|txt)(?:[?#].*)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff"
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])\n|\n(?=[{_WIDE}])")
_LETTER_END = re.compile(r"[A-Za-z]\s*$")


@dataclass(slots=True, eq=False)
class Line:
    """A line of the page: its text, how many of its characters are links to other pages, and its block.

    `table` is the table of which the line is a row.
    """

    text: str
    linked: int
    node: Node
    table: Node | None = None

    @property
    def chars(self) -> int:
        """The number of characters that are no white space."""
        return len("".join(self.text.split()))


def lines_of(
    root: Node,
    rows_of: Callable[[Node], list[Line] | None] = lambda table: None,
    *,
    hidden: bool = False,
) -> list[Line]:
    """Return what an element shows, line by line, without blank lines.

    Args:
        root: the element.
        rows_of: gives the rows of a table, or None where its cells are read as blocks of text.
        hidden: give also what the page hides.

    >>> from corpus.readers.html.tree import parse
    >>> page = parse("<p>收入<b>12.</b><i>5</i>亿\\n元<br>增长3%<div>占地2km<sup>2</sup></div>")
    >>> [line.text for line in lines_of(page.root)]
    ['收入12.5亿元', '增长3%', '占地2km2']
    """
    writer = _Writer(root)
    walk: list[tuple[Node, Iterator[Node | str]]] = [(root, iter(root.children))]
    writer.start(root)
    while walk:
        node, rest = walk[-1]
        for child in rest:
            if isinstance(child, str):
                writer.data(child)
            elif child.tag == "head" or (child.hidden and not hidden):
                continue
            elif child.tag == "table" and (rows := rows_of(child)) is not None:
                writer.flush()
                writer.lines.extend(rows)
            else:
                writer.start(child)
                walk.append((child, iter(child.children)))
                break
        else:
            walk.pop()
            writer.end(node)
    writer.flush()
    return writer.lines


def is_link(node: Node) -> bool:
    """Tell a link to another page from an anchor, and from the link to a file that comes with the document."""
    return node.tag == "a" and "href" in node.attributes and not _OWN_LINK.match(node.get("href"))


def in_one_line(text: str) -> str:
    """Collapse white space as a page shows it; a line end beside a Chinese character is nothing at all.

    >>> in_one_line(" 财政\\n  收入 12.5\\tGDP\\n growth")
    '财政收入 12.5 GDP growth'
    """
    text = _SPACE.sub(lambda found: "\n" if "\n" in found[0] or "\r" in found[0] else " ", text).strip(" \n")
    return _WIDE_BREAK.sub("", text).replace("\n", " ").replace("\xa0", " ").rstrip()


class _Writer:
    def __init__(self, root: Node) -> None:
        self.lines: list[Line] = []
        self.blocks: list[Node] = [root]
        self.pieces: list[str] = []
        self.linked = self.links = self.typed = self.raised = 0
        self.number = ""
        self.counts: dict[int, int] = {}

    def start(self, node: Node) -> None:
        if _is_block(node):
            self.flush()
            self.blocks.append(node)
            self.typed += _is_typed(node)
            if node.tag == "li":
                self.number = item_number(node, self.counts)
        elif node.tag == "br":
            self.flush()
        self.links += is_link(node)
        self.raised += node.tag == "sup"

    def end(self, node: Node) -> None:
        if _is_block(node):
            self.flush()
            self.blocks.pop()
            self.typed -= _is_typed(node)
            if node.tag == "li":
                self.number = ""
        self.links -= is_link(node)
        self.raised -= node.tag == "sup"

    def data(self, text: str) -> None:
        if self.raised and self.pieces and not _LETTER_END.search(self.pieces[-1]):
            # 10⁸ is not 108, and a note's number after 5.2% is no figure; after a letter (km2) it is part of a unit.
            text = text.translate(RAISED)
        if self.links:
            self.linked += len("".join(text.split()))
        if not self.typed:
            self.pieces.append(text)
            return
        *whole, last = text.replace("\r\n", "\n").split("\n")
        for line in whole:
            self.pieces.append(line)
            self.flush()
        self.pieces.append(last)

    def flush(self) -> None:
        if not self.pieces:
            return
        text = "".join(self.pieces)
        text = text.replace("\xa0", " ").replace("\t", " ").rstrip() if self.typed else in_one_line(text)
        self.pieces.clear()
        linked, self.linked = self.linked, 0
        if text.strip():
            if self.number and not is_numbered(text):
                text = self.number + text.lstrip(" ")
            self.number = ""
            self.lines.append(Line(text, linked, self.blocks[-1]))


def _is_block(node: Node) -> bool:
    return node.tag in _BLOCKS or (
        "style" in node.attributes and bool(_BLOCK_STYLE.search(node.get("style")))
    )


def _is_typed(node: Node) -> bool:
    return node.tag in _AS_TYPED or (
        "style" in node.attributes and bool(_TYPED_STYLE.search(node.get("style")))
    )
