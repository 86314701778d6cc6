"""Cleaning on real documents, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import clean, read_path
from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.width import half_width
from schemas import Repair

# On the sound texts only what really stands in them may be mended.
HARMLESS = {"characters", "site", "wraps", "spacing", "width", "separators"}


def test_sound_texts_are_hardly_touched(shared: Path) -> None:
    for path in sorted((shared / "texts").rglob("*.txt")):
        source = next(read_path(path))
        done = clean(source)
        assert {repair.name for repair in done.repairs} <= HARMLESS, path
        assert {flag.name for flag in done.flags} <= {"garbled"}, path
        assert _digits(done.text) == _digits(_without(source.text, done.repairs)), path


def _digits(text: str) -> str:
    return "".join(char for char in half_width(text) if char.isdigit() and char.isascii())


def _without(text: str, repairs: tuple[Repair, ...]) -> str:
    """The text less what a website put around it: the only repair of sound texts that takes words away."""
    chars = list(text)
    for repair in repairs:
        if repair.name == "site":
            assert repair.count == len(repair.spans)
            for start, end in repair.spans:
                chars[start:end] = [""] * (end - start)
    return "".join(chars)


def test_the_two_slips_of_the_first_seed_are_mended(shared: Path) -> None:
    path = next((shared / "seeds").glob("000_*.txt"))
    done = clean(next(read_path(path)))
    assert "规模空前的招商引资项目" in done.text
    assert "服务。县财政" in done.text
    assert "garbled" not in {flag.name for flag in done.flags}


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_gold_quotes_come_back_from_the_cleaned_text(shared: Path, name: str) -> None:
    """The characters of a gold quote, found in the cleaned text, lead back to exactly the quote."""
    path = next((shared / "gold").glob(f"{name}_*.txt"))
    source = next(read_path(path))
    done = clean(source)
    starts, ends = _by_source(done.map)
    records = [
        json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    ]
    claims = [record for record in records if record["kind"] in ("target", "actual", "completion")]
    assert claims or name == "002"
    for record in claims:
        start, end = starts.get(record["start"]), ends.get(record["end"])
        assert start is not None, record["quote"]
        assert end is not None, record["quote"]
        assert done.to_source(start, end + 1) == (record["start"], record["end"])


def _by_source(text: AlignedText) -> tuple[dict[int, int], dict[int, int]]:
    """Return the first character that begins, and the last that ends, at each source offset."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for at in range(len(text)):
        start, end = text.to_source(at, at + 1)
        starts.setdefault(start, at)
        ends[end] = at
    return starts, ends
