"""Holds the annotations of `benchmarks/annotated` to their form, and to the texts where those are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy import ANNOTATED, SPLITS, UnsoundError, main, read, rebuild, with_quote

FILES = sorted(ANNOTATED.glob("*/*.jsonl"))
KINDS = {"target", "actual", "completion", "project", "measure"}
HEADER = {"source", "sha256", "lines", "squeeze", "end"}
LONGEST = 40


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in ("sha256", "source"):
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def test_every_split_has_files() -> None:
    assert {path.parent.name for path in FILES} == set(SPLITS)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_headers_are_well_formed(path: Path) -> None:
    header, records = read(path)
    assert {"source", "sha256", "lines"} <= set(header) <= HEADER
    assert header["source"].startswith("texts/")
    assert ".." not in header["source"]
    assert len(header["sha256"]) == 64
    assert set(header["sha256"]) <= set("0123456789abcdef")
    assert header["lines"]
    assert all(0 <= start <= end for start, end in header["lines"])
    assert not header.get("end", "").strip()
    assert records


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_records_lie_within_their_excerpt(path: Path) -> None:
    header, records = read(path)
    length = sum(end - start + 1 for start, end in header["lines"]) - 1 + len(header.get("end", ""))
    for record in records:
        assert record["kind"] in KINDS
        assert "quote" not in record
        assert 0 <= record["start"] < record["end"] <= length
        for value in record.values():
            assert not isinstance(value, list) or 0 <= value[0] < value[1] <= length


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_long_text_is_kept(path: Path) -> None:
    assert [one for part in read(path) for one in strings(part) if len(one) > LONGEST] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_excerpts_are_rebuilt_to_their_checksum(path: Path, shared: Path) -> None:
    header, records = read(path)
    excerpt = rebuild(header, shared)
    for record in records:
        quote = with_quote(record, excerpt)["quote"]
        assert quote == quote.strip() != ""


def test_without_the_texts_it_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(tmp_path / "none")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("accuracy: no texts at ")
    assert printed.err.count("\n") == 1


def test_a_changed_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "score.py").write_text("", encoding="utf-8")
    for path in FILES:
        source = tmp_path / read(path)[0]["source"]
        source.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".docx":
            source.write_text("", encoding="utf-8")
    assert main(["--split", "train", "--shared", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "its checksum differs" in printed.err
    assert printed.err.count("\n") == 1


def test_a_spoilt_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no archive")
    header = {"source": "a.docx", "sha256": "", "lines": [[0, 1]]}
    with pytest.raises(UnsoundError, match="cannot be read"):
        rebuild(header, tmp_path)
