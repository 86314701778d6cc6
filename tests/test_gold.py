"""Holds the annotations to their form, and to the texts where those are there."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import SPLITS, GoldError, annotated, passages
from corpus.gold.passages import read

FILES = [path for split in SPLITS for path in annotated(split)]
CLAIMS = {"target", "actual", "completion"}
HEADER = {
    "file",
    "sha256",
    "reader",
    "stretches",
    "passage_sha256",
    "genre",
    "part",
    "readings",
    "unseen",
}
LONGEST_NAME = 24


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_headers_are_well_formed(path: Path) -> None:
    header, records = read(path)
    assert set(header) == HEADER
    assert not Path(header["file"]).is_absolute()
    assert ".." not in header["file"]
    for key in ("sha256", "passage_sha256"):
        assert len(header[key]) == 64
        assert set(header[key]) <= set("0123456789abcdef")
    ends = [0, *(at for stretch in header["stretches"] for at in stretch)]
    assert ends == sorted(ends)
    assert header["genre"] in ("national", "older", "provincial", "budget", "bulletin")
    assert header["part"] in ("review", "plan", "policy")
    assert header["readings"] in (1, 2)
    assert records


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_records_are_well_formed_and_hold_no_text(path: Path) -> None:
    header, records = read(path)
    length = sum(end - start + 1 for start, end in header["stretches"]) - 1
    for record in records:
        assert 0 <= record["start"] < record["end"] <= length
        assert "quote" not in record
        assert all(len(value) <= LONGEST_NAME for value in record.values() if isinstance(value, str))
        for part in record.get("indicator", []):
            assert isinstance(part, str) or 0 <= part[0] < part[1] <= length
        if record["kind"] in CLAIMS:
            assert (record["kind"] == "completion") == (record["basis"] == "completion")
            assert record["indicator"]
            stated = [key for key in ("value", "low", "masked") if key in record]
            assert len(stated) == 1
            assert ("low" in record) == ("high" in record) == (record["bound"] == "range")
        else:
            assert record["kind"] in ("project", "measure")


def test_no_text_is_in_two_splits() -> None:
    homes: dict[str, set[str]] = {}
    for path in FILES:
        homes.setdefault(read(path)[0]["sha256"], set()).add(path.parent.name)
    assert {sha: split for sha, split in homes.items() if len(split) > 1} == {}


def test_there_is_as_much_as_the_docs_say() -> None:
    headers = [read(path)[0] for path in FILES]
    assert len(headers) >= 60
    assert len({header["sha256"] for header in headers}) >= 30
    assert 3 * sum(header["readings"] == 2 for header in headers) >= len(headers)
    assert {header["genre"] for header in headers} == {
        "national",
        "older",
        "provincial",
        "budget",
        "bulletin",
    }
    assert set(Counter(header["part"] for header in headers)) >= {"review", "plan"}


def test_passages_are_rebuilt_to_their_checksums(shared: Path) -> None:
    found = list(passages(shared))
    assert [passage.name for passage in found] == [path.stem for path in FILES]
    for passage in found:
        for record in passage.records:
            assert passage.text[record["start"] : record["end"]] == record["quote"] != ""


def _one_text(shared: Path, folder: Path) -> dict[str, Any]:
    header, _ = read(annotated("dev")[0])
    target = folder / "texts" / "renamed" / Path(header["file"]).name
    target.parent.mkdir(parents=True)
    shutil.copy(shared / "texts" / header["file"], target)
    return header


def test_texts_are_found_by_their_checksums_wherever_they_lie(shared: Path, tmp_path: Path) -> None:
    _one_text(shared, tmp_path)
    first = next(passages(tmp_path, "dev"))
    assert first.name == annotated("dev")[0].stem


def test_a_missing_text_is_named(shared: Path, tmp_path: Path) -> None:
    header = _one_text(shared, tmp_path)
    with pytest.raises(GoldError, match="no text with the checksum") as caught:
        list(passages(tmp_path, "dev"))
    assert header["file"] not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_another_reading_of_a_text_is_told(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _one_text(shared, tmp_path)
    monkeypatch.setattr(sys.modules["corpus.gold.passages"], "_text", lambda path: "别的文字" * 40000)
    with pytest.raises(GoldError, match="gives another text"):
        next(passages(tmp_path, "dev"))


def test_annotations_are_sorted_and_one_object_a_line() -> None:
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        starts = [json.loads(line)["start"] for line in lines[1:]]
        assert starts == sorted(starts)
