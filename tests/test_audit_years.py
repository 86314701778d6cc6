"""Accounts from year to year, plans against last year's results, ratios that moved, heads and parts, on our sentences."""

from __future__ import annotations

import pytest

from tests.audits import findings

LEFT = "2018年，全县一般公共预算收入总计93.13亿元，支出总计82.02亿元。收支相抵，年终结转{}亿元。"
BROUGHT = "\n二、2019年预算草案\n2019年，全县一般公共预算收入安排50.12亿元，加上上年结转收入{}亿元，收入总计61.23亿元。"
RESULT = "一、2018年预算执行情况\n2018年，全县一般公共预算收入完成57.41亿元。\n二、2019年预算草案\n"
PLAN = "2019年，全县一般公共预算收入安排62.52亿元，比2018年实际完成数增加{}亿元。"
RATIO = (
    "2018年，全县一般公共预算收入增长12.0%。全县一般公共预算支出下降1.4%。财政自给率由上年的12.38%升至{}。"
)
HEADS = (
    "2018年，全县地区生产总值350.21亿元，增长5.5%。按常住人口计算，人均地区生产总值{}元。\n"
    "年末全县常住人口45.57万人，比上年减少0.20万人。"
)
TRADE = "2018年，全县货物进出口总额36.41亿元，增长{}，其中，出口增长20.3%，进口增长24.9%。"
CARS = "2018年末，全县民用汽车保有量5.94万辆。私人汽车保有量{}万辆。"
FRESH = "2018年，全县新认定高新技术企业{}家，现有效高新技术企业66家。"
CUT = "全县完成评审项目97个，审定80.89亿元，审减6.42亿元，审减率{}。"


def told(text: str, check: str) -> list[tuple[str, bool]]:
    return [(one.verdict, one.implied) for one in findings(text) if one.check == check]


def of_figures(text: str, check: str, *quotes: str) -> list[str]:
    """Return the verdicts of a check that rest on just these figures."""
    found = [one for one in findings(text) if one.check == check]
    return [one.verdict for one in found if sorted(f.quote for f in one.figures) == sorted(quotes)]


@pytest.mark.parametrize(
    ("brought", "verdict"), [("11.11", ["consistent"]), ("47.93", []), ("1111", ["questionable"])]
)
def test_what_is_left_is_brought_into_the_next_year(brought: str, verdict: list[str]) -> None:
    text = LEFT.format("11.11") + BROUGHT.format(brought)
    assert of_figures(text, "balance", "11.11亿元", f"{brought}亿元") == verdict


@pytest.mark.parametrize(
    ("more", "verdict"), [("5.11", ["consistent"]), ("5.71", ["questionable"]), ("51.1", ["questionable"])]
)
def test_a_plan_is_so_much_above_the_result(more: str, verdict: list[str]) -> None:
    quotes = (f"{more}亿元", "62.52亿元", "57.41亿元")
    assert of_figures(RESULT + PLAN.format(more), "plan_and_review", *quotes) == verdict


@pytest.mark.parametrize(("ratio", "verdict"), [("14.07%", "consistent"), ("17.04%", "questionable")])
def test_a_ratio_moves_as_its_terms_grow(ratio: str, verdict: str) -> None:
    assert (verdict, True) in told(RATIO.format(ratio), "points")


@pytest.mark.parametrize(("each", "verdict"), [("76682", ["consistent"]), ("67682", ["questionable"])])
def test_gdp_per_head_is_by_the_mean_of_the_population(each: str, verdict: list[str]) -> None:
    assert [one for one, _ in told(HEADS.format(each), "per_head")] == verdict


@pytest.mark.parametrize(("growth", "verdict"), [("22.5%", "consistent"), ("25.2%", "questionable")])
def test_a_whole_grows_between_its_parts(growth: str, verdict: str) -> None:
    assert (verdict, True) in told(TRADE.format(growth), "growth")


@pytest.mark.parametrize(("own", "verdict"), [("4.31", ["consistent"]), ("7.31", ["questionable"])])
def test_private_cars_are_among_all(own: str, verdict: list[str]) -> None:
    assert [one for one, _ in told(CARS.format(own), "parts")] == verdict


@pytest.mark.parametrize(("new", "verdict"), [("29", ["consistent"]), ("92", ["questionable"])])
def test_what_is_new_is_no_more_than_what_there_is(new: str, verdict: list[str]) -> None:
    assert [one for one, _ in told(FRESH.format(new), "parts")] == verdict


@pytest.mark.parametrize(("rate", "verdict"), [("7.35%", ["consistent"]), ("7.95%", ["questionable"])])
def test_a_rate_over_what_was_cut_and_what_was_left(rate: str, verdict: list[str]) -> None:
    assert [one for one, _ in told(CUT.format(rate), "share")] == verdict


def test_one_name_for_each_of_a_number() -> None:
    text = "设立四个专业招商局，分别由经贸局、农工办、安宁镇、望江镇管理。"
    assert [one for one, _ in told(text, "listed_count")] == ["consistent"]
    text = "设立六个专业招商局，分别由经贸局、农工办、安宁镇、望江镇管理。"
    assert [one for one, _ in told(text, "listed_count")] == ["questionable"]


def test_a_list_of_one_length_before_a_quoted_number() -> None:
    text = "推进本质提升、风险管控、执法提质、应急强基“{}项行动”，强化保障。"
    assert [one for one, _ in told(text.format("四"), "listed_count")] == ["consistent"]
    assert [one for one, _ in told(text.format("九"), "listed_count")] == ["questionable"]


def test_a_mark_over_the_whole_says_that_it_is_of_another_scope() -> None:
    text = (
        "一、执行情况\n全县收支情况{}。2018年，全县一般公共预算支出完成54.83亿元。\n二、主要工作\n"
        "2018年，全县民生支出43.88亿元，占一般公共预算支出的83.0%。"
    )
    assert [one for one, _ in told(text.format(""), "share")] == ["questionable"]
    assert [one for one, _ in told(text.format("※"), "share")] == ["not_checkable"]


def test_the_figure_that_is_named_is_found_over_other_totals() -> None:
    text = (
        "2018年，全县地方一般公共预算收入完成107.64亿元，增长6.8%。加上上级补助收入147.58亿元、上年结转22.38亿元，"
        "收入总计277.60亿元。全县一般公共预算支出完成251.21亿元，加上上解支出9.13亿元，支出总计260.34亿元。"
        "地方一般公共预算收入加上上划中央收入58.07亿元，全县一般公共预算总收入完成{}亿元。"
    )
    quotes = ("107.64亿元", "58.07亿元")
    assert of_figures(text.format("165.71"), "balance", *quotes, "165.71亿元") == ["consistent"]
    assert of_figures(text.format("156.71"), "balance", *quotes, "156.71亿元") == ["inconsistent"]
