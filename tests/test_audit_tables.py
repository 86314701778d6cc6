"""Sums of the columns of tables, on tables of ours."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.audit import audit
from extractor.audit.tables import groups, tables
from extractor.audit.view import View
from patterns import load
from schemas import Finding


def table(*lines: str, title: str = "2019年全市一般公共预算收入表") -> str:
    rows = [title, "单位：万元", "项目|2019年预算数|完成数|完成预算%", *lines]
    return "\n".join(line.replace("|", "\t") for line in rows)


REVENUE = (
    "本年收入合计|{total}|138600|105.0",
    "一、税收收入|94000|98700|105.0",
    "增值税|51000|{vat}|105.0",
    "企业所得税|28000|29400|105.0",
    "契税|15000|15750|105.0",
    "二、非税收入|38000|39900|105.0",
    "专项收入|21000|22050|105.0",
    "罚没收入|17000|17850|105.0",
)


def sums(text: str) -> dict[str, Finding]:
    found = audit([extract(text)])
    return {f.figures[0].quote: f for f in found if f.check == "parts" and f.figures[0].role == "whole"}


def revenue(total: str = "132000", vat: str = "53550") -> dict[str, Finding]:
    return sums(table(*(line.format(total=total, vat=vat) for line in REVENUE)))


def test_totals_and_numbered_rows_are_the_sums_of_what_stands_below_them() -> None:
    found = revenue()
    assert {quote: len(finding.figures) - 1 for quote, finding in found.items()} == {
        "132000": 2,
        "138600": 2,
        "94000": 3,
        "98700": 3,
        "38000": 2,
        "39900": 2,
    }
    assert {finding.verdict for finding in found.values()} == {"consistent"}


@pytest.mark.parametrize(
    ("total", "vat", "wrong"),
    [("123000", "53550", "123000"), ("132000", "55350", "98700"), ("132000", "5355", "98700")],
)
def test_a_sum_that_misses_beside_one_that_comes_out_is_a_question(total: str, vat: str, wrong: str) -> None:
    found = revenue(total, vat)
    assert [quote for quote, finding in found.items() if finding.verdict == "questionable"] == [wrong]


def test_a_total_below_the_rows_or_between_them() -> None:
    found = sums(
        table(
            "税收收入|94000|98700|105.0",
            "非税收入|38000|39900|105.0",
            "小计|132000|138600|105.0",
            "上级补助收入|18000|18900|105.0",
            "调入资金|2000|2100|105.0",
            "合计|20000|21000|105.0",
        )
    )
    assert {quote: len(finding.figures) - 1 for quote, finding in found.items()} == {
        "132000": 2,
        "138600": 2,
        "20000": 2,
        "21000": 2,
    }


def test_empty_cells_are_nothing_and_those_that_say_something_else_forbid_a_sum() -> None:
    rows = ("本年收入合计|132000|138600|105.0", "税收收入|94000|98700|105.0", "非税收入|38000|39900|105.0")
    assert set(sums(table(*rows, "捐赠收入|-||"))) == {"132000", "138600"}
    assert "138600" not in sums(table(*rows, "捐赠收入|-|见附表3|"))


def test_rows_that_leave_some_out_are_not_accused() -> None:
    found = sums(
        table("本年收入合计|132000|138600|105.0", "税收收入|94000|98700|105.0", "罚没收入|17000|17850|105.0")
    )
    assert {finding.verdict for finding in found.values()} <= {"consistent"}
    assert not any("≠" in finding.formula for finding in found.values())


def test_a_row_opened_by_of_which_is_within_the_one_above() -> None:
    text = table(
        "合计|132000|138600|105.0",
        "税收收入|94000|98700|105.0",
        "其中：增值税|51000|53550|105.0",
        "非税收入|38000|39900|105.0",
    )
    (rows,) = tables(View(extract(text), load()))
    (group,) = groups(View(extract(text), load()), rows)
    assert [row.label for row in group.parts] == ["税收收入", "非税收入"]


def test_a_figure_between_1900_and_2099_is_no_year_in_a_column_of_figures() -> None:
    found = sums(
        table(
            "合计|5059|4009|79.2",
            "一、国防支出|2059|1909|92.7",
            "二、教育支出|3000|2100|70.0",
            title="2019年全市一般公共预算支出表",
        )
    )
    assert {quote: finding.verdict for quote, finding in found.items()} == {
        "5059": "consistent",
        "4009": "consistent",
    }
