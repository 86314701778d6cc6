"""Bounds how many broken rows of one table are told one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.readers.errors import ReadError
from corpus.readers.found import Found


def told_within(rows: Iterator[Found], name: str, most: int) -> Iterator[Found]:
    """Give what a table gives: all its documents, its first `most` errors, and the others as one at the end.

    That one is known by the rows it is about, from the first to the last of them, and tells the cause of the first.

    Args:
        rows: documents and errors, those of a row under the path `name:row`.
        name: the path of the table.
        most: how many errors of rows are told one by one.

    >>> broken = (ReadError(f"a.csv:{row}", "no text in '正文'") for row in range(2, 10))
    >>> [str(error) for error in told_within(broken, "a.csv", 1)]
    ["a.csv:2: no text in '正文'", "a.csv:3-9: 7 of these rows cannot be read, the first because: no text in '正文'"]
    """
    told = 0
    rest: _Rest | None = None
    try:
        for found in rows:
            if not isinstance(found, ReadError) or not found.path.startswith(f"{name}:"):
                yield found
            elif told < most:
                told += 1
                yield found
            elif rest is None:
                rest = _Rest(found, found)
            else:
                rest.last = found
                rest.count += 1
    except Exception:
        # The reader gave up in the middle.
        if rest is not None:
            yield rest.error(name)
        raise
    if rest is not None:
        yield rest.error(name)


@dataclass(slots=True)
class _Rest:
    first: ReadError
    last: ReadError
    count: int = 1

    def error(self, name: str) -> ReadError:
        if self.count == 1:
            return self.first
        path = f"{self.first.path}-{self.last.path.removeprefix(f'{name}:')}"
        return ReadError(
            path, f"{self.count:,} of these rows cannot be read, the first because: {self.first.cause}"
        )
