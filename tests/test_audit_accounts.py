"""Debts and their limits, the sides of accounts, parts in brackets, quotients, means, and what is implied."""

from __future__ import annotations

import pytest

from tests.audits import accused, findings

DEBT = (
    "2018年，省财政厅核定我市政府债务限额90亿元，其中：一般债务限额60亿元，专项债务限额30亿元。"
    "市级政府债务限额40亿元，其中：一般债务30亿元，专项债务10亿元。"
    "截至2018年底，全市政府债务余额80亿元，其中：一般债务55亿元，专项债务25亿元。"
    "市级政府债务余额{}亿元，其中：一般债务28亿元，专项债务{}亿元。"
)
CITY = "关于桐浦市2018年预算执行情况和2019年预算草案的报告\n2019年1月15日\n"


def verdicts(text: str, check: str, head: str = CITY) -> list[tuple[str, str]]:
    return [(one.verdict, one.formula) for one in findings(text, check, head)]


def test_what_is_owed_is_held_against_what_may_be_owed_part_by_part() -> None:
    found = verdicts(DEBT.format("37", "9"), "ceiling")
    assert [formula for _, formula in found] == [
        "80亿元 ≤ 90亿元",
        "55亿元 ≤ 60亿元",
        "25亿元 ≤ 30亿元",
        "37亿元 ≤ 40亿元",
        "28亿元 ≤ 30亿元",
        "9亿元 ≤ 10亿元",
    ]
    assert {verdict for verdict, _ in found} == {"consistent"}


def test_more_owed_than_may_be_is_an_error_within_one_passage() -> None:
    found = dict(verdicts(DEBT.format("73", "45"), "ceiling"))
    assert found == {"consistent": "28亿元 ≤ 30亿元", "inconsistent": "45亿元 > 10亿元"}


def test_a_short_name_is_of_the_whole_that_it_is_part_of() -> None:
    found = [formula for _, formula in verdicts(DEBT.format("37", "9"), "parts")]
    assert "28亿元 ≤ 55亿元" in found
    assert "9亿元 ≤ 25亿元" in found
    assert "28亿元 ≤ 25亿元" not in found


def test_what_stands_in_a_bracket_is_part_of_the_figure_before_it() -> None:
    text = (
        "2018年，全市发行一般债券11亿元（再融资债券4亿元，新增债券7亿元），"
        "专项债券17亿元（再融资债券1亿元，新增债券{}亿元）。"
    )
    assert ("consistent", "1亿元 + 16亿元 = 16.0…18.0亿元") in verdicts(text.format("16"), "parts")
    assert not accused(text.format("16"))
    wrong = verdicts(text.format("61"), "parts")
    assert ("inconsistent", "61亿元 > 17亿元") in wrong or any(v == "questionable" for v, _ in wrong)


def test_a_list_goes_on_behind_a_bracket() -> None:
    text = "2018年，市级财政收入78.2亿元（其中：开发区6.4亿元），其中：税收收入50.3亿元，非税收入27.9亿元。"
    found = verdicts(text, "parts")
    assert ("consistent", "50.3亿元 + 27.9亿元 = 78.10…78.30亿元") in found
    assert ("consistent", "6.4亿元 ≤ 78.2亿元") in found


@pytest.mark.parametrize(("spending", "verdict"), [("376917", ["consistent"]), ("367917", ["questionable"])])
def test_both_sides_of_an_account_are_one_total(spending: str, verdict: list[str]) -> None:
    text = f"2018年，市级一般公共预算收入总计376917万元。市级一般公共预算支出总计{spending}万元。"
    assert [one for one, _ in verdicts(text, "balance")] == verdict


def test_totals_that_no_slip_explains_are_left_alone() -> None:
    text = "2018年，市级一般公共预算收入总计376917万元。市级一般公共预算支出总计298113万元。"
    assert verdicts(text, "balance") == []


@pytest.mark.parametrize(("education", "verdict"), [("3.25", "consistent"), ("32.5", "questionable")])
def test_functions_of_spending_are_no_more_than_the_whole(education: str, verdict: str) -> None:
    text = (
        f"2018年，全市一般公共预算支出20.14亿元。全市教育支出{education}亿元，"
        "农林水支出4.06亿元，卫生健康支出2.71亿元。"
    )
    assert verdict in [one for one, _ in verdicts(text, "parts")]


@pytest.mark.parametrize(("rate", "verdict"), [("62.28", ["consistent"]), ("68.22", ["questionable"])])
def test_a_ratio_whose_name_says_of_what_it_is(rate: str, verdict: list[str]) -> None:
    text = f"2018年末，全市常住人口455.74万人，其中城镇人口283.85万人，城镇化率{rate}%。"
    assert [one for one, formula in verdicts(text, "share") if "283.85" in formula] == verdict


