"""Whose a figure is, and what earlier names lend to later ones, on sentences of ours."""

from __future__ import annotations

import pytest

from extractor import extract
from schemas import Claim

HEAD = "关于雁浦县2018年预算执行情况和2019年预算草案的报告\n2019年1月15日\n"


def claims(text: str) -> list[Claim]:
    return [record for record in extract(HEAD + text, model=False).records if isinstance(record, Claim)]


def names(text: str) -> list[str]:
    return [claim.indicator.text for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("全县共签订合同46项。", ["全县"]),
        ("2018年，全县实现外贸出口5.5亿美元，进口2.1亿美元。", ["全县", "全县"]),
        # Another body's words between: the scope is not that of the figure.
        ("全县干部到外地考察，引进项目5个。", [None]),
        ("我县债券还本付息13.1亿元；县级债券还本付息5.8亿元（还本3.5亿元）。", ["我县", "县级", "县级"]),
    ],
)
def test_whose_a_figure_is(text: str, scopes: list[str | None]) -> None:
    assert [claim.scope for claim in claims(text)] == scopes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "企业利润总额16.3亿元。采矿业利润2.4亿元，增长8%；制造业13.0亿元，增长2%。",
            ["企业利润总额", "采矿业利润", "采矿业利润", "制造业利润", "制造业利润"],
        ),
        ("教育支出3亿元；制造业5亿元。", ["教育支出", "制造业"]),
        (
            "债券额度23.5亿元，其中：一般2.6亿元，专项20.9亿元。",
            ["债券额度", "一般债券额度", "专项债券额度"],
        ),
        (
            "一般公共预算收入12.0亿元。加大政府性基金收入征缴，全县组织收入4.3亿元。",
            ["一般公共预算收入", "政府性基金收入"],
        ),
        (
            "县级财政收入41.6亿元（其中：开发区6.5亿元），县本级和开发区均增长10%。",
            ["县级财政收入", "开发区财政收入", "县本级财政收入", "开发区财政收入"],
        ),
        ("改革事项22项，已完成20项，其余2项正在推进。", ["改革事项", "改革事项", "改革事项"]),
        ("评审项目97个，审定80.9亿元。", ["评审项目", "审定"]),
        ("收支相抵，年终结转1.1亿元。", ["年终结转"]),
    ],
)
def test_what_names_lend(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_note_that_holds_below_is_no_name() -> None:
    text = "“三公”经费预算3890万元，比上年预算减少422万元，同口径（下同）下降9.79%。"
    growth = claims(text)[-1]
    assert (growth.indicator.text, growth.basis) == ("“三公”经费", "growth")
    assert growth.comparability is not None
    assert growth.comparability.type == "like_for_like"


def ties(text: str) -> list[list[tuple[str, str]]]:
    found = claims(text)
    quotes = {claim.id: claim.quantity.text for claim in found}
    return [[(tie.type, quotes[tie.id]) for tie in claim.relations if tie.id in quotes] for claim in found]


def test_a_sentence_that_names_a_whole_without_figure_opens_parts_of_that() -> None:
    text = "预备费0.8亿元。各部门“三公”经费按不高于上年支出数编制，其中：公务接待费0.1亿元，出国经费0.2亿元。"
    assert ties(text) == [[], [], []]


def test_what_is_added_is_no_part() -> None:
    text = "收入34.1亿元，主要是土地收入增加，加上上级补助0.8亿元、债务转贷收入11.5亿元，收入总计46.4亿元。"
    assert ties(text) == [[], [], [], []]


def test_a_share_is_of_what_its_name_begins_with() -> None:
    text = "全县政府采购12.36亿元，资金节支率为15%，政府采购规模占一般公共预算支出的25%。"
    assert ties(text)[-1] == [("share_of", "12.36亿元")]


def test_parts_called_alike_at_the_front_may_have_another_counter() -> None:
    assert ties("全县共有体育场地17482个，其中体育馆18座。")[-1] == [("part_of", "17482个")]


def test_an_area_in_brackets_is_that_of_what_stands_in_them() -> None:
    text = (
        "2019年，县级医疗保险基金预算收入31.2亿元（其中：高新区1.4亿元），增长12%。"
        "其中利息收入0.8亿元（高新区0.3亿元）。"
    )
    found = [(claim.quantity.text, claim.scope) for claim in claims(text) if claim.basis == "level"]
    assert found == [("31.2亿元", "县级"), ("1.4亿元", "高新区"), ("0.8亿元", "县级"), ("0.3亿元", "高新区")]
