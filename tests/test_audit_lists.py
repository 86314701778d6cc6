"""Numbered lists, rows told again, counts of levels and glosses, what is added up over a year, on texts of ours."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.audit.numbered import column, numbered_lists
from extractor.audit.view import View
from patterns import load
from tests.audits import accused, findings, only

TAXES = (
    "2018年，全县一般公共预算收入完成9.31亿元，比上年增加{total}万元。其中：税收收入完成6.22亿元，增加7040万元；"
    "非税收入完成3.09亿元，增加2120万元。主要项目完成情况：\n"
    "1、增值税完成{vat}亿元，增加3120万元。\n2、企业所得税完成1.15亿元，增加1910万元。主要是企业效益好转。\n"
    "3、契税完成1.96亿元，增加2010万元。\n4、专项收入完成1.27亿元，增加1330万元。\n"
    "5、罚没收入完成1.82亿元，增加790万元。"
)
FUNDS = (
    "2018年，全县社会保险基金收入完成9.61亿元，支出完成8.32亿元。当年收支结余1.29亿元，加上上年结余6.46亿元，"
    "年末滚存结余{end}亿元。具体情况：\n"
    "（1）企业职工养老保险基金收入完成5.23亿元，支出完成4.17亿元。当年收支结余1.06亿元，加上上年结余3.31亿元，"
    "年末滚存结余4.37亿元。\n"
    "（2）居民医疗保险基金收入完成2.94亿元，支出完成3.03亿元。当年收支赤字0.09亿元，加上上年结余2.02亿元，"
    "年末滚存结余1.93亿元。\n"
    "（3）失业保险基金收入完成1.44亿元，支出完成1.12亿元。当年收支结余{left}亿元，加上上年结余1.13亿元，"
    "年末滚存结余1.45亿元。"
)
ROWS = (
    "2019年，专项转移支付收入安排3亿元，其中：一般公共服务转移支付265万元，公共安全转移支付268万元，"
    "教育转移支付1349万元，卫生健康转移支付1035万元。\n"
    "2019年，专项转移支付安排支出3亿元，其中：一般公共服务265万元，公共安全268万元，教育{education}万元，卫生健康1035万元。"
)
ADJUSTED = (
    "2018年年初全县一般公共预算收入预算为31.8465亿元，执行中收入预算调减{cut}万元，"
    "调整后收入预算为31.0107亿元。"
)
OWED = "2018年底，政府债务限额{limit}亿元，政府债务余额36.5亿元。"
TRADE = (
    "全年进出口总额153.2亿元。其中出口72.4亿元，进口80.8亿元。分贸易方式看，一般贸易出口65.3亿元，加工贸易出口7.1亿元，"
    "一般贸易进口{imports}亿元，加工贸易进口2.9亿元。"
)


def verdicts(text: str, check: str) -> list[str]:
    return [finding.verdict for finding in findings(text, check)]


@pytest.mark.parametrize(
    ("vat", "total"), [("3.11", "9160"), ("3.11", "9610"), ("3.71", "9160"), ("31.1", "9160")]
)
def test_the_items_of_a_numbered_list_make_up_what_stands_before_it(vat: str, total: str) -> None:
    summed = [
        finding
        for finding in findings(TAXES.format(vat=vat, total=total), "parts")
        if len(finding.figures) > 3
    ]
    right = {finding.figures[0].quote for finding in summed if finding.verdict == "consistent"}
    wrong = {finding.figures[0].quote for finding in summed if finding.verdict == "questionable"}
    sound = {"9.31亿元", "6.22亿元", f"{total}万元", "7040万元"}
    missed = {"9.31亿元", "6.22亿元"} if vat != "3.11" else {f"{total}万元"} if total != "9160" else set()
    assert (right, wrong) == (sound - missed, missed)


def test_a_list_of_two_wholes_is_divided_where_both_come_out() -> None:
    (listed,) = numbered_lists(View(extract(TAXES.format(vat="3.11", total="9160")), load()))
    assert len(listed.items) == 5
    found = findings(TAXES.format(vat="3.11", total="9160"), "parts")
    lots = {
        finding.figures[0].quote: len(finding.figures) - 1 for finding in found if len(finding.figures) > 3
    }
    assert lots["6.22亿元"] == lots["7040万元"] == 3


@pytest.mark.parametrize(
    ("end", "left", "wrong"),
    [("7.75", "0.32", []), ("7.57", "0.32", ["7.57亿元"]), ("7.75", "3.2", ["1.45亿元", "3.2亿元"])],
)
def test_what_an_account_ends_a_year_with(end: str, left: str, wrong: list[str]) -> None:
    found = findings(FUNDS.format(end=end, left=left), "balance")
    assert [f.figures[0].quote for f in found if f.verdict == "questionable"].count(
        wrong[0] if wrong else ""
    ) == bool(wrong)
    assert "2.02亿元 - 0.09亿元 = 1.920…1.940亿元" in {f.formula for f in found}


def test_each_role_has_a_column_of_its_own() -> None:
    view = View(extract(FUNDS.format(end="7.75", left="0.32")), load())
    (listed,) = numbered_lists(view)
    columns = [[claim.quantity.text for claim in column(view, listed, head) or ()] for head in listed.heads]
    assert columns == [
        ["5.23亿元", "2.94亿元", "1.44亿元"],
        ["4.17亿元", "3.03亿元", "1.12亿元"],
        ["1.06亿元", "0.09亿元", "0.32亿元"],
        ["3.31亿元", "2.02亿元", "1.13亿元"],
        ["4.37亿元", "1.93亿元", "1.45亿元"],
    ]


def test_a_deficit_of_one_fund_counts_below_nought() -> None:
    sums = {finding.formula for finding in findings(FUNDS.format(end="7.75", left="0.32"), "parts")}
    assert "1.06亿元 - 0.09亿元 + 0.32亿元 = 1.275…1.305亿元" in sums


@pytest.mark.parametrize(
    "text", ["1、增值税3亿元。\n2、契税2亿元。", "1、增值税3亿元。\n3、契税2亿元。\n4、房产税2亿元。"]
)
def test_fewer_than_three_items_or_a_gap_are_no_list(text: str) -> None:
    assert list(numbered_lists(View(extract("税收收入5亿元。\n" + text), load()))) == []


@pytest.mark.parametrize(
    ("education", "verdict"), [("1349", "consistent"), ("1394", "questionable"), ("77", "questionable")]
)
def test_a_row_of_figures_told_again(education: str, verdict: str) -> None:
    found = {f.figures[0].quote: f.verdict for f in findings(ROWS.format(education=education), "restatement")}
    assert found.get(f"{education}万元") == verdict
    assert found["265万元"] == found["1035万元"] == "consistent"


@pytest.mark.parametrize(
    ("cut", "verdict"), [("8358", ["consistent"]), ("8538", ["questionable"]), ("7912", ["questionable"])]
)
def test_a_budget_as_it_was_what_changed_it_and_as_it_is(cut: str, verdict: list[str]) -> None:
    assert verdicts(ADJUSTED.format(cut=cut), "balance") == verdict


def test_a_balance_is_held_against_the_limit_told_beside_it() -> None:
    first = (
        "省核定我县2018年政府债务限额40.2亿元。截至2018年底，全县政府债务余额36.5亿元。"
        + "全县绿化工作有序推进。" * 3
    )
    found = findings(f"{first}\n{OWED.format(limit='40.2')}", "ceiling")
    starts = [sorted(figure.start for figure in one.figures) for one in found]
    assert len(starts) == 2
    assert starts[0][1] < starts[1][0]


@pytest.mark.parametrize(("imports", "verdict"), [("77.6", "consistent"), ("87.6", "questionable")])
def test_a_list_divides_anew_what_the_one_before_named(imports: str, verdict: str) -> None:
    found = {f.formula: f.verdict for f in findings(TRADE.format(imports=imports), "parts")}
    assert found["65.3亿元 + 7.1亿元 = 72.30…72.50亿元"] == "consistent"
    assert verdict in [said for formula, said in found.items() if imports in formula]


def test_each_division_of_a_whole_is_added_up_alone() -> None:
    text = (
        "全年社会消费品零售总额900亿元。按地区分，城镇700亿元，乡村200亿元。按行业分，批发业零售额300亿元，"
        "零售业零售额500亿元，住宿业零售额20亿元，餐饮业零售额80亿元。"
    )
    found = {f.formula for f in findings(text, "parts")}
    assert found == {
        "700亿元 + 200亿元 = 899.0…901.0亿元",
        "300亿元 + 500亿元 + 20亿元 + 80亿元 = 898.0…902.0亿元",
    }


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("建立省市县乡四级联动机制。", ["consistent"]),
        ("建立省市县乡五级联动机制。", ["questionable"]),
        ("实现国家、省、市三级调度。", ["consistent"]),
        ("全面加强县乡村三级网络。", ["consistent"]),
        ("落实市、县区、乡镇三级责任。", ["consistent"]),
        ("落实市、县区、乡镇四级责任。", ["consistent"]),
        ("从中央到省市县四级联动。", []),
        ("新建三级医院一所，建成市级平台。", []),
    ],
)
def test_levels_of_government_before_their_number(text: str, verdict: list[str]) -> None:
    assert verdicts(text, "listed_count") == verdict


@pytest.mark.parametrize(
    ("text", "verdict", "items"),
    [
        ("“三通一码”：雁政通、雁企通、雁民通、雁浦码。", ["consistent"], 4),
        ("“三通一码”：雁政通、雁企通、雁民通、雁医通、雁浦码。", ["questionable"], 5),
        ("“三通一码”：雁政通、智慧医疗平台、便民热线、雁医通、码。", [], 0),
        ("“五通”行动：路通、水通、电通、气通。", ["questionable"], 4),
        ("“四个一”工程：一支队伍、一个平台、一套制度、一份清单。", ["consistent"], 4),
        ("“两高地”“三中心”：创新高地、开放高地，物流中心、金融中心、文化中心。", ["consistent"], 5),
        ("“两高地”“五中心”：创新高地、开放高地，物流中心、金融中心、文化中心。", ["questionable"], 5),
        ("“两优先”“五提升”：创新优先、开放优先，物流、金融、文化一并跟上。", [], 0),
        ("“三农”工作：坚持农业农村优先发展，加快补齐短板，持续增加投入，促进农民增收。", [], 0),
    ],
)
def test_what_a_gloss_says_a_quoted_number_stands_for(text: str, verdict: list[str], items: int) -> None:
    found = findings(text, "listed_count")
    assert [finding.verdict for finding in found] == verdict
    assert all(sum(figure.role == "item" for figure in finding.figures) == items for finding in found)


@pytest.mark.parametrize(("number", "verdict"), [("3", ["consistent"]), ("5", ["questionable"]), ("9", [])])
def test_one_name_for_each_of_a_number_whose_noun_stands_before_it(number: str, verdict: list[str]) -> None:
    text = f"建成省级自然保护区{number}个，分别为青崖山、白鹭湖、云台岭自然保护区。"
    assert verdicts(text, "listed_count") == verdict


@pytest.mark.parametrize(
    ("text", "check", "verdict"),
    [
        ("新增上市公司4家、总量达12家。", "parts", ["consistent"]),
        ("新增上市公司14家、总量达12家。", "parts", ["questionable"]),
        ("净增经营主体15万户，总数达到47万户。", "parts", ["consistent"]),
        ("培训职工900人，达到要求。", "parts", []),
        ("地区生产总值突破300亿元、达312亿元。", "restatement", ["consistent"]),
        ("地区生产总值突破300亿元、达213亿元。", "restatement", ["questionable"]),
        ("地区生产总值达到300亿元、财政收入达31亿元。", "restatement", []),
    ],
)
def test_what_was_added_or_passed_is_no_more_than_what_there_is(
    text: str, check: str, verdict: list[str]
) -> None:
    assert verdicts(text, check) == verdict


def test_what_was_added_in_a_year_is_within_what_was_in_the_years() -> None:
    text = "2018年新增高新技术企业{}家。2014年至2018年新增高新技术企业48家。"
    assert only(text.format("6"), "parts").formula == "6家 ≤ 48家"
    assert accused(text.format("60")) == [("parts", "60家 > 48家")]


@pytest.mark.parametrize(
    ("tax", "verdict"), [("7120", "consistent"), ("7210", "questionable"), ("120", "questionable")]
)
def test_the_changes_of_all_parts_make_up_that_of_their_whole(tax: str, verdict: str) -> None:
    text = (
        "2018年，全县一般公共预算收入完成9.31亿元，比上年增加9240万元，增长11%。其中：税收收入完成6.22亿元，"
        f"增加{tax}万元；非税收入完成3.09亿元，增加2120万元。"
    )
    found = {f.figures[0].quote: f.verdict for f in findings(text, "parts")}
    assert (found["9.31亿元"], found["9240万元"]) == ("consistent", verdict)


@pytest.mark.parametrize(
    ("share", "verdict"), [("90.1%", "consistent"), ("90.4%", "not_checkable"), ("80.1%", "questionable")]
)
def test_a_share_of_the_days_of_a_year(share: str, verdict: str) -> None:
    text = f"2018年，城区空气质量优良天数329天，优良率{share}。"
    assert verdicts(text, "share") == [verdict]


@pytest.mark.parametrize(("whole", "verdict"), [("下降0.1%", "consistent"), ("上涨1.1%", "questionable")])
def test_a_growth_lies_between_those_of_all_its_kinds(whole: str, verdict: str) -> None:
    text = (
        f"2018年，居民消费价格比上年{whole}。分类别看，食品烟酒价格下降0.8%，衣着价格上涨0.6%，居住价格上涨0.1%，"
        "生活用品及服务价格上涨0.7%，交通和通信价格下降0.5%，教育文化和娱乐价格上涨0.1%，医疗保健价格上涨0.2%，"
        "其他用品和服务价格上涨0.3%。"
    )
    assert verdicts(text, "growth") == [verdict]


def test_income_is_the_sum_of_its_sources() -> None:
    text = (
        "2018年，农村居民人均可支配收入30171元，增长5.7%。其中工资性收入15335.7元，经营净收入6517.1元，"
        "财产净收入435.0元，转移净收入{}元。"
    )
    assert verdicts(text.format("7883.2"), "parts") == ["consistent"]
    assert verdicts(text.format("8783.2"), "parts") in (["inconsistent"], ["questionable"])


@pytest.mark.parametrize("total", ["389.0", "1890"])
def test_a_part_behind_a_semicolon_is_no_greater_than_its_whole(total: str) -> None:
    text = f"2019年“三公”经费预算{total}万元，比上年减少42万元。其中：公务接待费907万元；公务用车费2883万元。"
    found = set(verdicts(text, "parts"))
    assert found
    assert found <= {"inconsistent", "questionable"}


def test_parts_of_two_governments_are_of_the_debt_and_not_of_its_last_kind() -> None:
    text = (
        "截至2018年底，全县政府债务余额26亿元，其中：一般债务余额13亿元，期限包括3年期，专项债务余额13亿元。"
        "其中：县本级政府债务余额9亿元；乡镇政府债务余额17亿元。"
    )
    assert accused(text) == []


@pytest.mark.parametrize(
    ("third", "wrong"), [("2.2亿元", []), ("2.2万元", ["parts"]), ("8000万元", []), ("220万元", [])]
)
def test_one_part_told_to_tenths_of_ten_thousand_among_hundreds_of_millions(
    third: str, wrong: list[str]
) -> None:
    text = f"2019年，县基金预算收入安排45.7亿元，其中：出让金收入40.6亿元、配套费收入2.1亿元、土地收益基金收入{third}。"
    assert [check for check, _ in accused(text)] == wrong


def test_a_plan_and_its_result_are_of_one_size() -> None:
    text = "2018年，全县国有资本经营收入年初预算为1050万元，实际完成1050{}。"
    assert accused(text.format("万元")) == []
    assert [check for check, _ in accused(text.format("亿元"))] == ["completion"]


@pytest.mark.parametrize("last", ["1035万元", "1.35亿元"])
def test_the_last_of_a_row_told_again_with_another_unit(last: str) -> None:
    text = (
        ROWS.format(education="1349")
        .replace("1035万元。\n", "1.35万元。\n")
        .replace("卫生健康1035万元", f"卫生健康{last}")
    )
    wrong = [f.figures[0].quote for f in findings(text, "restatement") if f.verdict == "questionable"]
    assert wrong == (["1.35亿元"] if last == "1.35亿元" else [])


@pytest.mark.parametrize(
    ("share", "verdict"),
    [("32.3%", ["consistent"] * 3), ("23.3%", ["consistent", "questionable", "consistent"])],
)
def test_shares_that_name_no_whole(share: str, verdict: list[str]) -> None:
    text = (
        "2019年，全县财力总计70.9亿元。\n一是人员支出。人员支出安排38.01亿元，占比53.6%。\n二是项目支出。"
        f"项目支出安排22.91亿元，占比{share}。\n三是公用支出。公用支出安排9.98亿元，占比14.1%。"
    )
    assert verdicts(text, "share") == verdict


def test_a_zone_is_no_greater_than_the_whole_place() -> None:
    text = "2018年，全县一般公共预算收入完成9.3亿元。\n2018年，高新区一般公共预算收入完成{}亿元。"
    assert verdicts(text.format("1.2"), "parts") == ["consistent"]
    assert verdicts(text.format("12"), "parts") == ["questionable"]


@pytest.mark.parametrize(
    ("number", "verdict"), [("3", ["consistent"]), ("30", ["questionable"]), ("50", []), ("33", [])]
)
def test_a_nought_too_many_in_what_is_announced(number: str, verdict: list[str]) -> None:
    items = "（一）稳增长。开工一批项目。\n（二）惠民生。办好一批实事。\n（三）防风险。守住底线。"
    text = f"今年重点做好{number}个方面工作：\n{items}"
    assert verdicts(text, "listed_count") == verdict


@pytest.mark.parametrize(("number", "verdict"), [("3", ["consistent"]), ("30", ["questionable"])])
def test_a_nought_too_many_behind_a_list_of_names(number: str, verdict: list[str]) -> None:
    assert verdicts(f"构建管控体系、评价体系、支撑体系{number}个体系。", "listed_count") == verdict


@pytest.mark.parametrize(
    ("left", "verdict"), [("1.16亿元", ["consistent"]), ("11.6亿元", ["questionable"]), ("0.92亿元", [])]
)
def test_what_a_plan_leaves_unspent(left: str, verdict: list[str]) -> None:
    spent = "2018年，全县一般公共预算支出预算调整为44.21亿元，实际支出43.05亿元，占调整预算的97.4%。"
    text = f"{spent}收支相抵，结转{left}。"
    assert verdicts(text, "balance") == verdict


@pytest.mark.parametrize(("spent", "verdict"), [("46.45亿元", "consistent"), ("64.45亿元", "inconsistent")])
def test_what_all_that_was_listed_is_then_spent_on(spent: str, verdict: str) -> None:
    text = (
        "2019年，县政府性基金预算收入安排45.03亿元。其中，土地出让金收入40.63亿元、城市基础设施配套费收入2.11亿元。"
        f"当年收入加上级补助0.12亿元、上年结转1.71亿元，减去上解支出0.41亿元，按照收支平衡的原则，相应安排支出{spent}。"
    )
    assert verdict in verdicts(text, "balance")


def test_shares_of_whatever_was_told_of_all() -> None:
    text = (
        "2019年，县一般公共预算支出安排21.82亿元，比上年增长2.2%。其中，基本支出4.71亿元，占总支出的21.6%；"
        "专项支出16.51亿元，占总支出的75.7%；预备费6000万元，占总支出的2.7%。"
    )
    assert verdicts(text, "share") == ["consistent"] * 3


@pytest.mark.parametrize(
    ("roads", "wrong"), [("8150万元", []), ("8150亿元", ["parts"]), ("815万元", []), ("2.1亿元", [])]
)
def test_one_part_told_in_hundreds_of_millions_among_tens_of_thousands(roads: str, wrong: list[str]) -> None:
    text = (
        "2018年，县转移支付947210万元，增长31%。主要项目为：山区补助280930万元，水库补助46120万元，"
        f"修路补助{roads}，学校补助93070万元，林场补助81450万元。"
    )
    assert [check for check, _ in accused(text)] == wrong
    within = "2018年，县基金支出安排6亿元，主要包括：水渠支出9310万元，学校支出4080万元，利息支出17250万元，路灯支出{}。"
    assert accused(within.format("70万元")) == []
    assert [check for check, _ in accused(within.format("70亿元"))] == ["parts"]


@pytest.mark.parametrize(("school", "wrong"), [("5417", []), ("541.7", ["parts"]), ("341.7", [])])
def test_a_point_in_the_one_part_of_a_list_that_has_one(school: str, wrong: list[str]) -> None:
    text = (
        "2018年，县转移支付13.4亿元，其中：山区补助9.3亿元，水渠补助1835万元，道路补助3926万元，"
        f"学校补助{school}万元，医院补助7318万元，集市补助8254万元，林场补助3127万元，"
        "渔港补助2846万元，茶园补助7589万元，路灯补助634万元。"
    )
    assert [check for check, _ in accused(text)] == wrong


@pytest.mark.parametrize(
    "text",
    [
        # What lies across or within each other, before or behind it.
        "一般公共预算支出100亿元（民生支出80亿元，教育支出30亿元）",
        "争取上级资金12亿元（中央资金8亿元，农业资金6亿元）",
        "教育经费6.5亿元，其中：人员经费3.2亿元，财政拨款经费5.8亿元",
        "一般公共预算支出200亿元，其中：市本级支出120亿元，上级专项转移支付支出90亿元",
        # What stands behind a list that is complete is none of it.
        "项目100个，其中：工业项目60个，农业项目40个；亿元以上项目累计达到120个",
        "常住人口50万人，其中：男性26万人，女性24万人；参加医疗保险人数62万人",
        "社会消费品零售总额50亿元，其中：城镇30亿元，乡村20亿元；商品销售总额80亿元",
        "贷款余额100亿元，主要是短期贷款40亿元，中长期贷款60亿元；存款余额150亿元",
        # The number counts what the names describe.
        "推广小麦、玉米、大豆15个品种",
        "涉及茶叶、水果、蔬菜、养殖18个合作社",
        "我县下辖12镇3乡，包括云岭镇、青崖镇、白鹭乡、雁浦乡",
        # 和 and 平, 与 and 会.
        "扎实推进城市、乡村、企业和平台四大建设",
        "培育电商、物流、文旅与会展四大产业",
        "推进法治和平安建设“三项任务”",
    ],
)
def test_lists_that_only_look_as_if_they_disagreed(text: str) -> None:
    assert accused(f"2018年，全县{text}。") == []


@pytest.mark.parametrize(
    ("text", "verdict", "formula"),
    [
        ("要坚持“三优先”（即环保项目、高效项目和外资项目优先）的原则。", ["consistent"], "3 = 3"),
        ("要坚持“五优先”（即环保项目、高效项目和外资项目优先）的原则。", ["questionable"], "2 ≠ 5"),
        ("要坚持“九优先”（即环保项目、高效项目和外资项目优先）的原则。", [], ""),
        ("案件、金额和人数实现“三下降”。", ["consistent"], "3 = 3"),
        ("案件、金额和人数实现“五下降”。", ["questionable"], "2 ≠ 5"),
        # Some of so many may be all.
        ("办好养老、托育、医疗、文化惠民等四大战役。", ["consistent"], "4 ≤ 4"),
        ("办好养老、托育、医疗、文化惠民等七大战役。", ["consistent"], "4 ≤ 7"),
        ("办好养老、托育、医疗、文化惠民等三大战役。", ["questionable"], "4 ≠ 3"),
    ],
)
def test_names_that_a_number_counts_all_or_some_of(text: str, verdict: list[str], formula: str) -> None:
    found = findings(text, "listed_count")
    assert [one.verdict for one in found] == verdict
    assert [one.formula for one in found] == [formula] * len(verdict)


@pytest.mark.parametrize(("last", "verdict"), [("五", "questionable"), ("", "not_checkable")])
def test_an_item_that_bears_another_number_is_told_where_the_text_is_cut_off_too(
    last: str, verdict: str
) -> None:
    # As a preview shows it: numbered pieces of one length, broken off within sentences.
    said = (
        "全县上下要把心思放在办事上，把力气用在实处，一件一件地办，一天一天地赶，不折不扣地完成各项目标任务"
    )
    body = f"我再强调四点意见。一、抓招商。{said}。二、抓项目。{said}。三、抓服务。{said}。"
    body += f"{last}、抓作风。{said}。{said}。{said}。" if last else f"{said}。{said}。{said}。"
    width = 1 + len(body) // 3
    pieces = [body[at : at + width] for at in range(0, len(body), width)]
    text = "\n".join(f"{number}、{piece}" for number, piece in enumerate(pieces, 1))
    assert [one.verdict for one in findings(text, "listed_count", head="")] == [verdict]


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ("3税2附加", ["consistent"]),
        ("3税20附加", ["questionable"]),
        ("5税2附加", ["questionable"]),
        ("9税2附加", ["questionable"]),
        ("9税3附加", []),
    ],
)
def test_numbers_of_two_kinds_of_names(numbers: str, verdict: list[str]) -> None:
    text = f"减征{numbers}，即茶税、渔税、船税（不含游船税）和学校附加、道路附加。"
    assert verdicts(text, "listed_count") == verdict
    assert verdicts("减征3税2附加，即茶税、渔税和有关规费。", "listed_count") == []


@pytest.mark.parametrize(("handed_up", "wrong"), [("4220", []), ("8220", ["parts"])])
def test_what_is_spent_on_different_ones_is_not_within_each_other(handed_up: str, wrong: list[str]) -> None:
    spent = "2018年，市级支出总计291640万元，其中：市本级支出246300万元，补助县区支出41120万元，"
    assert [check for check, _ in accused(f"{spent}上解上级支出{handed_up}万元。")] == wrong


PROJECTS = "全县项目27项，到位资金4.3亿元，其中工业项目13项；农业项目8项；其他项目6项；超千万元项目共计{}项。"
FUND = "县基金支出86300万元，主要是，土地收入安排的支出21500万元；利息支出9740万元；补助乡镇{}万元。"
CARS = "汽车拥有量59.4万辆(包括拖拉机2.7万辆)。其中，货车40.9万辆；摩托车{}万辆；挂车0.5万辆。"


@pytest.mark.parametrize(
    ("text", "number", "wrong"),
    [
        (PROJECTS, "10", []),
        (PROJECTS, "100", []),
        (FUND, "18352", []),
        (FUND, "183520", ["parts"]),
        (CARS, "15.3", []),
        (CARS, "75.3", ["parts"]),
    ],
)
def test_a_part_greater_than_the_whole_whose_list_was_opened(
    text: str, number: str, wrong: list[str]
) -> None:
    assert [check for check, _ in accused(f"2018年，{text.format(number)}")] == wrong


@pytest.mark.parametrize(("given_up", "wrong"), [("6.4", []), ("64", ["balance"]), ("8.4", ["balance"])])
def test_how_likely_a_slip_is_is_told_by_the_sum_that_it_gives(given_up: str, wrong: list[str]) -> None:
    taken = f"扣除调出资金{given_up}亿元、专项债务还本支出4.7亿元"
    text = f"2018年，全县政府性基金收入总计197.3亿元，{taken}，全县政府性基金支出186.2亿元。"
    assert verdicts(text, "balance") == (
        ["consistent"] if given_up == "6.4" else ["questionable"] * len(wrong)
    )
    assert [check for check, _ in accused(text)] == wrong


@pytest.mark.parametrize(("again", "wrong"), [("9.3", []), ("93", ["restatement"]), ("8.3", []), ("90", [])])
def test_a_rate_of_two_digits_told_again_with_the_point_elsewhere(again: str, wrong: list[str]) -> None:
    text = f"""一、综合
2018年，全县高技术产业增加值占规模以上工业增加值的比重为9.3%。
二、工业
2018年，全县高技术产业增加值占规模以上工业增加值的比重为{again}%。
"""
    assert [check for check, _ in accused(text)] == wrong
