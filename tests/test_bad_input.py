"""Whatever the input, the command says in one line what it could not read and why, and reads the rest."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import ReadError, ReadLimits, SourceText
from corpus.readers import FORMATS, ReadOptions
from corpus.readers.opening import documents
from extractor.cli import main
from extractor.cli.reading import INPUT_FORMATS, TEXT_FORMATS
from tests.docx_writer import docx_of, paragraph
from tests.pdf_writer import pdf_of

TEXT = "二〇一四年一月十日\n去年，青禾县完成固定资产投资31.6亿元，为年计划的105%。\n今年，财政收入要增长8%以上。\n"
ROW = json.dumps({"text": TEXT}, ensure_ascii=False)
PAGE = f"<html><body><h1>工作报告</h1><p>{TEXT}</p></body></html>"
ZEROS = "<" + "00" * 32 + ">"
LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {ZEROS} /U {ZEROS} /P -4 >> /ID [{ZEROS} {ZEROS}]"


@dataclass
class Run:
    code: int
    out: str
    complaints: list[str]

    @property
    def quotes(self) -> list[str]:
        return [json.loads(line)["evidence"]["quote"] for line in self.out.splitlines()]


Zhibiao = Callable[..., Run]


@pytest.fixture
def zhibiao(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Zhibiao:
    """The command within this process and the test's folder, for speed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Run:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(end.value.code, int)
        lines = err.decode().splitlines()
        assert all(line.startswith("zhibiao: ") for line in lines), err
        return Run(end.value.code, out.decode(), [line.removeprefix("zhibiao: ") for line in lines])

    return run


def packed(**members: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", ".").replace("UP", "../"), data)
    return stream.getvalue()


def parquet(**columns: list[str]) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(packed(b__txt=TEXT))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature) + at
        data[place : place + 2] = struct.pack("<H", 1)
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
DOCX = docx_of(paragraph("去年完成投资31.6亿元。" * 20))

BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("bad.txt", b"", "is empty"),
    "blank": ("bad.txt", "\ufeff\u3000 \r\n".encode(), "is blank"),
    "empty page": ("bad.html", b"", "is empty"),
    "empty table": ("bad.csv", b"", "is empty"),
    "pdf as txt": ("bad.txt", pdf_of([["正文"]]), "is a PDF, not text: rename it or give --input-format pdf"),
    "docx as txt": ("bad.txt", DOCX, "is a Word document, not text: rename it or give --input-format docx"),
    "zip as txt": (
        "bad.txt",
        packed(a__txt="a"),
        "is a ZIP archive, not text: rename it or give --input-format zip",
    ),
    "old word as txt": ("bad.txt", OLE, "is an old Word, Excel or PowerPoint file, not text: save it as"),
    "picture as txt": ("bad.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG picture, not text"),
    "picture as html": ("bad.html", b"\xff\xd8\xff\xe0" + bytes(range(256)), "is a JPEG picture, not HTML"),
    "noise as txt": ("bad.txt", random.Random(1).randbytes(4000), "holds binary data, not text"),
    "page as csv": ("bad.csv", PAGE.encode(), "is an HTML page, not CSV"),
    "encrypted pdf": ("bad.pdf", pdf_of([["正文"]], extra=LOCKED), "is encrypted"),
    "broken pdf": ("bad.pdf", b"%PDF-1.7\n1 0 obj <<", "is damaged"),
    "text as pdf": ("bad.pdf", TEXT.encode(), "is no PDF"),
    "scanned pdf": ("bad.pdf", pdf_of([[], []]), "holds no text"),
    "encrypted docx": ("bad.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "broken docx": ("bad.docx", DOCX[: len(DOCX) // 2], "is damaged"),
    "old doc": ("bad.doc", OLE + "WordDocument".encode("utf-16-le"), "save it as .docx"),
    "workbook": (
        "bad.xlsx",
        packed(**{"xl/workbook__xml": "a"}),
        "is an Excel workbook, and there is no reader for",
    ),
    "unknown": ("bad.xyz", TEXT.encode(), "no reader for .xyz files"),
    "broken zip": ("bad.zip", packed(a__txt=TEXT)[:-30], "is no ZIP archive, or a broken one"),
    "encrypted zip": ("bad.zip", encrypted_zip(), "!/b.txt: is encrypted"),
    "zip that climbs": (
        "bad.zip",
        packed(UPb__txt=TEXT),
        "!/../b.txt: has a path that leads out of the archive",
    ),
    "zip bomb": (
        "bad.zip",
        packed(b__txt=b"0" * 40_000_000),
        "!/b.txt: expands to more than 200 times its size",
    ),
    "gzip bomb": ("bad.txt.gz", gzip.compress(b"0" * 40_000_000), "expands to more than 200 times its size"),
    "empty zip": ("bad.zip", packed(), "holds no documents"),
    "broken gzip": ("bad.txt.gz", gzip.compress(TEXT.encode())[:-9], "is broken"),
    "broken line": ("bad.jsonl", b'{"text": \n', ":1: broken JSON"),
    "no text column": (
        "bad.csv",
        "甲,乙\n1,2\n3,4\n".encode(),
        "no column is known to hold the text among: 甲, 乙",
    ),
    "broken parquet": ("bad.parquet", parquet(text=[TEXT])[:-20], "is no Parquet table, or a broken one"),
}


