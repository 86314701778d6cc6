"""Finds the annotated texts by their checksums and gives each passage with its records."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.readers import ReadError, read_path
from corpus.source import SourceText

Split = Literal["train", "dev", "test"]
Genre = Literal["national", "older", "provincial", "budget", "bulletin"]
SPLITS: tuple[Split, ...] = get_args(Split)


class GoldError(Exception):
    """What keeps a passage from being rebuilt; one line that names the file and the cause."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text, read as a document of its own, with the records that were written by hand.

    `text` is the passage; offsets of `records` are code points into it, and each has its `quote`. `file` is the whole
    text, as it was found; `part` tells what the text does there (review, plan, policy); `readings` how many people
    read it independently; `unseen` that no rule was written or mended with its records in view; `focus` is
    the stretch whose records are told, None where all are.
    """

    name: str
    file: Path
    split: Split
    genre: Genre
    part: str
    readings: int
    unseen: bool
    text: str
    records: tuple[dict[str, Any], ...]
    focus: tuple[int, int] | None = None


def annotated(split: Split) -> list[Path]:
    """List the annotation files of a split in the order of their names.

    >>> {path.suffix for path in annotated("dev")}
    {'.jsonl'}
    """
    return sorted(_home().glob(f"data/{split}/*.jsonl"))


def passages(shared: Path, *splits: Split) -> Iterator[Passage]:
    """Rebuild the passages of the splits (all of them, if none is named) from the texts below `shared`.

    Reads the annotations of this package and every file below `shared/texts`, each known by the sha256 of its
    bytes and not by its name, through the reader of its format.

    Raises:
        GoldError: a text is not there, cannot be read, or is not the one that was annotated.

    >>> list(passages(Path("nowhere"), "test"))
    Traceback (most recent call last):
    ...
    corpus.gold.passages.GoldError: nowhere/texts is not there: annotations need the texts that they were made on
    """
    texts = shared / "texts"
    if not texts.is_dir():
        raise GoldError(f"{texts} is not there: annotations need the texts that they were made on")
    by_sum = _sums(texts)
    for split in splits or SPLITS:
        for path in annotated(split):
            header, records = read(path)
            yield _passage(path, split, header, records, by_sum)


def reading(which: Literal["first", "second"], passage: Passage) -> list[dict[str, Any]]:
    """Return what the first or the second reader of a passage wrote down, before differences were settled.

    Raises:
        GoldError: the passage was read once only.
    """
    path = _home() / "readings" / which / f"{passage.name}.jsonl"
    if not path.is_file():
        raise GoldError(f"{passage.name} was read once only")
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [_with_words(record, passage.text) for record in records]


def read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read one annotation file: its header and its records."""
    header, *records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return header, records


def _with_words(record: dict[str, Any], text: str) -> dict[str, Any]:
    """Give a record with the words that it points at: its quote, and a long name, which is kept as stretches.

    >>> _with_words({"start": 4, "end": 7, "indicator": [[0, 2], "支出"]}, "财政 共9亿元")["indicator"]
    '财政支出'
    """
    words = {"quote": text[record["start"] : record["end"]]}
    name = record.get("indicator")
    if isinstance(name, list):
        parts = (part if isinstance(part, str) else text[part[0] : part[1]] for part in name)
        words["indicator"] = "".join("".join(parts).split())
    return record | words


def _home() -> Path:
    return Path(str(files("corpus.gold")))


def _passage(
    path: Path,
    split: Split,
    header: dict[str, Any],
    records: list[dict[str, Any]],
    by_sum: dict[str, Path],
) -> Passage:
    found = by_sum.get(header["sha256"])
    if found is None:
        raise GoldError(f"{header['file']}: no text with the checksum that {path.name} was made on")
    source = _text(found)
    text = "\n".join(source[start:end] for start, end in header["stretches"])
    if hashlib.sha256(text.encode()).hexdigest() != header["passage_sha256"]:
        raise GoldError(f"{header['file']}: its reader gives another text than {path.name} was made on")
    return Passage(
        name=path.stem,
        file=found,
        split=split,
        genre=header["genre"],
        part=header["part"],
        readings=header["readings"],
        unseen=header["unseen"],
        text=text,
        records=tuple(_with_words(record, text) for record in records),
    )


@lru_cache(maxsize=64)
def _text(path: Path) -> str:
    try:
        document: SourceText = next(iter(read_path(path)))
    except (ReadError, StopIteration) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from error
    return document.text


@lru_cache(maxsize=4)
def _sums(texts: Path) -> dict[str, Path]:
    return {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in sorted(texts.rglob("*"))
        if path.is_file()
    }
