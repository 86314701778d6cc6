"""Shares and ratios against how their terms grew, and what a whole is known to fall into."""

from __future__ import annotations

import pytest

from schemas import Finding
from tests import audits

CITY = "关于砚溪市2018年预算执行情况和2019年预算草案的报告\n2019年1月15日\n"
REVIEW = "一、2018年预算执行情况\n"
TAXES = (
    "2018年，全市一般公共预算收入完成200亿元，增长8%，其中税收收入140亿元，增长12%，税收收入占比70%，"
    "比上年提高{}个百分点。"
)
INCOMES = (
    "2018年，城镇居民人均可支配收入45000元，增长6.0%；农村居民人均可支配收入22500元，增长8.0%。"
    "城乡居民收入比为{}，比上年缩小{}。"
)


def findings(text: str) -> list[Finding]:
    return audits.findings(text, head=CITY)


def told(text: str, check: str) -> list[tuple[str, bool]]:
    return [(one.verdict, one.implied) for one in findings(text) if one.check == check]


@pytest.mark.parametrize(("points", "verdict"), [("2.5", "consistent"), ("5.2", "questionable")])
def test_a_share_changes_as_its_part_outgrows_its_whole(points: str, verdict: str) -> None:
    assert told(TAXES.format(points), "points") == [(verdict, True)]


def test_growth_like_for_like_accuses_no_change_of_a_share() -> None:
    text = TAXES.format("5.2").replace("增长12%", "同口径增长12%")
    assert told(text, "points") == [("not_checkable", True)]


def test_a_ratio_bears_no_unit_and_is_held_against_its_terms() -> None:
    assert told(INCOMES.format("2.00", "0.04"), "share") == [("consistent", False)]
    assert told(INCOMES.format("2.40", "0.04"), "share") == [("questionable", False)]
    assert told(INCOMES.format("2.00", "0.04"), "points") == [("consistent", True)]


def test_a_ratio_against_the_one_that_it_came_from() -> None:
    text = "2018年，城乡居民收入比由上年的2.05缩小至2.00，缩小{}。"
    assert told(text.format("0.05"), "points") == [("consistent", False)]
    assert told(text.format("0.50"), "points") == [("inconsistent", False)]


@pytest.mark.parametrize(("given", "verdict"), [("241446", ["consistent"]), ("214446", ["questionable"])])
def test_what_a_government_keeps_and_hands_down_makes_up_what_it_got(given: str, verdict: list[str]) -> None:
    text = f"{REVIEW}2018年，我市新增债券331446万元，市本级留用90000万元，转贷县（市、区）{given}万元。"
    assert [one.verdict for one in findings(text) if len(one.figures) == 3] == verdict


def test_what_a_whole_is_known_to_hold_is_no_greater() -> None:
    text = "2018年，全市第三产业增加值{}亿元，增长6%。\n2018年，全市批发和零售业增加值60亿元，金融业增加值50亿元。"
    assert [verdict for verdict, _ in told(text.format("240"), "parts")] == ["consistent"]
    assert [verdict for verdict, _ in told(text.format("104"), "parts")] == ["questionable"]


def test_shares_that_make_a_hundred_tell_that_their_parts_make_up_the_whole() -> None:
    text = (
        "2018年，全市财政支出80亿元。其中，人员支出{}亿元，占财政支出的50%；公用支出16亿元，占财政支出的20%；"
        "项目支出24亿元，占财政支出的30%。"
    )
    assert [verdict for verdict, _ in told(text.format("40"), "partition")] == ["consistent"]
    wrong = findings(text.format("44"))
    assert [one.verdict for one in wrong if one.check == "share"] == [
        "inconsistent",
        "consistent",
        "consistent",
    ]


def test_growth_over_last_years_budget_is_held_against_that() -> None:
    text = (
        f"{REVIEW}2018年，全市一般公共预算支出预算由320亿元变动为420亿元，实际支出408亿元，为预算的97.1%。\n"
        "二、2019年预算草案\n2019年，全市一般公共预算支出安排352亿元，比2018年预算增长{}。"
    )
    assert told(text.format("10%"), "plan_and_review") == [("consistent", False)]
    assert told(text.format("20%"), "plan_and_review") == [("questionable", False)]


