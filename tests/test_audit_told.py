"""Sets, sources, products, portions and figures told again under other names, on sentences of ours."""

from __future__ import annotations

import pytest

from tests.audits import findings

BATTLES = (
    "（一）支持打好{}大攻坚战。坚持底线思维。\n积极防范债务风险。化解存量债务3.5亿元。\n"
    "全力推进脱贫攻坚。投入扶贫资金2.1亿元。\n持续加大污染防治力度。安排资金1.2亿元。"
)
EXPENSES = (
    "2019年，全县“{}公”经费预算3890万元。其中：因公出国（境）经费100万元；公务接待费907万元；"
    "公务用车费2883万元。"
)
SOURCES = (
    "2019年，全县一般公共预算支出安排69058万元，比上年增长9%。资金构成为：一般公共预算收入37015万元，"
    "加上上级补助28716万元，动用预算稳定调节基金{}万元，减去上解支出3470万元、债务还本支出6406万元。"
)
CHANGED = (
    "县本级支出预算由57459万元变动为65496万元，主要是上级补助增加3302万元，"
    "债券安排的支出增加{}万元，补充预算稳定调节基金减少2765万元。"
)
PORTION = "在统计的45种工业产品中有27种产品的产量增长，增长面{}。"
EACH = "从2018年起，上级财政每年安排治理资金3.25亿元，三年共安排{}亿元。"


def verdicts(text: str, check: str) -> list[str]:
    return [finding.verdict for finding in findings(text) if finding.check == check]


@pytest.mark.parametrize(("number", "verdict"), [("三", ["consistent"]), ("四", [])])
def test_a_known_set_with_its_members_in_the_clauses_behind(number: str, verdict: list[str]) -> None:
    assert verdicts(BATTLES.format(number), "listed_count") == verdict


@pytest.mark.parametrize(("number", "verdict"), [("三", ["consistent"]), ("五", ["questionable"])])
def test_a_set_without_namesakes(number: str, verdict: list[str]) -> None:
    assert verdicts(EXPENSES.format(number), "listed_count") == verdict


def test_a_set_of_which_a_member_is_not_told() -> None:
    assert verdicts("支持打好三大攻坚战。\n积极防范债务风险。\n全力推进脱贫攻坚。", "listed_count") == []


@pytest.mark.parametrize(
    ("fund", "verdict"), [("13203", ["consistent"]), ("12303", ["questionable"]), ("7755", [])]
)
def test_the_sources_of_a_figure(fund: str, verdict: list[str]) -> None:
    assert verdicts(SOURCES.format(fund), "balance") == verdict


@pytest.mark.parametrize(
    ("bonds", "verdict"), [("7500", ["consistent"]), ("5700", ["questionable"]), ("4188", [])]
)
def test_what_changed_a_plan(bonds: str, verdict: list[str]) -> None:
    assert verdicts(CHANGED.format(bonds), "balance") == verdict


@pytest.mark.parametrize(("rate", "verdict"), [("60.0%", ["consistent"]), ("71.3%", ["questionable"])])
def test_so_many_of_so_many(rate: str, verdict: list[str]) -> None:
    assert verdicts(PORTION.format(rate), "share") == verdict


@pytest.mark.parametrize(("total", "verdict"), [("9.75", ["consistent"]), ("7.95", ["questionable"])])
def test_so_much_each_so_many_times(total: str, verdict: list[str]) -> None:
    assert verdicts(EACH.format(total), "multiple") == verdict


