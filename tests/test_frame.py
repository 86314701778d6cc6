from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from decimal import Decimal
from typing import Literal

import pandas as pd
import pytest

from schemas import (
    Actual,
    Comparability,
    Comparison,
    Evidence,
    Indicator,
    Measure,
    Period,
    Place,
    Plan,
    Project,
    Quantity,
    Relation,
    Speech,
    Target,
)
from schemas.columns import DOCUMENT_COLUMNS, RECORD_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS, column
from schemas.flat import document_row, record_row, summary_row
from schemas.frame import COLUMNS, records_frame, to_frame

WHERE = Evidence(
    start=3, end=9, quote="12.50亿元", sentence="完成12.50亿元。", section=("一、回顾", "1、财政")
)
RECORDS = (
    Actual(
        id="1",
        doc_id="d",
        basis="level",
        indicator=Indicator(text="财政收入", code="fiscal_revenue"),
        quantity=Quantity(
            text="12.50亿元", value=Decimal("1250000000.10"), unit="CNY", resolution=Decimal("1E+6")
        ),
        period=Period(label="1951", start=dt.date(1951, 1, 1), end=dt.date(1951, 12, 31)),
        place=Place(name="青禾县", code="990001"),
        comparison=Comparison(type="yoy", base_status="actual"),
        comparability=Comparability(type="real"),
        relations=(Relation(type="same_as", id="2"), Relation(type="part_of", id="3")),
        evidence=WHERE,
    ),
    Target(
        id="2",
        doc_id="d",
        basis="level",
        indicator=Indicator(text="财政收入"),
        quantity=Quantity(text="*亿元", unit="CNY", masked=True),
        plan=Plan(version="own_goal", issuer="县政府"),
        evidence=WHERE,
    ),
    Project(id="3", doc_id="d", name="水厂", investment=Decimal(5), parties=("甲", "乙"), evidence=WHERE),
    Measure(id="4", doc_id="d", text="设立基金", deadline=Period(label="2030"), evidence=WHERE),
)


def test_a_record_is_a_row_in_the_order_given() -> None:
    frame = Speech(doc_id="d", records=RECORDS).to_frame()
    assert list(frame["id"]) == ["1", "2", "3", "4"]
    assert list(frame.columns) == list(COLUMNS)
    first = frame.loc[0]
    assert first["value"] == Decimal("1250000000.10")
    assert str(first["value"]) == "1250000000.10"
    assert first["value_real"] == pytest.approx(1250000000.1)
    assert (first["indicator"], first["place_code"], first["comparison"]) == ("财政收入", "990001", "yoy")
    assert (first["section"], first["relations"]) == ("一、回顾 / 1、财政", "same_as:2; part_of:3")
    assert first["period_start"] == pd.Timestamp(1951, 1, 1)
    assert (frame.loc[1, "plan_version"], frame.loc[1, "plan_issuer"]) == ("own_goal", "县政府")
    assert (frame.loc[2, "name"], frame.loc[2, "parties"], frame.loc[2, "investment"]) == (
        "水厂",
        "甲; 乙",
        5,
    )
    assert (frame.loc[3, "measure"], frame.loc[3, "deadline"]) == ("设立基金", "2030")


def test_what_a_record_has_not_is_missing() -> None:
    frame = records_frame(RECORDS)
    assert frame["masked"].tolist()[:2] == [False, True]
    assert frame["value"].isna().tolist() == [False, True, True, True]
    assert frame["name"].isna().tolist() == [True, True, False, True]
    assert frame["period_end"].isna().tolist() == [False, True, True, True]


@pytest.mark.parametrize("records", [(), RECORDS[:1], RECORDS[3:], RECORDS])
def test_the_columns_have_the_same_types_whatever_is_in_them(records: tuple[Actual, ...]) -> None:
    frame = records_frame(records)
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == COLUMNS


