"""CSV, XLSX and Parquet: the same figures as in JSON Lines, nothing run as a formula, memory bounded."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import read_path
from corpus.samples import sample_paths
from extractor import extract
from extractor.cli import main
from extractor.store import parquet, workbook
from extractor.store.formats import FORMATS, Settings, format_of, open_writer
from extractor.store.parquet import SCHEMA
from extractor.store.separated import BOM, guarded, unguarded
from extractor.store.sheets import LEGEND_NAMES, SHEETS
from schemas import (
    Actual,
    Completion,
    Evidence,
    Indicator,
    Measure,
    Period,
    Project,
    Quantity,
    Relation,
    Source,
    Speech,
    Target,
)
from schemas.columns import SUMMARY_COLUMNS, TABLE_COLUMNS
from schemas.frame import to_frame
from schemas.words import WORDS

ROOT = Path(__file__).parents[1]
TEXT = "二〇一四年一月十日\n去年，青禾县完成固定资产投资31.6亿元，为年计划的105%，下降5.2%。\n"
TABULAR = ("csv", "xlsx", "parquet")
FIGURES = ("value", "low", "high", "resolution", "investment")
WHERE = Evidence(start=0, end=4, quote="四亿元整", sentence="收入四亿元整。", section=("一、回顾", "1、财政"))
FORMULA = '=HYPERLINK("https://example.org","看")'


def claim(number: int = 0, value: str = "-5.2", **changes: Any) -> Actual:
    fields: dict[str, Any] = {
        "id": f"r{number}",
        "doc_id": "d",
        "basis": "growth",
        "indicator": Indicator(text="财政收入"),
        "quantity": Quantity(text=value, value=Decimal(value), unit="%", resolution=Decimal("0.1")),
        "evidence": WHERE,
    }
    return Actual(**(fields | changes))


def speech(*records: Any, **changes: Any) -> Speech:
    return Speech(**({"doc_id": "d", "title": "报告", "records": records} | changes))


def written(name: str, speeches: Iterable[Speech], **settings: Any) -> bytes:
    out = io.BytesIO()
    writer = open_writer(name, out, Settings(**settings))
    for one in speeches:
        assert writer.write(one) == len(one.records)
    writer.close()
    writer.discard()
    return out.getvalue()


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheet_rows(data: bytes, name: str) -> list[dict[str, Any]]:
    head, *rows = book(data)[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def parquet_rows(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(data)).to_pylist()
    return rows


@pytest.fixture(scope="module")
def samples() -> list[Speech]:
    return [extract(source) for path in sample_paths() for source in read_path(path)]


# --- the same in all formats


def test_all_formats_give_the_figures_of_json_lines(samples: list[Speech]) -> None:
    told = {}
    for line in written("jsonl", samples).splitlines():
        record = json.loads(line)
        quantity = record.get("quantity", {})
        told[record["id"]] = (
            *(quantity.get(name) for name in FIGURES[:4]),
            record.get("investment"),
            record["evidence"]["quote"],
        )
    assert len(told) > 100
    assert any(figures[4] for figures in told.values())

    def figures(row: dict[str, Any]) -> tuple[Any, ...]:
        return (*(row.get(name) or None for name in FIGURES), unguarded(row["quote"]))

    rows = csv_rows(written("csv", samples))
    assert {row["id"]: figures(row) for row in rows} == told
    assert {row["id"]: figures(row) for row in parquet_rows(written("parquet", samples))} == told
    data = written("xlsx", samples, headings="name")
    sheets = [row for sheet in SHEETS[:5] for row in sheet_rows(data, sheet.names["name"])]
    assert {row["id"]: figures(row) for row in sheets} == told
    for row in sheets:
        for name in ("value", "low", "high", "investment"):
            if row.get(name):
                assert Decimal(str(row[f"{name}_real"])) == Decimal(row[name])


def test_a_row_of_csv_parquet_and_frame_says_the_same(samples: list[Speech]) -> None:
    frame = to_frame(samples)
    rows = csv_rows(written("csv", samples))
    table = pq.read_table(io.BytesIO(written("parquet", samples)))
    assert [*rows[0]] == table.column_names == list(frame.columns)
    assert len(rows) == table.num_rows == len(frame)
    for name in (
        "title",
        "kind",
        "basis",
        "indicator_code",
        "unit",
        "period",
        "place_code",
        "measure",
        "name",
    ):
        flat = [None if pd.isna(cell) else cell for cell in frame[name]]
        assert table[name].to_pylist() == flat
        assert [unguarded(row[name]) or None for row in rows] == [cell or None for cell in flat]
    joined = [" / ".join(titles) for titles in table["section"].to_pylist()]
    assert joined == list(frame["section"]) == [unguarded(row["section"]) for row in rows]


@pytest.mark.parametrize("name", [*TABULAR, "jsonl", "table"])
def test_the_same_records_give_the_same_bytes(name: str, samples: list[Speech]) -> None:
    assert written(name, samples) == written(name, samples)


@pytest.mark.parametrize("name", [*TABULAR, "jsonl"])
def test_a_document_is_written_whole_or_not_at_all(name: str) -> None:
    torn = speech(claim(1), claim(2, indicator=Indicator(text="半个\ud83d字")), doc_id="torn")
    out = io.BytesIO()
    writer = open_writer(name, out)
    writer.write(speech(claim(0)))
    with pytest.raises(ValueError, match="surrogate"):
        writer.write(torn)
    writer.write(speech(claim(3)))
    writer.close()
    assert out.getvalue() == written(name, [speech(claim(0)), speech(claim(3))])


def test_a_setting_that_a_format_has_not_is_refused() -> None:
    for name, setting in (
        ("jsonl", {"headings": "zh"}),
        ("parquet", {"headings": "en"}),
        ("xlsx", {"bom": True}),
    ):
        with pytest.raises(ValueError, match=f"^{name} has no "):
            open_writer(name, io.BytesIO(), Settings(**setting))  # type: ignore[arg-type]


def test_every_format_is_known_by_its_endings() -> None:
    for name, known in FORMATS.items():
        for suffix in known.suffixes:
            assert format_of(f"out/a.b{suffix.upper()}") == name
    assert format_of("csv") is format_of("a.txt") is format_of("") is None


# --- CSV


def test_csv_is_rfc_4180_with_a_mark_that_excel_knows() -> None:
    data = written("csv", [speech(claim(evidence=WHERE.model_copy(update={"sentence": '甲,"乙"\r\n丙'})))])
    assert data.startswith(BOM + b"title,")
    assert data.endswith(b"\r\n")
    assert '"甲,""乙""\r\n丙"'.encode() in data
    assert csv_rows(data)[0]["sentence"] == '甲,"乙"\r\n丙'
    bare = written("csv", [speech(claim())], bom=False)
    assert bare.startswith(b"title,")
    assert written("csv", [speech(claim())]) == BOM + bare


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_csv(text: str) -> None:
    data = written("csv", [speech(claim(indicator=Indicator(text=text)), title=text)])
    (row,) = csv_rows(data)
    assert unguarded(row["indicator"]) == unguarded(row["title"]) == text


@given(st.text(alphabet="'=+-@\t\r\n＝＋－＠a1", max_size=6))
def test_what_is_made_safe_is_safe_and_comes_back(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not re.match("[=+\\-@\t\r\n＝＋－＠]", safe)


@pytest.mark.parametrize(
    "text", [FORMULA, "+1", "-1+2", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－5", "＠x"]
)
def test_no_text_of_csv_is_a_formula(text: str) -> None:
    (row,) = csv_rows(written("csv", [speech(claim(scope=text), title=text)]))
    assert row["title"] == row["scope"] == f"'{text}"
    assert row["indicator"] == "财政收入"


def test_figures_of_csv_stay_figures() -> None:
    (row,) = csv_rows(written("csv", [speech(claim(value="-5.20"))]))
    assert (row["value"], row["value_real"], row["quantity"]) == ("-5.20", "-5.2", "'-5.20")
    assert (row["masked"], row["start"], row["low"], row["date"]) == ("false", "0", "", "")
    frame = pd.read_csv(io.BytesIO(written("csv", [speech(claim(value="-5.20"))])))
    assert frame.loc[0, "value"] == pytest.approx(-5.2)


def test_csv_is_read_by_pandas_as_the_frame(samples: list[Speech]) -> None:
    frame = pd.read_csv(io.BytesIO(written("csv", samples)), dtype={"value": str, "doc_place_code": str})
    own = to_frame(samples)
    assert list(frame["value"].dropna()) == [str(value) for value in own["value"].dropna()]
    assert list(frame["doc_place_code"].dropna()) == list(own["doc_place_code"].dropna())


@pytest.mark.parametrize("language", ["name", "en", "zh"])
def test_headings_of_csv(language: Literal["name", "en", "zh"]) -> None:
    for speeches in ([], [speech(claim())]):
        head = next(csv.reader(io.StringIO(written("csv", speeches, headings=language).decode("utf-8-sig"))))
        assert head == [column.heading(language) for column in TABLE_COLUMNS]


# --- XLSX


def decoded(text: str | None) -> str:
    """A cell as Excel reads it: openpyxl leaves escaped characters as they are (ECMA-376, ST_Xstring)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text or "")


