"""The files that a path names: itself, those of a folder, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import patterns
from corpus.readers.errors import ReadError
from corpus.readers.opening import documents
from corpus.readers.options import ReadOptions
from corpus.source import SourceText

STANDARD_INPUT = "-"


def stored_documents(path: str | os.PathLike[str], options: ReadOptions) -> Iterator[SourceText | ReadError]:
    """Give the documents of a file, of all files under a folder in the order of their paths, or of `-`."""
    given = os.fspath(path)
    if not given:
        # An empty path would be the current folder, and is a variable that was not set.
        yield ReadError("''", "an empty path names no file")
    elif given == STANDARD_INPUT:
        yield from _standard_input(options)
    else:
        root = Path(given)
        for file in _files(root, options):
            if isinstance(file, ReadError):
                yield file
            else:
                yield from _file(file, options, named=file == root)


def _files(root: Path, options: ReadOptions) -> list[Path | ReadError]:
    # Not Path.is_dir, which raises where a name is too long.
    if not os.path.isdir(root):  # noqa: PTH112
        return [root]
    beside = patterns.load(options.patterns).inputs.beside
    problems: list[Path | ReadError] = []

    def walk_error(error: OSError) -> None:
        problems.append(ReadError(_shown(error.filename or root), error.strerror or str(error)))

    found: list[Path] = []
    for folder, subfolders, names in os.walk(root, onerror=walk_error):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found.extend(Path(folder, name) for name in names if not (name.startswith(".") or beside.has(name)))
    if not found and not problems:
        problems.append(ReadError(_shown(root), "the folder holds no files to read"))
    if options.leave_out:
        found = [file for file in found if real_path(file) not in options.leave_out]
    return [*problems, *sorted(found, key=lambda file: file.parts)]


def _file(file: Path, options: ReadOptions, named: bool) -> Iterator[SourceText | ReadError]:
    name = _shown(file)
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
        yield from documents(stream, name, options)


def real_path(path: str | os.PathLike[str]) -> Path:
    """Return a path without links; where links lead round in a circle, as far as they can be followed.

    >>> real_path("/a/../b").as_posix()
    '/b'
    """
    # Not Path.resolve, which raises RuntimeError for such links in Python 3.11.
    return Path(os.path.realpath(path))


def _shown(path: str | os.PathLike[str]) -> str:
    """Return a path as it can be written: one that is no UTF-8 is mostly GBK, from an archive of old."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _standard_input(options: ReadOptions) -> Iterator[SourceText | ReadError]:
    # Python has no stream at all where the descriptor was closed before it started.
    if sys.stdin is None:
        yield ReadError(STANDARD_INPUT, "standard input is closed")
    else:
        yield from documents(sys.stdin.buffer, STANDARD_INPUT, options)
