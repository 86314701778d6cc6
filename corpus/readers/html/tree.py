"""Parses a page into a plain tree, however deep, broken or long it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

# What never shows, whatever a style sheet says. The name of a page is read from its head.
# fmt: off
_DROPPED = frozenset((
    "script", "style", "template", "textarea", "select", "option", "optgroup", "datalist", "button",
    "svg", "canvas", "audio", "video", "object", "embed", "applet", "iframe", "frame", "xml", "rt",
    "rp", "noframes",
))
# fmt: on
# fmt: off
_VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
))
# fmt: on
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SELF_CLOSED = re.compile(
    r"<(script|style|title|iframe|textarea|noscript|noframes|template|select|button|object|xmp|svg|video|audio)"
    r"\b([^<>]{0,2000})/>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[A-Za-z/!?]")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_XML = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[\]]{0,1000}\[", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")
# NUL and DEL are no part of any text; other controls stay for the repairs to see.
_CONTROLS = str.maketrans("", "", "\x00\x7f")
_CHUNK = 1 << 20


@dataclass(slots=True, eq=False)
class Node:
    """An element: `index` counts from 0 in the order of the page, so that children follow their parents."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None
    index: int
    hidden: bool = False
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, empty where there is none."""
        return self.attributes.get(name, "")


@dataclass(slots=True)
class Page:
    """All elements of a page in its order; `nodes[0]` is the root, made up and without a name."""

    nodes: list[Node]

    @property
    def root(self) -> Node:
        """The node above all others."""
        return self.nodes[0]

    def named(self, *tags: str) -> list[Node]:
        """Return the elements of these names in the order of the page."""
        return [node for node in self.nodes if node.tag in tags]


def parse(text: str, *, xhtml: bool = False) -> Page:
    """Parse a page as browsers do, without expanding entities of its own, and without reading other files.

    `xhtml` says that elements may close themselves (`<script/>`), as they may where an XML declaration stands.

    >>> page = parse("<p>一<b>二</b><script>3</script><!-- 4 --><p>五")
    >>> [(node.tag, node.children) for node in page.named("p")][1]
    ('p', ['五'])
    """
    if not _TAG.search(text):
        # A text that was only named a page.
        return Page([root := Node("", {}, None, 0), _as_typed(text, root)])
    from lxml import etree

    builder = _Builder()
    parser: Any = etree.HTMLParser(target=builder, encoding="utf-8", huge_tree=True)
    data = _prepared(text, xhtml).encode("utf-8", "replace")
    if data.strip():
        # The tree that lxml builds is at most 2048 deep, and what is deeper is lost; its events have no bound.
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    return Page(builder.nodes)


def _prepared(text: str, xhtml: bool) -> str:
    text = text.translate(_CONTROLS)
    opened = _DOCTYPE.search(text, 0, 10_000)
    if opened and (closed := _SUBSET_END.search(text, opened.end())):
        # The declarations of entities that a document type may bring along are no text and are not used.
        text = text[: opened.start()] + text[closed.end() :]
    if xhtml or _XML.match(text):
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
        text = _CDATA.sub(_escaped, text)
    return text


def _as_typed(text: str, root: Node) -> Node:
    node = Node("pre", {}, root, 1, children=[text])
    root.children.append(node)
    return node


def _escaped(match: re.Match[str]) -> str:
    return match[1].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Builder:
    """Builds the tree from the events of the parser."""

    def __init__(self) -> None:
        self.nodes = [Node("", {}, None, 0)]
        self.top = self.nodes[0]
        self.dropping = 0

    def start(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self.dropping or tag in _DROPPED:
            self.dropping += tag not in _VOID
            return
        node = Node(tag, {}, self.top, len(self.nodes), tag == "noscript")
        if attributes:
            node.attributes = {name: value or "" for name, value in attributes.items()}
            node.hidden |= "hidden" in node.attributes or bool(_HIDING.search(node.get("style")))
        self.nodes.append(node)
        self.top.children.append(node)
        if tag not in _VOID:
            self.top = node

    def end(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.dropping:
            self.dropping -= 1
        elif self.top.parent is not None:
            self.top = self.top.parent

    def data(self, text: str) -> None:
        if not self.dropping:
            self.top.children.append(text)

    def comment(self, text: str) -> None:
        pass

    def pi(self, target: str, data: str | None = None) -> None:
        pass

    def close(self) -> Page:
        return Page(self.nodes)