def readable(text: str) -> str:
    """What XLSX keeps of a text, as docs/exports.md says."""
    return re.sub("\r\n?", "\n", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=30))
def test_any_text_survives_xlsx_but_for_what_xml_cannot_hold(texts: list[str]) -> None:
    records = [claim(number, indicator=Indicator(text=text)) for number, text in enumerate(texts)]
    rows = sheet_rows(written("xlsx", [speech(*records)], headings="name"), "actuals")
    assert [decoded(row["indicator"]) for row in rows] == [readable(text) for text in texts]


@pytest.mark.parametrize(
    "text", [FORMULA, "{=1}", "https://example.org", "mailto:a@example.org", "_x0041_", "007"]
)
def test_text_of_xlsx_stays_text(text: str) -> None:
    data = written("xlsx", [speech(claim(indicator=Indicator(text=text)), title=text)])
    page = book(data)["Actuals"]
    cells = {page.cell(1, column).value: page.cell(2, column) for column in range(1, page.max_column + 1)}
    for heading in ("Title", "Indicator"):
        assert cells[heading].data_type == "s" or cells[heading].data_type == "inlineStr"
        assert decoded(cells[heading].value) == text
        assert cells[heading].hyperlink is None
    assert cells["Title"].style.startswith("Normal")
    assert bool(cells["Title"].quotePrefix) == text.startswith("=")


