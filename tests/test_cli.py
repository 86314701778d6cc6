from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus import SourceText
from extractor.cli import main
from extractor.version import __version__
from schemas import Actual, Evidence, Indicator, Quantity, Source, Speech, doc_id, record_adapter

ROOT = Path(__file__).parents[1]
TEXT = """二〇一四年一月十日
去年，青禾县完成固定资产投资31.6亿元，为年计划的105%。
今年，财政收入要增长8%以上。
"""


@dataclass
class Run:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaints(self) -> list[str]:
        lines = self.err.splitlines()
        assert all(line.startswith("zhibiao: ") for line in lines), self.err
        return [line.removeprefix("zhibiao: ") for line in lines]


Zhibiao = Callable[..., Run]


@pytest.fixture
def zhibiao(capfdbinary: pytest.CaptureFixture[bytes]) -> Zhibiao:
    """The command within this process, for speed."""

    def run(*arguments: str | Path) -> Run:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(end.value.code, int)
        return Run(end.value.code, out.decode(), err.decode())

    return run


def process(*arguments: str | Path, env: dict[str, str] | None = None, **options: Any) -> Run:
    """The command in a process of its own, as a user runs it."""
    done = subprocess.run(
        [sys.executable, "-c", "from extractor.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        **options,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(TEXT.replace("31.6", "30.1").encode("gb18030"))
    return tmp_path


def count(database: Path, table: str) -> int:
    connection = sqlite3.connect(database)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


# --- what it gives


def test_extract_prints_the_contract_one_record_a_line(zhibiao: Zhibiao, folder: Path) -> None:
    run = zhibiao("extract", folder / "a.txt", "--format", "jsonl")
    assert (run.code, run.err) == (0, "")
    assert {record["kind"] for record in run.records} >= {"target", "actual", "completion"}
    for line in run.out.splitlines():
        assert record_adapter.validate_json(line).model_dump_json() == line
    for record in run.records:
        evidence = record["evidence"]
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert "31.6亿元" in run.out


def test_jsonl_is_the_default_and_a_folder_is_read_in_order(zhibiao: Zhibiao, folder: Path) -> None:
    whole = zhibiao("extract", folder)
    parts = [zhibiao("extract", "-f", "jsonl", folder / name) for name in ("a.txt", "b.txt")]
    assert whole.code == 0
    assert whole.out == "".join(part.out for part in parts)


def test_two_runs_give_the_same_bytes(folder: Path) -> None:
    first = process("extract", folder, env={"PYTHONHASHSEED": "1"})
    second = process("extract", folder, env={"PYTHONHASHSEED": "2"})
    assert first.code == 0
    assert first.out
    assert first.out == second.out


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "gb18030"}]
)
def test_output_is_utf_8_whatever_the_locale(folder: Path, env: dict[str, str]) -> None:
    run = process("extract", folder / "a.txt", env=env)
    assert run.code == 0
    assert "固定资产投资" in run.out
    table = process("extract", folder / "a.txt", "--format", "table", env=env)
    assert "31.6亿元" in table.out


def test_a_dash_reads_standard_input(zhibiao: Zhibiao, folder: Path) -> None:
    piped = process("extract", "-", input=(folder / "b.txt").read_bytes())
    named = zhibiao("extract", folder / "b.txt")
    assert (piped.code, piped.err) == (0, "")
    assert piped.out == named.out != ""


def test_output_goes_to_a_file(zhibiao: Zhibiao, folder: Path) -> None:
    shown = zhibiao("extract", folder / "a.txt")
    target = folder / "out.jsonl"
    run = zhibiao("extract", folder / "a.txt", "-o", target)
    assert (run.code, run.out, run.err) == (0, "", "")
    assert target.read_bytes().decode() == shown.out
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "out.jsonl"]


def test_a_table_is_for_people(zhibiao: Zhibiao, folder: Path) -> None:
    run = zhibiao("extract", folder / "a.txt", "--format", "table")
    assert run.code == 0
    assert "completion" in run.out
    assert "105 %" in run.out


