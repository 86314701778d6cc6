"""Claims from sentences of our own: readings that went wrong on texts first seen when the rules stood."""

from __future__ import annotations

import pytest

from extractor import extract
from schemas import Claim

REVIEW = "云溪县人民政府工作报告\n2012年1月10日\n一、2011年工作回顾\n"
PLAN = "云溪县人民政府工作报告\n2012年1月10日\n二、2012年工作安排\n"


def claims(text: str) -> list[Claim]:
    return [record for record in extract(text, model=False).records if isinstance(record, Claim)]


def named(text: str) -> list[tuple[str, str]]:
    """Give the quote of each claim with its indicator."""
    return [(claim.evidence.quote, claim.indicator.text) for claim in claims(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("乡镇及以上道路优良率均达到91%。", [("91%", "乡镇及以上道路优良率")]),
        ("公路及桥梁优良率分别为91%、88%。", [("91%", "公路优良率"), ("88%", "桥梁优良率")]),
        ("茶青、鲜笋最低收购价分别提高2%、3%。", [("2%", "茶青最低收购价"), ("3%", "鲜笋最低收购价")]),
        (
            "柑橘、枇杷全产业链产值分别达3亿元、2亿元。",
            [("3亿元", "柑橘全产业链产值"), ("2亿元", "枇杷全产业链产值")],
        ),
        ("农机产销量分别完成3万台和2万台。", [("3万台", "农机产量"), ("2万台", "农机销量")]),
        ("二、三产业由40%、35%调整为41%、36%。", [("40%", "第二产业比重"), ("35%", "第三产业比重")]),
    ],
)
def test_lists(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert named(REVIEW + sentence)[: len(expected)] == expected


def test_a_class_borrows_the_head_once() -> None:
    text = "灯具类零售额增长3%，雨具类增长4%，玩具类增长5%，文具类下降6%。"
    assert [name for _, name in named(REVIEW + text)] == [
        "灯具类零售额",
        "雨具类零售额",
        "玩具类零售额",
        "文具类零售额",
    ]


def test_pupils_are_of_the_schools_before_them() -> None:
    text = "普通高中2所，招生310人，增长2%；在校学生900人；毕业学生280人。聋哑学校1所，招生12人，在校60人，毕业9人。"
    assert [name for _, name in named(REVIEW + text)] == [
        "普通高中",
        "普通高中招生",
        "普通高中招生",
        "普通高中在校学生",
        "普通高中毕业学生",
        "聋哑学校",
        "聋哑学校招生",
        "聋哑学校在校",
        "聋哑学校毕业",
    ]


def kinds(text: str) -> list[tuple[str, str, str, str | None]]:
    """Give the quote of each claim with its kind, indicator and period."""
    return [
        (c.evidence.quote, c.kind, c.indicator.text, c.period.label if c.period else None)
        for c in claims(text)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "将茶农保费补贴比例提高到60%。",  # 将 hands an object over
        "实施校园午餐改善计划，惠及4200多名学生。",  # 计划 is a noun
    ],
)
def test_a_review_without_an_aim_makes_actuals(sentence: str) -> None:
    assert {claim.kind for claim in claims(REVIEW + sentence)} == {"actual"}


@pytest.mark.parametrize(
    "sentence",
    [
        "明年茶农保费补贴比例将逐步提高到60%。",
        "计划改造校舍30所。",
    ],
)
def test_a_review_that_aims_makes_targets(sentence: str) -> None:
    assert {claim.kind for claim in claims(REVIEW + sentence)} == {"target"}


def test_a_plan_compared_with_last_year_stays_a_plan() -> None:
    sentence = "县级文化支出比去年增加3000万元。去年开放展馆5个。"
    assert [kind for _, kind, _, _ in kinds(PLAN + sentence)] == ["target", "actual"]


def test_what_a_plan_changes_from_holds_already() -> None:
    sentence = "将护林员补贴标准由每人每月500元提高到600元。企业由9家整合至4家。"
    assert kinds(PLAN + sentence) == [
        ("500元", "actual", "护林员补贴标准", "2011"),
        ("600元", "target", "护林员补贴标准", "2012"),
        ("9家", "actual", "企业", "2011"),
        ("4家", "target", "企业", "2012"),
    ]


def test_what_a_plan_says_there_is_holds_now() -> None:
    assert [kind for _, kind, _, _ in kinds(PLAN + "我县有2.1万留守老人，要建好食堂30个。")] == [
        "actual",
        "target",
    ]


