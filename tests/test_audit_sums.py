"""Parts, partitions, structures, balances, ranks and listed counts, on sentences of ours."""

from __future__ import annotations

import pytest

from tests.audits import accused, findings, only

GDP = (
    "2018年，全县生产总值310.5亿元，增长7.2%。其中，第一产业增加值42.1亿元，增长3.5%；"
    "第二产业增加值131.4亿元，增长7.8%；第三产业增加值137.0亿元，增长8.1%。\n三次产业结构为{}。"
)
ACCOUNT = (
    "全县一般公共预算收入完成56103万元，加上上级补助收入212316万元、上年结转4122万元，收入总计{}万元。"
    "全县一般公共预算支出完成251214万元，加上上解支出9127万元，支出总计260341万元。收支相抵，年终结转{}万元。"
)


@pytest.mark.parametrize(
    ("text", "check", "verdict"),
    [
        ("全县签约项目46个，其中工业项目27个，农业项目13个，其他项目6个。", "parts", "consistent"),
        ("全县签约项目46个，其中工业项目27个，农业项目13个，其他项目9个。", "parts", "inconsistent"),
        ("全县签约项目46个，其中工业项目27个，农业项目13个，其他项目3个。", "parts", "inconsistent"),
        ("全县签约项目46个，其中工业项目27个，农业项目13个。", "parts", "consistent"),
        ("全县签约项目46个，其中工业项目57个。", "parts", "inconsistent"),
        ("全县到位资金60476万元，其中工业项目43419万元；农业项目17056亿元。", "parts", "questionable"),
        ("全县到位资金60476.04万元，其中工业项目43419.84万元，农业项目17056.2万元。", "parts", "consistent"),
        ("全县到位资金60476.04万元，其中工业项目43419.84万元，农业项目17056.2元。", "parts", "questionable"),
        (
            "全县到位资金60476.04万元，其中工业项目43419.84万元，农业项目17036.2万元。",
            "parts",
            "questionable",
        ),
        (
            "税收收入占一般公共预算收入的比重为72.4%，非税收入占一般公共预算收入的比重为27.6%。",
            "partition",
            "consistent",
        ),
        (
            "税收收入占一般公共预算收入的比重为72.4%，非税收入占一般公共预算收入的比重为37.6%。",
            "partition",
            "inconsistent",
        ),
        ("国有投资占比19.8%，非国有投资占比80.2%，民间投资占比67.3%。", "partition", "consistent"),
        ("三次产业结构调整为13.6：42.3：44.1。", "structure", "consistent"),
        ("三次产业结构调整为13.6：42.3：45.1。", "structure", "inconsistent"),
        (
            "第一产业比重下降0.5个百分点，第二产业比重下降0.2个百分点，第三产业比重提升0.7个百分点。",
            "points",
            "consistent",
        ),
        (
            "第一产业比重下降0.5个百分点，第二产业比重下降0.2个百分点，第三产业比重提升1.7个百分点。",
            "points",
            "inconsistent",
        ),
    ],
)
def test_sums_are_worked_out(text: str, check: str, verdict: str) -> None:
    assert only(text, check).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "全县固定资产投资88亿元，其中国有投资22亿元，民间投资41亿元，工业投资50亿元。",
        "国有投资占比19.8%，民间投资占比67.3%，外商投资占比3%。",
        "按投资方向分，工业投资占比50.7%，民生投资占比7.5%，生态投资占比8.5%。",
        "县本级债务限额12.4亿元，其中一般债务5.1亿元，专项债务7.3亿元；乡镇债务限额20.2亿元，其中一般债务9亿元。",
        "全县发行一般债券5.1亿元（其中再融资债券2亿元），专项债券7.3亿元。",
        "全县项目46个，其中工业项目27个、亿元以上项目12个、重点项目30个。",
        "全县非税收入366亿元，其中专项收入112亿元，罚没收入46亿元，其他收入16亿元。",
        "全县财政补助-4.4亿元，其中彩票公益金189万元。",
        "全县农业产值占比38.4%，林业产值占比11.5%。",
    ],
)
def test_lists_that_leave_a_rest_or_overlap_are_not_accused(text: str) -> None:
    assert accused(text) == []


def test_parts_that_lie_among_others_do_not_open_a_closed_list() -> None:
    text = "2018年，全县项目46项，其中工业项目{}项，农业项目13项，其他项目6项，亿元以上项目10项。"
    assert [f.verdict for f in findings(text.format(27), "parts")] == ["consistent", "consistent"]
    assert "inconsistent" in [f.verdict for f in findings(text.format(72), "parts")]


def test_two_partitions_of_one_whole_are_each_added_up() -> None:
    text = (
        "年末户籍人口577.2万人，其中城镇人口210.2万人，乡村人口367.0万人，男性人口293.0万人，女性人口{}万人。"
    )
    assert [f.verdict for f in findings(text.format("284.2"), "parts")] == ["consistent", "consistent"]
    assert [f.verdict for f in findings(text.format("584.2"), "parts")] == ["consistent", "inconsistent"]


