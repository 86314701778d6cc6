"""Reads the files of a ZIP archive, each by its own reader; nothing is written to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

import patterns
from corpus.readers.errors import ReadError
from corpus.readers.expanding import BROKEN, ExpandedError, Expanding, within
from corpus.readers.found import Found
from corpus.readers.opening import documents as documents_of
from corpus.readers.opening import refuse_other
from corpus.readers.options import ReadOptions, Spent
from corpus.readers.scoring import familiarity
from corpus.readers.signatures import LOOKED_AT

NAME = "zip"
VERSION = "1"
SUFFIXES = (".zip",)
SEEKS = True

_UTF8 = 0x800
_ENCRYPTED = 0x1
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")
_FAMILIAR = 0.2
# What stands before the bytes of a member at least, its name and extra fields left out.
_LOCAL_HEADER = 30


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Give the documents of all members in the order of their paths, each under `name!/member`.

    Folders, links, hidden members and what lies beside documents are passed over. A member that is encrypted,
    broken, has a path that leads out of the archive, or no reader, is an error in its place.
    """
    inner = within(name, options)
    spent = inner.spent or Spent()
    head = stream.read(LOOKED_AT)
    stream.seek(0)
    if not head:
        raise ReadError(name, "is empty")
    refuse_other(head, name, NAME)
    try:
        archive = ZipFile(stream)
    except (*BROKEN, NotImplementedError, struct.error) as error:
        raise ReadError(name, f"is no ZIP archive, or a broken one: {error}") from error
    with archive:
        overlapping = _overlapping(archive.infolist())
        members = [
            (path, info) for path, info in _named(archive.infolist()) if _is_wanted(path, info, options)
        ]
        spent.members += len(members)
        if spent.members > options.limits.members:
            raise ReadError(name, f"holds more than {options.limits.members:,} files, the most that are read")
        for path, info in sorted(members, key=lambda one: one[0].split("/")):
            where = f"{name}!/{path}"
            if id(info) in overlapping:
                yield ReadError(where, "is broken: its bytes are those of another member too")
                continue
            try:
                yield from _member(archive, info, path, where, inner)
            except ExpandedError as error:
                raise ExpandedError(name, f"{error.cause}; nothing after {path} is read") from error
            except ReadError as error:
                yield error


def _member(archive: ZipFile, info: ZipInfo, path: str, where: str, options: ReadOptions) -> Iterator[Found]:
    if not path:
        raise ReadError(where, "has no name")
    if path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/"):
        raise ReadError(where, "has a path that leads out of the archive")
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(where, "is encrypted")
    try:
        file = archive.open(info)
    except NotImplementedError as error:
        raise ReadError(where, f"is compressed in a way that is not known ({error})") from error
    except (*BROKEN, struct.error) as error:
        raise ReadError(where, f"is broken: {error}") from error
    with file:
        expanded = Expanding(file, where, options, lambda: info.compress_size)
        for found in documents_of(cast(BinaryIO, io.BufferedReader(expanded, 1 << 16)), where, options):
            if isinstance(found, ExpandedError):
                raise found
            yield found


def _overlapping(members: list[ZipInfo]) -> set[int]:
    """Return the `id` of the members that reach into the next one: by such a small file can give without end."""
    inorder = sorted(members, key=lambda info: info.header_offset)
    return {
        id(info)
        for info, after in pairwise(inorder)
        if info.header_offset + _LOCAL_HEADER + info.compress_size > after.header_offset
    }


def _is_wanted(path: str, info: ZipInfo, options: ReadOptions) -> bool:
    parts = path.split("/")
    if path.endswith("/") or stat.S_ISLNK(info.external_attr >> 16):
        return False
    if any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts):
        return False
    return not patterns.load(options.patterns).inputs.beside.has(parts[-1])


def _named(members: list[ZipInfo]) -> Iterator[tuple[str, ZipInfo]]:
    """Give the members with their names: those without the mark of UTF-8 in the encoding that fits them all."""
    raw = {
        at: info.orig_filename.encode("cp437", "replace")
        for at, info in enumerate(members)
        if not info.flag_bits & _UTF8
    }
    encoding = _encoding(b"\n".join(raw.values()))
    for at, info in enumerate(members):
        path = raw[at].decode(encoding, "replace") if at in raw else info.orig_filename
        yield _CONTROL.sub("\ufffd", path.replace("\\", "/")), info


def _encoding(names: bytes) -> str:
    """Return the encoding of names that do not say: ZIP means CP437, Chinese Windows writes GBK."""
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            text = names.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or familiarity(text) >= _FAMILIAR:
            return encoding
    return "cp437"
