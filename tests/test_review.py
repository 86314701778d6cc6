"""Active learning: what review writes, what a person may change in it, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import SourceText
from extractor.training.review import ReviewError, read_corrected, uncertain_rows
from patterns import load

SPEECH = """在砚溪县招商引资工作会议上的讲话
二〇〇九年二月十二日
一、2008年工作回顾
去年，我县实际引进县外资金18.6亿元，同比增长24.3%。雁浦水泥厂二期扩建工程建成投产。
二、2009年工作安排
今年，力争实际引进县外资金22亿元以上。县政府要出台工业用地优惠办法。
"""


def rows(count: int, kinds: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    source = SourceText.from_str(SPEECH, path="speech.txt")
    return uncertain_rows([source], count, load(), None, kinds)


def test_the_least_certain_come_first_and_no_more_than_asked() -> None:
    found = rows(3)
    assert sum(len(row["uncertain"]) for row in found) == 3
    least = [min(doubt["confidence"] for doubt in row["uncertain"]) for row in found]
    assert least == sorted(least)
    everything = rows(1000)
    assert least[0] == min(doubt["confidence"] for row in everything for doubt in row["uncertain"])


def test_a_row_has_its_context_and_its_records_in_place() -> None:
    for row in rows(1000):
        assert row["checked"] is False
        start, end = row["focus"]
        assert row["text"][start:end] == SPEECH[row["start"] : row["end"]]
        assert "2009年2月12日" in row["text"] or "二〇〇九年二月十二日" in row["text"]
        for record in row["records"]:
            assert row["text"][record["start"] : record["end"]] == record["quote"]
            assert start <= record["start"] < record["end"] <= end


def test_kinds_can_be_chosen() -> None:
    found = rows(1000, ("measure",))
    assert found
    for row in found:
        assert {row["records"][doubt["record"]]["kind"] for doubt in row["uncertain"]} == {"measure"}


def write(path: Path, *lines: object) -> Path:
    text = "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_only_checked_rows_are_learnt_from(tmp_path: Path) -> None:
    found = rows(1000)
    found[0]["checked"] = True
    (passage,) = read_corrected(write(tmp_path / "a.jsonl", *found))
    assert passage.text == found[0]["text"]
    assert passage.focus == tuple(found[0]["focus"])
    assert len(passage.records) == len(found[0]["records"])


def test_a_new_record_needs_its_quote_only(tmp_path: Path) -> None:
    row = next(row for row in rows(1000) if "18.6亿元" in row["text"][slice(*row["focus"])])
    row |= {
        "checked": True,
        "records": [{"kind": "actual", "basis": "level", "quote": "18.6亿元", "indicator": "县外资金"}],
    }
    (passage,) = read_corrected(write(tmp_path / "a.jsonl", row))
    record = passage.records[0]
    assert passage.text[record["start"] : record["end"]] == "18.6亿元"


def sound() -> dict[str, Any]:
    return {
        "text": "财政收入4亿元。",
        "focus": [0, 8],
        "checked": True,
        "records": [{"kind": "actual", "basis": "level", "quote": "4亿元", "indicator": "财政收入"}],
    }


def test_a_sound_row_is_taken(tmp_path: Path) -> None:
    assert len(read_corrected(write(tmp_path / "a.jsonl", sound(), ""))) == 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"text": 3}, "text must be a string"),
        ({"records": "x"}, "text must be a string and records a list"),
        ({"focus": [5, 2]}, "focus must be two offsets"),
        ({"focus": [0, 99]}, "focus must be two offsets"),
        ({"focus": ["a", "b"]}, "focus must be two offsets"),
        ({"records": [{"kind": "figure"}]}, "a record needs a kind"),
        ({"records": [{"kind": "measure"}]}, "a measure has no quote"),
        ({"records": [{"kind": "measure", "quote": "没有"}]}, "is not just once in the focus"),
        (
            {"records": [{"kind": "actual", "quote": "4亿元", "basis": "sum"}]},
            "a basis or bound that is none",
        ),
        ({"records": [{"kind": "actual", "quote": "4亿元", "basis": "level"}]}, "has no indicator"),
        ({"records": [{"kind": "project", "quote": "财政", "stage": "done"}]}, "a stage that is none"),
    ],
)
def test_an_unsound_row_is_refused_in_one_line(
    tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    path = write(tmp_path / "a.jsonl", sound(), sound() | change)
    with pytest.raises(ReviewError, match=complaint) as caught:
        read_corrected(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", ["{", "[1]"])
def test_what_is_no_row_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ReviewError, match=r"a\.jsonl:1: "):
        read_corrected(write(tmp_path / "a.jsonl", line))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="No such file"):
        read_corrected(tmp_path / "none.jsonl")
