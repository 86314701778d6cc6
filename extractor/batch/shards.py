"""An archive cut into shards, each to be read anywhere: files of many documents alone, others some together."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import pyarrow as pa

from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.options import ReadOptions
from corpus.readers.registry import format_of
from corpus.readers.walking import documents_in, files_of, shown_path
from extractor.batch.archive import content_key, place_key
from extractor.batch.tables import BATCH, Task, batch_row

_SHARD_FILES: Final = 512
_SHARD_BYTES: Final = 16 << 20
_TABLE_ROWS: Final = 64
_TABLE_BYTES: Final = 1 << 20

READ: Final = pa.schema(
    [
        *BATCH,
        pa.field("shard", pa.large_string(), nullable=False),
        pa.field("number", pa.int64(), nullable=False),
        pa.field("last", pa.bool_(), nullable=False),
        pa.field("error", pa.large_string()),
    ]
)
"""What a shard gives: `BATCH` with the key of the shard, the number of the document in it from 0, whether it is the
last, and in `error` why it could not be read, if so."""


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A file to be read, under the path that is shown for it; `error` says why it cannot be, where that is known."""

    path: Path
    shown: str
    named: bool
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """Some files that follow each other in an archive.

    `key` is a name for it made of their paths, `stamp` a hash of their sizes and times: another stamp is another
    content.
    """

    key: str
    stamp: str
    size: int
    files: tuple[ShardFile, ...]

    @property
    def name(self) -> str:
        """The path of its first file."""
        return self.files[0].shown


def shards_of(paths: tuple[str, ...], options: ReadOptions) -> list[Shard]:
    """Return the shards of files and folders, in the order in which a run on one machine reads them."""
    shards: list[Shard] = []
    some: list[tuple[ShardFile, os.stat_result | None]] = []
    size = 0
    for file in chain.from_iterable(_files(path, options) for path in paths):
        status = _status(file)
        more = 0 if status is None else status.st_size
        alone = _holds_many(file)
        if some and (alone or len(some) >= _SHARD_FILES or size + more > _SHARD_BYTES):
            shards.append(_shard(some))
            some, size = [], 0
        some.append((file, status))
        size += _SHARD_BYTES if alone else more
    if some:
        shards.append(_shard(some))
    # A file that was named twice gives nothing the second time.
    return list({shard.key: shard for shard in reversed(shards)}.values())[::-1]


def tables_of(shard: Shard, options: ReadOptions) -> Iterator[pa.Table]:
    """Read a shard, some documents at a time, as tables of `READ`; what cannot be read is a row with its error."""
    rows: list[dict[str, object]] = []
    size = 0
    documents = chain.from_iterable(_found(file, options) for file in shard.files)
    for number, found in enumerate(documents):
        # Kept back until there is another, since the last one is marked.
        if len(rows) >= _TABLE_ROWS or size >= _TABLE_BYTES:
            yield pa.Table.from_pylist(rows, schema=READ)
            rows, size = [], 0
        row, more = _row(found)
        rows.append({**row, "shard": shard.key, "number": number, "last": False})
        size += more
    if rows:
        rows[-1]["last"] = True
        yield pa.Table.from_pylist(rows, schema=READ)


def _files(path: str, options: ReadOptions) -> Iterator[ShardFile]:
    for file in files_of(path, options):
        if isinstance(file, ReadError):
            yield ShardFile(Path(path), file.path, False, file.cause)
        else:
            # A worker may stand in another folder.
            yield ShardFile(Path(os.path.abspath(file)), shown_path(file), file == Path(path))  # noqa: PTH100


def _holds_many(file: ShardFile) -> bool:
    known = format_of(file.shown)
    return known is not None and known.many


def _status(file: ShardFile) -> os.stat_result | None:
    try:
        return None if file.error is not None else file.path.stat()
    except (OSError, ValueError):
        return None


def _shard(files: Iterable[tuple[ShardFile, os.stat_result | None]]) -> Shard:
    files = list(files)
    key, stamp = hashlib.sha256(), hashlib.sha256()
    for file, status in files:
        key.update(file.shown.encode("utf-8", "surrogatepass") + b"\0")
        said = file.error if status is None else f"{status.st_size} {status.st_mtime_ns}"
        stamp.update(f"{said}\0".encode("utf-8", "surrogatepass"))
    size = sum(status.st_size for _, status in files if status is not None)
    return Shard(key.hexdigest()[:16], stamp.hexdigest()[:16], size, tuple(file for file, _ in files))


def _found(file: ShardFile, options: ReadOptions) -> Iterator[Found]:
    if file.error is not None:
        yield ReadError(file.shown, file.error)
    else:
        yield from documents_in(file.path, options, file.named, shown=file.shown)


def _row(found: Found) -> tuple[dict[str, object], int]:
    if isinstance(found, ReadError):
        return {
            "place": found.path,
            "content": place_key(found.path),
            "data": b"",
            "error": found.cause,
        }, 0
    task = Task(str(found.path), content_key(found), found)
    return batch_row(task), task.size
