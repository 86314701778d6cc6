"""Tables: rows become sentences, figures keep their cells, what is not understood gives no claim."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus import clean
from corpus.tabular import table_runs
from corpus.tabular.columns import read_column
from corpus.tabular.words import words
from extractor import extract
from patterns import load
from schemas import Actual, Completion, Target

Claim = Target | Actual | Completion
DATA = Path(__file__).parent / "data" / "tables.txt"


def rows(text: str) -> list[str]:
    """The sentences of a text's tables, without what was set apart."""
    return [line for line in clean(text).text.split("\n") if line.endswith("。")]


def table(*lines: str) -> str:
    return "\n".join(line.replace("|", "\t") for line in lines)


def claims(text: str) -> list[Claim]:
    return [record for record in extract(text, model=False).records if isinstance(record, Claim)]


def told(text: str) -> list[tuple[str, str, str, Decimal | None, str | None, str | None]]:
    return [
        (
            claim.kind,
            claim.basis,
            claim.indicator.text,
            claim.quantity.value,
            claim.quantity.unit,
            claim.period and claim.period.label,
        )
        for claim in claims(text)
    ]


BUDGET = table(
    "2019年全市一般公共预算收入表",
    "单位：万元",
    "项目|2018年执行数|2019年预算数|为上年%",
    "一、税收收入|94321|99000|105.0",
    "本年收入合计|120000|126000|105.0",
)


def test_a_row_is_a_sentence_of_its_label_headings_and_cells() -> None:
    assert rows(BUDGET) == [
        "2018年全市税收收入执行数94321万元；2019年的预算数99000万元，计划为上年的105.0%。",
        "2018年全市一般公共预算收入执行数120000万元；2019年的预算数126000万元，计划为上年的105.0%。",
    ]


def test_the_evidence_of_a_figure_is_its_cell() -> None:
    first = claims(BUDGET)[0]
    at = BUDGET.index("94321")
    assert (first.evidence.start, first.evidence.end, first.evidence.quote) == (at, at + 5, "94321")
    assert (first.quantity.value, first.quantity.unit, first.quantity.resolution) == (943210000, "CNY", 10000)
    assert first.quantity.text == "94321"
    label = BUDGET.index("税收收入")
    assert (first.indicator.start, first.indicator.end) == (label, label + 4)
    assert all(BUDGET[c.evidence.start : c.evidence.end] == c.evidence.quote for c in claims(BUDGET))


def test_headings_tell_plans_results_and_growth() -> None:
    assert told(BUDGET)[:3] == [
        ("actual", "level", "全市税收收入", 943210000, "CNY", "2018"),
        ("target", "level", "全市税收收入", 990000000, "CNY", "2019"),
        # 105 % of the year before is 5 % more.
        ("target", "growth", "全市税收收入", 5, "%", "2019"),
    ]


@pytest.mark.parametrize("section", ["一、2018年预算执行情况", "二、2019年预算安排"])
def test_the_column_and_not_the_section_tells_a_plan_from_a_result(section: str) -> None:
    kinds = [kind for kind, *_ in told(f"{section}\n{BUDGET}")]
    assert kinds == ["actual", "target", "target"] * 2


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("2018年决算数（万元）", "3500", "2018年税收收入决算数3500万元。"),
        ("执行数（亿元）", "3.5", "税收收入执行数3.5亿元。"),
        ("2018年（万元）", "3500", "2018年税收收入为3500万元。"),
        ("绝对数（万元）", "3,500", "税收收入为3,500万元。"),
        ("年初预算（万元）", "3500", "税收收入的预算数3500万元。"),
        ("调整预算数（万元）", "3500", "税收收入的调整预算数3500万元。"),
        ("目标值（万元）", "≥3500", "税收收入的目标是不低于3500万元。"),
        ("占预算(%)", "91.6", "税收收入已完成预算的91.6%。"),
        ("为调整预算%", "91.6", "税收收入已完成调整预算的91.6%。"),
        ("完成年初预算的%", "91.6", "税收收入已完成年初预算的91.6%。"),
        ("比上年增长(%)", "-0.9", "税收收入比上年增长-0.9%。"),
        ("增长±%", "−0.9", "税收收入增长-0.9%。"),
        ("同比（%）", "+3.1", "税收收入同比增长3.1%。"),
        ("增速", "3.1%", "税收收入增长3.1%。"),
        ("比上年增长%", "下降2.1", "税收收入比上年下降2.1%。"),
        ("比上年增长%", "持平", "税收收入与上年持平。"),
        ("增减额（万元）", "-500", "税收收入比上年增加-500万元。"),
        ("比重%", "12.5", "税收收入占比为12.5%。"),
        ("为上年%", "105", "税收收入为上年的105%。"),
        ("指数（上年=100）", "102.5", "税收收入为上年的102.5%。"),
        ("位次", "3", "税收收入居第3位。"),
    ],
)
def test_each_kind_of_column_is_said(heading: str, cell: str, said: str) -> None:
    assert rows(table(f"项目|{heading}", f"税收收入|{cell}", "罚没收入|2"))[0] == said


