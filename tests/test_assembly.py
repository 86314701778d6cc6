"""Every field of the records of one short document, and each thing that a paragraph hands on to its later figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from extractor import extract
from schemas import (
    Actual,
    Claim,
    Comparability,
    Comparison,
    Measure,
    Period,
    Place,
    Plan,
    Project,
    Relation,
    Speech,
    Target,
)

TEXT = """清泉县人民政府关于2012年工作的报告
——2012年2月3日在清泉县第九届人民代表大会第二次会议上
清泉县人民政府县长  林远山
一、2011年工作回顾
（一）工业经济
规模以上工业增加值达到23.4亿元，比上年增长11.5%。
2011年上半年，财政收入预计9亿元左右，为市政府下达任务的104%。
（二）招商引资
县政府与博川集团签署了总投资5000万元的垃圾焚烧厂合同。
二、2012年工作安排
（一）主要目标
力争财政收入达到10亿元，增长11%。
（二）重点任务
县教育局要在6月底前新建幼儿园7所。
注：规模以上工业增加值增长速度按可比价格计算。文中数据均为快报数。
"""
REVIEW = "关于2012年工作的报告\n一、2011年工作回顾\n"
COUNTY = Place(name="清泉县")
YEAR = Period(label="2011", start=dt.date(2011, 1, 1), end=dt.date(2011, 12, 31), inherited=True)
NEXT = Period(label="2012", start=dt.date(2012, 1, 1), end=dt.date(2012, 12, 31), inherited=True)


@pytest.fixture(scope="module")
def speech() -> Speech:
    return extract(TEXT)


def claim(speech: Speech, quote: str) -> Claim:
    (found,) = (r for r in speech.records if isinstance(r, Claim) and r.evidence.quote == quote)
    return found


# --- the fields


def test_the_document(speech: Speech) -> None:
    assert (speech.title, speech.issuer) == ("清泉县人民政府关于2012年工作的报告", "清泉县人民政府")
    assert (speech.date, speech.date_source) == (dt.date(2012, 2, 3), "heading")
    assert (speech.level, speech.place) == ("county", COUNTY)
    assert speech.text == TEXT
    assert [(s.title, s.level, s.parent, s.role) for s in speech.sections[1:]] == [
        ("一、2011年工作回顾", 1, 0, "review"),
        ("（一）工业经济", 2, 1, "review"),
        ("（二）招商引资", 2, 1, "review"),
        ("二、2012年工作安排", 1, 0, "plan"),
        ("（一）主要目标", 2, 4, "plan"),
        ("（二）重点任务", 2, 4, "plan"),
    ]
    for section in speech.sections[1:]:
        assert TEXT[section.start : section.end].startswith(section.title)


def test_every_record_has_its_document_place_and_way_back(speech: Speech) -> None:
    assert [record.kind for record in speech.records] == [
        *("actual", "actual", "actual", "completion", "measure", "actual", "project"),
        *("target", "target", "measure", "target"),
    ]
    for record in speech.records:
        assert record.doc_id == speech.doc_id
        assert record.place == COUNTY
        evidence = record.evidence
        assert TEXT[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote in evidence.sentence
        assert evidence.sentence in TEXT


@pytest.mark.parametrize(
    ("quote", "headings", "sentence"),
    [
        (
            "23.4亿元",
            ("一、2011年工作回顾", "（一）工业经济"),
            "规模以上工业增加值达到23.4亿元，比上年增长11.5%。",
        ),
        ("10亿元", ("二、2012年工作安排", "（一）主要目标"), "力争财政收入达到10亿元，增长11%。"),
    ],
)
def test_section_and_sentence(speech: Speech, quote: str, headings: tuple[str, ...], sentence: str) -> None:
    evidence = claim(speech, quote).evidence
    assert (evidence.section, evidence.sentence) == (headings, sentence)


@pytest.mark.parametrize(
    ("quote", "words", "name", "inherited"),
    [
        ("23.4亿元", "规模以上工业增加值", "规模以上工业增加值", False),
        ("11.5%", "规模以上工业增加值", "规模以上工业增加值", True),
        ("5000万元", "总投资", "垃圾焚烧厂总投资", False),
        ("10亿元", "财政收入", "财政收入", False),
    ],
)
def test_the_span_of_a_name_holds_its_words(
    speech: Speech, quote: str, words: str, name: str, inherited: bool
) -> None:
    indicator = claim(speech, quote).indicator
    assert (indicator.text, indicator.inherited) == (name, inherited)
    assert TEXT[indicator.start : indicator.end] == words
    assert indicator.start == TEXT.rindex(words, 0, claim(speech, quote).evidence.start)


def test_code_and_scope() -> None:
    found = claim(extract(REVIEW + "全县财政收入9亿元。", model=False), "9亿元")
    assert (found.scope, found.indicator.scope) == ("全县", "全县")
    assert found.indicator.code == "total_fiscal_revenue"


def test_the_figure(speech: Speech) -> None:
    exact, about = claim(speech, "23.4亿元").quantity, claim(speech, "9亿元左右").quantity
    assert (exact.text, exact.value, exact.unit) == ("23.4亿元", Decimal(2340000000), "CNY")
    assert (exact.bound, exact.bound_text, exact.resolution) == ("eq", None, Decimal(10000000))
    assert (about.bound, about.bound_text, about.value) == ("approx", "左右", Decimal(900000000))
    held = claim(extract(REVIEW + "财政收入8亿元至9亿元。", model=False), "8亿元至9亿元").quantity
    assert (held.value, held.low, held.high) == (None, Decimal(800000000), Decimal(900000000))


def test_periods_with_the_words_that_state_them(speech: Speech) -> None:
    assert claim(speech, "23.4亿元").period == YEAR
    assert claim(speech, "10亿元").period == NEXT
    assert claim(speech, "9亿元左右").period == Period(
        label="2011H1",
        start=dt.date(2011, 1, 1),
        end=dt.date(2011, 6, 30),
        text="2011年上半年",
        inherited=True,
    )


def test_comparison_with_its_base_period(speech: Speech) -> None:
    assert claim(speech, "11.5%").comparison == Comparison(
        type="yoy", base_period="2010", base_status="actual", text="比上年"
    )
    assert claim(speech, "11%").comparison == Comparison(type="yoy", base_period="2011")


@pytest.mark.parametrize(
    ("sentence", "comparison"),
    [
        (
            "2011年上半年财政收入同比增长9%。",
            Comparison(type="yoy", base_period="2010H1", base_status="actual", text="同比"),
        ),
        (
            "财政收入环比增长9%。",
            Comparison(type="mom", base_status="actual", text="环比"),
        ),
    ],
)
def test_base_periods(sentence: str, comparison: Comparison) -> None:
    (found,) = (r for r in extract(REVIEW + sentence, model=False).records if isinstance(r, Claim))
    assert found.comparison == comparison


def test_comparability_from_a_note(speech: Speech) -> None:
    assert claim(speech, "11.5%").comparability == Comparability(type="real", text="按可比价格计算")
    assert claim(speech, "23.4亿元").comparability is None


def test_vintage_said_of_the_figure_and_of_the_document(speech: Speech) -> None:
    assert claim(speech, "9亿元左右").vintage == "estimate"
    assert claim(speech, "23.4亿元").vintage == "flash"
    assert claim(speech, "10亿元").vintage is None


def test_plan_with_its_issuer(speech: Speech) -> None:
    done = claim(speech, "104%")
    assert done.plan == Plan(version="superior_task", issuer="市政府", text="市政府下达任务")
    assert done.relations == (Relation(type="completion_of", id=claim(speech, "9亿元左右").id),)


def test_modality_and_relations(speech: Speech) -> None:
    level, growth = claim(speech, "10亿元"), claim(speech, "11%")
    assert isinstance(level, Target)
    assert level.modality == "力争"
    assert growth.relations == (Relation(type="growth_of", id=level.id),)
    assert claim(speech, "23.4亿元").modality is None


def test_source_names_the_rule(speech: Speech) -> None:
    assert [record.source for record in speech.records] == [
        "rule:review_section",
        "rule:review_section",
        "rule:review_section",
        "rule:completion_review_section",
        "rule:measure:act",
        "rule:review_section",
        "rule:project:signed",
        "rule:plan_section",
        "rule:plan_section",
        "rule:measure:act",
        "rule:plan_section",
    ]


def test_project(speech: Speech) -> None:
    (project,) = speech.projects
    assert isinstance(project, Project)
    assert (project.name, project.evidence.quote, project.stage) == ("垃圾焚烧厂", "垃圾焚烧厂", "signed")
    assert (project.investment, project.investment_unit) == (Decimal(50000000), "CNY")
    assert project.parties == ("博川集团",)
    assert project.evidence.section == ("一、2011年工作回顾", "（二）招商引资")


def test_measure(speech: Speech) -> None:
    signed, ordered = speech.measures
    assert isinstance(ordered, Measure)
    assert ordered.text == ordered.evidence.quote == "县教育局要在6月底前新建幼儿园7所"
    assert (ordered.status, ordered.action, ordered.object) == ("ordered", "新建", "幼儿园7所")
    assert ordered.body == "县教育局"
    assert ordered.deadline == Period(label="2012-06", start=dt.date(2012, 6, 1), end=dt.date(2012, 6, 30))
    assert ordered.amounts == (claim(speech, "7所").id,)
    assert ordered.evidence.section == ("二、2012年工作安排", "（二）重点任务")
    assert (signed.status, signed.body, signed.deadline) == ("done", "县政府", None)
    assert signed.amounts == (claim(speech, "5000万元").id,)


# --- what a paragraph hands on


def names(text: str) -> list[str]:
    return [r.indicator.text for r in extract(REVIEW + text, model=False).records if isinstance(r, Claim)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "在秋季招商恳谈会上，签约项目31个。",
            ["秋季招商恳谈会签约项目"],
            id="event: what is signed there bears its name",
        ),
        pytest.param(
            "举行了第三届青年技能大赛颁奖仪式，获奖选手37人。",
            ["颁奖仪式获奖选手"],
            id="event: held",
        ),
        pytest.param(
            "在全省皮划艇大赛上，夺得金牌3枚、银牌5枚。",
            ["全省皮划艇大赛夺得金牌", "全省皮划艇大赛银牌"],
            id="event: medals",
        ),
        pytest.param(
            "在秋季招商恳谈会上，签约项目31个。签约合同19份。",
            ["秋季招商恳谈会签约项目", "签约合同"],
            id="event: for one sentence only",
        ),
        pytest.param(
            "效益农业见成效。一是茶叶产业提质扩面。产业产值达到3.7亿元。",
            ["茶叶产业产值"],
            id="topic: an industry, of what says 产业",
        ),
        pytest.param(
            "效益农业见成效。茶叶产业提质扩面。产量达到3万吨。",
            ["茶叶产业产量"],
            id="topic: an industry, of a bare head",
        ),
        pytest.param(
            "效益农业见成效。第三产业提质扩面。产业产值达到3.7亿元。",
            ["产业产值"],
            id="topic: a sector of the economy is none",
        ),
        pytest.param(
            "新建幼儿园7所、小学3所。", ["新建幼儿园", "新建小学"], id="carried: the verb of a list"
        ),
        pytest.param(
            "新建改造敬老院6所、卫生室29个。", ["新建改造敬老院", "新建改造卫生室"], id="carried: two verbs"
        ),
        pytest.param("新建幼儿园7所，小学3所。", ["新建幼儿园", "小学"], id="carried: not over a comma"),
        pytest.param(
            "主要产品产量中，水泥130万吨，原煤210万吨。",
            ["水泥产量", "原煤产量"],
            id="frame: …中 lends its head",
        ),
        pytest.param(
            "公路方面，改造甲线、乙线等5个项目。", ["改造公路项目"], id="aspect: …方面 names the thing"
        ),
        pytest.param(
            "省级重点项目17个，到位资金8亿元。",
            ["省级重点项目", "省级重点项目到位资金"],
            id="group: of what is counted",
        ),
        pytest.param(
            "引进企业23家，带动就业300人。合同资金41亿元。",
            ["引进企业", "带动就业", "引进企业合同资金"],
            id="group: into the next sentence",
        ),
        pytest.param(
            "县属国有企业营业收入87亿元，增长7%。利润6亿元。",
            ["县属国有企业营业收入", "县属国有企业营业收入", "县属国有企业利润"],
            id="entity: the kind of body",
        ),
        pytest.param(
            "居民消费价格上涨2.1%，食品类上涨3.4%，衣着类下降0.6%。",
            ["居民消费价格", "食品类居民消费价格", "衣着类居民消费价格"],
            id="heads: of classes",
        ),
        pytest.param(
            "医药制造业增加值增长9%，纺织业增长4%。",
            ["医药制造业增加值", "纺织业增加值"],
            id="heads: of industries",
        ),
        pytest.param(
            "水泥产量130万吨。其中原煤210万吨。", ["水泥产量", "原煤产量"], id="unit heads: go on with 其中"
        ),
        pytest.param(
            "水泥产量130万吨。原煤210万吨。", ["水泥产量", "原煤"], id="unit heads: end with the sentence"
        ),
        pytest.param(
            "全县金融机构各项存款余额320亿元，贷款余额210亿元。",
            ["全县金融机构各项存款余额", "全县金融机构各项贷款余额"],
            id="recent: twins",
        ),
        pytest.param(
            "税收收入占财政收入的71%，非税收入占29%。",
            ["税收收入占财政收入", "非税收入占财政收入"],
            id="share: the whole holds on",
        ),
        pytest.param(
            "出口额12亿元，其中机电产品5亿元，占41%。",
            ["出口额", "机电产品", "机电产品占出口额"],
            id="share: of what 其中 opened",
        ),
        pytest.param(
            "外贸出口12亿元（其中机电产品5亿元），增长9%。",
            ["外贸出口", "机电产品", "外贸出口"],
            id="aside: forgotten where the brackets close",
        ),
        pytest.param(
            "市本级税收收入6亿元。上级补助收入2亿元。",
            ["市本级税收收入", "市本级上级补助收入"],
            id="scope: of a budget",
        ),
        pytest.param(
            "国有资本经营预算收入3亿元，支出2亿元。",
            ["国有资本经营预算收入", "国有资本经营预算支出"],
            id="account: of the other side",
        ),
        pytest.param(
            "政府性基金预算收入7亿元，支出5亿元。",
            ["政府性基金预算收入", "政府性基金支出"],
            id="account: of funds",
        ),
        pytest.param(
            "财政收入增长9%，税收收入增长8%，两项增速分别居全市第2位、第3位。",
            ["财政收入", "税收收入", "财政收入增速", "税收收入增速"],
            id="recent: the two named before",
        ),
        pytest.param(
            "外贸出口12亿元（其中机电产品5亿元），占全市的9%。",
            ["外贸出口", "机电产品", "外贸出口占全市"],
            id="aside: the share is of what stands outside",
        ),
        pytest.param(
            "全市税收收入9亿元，其中市本级税收收入3亿元，上级补助收入2亿元。",
            ["全市税收收入", "市本级税收收入", "上级补助收入"],
            id="scope: of a part only",
        ),
        pytest.param(
            "全市收入9亿元，其中税收收入6亿元。市本级税收收入3亿元。上级补助收入2亿元。",
            ["全市收入", "税收收入", "市本级税收收入", "市本级上级补助收入"],
            id="scope: the parts end with the sentence",
        ),
        pytest.param(
            "税收收入6亿元，占财政收入的40%，下降5%。",
            ["税收收入", "税收收入占财政收入", "税收收入"],
            id="said: what grows is not the share",
        ),
        pytest.param(
            "财政收入9亿元。税收收入占财政收入的40%，下降5%。",
            ["财政收入", "税收收入占财政收入", "税收收入占财政收入"],
            id="said: for one sentence only",
        ),
        pytest.param(
            "全县各项存款余额320亿元。贷款余额210亿元。",
            ["全县各项存款余额", "贷款余额"],
            id="recent: for one sentence only",
        ),
        pytest.param(
            "引进企业23家。" + "大家反映办事方便。" * 15 + "合同资金41亿元。",
            ["引进企业", "合同资金"],
            id="group: not over a long way",
        ),
        pytest.param(
            "县属国有企业营业收入87亿元。\n利润6亿元。",
            ["县属国有企业营业收入", "利润"],
            id="nothing: into another paragraph",
        ),
    ],
)
def test_a_passage_hands_on(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_wide_scope_holds_where_the_name_says_none() -> None:
    found = [
        r
        for r in extract(REVIEW + "全市一般公共预算收入90亿元。支出110亿元。", model=False).records
        if isinstance(r, Actual)
    ]
    assert [(r.indicator.text, r.scope) for r in found] == [
        ("全市一般公共预算收入", "全市"),
        ("一般公共预算支出", "全市"),
    ]


def test_an_adjusted_budget_holds_for_the_next_completion() -> None:
    text = "收入预算9亿元，执行中调整为8亿元，实际完成8.4亿元，完成预算的105%。支出完成预算的97%。"
    done = extract(REVIEW + text, model=False).completions
    assert [r.plan.version for r in done if r.plan] == ["adjusted_budget", "adjusted_budget"]


def test_comparison_goes_on_for_what_is_understood() -> None:
    found = [
        r
        for r in extract(REVIEW + "财政收入12亿元，环比增长2%，下降5%。", model=False).records
        if r.kind == "actual"
    ]
    assert [r.comparison and r.comparison.type for r in found] == [None, "mom", "mom"]


def test_comparison_ends_with_the_sentence() -> None:
    growth = [
        r
        for r in extract(REVIEW + "财政收入环比增长2%。工业投资5亿元，增长9%。", model=False).actuals
        if r.comparison
    ]
    assert [r.comparison.type for r in growth if r.comparison] == ["mom", "yoy"]


# --- lists


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一产、二产、三产增加值分别增长3%、7%和8%。", ["一产增加值", "二产增加值", "三产增加值"]),
        ("第二、三产业增加值分别增长7%和8%。", ["第二产业增加值", "第三产业增加值"]),
        ("三产比重为10：40：50。", ["第一产业比重", "第二产业比重", "第三产业比重"]),
        ("一二三产比例为10：40：50。", ["一产比重", "二产比重", "三产比重"]),
        ("城乡居民收入分别增长7%和8%。", ["城镇居民收入", "农村居民收入"]),
        ("存贷款余额分别增长7%和8%。", ["存款余额", "贷款余额"]),
        (
            "食品、医药、建材等三大产业产值分别增长7%、8%和9%。",
            ["食品产业产值", "医药产业产值", "建材产业产值"],
        ),
        ("全市财政收入、支出分别增长7%和8%。", ["全市财政收入", "全市财政支出"]),
        ("规模以上工业增加值、利润分别增长7%和8%。", ["规模以上工业增加值", "规模以上工业利润"]),
        ("食品、医药产业增加值分别增长7%和8%。", ["食品增加值", "医药产业增加值"]),
        ("财政收入、税收收入均增长7%。", ["财政收入", "税收收入"]),
        ("粮食、油料产量均居全市首位。", ["粮食产量", "油料产量"]),
        ("全县用电量、存款余额分别增长7%和8%。", ["全县用电量", "全县存款余额"]),
        ("规模以上工业产值、服务业收入分别增长7%和8%。", ["规模以上工业产值", "规模以上服务业收入"]),
        ("沙溪镇、石桥镇分别新建小学3所、5所。", ["沙溪镇新建小学", "石桥镇新建小学"]),
        ("“清泉、沙溪”园区产值、税收分别增长7%和8%。", ["“清泉、沙溪”园区产值", "“清泉、沙溪”园区税收"]),
    ],
)
def test_each_figure_of_a_list_has_its_member(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_lone_surrogates_become_replacement_characters_and_move_nothing() -> None:
    speech = extract("\ud800全县\udfff财政收入达到4.2亿元。")
    assert speech.text == "\ufffd全县\ufffd财政收入达到4.2亿元。"
    (record,) = speech.actuals
    assert (record.evidence.quote, record.evidence.start) == ("4.2亿元", 10)
    assert record.model_dump_json()