def test_a_database_gets_each_document_once(zhibiao: Zhibiao, folder: Path) -> None:
    database = folder / "x.sqlite"
    run = zhibiao("extract", folder / "a.txt", folder / "b.txt", "--db", database)
    assert (run.code, run.out) == (0, "")
    (summary,) = run.complaints
    records = count(database, "records")
    assert f"2 documents, {records} records" in summary
    assert records == len(zhibiao("extract", folder / "a.txt", folder / "b.txt").records)
    zhibiao("extract", folder / "a.txt", "--db", f"sqlite:///{database}")
    assert count(database, "records") == records
    assert count(database, "documents") == 2


def test_the_same_text_in_two_encodings_is_one_document(zhibiao: Zhibiao, folder: Path) -> None:
    (folder / "c.txt").write_bytes(TEXT.encode("utf-16"))
    zhibiao("extract", folder / "a.txt", folder / "c.txt", "--db", folder / "x.sqlite")
    assert count(folder / "x.sqlite", "documents") == 1
    assert count(folder / "x.sqlite", "document_paths") == 2


def test_a_database_and_an_output_at_once(zhibiao: Zhibiao, folder: Path) -> None:
    run = zhibiao("extract", folder / "a.txt", "--db", folder / "x.sqlite", "--format", "jsonl")
    assert run.code == 0
    assert len(run.records) == count(folder / "x.sqlite", "records") > 0


def test_clean_prints_the_text_and_log_the_repairs(zhibiao: Zhibiao, folder: Path) -> None:
    damaged = folder / "c.txt"
    damaged.write_text("全 年 实 现 招 商 引 资 到 位 资 金 ２０．９ 亿 元 。\n", encoding="utf-8")
    text = zhibiao("clean", damaged)
    assert text.code == 0
    assert "全年实现招商引资到位资金" in text.out
    log = zhibiao("clean", damaged, "--log")
    assert log.code == 0
    assert log.out
    for line in log.out.splitlines():
        path, what, _, number, *_ = line.split("\t")
        assert (path, what) == (str(damaged), "repaired") or what == "flagged"
        assert int(number) > 0
    assert "到位资金" not in log.out


def test_clean_changes_nothing_in_a_clean_text(zhibiao: Zhibiao, folder: Path) -> None:
    assert zhibiao("clean", folder / "a.txt").out == TEXT
    assert zhibiao("clean", folder / "a.txt", "--log").out == ""
    assert process("clean", "-", input=TEXT.encode()).out == TEXT


def test_own_patterns_are_laid_over(zhibiao: Zhibiao, folder: Path) -> None:
    empty = folder / "own.toml"
    empty.write_text("", encoding="utf-8")
    with_own = zhibiao("extract", folder / "a.txt", "--patterns", empty)
    assert with_own.code == 0
    assert with_own.out == zhibiao("extract", folder / "a.txt").out


# --- what it says