def test_a_workbook_is_laid_out_to_be_read(samples: list[Speech]) -> None:
    loaded = book(written("xlsx", samples))
    assert loaded.sheetnames == [*(sheet.names["en"] for sheet in SHEETS), "Legend"]
    for page, sheet in zip(loaded, SHEETS, strict=False):
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        assert all(cell.font.bold for cell in page[1])
        assert {one.name for one in sheet.columns} == {
            one.name
            for one in (SUMMARY_COLUMNS if sheet.kind == "document" else TABLE_COLUMNS)
            if sheet.kind == "document" or _family(sheet.kind) in one.families
        }
    actuals = loaded["Actuals"]
    widths = {actuals.cell(1, n).value: _width(actuals, n) for n in range(1, actuals.max_column + 1)}
    assert widths["Sentence"] > widths["Indicator"] > widths["Unit"] > 5
    assert loaded["Documents"].max_row == len(samples) + 1


def _family(kind: str) -> str:
    return kind if kind in ("project", "measure") else "claim"


def _width(page: Any, number: int) -> float:
    found = [one.width for one in page.column_dimensions.values() if one.min <= number <= one.max]
    return float(found[0])


def test_numbers_and_dates_of_xlsx_are_numbers_and_dates() -> None:
    record = claim(
        value="1250000000.10",
        period=Period(label="2031", start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 31), inherited=True),
    )
    data = written("xlsx", [speech(record, claim(1), date=dt.date(2032, 2, 3))], headings="name")
    first, second = sheet_rows(data, "actuals")
    assert (first["value_real"], first["value"]) == (1250000000.1, "1250000000.10")
    assert (second["value_real"], second["value"]) == (-5.2, "-5.2")
    assert first["date"] == dt.datetime(2032, 2, 3)
    assert (first["period_end"], first["period_inherited"]) == (dt.datetime(2031, 12, 31), True)
    page = book(data)["actuals"]
    places = {page.cell(1, n).value: n for n in range(1, page.max_column + 1)}
    assert page.cell(2, places["value_real"]).number_format == "#,##0.00"
    assert page.cell(3, places["value_real"]).number_format == "#,##0.0"
    assert page.cell(2, places["date"]).number_format == "yyyy-mm-dd"
    assert places["value"] == places["value_real"] + 1


