"""Head, sections, roles and years, on texts of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus import Metadata
from corpus.structure import Structure, find_structure
from corpus.structure.headings import find_headings
from corpus.structure.numerals import DATE, date_of, small_number, year_number
from patterns import load

WORK_REPORT = """政府工作报告
——2031年1月9日在青溪县第九届人民代表大会第一次会议上
青溪县县长 方某某
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2030年工作回顾
过去一年，全县生产总值增长6.1%，财政收入完成9.3亿元。
一是工业提质。规模以上工业增加值增长8%，新投产企业12家。
二是农业增效。粮食总产量达到31万吨，建成高标准农田4万亩。
三是民生改善。城镇新增就业4100人，改造老旧小区15个。
五年来，我们累计完成投资210亿元，城镇化率由48%提高到55%。
同时，我们也清醒地看到，产业链条还不够长，财政收支矛盾突出。
二、2031年工作安排
今年全县主要预期目标是：生产总值增长6.5%左右。
（一）抓项目。实施重点项目80个。
（二）惠民生。新增学位2000个。
"""


def structure(text: str) -> Structure:
    return find_structure(text, load())


def roles(found: Structure) -> dict[str, str | None]:
    return {s.title: s.role for s in found.sections}


def test_work_report_head() -> None:
    found = structure(WORK_REPORT)
    assert found.title == "政府工作报告"
    assert (found.date, found.date_source) == (dt.date(2031, 1, 9), "heading")
    assert found.upload_date is None
    assert found.issuer == "青溪县人民政府"
    assert found.level == "county"
    assert found.doc_type == "government_work_report"
    assert (found.anchor_year, found.review_year) == (2031, 2030)


def test_work_report_sections() -> None:
    found = structure(WORK_REPORT)
    titles = [s.title for s in found.sections if s.title]
    assert titles[1:] == [
        "一、2030年工作回顾",
        "一是工业提质",
        "二是农业增效",
        "三是民生改善",
        "二、2031年工作安排",
        "（一）抓项目",
        "（二）惠民生",
    ]
    assert [s.level for s in found.sections if s.title][1:] == [1, 2, 2, 2, 1, 2, 2]
    assert {s.year for s in found.sections if s.level == 1 and s.title} == {2030, 2031}


def role_at(found: Structure, text: str, words: str) -> str | None:
    sentence = found.sentence_at(text.index(words))
    assert sentence is not None
    return found.role_of(sentence.section)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("请予审议", "head"),
        ("财政收入完成", "review"),
        ("建成高标准农田", "review"),
        ("累计完成投资", "review"),
        ("收支矛盾", "problems"),
        ("增长6.5%", "plan"),
        ("新增学位", "plan"),
    ],
)
def test_roles_where_they_are_asked_for(words: str, role: str) -> None:
    assert role_at(structure(WORK_REPORT), WORK_REPORT, words) == role


def test_last_inline_item_ends_with_its_paragraph() -> None:
    found = structure(WORK_REPORT)
    sentence = found.sentence_at(WORK_REPORT.index("累计完成投资"))
    assert sentence is not None
    assert found.headings(sentence.section) == ("一、2030年工作回顾",)


def test_upload_date_never_anchors() -> None:
    text = (
        "在全县招商工作会议上的讲话\n时间：2022-06-04 05:43:00\n同志们：\n"
        "一、*年工作回顾\n*年全县引进项目31个。\n二、2009年工作安排\n2009年引进项目40个。\n"
    )
    found = structure(text)
    assert found.upload_date == dt.date(2022, 6, 4)
    assert found.date is None
    assert (found.anchor_year, found.review_year) == (2009, 2008)


@pytest.mark.parametrize(
    "label", ["发布时间：2022-06-04", "来源：网络 2022-06-04 08:00", "日期:2022年6月4日"]
)
def test_only_an_upload_date_leaves_the_years_open(label: str) -> None:
    found = structure(f"招商工作汇报\n{label}\n全县上下要抓好项目，今年引进项目40个以上。\n")
    assert found.upload_date == dt.date(2022, 6, 4)
    assert (found.date, found.anchor_year, found.review_year) == (None, None, None)


def test_signature_date_and_issuers() -> None:
    text = (
        "关于做好招商引资工作的意见\n各镇党委、政府：\n为完成全年任务，现提出如下意见。\n"
        "一、目标任务\n全年引进项目25个。\n中共砚溪县委员会\n砚溪县人民政府\n二OO六年二月五日\n"
    )
    found = structure(text)
    assert (found.date, found.date_source) == (dt.date(2006, 2, 5), "signature")
    assert found.issuer == "中共砚溪县委员会、砚溪县人民政府"
    assert found.doc_type == "opinion"
    assert found.anchor_year == 2006
    assert found.place is not None
    assert found.place.name == "砚溪县"


def test_no_year_named_leaves_both_open() -> None:
    found = structure("今年全县主要预期目标是：财政收入增长5%。\n（一）抓投资。实施项目60个。\n")
    assert (found.anchor_year, found.review_year) == (None, None)
    assert found.sections[-1].role == "plan"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("一、2018年预算执行情况\n全市收入完成9亿元。\n", (2019, 2018)),
        ("2025年是“十四五”收官之年，我们顶压前行，全省生产总值增长5%。\n", (2026, 2025)),
        (
            "一、去年工作回顾\n2005年，全县工业增加值增长20%。\n二、今年任务\n工业增加值增长18%。\n",
            (2006, 2005),
        ),
        ("一、“六五”计划执行情况\n产值增长一倍。\n二、“七五”计划的任务\n产值增长四成。\n", (1986, 1985)),
        ("现在，我代表政府向第十届全国人民代表大会第一次会议作报告。先讲过去五年。\n", (2003, 2002)),
        ("在2031年上半年工作总结会上的讲话\n同志们：\n2031年上半年，全县引进项目30个。\n", (2031, 2031)),
        # Of a year that is only compared with, the next is told; where five years are spoken of, they began there.
        ("全区蜂蜜产量比2030年增长5%。\n", (2032, 2031)),
        ("五年来，全区蜂蜜产量比2030年增长5%。\n", (2036, 2035)),
        ("2030年蜂蜜收入预算为9亿元，完成8亿元。\n", (2031, 2030)),
        ("2031年蜂蜜收入安排9亿元。\n", (2031, 2030)),
        ("2030年目标任务顺利完成，标志着养蜂规划圆满收官。\n", (2031, 2030)),
        ("蜂蜜产量由2026年的3万吨增加到2030年的4万吨。\n", (2031, 2030)),
        ("本表按2012年可比价格计算，与2012年以前的数字不同。\n", (None, None)),
        ("二、“十五五”时期主要目标\n“十五五”时期，蜂蜜产量达到5万吨。\n", (2026, 2025)),
        ("2030年，全区共引进项目46个。\n2031年，全区固定资产投资要增长10%。去年投资不足。\n", (2031, 2030)),
    ],
)
def test_years(text: str, years: tuple[int | None, int | None]) -> None:
    found = structure(text)
    assert (found.anchor_year, found.review_year) == years


def test_relative_heading_is_read_by_the_documents_years() -> None:
    found = structure("一、去年工作回顾\n2005年，全县投产12家。\n二、今年主要任务\n投产15家。\n")
    assert [s.year for s in found.sections[1:]] == [2005, 2006]


def test_table_of_contents_is_no_section() -> None:
    entries = ["关于收入执行情况的说明", "关于支出执行情况的说明", "关于债务情况的说明", "关于收入预算的说明"]
    contents = "目录\n" + "\n".join(f"（{n}）{e}" for n, e in zip("一二三四", entries, strict=True))
    body = "\n".join(
        f"{e}\n全市收入完成{n}亿元，比上年增长{n}%，其中税收占比比上年有所提高，收入质量稳步改善。"
        for n, e in enumerate(entries, 3)
    )
    text = f"{contents}\n{body}\n"
    found = structure(text)
    assert found.skipped == ((text.index("（一）"), text.index("\n" + entries[0])),)
    assert [s.title for s in found.sections if s.title] == entries
    assert found.sentence_at(text.index("（一）")) is None


def test_headings_that_are_none() -> None:
    text = (
        "全年一、二、三产业增加值分别增长4%、5%、6%。\n一、二、三产业投资均有增长。\n"
        "1.为全县低收入家庭提供免费体检服务，惠及群众三万余人次，做到应检尽检。\n3.5%的目标已经实现。\n"
    )
    assert find_headings(text, 0)[0] == []


def test_an_item_that_gives_results_is_no_heading() -> None:
    text = "1、屠宰税完成2.1亿元，为预算的104%，增长3%。主要是收购量增加。\n2、车辆税完成3亿元，下降2%。主要是减免。\n"
    assert find_headings(text, 0)[0] == []
    titled = "1、夺取全年3亿元投资的胜利。抓好项目。\n2、稳就业。开办夜校30所，培训400人。\n"
    assert len(find_headings(titled, 0)[0]) == 2


def test_numbering_that_starts_again_nests() -> None:
    text = "一、总则\n甲。\n二、任务\n一、农业\n乙。\n二、工业\n丙。\n三、要求\n丁。\n"
    found = structure(text)
    assert [(s.title, s.level) for s in found.sections[1:]] == [
        ("一、总则", 1),
        ("二、任务", 1),
        ("一、农业", 2),
        ("二、工业", 2),
        ("三、要求", 2),
    ]


def test_lists_nest_below_headings_that_are_called_alike() -> None:
    said = "全县各项收支执行情况总体平稳，完成了县人代会确定的预算任务，具体情况如下。"
    text = (
        f"青溪县2030年预算执行情况和2031年预算说明\n{said}\n关于2030年收入执行情况的说明\n{said}\n关于2031年收入预算的说明\n{said}\n"
        f"一、主要收入\n{said}\n二、补助收入\n{said}\n关于2031年支出预算的说明\n{said}\n一、主要支出\n{said}\n"
    )
    found = structure(text)
    parents = {node.title: found.sections[node.parent or 0].title for node in found.sections if node.level}
    assert parents == {
        "关于2030年收入执行情况的说明": found.title,
        "关于2031年收入预算的说明": found.title,
        "一、主要收入": "关于2031年收入预算的说明",
        "二、补助收入": "关于2031年收入预算的说明",
        "关于2031年支出预算的说明": found.title,
        "一、主要支出": "关于2031年支出预算的说明",
    }


def test_role_changes_in_a_flat_text() -> None:
    text = (
        "过去一年，全县完成投资30亿元，同比增长9%，建成项目22个。\n"
        "今年全县主要预期目标是：投资增长10%。\n新建道路40公里。\n"
    )
    found = structure(text)
    assert role_at(found, text, "建成项目") == "review"
    assert role_at(found, text, "新建道路") == "plan"
    sentence = found.sentence_at(text.index("新建道路"))
    assert sentence is not None
    assert found.headings(sentence.section) == ()


@pytest.mark.parametrize("text", ["", "\n\n", "。", "（" * 50, "一、", "\u3000", "2025年", "1.\n2.\n"])
def test_odd_texts(text: str) -> None:
    found = structure(text)
    assert all(0 <= s.start <= s.end <= len(text) for s in found.sections)


def test_title_broken_in_two() -> None:
    assert structure("政府工作报\n告\n——2031年3月5日在大会上\n各位代表：\n略。").title == "政府工作报告"


def test_title_of_three_lines() -> None:
    lines = ["关于砚溪市2030年财政收入和", "支出执行情况与2031年财政收入和", "支出草案的报告"]
    text = "\n".join(["会议文件", *lines, "各位代表：", "略。"])
    assert structure(text).title == "".join(lines)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("二〇〇九年三月五日", dt.date(2009, 3, 5)),
        ("2019年1月15日", dt.date(2019, 1, 15)),
        ("二OO六年十二月三十一日", dt.date(2006, 12, 31)),
        ("一九七九年六月十八日", dt.date(1979, 6, 18)),
        ("2022-06-04", dt.date(2022, 6, 4)),
    ],
)
def test_dates(written: str, date: dt.date) -> None:
    match = DATE.search(written)
    assert match is not None
    assert date_of(match) == date


def test_a_day_that_is_none() -> None:
    match = DATE.search("2023年2月30日")
    assert match is not None
    assert date_of(match) is None


def test_numerals() -> None:
    assert year_number("一九八○") == 1980
    assert [small_number(n) for n in ("十", "十五", "二十三", "廿一", "两")] == [10, 15, 23, 21, 2]
    with pytest.raises(ValueError, match="no small numeral"):
        small_number("百")


def test_a_two_character_county_named_again_and_again_is_the_place() -> None:
    text = "全县招商工作会议讲话\n" + "赣县的环境在改善。我县要扩大赣县的影响，吸引客商到赣县来。\n"
    found = find_structure(text, load())
    assert found.place is not None
    assert (found.place.name, found.place.code) == ("赣县", "360721")


def test_a_two_character_county_named_once_is_not() -> None:
    found = find_structure("全县工作会议讲话\n我县要学习赣县的做法。\n", load())
    assert found.place is None


def test_a_year_said_over_and_over_is_settled() -> None:
    assert find_structure("2008年" * 40_000, load()).anchor_year == 2008


def test_what_is_known_beside_the_text_stands_in_where_its_head_is_silent() -> None:
    given = Metadata(title="政府工作报告", date=dt.date(2031, 1, 9), issuer="青溪县人民政府")
    text = "去年，全县财政收入达到4.2亿元。"
    found = find_structure(text, load(), metadata=given)
    assert (found.title, found.date, found.date_source) == ("政府工作报告", dt.date(2031, 1, 9), "metadata")
    assert (found.issuer, found.anchor_year, found.review_year) == ("青溪县人民政府", 2031, 2030)


def test_the_text_wins_over_what_is_known_beside_it() -> None:
    text = "政府工作报告\n——2031年1月9日在青溪县第九届人民代表大会上\n各位代表：\n去年，全县财政收入达到4.2亿元。"
    found = find_structure(text, load(), metadata=Metadata(title="另一个题目", date=dt.date(2040, 1, 1)))
    assert (found.title, found.date, found.date_source) == (
        "政府工作报告",
        dt.date(2031, 1, 9),
        "heading",
    )


def test_an_upload_date_beside_the_text_settles_no_year() -> None:
    found = find_structure(
        "去年，财政收入4.2亿元。", load(), metadata=Metadata(upload_date=dt.date(2031, 1, 9))
    )
    assert (found.upload_date, found.date, found.anchor_year) == (dt.date(2031, 1, 9), None, None)


def test_many_documents_in_one_file_do_not_nest_in_each_other_without_end() -> None:
    document = "一、上年工作回顾\n完成投资5亿元。\n二、今年工作安排\n完成投资6亿元。\n"
    found = find_structure(document * 200, load())
    assert max(section.level for section in found.sections) <= 13
    roles = [section.role for section in found.sections if section.title.startswith("二")]
    assert len(roles) == 200
