"""What a reader gives: the text as it was stored, and how it was read."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.speech import Part

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

EncodingSource = Literal["given", "bom", "declared", "detected", "tolerant", "memory"]


def storable(text: str) -> str:
    """Return a text with what files and databases do not take, lone surrogates and NUL, made U+FFFD.

    >>> storable("全\\ud800县\\0")
    '全�县�'
    """
    return _UNSTORABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page, a file or the columns of a table say about a document beside its text.

    It stands in only where the text itself is silent. `date` is that of the document; `upload_date`, that of
    a web page, settles nothing. `address` is where the document was published. `other` keeps what has no
    place here, by the name it was given under.

    >>> Metadata(title="政府工作报告").other
    {}
    """

    title: str | None = None
    date: dt.date | None = None
    upload_date: dt.date | None = None
    issuer: str | None = None
    address: str | None = None
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of a document in a cell of a table: its column, how the table was read, what other columns say.

    >>> Cell("正文", "gb18030", "detected", Metadata(title="政府工作报告")).column
    '正文'
    """

    column: str
    encoding: str | None
    encoding_source: EncodingSource
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it is stored: its bytes, and what `corpus.readers.opening.read_stored` needs to read them.

    `reader` is the name of a format of `corpus.readers.registry`, `encoding` a codec where the caller knew it;
    `cell` is set where the bytes stood in a table.

    >>> StoredDocument("a.txt", "全县".encode(), "text").path
    'a.txt'
    """

    path: str
    data: bytes = field(repr=False)
    reader: str
    encoding: str | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a document before any repair, with its origin.

    `text` is the decoded text with its line ends as they are, a byte order mark left out, and every
    undecodable byte as U+FFFD. `sha256` is that of the raw bytes. `encoding_source` says how the encoding was
    settled: `bom`, `declared` in the first bytes, `detected`, `tolerant` (bytes were lost; each line decoded
    by score), `given` by the caller, or `memory` (there were no bytes). `bad_bytes` counts the undecodable
    bytes and `bad_offsets` are their offsets into the raw bytes, at most 200 of them. `path` of a document
    within another file names both (`archive.zip!/a.txt`, `table.csv:7`). `parts` says where the pages,
    paragraphs or tables of the file stand in the text.

    >>> SourceText.from_str("全县").encoding_source
    'memory'
    """

    text: str
    sha256: str
    path: str | None = None
    reader: str = "text"
    reader_version: str = "1"
    encoding: str | None = None
    encoding_source: EncodingSource = "memory"
    bad_bytes: int = 0
    bad_offsets: tuple[int, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    parts: tuple[Part, ...] = ()

    @classmethod
    def from_str(cls, text: str, path: str | None = None) -> SourceText:
        """Wrap a text that is already in memory; the hash is that of its UTF-8 form.

        Lone surrogates and NUL become U+FFFD, as undecodable bytes do; offsets stay as they are.
        """
        text = storable(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return cls(text=text, sha256=digest, path=path, encoding="utf-8")