def test_version_and_help(zhibiao: Zhibiao) -> None:
    assert zhibiao("--version") == Run(0, f"zhibiao {__version__}\n", "")
    for arguments in ((), ("--help",), ("-h",)):
        run = zhibiao(*arguments)
        assert (run.code, run.err) == (0, "")
        assert "extract" in run.out
        assert "clean" in run.out
    for option in ("--format", "--output", "--db", "--patterns"):
        assert option in zhibiao("extract", "--help").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract"], "Missing argument"),
        (["extract", "--colour", "x"], "--colour"),
        (["extract", "a.txt", "--format", "yaml"], "'yaml' is none of jsonl, table"),
        (["extract", "a.txt", "--format"], "--format"),
        (["dig", "a.txt"], "dig"),
        (["clean", "--format", "jsonl", "a.txt"], "--format"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_code_2(
    zhibiao: Zhibiao, arguments: list[str], words: str
) -> None:
    run = zhibiao(*arguments)
    assert (run.code, run.out) == (2, "")
    (complaint,) = run.complaints
    assert words in complaint
    assert "--help" in complaint


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from extractor.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'pandas', 'numpy', 'sqlalchemy', 'pydantic', 'opencc', 'rjieba', 'regex'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


# --- what goes wrong


def test_a_bad_file_is_named_and_the_others_go_on(zhibiao: Zhibiao, folder: Path) -> None:
    picture = folder / "a0.txt"
    picture.write_bytes(bytes(range(256)) * 40)
    missing = folder / "missing.txt"
    good = zhibiao("extract", folder / "a.txt", folder / "b.txt")
    run = zhibiao(
        "extract", picture, folder / "a.txt", missing, folder / "b.txt", "--db", folder / "x.db", "-o", "-"
    )
    assert run.code == 1
    assert run.out == good.out
    assert count(folder / "x.db", "documents") == 2
    *complaints, _ = run.complaints
    assert len(complaints) == 2
    assert complaints[0].startswith(f"{picture}: ")
    assert complaints[1] == f"{missing}: No such file or directory"


def test_a_folder_with_a_bad_file_gives_the_good_ones(zhibiao: Zhibiao, folder: Path) -> None:
    good = zhibiao("extract", folder)
    (folder / "a0.txt").write_bytes(bytes(range(256)) * 40)
    run = zhibiao("extract", folder)
    assert (run.code, run.out) == (1, good.out)
    (complaint,) = run.complaints
    assert complaint.startswith(str(folder / "a0.txt"))
    cleaned = zhibiao("clean", folder)
    assert (cleaned.code, len(cleaned.complaints)) == (1, 1)
    assert cleaned.out.count("青禾县") == 2


@pytest.mark.parametrize("verb", ["extract", "clean"])
def test_nothing_to_read_is_an_error(zhibiao: Zhibiao, tmp_path: Path, verb: str) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "none"):
        run = zhibiao(verb, path)
        assert (run.code, run.out) == (1, "")
        (complaint,) = run.complaints
        assert str(path) in complaint


@pytest.mark.parametrize("verb", ["extract", "clean"])
def test_a_file_without_text_is_an_error(zhibiao: Zhibiao, folder: Path, verb: str) -> None:
    good = zhibiao(verb, folder)
    (folder / "a0.txt").write_text(" \n", encoding="utf-8")
    run = zhibiao(verb, folder)
    assert (run.code, run.out, run.complaints) == (1, good.out, [f"{folder / 'a0.txt'}: is blank"])
    piped = process(verb, "-", input=b"")
    assert (piped.code, piped.out, piped.complaints) == (1, "", ["-: is empty"])


