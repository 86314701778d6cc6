"""Identities of accounts, figures told twice, places against their governments, and known divisions."""

from __future__ import annotations

import pytest

from tests.audits import findings

FUND = "2018年，全市社会保险基金收入57.8亿元，支出49.72亿元，{}{}亿元。"
TRADE = "2018年，全市出口251.86亿元，进口246.19亿元，{}{}亿元。"


def verdicts(text: str, check: str) -> list[str]:
    return [finding.verdict for finding in findings(text) if finding.check == check]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (FUND.format("当年收支结余", "8.08"), ["consistent"]),
        # Transfers may lie between income and spending: no more than a question.
        (FUND.format("当年收支结余", "8.80"), ["questionable"]),
        # What has piled up over the years is another thing.
        (FUND.format("年末滚存结余", "48.8"), []),
        (TRADE.format("贸易顺差", "5.67"), ["consistent"]),
        (TRADE.format("贸易顺差", "5.57"), ["inconsistent"]),
        (TRADE.format("贸易逆差", "5.67"), ["inconsistent"]),
    ],
)
def test_what_is_left_of_two_figures(text: str, verdict: list[str]) -> None:
    assert verdicts(text, "balance") == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2018年，全市旅客运输量1527.22万人次。\n2018年，全市旅客运输量达到1527万人次。", ["consistent"]),
        ("2018年，全市旅客运输量1527.22万人次。\n2018年，全市旅客运输量1257.22万人次。", ["questionable"]),
        # They meet in one point, but of one thing both would be written alike.
        ("2018年，全市森林覆盖率为99.8%。\n2018年，全市森林覆盖率达到99.9%。", []),
        # No slip explains it: they may be two things.
        ("2018年，全市旅客运输量1527.22万人次。\n2018年，全市旅客运输量893.61万人次。", []),
        ("2018年，全市旅客运输量1527.22万人次。\n2017年，全市旅客运输量1257.22万人次。", []),
    ],
)
def test_a_figure_told_twice(text: str, verdict: list[str]) -> None:
    assert verdicts(text, "restatement") == verdict


@pytest.mark.parametrize(("lower", "verdict"), [("1646500", ["consistent"]), ("1464500", ["questionable"])])
def test_a_place_and_its_governments(lower: str, verdict: list[str]) -> None:
    text = (
        f"2018年，全市政府债务限额2445000万元。市本级政府债务限额798500万元。各县区政府债务限额{lower}万元。"
    )
    assert verdicts(text, "parts") == verdict


def test_a_government_within_its_place() -> None:
    text = "2018年，全市政府债务限额{}亿元。\n2018年，市本级政府债务限额45.2亿元。"
    assert verdicts(text.format("90.1"), "parts") == ["consistent"]
    assert verdicts(text.format("40.1"), "parts") == ["questionable"]


def test_a_whole_that_is_divided_without_saying_so() -> None:
    text = "2018年，全市社会消费品零售总额1200.41亿元。按经营地分，城镇消费品零售额{}亿元，乡村消费品零售额223.81亿元。"
    assert verdicts(text.format("976.60"), "parts") == ["consistent"]
    assert verdicts(text.format("967.60"), "parts") == ["questionable"]
    assert verdicts(text.format("512.34"), "parts") == ["not_checkable"]


def test_the_two_totals_of_an_account() -> None:
    text = "2018年，全市一般公共预算收入总计46.42亿元。全市一般公共预算支出总计{}亿元。"
    assert verdicts(text.format("46.42"), "balance") == ["consistent"]
    assert verdicts(text.format("41.17"), "balance") == []


def test_an_index_and_the_growth_beside_it() -> None:
    text = "2018年，全县居民消费价格为上年的101.6%，比上年上涨{}%。"
    assert verdicts(text.format("1.6"), "growth") == ["consistent"]
    assert verdicts(text.format("2.6"), "growth") == ["inconsistent"]


@pytest.mark.parametrize(("others", "verdict"), [(10, ["questionable"]), (12, [])])
def test_a_name_of_many_figures_is_that_of_many_things(others: int, verdict: list[str]) -> None:
    told = [str(3187 + at * 4409) for at in range(others)]
    lines = "\n".join(f"2018年，全市旅客运输量{one}.22万人次。" for one in ["1527", *told, "1257"])
    assert verdicts(lines, "restatement") == verdict
