"""Kinds of which none holds another, lists that are surely whole, and slips that few figures could show by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.audit import audit
from extractor.audit.partitions import closes, of_kinds
from extractor.audit.view import View
from patterns import load
from tests.audits import accused, findings, report


def verdicts(text: str, check: str) -> list[str]:
    return [finding.verdict for finding in findings(text, check)]


@pytest.mark.parametrize(
    ("told", "apart"),
    [
        ("各项存款9亿元，其中住户存款5亿元，非金融企业存款3亿元", True),
        ("出口9亿元，其中一般贸易出口5亿元，加工贸易出口2亿元，保税物流出口1亿元", True),
        ("卫生机构90个，其中医院5个，乡镇卫生院20个，诊所、卫生所、医务室60个", True),
        ("货运总量9万吨，其中公路货运量5万吨，铁路货运量3万吨", True),
        # Two of one kind, one of none, one of another thing than the whole, and a whole that has other kinds.
        ("卫生机构90个，其中医院5个，中医医院2个，村卫生室60个", False),
        ("出口9亿元，其中一般贸易出口5亿元，机电产品出口3亿元", False),
        ("出口9亿元，其中一般贸易出口5亿元，加工贸易进出口3亿元", False),
        ("申请专利90件，其中发明专利50件，授权实用新型专利30件", False),
        ("带状复合种植9万亩，其中玉米5万亩，大豆3万亩", False),
        ("保费9亿元，其中寿险保费5亿元，健康险保费3亿元", False),
    ],
)
def test_kinds_that_do_not_hold_each_other(told: str, apart: bool) -> None:
    view = View(extract(f"2018年，全县{told}。"), load())
    assert of_kinds(view, view.claims[0], view.claims[1:]) is apart


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
    own.write_text(
        '[[audit.kinds]]\nname = "林地"\nwholes = ["林地"]\nmembers = [["乔木林"], ["竹林"]]\n',
        encoding="utf-8",
    )
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


@pytest.mark.parametrize(("general", "verdict"), [("8.1", "consistent"), ("1.8", "questionable")])
def test_all_kinds_as_the_items_of_a_numbered_list(general: str, verdict: str) -> None:
    text = (
        "一、2018年预算执行情况\n2018年，全县上级补助收入完成14.6亿元。具体情况是：\n1、返还性收入完成1.2亿元。\n"
        f"2、一般性转移支付收入完成{general}亿元。\n3、专项转移支付收入完成5.3亿元。\n"
    )
    assert verdicts(text, "parts") == [verdict]


def test_kinds_close_a_list_only_of_what_they_make_up() -> None:
    text = (
        "2018年，全县财政收入合计30亿元，其中：税收返还1.2亿元，一般性转移支付8.1亿元，专项转移支付5.3亿元，调入资金15.4亿元。"
        "全县各类补助20亿元，其中：税收返还1.2亿元，一般性转移支付8.1亿元，专项转移支付5.3亿元。"
    )
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
        ("上级下达我县新增债券12.6亿元，县本级留用3.9亿元，转贷乡镇和县区4.2亿元，尚未分配4.5亿元", []),
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


@pytest.mark.parametrize(
    ("spent", "verdict"), [("5.87", ["consistent"]), ("58.7", ["questionable"]), ("5.78", []), ("3.26", [])]
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
    ("number", "verdict"), [("三", ["consistent"]), ("五", ["questionable"]), ("九", [])]
)
def test_names_that_all_begin_alike_are_those_of_a_quoted_number(number: str, verdict: list[str]) -> None:
    text = f"实现“{number}转”，即由粗放经营转为精细经营、由分散种植转为连片种植、由只卖原料转为兼卖成品。"
    assert verdicts(text, "listed_count") == verdict


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("在东川、西河、南原、北坡、中寨等{}个重点乡镇建设基地", ["3", "4"]),
        ("做强茶叶、药材、果蔬、生猪、家禽、水产和花卉{}个特色产业", ["4"]),
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
    ("parts", "all_there"),
    [
        (["采矿业利润", "制造业利润", "电力、热力、燃气及水生产和供应业利润"], True),
        (["采矿业利润", "制造业利润"], False),
    ],
)
def test_the_branches_of_industry_are_all(parts: list[str], all_there: bool) -> None:
    told = "、".join(f"{name}{at}.5亿元" for at, name in enumerate(parts, 2))
    view = View(extract(f"2018年，规模以上工业企业利润总额14.5亿元，其中{told}。"), load())
    assert closes(view, view.claims[0], view.claims[1:]) is all_there


@pytest.mark.parametrize(
    "text",
    [
        # A sibling that fell, and was no level, is taken from the others.
        "全县各项贷款新增58.1亿元，其中住户贷款新增40.2亿元，企（事）业单位贷款新增23.6亿元，非银行业金融机构贷款减少5.7亿元",
        # Stocks beside what is new, and what comes beside the list.
        "新登记经营主体4830户，其中企业1010户，个体工商户3820户，农民专业合作社累计达772户",
        "新评定A级景区5家，其中4A级景区2家，3A级景区3家，5A级景区达到2家",
        "全县有卫生机构31个，其中医院9个，乡镇卫生院18个，另有村卫生室210个",
        "新建学校11所，其中小学3所、幼儿园8所，改扩建初中4所",
        "谷物产量38.2万吨，其中小麦17.1万吨，玉米21.1万吨；大豆1.3万吨，薯类2.2万吨",
        "新开工项目44个，其中工业项目20个、服务业项目24个，续建重点项目61个",
        "规模以上工业企业118家，其中食品企业50家，纺织企业36家，其他企业32家，民营企业总数达3140家",
        # Funds of a fund, told between its own and another.
        "社会保险基金收入25.4亿元，其中：养老保险基金收入17.6亿元，企业职工养老保险基金收入9.8亿元，机关养老保险基金收入4.5亿元，"
        "居民养老保险基金收入3.3亿元；医疗保险基金收入7.8亿元",
        "规模以上工业总产值398.2亿元，其中采矿业80.4亿元，制造业278.1亿元，电力、热力生产和供应业33.5亿元，燃气生产和供应业4.2亿元，"
        "水的生产和供应业2.0亿元",
        # Bodies that are not all.
        "全县新增城镇就业3.12万人（县本级0.81万人，高新区0.19万人，各乡镇2.12万人）",
        "一般公共预算收入完成171.2亿元（市本级60.4亿元，高新区17.5亿元）",
        "安排扶贫资金11.8亿元（省级3.3亿元、市级2.0亿元，其余为中央资金和县级资金）",
        # Others have a share of what is handed down.
        "中央下达直达资金24.5亿元，市本级使用7.9亿元，下达县区16.1亿元，预留0.5亿元",
        "省下达我市新增债券84.3亿元，其中市级留用30.2亿元，转贷县区47.9亿元，转贷高新区6.2亿元",
        "新增债券限额84.3亿元，市级使用中央预算内资金2.3亿元，下达县区5.1亿元",
        # Two numbers behind one list, and a list that is open.
        "在东集、西集、南集、北集、中集等1个乡4个镇推广",
        "在东川、西河、南原、北坡、中寨等2个国家级和3个省级园区推广",
        "开展“三联系四服务”：联系企业、联系农户、联系社区，服务群众、服务基层等",
        "在东集村、西集村、南集村、北集村、中集村等2个县推广",
        "疏通东站、西站、南站、北站、中站等2条线路",
        "服务海口、三亚、儋州、琼海、文昌等2家企业",
        "串起青龙山、白云洞、桃花溪、古樟寨等3条旅游线路",
        "引进生产服装、鞋帽、箱包、玩具等3家企业",
        # Two sums are shared out together, and what else is done with a total.
        "省财政下达新增一般债券12.2亿元、新增专项债券18.4亿元，其中市级留用14.1亿元，转贷县区16.5亿元",
        "县级收入总计26.1亿元，减去上解支出0.8亿元、债务还本支出1.3亿元，一般公共预算支出22.8亿元，安排预算稳定调节基金1.2亿元",
        # What stands behind a list that makes up its whole.
        "医疗卫生机构27个，其中医院5个、乡镇卫生院17个、妇幼保健院1个、社区卫生服务中心4个，村卫生室231个，诊所46个",
        "中小学校97所，其中小学70所、普通初中23所、普通高中4所，幼儿园110所，特殊教育学校1所",
        "新增A级景区3家，其中4A级景区1家、3A级景区2家，全县4A级景区5家，3A级景区11家",
        "公共预算支出62亿元，其中教育支出15亿元、农林水支出12亿元、卫生健康支出9亿元、国防支出8.5万元",
        "支出年初预算15.3亿元，因收入调减1.2亿元，支出相应调减1.2亿元，调整后支出预算14.1亿元",
        # Names that are grouped under fewer heads, and a list that goes on behind a comma.
        "围绕茶叶、脆李、药材、生猪、山羊、蔬菜等3个特色产业带布局",
        "供水、供电、供气、绿化、亮化等三类设施",
        "落实“五个一”机制，即一个项目一名干部、一个项目一个专班、一个项目一套方案，一个项目一张图，一个项目一本账",
        # Like for like lies near the nominal growth.
        "财政收入完成171234万元，比上年增加18805万元，同口径增长12.84%",
        # Only some of the branches, and another thing of theirs.
        "社会消费品零售总额97.4亿元，增长9.1%。批发业、零售业、住宿业、餐饮业销售额分别为181.2亿元、101.7亿元、3.1亿元和15.2亿元",
        "社会消费品零售总额97.4亿元。其中，限额以上批发业零售额6.1亿元，限额以上零售业零售额21.8亿元，限额以上住宿业零售额0.7亿元，"
        "限额以上餐饮业零售额2.2亿元",
        "规模以上工业企业利润总额33.8亿元。分行业投资：采矿业投资8.2亿元，制造业投资74.1亿元，电力、热力、燃气及水生产和供应业投资11.3亿元",
        # What an account leaves stands behind, and a plan's growth is no adjustment.
        "县级收入总计57.4亿元，减去上解支出1.3亿元，一般公共预算支出51.2亿元，结转下年4.9亿元",
        "收入年初预算15.1亿元，比上年增加1.2亿元，执行中调减0.7亿元，调整后预算14.4亿元",
        "收入预算30.2亿元，调增1.9亿元（其中新增债券增加1.1亿元），调整后收入预算32.1亿元",
        # The last is outside.
        "中小学校124所，其中小学86所、普通初中30所、普通高中8所，幼儿园99所",
        "市场主体4790户，其中企业1020户、个体工商户3770户，农民专业合作社66户",
        "整合资金4.1亿元，其中安排2.2亿元用于产业、安排1.9亿元用于道路，安排1.1亿元用于教育",
        # Bodies and zones, amounts within the one before, and governments of three levels.
        "全县支出38.4亿元（县本级30.1亿元，高新区9.6亿元）",
        "全县新增城镇就业3.08万人（县本级0.79万人，高新区0.34万人，县区1.95万人）",
        "债务余额308.4亿元（市级127.3亿元，含高新区31.8亿元；县区181.1亿元）",
        "财政总收入25.1亿元（中央8.0亿元、地方14.9亿元、省级2.2亿元）",
        "市级支出总计41.8亿元，其中：市本级支出30.2亿元，上解支出1.5亿元，补助县区支出7.1亿元，结转下年支出3.0亿元",
        "推进“三减一提”，即减材料、减环节、减时限、提效能",
    ],
)
def test_lists_that_are_right(text: str) -> None:
    assert accused(f"2018年，{text}。") == []


@pytest.mark.parametrize(
    "text",
    [
        "2018年一般公共预算收支决算表\n单位：万元\n项目\t决算数\n一、税收收入\t31000\n二、非税收入\t4100\n转移性收入\t118000\n"
        "上年结余\t5200\n收入总计\t158300",
        "一是突出重点，抓好三项工作。二是强化督查，严格考核。三是优化服务，提升效能。\n在生态建设上，一是治理河道。二是绿化荒山。三是整治矿山。",
        "2018年，县级一般公共预算收入完成14.8亿元。\n1、上级补助收入19.7亿元。\n2、上年结转收入1.3亿元。\n3、调入资金收入5.5亿元。\n",
        "2019年，县级政府性基金收入安排35.7亿元，政府性基金支出安排37.5亿元，差额由上年结余弥补。",
        "一、执行情况\n2018年，县级政府性基金收入完成44.2亿元。\n二、预算草案\n"
        "2019年，县级政府性基金收入安排50.1亿元，比2017年实际完成数增加8.2亿元。",
        "一、国有资本经营预算\n2018年，其他支出完成12万元。\n二、一般公共预算草案\n2019年，其他支出安排3.6亿元，增长5%。",
        "一、执行情况\n2018年，县级教育支出完成6.1亿元，完成预算的98.2%。\n二、预算草案\n2019年，县级教育支出安排5.0亿元，增长6.1%。",
        "一、一般公共预算\n2018年，县级城乡社区支出完成8.1亿元。\n二、政府性基金预算\n"
        "2019年，县级城乡社区支出安排31.8亿元，比2018年完成数增加3.2亿元。",
        "2019年，县级一般公共预算收入总计30.2亿元，支出总计27.9亿元，补充预算稳定调节基金2.3亿元。",
        "一、执行情况\n2018年，县级一般公共预算收入完成14.2亿元。\n二、预算草案\n"
        "2019年，县级一般公共预算收入安排15.6亿元，比2018年完成数增加1.9亿元（完成数按区划调整后为13.7亿元）。",
        "2018年，社会消费品零售总额增长9.1%。其中，批发业增长12.0%、零售业增长10.2%、住宿业增长9.5%、餐饮业增长11.0%。",
        "2019年，县级收入总计35.2亿元，县级支出总计32.8亿元，调入一般公共预算2.4亿元。",
        "2018年，全县农村公路新建改建里程181公里。其中，农村公路新建改建里程155公里已通过验收。",
        "2018年，上级下达新增债券84.1亿元，市级留用30.1亿元，转贷县区47.8亿元。转贷高新区6.2亿元。",
    ],
)
def test_passages_that_are_right(text: str) -> None:
    assert accused(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("公共预算支出51.3亿元，其中教育支出12.4亿元，卫生健康支出8.1亿元，农林水支出9.6亿元", []),
        ("公共预算支出51.3亿元，其中教育支出12.4亿元，卫生健康支出8.1亿元，农林水支出39.6亿元", ["parts"]),
        ("已探明储量的矿种27种，其中能源矿产3种，金属矿产12种，非金属矿产11种，水气矿产1种", []),
        ("已探明储量的矿种27种，其中能源矿产30种，金属矿产12种，非金属矿产11种，水气矿产1种", ["parts"]),
        # Spending on people's living is told of all functions.
        ("公共预算支出51.3亿元，其中民生支出40.2亿元，教育支出12.4亿元", []),
    ],
)
def test_functions_of_spending_and_kinds_of_ores(text: str, wrong: list[str]) -> None:
    assert [check for check, _ in accused(f"2018年，全县{text}。")] == wrong


@pytest.mark.parametrize(("fees", "wrong"), [("1.6", []), ("6.1", ["parts"])])
def test_items_of_a_numbered_list_that_never_hold_each_other(fees: str, wrong: list[str]) -> None:
    text = (
        "一、2018年预算执行情况\n2018年，县级政府性基金收入完成46.3亿元。主要项目：\n1、土地出让收入完成41亿元。\n"
        f"2、收益基金收入完成2亿元。\n3、配套费收入完成{fees}亿元。\n4、污水处理费收入完成1.1亿元。"
    )
    assert [check for check, _ in accused(text)] == wrong
    siblings = text.replace("政府性基金收入完成46.3", "通行费收入完成0.3")
    assert accused(siblings) == []


@pytest.mark.parametrize(
    ("index", "verdict"), [("101.2%", "consistent"), ("110.2%", "questionable"), ("96.2%", "questionable")]
)
def test_an_index_lies_between_the_growths_of_its_classes(index: str, verdict: str) -> None:
    text = (
        f"2018年，全县居民消费价格指数为{index}。按类别分，食品烟酒类上涨2.1%，衣着类下降0.4%，居住类上涨1.2%，"
        "生活用品及服务类上涨0.6%，交通和通信类上涨3.1%，教育文化和娱乐类上涨0.9%，医疗保健类上涨1.4%，其他用品和服务类上涨2.2%。"
    )
    assert verdicts(text, "growth") == [verdict]


@pytest.mark.parametrize(("own", "wrong"), [("71.4", []), ("74.1", ["parts"])])
def test_a_zone_within_what_a_government_owes_is_not_beside_it(own: str, wrong: list[str]) -> None:
    text = (
        "2018年，全市政府债务限额250.6亿元。"
        f"市级政府债务限额{own}亿元（其中：开发区6.2亿元），县区政府债务限额179.2亿元。"
    )
    assert [check for check, _ in accused(text)] == wrong


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("从经济、创新、民生、绿色、安全等{}个方面提出指标", 5),
        ("引进法国、德国、日本、韩国等{}个国家的设备", 4),
        ("在海口、三亚、儋州、琼海、文昌等{}家市医院试点，建设五大中心", 5),
        ("在榕江、罗甸、贞丰、望谟、镇宁等{}个重点县推广", 5),
    ],
)
def test_names_that_are_each_one_of_what_is_counted(text: str, told: int) -> None:
    for number in range(1, 9):
        wrong = ["listed_count"] if number < told else []
        assert [check for check, _ in accused(f"2018年，{text.format(number)}。")] == wrong
