"""The documents of an archive, one after the other as they lie, each with the key of its content."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from corpus.readers.errors import ReadError
from corpus.readers.options import ReadOptions
from corpus.readers.registry import suffix_of
from corpus.readers.walking import documents_in, files_of
from corpus.source import Metadata, SourceText, StoredDocument

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# The reader of pages looks at these.
_PAGES_APART: Final = frozenset({".mht", ".mhtml", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of an archive, or in its place what could not be read.

    `content` is its key in the ledger; `read` counts the stored bytes of the archive that were read up to it.
    """

    place: str
    content: str
    found: SourceText | StoredDocument | ReadError
    read: int


def entries(paths: tuple[str, ...], options: ReadOptions) -> Iterator[Entry]:
    """Give the documents of files and folders, in an order that does not change.

    Memory holds the document at hand, and the names of the folders that it lies in.
    """
    before = 0
    for path in paths:
        for file in files_of(path, options):
            if isinstance(file, ReadError):
                yield _entry(file, before)
                continue
            watched: list[_Counted] = []
            for found in documents_in(file, options, named=file == Path(path), watched=_watch(watched)):
                yield _entry(found, before + sum(min(one.count, one.size) for one in watched))
            before += sum(one.size for one in watched)


def stored_bytes(paths: tuple[str, ...], options: ReadOptions) -> int:
    """Return how many bytes the files of an archive have, compressed as they are."""
    total = 0
    for path in paths:
        for file in files_of(path, options):
            if isinstance(file, Path):
                try:
                    total += file.stat().st_size
                except (OSError, ValueError):
                    continue
    return total


def content_key(found: SourceText | StoredDocument) -> str:
    """Return the key of a content: a hash of all that decides how it is read, but for where it lies.

    >>> one, other = (StoredDocument(path, b"text", "text") for path in ("a.txt", "b.txt"))
    >>> content_key(one) == content_key(other), content_key(one) == content_key(SourceText.from_str("text"))
    (True, False)
    """
    digest = hashlib.sha256()

    def add(value: str | None) -> None:
        data = b"" if value is None else b"=" + value.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)

    if isinstance(found, SourceText):
        for value in ("text", found.sha256, found.encoding, found.reader):
            add(value)
        _add_metadata(add, found.metadata)
        return digest.hexdigest()
    suffix = suffix_of(found.path)
    for value in ("stored", found.reader, suffix if suffix in _PAGES_APART else None, found.encoding):
        add(value)
    if found.cell is not None:
        for value in (found.cell.column, found.cell.encoding):
            add(value)
        _add_metadata(add, found.cell.metadata)
    add(hashlib.sha256(found.data).hexdigest())
    return digest.hexdigest()


def place_key(place: str) -> str:
    """Return the key of a place that gave no content.

    >>> place_key("a.jsonl:3").partition(":")[0]
    'place'
    """
    return "place:" + hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()


def is_place_key(content: str) -> bool:
    """Tell whether a key is that of a place which gave no content.

    >>> is_place_key(place_key("a.jsonl:3")), is_place_key("0f" * 32)
    (True, False)
    """
    return content.startswith("place:")


def _add_metadata(add: Callable[[str | None], None], metadata: Metadata) -> None:
    for date in (metadata.date, metadata.upload_date):
        add(None if date is None else date.isoformat())
    for text in (metadata.title, metadata.issuer, metadata.address):
        add(text)
    for name in metadata.other:
        add(name)
        add(metadata.other[name])


def _entry(found: SourceText | StoredDocument | ReadError, read: int) -> Entry:
    if isinstance(found, ReadError):
        return Entry(found.path, place_key(found.path), found, read)
    return Entry(str(found.path), content_key(found), found, read)


def _watch(watched: list[_Counted]) -> Callable[[BinaryIO], BinaryIO]:
    def watch(stream: BinaryIO) -> BinaryIO:
        counted = _Counted(stream)
        watched.append(counted)
        return cast(BinaryIO, io.BufferedReader(counted, 1 << 16))

    return watch


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it; `size` is that of its file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0
        self.size = stream.seek(0, io.SEEK_END) if stream.seekable() else 0
        if stream.seekable():
            stream.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)
