"""Measures: what is an act, what a heading, a result or an aim; how far a measure reaches; its fields."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import patterns
from corpus.structure.model import SectionNode, SectionRole, Sentence, Structure
from extractor.measures import find_measures
from extractor.mentions import MeasureCandidate, PeriodMention, QuantityMention

SHARED = Path(os.environ.get("ZHIBIAO_SHARED", Path(__file__).parents[2] / "shared"))


def structure(text: str, role: SectionRole | None = None, title: str = "") -> Structure:
    section = SectionNode(title, 1 if title else 0, 0, 0, len(text), None, role)
    sentences, start = [], 0
    for paragraph, line in enumerate(text.split("\n")):
        at = start
        for part in line.split("。"):
            if part:
                sentences.append(Sentence(at, at + len(part), 0, paragraph, ()))
            at += len(part) + 1
        start += len(line) + 1
    return Structure(sections=(section,), sentences=tuple(sentences))


def find(
    text: str,
    role: SectionRole | None = None,
    quantities: list[QuantityMention] | None = None,
    periods: list[PeriodMention] | None = None,
) -> list[MeasureCandidate]:
    return find_measures(text, structure(text, role), quantities or [], periods or [], patterns.load())


def quotes(text: str, role: SectionRole | None = None) -> list[str]:
    return [text[m.start : m.end] for m in find(text, role)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县财政要设立技改贴息基金", ["县财政要设立技改贴息基金"]),
        ("同时，出台企业用工奖补办法", ["出台企业用工奖补办法"]),
        ("在清河成功举办了投资推介会", ["在清河成功举办了投资推介会"]),
        ("加大小微企业信贷支持，降低二手房交易税费", ["加大小微企业信贷支持", "降低二手房交易税费"]),
        ("对所有乡镇卫生院免费提供检测设备", ["对所有乡镇卫生院免费提供检测设备"]),
        ("支持龙头企业并购重组，引导返乡人员就地创业", ["支持龙头企业并购重组", "引导返乡人员就地创业"]),
        ("改造老旧小区120个，居民满意度大幅提升", ["改造老旧小区120个"]),
        ("推广良种30万亩、增长12%", ["推广良种30万亩"]),
        ("将8支基金整合为2支", ["将8支基金整合为2支"]),
        ("县级财政科技投入3亿元", ["县级财政科技投入3亿元"]),
        ("城乡低保标准提高6%", ["城乡低保标准提高6%"]),
        ("一般性支出压减12%", ["一般性支出压减12%"]),
        ("产业引导基金设立", ["产业引导基金设立"]),
        ("亩均产出过低的项目原则上不认定为示范项目", ["亩均产出过低的项目原则上不认定为示范项目"]),
        ("推动农商银行设立乡村金融部", ["推动农商银行设立乡村金融部"]),
    ],
)
def test_acts(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "要增强大局观念，要有赶考精神",
        "工业增速明显加快，发展后劲持续增强",
        "坚持一张图纸抓到底，围绕年度目标加压奋进",
        "全面落实省委决策部署",
        "城镇新增就业3万人，财政收入增长8%",
        "签约项目27个，签约资金达9亿元",
        "8家企业实施改造",
        "建成面积占耕地比例达到60%",
        "为产业爬坡提供坚实支撑",
        "为进一步加大招商工作力度",
        "重点改革稳步推进",
        "在招商项目考核中，我们得分靠后",
        "对部分奖补政策没有抓紧兑现",
        "",
    ],
)
def test_exhortations_results_aims_and_frames_are_no_measures(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("强化项目要素保障。建立周调度机制，开展入企走访活动。", ["建立周调度机制", "开展入企走访活动"]),
        ("一是加大招商力度，组建五支招商小分队。", ["组建五支招商小分队"]),
        ("支持民营企业发展。建立企业问题台账。", ["建立企业问题台账"]),
        ("深入实施消费提振专项行动。发放消费券2亿元。", ["深入实施消费提振专项行动", "发放消费券2亿元"]),
    ],
)
def test_headings_are_left_out(text: str, expected: list[str]) -> None:
    assert quotes(text, "plan") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("筹措资金3亿元，支持冷库扩容，农户十分满意", ["筹措资金3亿元，支持冷库扩容"]),
        ("收集企业用工需求信息，并及时反馈", ["收集企业用工需求信息，并及时反馈"]),
        ("市财政要建立科创风险补偿池，出台配套办法", ["市财政要建立科创风险补偿池，出台配套办法"]),
        ("对新落户的企业，由县商务局开展专项服务", ["对新落户的企业，由县商务局开展专项服务"]),
        (
            "成立由县长任组长，各部门负责人为成员的领导小组",
            ["成立由县长任组长，各部门负责人为成员的领导小组"],
        ),
        ("落实减税政策；下调城镇土地使用税税率", ["落实减税政策", "下调城镇土地使用税税率"]),
    ],
)
def test_extent(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("出台企业用工奖补办法", "review", "done"),
        ("出台企业用工奖补办法", "plan", "planned"),
        ("各镇要制定用工保障方案", "plan", "ordered"),
        ("正在编制园区产业规划", "review", "ongoing"),
        ("出台了企业用工奖补办法", None, "done"),
    ],
)
def test_status(text: str, role: SectionRole, status: str) -> None:
    assert [m.status for m in find(text, role)] == [status]


def test_fields() -> None:
    text = "3月15日前，县商务局要安排专项资金500万元"
    money = text.index("500")
    quantity = QuantityMention(money, money + 5, money, money + 5, "money", Decimal(5000000), unit="CNY")
    other = QuantityMention(0, 1, 0, 1, "number", Decimal(3))
    day = PeriodMention(0, 5, "point", "2031-03-15", dt.date(2031, 3, 15), dt.date(2031, 3, 15))
    (measure,) = find(text, "plan", [other, quantity], [day])
    assert (measure.body, measure.action, measure.object) == ("县商务局", "安排", "专项资金500万元")
    assert measure.amounts == [1]
    assert measure.deadline is day
    assert measure.status == "ordered"


def test_a_period_that_is_no_deadline_stays_out() -> None:
    day = PeriodMention(0, 2, "point", "2031")
    (measure,) = find("今年县商务局要安排专项资金500万元", "plan", [], [day])
    assert measure.deadline is None


def test_sections_that_own_to_problems_give_only_orders() -> None:
    text = "多次开展专项督查，问题依然存在。各单位要制定整改方案。"
    assert quotes(text, "problems") == ["各单位要制定整改方案"]


@pytest.mark.parametrize("role", ["head", "closing", "annex"])
def test_other_sections_give_none(role: SectionRole) -> None:
    assert quotes("出台企业用工奖补办法", role) == []


def test_a_users_own_cue_is_read(tmp_path: Path) -> None:
    text = "擘划园区产业地图"
    assert quotes(text) == []
    extra = tmp_path / "mine.toml"
    extra.write_text('[measures]\nact = ["擘划"]\n', encoding="utf-8")
    found = find_measures(text, structure(text), [], [], patterns.load((extra,)))
    assert [text[m.start : m.end] for m in found] == [text]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("县财政要在6月底前设立技改基金。", "2031-06"),
        ("3月15日前，县财政要设立技改基金。", "2031-03"),
        ("县财政要设立技改基金，年底前落实到位。", "2031"),
        ("到2033年，新建5所学校。", "2033"),
        ("年内出台人才政策。", "2031"),
        ("力争三年内新建5所学校。", "2031/2033"),
        ("制定2033年前碳达峰行动方案。", None),
        ("推迟到2033年出台的政策要抓紧制定细则。", None),
    ],
)
def test_deadline_before_inside_and_behind(text: str, label: str | None) -> None:
    from corpus.structure import find_structure
    from extractor.periods import find_periods

    whole = f"二、2031年工作安排\n{text}\n"
    knowledge = patterns.load()
    structure = find_structure(whole, knowledge)
    found = find_measures(whole, structure, [], find_periods(whole, structure, knowledge), knowledge)
    labels = [measure.deadline.label for measure in found if measure.deadline]
    assert labels == ([label] if label else [])


@settings(max_examples=60, deadline=None)
@given(st.text("要出台办法支持企业，对由将并。；：“”（）《》1,3万元、县财政投入\n", max_size=60))
def test_any_text_gives_ordered_spans(text: str) -> None:
    found = find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["加快推进" * 3000, "深入推进统筹" * 3000 + "，" * 500, "县市区" * 3000, "“" * 5000]
)
def test_repetitive_text_does_not_explode(text: str) -> None:
    assert isinstance(find(text), list)


def test_gold_measures_are_found() -> None:
    import json

    files = sorted(SHARED.glob("gold/*.jsonl"))
    if not files:
        pytest.skip(f"no gold records under {SHARED}")
    from corpus import clean
    from corpus.structure import find_structure

    knowledge = patterns.load()
    hit = total = 0
    for path in files:
        cleaned = clean(path.with_suffix(".txt").read_bytes().decode())
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        gold = [r for r in records if r["kind"] == "measure" and not r.get("optional")]
        found = find_measures(cleaned.text, find_structure(cleaned.text, knowledge), [], [], knowledge)
        spans = [cleaned.to_source(m.start, m.end) for m in found]
        total += len(gold)
        for record in gold:
            start, end = record["start"], record["end"]
            hit += any(2 * (min(e, end) - max(s, start)) >= max(e, end) - min(s, start) for s, e in spans)
    assert hit >= 0.7 * total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The verb that begins the clause, not one within its object.
        ("开展新一轮河道采砂专项整治行动", [("开展", "新一轮河道采砂专项整治行动")]),
        ("实施新一批坡耕土地利用情况清理行动", [("实施", "新一批坡耕土地利用情况清理行动")]),
        ("优化竹木产业创新聚集区布局", [("优化", "竹木产业创新聚集区布局")]),
        ("创新开发区体制机制", [("创新", "开发区体制机制")]),
        ("下大力气治理城区扬尘", [("治理", "城区扬尘")]),
        ("为40家茶企投放贴息贷款3亿元", [("投放", "贴息贷款3亿元")]),
        ("提出促进竹加工的政策措施", [("提出", "促进竹加工的政策措施")]),
        ("出台稳增长措施20条", [("出台", "稳增长措施20条")]),
        ("控制行政经费支出规模", [("控制", "行政经费支出规模")]),
        ("重点加强对收费的监督检查", [("加强", "对收费的监督检查")]),
        ("建立健全常住地提供公共服务机制", [("建立健全", "常住地提供公共服务机制")]),
        ("增加竹农大县奖励补助资金", [("增加", "竹农大县奖励补助资金")]),
        ("审计局要组织专项检查", [("组织", "专项检查")]),
        ("为困难户开展免费体检", [("开展", "免费体检")]),
        ("推动镇卫生院配备检测设备", [("推动", "镇卫生院配备检测设备")]),
    ],
)
def test_action_and_object(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.action, m.object) for m in find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "清河、柳湾入选省级竹产业聚集区建设试点",
        "创新型乡镇建设成果丰硕",
        "“一窗办”改革不断深入",
        "国家对山区的支持力度加大",
        "做好冬季工作意义重大",
        "根据《清河县人民政府关于制定五年规划的建议》",
        "比上年预算减少400万元",
        "市本级基金预算收入安排15600万元",
        "县本级纳入经营预算的企业共有12户",
        "五年规划顺利实施",
        "围绕做实两篇文章、推进三个着力",
        "建成投产大中型项目四百个",
        "有力地推动了项目进程",
        "省财政直管县调整优化为48个",
        "向关心和支持清河建设的各界朋友",
        "“百村示范”创建扩面提质",
    ],
)
def test_results_and_nouns_that_look_like_acts(text: str) -> None:
    assert quotes(text) == []


def test_what_money_is_for_may_begin_with_an_adverb() -> None:
    text = "筹措资金3亿元，全力服务保障清柳高铁顺利通车"
    assert quotes(text) == [text]


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        # 要 and 应 within other words order nothing.
        ("充分发挥放大效应，实施校企攻关计划", "plan", "planned"),
        ("推进“数据要素×”行动", "plan", "planned"),
        ("强化重要民生商品储备", "plan", "planned"),
        ("必须落实安全生产责任制", "plan", "ordered"),
        # In a speech an order holds for the whole sentence, in a report for its clause.
        ("各镇要高度重视此项工作，层层压实担子，制定实施方案", "policy", "ordered"),
        ("要突出重点环节，下更大的功夫，制定实施方案", "plan", "planned"),
        ("县里说过要快的事情，制定了实施方案", None, "done"),
    ],
)
def test_status_by_whole_words(text: str, role: SectionRole | None, status: str) -> None:
    assert [m.status for m in find(text, role)][-1:] == [status]
