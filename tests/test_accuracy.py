"""The score over the annotated passages: what it says without the texts, and that it runs with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.accuracy import main, score, write


def test_without_the_texts_it_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(tmp_path / "none")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("accuracy: no texts at ")
    assert printed.err.count("\n") == 1


def test_texts_that_are_not_those_annotated_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "score.py").write_text("", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "other.txt").write_text("不是那份报告", encoding="utf-8")
    assert main(["--split", "train", "--shared", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "no text with the checksum" in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.slow
def test_the_command_is_scored_on_what_was_written(shared: Path, tmp_path: Path) -> None:
    count = write("dev", shared, tmp_path)
    for path in sorted(tmp_path.glob("*.jsonl"))[2:]:
        path.unlink()
    lines = score(tmp_path, shared)
    assert count >= 6
    assert [line.split()[0] for line in lines[1:]] == ["ALL", "MACRO"]
