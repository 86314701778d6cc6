"""Bounds what compressed files give, while they are read and not by what they say of themselves."""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile

from corpus.readers.errors import ReadError
from corpus.readers.options import ReadOptions, Spent

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# What the standard library raises for broken or encrypted members.
BROKEN = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)


class ExpandedError(ReadError):
    """All that an archive may give has been given."""


def within(name: str, options: ReadOptions) -> ReadOptions:
    """Return the options for what stands in an archive.

    Raises:
        ReadError: too many archives stand within each other.
    """
    if options.depth >= options.limits.depth:
        raise ReadError(name, f"stands within {options.depth} archives; no more are opened")
    return replace(options, depth=options.depth + 1, spent=options.spent or Spent())


class Expanding(io.RawIOBase):
    """The expanded bytes of a compressed file.

    A read raises ReadError where they are broken, are too many times what was stored (`stored` tells how much
    was), and ExpandedError where all archives around have given too much.
    """

    def __init__(self, stream: IO[bytes], name: str, options: ReadOptions, stored: Callable[[], int]) -> None:
        self._stream = stream
        self._name = name
        self._limits = options.limits
        self._spent = options.spent or Spent()
        self._stored = stored
        self._given = 0
        self._failure: ReadError | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read on; once it failed, it fails again."""
        if self._failure is not None:
            raise self._failure
        try:
            return self._read(memoryview(buffer))
        except ReadError as error:
            self._failure = error
            raise

    def _read(self, view: memoryview) -> int:
        try:
            data = self._stream.read(len(view))
        except ReadError:
            raise
        except NotImplementedError as error:
            raise ReadError(self._name, f"is compressed in a way that is not known ({error})") from error
        except BROKEN as error:
            raise ReadError(self._name, f"is broken: {str(error) or type(error).__name__}") from error
        self._given += len(data)
        self._spent.expanded_bytes += len(data)
        if self._spent.expanded_bytes > self._limits.expanded_bytes:
            most = f"{self._limits.expanded_bytes:,} bytes, the most that is read of an archive"
            raise ExpandedError(self._name, f"expands to more than {most}")
        if self._given > self._limits.ratio_from and self._given > self._limits.ratio * max(
            self._stored(), 1
        ):
            raise ReadError(self._name, f"expands to more than {self._limits.ratio} times its size")
        view[: len(data)] = data
        return len(data)
