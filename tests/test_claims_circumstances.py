"""Scope, comparison, vintage and confidence of claims: what holds on from words before, and what does not."""

from __future__ import annotations

import pytest

from extractor import extract
from patterns import load
from schemas import Actual, Completion, Target

Claim = Target | Actual | Completion
HEAD = "砚溪县人民政府工作报告\n二〇一二年二月六日\n"


def claims(text: str) -> list[Claim]:
    return [record for record in extract(text, model=False).records if isinstance(record, Claim)]


def claim(text: str, quote: str) -> Claim:
    return next(one for one in claims(text) if one.evidence.quote == quote)


def test_the_documents_own_scope_holds_on() -> None:
    text = HEAD + "全县财政收入4.2亿元。工业增加值31亿元。"
    assert [one.scope for one in claims(text)] == ["全县", "全县"]


def test_a_wider_scope_ends_with_its_sentence() -> None:
    text = "吉水县人民政府工作报告\n2012年2月6日\n全国粮食产量5.7亿吨。工业增加值31亿元。"
    assert [one.scope for one in claims(text)] == ["全国", None]


def test_the_name_of_a_body_is_no_scope() -> None:
    assert [one.scope for one in claims(HEAD + "办理全国人大代表建议9件，制定规章4件。")] == [None, None]


def test_a_level_of_government_holds_for_what_is_fiscal_alone() -> None:
    text = "砚溪市2012年预算报告\n市本级一般公共预算收入7亿元，支出11亿元，建成学校9所。"
    scopes = {one.evidence.quote: one.scope for one in claims(text)}
    assert scopes == {"7亿元": "市本级", "11亿元": "市本级", "9所": None}


@pytest.mark.parametrize(
    ("words", "vintage"),
    [("修订行政规章38件", None), ("修订数为38件", "revised"), ("预计建成学校38件", "estimate")],
)
def test_to_revise_a_rule_revises_no_figure(words: str, vintage: str | None) -> None:
    assert claim(HEAD + f"2011年，全县{words}。", "38件").vintage == vintage


@pytest.mark.parametrize(
    ("plan", "status"), [("年初预算", "initial_budget"), ("调整预算", "adjusted_budget"), ("任务", "task")]
)
def test_a_gap_to_a_plan_names_the_plan(plan: str, status: str) -> None:
    gap = claim(f"2011年，全县赤字率比{plan}低0.4个百分点。", "0.4个百分点")
    assert gap.comparison is not None
    assert (gap.comparison.type, gap.comparison.base_status) == ("vs_plan", status)
    assert gap.comparison.base_period == "2011"


@pytest.mark.parametrize("base", ["比2009年", "较2009年底", "比上年末"])
def test_the_year_compared_with_is_no_part_of_the_name(base: str) -> None:
    assert claim(f"2011年，全县财政收入{base}增长31%。", "31%").indicator.text == "全县财政收入"


def test_confidence_is_that_of_what_is_weakest() -> None:
    told = load().claims.confidence
    known = claim("2011年，全县财政收入4.2亿元。", "4.2亿元")
    assert known.confidence == min(told.known_indicator, told.default_status)
    assert (
        claim(HEAD + "一、2011年工作回顾\n全县财政收入4.2亿元。", "4.2亿元").confidence
        == told.known_indicator
    )
    assert (
        claim(HEAD + "一、2011年工作回顾\n竹荪酱菜坛4.2亿元。", "4.2亿元").confidence
        == told.unknown_indicator
    )
    assert claim("2011年，全县工业增加值增长12.5;财政收入4.2亿元。", "12.5").confidence == told.lost_percent


def test_a_name_without_a_place_in_the_text_is_inherited() -> None:
    for one in claims(HEAD + "新引进项目15个，到位资金3亿元，其中城镇、农村居民分别得益2万元、1万元。"):
        assert one.indicator.start is not None or one.indicator.inherited


def test_one_sentence_of_a_thousand_figures_is_read_to_its_end() -> None:
    text = HEAD + "；".join(f"粮食产量{number}万吨" for number in range(1, 1001)) + "。"
    found = claims(text)
    assert len(found) == 1000
    assert {one.indicator.code for one in found} == {"output_grain"}


@pytest.mark.parametrize("words", ["高于年初预算", "低于年度计划"])
def test_a_figure_above_a_plan_is_compared_with_no_place(words: str) -> None:
    gap = claim(f"2011年，全县财政收入{words}6个百分点。", "6个百分点")
    assert gap.comparison is not None
    assert gap.comparison.type == "vs_plan"


def test_a_year_that_later_figures_rest_on_is_not_theirs() -> None:
    text = HEAD + "一、2011年工作回顾\n在2010年快速增长的基础上，2011年全县经济继续发展。财政收入4亿元。"
    assert [one.period.label for one in claims(text) if one.period] == ["2011"]


def test_what_was_done_in_five_years_counts_for_all_of_them() -> None:
    text = HEAD + "一、过去五年工作回顾\n五年来，全县推出改革举措111项，小学达9所。"
    assert [one.period.label for one in claims(text) if one.period] == ["2007/2011", "2011"]


def test_a_paragraph_may_open_with_its_topic() -> None:
    found = claim(HEAD + "茶叶产业提质扩面。产业产值达到3.7亿元。", "3.7亿元")
    assert found.indicator.text == "茶叶产业产值"