def test_a_fall_is_a_negative_growth() -> None:
    text = table("项目|完成数（万元）|比上年增长(%)", "增值税|3500|-0.9", "契税|100|—")
    assert told(text)[1] == ("actual", "growth", "增值税", Decimal("-0.9"), "%", None)
    assert len(told(text)) == 3
    assert claims(text)[1].evidence.quote == "-0.9"


def test_the_rows_of_a_header_are_joined_from_top_to_bottom() -> None:
    text = table(
        "指标|2024年||2025年||备注",
        "|总量（亿元）|增长（%）|总量（亿元）|增长（%）|",
        "农业产值|12.5|3.0|13.2|4.1|初步数",
        "林业产值|2.5|-1.0|2.6|2.2|",
    )
    assert rows(text)[0] == ("2024年农业产值为12.5亿元，增长3.0%；2025年为13.2亿元，增长4.1%，〖初步数〗。")
    assert told(text)[2:4] == [
        ("actual", "level", "农业产值", 1320000000, "CNY", "2025"),
        ("actual", "growth", "农业产值", Decimal("4.1"), "%", "2025"),
    ]


def test_tables_side_by_side_are_two() -> None:
    text = table(
        "2025年固定资产投资增速",
        "行业|比上年增长（%）|行业|比上年增长（%）",
        "总 计|9.9|房地产业|-22.3",
        "采矿业|83.7|教 育|33.4",
    )
    assert [(claim[2], claim[3]) for claim in told(text)] == [
        ("固定资产投资", Decimal("9.9")),
        ("房地产业固定资产投资", Decimal("-22.3")),
        ("采矿业固定资产投资", Decimal("83.7")),
        ("教育固定资产投资", Decimal("33.4")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        table("单位：亿元", "", "项目|执行数", "税收收入|3.5", "罚没收入|1"),
        table("项目|执行数（亿元）", "税收收入|3.5", "罚没收入|1"),
        table("项目|单位|执行数", "税收收入|亿元|3.5", "罚没收入|亿元|1"),
        table("项目|执行数", "税收收入（亿元）|3.5", "罚没收入（亿元）|1"),
        table("金额单位：亿元|", "项目|执行数", "税收收入|3.5", "罚没收入|1"),
        "| 项目 | 执行数（亿元） |\n| --- | ---: |\n| 税收收入 | 3.5 |\n| 罚没收入 | 1 |",
    ],
)
def test_the_unit_stands_above_in_a_column_in_the_heading_or_in_the_label(text: str) -> None:
    assert [claim[3] for claim in told(text)] == [350000000, 100000000]
    assert {claim.evidence.quote for claim in claims(text)} == {"3.5", "1"}


def test_a_row_of_parts_is_joined_to_the_row_above() -> None:
    text = table("指标|单位|2025年", "工业增加值|亿元|30", "其中：装备制造|亿元|12", "＃食品加工|亿元|18")
    assert rows(text) == [
        "2025年工业增加值为30亿元；其中：2025年装备制造增加值为12亿元；2025年食品加工增加值为18亿元。"
    ]
    whole, *parts = claims(text)
    assert [(tie.type, tie.id) for part in parts for tie in part.relations] == [("part_of", whole.id)] * 2


def test_numbering_and_blanks_of_labels_are_left_out_and_the_account_completes_them() -> None:
    text = table(
        "2025年县级一般公共预算支出表",
        "单位：万元",
        "预 算 科 目||调整预算数|完成数|占调整预算(%)",
        "十一、农林水||600|540|90",
        "（二） 住房保障||50|50|100",
        "本年支出合计||650|590|90.8",
    )
    assert [claim[2] for claim in told(text)[::3]] == [
        "县级农林水支出",
        "县级住房保障支出",
        "县级一般公共预算支出",
    ]