def test_a_date_that_excel_does_not_know_is_text() -> None:
    data = written("xlsx", [speech(claim(), date=dt.date(1898, 6, 11))], headings="name")
    assert sheet_rows(data, "actuals")[0]["date"] == "1898-06-11"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("123456789012345", 123456789012345),
        ("-0.000123456789012345", -0.000123456789012345),
        ("1200000000000000000000", 1.2e21),
        ("0.00", 0),
        ("1234567890123456", "1234567890123456"),
        ("0.12345678901234567", "0.12345678901234567"),
        ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("-0.00000000000000000000000000000000000001", -1e-38),
    ],
)
def test_a_number_that_excel_would_change_is_text(value: str, number: float | str) -> None:
    data = written("xlsx", [speech(claim(value=value))], headings="name")
    (row,) = sheet_rows(data, "actuals")
    assert (row["value_real"], row["value"]) == (number, value)
    assert csv_rows(written("csv", [speech(claim(value=value))]))[0]["value"] == value
    assert parquet_rows(written("parquet", [speech(claim(value=value))]))[0]["value"] == value


def test_a_full_sheet_goes_on_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    data = written("xlsx", [speech(*map(claim, range(5))), speech(*map(claim, range(5, 7)))], headings="zh")
    loaded = book(data)
    assert loaded.sheetnames[6:] == ["说明", "实绩 2", "实绩 3"]
    assert [row["记录编号"] for name in ("实绩", "实绩 2", "实绩 3") for row in sheet_rows(data, name)] == [
        f"r{number}" for number in range(7)
    ]
    for name in ("实绩", "实绩 2"):
        assert loaded[name].auto_filter.ref == loaded[name].dimensions == "A1:BE4"


@pytest.mark.parametrize("long", ["甲" * 40_000, "𠀀" * 20_000, "甲𠀀" * 15_000])
def test_a_text_too_long_for_a_cell_is_cut_and_told(long: str) -> None:
    told: list[str] = []
    record = claim(evidence=WHERE.model_copy(update={"sentence": long}))
    source = Source(path="a.txt")
    data = written("xlsx", [speech(record, source=source)], headings="name", warn=told.append)
    cell = sheet_rows(data, "actuals")[0]["sentence"]
    assert cell.endswith(" …[cut]")
    assert long.startswith(cell.removesuffix(" …[cut]"))
    assert 32_765 <= len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert told == ["a.txt: sentence of record r0 cut, as a cell of XLSX holds 32767 characters"]
    assert unguarded(csv_rows(written("csv", [speech(record)]))[0]["sentence"]) == long


def test_a_text_that_just_fits_is_not_cut() -> None:
    told: list[str] = []
    record = claim(evidence=WHERE.model_copy(update={"sentence": "甲" * 32_767}))
    data = written("xlsx", [speech(record)], headings="name", warn=told.append)
    assert (len(sheet_rows(data, "actuals")[0]["sentence"]), told) == (32_767, [])


