"""Kinds of which none holds another, lists that are surely whole, and slips that few figures could show by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.audit import audit
from extractor.audit.partitions import closes, disjoint
from extractor.audit.view import View
from patterns import load
from schemas import Speech
from tests.audits import accused, findings, report


def verdicts(text: str, check: str) -> list[str]:
    return [finding.verdict for finding in findings(text, check)]


@pytest.mark.parametrize(
    ("names", "apart"),
    [
        (["住户存款", "非金融企业存款"], True),
        (["一般贸易出口", "加工贸易出口", "保税物流出口"], True),
        (["县城医院", "乡镇卫生院", "村卫生室"], True),
        (["4A级景区", "3A级景区"], True),
        # Two of one kind, one of none, and one that may be of any.
        (["中医医院", "医院", "村卫生室"], False),
        (["一般贸易出口", "机电产品出口"], False),
        (["寿险保费", "健康险保费"], False),
    ],
)
def test_kinds_that_do_not_hold_each_other(names: list[str], apart: bool) -> None:
    assert disjoint(View(Speech(doc_id="d"), load()), names) is apart


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("年末各项存款余额812.5亿元，其中住户存款610.2亿元，非金融企业存款150.3亿元", []),
        ("年末各项存款余额812.5亿元，其中住户存款610.2亿元，非金融企业存款350.3亿元", ["parts"]),
        ("全县有卫生机构214个，其中医院9个，乡镇卫生院18个，村卫生室171个", []),
        ("全县有卫生机构214个，其中医院9个，乡镇卫生院81个，村卫生室171个", ["parts"]),
        ("全县有A级景区11个，其中4A级景区3家，3A级景区6家", []),
        ("全县有A级景区11个，其中4A级景区3家，3A级景区9家", ["parts"]),
        # What may hold each other may be more than the whole.
        ("全县有企业214家，其中重点企业98家，民营企业171家", []),
        ("保费收入13.2亿元，其中寿险保费8.4亿元，健康险保费2.5亿元，财产险保费4.8亿元", []),
        ("保费收入13.2亿元，其中寿险保费8.4亿元，财产险保费8.8亿元", ["parts"]),
    ],
)
def test_kinds_are_together_no_more_than_their_whole(text: str, wrong: list[str]) -> None:
    assert [check for check, _ in accused(f"2018年，{text}。")] == wrong


def test_kinds_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[audit.kinds]]\nname = "林地"\nmembers = [["乔木林"], ["竹林"]]\n', encoding="utf-8")
    told = report("2018年末，林地面积912万亩，其中乔木林610万亩，竹林450万亩。")
    assert [[one.verdict for one in audit([told], patterns=files)] for files in ([], [own])] == [
        ["not_checkable"],
        ["inconsistent"],
    ]


@pytest.mark.parametrize(
    ("special", "verdict"), [("5.3", "consistent"), ("5.8", "inconsistent"), ("2.3", "inconsistent")]
)
def test_all_kinds_of_what_comes_from_above_make_it_up(special: str, verdict: str) -> None:
    text = (
        "2018年，全县上级补助收入14.6亿元，其中：返还性收入1.2亿元，一般性转移支付收入8.1亿元，"
        f"专项转移支付收入{special}亿元。"
    )
    assert verdicts(text, "parts") == [verdict]


def test_kinds_close_a_list_only_of_what_they_make_up() -> None:
    text = (
        "2018年，全县财政收入合计30亿元，其中：税收返还1.2亿元，一般性转移支付8.1亿元，专项转移支付5.3亿元，调入资金15.4亿元。"
        "全县各类补助20亿元，其中：税收返还1.2亿元，一般性转移支付8.1亿元，专项转移支付5.3亿元。"
    )
    assert accused(text) == []


@pytest.mark.parametrize(
    ("zone", "verdict"), [("8.2", "consistent"), ("8.9", "questionable"), ("2.8", "questionable")]
)
def test_bodies_that_a_bracket_only_names_are_all(zone: str, verdict: str) -> None:
    text = f"2018年，市级政府性基金支出完成48.6亿元（市本级40.4亿元，高新区{zone}亿元），增长6.1%。"
    assert verdicts(text, "parts") == [verdict]


def test_bodies_that_a_word_opens_may_be_some() -> None:
    for opens in ("其中：", "含", "主要是"):
        text = f"2018年，市级政府性基金支出完成48.6亿元（{opens}市本级30.4亿元，高新区8.2亿元）。"
        assert accused(text) == []


@pytest.mark.parametrize("amount", ["1775", "17750", "3715.2"])
def test_the_rest_closes_a_list_of_counts_and_amounts(amount: str) -> None:
    text = (
        f"2018年，全县在建项目41项，到位资金5236.4万元，其中工业项目12项，到位资金{amount}万元；"
        "交通项目9项，到位资金2344.3万元；其他项目20项，到位资金1117.1万元；亿元以上项目共计6项。"
    )
    assert [check for check, _ in accused(text)] == (["parts"] if amount != "1775" else [])


@pytest.mark.parametrize(("amount", "wrong"), [("5.23亿", []), ("5.23万", ["parts"]), ("1.87亿", [])])
def test_parts_of_another_figure_in_the_sentence_are_none(amount: str, wrong: list[str]) -> None:
    text = (
        f"2018年，全县进出口10.56亿元。其中出口7.44亿元，进口3.12亿元。分贸易方式看，一般贸易出口{amount}元，加工贸易出口2.21亿元；"
        "一般贸易进口2.02亿元，加工贸易进口0.84亿元。"
    )
    assert [check for check, _ in accused(text)] == wrong


def test_kinds_do_not_nest_by_chance() -> None:
    text = (
        "2018年，全县政府性基金收入36.2亿元。其中，土地出让收入24亿元、城市配套费6亿元、车辆通行费3亿元、"
        "污水处理费{}亿元、水土保持业务费1.1亿元。"
    )
    assert accused(text.format("2.1")) == []
    assert [check for check, _ in accused(text.format("4.9"))] == ["parts"]


@pytest.mark.parametrize(("road", "wrong"), [("4.5", []), ("5.4", ["parts"]), ("2.5", [])])
def test_what_is_used_for_one_thing_is_used_for_no_other(road: str, wrong: list[str]) -> None:
    text = f"2018年，争取债券资金9.1亿元，其中安排{road}亿元用于农村道路，安排2.3亿元用于供水，安排1.9亿元用于校舍。"
    assert [check for check, _ in accused(text)] == wrong


@pytest.mark.parametrize(("land", "wrong"), [("30.6亿", []), ("30.6万", ["parts"]), ("3060万", [])])
def test_the_one_part_in_tenths_of_ten_thousand_among_others(land: str, wrong: list[str]) -> None:
    text = (
        f"2019年，县级政府性基金收入安排35亿元。其中，土地出让收入{land}元、配套费收入2亿元、"
        "收益基金收入2.2亿元、通行费收入1000万元。"
    )
    assert [check for check, _ in accused(text)] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("上级下达我县新增债券12.6亿元，县本级留用8.4亿元，转贷乡镇和县区4.2亿元", []),
        ("上级下达我县新增债券12.6亿元，县本级留用8.9亿元，转贷乡镇和县区4.2亿元", ["parts"]),
        (
            "发行新增债券12.6亿元，其中：一般债券4亿元、专项债券8.6亿元。新增债券中县本级使用3.4亿元，转贷县区9.6亿元",
            ["parts"],
        ),
        # Lines of an account, of which none is the whole of the next two.
        ("上年结转收入5.3亿元，县本级调入资金8.1亿元，补助县区支出2.2亿元", []),
        ("上年结转1.1亿元，县本级使用上级补助3.4亿元，补助县区支出9.2亿元", []),
    ],
)
def test_what_is_kept_and_what_is_handed_down(text: str, wrong: list[str]) -> None:
    assert [check for check, _ in accused(f"2018年，{text}。")] == wrong


@pytest.mark.parametrize(("industry", "wrong"), [("1.6", []), ("16", ["parts"]), ("61", ["parts"])])
def test_a_part_that_may_hold_others_is_no_greater_than_the_whole(industry: str, wrong: list[str]) -> None:
    text = f"2019年，支出预算安排4.71亿元，包括：解决遗留问题0.62亿元，国有企业注资{industry}亿元，调出0.88亿元。"
    assert [check for check, _ in accused(text)] == wrong


@pytest.mark.parametrize(
    ("spent", "verdict"), [("5.87", ["consistent"]), ("5.78", ["questionable"]), ("3.26", [])]
)
def test_the_sides_of_a_plan_are_held_where_they_are_called_alike(spent: str, verdict: list[str]) -> None:
    text = (
        f"2019年，松岭工区一般公共预算收入安排5.87亿元，一般公共预算支出{spent}亿元；"
        "河口工区一般公共预算收入安排1.2亿元，一般公共预算支出6亿元。"
    )
    assert verdicts(text, "balance") == verdict


@pytest.mark.parametrize(
    ("share", "verdict"),
    [("54.3%", "consistent"), ("64.3%", "questionable"), ("45.3%", "questionable")],
)
def test_a_share_beside_one_that_is_of_the_whole_of_both(share: str, verdict: str) -> None:
    text = (
        "2019年，县级一般公共预算支出安排68.4亿元，增长6.5%。其中：基本支出31.3亿元，占支出总额的45.8%；"
        f"项目支出37.1亿元，占支出总额的{share}。"
    )
    shares = {finding.figures[0].quote: finding.verdict for finding in findings(text, "share")}
    assert shares[share] == verdict


@pytest.mark.parametrize(
    ("rate", "verdict"), [("9.82%", ["consistent"]), ("98.2%", ["questionable"]), ("6.45%", [])]
)
def test_a_growth_like_for_like_that_a_slip_makes_agree(rate: str, verdict: list[str]) -> None:
    text = f"2019年，全县公务经费预算3710万元，比上年预算减少404万元，同口径下降{rate}。"
    assert verdicts(text, "growth") == verdict


@pytest.mark.parametrize(("amount", "wrong"), [("1.2亿", False), ("1.2万", True)])
def test_a_plan_a_thousand_times_off(amount: str, wrong: bool) -> None:
    text = (
        "一、执行情况\n2018年，市级土地收益基金收入完成1.3亿元。开发区土地收益基金收入完成0.4亿元。\n"
        f"二、预算草案\n2019年，市级土地收益基金收入安排{amount}元，与上年持平。"
    )
    assert ("questionable" in verdicts(text, "plan_and_review")) is wrong


@pytest.mark.parametrize(
    ("growth", "verdict"), [("8.7%", "consistent"), ("85%", "questionable"), ("1.4%", "not_checkable")]
)
def test_a_growth_that_is_over_neither_the_last_result_nor_the_last_budget(growth: str, verdict: str) -> None:
    text = (
        "一、执行情况\n2018年，县本级税收收入完成20.64亿元，为预算的93.3%。\n"
        f"二、预算草案\n2019年，县本级税收收入安排22.43亿元，增长{growth}。"
    )
    assert verdicts(text, "plan_and_review") == [verdict]


@pytest.mark.parametrize(
    ("number", "verdict"), [("三", ["consistent"]), ("五", ["questionable"]), ("九", [])]
)
def test_names_that_all_begin_alike_are_those_of_a_quoted_number(number: str, verdict: list[str]) -> None:
    text = f"实现“{number}转”，即由粗放经营转为精细经营、由分散种植转为连片种植、由只卖原料转为兼卖成品。"
    assert verdicts(text, "listed_count") == verdict


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("在东川、西河、南原、北坡、中寨等{}个重点乡镇建设基地", ["3", "1"]),
        ("打造粮食、茶叶、药材、果蔬、生猪{}个百亿级产业", ["2"]),
        ("打造精细化工、现代物流、新能源、新材料等{}个百亿级产业", ["3", "2"]),
        ("做强茶叶、药材、果蔬、生猪、家禽、水产和花卉{}个特色产业", ["3", "2"]),
    ],
)
def test_more_names_than_their_number(text: str, wrong: list[str]) -> None:
    for number in wrong:
        assert [check for check, _ in accused(f"2018年，{text.format(number)}。")] == ["listed_count"]
    if "等" in text:
        assert accused(f"2018年，{text.format(7)}。") == []


@pytest.mark.parametrize(
    "text",
    [
        "在东川、西河等20个乡镇建设基地",
        "推进教育、加快医疗、完善养老、支持托育等3个领域改革",
    ],
)
def test_names_that_may_be_more_or_fewer(text: str) -> None:
    assert accused(f"2018年，{text}。") == []


@pytest.mark.parametrize(
    ("phrase", "verdict"), [("三进村两帮扶", "consistent"), ("五进村两帮扶", "questionable")]
)
def test_a_gloss_whose_names_begin_as_the_kinds(phrase: str, verdict: str) -> None:
    text = f"“{phrase}”行动：进村送技术、进村送政策、进村送岗位，帮扶老人、帮扶儿童。"
    assert verdicts(text, "listed_count") == [verdict]
    assert verdicts("“双招双引”：招商引资、招才引智。", "listed_count") == []


@pytest.mark.parametrize(
    ("marks", "verdict"), [("1234", "consistent"), ("2234", "questionable"), ("7234", "questionable")]
)
def test_the_first_item_of_an_announced_list_bears_another_number(marks: str, verdict: str) -> None:
    items = zip(marks, ("抓招商", "抓项目", "抓服务", "抓作风"), strict=True)
    text = "一年来，工作呈现出四个特点：\n" + "".join(f"{mark}、{item}。成效明显。\n" for mark, item in items)
    assert verdicts(text, "listed_count") == [verdict]


def test_a_list_that_goes_on_from_elsewhere_is_not_misnumbered() -> None:
    text = "工作呈现出四个特点：\n3、抓服务。成效明显。\n4、抓作风。成效明显。\n"
    assert verdicts(text, "listed_count") == []


TABLE = (
    "2019年全县基金收入表\n单位：万元\n项目\t执行数\n一、税收收入\t33\n增值税\t11\n契税\t{}\n房产税\t16\n"
    "二、非税收入\t420\n专项收入\t300\n罚没收入\t120"
)


@pytest.mark.parametrize(("tax", "verdict"), [("6", ["consistent"]), ("60", ["questionable"]), ("2", [])])
def test_a_row_of_a_table_is_no_greater_than_the_numbered_one_over_it(tax: str, verdict: list[str]) -> None:
    found = [one for one in findings(TABLE.format(tax), "parts") if one.figures[0].quote == "33"]
    assert [one.verdict for one in found] == verdict


@pytest.mark.parametrize(("whole", "wrong"), [("51", []), ("15", ["48亿元 > 15亿元"]), ("49", [])])
def test_an_item_of_a_numbered_list_above_what_stands_before_it(whole: str, wrong: list[str]) -> None:
    text = (
        f"二、2019年预算草案\n2019年，县级政府性基金收入安排{whole}亿元。主要项目安排：\n1、土地出让收入安排48亿元，增长0.2%。\n"
        "2、收益基金收入安排1亿元，增长3.1%。\n3、配套费收入安排1.6亿元，下降2.4%。"
    )
    assert [formula for _, formula in accused(text)] == wrong


def test_two_digits_swapped_are_told_by_few_figures_but_not_where_a_rest_may_be_left() -> None:
    head = "2019年，县级政府性基金收入总计{}亿元。县级政府性基金支出总计{}亿元。"
    assert [check for check, _ in accused(head.format("17.1", "71.1"))] == ["balance"]
    assert accused("2018年，保费收入17.9亿元，其中财产险4.5亿元，寿险12.5亿元。") == []


@pytest.mark.parametrize(
    ("parts", "all_there"),
    [(["采矿业利润", "制造业利润", "电力、热力利润"], True), (["采矿业利润", "制造业利润"], False)],
)
def test_the_branches_of_industry_are_all(parts: list[str], all_there: bool) -> None:
    told = "、".join(f"{name}{at}.5亿元" for at, name in enumerate(parts, 2))
    view = View(extract(f"2018年，规模以上工业企业利润总额14.5亿元，其中{told}。"), load())
    assert closes(view, view.claims[0], view.claims[1:]) is all_there
