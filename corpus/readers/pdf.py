"""Reads the text layer of PDF files, page by page."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from corpus.readers.errors import ReadError
from corpus.readers.titles import plausible_title
from corpus.source import Metadata, SourceText
from schemas import Part

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

NAME = "pdf"
VERSION = "1"
SUFFIXES = (".pdf",)
PAGE_BREAK = "\f"
MOST_PAGES = 10_000
MOST_CHARACTERS = 20_000_000

# pdfium may be entered by one thread at a time.
_PDFIUM = threading.Lock()
_PASSWORD_NEEDED = 4
# pdfium puts one of these where a hyphen stood at the end of a line, and drops the line end. In figures the
# hyphen is a minus.
_HYPHENS = ("\ufffe", "\x02")


def read(data: bytes, name: str, encoding: str | None = None) -> SourceText:
    """Give the pages of a PDF as they are, in the order in which the file holds their text.

    Pages are parted by one form feed, a single page ends with one, and `parts` says where each stands; a
    page without text is an empty part. Page numbers and line ends stay: taking them out is cleaning. The
    title is that of the document information, where it looks like one.

    Args:
        data: the raw bytes.
        name: path or name, for messages and for `SourceText.path`.
        encoding: not used; PDF says itself which characters it holds.

    Raises:
        ReadError: no PDF, a damaged or encrypted one, one without any text, or one beyond the limits of
            `MOST_PAGES` and `MOST_CHARACTERS`.

    >>> try:
    ...     read(b"%PDF-1.7", "a.pdf")
    ... except ReadError as error:
    ...     print(error)
    a.pdf: is no PDF or is damaged: Data format error
    """
    with _PDFIUM:
        title, pages = _opened(data, name)
    if not any(page.strip() for page in pages):
        raise ReadError(name, "holds no text (scanned pages?)")
    # The form feed of a single page tells that its lines were set by a page.
    text = PAGE_BREAK.join(pages) if len(pages) > 1 else pages[0] + PAGE_BREAK
    return SourceText(
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        path=name,
        reader=NAME,
        reader_version=VERSION,
        metadata=Metadata(title=title),
        parts=tuple(_parts(pages)),
    )


def _opened(data: bytes, name: str) -> tuple[str | None, list[str]]:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > MOST_PAGES:
                raise ReadError(name, f"has more than {MOST_PAGES} pages")
            title = plausible_title(document.get_metadata_dict().get("Title"))
            return title, _pages(document, name)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            raise ReadError(name, "is encrypted") from error
        cause = str(error).partition("PDFium: ")[2].strip(" ).") or "no pages can be read"
        raise ReadError(name, f"is no PDF or is damaged: {cause}") from error


def _pages(document: PdfDocument, name: str) -> list[str]:
    pages: list[str] = []
    total = 0
    for number in range(len(document)):
        pages.append(_page(document, number))
        total += len(pages[-1])
        if total > MOST_CHARACTERS:
            raise ReadError(name, f"holds more than {MOST_CHARACTERS} characters")
    return pages


def _page(document: PdfDocument, number: int) -> str:
    """Return the text of a page; nothing where the page itself is broken, so that the others are read."""
    import pypdfium2

    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
            text: str = textpage.get_text_range(count=min(textpage.count_chars(), MOST_CHARACTERS + 1))
    except pypdfium2.PdfiumError:
        return ""
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-\n")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # The form feed is ours, and a NUL is a glyph without a character.
    return text.replace(PAGE_BREAK, "\n").replace("\0", "\ufffd")


def _parts(pages: list[str]) -> Iterator[Part]:
    at = 0
    for number, page in enumerate(pages, 1):
        yield Part(kind="page", number=number, start=at, end=at + len(page))
        at += len(page) + len(PAGE_BREAK)
