"""Named projects: what is a name, what is a class, how far a project has come, who pays."""

from __future__ import annotations

import os
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import patterns
from corpus.structure.model import SectionNode, SectionRole, Sentence, Structure
from extractor.mentions import ProjectCandidate, QuantityMention
from extractor.projects import find_projects

SHARED = Path(os.environ.get("ZHIBIAO_SHARED", Path(__file__).parents[2] / "shared"))


def one_sentence(text: str, role: SectionRole | None = None) -> Structure:
    section = SectionNode("", 0, 0, 0, len(text), None, role)
    return Structure(sections=(section,), sentences=(Sentence(0, len(text), 0, 0, ((0, len(text)),)),))


def find(
    text: str, role: SectionRole | None = None, quantities: list[QuantityMention] | None = None
) -> list[ProjectCandidate]:
    found = find_projects(text, one_sentence(text, role), quantities or [], patterns.load())
    assert all(text[p.start : p.end] == p.name for p in found)
    return found


def names(text: str, role: SectionRole | None = None) -> list[str]:
    return [p.name for p in find(text, role)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "推进青溪水库、柳湾水库、石坝大型灌区等水利工程建设。",
            ["青溪水库", "柳湾水库", "石坝大型灌区"],
        ),
        ("开工清河至石坝、柳湾至云峰等高速公路。", ["清河至石坝", "柳湾至云峰"]),
        ("华霖锂业、博川电气和瑞泽建材等亿元以上项目已开工建设。", ["华霖锂业", "博川电气", "瑞泽建材"]),
        ("推动柳湾环线扩容工程等12条高速公路项目加快建设。", ["柳湾环线扩容工程"]),
        ("加快德安机场迁建和柳湾港三期扩建进度。", ["德安机场迁建", "柳湾港三期扩建"]),
        ("建设南昌云峰生物药研发生产基地。", ["南昌云峰生物药研发生产基地"]),
        ("清柳高铁、G777通车。", ["清柳高铁", "G777"]),
        ("完成青溪高铁主体工程，投用九江机场。", ["青溪高铁", "九江机场"]),
        ("建成世界最大的硼酸生产基地。", ["硼酸生产基地"]),
        ("粤湘直流输电工程加快建设。", ["粤湘直流输电工程"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "谋划一批纺织服装、家具制造等项目。",
        "休闲农庄、花卉基地等一产项目占比上升。",
        "大力推进城中村改造。",
        "抓好重大项目建设。",
        "新建5个污水处理厂。",
        "实施乡土文化精品工程。",
        "深入实施“千家万户”工程。",
        "推进省级低碳园区建设。",
        "召开青溪水库建设协调会。",
        "17个协作产业园建设稳步推进。",
        "推进云峰山、青溪河等生态保护修复工程。",
        "提高机场服务水平。",
        "",
    ],
)
def test_classes_programmes_and_events_are_no_projects(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "role", "stage"),
    [
        ("启动青溪水库建设。", "plan", "planned"),
        ("开工清柳高铁。", "plan", "planned"),
        ("推进青溪水库建设。", "plan", "under_construction"),
        ("推进清柳高铁前期工作。", "plan", "planned"),
        ("清柳高铁开工建设。", "review", "under_construction"),
        ("青溪水库竣工。", "review", "completed"),
        ("清柳高铁建成通车。", "review", "operating"),
        ("清柳高铁通车。", "review", "operating"),
        ("对正在洽谈的华霖铜材基地、博川集团等项目要盯紧。", "plan", "negotiating"),
    ],
)
def test_stage(text: str, role: SectionRole, stage: str) -> None:
    found = find(text, role)
    assert found
    assert {p.stage for p in found} == {stage}


def test_verb_carries_over_a_comma_to_the_next_list() -> None:
    found = find("加快清河、柳湾等6条高铁，以及青溪灌区、云峰水库等水利工程建设。", "plan")
    assert [p.stage for p in found[-2:]] == ["under_construction", "under_construction"]