@pytest.mark.parametrize(("rate", "verdict"), [("97.1%", ["consistent"]), ("79.1%", ["inconsistent"])])
def test_the_budget_meant_is_the_one_last_laid_down(rate: str, verdict: list[str]) -> None:
    text = f"{REVIEW}2018年，全市财政支出预算由320亿元变动为420亿元，实际支出408亿元，为预算的{rate}。"
    assert [one.verdict for one in findings(text) if one.check == "completion"] == verdict


@pytest.mark.parametrize(
    ("number", "verdict"), [("三", ["consistent"]), ("五", ["questionable"]), ("九", [])]
)
def test_what_a_quoted_number_stands_for(number: str, verdict: list[str]) -> None:
    text = f"要坚持“{number}不要”（即高污染、高耗能、高排放），抓好项目。"
    assert [one for one, _ in told(text, "listed_count")] == verdict


def test_a_mark_that_skips_a_number_is_named() -> None:
    text = "今年要抓好三项工作：一是抓招商，推进落地。二是抓服务，优化环境。五是抓队伍，转变作风。"
    (found,) = [one for one in findings(text) if one.check == "listed_count"]
    assert found.verdict == "questionable"
    assert [one.quote for one in found.figures] == ["三", "一是抓招商", "二是抓服务", "五是抓队伍"]


def test_of_figures_told_again_in_a_row_the_one_that_differs_is_a_question() -> None:
    first = "2018年，全市食品烟酒类价格上涨1.6%，衣着类价格上涨3.8%，居住类价格上涨0.4%。"
    again = (
        "2018年，全市食品烟酒类居民消费价格上涨1.6%，衣着类居民消费价格上涨3.8%，居住类居民消费价格上涨{}%。"
    )
    assert [one for one, _ in told(f"{first}\n{again.format('0.4')}", "restatement")] == ["consistent"] * 3
    assert [one for one, _ in told(f"{first}\n{again.format('0.9')}", "restatement")] == [
        *["consistent"] * 2,
        "questionable",
    ]


@pytest.mark.parametrize(("done", "verdict"), [("43个", "consistent"), ("430个", "questionable")])
def test_what_has_been_done_of_a_number_is_no_more_than_it(done: str, verdict: str) -> None:
    text = f"2018年，我市纳入项目库的项目129个，总投资1326亿元，已落地项目{done}，总投资546亿元。"
    assert [one for one, _ in told(text, "parts")] == [verdict, "consistent"]


def test_what_has_been_done_and_the_rest_make_up_the_number() -> None:
    text = "2018年，财政部门承担改革事项22项，目前已完成改革事项{}项，其余2项改革事项正在推进。"
    assert [one for one, _ in told(text.format(20), "parts")] == ["consistent"]
    assert [one for one, _ in told(text.format(12), "parts")] == ["questionable"]


def test_more_than_was_planned_may_be_done() -> None:
    assert not told("2018年，全市计划改造房屋100套，已改造房屋120套。", "parts")


def test_parts_in_a_plan_are_done_where_their_whole_is() -> None:
    text = (
        "二、2019年预算草案\n截至2019年2月底，市本级已支出25.63亿元，其中：基本支出11.45亿元，用于人员经费；"
        "项目支出14.18亿元（含防控经费3113万元）。"
    )
    assert [one for one, _ in told(text, "parts")] == ["consistent", "consistent"]


def test_debt_is_paid_back_with_interest() -> None:
    text = "2018年，我市债券还本付息13.1亿元（还本{}亿元，付息4.7亿元）。"
    assert [one for one, _ in told(text.format("8.4"), "parts")] == ["consistent"]
    assert [one for one, _ in told(text.format("9.4"), "parts")] == ["inconsistent"]


@pytest.mark.parametrize(("tax", "verdict"), [("31.7", "consistent"), ("34.7", "questionable")])
def test_taxes_and_other_income_make_up_the_revenue_that_is_so_called(tax: str, verdict: str) -> None:
    text = (
        "2018年，市级一般公共预算收入完成41.6亿元，加上级补助后，收入总计86.2亿元。\n"
        f"2018年，市级税收收入{tax}亿元，增长10.3%。\n2018年，市级非税收入9.9亿元，增长9.1%。"
    )
    sums = [one.verdict for one in findings(text) if one.check == "parts" and len(one.figures) == 3]
    assert sums == [verdict]
