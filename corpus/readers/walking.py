"""The files that a path names: itself, those of a folder, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import patterns
from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.opening import documents
from corpus.readers.options import ReadOptions

STANDARD_INPUT = "-"


def stored_documents(path: str | os.PathLike[str], options: ReadOptions) -> Iterator[Found]:
    """Give the documents of a file, of all files under a folder in the order of their paths, or of `-`."""
    given = os.fspath(path)
    if given == STANDARD_INPUT:
        yield from _standard_input(options)
        return
    for file in files_of(given, options):
        if isinstance(file, ReadError):
            yield file
        else:
            yield from documents_in(file, options, named=file == Path(given))


def files_of(path: str | os.PathLike[str], options: ReadOptions) -> Iterator[Path | ReadError]:
    """Give the file of a path, or all files under a folder in the order of their paths, and what cannot be listed.

    No more than the names of one folder and of those around it are in memory.
    """
    given = os.fspath(path)
    if not given:
        # An empty path would be the current folder, and is a variable that was not set.
        yield ReadError("''", "an empty path names no file")
        return
    root = Path(given)
    # Not Path.is_dir, which raises where a name is too long.
    if not os.path.isdir(root):  # noqa: PTH112
        yield root
        return
    nothing = True
    for file in _under(root, options):
        nothing = False
        if isinstance(file, ReadError) or not options.leave_out or real_path(file) not in options.leave_out:
            yield file
    if nothing:
        yield ReadError(shown_path(root), "the folder holds no files to read")


def _under(folder: Path, options: ReadOptions) -> Iterator[Path | ReadError]:
    beside = patterns.load(options.patterns).inputs.beside
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=_name_of)
    except OSError as error:
        yield ReadError(shown_path(error.filename or folder), error.strerror or str(error))
        return
    for entry in found:
        if _is_folder(entry):
            if not entry.is_symlink():
                yield from _under(Path(folder, entry.name), options)
        elif not beside.has(entry.name):
            yield Path(folder, entry.name)


def _name_of(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link that leads round in a circle.
        return False


def documents_in(
    file: Path,
    options: ReadOptions,
    named: bool,
    watched: Callable[[BinaryIO], BinaryIO] | None = None,
    shown: str | None = None,
) -> Iterator[Found]:
    """Give the documents of one file.

    Args:
        file: the file.
        options: how it is read.
        named: whether the user named it; of those in a folder only regular files are opened.
        watched: puts a stream of the caller's around that of the file.
        shown: the path under which its documents are known, where that is another.
    """
    name = shown_path(file) if shown is None else shown
    try:
        # Opening a pipe that lies in a folder would wait for ever.
        if not named and file.exists() and not file.is_file():
            yield ReadError(name, "is no regular file")
            return
        stream = file.open("rb")
    except OSError as error:
        yield ReadError(name, error.strerror or str(error))
        return
    except ValueError as error:
        # A NUL in the name.
        yield ReadError(name, str(error))
        return
    with stream:
        yield from documents(stream if watched is None else watched(stream), name, options)


def real_path(path: str | os.PathLike[str]) -> Path:
    """Return a path without links; where links lead round in a circle, as far as they can be followed.

    >>> real_path("/a/../b").as_posix()
    '/b'
    """
    # Not Path.resolve, which raises RuntimeError for such links in Python 3.11.
    return Path(os.path.realpath(path))


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return a path as it can be written: one that is no UTF-8 is mostly GBK, from an archive of old."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _standard_input(options: ReadOptions) -> Iterator[Found]:
    # Python has no stream at all where the descriptor was closed before it started.
    if sys.stdin is None:
        yield ReadError(STANDARD_INPUT, "standard input is closed")
    else:
        yield from documents(sys.stdin.buffer, STANDARD_INPUT, options)