def test_places_name_rows_and_headings_the_indicator() -> None:
    text = table(
        "2025年各乡镇主要指标",
        "乡镇|一般公共预算收入（万元）|增长（%）|招商引资到位资金（亿元）",
        "石滩镇|3210|5.6|3.5",
        "柳湾乡|1105|-2.3|1.2",
    )
    assert [(claim[1], claim[2], claim[3]) for claim in told(text)[3:]] == [
        ("level", "柳湾乡一般公共预算收入", 11050000),
        ("growth", "柳湾乡一般公共预算收入", Decimal("-2.3")),
        ("level", "柳湾乡招商引资到位资金", 120000000),
    ]
    # The words of the last stand in the heading alone: there is no place in the row to point at.
    assert claims(text)[5].indicator.start is None


def test_targets_with_their_kind() -> None:
    text = table(
        "指标|属性|2030年目标",
        "森林覆盖率（%）|约束性|≥46",
        "城镇调查失业率（%）|预期性|5.5以内",
    )
    first, second = claims(text)
    assert (first.kind, first.quantity.bound, first.period and first.period.label) == ("target", "ge", "2030")
    assert isinstance(first, Target)
    assert first.modality == "约束性"
    assert (second.quantity.bound, second.evidence.quote) == ("le", "5.5以内")


def test_a_growth_behind_two_years_is_of_the_later_one() -> None:
    text = table(
        "项目|2025年（亿元）|2024年（亿元）|增减额（亿元）|增减%",
        "契税|45.6|42.1|3.5|8.3",
        "增值税|2|1|1|100",
    )
    assert [claim[5] for claim in told(text)[:4]] == ["2025", "2024", "2025", "2025"]
    later, _, change, growth = claims(text)[:4]
    assert [tie.id for claim in (change, growth) for tie in claim.relations] == [later.id] * 2


def test_a_plan_is_not_tied_to_the_result_of_another_year() -> None:
    assert [tie.type for claim in claims(BUDGET)[:2] for tie in claim.relations] == []


def test_a_heading_adds_nothing_to_a_label_that_says_it() -> None:
    text = table("产品名称|单位|产量", "水泥|万吨|210", "发电量|亿千瓦时|45")
    assert [claim[2] for claim in told(text)] == ["水泥产量", "发电量"]


def test_counts_by_kind_of_school() -> None:
    text = table("学校类型|学校数（所）|在校学生数（人）", "小学|120|52000", "中学|45|27000")
    assert [(claim[3], claim[4]) for claim in told(text)[:2]] == [(120, "所"), (52000, "人")]


def test_sums_of_an_account_are_not_the_revenue_itself() -> None:
    text = table(
        "2025年县级一般公共预算收入表",
        "单位：万元",
        "项目|预算数|执行数",
        "本年收入合计|600|540",
        "上级补助收入|50|50",
        "收入总计|650|590",
    )
    names = [claim[2] for claim in told(text)[::2]]
    assert names[0] == "县级一般公共预算收入"
    assert names[2] != names[0]


def test_years_down_the_side() -> None:
    text = table("年份|粮食产量（万吨）", "2023|35.1", "2024|35.6")
    assert [(claim[2], claim[3], claim[5]) for claim in told(text)] == [
        ("粮食产量", 351000, "2023"),
        ("粮食产量", 356000, "2024"),
    ]


@pytest.mark.parametrize("blank", ["", "-", "—", "…", "/", "--"])
def test_cells_without_a_figure_say_nothing(blank: str) -> None:
    text = table("项目|预算数（万元）|完成数（万元）", f"契税|{blank}|30", f"增值税|{blank}|20")
    assert [claim[3] for claim in told(text)] == [300000, 200000]


@pytest.mark.parametrize(
    "text",
    [
        table("县区|甲类|乙类", "东山|12.3|45", "西河|11.2|50"),
        table("12.3|45|7", "11.2|50|8"),
        # No unit: nobody knows what was counted.
        table("项目|执行数|预算数", "契税|30|20", "增值税|20|10"),
    ],
)
def test_what_is_not_understood_is_flagged_and_gives_no_claim(text: str) -> None:
    speech = extract(text)
    assert speech.records == ()
    assert [flag.name for flag in speech.flags] == ["table_not_read"]


