"""Text files in the encodings that Chinese archives hold, whole and damaged."""

from __future__ import annotations

import hashlib
import io
import pickle
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from corpus.readers import FORMATS, Format, ReadError, ReadLimits, read_bytes, read_path
from corpus.readers.expanding import ExpandedError
from extractor import extract_path

PROSE = (
    "今年以来，全县上下坚持稳中求进，地区生产总值达到一百二十亿元，增长百分之八。\n"
    "我们狠抓项目建设，新开工重点项目三十五个，完成投资四十六亿元。\n"
    "下一步，要继续优化营商环境，为企业提供更好的服务，确保完成全年目标任务。\n"
)
TRADITIONAL = (
    "今年以來，全縣上下堅持穩中求進，地區生產總值達到一百二十億元，增長百分之八。\n"
    "我們狠抓專案建設，新開工重點工程三十五個，完成投資四十六億元。\n"
)
WORDS = [
    "全县",
    "经济",
    "发展",
    "增长",
    "完成",
    "投资",
    "项目",
    "企业",
    "财政",
    "收入",
    "工作",
    "任务",
    "，",
    "。",
    "\n",
]
PLAIN = st.lists(st.sampled_from([*WORDS, "12.5%", "2008年", "GDP"]), min_size=8, max_size=60).map("".join)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    source = read_bytes(PROSE.encode(encoding))
    assert source.text == PROSE
    assert source.bad_bytes == 0
    assert source.sha256 == hashlib.sha256(PROSE.encode(encoding)).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gbk", "utf-16-le"])
def test_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert read_bytes(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@given(
    PLAIN, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
)
def test_what_is_written_is_read_back(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding)).text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_any_text_is_read_back_where_the_encoding_is_given(text: str) -> None:
    text = text.lstrip("\ufeff")
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        assert read_bytes(text.encode(encoding), encoding=encoding).text.lstrip("\ufeff") == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    refused = ""
    try:
        assert read_bytes(data).sha256 == hashlib.sha256(data).hexdigest()
    except ReadError as error:
        refused = str(error)
    assert "\n" not in refused


def test_line_ends_stay_and_the_mark_goes() -> None:
    assert read_bytes("\ufeff一\r\n二\r三\n".encode()).text == "一\r\n二\r三\n"


def test_an_encoding_may_be_declared() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">镕'
    source = read_bytes(page.encode("gbk"))
    assert (source.text, source.encoding, source.encoding_source) == (page, "gb18030", "declared")


def test_a_false_declaration_does_not_count() -> None:
    page = "charset=gb2312\n" + PROSE
    assert read_bytes(page.encode("utf-8")).text == page


def test_short_and_empty_texts() -> None:
    assert read_bytes(b"").text == ""
    assert read_bytes("2008年".encode("gbk")).text == "2008年"
    assert read_bytes(b"plain ascii\n").encoding == "utf-8"


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_lost_byte_costs_one_character(seed: int, encoding: str) -> None:
    """Where bytes were lost the rest of the line is read right, and the bad byte is recorded."""
    rng = random.Random(seed)
    raw = PROSE.encode(encoding)
    lost = rng.choice([at for at in range(len(raw)) if raw[at] >= 0x80])
    source = read_bytes(raw[:lost] + raw[lost + 1 :])
    if source.bad_bytes:
        assert source.text.count("\ufffd") == source.bad_bytes == len(source.bad_offsets)
        assert abs(source.bad_offsets[0] - lost) <= 3
        rest = source.text.replace("\ufffd", "")
        assert sum(rest.count(char) < PROSE.count(char) for char in set(PROSE)) <= 2
    else:
        assert len(source.text) >= len(PROSE) - 2


def test_a_stray_byte_in_a_long_text_stays_where_it_is() -> None:
    raw = (PROSE * 20).encode("gbk")
    source = read_bytes(raw[:101] + b"\xff" + raw[101:])
    assert (
        source.text.replace("\ufffd", "")[60:]
        == (PROSE * 20)[60 - (len(source.text.replace("\ufffd", "")) - len(PROSE * 20)) :]
    )
    assert source.bad_bytes >= 1


def test_binary_data_is_refused() -> None:
    for data in (b"%PDF-1.7 ...", b"PK\x03\x04rest", bytes(range(256)) * 4):
        with pytest.raises(ReadError, match=r"^x\.txt: "):
            read_bytes(data, "x.txt")