def test_frames_of_several_documents_go_together() -> None:
    frames = [records_frame(RECORDS[:1]), records_frame(()), records_frame(RECORDS[1:])]
    together = pd.concat(frames, ignore_index=True)
    pd.testing.assert_frame_equal(together, records_frame(RECORDS))


def test_sums_are_exact() -> None:
    tenth = RECORDS[0].model_copy(update={"quantity": Quantity(text="0.1", value=Decimal("0.1"))})
    assert records_frame([tenth] * 3)["value"].sum() == Decimal("0.3")


def test_pandas_is_not_imported_until_a_frame_is_asked_for() -> None:
    code = "import sys, schemas, schemas.frame; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def speeches() -> list[Speech]:
    return [
        Speech(
            doc_id="d",
            title="青禾县报告",
            date=dt.date(1952, 1, 5),
            level="county",
            place=Place(name="青禾县", code="990001"),
            records=RECORDS[:2],
        ),
        Speech(doc_id="e"),
        Speech(doc_id="f", records=RECORDS[2:]),
    ]


def test_many_documents_go_into_one_frame() -> None:
    frame = to_frame(iter(speeches()))
    assert list(frame.columns) == [column.name for column in TABLE_COLUMNS]
    assert list(frame["id"]) == ["1", "2", "3", "4"]
    assert frame["title"].isna().tolist() == [False, False, True, True]
    assert (frame.loc[0, "level"], frame.loc[0, "doc_place_code"]) == ("county", "990001")
    assert frame.loc[0, "date"] == pd.Timestamp(1952, 1, 5)
    pd.testing.assert_frame_equal(frame[list(COLUMNS)], records_frame(RECORDS))
    pd.testing.assert_frame_equal(to_frame(speeches()[0]), frame[:2])


def test_types_of_a_frame_do_not_hang_on_what_is_in_it() -> None:
    assert to_frame([]).dtypes.equals(to_frame(speeches()).dtypes)
    assert to_frame(speeches())["kind"].cat.categories.tolist() == [
        "target",
        "actual",
        "completion",
        "project",
        "measure",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_column_has_a_heading_of_its_own_in_both_languages(language: Literal["en", "zh"]) -> None:
    for columns in (TABLE_COLUMNS, SUMMARY_COLUMNS):
        headings = [column.heading(language) for column in columns]
        assert len(set(headings)) == len(headings)
        for heading in headings:
            assert heading.strip() == heading != ""
            assert (language == "zh") == bool(re.search(r"[\u4e00-\u9fff]", heading))
    frame = to_frame(speeches(), headings=language)
    assert list(frame.columns) == [column.heading(language) for column in TABLE_COLUMNS]
    own = speeches()[0].to_frame(headings=language)
    assert list(own.columns) == [column.heading(language) for column in RECORD_COLUMNS]


def test_what_a_row_holds_has_a_column_and_the_other_way_round() -> None:
    filled: set[str] = set()
    for speech in speeches():
        filled |= set(document_row(speech))
        for record in speech.records:
            row = record_row(record)
            family = "claim" if record.kind in ("actual", "target") else record.kind
            for name in row:
                assert family in column(name).families
            filled |= set(row)
    assert filled == {column.name for column in TABLE_COLUMNS}
    assert set(summary_row(speeches()[0])) == {column.name for column in SUMMARY_COLUMNS}


@pytest.mark.parametrize("names", [[column.name for column in TABLE_COLUMNS + SUMMARY_COLUMNS]])
def test_a_name_means_one_column(names: list[str]) -> None:
    both = {"doc_id", *(column.name for column in DOCUMENT_COLUMNS)}
    assert {name for name in names if names.count(name) > 1} == both
    with pytest.raises(KeyError):
        column("colour")


def test_a_figure_beyond_all_floats_has_none() -> None:
    huge = RECORDS[0].model_copy(update={"quantity": Quantity(text="…", value=Decimal("1E+400"))})
    frame = records_frame([huge])
    assert frame.loc[0, "value"] == Decimal("1E+400")
    assert frame["value_real"].isna().all()
