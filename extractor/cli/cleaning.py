"""`zhibiao clean`: documents in, their text after all repairs out, or what was repaired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractor.cli.knowledge import bad_patterns
from extractor.cli.messages import reason, say
from extractor.cli.output import BROKEN_PIPE, opened, output_failed
from extractor.cli.reading import Reading

if TYPE_CHECKING:
    from corpus import SourceText
    from schemas import Flag, Repair

_SHOWN_SPANS = 8
_SHOWN_CHARACTERS = 24


def run(
    paths: tuple[str, ...], log: bool, patterns: tuple[Path, ...] = (), reading: Reading | None = None
) -> int:
    """Print each text after cleaning, or its log; return the exit code, 1 where a file could not be read."""
    complaint = bad_patterns(patterns)
    if complaint is not None:
        say(complaint)
        return 2
    reading = reading or Reading(patterns=patterns)
    failures: list[str] = []

    def fail(error: object) -> None:
        failures.append(str(error))
        say(error)

    try:
        with opened(None) as out:
            for path in paths:
                for source in reading.documents(path, fail):
                    _print(source, patterns, log, out, fail)
    except OSError as error:
        if output_failed(error, None, fail) == BROKEN_PIPE:
            return BROKEN_PIPE
    return 1 if failures else 0


def _print(
    source: SourceText, patterns: tuple[Path, ...], log: bool, out: IO[bytes], fail: Callable[[object], None]
) -> None:
    from corpus import clean
    from patterns import load

    try:
        cleaned = clean(source, load(patterns))
    except Exception as error:
        # A fault of ours in one document must not cost the user the others.
        fail(f"{source.path}: {type(error).__name__}: {reason(error)}")
        return
    if not log:
        text = cleaned.text if cleaned.text.endswith("\n") else cleaned.text + "\n"
        out.write(text.encode("utf-8", "replace"))
        return
    for what, entries in (("repaired", cleaned.repairs), ("flagged", cleaned.flags)):
        for entry in entries:
            cells = (
                source.path or "-",
                what,
                entry.name,
                entry.count,
                entry.what,
                _places(source.text, entry),
            )
            out.write(("\t".join(map(str, cells)) + "\n").encode("utf-8", "replace"))


def _places(text: str, entry: Repair | Flag) -> str:
    """The first places of a repair in the source text, each with the characters that stand there."""
    shown = []
    for start, end in entry.spans[:_SHOWN_SPANS]:
        words = " ".join(text[start:end].split())
        cut = words if len(words) <= _SHOWN_CHARACTERS else words[:_SHOWN_CHARACTERS] + "…"
        shown.append(f"{start}-{end} {cut}".rstrip())
    if entry.count > len(shown):
        shown.append("…")
    return " | ".join(shown)
