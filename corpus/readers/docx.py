"""Reads Word documents: paragraphs and tables in their order, notes at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from corpus.readers.errors import ReadError
from corpus.readers.titles import plausible_title
from corpus.readers.word_body import Block, Table, blocks
from corpus.readers.word_numbers import Numbers, W
from corpus.readers.word_package import WordPackage
from corpus.source import Metadata, SourceText
from schemas import Part

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "docx"
VERSION = "1"
# Many a .doc or .wps is DOCX under another name; of the others it is said what they are.
SUFFIXES = (".docx", ".docm", ".doc", ".wps")
MOST_CHARACTERS = 20_000_000


def read(data: bytes, name: str, encoding: str | None = None) -> SourceText:
    """Give the text of a Word document as it is printed, page headers and footers left out.

    A paragraph is a line; a table has one line a row, its cells parted by tabs, and an empty line before and
    after it. The numbers of lists are written out. `parts` says where each paragraph and table stands.

    Args:
        data: the raw bytes.
        name: path or name, for messages and for `SourceText.path`.
        encoding: not used; the XML says itself how it is encoded.

    Raises:
        ReadError: no DOCX, an old .doc, an encrypted or damaged file, or one that expands too far.

    >>> try:
    ...     read(b"PK", "a.docx")
    ... except ReadError as error:
    ...     print(error)
    a.docx: is no DOCX or is damaged: File is not a zip file
    """
    package = WordPackage(data, name)
    body = package.main().find(f"{W}body")
    if body is None:
        raise ReadError(name, "is no DOCX: its document has no body")
    try:
        text, parts = _written(_story(package, body), name)
    except RecursionError as error:
        raise ReadError(name, "is damaged: its elements are nested too deep") from error
    if not parts:
        raise ReadError(name, "holds no text")
    return SourceText(
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        path=name,
        reader=NAME,
        reader_version=VERSION,
        metadata=Metadata(title=plausible_title(package.core_title())),
        parts=parts,
    )


def _story(package: WordPackage, body: _Element) -> Iterator[Block]:
    """Give the blocks of the body, and then those of the notes in the order in which they are referred to."""
    numbers = Numbers(package.related("numbering"), package.related("styles"))
    called: dict[tuple[str, str], None] = {}
    yield from blocks(body, numbers, lambda kind, of: called.setdefault((kind, of)))
    for kind in ("footnote", "endnote"):
        notes = package.related(f"{kind}s")
        if notes is None:
            continue
        by_id = {note.get(f"{W}id", ""): note for note in notes.iterfind(f"{W}{kind}")}
        for called_kind, of in list(called):
            if called_kind == kind and of in by_id:
                yield from blocks(by_id[of], numbers, lambda *_: None)


def _written(story: Iterator[Block], name: str) -> tuple[str, tuple[Part, ...]]:
    pieces: list[str] = []
    parts: list[Part] = []
    counts: dict[Literal["paragraph", "table"], int] = {"paragraph": 0, "table": 0}
    kind: Literal["paragraph", "table"]
    at = 0
    for block in story:
        if isinstance(block, Table):
            text = "\n".join("\t".join(row) for row in block.rows)
            # An empty line stands before and after a table.
            lead = "\n" if pieces and pieces[-1] != "\n" else ""
            piece = f"{lead}{text}\n\n"
            kind, start = "table", at + len(lead)
        else:
            text = block.text
            piece = f"{text}\n"
            kind, start = "paragraph", at
        if text.strip():
            counts[kind] += 1
            end = start + len(text)
            parts.append(Part(kind=kind, number=counts[kind], start=start, end=end))
        pieces.append(piece)
        at += len(piece)
        if at > MOST_CHARACTERS:
            raise ReadError(name, f"holds more than {MOST_CHARACTERS} characters")
    return "".join(pieces), tuple(parts)