@pytest.mark.parametrize("verb", ["extract", "clean"])
def test_an_empty_path_does_not_read_the_current_folder(
    zhibiao: Zhibiao, folder: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.chdir(folder)
    run = zhibiao(verb, "")
    assert (run.code, run.out, run.complaints) == (1, "", ["'': an empty path names no file"])


def fake(text: str | SourceText, *, patterns: object = (), model: object = True) -> Speech:
    source = SourceText.from_str(text) if isinstance(text, str) else text
    if source.path is not None and "boom" in source.path:
        raise RuntimeError("a fault\nof ours")
    record = Actual(
        id=source.path or "-",
        doc_id=doc_id(source.text),
        basis="level",
        indicator=Indicator(text="内资"),
        quantity=Quantity(text="", masked=True),
        evidence=Evidence(start=0, end=0, quote=""),
    )
    return Speech(
        doc_id=doc_id(source.text), source=Source(path=source.path), text=source.text, records=(record,)
    )


def test_a_fault_of_ours_in_one_document_does_not_cost_the_others(
    zhibiao: Zhibiao, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.extract", fake, raising=False)
    (folder / "a1-boom.txt").write_text(TEXT + "又一句。", encoding="utf-8")
    run = zhibiao("extract", folder)
    assert run.code == 1
    assert [Path(record["id"]).name for record in run.records] == ["a.txt", "b.txt"]
    assert run.complaints == [f"{folder / 'a1-boom.txt'}: RuntimeError: a fault of ours"]


def test_an_output_that_cannot_be_written_is_one_line(zhibiao: Zhibiao, folder: Path) -> None:
    target = folder / "no" / "such" / "out.jsonl"
    run = zhibiao("extract", folder / "a.txt", "-o", target)
    assert (run.code, run.out) == (1, "")
    assert run.complaints == [f"{target}: No such file or directory"]
    assert zhibiao("extract", folder / "a.txt", "-o", folder).complaints == [f"{folder}: Is a directory"]


def test_an_earlier_output_stays_where_nothing_could_be_read(zhibiao: Zhibiao, folder: Path) -> None:
    target = folder / "out.jsonl"
    target.write_text("earlier\n", encoding="utf-8")
    assert zhibiao("extract", folder / "missing.txt", "-o", target).code == 1
    assert target.read_text(encoding="utf-8") == "earlier\n"
    assert not list(folder.glob(".*"))


def test_an_input_is_never_written_over(zhibiao: Zhibiao, folder: Path) -> None:
    run = zhibiao("extract", folder / "a.txt", "-o", folder / "." / "a.txt")
    assert run.code == 2
    assert "is read as well as written" in run.complaints[0]
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("db", ["nosuch://x", "{folder}/a.txt", "{folder}/no/such/x.db", "{folder}"])
def test_a_database_that_cannot_be_opened_is_one_line(zhibiao: Zhibiao, folder: Path, db: str) -> None:
    run = zhibiao("extract", folder / "b.txt", "--db", db.format(folder=folder))
    assert (run.code, run.out) == (1, "")
    assert len(run.complaints) == 1
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        ("[indicators", "own.toml"),
        ("[wetter]\nregen = 1\n", "no area 'wetter'"),
        ("[claims]\nno_such_cue = ['甲']\n", "no_such_cue"),
    ],
)
def test_own_patterns_that_do_not_fit_are_one_line(
    zhibiao: Zhibiao, folder: Path, content: str | None, words: str
) -> None:
    own = folder / "own.toml"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    run = zhibiao("extract", folder / "a.txt", "--patterns", own)
    assert (run.code, run.out) == (2, "")
    (complaint,) = run.complaints
    assert words in complaint
    assert "own.toml" in complaint


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(folder: Path, unbuffered: str) -> None:
    (folder / "long.txt").write_text(TEXT * 2000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", "from extractor.cli import main; main()", "clean", str(folder / "long.txt")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        cwd=ROOT,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_a_long_output_is_whole_where_python_runs_unbuffered(folder: Path) -> None:
    (folder / "long.txt").write_text(TEXT * 2000, encoding="utf-8")
    run = process("clean", folder / "long.txt", env={"PYTHONUNBUFFERED": "1"})
    assert run.out == TEXT * 2000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(zhibiao: Zhibiao, folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from extractor.cli import main; main()", "clean", str(folder / "a.txt")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert done.stderr == "zhibiao: standard output: No space left on device\n"
    run = zhibiao("extract", folder / "a.txt", "-o", "/dev/full")
    assert (run.code, run.complaints) == (1, ["/dev/full: No space left on device"])


# --- on real documents


def test_the_seeds_give_records_that_point_at_their_characters(zhibiao: Zhibiao, shared: Path) -> None:
    for file in sorted((shared / "seeds").glob("*.txt")):
        text = file.read_bytes().decode("utf-8")
        run = zhibiao("extract", file, "--format", "jsonl")
        assert (run.code, run.err) == (0, "")
        assert run.records
        for record in run.records:
            evidence = record["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_and_option_is_in_the_readme(zhibiao: Zhibiao, name: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")
    commands = re.findall(r"^  (\w+)  ", zhibiao("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert {"extract", "clean"} <= set(commands)
    for command in commands:
        assert f"zhibiao {command}" in readme, command
        for option in set(re.findall(r"--[a-z-]+", zhibiao(command, "--help").out)) - {"--help"}:
            assert option in readme, f"{command} {option}"


def test_clean_takes_own_patterns_too(tmp_path: Path) -> None:
    wrong = tmp_path / "own.toml"
    wrong.write_text("[wetter]\nregen = 1\n", encoding="utf-8")
    text = tmp_path / "a.txt"
    text.write_text("财政收入5亿元。", encoding="utf-8")
    done = process("clean", text, "--patterns", wrong)
    assert done.code == 2
    assert "no area 'wetter'" in done.err


# --- the model


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    path = tmp_path / "speech.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_without_the_model_the_rules_decide_alone(zhibiao: Zhibiao, speech: Path) -> None:
    done = zhibiao("extract", speech, "--no-model")
    assert done.code == 0
    assert {record["source"].partition(":")[0] for record in done.records} == {"rule"}
    assert zhibiao("show", speech, "--no-model").code == 0


@pytest.mark.parametrize("verb", ["extract", "show", "review"])
def test_weights_that_are_not_there_are_told_before_anything_is_read(
    zhibiao: Zhibiao, speech: Path, tmp_path: Path, verb: str
) -> None:
    done = zhibiao(verb, speech, "--weights", tmp_path / "none")
    assert done.code == 2
    assert done.out == ""
    (complaint,) = done.complaints
    assert str(tmp_path / "none") in complaint


def test_other_weights_are_used(zhibiao: Zhibiao, speech: Path, tmp_path: Path) -> None:
    from extractor.model import weights

    shutil.copytree(weights().folder, tmp_path / "own")
    done = zhibiao("extract", speech, "--weights", tmp_path / "own")
    assert done.code == 0
    assert done.records == zhibiao("extract", speech).records


def test_weights_without_a_model_make_no_sense(zhibiao: Zhibiao, speech: Path, tmp_path: Path) -> None:
    done = zhibiao("extract", speech, "--weights", tmp_path, "--no-model")
    assert done.code == 2
    assert "--weights has no use with --no-model" in done.err


def test_review_writes_a_file_that_train_can_read(zhibiao: Zhibiao, speech: Path, tmp_path: Path) -> None:
    target = tmp_path / "doubtful.jsonl"
    done = zhibiao("review", speech, "--uncertain", "2", "-o", target)
    assert done.code == 0
    assert done.complaints == [f"{target}: 2 uncertain records"]
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert sum(len(line["uncertain"]) for line in lines) == 2
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"checked": true}\n', encoding="utf-8")
    done = zhibiao("train", "--shared", tmp_path, "--with", target, "--with", broken, "-o", tmp_path / "w")
    assert done.code == 2
    assert done.complaints == [f"{broken}:1: text must be a string and records a list"]
    assert not (tmp_path / "w").exists()


def test_review_goes_on_after_a_file_that_cannot_be_read(
    zhibiao: Zhibiao, speech: Path, tmp_path: Path
) -> None:
    done = zhibiao("review", tmp_path / "none.txt", speech, "--uncertain", "1")
    assert done.code == 1
    assert len(done.records) == 1
    assert len(done.complaints) == 1


def test_review_does_not_write_over_what_it_reads(zhibiao: Zhibiao, speech: Path) -> None:
    done = zhibiao("review", speech, "-o", speech)
    assert done.code == 2
    assert speech.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_without_the_texts_training_and_evaluation_say_so(
    zhibiao: Zhibiao, tmp_path: Path, verb: str
) -> None:
    arguments = ("--output", tmp_path / "w") if verb == "train" else ()
    done = zhibiao(verb, "--shared", tmp_path / "none", *arguments)
    assert done.code == 1
    assert done.out == ""
    assert "is not there" in done.complaints[-1]


def test_training_without_its_packages_says_what_to_install(
    zhibiao: Zhibiao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = zhibiao("train", "--shared", tmp_path)
    assert done.code == 1
    (complaint,) = done.complaints
    assert "scikit-learn" in complaint
    assert "zhibiao[train]" in complaint
