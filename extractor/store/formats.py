"""The output formats by name; a new one is a module with a writer, and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from schemas import Speech
    from schemas.columns import Headings


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: where its writer lives, the endings of its files, and which settings it takes."""

    writer: str
    suffixes: tuple[str, ...] = ()
    binary: bool = False
    settings: tuple[str, ...] = ()


FORMATS: Final = {
    "jsonl": Format("extractor.store.jsonl:JsonlWriter", (".jsonl", ".ndjson")),
    "table": Format("extractor.store.table:TableWriter"),
    "csv": Format("extractor.store.separated:CsvWriter", (".csv",), settings=("headings", "bom")),
    "xlsx": Format("extractor.store.workbook:XlsxWriter", (".xlsx",), binary=True, settings=("headings",)),
    "parquet": Format("extractor.store.parquet:ParquetWriter", (".parquet",), binary=True),
}
"""The formats; the module of a writer is read when its format is asked for."""


def _unheard(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a format is written; None leaves it to the format.

    `headings` is what stands above the columns, `bom` whether a byte order mark comes first, `warn` is told in one
    line of what could not be written whole.
    """

    headings: Headings | None = None
    bom: bool | None = None
    warn: Callable[[str], None] = _unheard


class Writer(Protocol):
    """Takes documents one at a time, each whole or not at all; the stream stays the caller's."""

    def write(self, speech: Speech) -> int:
        """Take the records of one document; return how many.

        Raises:
            ValueError: the document cannot be written in this format; nothing of it was taken.
        """

    def close(self) -> None:
        """Finish the output."""

    def discard(self) -> None:
        """Let go of what is held; nothing more is written. After `close` it does nothing."""


def format_of(path: str) -> str | None:
    """Return the format that the ending of a path stands for, if any.

    >>> format_of("out/records.XLSX"), format_of("records.txt")
    ('xlsx', None)
    """
    suffix = PurePath(path).suffix.lower()
    return next((name for name, known in FORMATS.items() if suffix in known.suffixes), None)


def open_writer(name: str, stream: IO[bytes], settings: Settings | None = None) -> Writer:
    """Return a writer of the format `name` onto a binary stream.

    Raises:
        ValueError: no format has that name, or the format does not take a setting.

    >>> import io
    >>> open_writer("yaml", io.BytesIO())
    Traceback (most recent call last):
    ...
    ValueError: no format 'yaml'; there are: jsonl, table, csv, xlsx, parquet
    """
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; there are: {', '.join(FORMATS)}")
    chosen = settings or Settings()
    complaint = misfit(name, chosen)
    if complaint:
        raise ValueError(complaint)
    module, _, attribute = FORMATS[name].writer.partition(":")
    writer: Writer = getattr(import_module(module), attribute)(stream, chosen)
    return writer


def misfit(name: str, settings: Settings) -> str | None:
    """Say which setting the format does not take.

    >>> misfit("jsonl", Settings(headings="zh"))
    'jsonl has no headings to choose; csv, xlsx have'
    """
    for setting, value, what in (
        ("headings", settings.headings, "headings"),
        ("bom", settings.bom, "byte order mark"),
    ):
        if value is not None and setting not in FORMATS[name].settings:
            able = [other for other, known in FORMATS.items() if setting in known.settings]
            return f"{name} has no {what} to choose; {', '.join(able)} {'have' if len(able) > 1 else 'has'}"
    return None
