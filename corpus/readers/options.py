"""How inputs are to be read, and how far."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much is read at most, so that no input fills memory or runs for ever.

    `document_bytes` bounds one document (a file, a member of an archive, a cell); `expanded_bytes` all that
    one archive or compressed file gives, archives within it counted in; `ratio` how many times its stored
    size one member may give, once it has given `ratio_from` bytes; `members` the files of one archive,
    those of archives within it counted in; `depth` how many archives may stand within each other. `broken_rows`
    is how many rows of one table that cannot be read are told one by one; the others are one error together.

    >>> ReadLimits().depth
    3
    """

    document_bytes: int = 256 << 20
    expanded_bytes: int = 4 << 30
    ratio: int = 200
    ratio_from: int = 16 << 20
    members: int = 100_000
    depth: int = 3
    broken_rows: int = 1000


@dataclass(slots=True)
class Spent:
    """What an archive and all archives within it have given so far, against the limits."""

    expanded_bytes: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the caller knows about the inputs.

    `encoding` is a codec name; `text_column` the column, or the key, that holds the text; `input_format` the
    name of the reader for all documents whatever their suffix; `text_format` that of the reader for the
    cells of the text column (plain text without it). `patterns` are TOML files with more names of columns.
    `leave_out` are files of a folder that are not to be read, such as those the program writes.
    `as_stored` leaves documents that are not rows of plain text unread, for another process to read.
    `depth` and `spent` are set within archives: how many stand around a file, and what they gave.

    >>> ReadOptions(text_column="正文").encoding is None
    True
    """

    encoding: str | None = None
    text_column: str | None = None
    input_format: str | None = None
    text_format: str | None = None
    limits: ReadLimits = field(default_factory=ReadLimits)
    patterns: tuple[Path, ...] = ()
    leave_out: frozenset[Path] = frozenset()
    as_stored: bool = False
    depth: int = 0
    spent: Spent | None = None