@pytest.mark.parametrize(("mean", "verdict"), [("36846", ["consistent"]), ("63846", ["inconsistent"])])
def test_a_mean_lies_between_its_groups(mean: str, verdict: list[str]) -> None:
    text = f"2018年，全市居民人均可支配收入{mean}元。其中，城镇居民人均可支配收入47816元，农村居民人均可支配收入25018元。"
    found = findings(text, "per_head", CITY)
    assert [one.verdict for one in found] == verdict
    # Means do not add up.
    assert not [one for one in findings(text, "parts", CITY) if len(one.figures) > 2]


def test_growths_of_parts_imply_that_of_their_whole() -> None:
    text = "2018年，全市财政收入120亿元，增长{}%，其中：税收收入88亿元，增长10%，非税收入32亿元，增长60%。"
    for growth, verdict in (("20", "consistent"), ("12", "questionable")):
        found = [one for one in findings(text.format(growth), "implied", CITY) if len(one.figures) > 3]
        assert [(one.verdict, one.implied) for one in found] == [(verdict, True)]


def test_completions_of_parts_imply_that_of_their_whole() -> None:
    text = (
        "2018年，全市财政收入120亿元，完成年度计划的{}%，其中：税收收入88亿元，完成年度计划的110%，"
        "非税收入32亿元，完成年度计划的80%。"
    )
    for rate, verdict in (("100", "consistent"), ("108", "questionable")):
        found = [one for one in findings(text.format(rate), "implied", CITY) if len(one.figures) > 3]
        assert [one.verdict for one in found] == [verdict]


def test_the_base_of_a_growth_is_implied_where_no_text_states_it() -> None:
    found = findings("2018年，全市财政收入110亿元，比上年下降10%。", "implied", CITY)
    assert [(one.formula, one.implied, one.verdict) for one in found] == [
        ("110亿元 ÷ (1 - 10%) = 120.9…123.5亿元", True, "not_checkable")
    ]


def test_growth_in_comparable_prices_implies_no_base() -> None:
    assert not findings("2018年，全市生产总值110亿元，按可比价计算增长10%。", "implied", CITY)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("会议听取了青坪、白石、东岭3个县的汇报。", ["consistent"]),
        ("全市完成青坪、白石等6个县的验收。", ["consistent"]),
        # One more than said, and short names: a question.
        ("会议听取了青坪、白石、东岭、南湾3个县的汇报。", ["questionable"]),
        ("青坪是继白石、东岭、南湾之后第5个县。", []),
    ],
)
def test_names_before_a_number(text: str, verdict: list[str]) -> None:
    assert [one for one, _ in verdicts(text, "listed_count")] == verdict


def test_a_division_by_kind_goes_on_from_the_same_whole() -> None:
    text = (
        "2018年，全市社会消费品零售总额1200.41亿元。按经营地分，城镇消费品零售额976.6亿元，乡村消费品零售额223.81亿元；"
        "按消费类型分，商品零售额991.01亿元，餐饮收入209.4亿元。"
    )
    assert [one for one, _ in verdicts(text, "parts")] == ["consistent", "consistent"]


def test_a_list_that_says_it_names_the_main_ones_may_leave_a_rest() -> None:
    text = (
        "2018年，市级一般公共预算支出总计376917万元，"
        "主要是：市本级支出318000万元，补助县区支出53665万元，上解支出5230万元。"
    )
    assert not accused(text)


def test_a_check_that_fails_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor import extract
    from extractor.audit import audit, run

    def broken(_: object) -> list[object]:
        raise ZeroDivisionError("a fault of ours")

    speech = extract("2018年，全县实际引进内资20.9亿元，完成市下达任务13.5亿元的165%。")
    monkeypatch.setattr(run, "_WITHIN", (broken, *run._WITHIN))
    told: list[tuple[str, str]] = []
    found = audit([speech], on_error=lambda where, error: told.append((where, str(error))))
    assert [one.verdict for one in found if one.check == "completion"] == ["inconsistent"]
    assert [what for _, what in told] == ["a fault of ours"]
    assert speech.doc_id in told[0][0]
    with pytest.raises(ZeroDivisionError):
        audit([speech])


def test_the_only_part_of_a_total_is_no_greater_than_it() -> None:
    text = "2018年，市级一般公共预算收入总计10亿元，其中：上级补助收入{}亿元。"
    assert verdicts(text.format("8"), "parts") == [("consistent", "8亿元 ≤ 10亿元")]
    assert verdicts(text.format("12"), "parts") == [("inconsistent", "12亿元 > 10亿元")]