@pytest.mark.parametrize(
    "sentence",
    ["对月销售额不到8万元的部分，免征增值税。", "带领47万人民奋勇向前。"],
)
def test_thresholds_and_the_people_are_no_claims(sentence: str) -> None:
    assert claims(PLAN + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("今年债务率拟按3%左右安排。", "债务率"),
        ("登记失业率全年控制在4%以内。", "登记失业率"),
        ("今年安排县本级文化支出5000万元。", "县本级文化支出"),
        ("住院参保率均提高到95%。", "住院参保率"),
        ("早稻收购价每公斤提高0.1元。", "早稻收购价"),
    ],
)
def test_names_of_plans(sentence: str, name: str) -> None:
    assert [claim.indicator.text for claim in claims(PLAN + sentence)] == [name]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县财政安排4000万元资金，支持茶园灌溉工程建设。", [("4000万元", "茶园灌溉工程建设县财政安排资金")]),
        (
            "安排600万元，用于乡村影院；安排200万元，继续支持山区邮路。",
            [("600万元", "乡村影院安排资金"), ("200万元", "山区邮路安排资金")],
        ),
        ("省财政安排3亿元救灾款和2亿元重建资金。", [("3亿元", "省财政安排救灾款"), ("2亿元", "重建资金")]),
        ("用好省财政的4亿元补贴资金。", [("4亿元", "用好省财政补贴资金")]),
        ("县级文化投资安排600万元。", [("600万元", "县级文化投资")]),
    ],
)
def test_money_that_is_given(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert named(PLAN + sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("新增4个渔业扩大开放综合试点。", "新增渔业扩大开放综合试点"),
        ("建成2个省级乡村振兴示范县。", "建成省级乡村振兴示范县"),
        ("打通3条断头路。", "打通断头路"),
        ("6个项目获省科技奖。", "项目获省科技奖"),
        ("拿出200万元专项奖补资金予以支持。", "拿出专项奖补资金"),
    ],
)
def test_nouns_behind_a_figure(sentence: str, name: str) -> None:
    assert [claim.indicator.text for claim in claims(REVIEW + sentence)] == [name]


def test_what_is_aimed_at_behind_a_percentage() -> None:
    (claim,) = claims(PLAN + "提出7%左右的工业增加值增长目标。")
    assert (claim.basis, claim.indicator.text) == ("growth", "工业增加值")


def test_a_place_among_those_named_behind_it() -> None:
    (claim,) = claims(REVIEW + "我县成为全省第三个办过茶博会的县。")
    assert (claim.basis, claim.indicator.text) == ("rank", "办过茶博会的县")


@pytest.mark.parametrize("sentence", ["在有3亿人口的国家办好这件事。", "保障好3亿人的吃饭问题。"])
def test_the_size_of_a_nation_is_no_claim(sentence: str) -> None:
    assert claims(PLAN + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "城镇居民、农村居民人均可支配收入分别增长4%、5%。",
            ["城镇居民人均可支配收入", "农村居民人均可支配收入"],
        ),
        ("茶园、茶厂保有量分别达到1200亩、8家。", ["茶园保有量", "茶厂保有量"]),
        ("新增7个全省未来渔业创新发展优秀案例。", ["新增全省未来渔业创新发展优秀案例"]),
        ("取消30个行政审批事项。", ["取消行政审批事项"]),
        ("完成旧校改造、60户渔民迁入新居。", ["渔民迁入新居"]),
    ],
)
def test_names_of_counted_things(sentence: str, expected: list[str]) -> None:
    assert [claim.indicator.text for claim in claims(REVIEW + sentence)] == expected


@pytest.mark.parametrize("scope", ["全省", "连续三年全省", "世界"])
def test_a_place_is_held_by_what_is_ordered_and_not_by_its_scope(scope: str) -> None:
    (claim,) = claims(REVIEW + f"竹编产量{scope}第一。")
    assert (claim.basis, claim.indicator.text) == ("rank", "竹编产量")


def test_for_how_long_one_thing_went_on_is_no_time_of_the_next() -> None:
    (claim,) = claims(REVIEW + "连续三年实施禁渔行动，河鱼产量增长6%。")
    assert claim.period is not None
    assert claim.period.label == "2011"


def test_items_of_an_account_are_results_with_their_completion() -> None:
    text = "（一）2011年收入执行情况\n1、屠宰税完成3亿元，为预算的104%，增长3%。主要是收购量增加。\n"
    assert kinds(REVIEW + text) == [
        ("3亿元", "actual", "屠宰税", "2011"),
        ("104%", "completion", "屠宰税", "2011"),
        ("3%", "actual", "屠宰税", "2011"),
    ]


def test_money_given_straight_to_its_purpose() -> None:
    assert named(REVIEW + "投入600万元支持渔港建设。") == [("600万元", "渔港建设投入资金")]


def test_brackets_that_only_tell_the_wording_hide_no_cue() -> None:
    text = (
        "全县财政收入42000万元，为调整预算（以下简称预算）的102.9%，比上年增长（下同）12.8%，"
        "其中税收30000万元，增长（以下均同）9%。"
    )
    found = [(claim.kind, claim.basis, claim.evidence.quote) for claim in claims(REVIEW + text)]
    assert found == [
        ("actual", "level", "42000万元"),
        ("completion", "completion", "102.9%"),
        ("actual", "growth", "12.8%"),
        ("actual", "level", "30000万元"),
        ("actual", "growth", "9%"),
    ]


def test_the_words_that_give_a_reason_are_no_part_of_a_name() -> None:
    text = "场馆使用收入12840万元，下降58.6%，主要原因是2009年汽车站拍卖款16767万元为一次性因素。"
    assert named(REVIEW + text)[-1] == ("16767万元", "汽车站拍卖款")