@pytest.mark.parametrize("language", ["name", "en", "zh"])
def test_headings_of_xlsx(language: Literal["name", "en", "zh"]) -> None:
    loaded = book(written("xlsx", [], headings=language))
    assert loaded.sheetnames == [*(sheet.names[language] for sheet in SHEETS), LEGEND_NAMES[language]]
    for page, sheet in zip(loaded, SHEETS, strict=False):
        assert [cell.value for cell in page[1]] == [column.heading(language) for column in sheet.columns]
        assert page.max_row == 1


def test_a_legend_tells_the_values_of_every_choice() -> None:
    rows = sheet_rows(written("xlsx", [], headings="zh"), "说明")
    assert {"列": "比较方式", "值": "yoy", "含义": "同比"} in rows
    choices = {column for column in (*SUMMARY_COLUMNS, *TABLE_COLUMNS) if column.type == "choice"}
    assert {(row["列"], row["值"]) for row in rows} == {
        (column.zh, value) for column in choices for value in column.values
    }
    assert sheet_rows(written("xlsx", []), "Legend")[0]["Meaning"] == "national"


def test_every_value_has_words_in_both_languages() -> None:
    for column in (*SUMMARY_COLUMNS, *TABLE_COLUMNS):
        words = WORDS.get(column.name, {})
        assert tuple(words) == column.values
        assert (column.type == "choice") == bool(words)
        for english, chinese in words.values():
            assert english.isascii()
            assert re.search("[\u4e00-\u9fff]", chinese)


def test_xlsx_opens_at_the_first_records() -> None:
    assert book(written("xlsx", [speech(claim())])).active.title == "Actuals"
    assert book(written("xlsx", [speech()])).active.title == "Documents"


def test_xlsx_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written("xlsx", [speech(claim())])
    assert list(tmp_path.iterdir()) == []
    left = open_writer("xlsx", io.BytesIO())
    left.write(speech(claim()))
    assert list(tmp_path.iterdir()) != []
    left.discard()
    assert list(tmp_path.iterdir()) == []


# --- Parquet


def everything() -> list[Any]:
    return [
        claim(0, relations=(Relation(type="same_as", id="r1"),)),
        Target(**{**claim(1).model_dump(exclude={"kind"}), "quantity": Quantity(text="X", masked=True)}),
        Completion(**claim(2).model_dump(exclude={"kind", "basis"})),
        Project(
            id="r3",
            doc_id="d",
            name="水厂",
            investment=Decimal("2.5E+8"),
            parties=("甲", "乙"),
            evidence=WHERE,
        ),
        Measure(id="r4", doc_id="d", text="设立基金", amounts=("r0",), evidence=WHERE),
    ]


@pytest.mark.parametrize("records", [[], *([one] for one in everything()), everything()])
def test_the_schema_of_parquet_is_always_the_same(records: list[Any]) -> None:
    data = written("parquet", [speech(*records)])
    schema = pq.read_schema(io.BytesIO(data))
    assert schema.equals(SCHEMA, check_metadata=True)
    assert schema.metadata[b"zhibiao.contract"] == b"1.0"
    assert b"zhibiao.version" in schema.metadata
    assert schema.field("unit").metadata == {b"en": b"Unit", b"zh": "单位".encode()}
    assert pq.read_table(io.BytesIO(data)).num_rows == len(records)


def test_types_of_parquet() -> None:
    assert SCHEMA.names == [column.name for column in TABLE_COLUMNS]
    wanted = {
        "value": pa.string(),
        "value_real": pa.float64(),
        "date": pa.date32(),
        "period_start": pa.date32(),
        "masked": pa.bool_(),
        "start": pa.int64(),
        "section": pa.list_(pa.string()),
        "relations": pa.list_(pa.struct([("type", pa.string()), ("id", pa.string())])),
    }
    assert {name: SCHEMA.field(name).type for name in wanted} == wanted