def test_signed_contract_has_party_and_investment() -> None:
    text = "县政府与博川集团签署了总投资5000万元的垃圾焚烧厂合同。"
    at = text.index("5000")
    money = QuantityMention(at, at + 6, at, at + 6, "money", Decimal(50000000), unit="CNY")
    (project,) = find(text, None, [money])
    assert (project.name, project.stage, project.parties) == ("垃圾焚烧厂", "signed", ("博川集团",))
    assert (project.investment, project.investment_unit) == (Decimal(50000000), "CNY")


def test_a_signed_framework_without_amount_is_no_project() -> None:
    assert names("县政府与博川集团签署了战略合作协议。") == []


def test_money_of_another_sentence_is_not_taken() -> None:
    text = "建成青溪水库。\n全年总投资5000万元。"
    at = text.index("5000")
    money = QuantityMention(at, at + 6, at, at + 6, "money", Decimal(50000000), unit="CNY")
    (project,) = find(text, None, [money])
    assert project.investment is None


def money_in(text: str, words: str) -> list[QuantityMention]:
    at = text.index(words)
    end = at + len(words)
    return [QuantityMention(at, end, at, end, "money", Decimal(13_700_000_000), unit="CNY")]


@pytest.mark.parametrize(
    "text",
    [
        "开工云峰集团电池厂等20个项目，总投资137亿元。",
        "开工总投资137亿元的云峰集团电池厂等20个项目。",
        "青溪水库等12项工程建成，总投资137亿元。",
    ],
)
def test_the_total_of_a_list_is_no_members_investment(text: str) -> None:
    found = find(text, None, money_in(text, "137亿元"))
    assert found
    assert all(project.investment is None for project in found)


def test_an_amount_behind_one_name_is_its_investment() -> None:
    text = "开工云峰集团电池厂，总投资137亿元。"
    (project,) = find(text, None, money_in(text, "137亿元"))
    assert project.investment == Decimal(13_700_000_000)


def test_a_signed_contract_for_goods_is_no_project() -> None:
    assert names("县政府与博川集团签订金额5000万元的外贸进出合同。") == []


def test_period_and_scope_of_a_record() -> None:
    import extractor

    speech = extractor.extract(
        "一、2030年工作回顾\n全县建成青溪水库。\n二、2031年工作安排\n6月底建成青溪电厂。\n"
    )
    found = [(p.name, p.scope, p.period.label if p.period else None) for p in speech.projects]
    assert found == [("青溪水库", "全县", "2030"), ("青溪电厂", None, "2031-06")]


def test_investor() -> None:
    (project,) = find("由博川集团投资建设的青溪电厂开工。")
    assert project.parties == ("博川集团",)


@settings(max_examples=60)
@given(st.text("推进青溪水库、和等项目“”（）建设开工与，。3期的至\n", max_size=60))
def test_any_text_gives_ordered_spans_of_the_text(text: str) -> None:
    found = find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_long_text_without_stops_takes_linear_time() -> None:
    assert find("推进水库和项目与工程、" * 4000) == []


