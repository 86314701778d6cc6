"""JSON Lines, JSON, CSV and Parquet: one document a row, each broken row named."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus import Metadata, ReadError, SourceText, read_path
from corpus.readers import ReadLimits, ReadOptions
from corpus.readers.broken_rows import told_within
from corpus.readers.found import Found
from corpus.readers.opening import documents

TEXT = "二〇一四年，青禾县完成固定资产投资31.6亿元。\n其中工业投资12亿元。"


def read(data: bytes, name: str, **options: Any) -> tuple[list[SourceText], list[str]]:
    found = list(documents(io.BytesIO(data), name, ReadOptions(**options)))
    good = [one for one in found if isinstance(one, SourceText)]
    bad = [str(one) for one in found if isinstance(one, ReadError)]
    assert all("\n" not in line for line in bad)
    return good, bad


def lines(*values: object) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def parquet(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


# --- what a row gives


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "parquet"])
def test_a_row_is_a_document_with_what_its_columns_say(suffix: str) -> None:
    row = {
        "编号": "甲-07",
        "标题": "政府工作报告",
        "成文日期": "2015年1月9日",
        "发布时间": "2015-02-03 10:00",
        "发文机关": "青禾县人民政府",
        "网址": "https://example.org/7.html",
        "正文": TEXT,
    }
    tab = "\t" if suffix == "tsv" else ","
    quoted = [f'"{value}"' for value in row.values()]
    data = {
        "jsonl": lines(row),
        "json": json.dumps([row]).encode(),
        "csv": (tab.join(row) + "\r\n" + tab.join(quoted) + "\r\n").encode("gb18030"),
        "tsv": (tab.join(row) + "\n" + tab.join(quoted)).encode("utf-16"),
        "parquet": parquet(**{name: [value] for name, value in row.items()}),
    }[suffix]
    (source,), bad = read(data, f"a.{suffix}")
    assert bad == []
    assert source.text == TEXT
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert source.path == f"a.{suffix}:{2 if suffix in ('csv', 'tsv') else 1}"
    assert source.metadata == Metadata(
        title="政府工作报告",
        date=dt.date(2015, 1, 9),
        upload_date=dt.date(2015, 2, 3),
        issuer="青禾县人民政府",
        address="https://example.org/7.html",
        other={"编号": "甲-07"},
    )


def test_what_fits_no_field_stays_under_its_own_name() -> None:
    row = {
        "text": "全县",
        "date": "去年",
        "url": "县政府二楼",
        "标题": " ",
        "n": 1.50,
        "list": [1, {"a": None}],
        "no": None,
    }
    (source,), _ = read(lines(row).replace(b"1.5", b"1.50"), "a.jsonl")
    assert source.metadata == Metadata(
        other={"date": "去年", "url": "县政府二楼", "n": "1.50", "list": '[1, {"a": null}]'}
    )


def test_of_two_columns_for_one_field_the_better_name_counts() -> None:
    (source,), _ = read(
        lines({"raw": "<p>", "content": "全县", "发布日期": "2015-02-03", "日期": "20150109"}), "a.jsonl"
    )
    assert source.text == "全县"
    assert (source.metadata.date, source.metadata.upload_date) == (dt.date(2015, 1, 9), dt.date(2015, 2, 3))
    assert source.metadata.other == {"raw": "<p>"}


def test_the_text_column_is_the_one_given_then_a_usual_name_then_the_only_string() -> None:
    row = {"id": 3, "text": "甲", "稿件": "乙"}
    assert [read(lines(row), "a.jsonl", text_column=name)[0][0].text for name in (None, "稿件", "TEXT")] == [
        "甲",
        "乙",
        "甲",
    ]
    assert read(lines({"id": 3, "稿件": "乙"}), "a.jsonl")[0][0].text == "乙"
    assert read("稿件\n乙\n".encode(), "a.csv")[0][0].text == "乙"
    assert read(parquet(id=[3], 稿件=["乙"]), "a.parquet")[0][0].text == "乙"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (lines({"甲": "1", "乙": "2"}), "a.jsonl"),
        ("甲,乙\n1,2\n3,4\n".encode(), "a.csv"),
        (parquet(甲=["1", "2"], 乙=["3", "4"]), "a.parquet"),
    ],
)
def test_without_a_text_column_the_columns_are_listed(data: bytes, name: str) -> None:
    good, (error,) = read(data, name)
    assert good == []
    assert error.endswith("no column is known to hold the text among: 甲, 乙 (name it with --text-column)")
    _, errors = read(data, name, text_column="丙")
    assert errors[0].endswith("no column '丙' among: 甲, 乙")


def test_names_of_columns_can_be_added(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[inputs.columns]\ntext = ["稿件"]\n', encoding="utf-8")
    table = tmp_path / "a.csv"
    table.write_text("编号,稿件\n7,全县\n", encoding="utf-8")
    (source,) = read_path(table, patterns=[own])
    assert source.text == "全县"


def test_a_cell_may_be_larger_than_the_csv_module_allows_by_itself() -> None:
    long = "全县完成投资。" * 40_000
    (source,), bad = read(f"正文\n{long}\n".encode(), "a.csv")
    assert (source.text, bad) == (long, [])
    good, bad = read(f"编号,正文\n1,{long}\n2,短\n".encode(), "a.csv", limits=ReadLimits(document_bytes=1000))
    assert bad == ["a.csv:2: is larger than 1,000 bytes; nothing after it is read"]
    many = parquet(正文=[long, "短"])
    good, (error,) = read(many, "a.parquet", limits=ReadLimits(document_bytes=1000))
    assert [source.path for source in good] == ["a.parquet:2"]
    assert error == "a.parquet:1: '正文' is larger than 1,000 bytes, the most that one document may have"


# --- JSON


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    data = b"".join(
        [
            lines({"text": "第一"}),
            b'{"text": "open\n',
            b"[1]\n",
            b"\n",
            b'{"text": 5}\n{"text": null}\n{"text": " "}\n{"text": ["a"]}\n{"text": true}\n',
            b'{"text": "a", "text": "b"}\n',
            b'{"text":' + b"[" * 100_000 + b"\n",
            b'{"title": "other"}\n',
            lines({"text": "最后"}).rstrip(b"\n"),
        ]
    )
    good, bad = read(data, "a.jsonl")
    assert [(source.path, source.text) for source in good] == [("a.jsonl:1", "第一"), ("a.jsonl:13", "最后")]
    assert bad == [
        "a.jsonl:2: broken JSON: Unterminated string starting at character 10",
        "a.jsonl:3: holds no object",
        "a.jsonl:5: 'text' holds a number, not a text",
        "a.jsonl:6: no text in 'text'",
        "a.jsonl:7: 'text' is blank",
        "a.jsonl:8: 'text' holds a list, not a text",
        "a.jsonl:9: 'text' holds true or false, not a text",
        "a.jsonl:10: 'text' stands twice with different values",
        "a.jsonl:11: broken JSON: nested too deeply",
        "a.jsonl:12: no column is known to hold the text among: title (name it with --text-column)",
    ]


def test_json_is_read_as_programs_write_it() -> None:
    digits = "9" * 5000
    data = f'\ufeff{{"text": "全县", "rate": NaN, "top": -Infinity, "n": {digits}, "a": 1, "a": 2}}\r\n'
    (source,), bad = read(data.encode(), "a.jsonl")
    assert bad == []
    assert source.text == "全县"
    assert source.metadata.other == {"n": digits, "a": "2"}


def test_lone_surrogates_become_replacement_characters() -> None:
    (source,), _ = read(b'{"text": "a\\ud800b", "title": "\\udfffc", "\\ud801": "d"}\n', "a.jsonl")
    assert (source.text, source.bad_bytes) == ("a\ufffdb", 1)
    assert source.metadata == Metadata(title="\ufffdc", other={"\ufffd": "d"})


def test_a_line_in_another_encoding_is_read_in_its_own() -> None:
    data = lines({"text": TEXT}) + lines({"text": TEXT}).decode().encode("gb18030") + lines({"text": TEXT})
    good, bad = read(data, "a.jsonl")
    assert [source.text for source in good] == [TEXT] * 3
    assert bad == []


def test_a_bad_byte_costs_one_character_of_one_line() -> None:
    data = lines({"text": TEXT}) + lines({"text": TEXT}).replace("县".encode(), b"\xe5\x8e", 1)
    (whole, hurt), bad = read(data, "a.jsonl")
    assert bad == []
    assert whole.text == TEXT
    assert hurt.bad_bytes == hurt.text.count("\ufffd") > 0
    assert hurt.text.replace("\ufffd", "") == TEXT.replace("县", "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "big5"])
def test_lines_are_read_in_every_encoding(encoding: str) -> None:
    text = "全縣經濟工作會議" if encoding == "big5" else "全县经济工作会议"
    row = json.dumps({"正文": text}, ensure_ascii=False)
    (first, second), bad = read(f"{row}\n{row}\n".encode(encoding), "a.jsonl")
    assert (first.text, second.text, bad) == (text, text, [])


def test_a_line_longer_than_a_document_may_be_is_passed_over() -> None:
    data = lines({"text": "短"}, {"text": "长" * 500}, {"text": "短"})
    good, bad = read(data, "a.jsonl", limits=ReadLimits(document_bytes=300))
    assert [source.path for source in good] == ["a.jsonl:1", "a.jsonl:3"]
    assert bad == ["a.jsonl:2: is larger than 300 bytes, the most that one document may have"]


def test_of_many_broken_rows_the_last_are_told_together() -> None:
    few = ReadLimits(broken_rows=2)
    broken = [{"text": None}] * 2
    data = lines(*broken, {"text": "甲"}, *broken, {"text": "乙"}, 3, {"text": "丙"})
    for name, content in (("a.jsonl", data), ("a.json", b"[" + b",".join(data.splitlines()) + b"]")):
        good, bad = read(content, name, limits=few)
        assert [source.text for source in good] == ["甲", "乙", "丙"]
        assert bad == [
            f"{name}:1: no text in 'text'",
            f"{name}:2: no text in 'text'",
            f"{name}:4-7: 3 of these rows cannot be read, the first because: no text in 'text'",
        ]
    assert len(read(data, "a.jsonl")[1]) == 5
    table = parquet(text=[None, "甲", None, None, "乙", None])
    assert read(table, "a.parquet", limits=ReadLimits(broken_rows=3))[1][3:] == [
        "a.parquet:6: no text in 'text'"
    ]
    assert read(table, "a.parquet", limits=ReadLimits(broken_rows=0))[1] == [
        "a.parquet:1-6: 4 of these rows cannot be read, the first because: no text in 'text'"
    ]


def test_broken_rows_are_bounded_for_each_table_and_no_file_is_bounded_so() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in ("a.jsonl", "b.jsonl"):
            package.writestr(name, "{\n" * 3)
        for name in ("c.txt", "d.txt", "e.txt"):
            package.writestr(name, "")
    bad = read(stream.getvalue(), "x.zip", limits=ReadLimits(broken_rows=1))[1]
    assert [line.partition(": ")[0] for line in bad] == [
        *(f"x.zip!/{name}.jsonl:{rows}" for name in "ab" for rows in ("1", "2-3")),
        *(f"x.zip!/{name}.txt" for name in "cde"),
    ]


def test_the_rows_that_were_broken_are_told_where_the_reader_gives_up() -> None:
    def rows() -> Iterator[Found]:
        yield from (ReadError(f"a.csv:{number}", "is blank") for number in (2, 3, 4))
        raise ReadError("a.csv", "is away")

    told: list[Found] = []
    with pytest.raises(ReadError, match="is away"):
        told.extend(told_within(rows(), "a.csv", 1))
    assert [str(found) for found in told] == [
        "a.csv:2: is blank",
        "a.csv:3-4: 2 of these rows cannot be read, the first because: is blank",
    ]


def test_a_json_file_is_a_list_an_object_or_lines() -> None:
    good, bad = read(b'[{"text": "a"}, {"text": null}, 3, {"text": "b"}]', "a.json")
    assert [source.path for source in good] == ["a.json:1", "a.json:4"]
    assert bad == ["a.json:2: no text in 'text'", "a.json:3: holds no object"]
    assert read(b'{\n "text": "a"\n}', "a.json")[0][0].path == "a.json"
    assert [source.path for source in read(lines({"text": "a"}, {"text": "b"}), "a.json")[0]] == [
        "a.json:1",
        "a.json:2",
    ]
    assert read(b'{"text":\n "a"', "a.json")[1] == ["a.json: broken JSON: Expecting ',' delimiter in line 2"]
    assert read(b"", "a.json")[1] == ["a.json: is empty"]
    assert read(b"[]", "a.json")[1] == ["a.json: holds no documents"]
    assert read(b"[" * 100_000, "a.json")[1] == ["a.json: broken JSON: nested too deeply"]


# --- CSV


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_the_delimiter_and_the_encoding_are_found(delimiter: str, encoding: str) -> None:
    table = f"标题{delimiter}正文\n报告{delimiter}全县经济，工作\n"
    (source,), bad = read(table.encode(encoding), "a.csv")
    assert (source.text, source.metadata.title, bad) == ("全县经济，工作", "报告", [])


def test_a_gb18030_mark_is_no_part_of_the_head() -> None:
    (source,), _ = read(b"\x84\x31\x95\x33" + "正文,编号\n全县,7\n".encode("gb18030"), "a.csv")
    assert (source.text, source.metadata.other) == ("全县", {"编号": "7"})


def test_rows_are_counted_as_spreadsheets_do() -> None:
    table = '\nsep=;\n正文;编号\n"一\n二\r\n三";1\n;\n\n四;2\n'
    good, bad = read(table.encode(), "a.csv")
    assert [(source.path, source.text) for source in good] == [("a.csv:4", "一\n二\r\n三"), ("a.csv:7", "四")]
    assert bad == []


def test_cells_that_look_like_formulas_are_read_unharmed() -> None:
    cells = ["=SUM(A1)", "+3.2", "-5%", "@全县", "\t缩进"]
    table = "正文,编号\n" + "".join(f'"{cell}",{cell.strip()}\n' for cell in cells)
    good, bad = read(table.encode(), "a.csv")
    assert [source.text for source in good] == cells
    assert [source.metadata.other["编号"] for source in good] == [cell.strip() for cell in cells]
    assert bad == []


def test_a_quote_that_does_not_close_costs_its_row_only() -> None:
    table = '标题;正文\n甲;"开\n乙;好\n丙;"两\n行"\n丁;"未'
    good, bad = read(table.encode(), "a.csv")
    assert [source.text for source in good] == ["好", "两\n行"]
    assert [line.partition(" its quotes")[0] for line in bad] == ["a.csv:2:", "a.csv:5:"]


def test_quotes_within_one_line_are_forgiven() -> None:
    (source,), bad = read('正文,编号\n"他说"好"了",1\n'.encode(), "a.csv")
    assert "好" in source.text
    assert bad == []


def test_rows_that_do_not_fit_the_head_are_named() -> None:
    good, bad = read("编号,正文\n1,全县,完成\n2\n3,好,,\n".encode(), "a.csv")
    assert [source.path for source in good] == ["a.csv:4"]
    assert bad == [
        "a.csv:2: has 3 cells, the head 2: a delimiter in the text must be quoted",
        "a.csv:3: no text in '正文'",
    ]


def test_a_damaged_cell_is_read_as_far_as_it_can_be() -> None:
    table = "正文,编号\n全县经济工作,1\n全县,2\n".encode("gb18030").replace("县".encode("gbk"), b"\xcf", 1)
    (hurt, whole), bad = read(table, "a.csv")
    assert (whole.text, bad) == ("全县", [])
    assert "经济" in hurt.text
    assert hurt.bad_bytes == hurt.text.count("\ufffd") > 0


def test_columns_without_names_and_of_one_name_are_told_apart() -> None:
    (source,), _ = read("正文,,编号,编号\n全县,甲,1,2\n".encode(), "a.csv")
    assert source.metadata.other == {"column 2": "甲", "编号": "1", "编号 4": "2"}


@pytest.mark.parametrize("data", [b"", b"\n\n", "正文\n".encode()])
def test_a_table_without_rows_is_an_error(data: bytes) -> None:
    good, bad = read(data, "a.csv")
    assert (good, len(bad)) == ([], 1)


# --- Parquet


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_every_kind_of_text_column_is_read(kind: pa.DataType) -> None:
    values = pa.array(["甲", None, "甲", " "], pa.string()).cast(kind)
    good, bad = read(parquet(id=[1, 2, 3, 4], 稿件=values), "a.parquet")
    assert [(source.path, source.text) for source in good] == [("a.parquet:1", "甲"), ("a.parquet:3", "甲")]
    assert bad == ["a.parquet:2: no text in '稿件'", "a.parquet:4: '稿件' is blank"]


def test_values_of_other_kinds_become_strings() -> None:
    from decimal import Decimal

    data = parquet(
        text=["全县"],
        date=[dt.date(2015, 1, 9)],
        amount=[Decimal("20.90")],
        share=[float("nan")],
        tags=[["甲", "乙"]],
        raw=[b"\x00"],
        ok=[True],
    )
    (source,), _ = read(data, "a.parquet")
    assert source.metadata.date == dt.date(2015, 1, 9)
    assert source.metadata.other == {"amount": "20.90", "tags": '["甲", "乙"]', "ok": "true"}


def test_rows_of_many_groups_are_counted_through() -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": [f"第{at}" for at in range(300)]}), stream, row_group_size=70)
    good, bad = read(stream.getvalue(), "a.parquet")
    assert [source.path for source in good] == [f"a.parquet:{at}" for at in range(1, 301)]
    assert bad == []


def test_text_that_is_no_utf_8_is_read_as_far_as_it_can_be() -> None:
    raw = pa.array([b"a\xffb", b"ok"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    good, _ = read(parquet(text=text), "a.parquet")
    assert [(source.text, source.bad_bytes) for source in good] == [("a\ufffdb", 1), ("ok", 0)]


@pytest.mark.parametrize("data", [b"PAR1", b"plain", b"", parquet(text=["a"])[:-9], parquet(text=["a"])[40:]])
def test_what_is_no_parquet_is_refused_in_one_line(data: bytes) -> None:
    good, bad = read(data, "a.parquet")
    assert (good, len(bad)) == ([], 1)


# --- all of them


def tables() -> Iterable[tuple[str, bytes]]:
    yield "a.jsonl", lines({"text": "a"})
    yield "a.json", b'[{"text": "a"}]'
    yield "a.csv", b"text\na\n"
    yield "a.parquet", parquet(text=["a"])


@pytest.mark.parametrize(("name", "data"), list(tables()))
def test_a_table_under_a_wrong_suffix_is_named_for_what_it_is(name: str, data: bytes) -> None:
    good, (error,) = read(b"%PDF-1.7 \xff" + data, name)
    assert good == []
    if name != "a.parquet":
        assert "is a PDF, not" in error
    assert [source.text for source in read(data, "x.xyz", input_format=name[2:])[0]] == ["a"]


def test_a_cell_that_many_rows_share_is_given_within_limits() -> None:
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), ["全县" * 10_000])
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": cells}), stream)
    options = ReadOptions(limits=ReadLimits(ratio_from=1 << 20))
    *found, last = documents(io.BytesIO(stream.getvalue()), "a.parquet", options)
    assert 50 < len(found) < 1000
    assert all(isinstance(one, SourceText) for one in found)
    rest = f"expands to more than 200 times its size; nothing after row {len(found)} is read"
    assert str(last) == f"a.parquet: {rest}"
