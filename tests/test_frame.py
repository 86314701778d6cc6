from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import pandas as pd
import pytest

from schemas import (
    Actual,
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
from schemas.frame import COLUMNS, records_frame

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