def test_gold_names_are_found() -> None:
    import json

    files = sorted(SHARED.glob("gold/*.jsonl"))
    if not files:
        pytest.skip(f"no gold records under {SHARED}")
    from corpus import clean
    from corpus.structure import find_structure

    hit = total = 0
    for path in files:
        source = path.with_suffix(".txt").read_bytes().decode()
        cleaned = clean(source)
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        gold = [r for r in records if r["kind"] == "project" and not r.get("optional")]
        if not gold:
            continue
        knowledge = patterns.load()
        found = find_projects(cleaned.text, find_structure(cleaned.text, knowledge), [], knowledge)
        spans = [cleaned.to_source(p.start, p.end) for p in found]
        total += len(gold)
        hit += sum(any(min(e, r["end"]) - max(s, r["start"]) > 0.6 * (e - s) for s, e in spans) for r in gold)
    assert hit >= 0.75 * total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 工程 counts as the noun of a thing where one stands before it.
        ("加快青坪水利枢纽工程、石坝灌区改造工程。", ["青坪水利枢纽工程", "石坝灌区改造工程"]),
        # One thing is opened or begun, so that any words of its own name it.
        ("瓷器博物馆建成开放。", ["瓷器博物馆"]),
        ("农村公路建成通车。", []),
        ("加快瓷器博物馆建设。", []),
        # Members of a list follow their neighbours.
        ("南昌文史馆、古陶瓷博物馆、九江图书馆等建成开放。", ["南昌文史馆", "古陶瓷博物馆", "九江图书馆"]),
        ("推进南昌、九江等地建设。", []),
        # A number ends a list as 等 does.
        ("鸿远化工、绿源食品2家企业投产。", ["鸿远化工", "绿源食品"]),
        ("柳湾等7处煤矿建成投产。", ["柳湾"]),
        ("城市更新等7项行动建成投产。", []),
        # A verb that is half of a noun is none.
        ("清柳铁路运营里程居全省前列。", []),
        ("龙坪水电站500吨级通航设施、青坪灌区等项目开工。", ["龙坪水电站500吨级通航设施", "青坪灌区"]),
        # 和, 及 and 与 within one name, and between two.
        ("青坪水库及灌区通水。", ["青坪水库及灌区"]),
        ("开工柳江与清溪航道连通工程。", ["柳江与清溪航道连通工程"]),
        ("推进九江东站和瑞昌、德安机场建成投运。", ["九江东站", "瑞昌", "德安机场"]),
        # Programme words within the noun of a thing.
        (
            "柳湾会议中心二期、九江商贸服务型物流枢纽获批建设。",
            ["柳湾会议中心二期", "九江商贸服务型物流枢纽"],
        ),
        # Names of their own.
        ("西气东输、南水北调等工程进展顺利。", ["西气东输", "南水北调"]),
        ("开工周至至乾县、改扩建九江至德安等高速公路。", ["周至至乾县", "九江至德安"]),
        ("推动九江至德安、清柳高铁纳规。", ["九江至德安", "清柳高铁"]),
        # Nothing is built by a verb that only leads to another.
        ("实现县县通高铁。", []),
        ("实现清柳高铁全线贯通。", ["清柳高铁"]),
        ("支持清柳高铁建设。", ["清柳高铁"]),
        # What is invested in it singles out a thing.
        ("投资4000万元的天沅米业正在建设。", ["天沅米业"]),
        # A size is said of a kind as well.
        ("完成60万千瓦火电机组改造。", []),
        ("新丰镇敬老院主体完工。", ["新丰镇敬老院"]),
        ("清柳铁路电气化改造工程开工。", ["清柳铁路电气化改造工程"]),
        ("今年建成清石、柳云高铁。", ["清石", "柳云高铁"]),
        ("推动青柳航运中心建设。", []),
    ],
)
def test_names_by_their_company(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_is_spent_in_a_time_is_no_investment_of_the_project() -> None:
    text = "推进清河至石坝高速铁路前期工作，完成投资800亿元。"
    money = [QuantityMention(text.index("800"), text.index("。"), "money", Decimal("80000000000"), "CNY")]
    assert [(p.name, p.investment) for p in find(text, "plan", money)] == [("清河至石坝高速铁路", None)]


@pytest.mark.parametrize(
    ("text", "role", "stage"),
    [
        ("青溪水库试通水。", "review", "operating"),
        ("青溪水库获批建设。", "review", "planned"),
        ("青溪水库完成建设任务。", "review", "completed"),
        ("青溪水库等项目进展顺利。", "review", "under_construction"),
        ("清柳高铁、龙坪水库500吨级通航设施等项目开工。", "review", "under_construction"),
    ],
)
def test_stage_of_verbs_behind_a_name(text: str, role: SectionRole, stage: str) -> None:
    assert {p.stage for p in find(text, role)} == {stage}