def test_a_column_that_is_not_understood_is_left_out_of_the_sentence() -> None:
    text = table("项目|完成数（万元）|系数甲", "契税|30|1.5亿元", "增值税|20|2.5亿元")
    assert [claim.evidence.quote for claim in claims(text)] == ["30", "20"]
    speech = extract(text)
    assert [(flag.name, flag.count) for flag in speech.flags] == [("table_not_read", 2)]


def test_two_figures_under_one_heading_are_not_guessed_at() -> None:
    text = table("项目|完成数（万元）||预算数（万元）", "契税|30|20|10", "增值税|20||10")
    assert [claim.evidence.quote for claim in claims(text)] == ["20", "10"]


@pytest.mark.parametrize(
    "text",
    [
        "\t各位代表：\n\t现在报告工作。\n",
        "一、总体情况\t3\n二、主要任务\t12\n",
        "联系人\t张三\n电话\t李四\n",
        "全县完成投资3亿元。\t增长5%。同比多。\n全县完成收入2亿元。\t增长4%。同比少。\n",
        "全县共有A|B两类企业30家。",
    ],
)
def test_prose_with_tabs_or_bars_is_no_table(text: str) -> None:
    done = clean(text)
    assert "〖" not in done.text
    assert done.text == text.replace("\t", " ")


def test_a_year_that_the_caption_does_not_name_is_that_of_the_section() -> None:
    text = table("一、2025年预算执行情况", "全年总体平稳。", "项目|执行数（万元）", "契税|30", "增值税|20")
    assert [claim[5] for claim in told(text)] == ["2025", "2025"]


def test_a_project_list_gives_what_each_project_costs() -> None:
    text = table(
        "2026年重点项目表",
        "单位：万元",
        "序号|项目名称|建设单位|总投资|2026年计划投资|形象进度",
        "1|石滩镇污水处理厂二期工程|县水务集团|52000|12000|主体完工",
        "2|柳湾乡老旧小区改造项目|县住建局|8600|3000|前期工作",
    )
    assert [(claim[2], claim[3]) for claim in told(text)[:2]] == [
        ("石滩镇污水处理厂二期工程总投资", 520000000),
        ("石滩镇污水处理厂二期工程投资", 120000000),
    ]
    assert claims(text)[1].kind == "target"


def test_headings_join_a_scope_and_what_is_measured() -> None:
    column = read_column(3, "全市收入预算", True, words(load()))
    assert (column.at, column.kind, column.scope, column.aspect) == (3, "plan", "全市", "收入")
    assert read_column(0, "乙类", True, words(load())).kind is None


def test_the_rows_of_a_run_have_the_same_number_of_tabs() -> None:
    assert [len(run) for run in table_runs("甲\t1\n乙\t2\n丙\t3\t4\n丁\t5\t6\n")] == [2, 2]
    assert table_runs("甲\t1\n\n乙\t2\n") == []


def test_the_sample_tables_give_every_figure_that_has_a_meaning() -> None:
    text = DATA.read_text(encoding="utf-8")
    found = claims(text)
    lines = [
        f"{c.kind} {c.basis} {c.indicator.text} {c.quantity.value:f} {c.quantity.unit} {c.period and c.period.label}"
        for c in found
    ]
    assert lines == DATA.with_suffix(".claims.txt").read_text(encoding="utf-8").splitlines()
    assert all(text[c.evidence.start : c.evidence.end] == c.evidence.quote for c in found)


def test_the_tables_of_the_documents_at_hand(shared: Path) -> None:
    from corpus import read_path

    paths = sorted((shared / "texts" / "docx").glob("*.docx"))
    if not paths:
        pytest.skip(f"no documents in {shared}")
    known = words(load())
    for path in paths:
        for source in read_path(path):
            cells = {
                (cell.start, cell.end)
                for run in table_runs(source.text)
                for row in run
                for cell in row.cells
                if known.bare.fullmatch(cell.text) or cell.text.endswith("%")
            }
            spans = {(r.evidence.start, r.evidence.end) for r in extract(source, model=False).records}
            assert len(cells) > 40
            assert len(cells & spans) >= 0.97 * len(cells), path.name
