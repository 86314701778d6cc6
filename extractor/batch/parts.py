"""A folder of results as Parquet: parts, a journal while they are made, and a manifest once all of them are there."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.batch.tables import results_schema

MANIFEST: Final = "manifest.json"
JOURNAL: Final = "journal.jsonl"
_FORMAT: Final = "zhibiao parts 1"
_PLACED: Final = (
    pa.field("shard", pa.large_string(), nullable=False),
    pa.field("number", pa.int64(), nullable=False),
)


class PartsError(Exception):
    """A folder of parts cannot be used; one line that names the file and the cause."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of results: documents `first` to `first + rows` of a shard, the last of them in it where `last` says so.

    `size` are its bytes and `sha256` their hash; `done`, `failed`, `characters` and `records` count what it holds.
    """

    name: str
    shard: str
    first: int
    rows: int
    last: bool
    size: int
    sha256: str
    done: int
    failed: int
    characters: int
    records: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A shard as a manifest knows it: its key and stamp, the path of its first file, its parts in their order."""

    key: str
    stamp: str
    name: str
    parts: tuple[Part, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether its parts hold all its documents."""
        reached = 0
        for part in self.parts:
            if part.first != reached:
                return False
            reached += part.rows
        return bool(self.parts) and self.parts[-1].last


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of parts holds: the version of the pipeline that made them, and the shards in archive order."""

    version: str
    shards: tuple[Piece, ...] = field(default=())

    @property
    def parts(self) -> Iterator[Part]:
        """All parts, in the order of the archive."""
        for shard in self.shards:
            yield from shard.parts


def part_schema() -> pa.Schema:
    """Return the schema of a part: that of results, with the key of the shard and the number of the document in it.

    >>> part_schema().names[-2:]
    ['shard', 'number']
    """
    return pa.schema([*results_schema(), *_PLACED])


def write_part(folder: Path, table: pa.Table, last: bool) -> Part:
    """Write results of one shard, in the columns of `part_schema`, into a file that appears whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    shard, first = table.column("shard")[0].as_py(), table.column("number")[0].as_py()
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    data = stream.getvalue()
    name = f"part-{shard}-{first:09}.parquet"
    _write_whole(folder / name, data)
    failed = table.column("status").to_pylist().count("failed")
    return Part(
        name,
        shard,
        first,
        table.num_rows,
        last,
        len(data),
        hashlib.sha256(data).hexdigest(),
        table.num_rows - failed,
        failed,
        sum(one or 0 for one in table.column("characters").to_pylist()),
        sum(one or 0 for one in table.column("records").to_pylist()),
    )


def read_part(folder: Path, part: Part, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a part, or some of its columns, once its bytes are found to be those that were written.

    Raises:
        PartsError: it is missing or damaged.
    """
    path = folder / part.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PartsError(f"{path}: {error.strerror or error}") from error
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise PartsError(
            f"{path}: is damaged, its checksum is not that in {MANIFEST}; delete it and run the archive again"
        )
    return pq.read_table(io.BytesIO(data), columns=None if columns is None else list(columns))


def there(folder: Path, part: Part) -> bool:
    """Tell whether a part lies in its folder with all its bytes, of which only the number is looked at."""
    try:
        return (folder / part.name).stat().st_size == part.size
    except OSError:
        return False


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, after which the folder is whole.

    Raises:
        OSError: it cannot be written.
    """
    parts = list(manifest.parts)
    totals = {
        name: sum(getattr(part, name) for part in parts)
        for name in ("rows", "done", "failed", "characters", "records")
    }
    shards = [
        {"key": one.key, "stamp": one.stamp, "name": one.name, "parts": [asdict(part) for part in one.parts]}
        for one in manifest.shards
    ]
    said = {"format": _FORMAT, "pipeline_version": manifest.version, "totals": totals, "shards": shards}
    _write_whole(folder / MANIFEST, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises:
        PartsError: there is none, as after a run that did not end, or it is broken.
    """
    path = folder / MANIFEST
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        unfinished = (folder / JOURNAL).exists()
        cause = "the run that makes it did not end; run it again" if unfinished else "no such file"
        raise PartsError(f"{path}: {cause}") from error
    except OSError as error:
        raise PartsError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise PartsError(f"{path}: broken JSON") from error
    try:
        if said["format"] != _FORMAT:
            raise PartsError(f"{path}: is of the format {said['format']!r}, not {_FORMAT!r}")
        shards = [
            Piece(one["key"], one["stamp"], one["name"], tuple(Part(**part) for part in one["parts"]))
            for one in said["shards"]
        ]
        manifest = Manifest(said["pipeline_version"], tuple(shards))
    except (KeyError, TypeError) as error:
        raise PartsError(f"{path}: is no manifest of parts") from error
    if any(Path(part.name).name != part.name for part in manifest.parts):
        raise PartsError(f"{path}: names a part outside its folder")
    return manifest


class Journal:
    """The parts of a run that has not ended, a line each as they come; use it as a context manager.

    What an earlier run left, a journal or a manifest, is taken up where it is of the same version.

    Raises:
        PartsError: the folder holds the parts of another version.
        OSError: it cannot be written.
    """

    def __init__(self, folder: Path, version: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.version = version
        self._stamps: dict[str, str] = {}
        self._parts: dict[str, dict[int, Part]] = {}
        self._take_up()
        self._stream = (folder / JOURNAL).open("a", encoding="utf-8")

    def __enter__(self) -> Journal:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._stream.close()

    def piece(self, key: str, stamp: str, name: str) -> Piece:
        """Return what there is of a shard: nothing where its files were others."""
        parts = self._parts.get(key, {}) if self._stamps.get(key) == stamp else {}
        return Piece(key, stamp, name, tuple(parts[first] for first in sorted(parts)))

    def begin(self, stamps: Mapping[str, str]) -> None:
        """Note that shards, by their keys with their stamps, are made anew; what there was of them goes."""
        for path in self.folder.glob("part-*.parquet"):
            if path.name.split("-")[1] in stamps:
                path.unlink(missing_ok=True)
        for key, stamp in stamps.items():
            self._note({"shard": key, "stamp": stamp})

    def add(self, part: Part) -> None:
        """Note that a part is there."""
        self._note({"part": asdict(part)})

    def finish(self, shards: Iterable[Piece]) -> Manifest:
        """Make the manifest of shards that are whole; parts of shards that are no more are removed."""
        manifest = Manifest(self.version, tuple(shards))
        write_manifest(self.folder, manifest)
        kept = {part.name for part in manifest.parts}
        for path in self.folder.glob("part-*.parquet"):
            if path.name not in kept:
                path.unlink(missing_ok=True)
        self._stream.close()
        (self.folder / JOURNAL).unlink(missing_ok=True)
        return manifest

    def _note(self, line: dict[str, Any]) -> None:
        self._learn(line)
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._stream.flush()

    def _learn(self, line: Mapping[str, Any]) -> None:
        if "part" in line:
            part = Part(**line["part"])
            self._parts.setdefault(part.shard, {})[part.first] = part
        else:
            self._stamps[line["shard"]] = line["stamp"]
            self._parts[line["shard"]] = {}

    def _take_up(self) -> None:
        journal = self.folder / JOURNAL
        if (self.folder / MANIFEST).exists():
            manifest = read_manifest(self.folder)
            self._refuse_other(manifest.version, MANIFEST)
            for shard in manifest.shards:
                self._stamps[shard.key] = shard.stamp
                self._parts[shard.key] = {part.first: part for part in shard.parts}
        if not journal.exists():
            _write_whole(journal, (json.dumps({"pipeline_version": self.version}) + "\n").encode())
            return
        lines = journal.read_bytes().split(b"\n")
        # A line that was being written when the run was stopped has no end.
        whole = b"".join(line + b"\n" for line in lines[:-1])
        if lines[-1]:
            _write_whole(journal, whole)
        try:
            head, *rest = [json.loads(line) for line in lines[:-1]]
            self._refuse_other(head["pipeline_version"], JOURNAL)
            for line in rest:
                self._learn(line)
        except (ValueError, KeyError, TypeError) as error:
            raise PartsError(f"{journal}: is broken; delete the folder and run again") from error

    def _refuse_other(self, version: str, name: str) -> None:
        if version != self.version:
            raise PartsError(
                f"{self.folder / name}: was made by {version}, and this is {self.version}; give another folder"
            )


def _write_whole(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