@pytest.mark.parametrize("case", BAD)
def test_one_line_names_the_file_and_the_cause_and_the_rest_is_read(
    zhibiao: Zhibiao, tmp_path: Path, case: str
) -> None:
    name, data, cause = BAD[case]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "folder" / "good.txt").write_text(TEXT, encoding="utf-8")
    run = zhibiao("extract", "folder")
    assert run.code == 1
    (complaint,) = run.complaints
    assert complaint.startswith(f"folder/{name}")
    assert cause in complaint
    assert "31.6亿元" in run.quotes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder"]


def test_broken_lines_are_named_by_their_numbers(zhibiao: Zhibiao, tmp_path: Path) -> None:
    rows = [
        ROW,
        "{",
        "[]",
        '{"text": 1}',
        '{"text": ""}',
        '{"text": "\\ud800 完成投资5亿元。"}',
        ROW.replace("31.6", "30.1"),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    run = zhibiao("extract", "a.jsonl")
    assert run.code == 1
    assert [line.split(": ")[0] for line in run.complaints] == [f"a.jsonl:{at}" for at in (2, 3, 4, 5)]
    assert {"31.6亿元", "5亿元", "30.1亿元"} <= set(run.quotes)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx", "parquet"])
def test_a_lone_surrogate_harms_no_output(zhibiao: Zhibiao, tmp_path: Path, kind: str) -> None:
    row = '{"text": "全县\\ud800完成投资5亿元。", "title": "报告\\udc00", "\\ud801": "\\ud802"}'
    (tmp_path / "a.jsonl").write_text(row, encoding="utf-8")
    run = zhibiao("extract", "a.jsonl", "--db", "a.sqlite", "-o", f"out.{kind}")
    assert run.code == 0
    assert (tmp_path / f"out.{kind}").stat().st_size > 0


@pytest.mark.parametrize("char", ["a", "县", "5", "。", "\ufffd"])
def test_a_text_of_one_character_is_read(zhibiao: Zhibiao, tmp_path: Path, char: str) -> None:
    (tmp_path / "a.txt").write_text(char, encoding="utf-8")
    assert zhibiao("extract", "a.txt") == Run(0, "", [])
    assert zhibiao("clean", "a.txt").out == char + "\n"


def test_a_folder_of_many_encodings_and_formats_is_read(zhibiao: Zhibiao, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for at, encoding in enumerate(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"]):
        (folder / f"{at}.txt").write_bytes(TEXT.replace("31.6", f"1{at}.5").encode(encoding))
    (folder / "a.html").write_bytes(PAGE.replace("31.6", "15.5").encode("gb18030"))
    (folder / "b.csv").write_bytes(f'正文\n"{TEXT.replace("31.6", "16.5")}"\n'.encode("gbk"))
    (folder / "c.jsonl").write_bytes(ROW.replace("31.6", "17.5").encode("utf-16"))
    (folder / "d.doc").write_bytes(PAGE.replace("31.6", "18.5").encode())
    (folder / "e.aspx").write_bytes(PAGE.replace("31.6", "19.5").encode())
    for name in ("site.css", "logo.PNG", "desktop.ini", "Thumbs.db", ".DS_Store"):
        (folder / name).write_bytes(b"\x00\x01")
    run = zhibiao("extract", "folder")
    assert (run.code, run.complaints) == (0, [])
    assert [quote for quote in run.quotes if quote.endswith(".5亿元")] == [f"1{at}.5亿元" for at in range(10)]


def test_an_encoding_that_is_given_counts_for_all(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("県５".encode("shift_jis"))
    assert zhibiao("clean", "a.txt", "--encoding", "shift_jis").out == "県5\n"
    run = zhibiao("clean", "a.txt", "--encoding", "martian")
    assert run.code == 2
    assert "there is no encoding 'martian'" in run.complaints[0]
    assert zhibiao("clean", "a.txt", "--encoding", "base64").code == 2
    assert zhibiao("clean", "a.txt", "--input-format", "martian").code == 2
    assert zhibiao("clean", "a.txt", "--text-format", "pdf").code == 2


def test_the_help_names_every_format() -> None:
    assert set(INPUT_FORMATS) == {known.name for known in FORMATS}
    assert set(TEXT_FORMATS) <= {known.name for known in FORMATS if not known.many}


def test_cells_may_hold_pages(zhibiao: Zhibiao, tmp_path: Path) -> None:
    cell = PAGE.replace('"', '""')
    (tmp_path / "a.csv").write_text(f'编号,稿件\n1,"{cell}"\n', encoding="utf-8")
    run = zhibiao("extract", "a.csv", "--text-column", "稿件", "--text-format", "html")
    assert (run.code, run.complaints) == (0, [])
    assert "31.6亿元" in run.quotes
    assert "<p>" not in zhibiao("clean", "a.csv", "--text-column", "稿件", "--text-format", "html").out
    assert "<p>" in zhibiao("clean", "a.csv", "--text-column", "稿件").out


def test_the_same_document_under_two_names_is_one_in_the_database(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.zip").write_bytes(packed(c__txt=TEXT.encode("gb18030")))
    run = zhibiao("extract", "in", "--db", "in/x.sqlite", "-o", "in/out.jsonl")
    assert run.code == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "in" / "x.sqlite")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        paths = connection.execute("SELECT path FROM document_paths ORDER BY path").fetchall()
    assert paths == [("in/a.txt",), ("in/b.zip!/c.txt",)]
    lines = (tmp_path / "in" / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :] != []
    again = zhibiao("extract", "in", "--db", "in/x.sqlite", "-o", "in/out.jsonl")
    assert again.code == 0, "what the command writes is not read"


def test_a_page_ten_thousand_levels_deep_is_read_or_refused(zhibiao: Zhibiao, tmp_path: Path) -> None:
    deep = "<div>" * 10_000 + f"<p>{TEXT}</p>" + "</div>" * 10_000
    (tmp_path / "a.html").write_text(f"<html><body>{deep}</body></html>", encoding="utf-8")
    run = zhibiao("extract", "a.html")
    assert (run.code == 0 and "31.6亿元" in run.quotes) or (run.code == 1 and len(run.complaints) == 1)


def test_a_name_that_is_no_utf_8_can_be_written(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / os.fsdecode("报告.txt".encode("gbk"))).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    run = zhibiao("clean", "in", "--log")
    assert run.code == 0
    run = zhibiao("extract", "in", "--db", "x.sqlite")
    assert run.code == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        assert connection.execute("SELECT path FROM document_paths").fetchall() == [("in/报告.txt",)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_is_not_waited_for(zhibiao: Zhibiao, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    run = zhibiao("clean", ".")
    assert (run.code, run.complaints) == (1, ["a.txt: is no regular file"])


def test_a_large_text_is_read_whole(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 1000, encoding="utf-8")
    run = zhibiao("extract", "a.txt")
    assert run.quotes.count("31.6亿元") == 1000


@pytest.mark.slow
def test_a_text_of_fifty_megabytes_is_mended(zhibiao: Zhibiao, tmp_path: Path) -> None:
    text = TEXT * (50_000_000 // len(TEXT.encode()))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    run = zhibiao("clean", "a.txt")
    assert run.code == 0
    assert run.out.count("31.6亿元") == text.count("31.6亿元")


# --- any bytes at all

SUFFIXES = [suffix for known in FORMATS for suffix in known.suffixes] + [".xyz", ".jsonl.gz", ".zip.gz"]
SEEDS = {
    ".txt": TEXT.encode("gb18030"),
    ".html": PAGE.encode(),
    ".pdf": pdf_of([["正文"], ["第二页"]]),
    ".docx": DOCX,
    ".jsonl": (ROW + "\n").encode() * 2,
    ".json": f"[{ROW}, {ROW}]".encode(),
    ".csv": f'标题,正文\n报告,"{TEXT}"\n'.encode("gb18030"),
    ".parquet": parquet(text=[TEXT, "乙"]),
    ".zip": packed(a__txt=TEXT, b__csv="正文\n甲\n", c__zip=packed(d__txt="丁")),
    ".jsonl.gz": gzip.compress(ROW.encode(), mtime=0),
}
LIMITS = ReadLimits(document_bytes=1 << 20, expanded_bytes=1 << 22, ratio_from=1 << 16)


@pytest.mark.parametrize("suffix", ["txt", "jsonl", "csv", "html", "json"])
def test_a_long_run_of_blanks_is_passed_over_at_once(zhibiao: Zhibiao, tmp_path: Path, suffix: str) -> None:
    for name, blanks in (("lines", b"\n" * 5000), ("mixed", b" \r\n\t" * 1000)):
        (tmp_path / f"{name}.{suffix}").write_bytes(blanks)
        (tmp_path / f"{name}_page.{suffix}").write_bytes(blanks + b"<?xml <!-- " * 200)
    ran = zhibiao("clean", str(tmp_path))
    assert ran.code == 1
    assert all(str(tmp_path) in line for line in ran.complaints)


def test_links_that_lead_round_are_named_and_the_rest_is_read(zhibiao: Zhibiao, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "round.txt").symlink_to("round.txt")
    for options in (("--output", str(tmp_path / "out.jsonl")), ("--db", str(tmp_path / "out.sqlite"))):
        ran = zhibiao("extract", str(folder), *options)
        assert ran.code == 1
        assert ran.complaints[0].startswith(f"{folder / 'round.txt'}: Too many levels")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").count("\n") == 3
    for verb in ("extract", "show"):
        ran = zhibiao(verb, str(folder / "good.txt"), "--output", str(folder / "round.txt"))
        assert ran.code == 1
        assert ran.complaints == [f"{folder / 'round.txt'}: Too many levels of symbolic links"]


def test_a_name_that_cannot_be_costs_itself(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    ran = zhibiao("clean", "a" * 5000, "nul\0.txt", str(tmp_path / "good.txt"))
    assert (ran.code, ran.out) == (1, TEXT)
    assert ran.complaints == ["a" * 5000 + ": File name too long", "nul\ufffd.txt: embedded null byte"]


def test_what_a_terminal_obeys_is_not_printed(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "\x1b]0;a\x07.txt").write_bytes(b"")
    ran = zhibiao("clean", str(tmp_path))
    assert ran.complaints == [f"{tmp_path}/\ufffd]0;a\ufffd.txt: is empty"]


def test_a_member_without_a_name_costs_itself() -> None:
    data = bytearray(packed(Q="a", b__txt=TEXT))
    for signature, at in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        place = data.find(signature) + at
        # The one letter of the name becomes an extra field.
        data[place : place + 4] = struct.pack("<HH", 0, 1)
    bad, good = outcome(bytes(data), ".zip")
    assert isinstance(bad, ReadError)
    assert bad.cause == "has no name"
    assert isinstance(good, SourceText)


def test_members_that_share_their_bytes_are_given_once() -> None:
    data = packed(a__txt=TEXT)
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    entry = data[start:end]
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 50, 50, len(entry) * 50, start, 0)
    found = outcome(data[:start] + entry * 50 + tail, ".zip")
    assert sum(isinstance(one, SourceText) for one in found) == 1
    assert {one.cause for one in found if isinstance(one, ReadError)} == {
        "is broken: its bytes are those of another member too"
    }


def test_an_encoding_that_reads_nothing_is_not_believed() -> None:
    page = f'<meta charset="undefined"><p>{TEXT}</p>'.encode()
    (found,) = outcome(page, ".html")
    assert isinstance(found, SourceText)
    assert "31.6" in found.text


def test_the_cause_of_a_broken_line_is_told_within_the_line() -> None:
    lines = b'{"text": \n{"text": "5%", "other": ' + b"[" * 900 + b"]" * 900 + b"}\n"
    first, *_ = outcome(lines, ".jsonl")
    assert str(first).endswith(":1: broken JSON: Expecting value at character 10")


def test_one_file_is_not_output_and_database_at_once(zhibiao: Zhibiao, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    both = str(tmp_path / "out")
    ran = zhibiao("extract", str(tmp_path / "good.txt"), "--output", both, "--db", both)
    assert ran.code == 2
    assert ran.complaints == [f"{both}: is both --output and --db; give another --output"]
    assert not Path(both).exists()


COMMAND = "import sys; from extractor.cli import main; main(sys.argv[1:])"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_onto_a_full_disk_is_one_line(option: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-c", COMMAND, option], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr) == (1, b"zhibiao: standard output: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="no shell that closes descriptors")
@pytest.mark.parametrize("verb", [["extract"], ["extract", "--format", "xlsx"], ["clean"], ["show"]])
def test_a_closed_output_is_one_line(tmp_path: Path, verb: list[str]) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    command = ["sh", "-c", '"$@" >&-', "sh", sys.executable, "-c", COMMAND, *verb, str(tmp_path / "good.txt")]
    ran = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr) == (1, b"zhibiao: standard output: is closed\n")


@pytest.mark.skipif(os.name != "posix", reason="no shell that closes descriptors")
def test_complaints_never_go_into_the_output(tmp_path: Path) -> None:
    command = [
        "sh",
        "-c",
        '"$@" 2>&-',
        "sh",
        sys.executable,
        "-c",
        COMMAND,
        "clean",
        str(tmp_path / "none.txt"),
    ]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stdout) == (1, b"")


def outcome(data: bytes, suffix: str) -> list[SourceText | ReadError]:
    found = list(documents(io.BytesIO(data), f"a{suffix}", ReadOptions(limits=LIMITS)))
    for one in found:
        if isinstance(one, ReadError):
            assert "\n" not in str(one)
            # What no reader foresaw is caught at the door, and is a fault of the reader.
            assert "cannot be read: " not in str(one)
        else:
            one.text.encode()
    return found


@settings(max_examples=300)
@given(st.binary(max_size=300), st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_suffix_are_read_or_refused(data: bytes, suffix: str) -> None:
    assert outcome(data, suffix)


@settings(max_examples=400)
@given(st.data())
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(sorted(SEEDS)))
    damaged = bytearray(SEEDS[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(damaged) - 1)))
        how = data.draw(st.sampled_from(["flip", "cut", "splice", "drop", "other"]))
        if how == "flip" and damaged:
            damaged[at] ^= 1 << data.draw(st.integers(0, 7))
        elif how == "cut":
            del damaged[at:]
        elif how == "drop":
            del damaged[at : at + data.draw(st.integers(1, 20))]
        elif how == "splice":
            damaged[at:at] = damaged[: data.draw(st.integers(0, 50))]
        else:
            damaged[at:at] = data.draw(st.binary(max_size=8))
    assert outcome(bytes(damaged), suffix)
