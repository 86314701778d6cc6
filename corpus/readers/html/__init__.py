"""Reads web pages: the document without what the site put around it, tables as rows with tabs."""

from __future__ import annotations

import hashlib
import re

import patterns as knowledge
from corpus.readers.decoding import Decoded, UndecodableError
from corpus.readers.errors import ReadError
from corpus.readers.html.archive import page_in
from corpus.readers.html.charset import decode_page
from corpus.readers.html.content import choose
from corpus.readers.html.flow import Line, lines_of
from corpus.readers.html.furniture import site_words
from corpus.readers.html.index_table import index_lines
from corpus.readers.html.metadata import read_metadata, titles
from corpus.readers.html.tables import Tables
from corpus.readers.html.tree import Page, parse
from corpus.source import SourceText
from schemas.speech import Part

NAME = "html"
VERSION = "1"
SUFFIXES = (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml")

_ARCHIVES = (".mht", ".mhtml")


def read(data: bytes, name: str, encoding: str | None = None) -> SourceText:
    """Read a web page.

    A paragraph is a line, `<br>` ends one, a row of a table is a line with tabs between its cells, and an
    empty line stands before and after a table. Navigation, share bars, lists of links, the foot of the site,
    and what the page hides are left out.

    Args:
        data: the raw bytes.
        name: path or name, for messages and for `SourceText.path`.
        encoding: a codec name where the caller knows it; otherwise it is found out.

    Raises:
        ReadError: the bytes are no text, the encoding given is unknown, or the page holds no text.

    >>> page = "<title>会议_某市政府</title><div class=nav>首页</div><p>全县财政收入<b>4.2</b>亿元，增长3%。</p>"
    >>> source = read(page.encode(), "a.html")
    >>> source.text, source.metadata.title
    ('全县财政收入4.2亿元，增长3%。', '会议')
    """
    body = page_in(data) if name.lower().endswith(_ARCHIVES) else data
    if body is None:
        raise ReadError(name, "is no web archive that holds a page")
    try:
        found = decode_page(body, encoding)
    except UndecodableError as error:
        raise ReadError(name, str(error)) from error
    return _read(found, hashlib.sha256(data).hexdigest(), name)


def _read(found: Decoded, sha256: str, name: str) -> SourceText:
    known = knowledge.load()
    page = parse(found.text, xhtml=name.lower().endswith(".xhtml"))
    lines = _lines(page)
    if not lines:
        raise ReadError(name, _nothing(found.text))
    index = index_lines(lines, known)
    fields = [field for at in sorted(index) for field in index[at]]
    document = [line for at, line in enumerate(lines) if at not in index] or lines
    words = site_words(known)
    kept = choose(page, document, titles(page, known), words)
    text, parts = written(kept)
    of_document = {id(line) for line in kept}
    notices = [line for line in lines if id(line) not in of_document and words.is_notice(line, weak=True)]
    return SourceText(
        text=text,
        sha256=sha256,
        path=name,
        reader=NAME,
        reader_version=VERSION,
        encoding=found.encoding,
        encoding_source=found.source,
        bad_bytes=found.bad_bytes,
        bad_offsets=found.bad_offsets,
        metadata=read_metadata(page, notices, fields, known),
        parts=parts,
    )


def _lines(page: Page) -> list[Line]:
    """Return what the page shows, or what it hides where that is most of it: a script shows it then."""
    shown = lines_of(page.root, Tables(page).rows_of)
    if any(node.hidden for node in page.nodes):
        whole = lines_of(page.root, Tables(page, hidden=True).rows_of, hidden=True)
        if sum(line.chars for line in whole) > 4 * sum(line.chars for line in shown):
            return whole
    return shown


def written(lines: list[Line]) -> tuple[str, tuple[Part, ...]]:
    """Return the text of lines, and where its tables stand.

    >>> written([])
    ('', ())
    """
    pieces: list[str] = []
    parts: list[Part] = []
    length = 0
    start = 0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is not None:
            # An empty line before a table and after it.
            gap = "\n\n" if line.table is not before.table else "\n"
            pieces.append(gap)
            length += len(gap)
        if line.table is not None and (before is None or before.table is not line.table):
            start = length
        pieces.append(line.text)
        length += len(line.text)
        if line.table is not None and (at + 1 == len(lines) or lines[at + 1].table is not line.table):
            parts.append(Part(kind="table", number=len(parts) + 1, start=start, end=length))
    return "".join(pieces), tuple(parts)


def _nothing(text: str) -> str:
    if re.search(r"<i?frame\b", text, re.IGNORECASE):
        return "holds no text: the text of its frames is in other files"
    return "holds no text" if text.strip() else "is blank"