def test_parquet_is_read_by_pyarrow_and_pandas() -> None:
    data = written("parquet", [speech(*everything(), date=dt.date(2032, 2, 3))])
    first, *_, project, measure = parquet_rows(data)
    assert first["relations"] == [{"type": "same_as", "id": "r1"}]
    assert (first["date"], first["section"]) == (dt.date(2032, 2, 3), ["一、回顾", "1、财政"])
    assert (project["investment"], project["parties"]) == ("250000000", ["甲", "乙"])
    assert (measure["amounts"], measure["parties"], measure["value"]) == (["r0"], None, None)
    frame = pd.read_parquet(io.BytesIO(data))
    assert frame["kind"].tolist() == ["actual", "target", "completion", "project", "measure"]
    assert Decimal(frame.loc[0, "value"]) == Decimal("-5.2")
    assert list(frame.loc[3, "parties"]) == ["甲", "乙"]


# --- memory


def many(documents: int) -> Iterable[Speech]:
    return (
        speech(*(claim(10 * document + number) for number in range(10)), doc_id=f"d{document}")
        for document in range(documents)
    )


def test_csv_is_written_as_documents_come() -> None:
    out = io.BytesIO()
    writer = open_writer("csv", out)
    sizes = []
    for one in many(5):
        writer.write(one)
        sizes.append(len(out.getvalue()))
    assert sizes == sorted(set(sizes))
    writer.close()
    assert len(out.getvalue()) == sizes[-1]


def test_parquet_is_written_in_row_groups_as_documents_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 25)
    out = io.BytesIO()
    writer = open_writer("parquet", out)
    for number, one in enumerate(many(10)):
        writer.write(one)
        held = sum(table.num_rows for table in writer._held)  # type: ignore[attr-defined]
        assert held < 25
        assert (held == 0) == (number % 3 == 2)
    writer.close()
    found = pq.ParquetFile(io.BytesIO(out.getvalue())).metadata
    assert [found.row_group(number).num_rows for number in range(found.num_row_groups)] == [30, 30, 30, 10]


def test_xlsx_holds_one_row_of_a_sheet() -> None:
    writer: Any = open_writer("xlsx", io.BytesIO())
    for one in many(20):
        writer.write(one)
        for page in writer._book.worksheets():
            assert page.constant_memory
            assert len(page.table) <= 1
        assert len(writer._book.str_table.string_table) == 0
    writer.discard()


# --- the command


Zhibiao = Callable[..., tuple[int, bytes, list[str]]]


@pytest.fixture
def zhibiao(capfdbinary: pytest.CaptureFixture[bytes]) -> Zhibiao:
    def run(*arguments: str | Path) -> tuple[int, bytes, list[str]]:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, out, err.decode().splitlines()

    return run


def process(*arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from extractor.cli import main; main()", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **options,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", TABULAR)
def test_the_ending_of_the_output_says_the_format(zhibiao: Zhibiao, report: Path, name: str) -> None:
    target = report.with_name(f"records.{name}")
    assert zhibiao("extract", report, "-o", target) == (0, b"", [])
    code, piped, complaints = zhibiao("extract", report, "--format", name)
    assert (code, complaints) == (0, [])
    assert target.read_bytes() == piped
    assert piped == written(name, [extract(source) for source in read_path(report)])
    assert sorted(path.name for path in report.parent.iterdir()) == sorted(["report.txt", target.name])


def test_the_format_wins_over_the_ending(zhibiao: Zhibiao, report: Path) -> None:
    target = report.with_name("records.xlsx")
    assert zhibiao("extract", report, "-o", target, "-f", "csv")[0] == 0
    assert target.read_bytes().startswith(BOM + b"title,")
    assert zhibiao("extract", report, "-o", report.with_name("records.txt"))[0] == 0
    assert report.with_name("records.txt").read_bytes().startswith(b'{"id"')