@pytest.mark.parametrize(
    ("again", "growth", "verdict"),
    [
        ("193.91", "6.6", ["consistent", "consistent"]),
        # One of the two is told to the digit, and one slip explains the other.
        ("139.91", "6.6", ["questionable"]),
        ("193.91", "6.9", ["questionable"]),
        ("871.24", "6.6", []),
        ("871.24", "3.2", []),
    ],
)
def test_a_level_and_its_growth_told_again_under_another_name(
    again: str, growth: str, verdict: list[str]
) -> None:
    text = (
        "2018年，航空旅客吞吐量193.91万人次，比上年增长6.6%。\n全年道路平稳。\n"
        f"2018年，民航旅客运输{again}万人次，比上年增长{growth}%。"
    )
    assert verdicts(text, "restatement") == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("支持外贸、外资、外经“三外”企业发展。", ["consistent"]),
        ("实现利用外资、引进民资“双突破”。", ["consistent"]),
        ("做好以绿荫城、以水润城、以文化城、以业兴城“四篇文章”。", ["consistent"]),
        ("抓好招商、融资、用工、用地“五件大事”。", ["questionable"]),
        ("落实好3税2附加，即资源税、印花税（不含证券）、耕地占用税和教育附加、地方教育附加。", ["consistent"]),
        ("落实好6税3附加，即资源税、城建税、房产税和教育附加。", []),
        ("支持设立雁浦县科技创新产业投资基金、雁浦县现代服务业股权投资基金等5支基金。", ["consistent"]),
    ],
)  # fmt: skip
def test_names_that_a_number_sums_up(text: str, verdict: list[str]) -> None:
    assert verdicts(text, "listed_count") == verdict


def test_parts_of_a_part_are_not_added_to_it() -> None:
    text = (
        "2018年，上级转贷我县地方债券46.16亿元，其中：新增债券33.14亿元，县本级留用9亿元，转贷乡镇24.14亿元，"
        "主要用于公益性项目建设；置换债券13.02亿元，县本级留用1.97亿元，转贷乡镇11.05亿元。"
    )
    sums = [finding.formula for finding in findings(text, "parts")]
    assert "33.14亿元 + 13.02亿元 = 46.150…46.170亿元" in sums
    assert not any(finding.verdict != "consistent" for finding in findings(text, "parts"))


def test_a_looser_name_is_held_where_it_agrees() -> None:
    text = (
        "2018年，全县一般公共预算收入完成17.48亿元，增长9%。\n全县税收收入13.82亿元，占财政收入的比重达{}。"
    )
    assert verdicts(text.format("79.06%"), "share") == ["consistent"]
    assert verdicts(text.format("71.06%"), "share") == []


def test_figures_that_only_a_list_without_a_whole_holds_are_no_parts() -> None:
    text = (
        "2018年，预备费0.8亿元，占总额的1.2%。各部门“三公”经费按不高于上年支出数编制，"
        "其中：公务接待费1340万元，因公出国经费140万元。"
    )
    assert verdicts(text, "parts") == []


@pytest.mark.parametrize(
    ("again", "third", "verdict"),
    [
        ("92.6", "", ["consistent"]),
        ("96.6", "", ["questionable"]),
        ("29.6", "", ["questionable"]),
        ("41.6", "", []),
        ("9.6", "", []),
        # A name of three figures may be that of several things.
        ("96.6", "三、附记\n2018年，全县国有资本经营预算收入下降13.1%。\n", []),
    ],
)
def test_a_rate_of_three_digits_told_again_with_another(again: str, third: str, verdict: list[str]) -> None:
    text = f"""一、综合
2018年，全县国有资本经营预算收入下降92.6%。
二、财政
2018年，全县国有资本经营预算收入下降{again}%。
{third}"""
    assert verdicts(text, "restatement") == verdict


@pytest.mark.parametrize(
    "text",
    [
        "一、甲镇\n2018年，完成固定资产投资12.5亿元。\n二、乙镇\n2018年，完成固定资产投资12.8亿元。",
        "一、公路\n2018年，客运量125万人。\n二、铁路\n2018年，客运量152万人。",
        "一、城镇\n2018年，居民人均可支配收入增长8.3%。\n二、农村\n2018年，居民人均可支配收入增长8.6%。",
    ],
)
def test_what_is_called_alike_in_sections_of_their_own(text: str) -> None:
    assert verdicts(text, "restatement") in ([], ["consistent"])