def test_other_formats_say_that_there_is_no_reader() -> None:
    with pytest.raises(ReadError, match=r"report\.xlsx: no reader for \.xlsx files"):
        read_bytes(b"abc", "report.xlsx")


def test_unknown_encoding_is_said() -> None:
    with pytest.raises(ReadError, match="unknown encoding martian"):
        read_bytes(b"abc", "a.txt", "martian")


def test_a_folder_is_read_in_order_and_errors_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_bytes("第二".encode("gbk"))
    (tmp_path / "a.md").write_text("第一", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "data.zip").write_bytes(b"PK")
    (tmp_path / ".hidden.txt").write_text("不读", encoding="utf-8")
    errors: list[ReadError] = []
    texts = [source.text for source in read_path(tmp_path, on_error=errors.append)]
    assert texts == ["第一", "第二"]
    assert [Path(error.path).name for error in errors] == ["broken.txt", "data.zip"]
    with pytest.raises(ReadError):
        list(read_path(tmp_path))


def test_what_cannot_be_read_raises_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        list(read_path(tmp_path / "missing.txt"))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ReadError, match="holds no files"):
        list(read_path(empty))


def test_a_file_without_text_is_named_as_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes("\ufeff \r\n\u3000\n".encode())
    (tmp_path / "c.txt").write_bytes("第一".encode())
    errors: list[ReadError] = []
    assert [source.text for source in read_path(tmp_path, on_error=errors.append)] == ["第一"]
    assert [str(error) for error in errors] == [
        f"{tmp_path / 'a.txt'}: is empty",
        f"{tmp_path / 'b.txt'}: is blank",
    ]
    with pytest.raises(ReadError, match="is empty"):
        list(read_path(tmp_path / "a.txt"))


def test_an_empty_path_is_not_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("第一", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError, match="empty path"):
        list(read_path(""))
    assert [source.path for source in read_path(".")] == ["a.txt"]


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, PROSE.encode("gb18030"))
    (source,) = read_path("-")
    assert (source.text, source.path, source.encoding) == (PROSE, "-", "gb18030")
    give(monkeypatch, PROSE.encode("gb18030"))
    (speech,) = extract_path("-")
    assert (speech.text, speech.source.path) == (PROSE, "-")
    assert speech.records
    give(monkeypatch, b"\n")
    with pytest.raises(ReadError, match="-: is blank"):
        list(extract_path("-"))
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ReadError, match="-: standard input is closed"):
        list(read_path("-"))


def test_the_package_exports_the_readers() -> None:
    assert corpus.read_bytes is read_bytes
    assert corpus.read_path is read_path


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_big5_is_never_taken_for_gbk_nor_the_other_way(seed: int) -> None:
    rng = random.Random(seed)
    start = rng.randrange(len(TRADITIONAL) - 12)
    piece = TRADITIONAL[start : start + 12]
    assert read_bytes(piece.encode("big5")).text == piece
    piece = PROSE[start : start + 12]
    assert read_bytes(piece.encode("gbk")).text == piece


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_a_module_says_of_itself_what_the_registry_says(known: Format) -> None:
    module = known.collection() if known.many else known.reader()
    assert (known.name, known.suffixes) == (module.NAME, module.SUFFIXES)
    assert module.VERSION
    assert hasattr(module, "documents" if known.many else "read")


def test_each_suffix_and_name_is_that_of_one_format() -> None:
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert len({known.name for known in FORMATS}) == len(FORMATS)


def test_a_larger_file_than_allowed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"2019" * 30)
    (tmp_path / "b.txt").write_bytes(b"2019" * 10)
    errors: list[ReadError] = []
    read = read_path(tmp_path, on_error=errors.append, limits=ReadLimits(document_bytes=100))
    assert [Path(str(source.path)).name for source in read] == ["b.txt"]
    assert [error.cause for error in errors] == [
        "is larger than 100 bytes, the most that one document may have"
    ]


def test_the_input_format_counts_before_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("第一", encoding="utf-8")
    assert [source.text for source in read_path(tmp_path, input_format="text")] == ["第一"]
    with pytest.raises(ValueError, match="'martian' is none of text"):
        list(read_path(tmp_path, input_format="martian"))


@pytest.mark.parametrize("kind", [ReadError, ExpandedError])
def test_an_error_passes_between_processes(kind: type[ReadError]) -> None:
    error = pickle.loads(pickle.dumps(kind("a.txt", "is empty")))
    assert type(error) is kind
    assert (error.path, error.cause, str(error)) == ("a.txt", "is empty", "a.txt: is empty")