def test_headings_and_no_bom(zhibiao: Zhibiao, report: Path) -> None:
    _, out, _ = zhibiao("extract", report, "--format", "csv", "--headings", "zh", "--no-bom")
    assert out.decode().startswith("标题,日期,")
    target = report.with_name("records.xlsx")
    assert zhibiao("extract", report, "--headings", "zh", "-o", target) == (0, b"", [])
    assert book(target.read_bytes()).sheetnames[0] == "目标"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--headings", "zh"], "jsonl has no headings to choose; csv, xlsx have"),
        (["--headings", "fr", "-f", "csv"], "'fr' is none of name, en, zh"),
        (["--no-bom", "-f", "xlsx"], "xlsx has no byte order mark to choose; csv has"),
        (["--headings", "zh", "--db", "x.db"], "jsonl has no headings"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    zhibiao: Zhibiao, report: Path, arguments: list[str], words: str
) -> None:
    code, out, (complaint,) = zhibiao("extract", report, *arguments)
    assert (code, out) == (2, b"")
    assert words in complaint
    assert not Path("x.db").exists()


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_no_binary_goes_to_a_terminal(report: Path, name: str) -> None:
    import pty

    outer, inner = pty.openpty()
    with process("extract", report, "--format", name, stdout=inner, stderr=subprocess.PIPE) as running:
        os.close(inner)
        _, complaint = running.communicate()
    os.close(outer)
    assert running.returncode == 2
    assert complaint.decode() == (
        f"zhibiao: {name} is no text for a terminal; give --output FILE, or send it into a file or pipe\n"
    )


@pytest.mark.parametrize("name", TABULAR)
def test_an_output_that_cannot_be_written_is_one_line(zhibiao: Zhibiao, report: Path, name: str) -> None:
    target = report.parent / "no" / f"out.{name}"
    assert zhibiao("extract", report, "-o", target) == (
        1,
        b"",
        [f"zhibiao: {target}: No such file or directory"],
    )
    if Path("/dev/full").exists():
        told = zhibiao("extract", report, "-o", "/dev/full", "-f", name)
        assert told == (1, b"", ["zhibiao: /dev/full: No space left on device"])


@pytest.mark.parametrize("name", TABULAR)
def test_a_reader_that_goes_away_is_no_error(report: Path, name: str) -> None:
    report.write_text(TEXT * 200, encoding="utf-8")
    with process("extract", report, "-f", name, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.parametrize("name", TABULAR)
def test_nothing_readable_gives_nothing(zhibiao: Zhibiao, tmp_path: Path, name: str) -> None:
    code, out, complaints = zhibiao("extract", tmp_path / "missing.txt", "-f", name)
    assert (code, out, len(complaints)) == (1, b"", 1)
    target = tmp_path / f"out.{name}"
    target.write_bytes(b"earlier")
    assert zhibiao("extract", tmp_path / "missing.txt", "-o", target)[0] == 1
    assert target.read_bytes() == b"earlier"


@pytest.mark.parametrize("name", TABULAR)
def test_an_earlier_output_stays_when_a_run_breaks_off(
    zhibiao: Zhibiao, report: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = report.with_name(f"out.{name}")
    target.write_bytes(b"earlier")

    def broken(self: Any) -> None:
        raise OSError(28, "No space left on device")

    module, _, attribute = FORMATS[name].writer.partition(":")
    monkeypatch.setattr(f"{module}.{attribute}.close", broken)
    assert zhibiao("extract", report, "-o", target) == (
        1,
        b"",
        [f"zhibiao: {target}: No space left on device"],
    )
    assert target.read_bytes() == b"earlier"
    assert sorted(path.name for path in report.parent.iterdir()) == sorted(["report.txt", target.name])


# --- the page


def test_the_page_tells_every_column_and_its_headings() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| ([^|]+) \| ([^|]+) \| [a-z, ]+ \|$", page, re.MULTILINE)
    assert rows == [(column.name, column.type, column.en, column.zh) for column in TABLE_COLUMNS]
