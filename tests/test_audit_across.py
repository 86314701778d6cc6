"""Across sections and documents: only a question, and only where place, plan, scope and footing fit."""

from __future__ import annotations

from extractor.audit import audit
from schemas import Finding
from tests.audits import findings, report

GAN_2008 = "赣县财政工作报告\n赣县人民政府\n2009年2月12日\n"
GAN_2016 = "在赣县区招商引资工作会议上的讲话\n2017年2月12日\n"
GAN_2015 = "赣县财政工作报告\n赣县人民政府\n2016年2月12日\n"


def across(*texts: tuple[str, str]) -> list[Finding]:
    found = audit([report(text, head) for head, text in texts])
    return [f for f in found if f.strength == "cross_document"]


def speech(target: str) -> str:
    return (
        "一、2008年工作回顾\n2008年，全县实际利用外资5668万美元，财政收入4.2亿元，生产总值51亿元。\n"
        f"{'工作中还有不少困难，要在今后认真解决。' * 3}\n二、2009年工作目标\n{target}\n"
    )


def test_a_target_below_the_result_that_is_said_to_grow_is_a_question() -> None:
    (found,) = findings(
        speech("2009年的目标是：实际利用外资5500万美元，增长10%。"), "plan_and_review", GAN_2008
    )
    assert found.verdict == "questionable"
    assert found.strength == "cross_section"
    assert found.severity == "high"
    assert found.formula == "5500万美元 ÷ 5668万美元 - 1 = -3.0…-2.9% ≠ 10%"
    assert [figure.role for figure in found.figures] == ["growth", "target", "base"]


def test_a_target_that_fits_the_result_is_consistent() -> None:
    (found,) = findings(
        speech("2009年的目标是：实际利用外资6230万美元，增长10%。"), "plan_and_review", GAN_2008
    )
    assert found.verdict == "consistent"


def test_real_growth_and_growth_over_a_budget_are_not_held_against_the_result() -> None:
    (real,) = findings(speech("2009年的目标是：生产总值53亿元，增长11%。"), "plan_and_review", GAN_2008)
    assert real.verdict == "not_checkable"
    over = speech("2009年，财政收入预算安排4.5亿元，比2008年预算增长15%。")
    assert findings(over, "plan_and_review", GAN_2008) == []
    unsaid = speech("2009年，财政收入预算安排4.5亿元，增长15%。")
    verdicts = [f.verdict for f in findings(unsaid, "plan_and_review", GAN_2008)]
    assert "questionable" not in verdicts


def test_a_growth_is_held_against_the_level_that_another_document_states() -> None:
    first = (GAN_2008, "2008年，全县财政收入完成4.20亿元，增长8%。")
    agreeing = (
        "赣县财政工作报告\n赣县人民政府\n2010年2月12日\n",
        "2009年，全县财政收入完成4.62亿元，比上年增长10%。",
    )
    found = across(first, agreeing)
    assert [(f.check, f.verdict) for f in found] == [("growth_and_base", "consistent")]
    wrong = (agreeing[0], agreeing[1].replace("10%", "30%"))
    (found_wrong,) = across(first, wrong)
    assert found_wrong.verdict == "questionable"
    assert found_wrong.reason is not None


def test_an_early_figure_made_final_is_restated() -> None:
    first = (GAN_2008, "2008年，预计全县财政收入完成4.20亿元。")
    second = (
        "赣县财政工作报告\n赣县人民政府\n2010年2月12日\n",
        "2009年，全县财政收入完成4.62亿元，比上年增长15%。",
    )
    assert {f.verdict for f in across(first, second)} <= {"restated"}


def test_two_figures_for_one_thing_are_restated_and_no_error() -> None:
    first = (GAN_2008, "2008年，全县财政收入完成4.20亿元。")
    second = ("赣县财政工作报告\n赣县人民政府\n2010年2月12日\n", "2008年，全县财政收入完成4.31亿元。")
    (found,) = across(first, second)
    assert (found.check, found.verdict) == ("restatement", "restated")


def test_places_are_joined_through_their_successors() -> None:
    before = (GAN_2015, "2015年，全县财政收入完成14.20亿元。")
    after = (GAN_2016, "2016年，全区财政收入完成15.62亿元，比上年增长10%。")
    codes = {s.place.code for s in (report(t, h) for h, t in (before, after)) if s.place}
    assert len(codes) == 2
    assert [(f.check, f.verdict) for f in across(before, after)] == [("growth_and_base", "consistent")]


def test_other_places_are_not_joined() -> None:
    first = (GAN_2008, "2008年，财政收入完成4.20亿元。")
    second = (
        "嫩江县财政工作报告\n嫩江县人民政府\n2010年2月12日\n",
        "2009年，财政收入完成4.62亿元，比上年增长30%。",
    )
    assert across(first, second) == []


def test_the_same_document_twice_is_audited_once_and_order_is_kept() -> None:
    text = speech("2009年的目标是：实际利用外资5500万美元，增长10%。")
    once, twice = audit([report(text, GAN_2008)]), audit([report(text, GAN_2008)] * 2)
    assert once == twice
    starts = [f.figures[0].start for f in once]
    assert starts == sorted(starts)
