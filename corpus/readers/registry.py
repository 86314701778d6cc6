"""The formats that are read: a name, a module and the suffixes of each.

A module is imported when a file of its format is met, so that heavy libraries cost nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Protocol, cast

from corpus.readers.found import Found
from corpus.readers.options import ReadOptions
from corpus.source import SourceText


class Reader(Protocol):
    """A module that reads one document from the bytes of a file.

    `VERSION` is raised whenever the text of the same bytes comes out otherwise.
    """

    NAME: str
    VERSION: str
    SUFFIXES: tuple[str, ...]

    def read(self, data: bytes, name: str, encoding: str | None = None) -> SourceText:
        """Turn the bytes of one file into its text; raise ReadError where they cannot be read."""
        ...


class CollectionReader(Protocol):
    """A module that reads the documents of a file that holds many.

    `SEEKS` says that `documents` needs a stream that can seek; the others are read from front to end.
    """

    NAME: str
    VERSION: str
    SUFFIXES: tuple[str, ...]
    SEEKS: bool

    def documents(self, stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
        """Give the documents, and an error in place of each that cannot be read, so that the rest goes on."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name (`--input-format`), its module, its suffixes.

    `many` says that a file holds many documents, `files` that those are files of any format.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    many: bool = False
    files: bool = False

    def reader(self) -> Reader:
        """Import the module of a format whose files hold one document."""
        return cast(Reader, import_module(self.module))

    def collection(self) -> CollectionReader:
        """Import the module of a format whose files hold many documents."""
        return cast(CollectionReader, import_module(self.module))


FORMATS: tuple[Format, ...] = (
    Format("text", "corpus.readers.text", (".txt", ".text", ".md", ".markdown", "")),
    Format("html", "corpus.readers.html", (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml")),
    Format("pdf", "corpus.readers.pdf", (".pdf",)),
    Format("docx", "corpus.readers.docx", (".docx", ".docm", ".doc", ".wps")),
    Format("jsonl", "corpus.readers.json_lines", (".jsonl", ".ndjson"), many=True),
    Format("json", "corpus.readers.json_list", (".json",), many=True),
    Format("csv", "corpus.readers.delimited", (".csv", ".tsv", ".tab"), many=True),
    Format("parquet", "corpus.readers.parquet", (".parquet", ".pq"), many=True),
    Format("zip", "corpus.readers.zipped", (".zip",), many=True, files=True),
    Format("gz", "corpus.readers.gzipped", (".gz",), many=True, files=True),
)

# 政府工作报告.2012年 has no suffix, nor has 报告1.5.
_SUFFIX = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,8}")


def suffix_of(name: str) -> str:
    """Return the suffix of a file name in small letters, empty where there is none.

    >>> suffix_of("A.TXT"), suffix_of("政府工作报告.2012年"), suffix_of("报告1.5")
    ('.txt', '', '')
    """
    suffix = PurePath(name).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def format_named(name: str) -> Format:
    """Return the format of a name.

    Raises:
        ValueError: there is none of this name; the message lists those there are.

    >>> format_named("text").suffixes[0]
    '.txt'
    """
    for known in FORMATS:
        if known.name == name:
            return known
    raise ValueError(f"{name!r} is none of {', '.join(known.name for known in FORMATS)}")


def format_of(name: str) -> Format | None:
    """Return the format of a file by the suffix of its name, plain text where there is none.

    >>> format_of("a.TXT").name, format_of("a.xyz")
    ('text', None)
    """
    suffix = suffix_of(name)
    return next((known for known in FORMATS if suffix in known.suffixes), None)


def known_suffixes() -> list[str]:
    """Return the suffixes that have a reader.

    >>> ".txt" in known_suffixes()
    True
    """
    return sorted(suffix for known in FORMATS for suffix in known.suffixes if suffix)