def test_a_structure_is_held_against_the_levels() -> None:
    agreeing = findings(GDP.format("13.6：42.3：44.1"), "structure")
    assert {f.verdict for f in agreeing} == {"consistent"}
    assert len(agreeing) == 4
    wrong = findings(GDP.format("13.6：45.3：41.1"), "structure")
    assert [f.formula for f in wrong if f.verdict == "inconsistent"] == [
        "131.4亿元 ÷ 310.5亿元 = 42.29…42.35% ≠ 45.3%",
        "137.0亿元 ÷ 310.5亿元 = 44.09…44.15% ≠ 41.1%",
    ]


def test_a_share_moved_by_one_unit_so_that_all_make_a_hundred_is_balanced() -> None:
    found = findings(GDP.format("13.7：42.2：44.1"), "structure")
    assert {f.verdict for f in found} == {"consistent", "consistent_if_truncated", "consistent_if_balanced"}


@pytest.mark.parametrize(
    ("total", "left", "verdicts"),
    [
        (272541, 12200, ["consistent", "consistent", "consistent"]),
        (277541, 12200, ["inconsistent", "consistent", "inconsistent"]),
        (272541, 12301, ["consistent", "consistent", "inconsistent"]),
    ],
)
def test_an_account_balances(total: int, left: int, verdicts: list[str]) -> None:
    found = findings(ACCOUNT.format(total, left), "balance")
    assert [f.verdict for f in found] == verdicts


def test_items_taken_away_are_left_alone() -> None:
    text = "全县基金收入完成9100万元，加上上级补助600万元，扣除上解支出300万元，收入总计9400万元。"
    assert findings(text, "balance") == []


def test_two_places_in_one_order_are_a_question() -> None:
    found = only("财政管理考核位居全市第3位。年内，财政管理考核位居全市第4位。", "rank")
    assert found.verdict == "questionable"
    assert (
        only("财政管理考核位居全市第3位。年内，财政管理考核位居全市前5位。", "rank").verdict == "consistent"
    )


@pytest.mark.parametrize(
    ("text", "verdict", "count"),
    [
        ("存在三个方面的问题：一是底子薄；二是人才少；三是路不通。", "consistent", 3),
        ("存在两个方面的问题：一是底子薄；二是人才少；三是路不通。", "inconsistent", 3),
        ("存在四个方面的问题：一是底子薄；二是人才少；三是路不通。", "questionable", 3),
        ("要抓好两项工作。\n（一）修通山路。路要先修。\n（二）办好集市。", "consistent", 2),
        ("县里出台了《引资奖励办法》和《服务承诺规定》两个文件。", "consistent", 2),
        ("县里出台了《引资奖励办法》、《用地办法》和《服务承诺规定》两个文件。", "inconsistent", 3),
        ("县里出台了《引资奖励办法》、《用地办法》等五个文件。", None, 0),
        ("要做强竹木加工、茶叶、建材、旅游四大产业。", "consistent", 4),
        ("要做强竹木、茶叶和建材三大产业。", "consistent", 3),
        ("要做强竹木、茶叶、建材五大产业。", "questionable", 3),
        ("要做强竹木、茶叶、建材等五大产业。", "consistent", 3),
        ("要改造竹木、茶叶、建材、做强两大产业。", None, 0),
        ("要抓好教育、卫生、文化、贯彻八项规定精神。", None, 0),
        ("《第三个五年规划》的工作要求：一是快；二是好。", None, 0),
    ],
)
def test_what_is_announced_is_counted(text: str, verdict: str | None, count: int) -> None:
    found = findings(text, "listed_count")
    assert [f.verdict for f in found] == ([verdict] if verdict else [])
    for one in found:
        assert one.computed is not None
        assert one.computed.low == count
        assert one.figures[0].role == "count"


@pytest.mark.parametrize(
    ("brought", "total", "verdict", "diagnosis"),
    [
        ("88.8亿元", "131.8亿元", "consistent", None),
        # Of so many rounded figures one is likely to be so small that its point seems moved.
        ("0.2亿元", "45.0亿元", "inconsistent", None),
        ("88.8亿元", "51.9亿元", "inconsistent", "decimal point moved: 8.88亿元 for 88.8亿元"),
    ],
)
def test_a_slip_of_size_is_named_where_the_sum_misses_by_much(
    brought: str, total: str, verdict: str, diagnosis: str | None
) -> None:
    items = "上级补助12.6亿元、上年结转3.7亿元、债券转贷6.9亿元、动用稳定基金2.6亿元"
    found = only(f"全县收入完成17.2亿元，加上{items}、调入资金{brought}，收入总计{total}。", "balance")
    assert (found.verdict, found.diagnosis) == (verdict, diagnosis)
