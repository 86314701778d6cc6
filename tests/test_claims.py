"""Claims from sentences of our own: basis, name, kind, period and what stands around them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor import extract
from schemas import Claim, Speech

REVIEW = "关于2012年工作的报告\n一、2011年工作回顾\n"
PLAN = "关于2012年工作的报告\n二、2012年主要目标任务\n"


def claims(text: str) -> list[Claim]:
    return [record for record in extract(text, model=False).records if isinstance(record, Claim)]


def brief(claim: Claim) -> tuple[str, str, str, str]:
    value = claim.quantity.value
    return claim.kind, claim.basis, claim.indicator.text, "" if value is None else format(value, "f")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "清泉县财政收入达到4.2亿元，同比增长12%。",
            [
                ("actual", "level", "清泉县财政收入", "420000000"),
                ("actual", "growth", "清泉县财政收入", "12"),
            ],
        ),
        (
            "粮食总产量36万吨，比上年下降1.5%。",
            [("actual", "level", "粮食总产量", "360000"), ("actual", "growth", "粮食总产量", "-1.5")],
        ),
        ("固定资产投资降幅收窄到3%。", [("actual", "growth", "固定资产投资", "-3")]),
        ("外贸出口增长1.5倍。", [("actual", "growth", "外贸出口", "150.0")]),
        ("农民收入翻一番。", [("actual", "growth", "农民收入", "100")]),
        ("城镇化率提高1.2个百分点。", [("actual", "change", "城镇化率", "1.2")]),
        ("财政支出减少3000万元。", [("actual", "change", "财政支出", "-30000000")]),
        ("工业增加值增速高于全省1.4个百分点。", [("actual", "difference", "工业增加值增速", "1.4")]),
        ("工业增加值增速低于全省0.3个百分点。", [("actual", "difference", "工业增加值增速", "-0.3")]),
        ("经济总量位居全市第3位。", [("actual", "rank", "经济总量", "3")]),
        ("工业投资占固定资产投资的比重为41%。", [("actual", "share", "工业投资占固定资产投资的比重", "41")]),
        ("城镇登记失业率3.1%。", [("actual", "level", "城镇登记失业率", "3.1")]),
    ],
)
def test_basis(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = [brief(claim) for claim in claims(REVIEW + sentence)]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "value", "version"),
    [
        ("一般公共预算收入完成5.2亿元，为年初预算的104%。", "104", "initial_budget"),
        ("一般公共预算收入完成5.2亿元，占调整预算的99.5%。", "99.5", "adjusted_budget"),
        ("引进内资8亿元，完成市下达任务的130%。", "130", "superior_task"),
        ("引进内资8亿元，超年度计划28%。", "128", "own_goal"),
        ("引进内资8亿元，占年度计划6.4亿元的125%。", "125", "own_goal"),
    ],
)
def test_completion(sentence: str, value: str, version: str) -> None:
    found = claims(REVIEW + sentence)
    done = [claim for claim in found if claim.kind == "completion"]
    assert len(done) == 1
    assert done[0].quantity.value == Decimal(value)
    assert done[0].plan is not None
    assert done[0].plan.version == version
    level = next(claim for claim in found if claim.basis == "level" and claim.kind == "actual")
    assert [(tie.type, tie.id) for tie in done[0].relations] == [("completion_of", level.id)]
    assert done[0].indicator.text == level.indicator.text
    assert done[0].indicator.inherited


def test_plan_figure_is_a_target_of_the_indicator_itself() -> None:
    found = claims(REVIEW + "税收收入完成3.1亿元，为年初预算3亿元的103.3%。")
    plan = found[1]
    assert (plan.kind, plan.indicator.text, plan.quantity.value) == ("target", "税收收入", Decimal(300000000))
    assert [tie.type for tie in plan.relations] == ["plan_of"]


@pytest.mark.parametrize(
    ("sentence", "names", "values"),
    [
        (
            "农村、城镇居民人均可支配收入分别提高8%、10%。",
            ["农村居民人均可支配收入", "城镇居民人均可支配收入"],
            ["8", "10"],
        ),
        (
            "食品、纺织、建材等产业增加值分别增长7%、8%和9%。",
            ["食品产业增加值", "纺织产业增加值", "建材产业增加值"],
            ["7", "8", "9"],
        ),
        (
            "三次产业结构为10.5：40.2：49.3。",
            ["第一产业比重", "第二产业比重", "第三产业比重"],
            ["10.5", "40.2", "49.3"],
        ),
        ("县属企业营业收入、利润分别增长6%、9%。", ["县属企业营业收入", "县属企业利润"], ["6", "9"]),
        ("省级、市级示范园分别达到4个、11个。", ["省级示范园", "市级示范园"], ["4", "11"]),
    ],
)
def test_lists(sentence: str, names: list[str], values: list[str]) -> None:
    found = claims(REVIEW + sentence)
    assert [claim.indicator.text for claim in found] == names
    assert [str(claim.quantity.value) for claim in found] == values


def test_figures_of_a_list_without_names_are_of_the_last_ones_named() -> None:
    found = claims(REVIEW + "城镇居民人均可支配收入21000元，农民人均纯收入8000元，增长9%和11%。")
    growth = [(c.indicator.text, str(c.quantity.value)) for c in found if c.basis == "growth"]
    assert growth == [("城镇居民人均可支配收入", "9"), ("农民人均纯收入", "11")]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("新建改造农村公路86公里。", "新建改造农村公路"),
        ("组建了3支专业招商小分队。", "组建专业招商小分队"),
        ("签约项目12个，到位资金9亿元。", "签约项目到位资金"),
        ("筹集资金2.4亿元，支持园区建设。", "园区建设筹集资金"),
        ("从全市看，国家级湿地公园2个，省级7个。", "省级湿地公园"),
        ("扣除价格因素后农民收入增长6%。", "农民收入"),
        ("邮政业务总量（按可比价计算）3.2亿元。", "邮政业务总量"),
    ],
)
def test_names(sentence: str, name: str) -> None:
    assert claims(REVIEW + sentence)[-1].indicator.text == name


@pytest.mark.parametrize(
    "sentence",
    [
        "要坚持“五个统筹”，抓好三大攻坚战。",
        "固定资产投资在300万元以下的项目不予认定。",
        "清泉镇第3届荷花节于6月8日开幕。",
        "本文件共印200份。",
        "请见《关于2011年6项工作的通知》（清政发〔2011〕9号）。",
    ],
)
def test_what_is_no_claim(sentence: str) -> None:
    assert claims(REVIEW + sentence) == []


def test_a_size_that_defines_a_group_is_no_claim_of_its_own() -> None:
    found = claims(REVIEW + "引进3000万元以上项目14个。")
    assert [(c.quantity.text, c.indicator.text) for c in found] == [("14个", "引进3000万元以上项目")]


def test_a_plan_is_a_target_and_a_review_an_actual() -> None:
    sentence = "地区生产总值增长8%左右，财政收入达到5亿元。"
    assert {claim.kind for claim in claims(REVIEW + sentence)} == {"actual"}
    assert {claim.kind for claim in claims(PLAN + sentence)} == {"target"}


def test_modality_and_bound_of_a_target() -> None:
    claim = claims(PLAN + "力争引进内资不低于20亿元。")[0]
    assert (claim.kind, claim.modality, claim.quantity.bound, claim.quantity.bound_text) == (
        "target",
        "力争",
        "ge",
        "不低于",
    )


@pytest.mark.parametrize(
    ("sentence", "type_", "status"),
    [
        ("财政收入比上年增长9%。", "yoy", "actual"),
        ("财政收入比2010年预算增长9%。", "vs_plan", "initial_budget"),
        ("财政收入环比增长2%。", "mom", "actual"),
        ("财政收入年均增长9%。", "average_annual", "actual"),
    ],
)
def test_comparison(sentence: str, type_: str, status: str) -> None:
    comparison = claims(REVIEW + sentence)[0].comparison
    assert comparison is not None
    assert (comparison.type, comparison.base_status) == (type_, status)


def test_comparability_said_and_usual() -> None:
    said = claims(REVIEW + "一般公共预算支出下降2%，剔除债务因素，同口径增长7%。")[1]
    assert said.comparability is not None
    assert said.comparability.type == "like_for_like"
    usual = claims(REVIEW + "地区生产总值增长9%。")[0]
    assert usual.indicator.code == "gdp"
    assert usual.comparability is not None
    assert (usual.comparability.type, usual.comparability.text) == ("real", None)


def test_parts_of_a_whole() -> None:
    found = claims(REVIEW + "一般公共预算收入9亿元，其中税收收入6亿元，非税收入3亿元。")
    assert [[(tie.type, tie.id) for tie in c.relations] for c in found] == [
        [],
        [("part_of", found[0].id)],
        [("part_of", found[0].id)],
    ]


def test_growth_points_to_its_level() -> None:
    level, growth = claims(REVIEW + "财政收入9亿元，增长9%。")
    assert [(tie.type, tie.id) for tie in growth.relations] == [("growth_of", level.id)]


def test_a_figure_repeated() -> None:
    found = claims(REVIEW + "财政收入9亿元。\n回顾过去，财政收入9亿元。")
    assert [tie.type for tie in found[1].relations] == ["same_as"]


def test_own_level_holds_through_a_budget_paragraph() -> None:
    found = claims(REVIEW + "市本级一般公共预算收入完成5亿元，加上上年结转收入1亿元，收入总计6亿元。")
    assert [claim.scope for claim in found] == ["市本级"] * 3
    assert all("市本级" in claim.indicator.text for claim in found)


def test_masked_figures_have_no_value() -> None:
    claim = claims(REVIEW + "引进项目XX个。")[0]
    assert claim.quantity.masked
    assert claim.quantity.value is None


def test_several_years_and_where_they_ended() -> None:
    found = claims(
        "政府工作报告\n2021年1月8日\n一、“十三五”时期回顾\n五年来，累计新增就业8万人，地区生产总值达到300亿元。"
    )
    assert [claim.period.label if claim.period else None for claim in found] == ["2016/2020", "2020"]


def test_a_document_without_any_year_leaves_periods_open() -> None:
    assert [claim.period for claim in claims("主要预期目标是：地区生产总值增长6%。")] == [None]


def test_spans_quotes_and_ids() -> None:
    text = REVIEW + "财政收入9亿元，增长9%。"
    speech: Speech = extract(text)
    for record in speech.records:
        assert text[record.evidence.start : record.evidence.end] == record.evidence.quote
    assert len({record.id for record in speech.records}) == len(speech.records)
    assert extract(text) == speech


@pytest.mark.parametrize("time", ["2018年", "二〇一八年", "2018年上半年"])
def test_a_year_before_the_comma_is_no_owner_of_a_half_name(time: str) -> None:
    assert [claim.indicator.text for claim in claims(f"{time}，全市总收入完成9亿元。")] == ["全市总收入"]
    assert [claim.indicator.text for claim in claims("砚溪水泥厂，总产值完成5亿元。")] == ["砚溪水泥厂总产值"]


def test_a_name_to_which_each_figure_adds_has_an_end() -> None:
    speech = extract("教育支出142,300万元，占比" * 400)
    names = [record.indicator.text for record in speech.records if isinstance(record, Claim)]
    assert len(names) == 400
    assert max(map(len, names)) <= 200


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        (
            "市级财政支出预算调整为24.2亿元，实际支出24.1亿元，占调整预算的99.6%。",
            ["adjusted_budget", "adjusted_budget"],
        ),
        ("市级财政支出预算24.2亿元，实际支出24.1亿元，占预算的99.6%。", ["initial_budget", "initial_budget"]),
    ],
)
def test_a_budget_that_is_adjusted_to_a_figure_is_the_adjusted_one(text: str, versions: list[str]) -> None:
    found = [claim.plan.version for claim in claims(REVIEW + text) if claim.plan is not None]
    assert found == versions


def test_a_budget_changed_from_one_figure_to_another_is_two_plans_of_one_year() -> None:
    found = claims(REVIEW + "市级支出预算由20.5亿元变动为24.2亿元，实际支出24.1亿元。")
    assert [(c.kind, c.plan.version if c.plan else None, c.period and c.period.label) for c in found] == [
        ("target", "initial_budget", "2011"),
        ("target", "adjusted_budget", "2011"),
        ("actual", None, "2011"),
    ]
    first, second, result = found
    assert [(tie.type, tie.id) for one in (first, second) for tie in one.relations] == [
        ("plan_of", result.id)
    ] * 2


@pytest.mark.parametrize(("behind", "kind"), [("，年底无变动", "target"), ("，增长5%", "actual")])
def test_a_figure_that_was_left_unchanged_is_the_budget(behind: str, kind: str) -> None:
    assert claims(f"{REVIEW}全市一般公共预算收入为15.7亿元{behind}。")[0].kind == kind


def test_a_ratio_of_town_and_country_is_one_figure_without_unit() -> None:
    found = claims(REVIEW + "城乡居民人均可支配收入比值为1.91，比上年缩小0.04。")
    assert [(c.basis, c.indicator.text, c.quantity.value, c.quantity.unit) for c in found] == [
        ("level", "城乡居民人均可支配收入比值", Decimal("1.91"), None),
        ("change", "城乡居民人均可支配收入比值", Decimal("-0.04"), None),
    ]


def test_a_ratio_that_comes_from_another() -> None:
    found = claims(REVIEW + "城乡居民收入比由上年的1.95缩小至1.91。")
    assert [(c.basis, c.quantity.value, c.period and c.period.label) for c in found] == [
        ("level", Decimal("1.95"), "2010"),
        ("level", Decimal("1.91"), "2011"),
    ]


def test_what_stands_in_brackets_is_not_what_grew() -> None:
    level, aside, growth = claims(REVIEW + "市级财政支出69亿元（不含市级上解支出2亿元），增长20%。")
    assert [(tie.type, tie.id) for tie in growth.relations] == [("growth_of", level.id)]
    assert aside.quantity.text == "2亿元"


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [("全年居民消费价格累计上涨0.6%。", "yoy"), ("2007—2011年，财政收入累计增长60%。", "cumulative")],
)
def test_what_adds_up_over_one_year_is_over_the_year_before(sentence: str, type_: str) -> None:
    compared = claims(REVIEW + sentence)[-1].comparison
    assert compared is not None
    assert compared.type == type_


def test_family_planning_is_no_plan() -> None:
    (found,) = claims(REVIEW + "医疗卫生与计划生育支出完成7.4亿元。")
    assert (found.kind, found.indicator.text, found.indicator.code) == (
        "actual",
        "医疗卫生与计划生育支出",
        "expenditure_health",
    )


def test_a_part_may_be_counted_by_another_counter_than_its_whole() -> None:
    whole, part, other = claims(REVIEW + "全市共有A级景区59个，其中：4A级景区12家，从业人员300人。")
    assert [tie.id for tie in part.relations if tie.type == "part_of"] == [whole.id]
    assert not other.relations
