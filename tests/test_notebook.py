"""What a notebook shows, and the frame of an audit's findings."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from lxml import html

from extractor import audit, extract, findings_frame
from schemas import CHECKS, VERDICTS, Speech
from schemas.finding_frame import FINDING_COLUMNS
from tests.finding_samples import findings as samples

FINDINGS = samples()

TEXT = (
    "在青禾县财政工作会议上的讲话\n二〇一四年一月十日\n去年，全县完成固定资产投资31.6亿元，为年计划30亿元的125%。\n"
    "与博川集团签约总投资5000万元的垃圾焚烧厂项目。今年，县政府要出台工业用地优惠办法。\n"
)


def test_a_document_shows_its_head_and_its_records() -> None:
    speech = extract(TEXT)
    page = html.fromstring(f"<div>{speech._repr_html_()}</div>")
    assert page.text_content().startswith("在青禾县财政工作会议上的讲话 · 2014-01-10")
    rows = [[cell.text_content() for cell in row] for row in page.iter("tr")]
    assert rows[0] == ["kind", "basis", "what", "value", "unit", "bound", "period", "quote"]
    (actual,) = (row for row in rows if row[-1] == "31.6亿元")
    assert actual[:2] + actual[3:] == ["actual", "level", "3,160,000,000", "CNY", "eq", "2013", "31.6亿元"]
    assert "固定资产投资" in actual[2]
    assert len(rows) == len(speech.records) + 1
    assert {row[0] for row in rows[1:]} == {record.kind for record in speech.records}
    assert not {"None", "nan", "<NA>", "NaN"} & {cell for row in rows for cell in row}


def test_what_is_shown_is_escaped_and_bounded() -> None:
    speech = extract("<script>去年，全县财政收入4.2亿元。</script>\n" + TEXT * 40)
    shown = speech._repr_html_()
    assert "<script>" not in shown
    assert shown.count("<tr") <= 62
    assert f"and {len(speech.records) - 60} more" in shown


def test_an_empty_document_shows_itself_too() -> None:
    assert "no records" in Speech(doc_id="d")._repr_html_()


@pytest.mark.parametrize("findings", [[], FINDINGS[:1], FINDINGS])
def test_findings_have_the_same_columns_and_types_whatever_is_in_them(findings: list) -> None:
    frame = findings_frame(iter(findings))
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == FINDING_COLUMNS
    assert list(frame["id"]) == [finding.id for finding in findings]
    assert frame["check"].cat.categories.tolist() == list(CHECKS)
    assert frame["verdict"].cat.categories.tolist() == list(VERDICTS)


def test_a_finding_keeps_its_exact_ends_and_its_words() -> None:
    findings = audit([extract(TEXT)])
    frame = findings_frame(findings)
    wrong = frame[frame["verdict"] == "inconsistent"]
    assert len(wrong) == 1
    row = wrong.iloc[0]
    assert (row["check"], row["stated_low"], row["stated_high"], row["stated_unit"]) == (
        "completion",
        Decimal("124.5"),
        Decimal("125.5"),
        "%",
    )
    assert isinstance(row["computed_low"], Decimal)
    assert {"31.6亿元", "30亿元", "125%"} == set(row["quotes"].split("; "))
    assert "125%" in row["sentence"]
    pd.testing.assert_frame_equal(pd.concat([frame[:1], frame[1:]]), frame)
