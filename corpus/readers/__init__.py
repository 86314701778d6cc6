"""Readers: one module a format, each with `NAME`, `VERSION`, `SUFFIXES` and `read(data, name, encoding)`.

A new format is a new module, named in `_MODULES`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from corpus.readers.errors import ReadError
from corpus.source import SourceText

__all__ = ["STANDARD_INPUT", "ReadError", "Reader", "read_bytes", "read_path", "reader_for"]

STANDARD_INPUT = "-"

# Suffix to module: a module is imported when a file of its format is met, so that heavy ones cost nothing
# else.
_MODULES: dict[str, str] = {
    ".txt": "corpus.readers.text",
    ".text": "corpus.readers.text",
    ".md": "corpus.readers.text",
    ".markdown": "corpus.readers.text",
    "": "corpus.readers.text",
}


class Reader(Protocol):
    """What a reader module gives."""

    NAME: str
    VERSION: str
    SUFFIXES: tuple[str, ...]

    def read(self, data: bytes, name: str, encoding: str | None = None) -> SourceText:
        """Turn the bytes of one file into its text."""
        ...


def reader_for(name: str) -> Reader:
    """Return the reader module for a file name, by its suffix.

    Raises:
        ReadError: no reader for such files.

    >>> reader_for("a.TXT").NAME
    'text'
    """
    suffix = Path(name).suffix.lower()
    module = _MODULES.get(suffix)
    if module is None:
        known = ", ".join(sorted(key for key in _MODULES if key))
        raise ReadError(name, f"no reader for {suffix} files (known: {known})")
    return cast(Reader, import_module(module))


def read_bytes(data: bytes, name: str = "-", encoding: str | None = None) -> SourceText:
    """Read one document from bytes; the suffix of `name` chooses the reader, plain text where there is none.

    Raises:
        ReadError: the bytes cannot be read.

    >>> read_bytes("\\ufeff全县".encode("utf-16-le")).text
    '全县'
    """
    return reader_for(name).read(data, name, encoding)


def read_path(
    path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    on_error: Callable[[ReadError], None] | None = None,
) -> Iterator[SourceText]:
    """Read a file, all files under a folder in the order of their paths, or standard input (`-`).

    Hidden files of a folder are left out. A file or input without any text is an error, as one that cannot
    be read is.

    Args:
        path: a file or a folder; `-` is standard input.
        encoding: a codec name for all the files, where it is known.
        on_error: called with each file that cannot be read, after which the others go on. Without it the first
            such file raises.

    Raises:
        ReadError: a file cannot be read and there is no `on_error`; the path does not exist; a folder holds
            nothing; the path is an empty string.
    """
    for name in _names(path, on_error):
        try:
            yield _read_stored(name, encoding)
        except ReadError as error:
            if on_error is None:
                raise
            on_error(error)


def _names(path: str | os.PathLike[str], on_error: Callable[[ReadError], None] | None) -> list[str]:
    given = os.fspath(path)
    # An empty path would be the current folder, and is a variable that was not set.
    return [given] if given in (STANDARD_INPUT, "") else list(map(str, _files(Path(given), on_error)))


def _files(root: Path, on_error: Callable[[ReadError], None] | None) -> list[Path]:
    def walk_error(error: OSError) -> None:
        problem = ReadError(str(error.filename or root), error.strerror or str(error))
        if on_error is None:
            raise problem
        on_error(problem)

    if not root.is_dir():
        return [root]
    found: list[Path] = []
    for folder, subfolders, names in os.walk(root, onerror=walk_error):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found.extend(Path(folder, name) for name in names if not name.startswith("."))
    if not found:
        problem = ReadError(str(root), "the folder holds no files")
        if on_error is None:
            raise problem
        on_error(problem)
    return sorted(found, key=lambda file: file.parts)


def _read_stored(name: str, encoding: str | None) -> SourceText:
    if not name:
        raise ReadError("''", "an empty path names no file")
    reader = reader_for(name)
    try:
        data = _standard_input() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise ReadError(name, error.strerror or str(error)) from error
    if not data:
        raise ReadError(name, "is empty")
    source = reader.read(data, name, encoding)
    if not source.text.strip():
        raise ReadError(name, "is blank")
    return source


def _standard_input() -> bytes:
    # Python has no stream at all where the descriptor was closed before it started.
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return sys.stdin.buffer.read()
