"""What a file is by its first bytes, where its name says something else."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is in truth: `label` for messages, `formats` the names of the readers that may read it.

    The readers in `told_by` cannot read it, but say better why; `instead` is what the user may do.
    """

    label: str
    formats: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    instead: str = ""


_HTML = Kind("an HTML page", ("html",))
_ZIP = Kind("a ZIP archive", ("zip", "docx"))
# What stands among the first names within a ZIP archive, and what the file is then.
_PACKED: tuple[tuple[bytes, Kind], ...] = (
    (b"word/", Kind("a Word document", ("docx", "zip"))),
    (b"xl/", Kind("an Excel workbook", instead="save it as .csv")),
    (b"ppt/", Kind("a PowerPoint presentation")),
    (b"OFD.xml", Kind("an OFD document")),
    (b"mimetypeapplication/vnd.oasis", Kind("an OpenDocument file", instead="save it as .docx")),
    (b"mimetypeapplication/epub", Kind("an EPUB book")),
)
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind("a PDF", ("pdf",))),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Kind("an old Word, Excel or PowerPoint file", told_by=("docx",), instead="save it as .docx or .csv"),
    ),
    (b"\x1f\x8b\x08", Kind("a gzip file", ("gz",))),
    (b"PAR1", Kind("a Parquet table", ("parquet",))),
    (b"Rar!\x1a\x07", Kind("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7z archive")),
    (b"\xfd7zXZ\x00", Kind("an xz file")),
    (b"BZh", Kind("a bzip2 file")),
    (b"{\\rtf", Kind("an RTF document", instead="save it as .docx")),
    (b"\x89PNG\r\n", Kind("a PNG picture")),
    (b"\xff\xd8\xff", Kind("a JPEG picture")),
    (b"GIF8", Kind("a GIF picture")),
    (b"II*\x00", Kind("a TIFF picture")),
    (b"MM\x00*", Kind("a TIFF picture")),
    (b"SQLite format 3\x00", Kind("an SQLite database")),
    (b"AT&TFORM", Kind("a DjVu document")),
    (b"\x7fELF", Kind("a program")),
)
# Without a way back, as each split of a run of blanks would be tried.
_BEFORE_HTML = rb"\s*+(?:\xef\xbb\xbf)?(?:\s++|<\?xml[^>]*+>|<!--.*?-->)*+"
_HTML_START = re.compile(_BEFORE_HTML + rb"<(?:!doctype\s+html|html[\s>:])", re.IGNORECASE | re.DOTALL)
LOOKED_AT = 4096


def kind_of(data: bytes) -> Kind | None:
    """Tell a file by its first bytes; None for plain text and all that is not known.

    >>> kind_of(b"%PDF-1.7").label, kind_of("%全县".encode())
    ('a PDF', None)
    """
    head = data[:LOOKED_AT]
    if head.startswith(b"PK\x03\x04"):
        return next((kind for name, kind in _PACKED if name in head), _ZIP)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _HTML if _HTML_START.match(head) else None
