"""`zhibiao audit`: findings as JSON Lines, errors in one line each, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import extractor
from extractor.cli import auditing, main
from extractor.store import read_findings
from schemas import VERDICTS, Finding

WRONG = "2018年，全县实际引进县外资金18.6亿元，完成市下达任务15亿元的142%。"
RIGHT = WRONG.replace("142", "124")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["audit", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    path = tmp_path / "speech.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_finding_a_line(speech: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(str(speech), "--format", "jsonl") == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    found = [Finding.model_validate_json(line) for line in lines]
    assert [(f.check, f.verdict) for f in found] == [("completion", "inconsistent")]
    assert json.loads(lines[0])["stated"] == {
        "low": "141.5",
        "high": "142.5",
        "low_open": False,
        "high_open": False,
        "unit": "%",
    }


@pytest.mark.parametrize(("text", "code"), [(WRONG, 3), (RIGHT, 0)])
def test_fail_on_sets_the_exit_code(
    text: str, code: int, speech: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    speech.write_text(text, encoding="utf-8")
    assert run(str(speech), "--fail-on", "inconsistent", "--fail-on", "questionable") == code


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    speech: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(str(tmp_path / "none.txt"), str(speech), "--format", "jsonl") == 1
    out, err = capfdbinary.readouterr()
    assert len(out.splitlines()) == 1
    assert len(err.splitlines()) == 1
    assert b"none.txt" in err


def test_the_output_is_a_file(
    speech: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "found.jsonl"
    assert run(str(speech), "-f", "jsonl", "-o", str(target)) == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 1
    assert capfdbinary.readouterr().err.decode().strip() == f"zhibiao: {target}: 1 finding"


@pytest.mark.parametrize("arguments", [["--fail-on", "wrong"], ["--format", "odd"]])
def test_unknown_values_are_refused(
    arguments: list[str], speech: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(str(speech), *arguments) == 2
    assert len(capfdbinary.readouterr().err.splitlines()) == 1


def test_the_output_is_no_input(speech: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(str(speech), "-o", str(speech)) == 2
    assert speech.read_text(encoding="utf-8") == WRONG


def test_the_verdicts_named_in_the_help_are_those_of_the_schema() -> None:
    assert auditing.VERDICTS == VERDICTS


def test_the_package_is_the_verb_as_well() -> None:
    from extractor import audit, extract

    speech = extract(WRONG)
    assert [f.verdict for f in audit([speech])] == ["inconsistent"]
    assert extractor.audit([speech]) == audit([speech])


def test_a_database_is_audited_and_keeps_its_findings(
    speech: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    url = str(tmp_path / "a.sqlite")
    with pytest.raises(SystemExit):
        main(["extract", str(speech), "--db", url])
    for _ in range(2):
        assert run("--db", url, "--format", "jsonl") == 0
    found = [Finding.model_validate_json(line) for line in capfdbinary.readouterr().out.splitlines()]
    kept = list(read_findings(url))
    assert [f.verdict for f in kept] == ["inconsistent"]
    assert found == kept * 2


@pytest.mark.parametrize("arguments", [[], ["a.txt", "--db", "a.sqlite"]])
def test_paths_and_a_database_are_not_both_asked_for(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(*arguments) == 2
    out, err = capfdbinary.readouterr()
    assert (out, len(err.splitlines())) == (b"", 1)


def test_a_database_that_is_not_there_is_named_and_not_made(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "none.sqlite"
    assert run("--db", str(target)) == 1
    out, err = capfdbinary.readouterr()
    assert (out, len(err.splitlines())) == (b"", 1)
    assert not target.exists()


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_the_other_forms_tell_the_sum(
    form: str, speech: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(str(speech), "--format", form, "--lang", "zh") == 0
    assert "18.6亿元" in capfdbinary.readouterr().out.decode()
