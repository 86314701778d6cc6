"""What belongs to the page goes, what belongs to the text stays, and cut lines become sentences again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import CleanText, clean
from corpus.cleaning import AlignedText, pages, wraps
from patterns import load
from tests.forms import set_lines

BODY = (
    "全县坚持稳中求进工作总基调，着力扩大有效投资，经济运行总体平稳。全年完成地区生产总值186.4亿元，比上年增长8.2%；"
    "一般公共预算收入12.5亿元，为预算的101.3%，增长6.4%。规模以上工业企业达到48家，实现增加值63.7亿元，增长9.1%。"
    "城镇新增就业3200人，居民人均可支配收入24860元，增长7.5%。实施重点项目36个，到位资金58.9亿元，其中工业项目21个。"
)


def furniture(text: str) -> str:
    return pages.apply(AlignedText.of(text), load()).text.text


def logged(done: CleanText) -> dict[str, int]:
    return {repair.what: repair.count for repair in done.repairs}


@pytest.mark.parametrize(
    "form",
    [
        "- {} -",
        "—{}—",
        "— {} —",
        "－ {} －",
        "-{}-",
        "第{}页 共3页",
        "第 {} 页",
        "第{}页/共3页",
        "Page {} of 3",
        "{}/3",
        "{} / 3",
        "{}",
        "  {}",
        "~ {} ~",
        "· {} ·",
        "一 {} 一",
    ],
)
@pytest.mark.parametrize("at_head", [False, True])
def test_page_numbers_go_in_all_their_forms(form: str, at_head: bool) -> None:
    sheets = []
    for number in (1, 2, 3):
        line = form.format(number)
        text = f"全县第{number}季度完成投资，\n增长8%。"
        sheets.append(f"{line}\n{text}" if at_head else f"{text}\n{line}\n")
    assert furniture("\f".join(sheets)).strip() == "\n\f".join(
        f"全县第{number}季度完成投资，\n增长8%。" for number in (1, 2, 3)
    )


def test_numbers_that_do_not_go_up_with_the_pages_stay() -> None:
    text = "指标\n完成\n2320\f指标\n完成\n1800\f指标\n完成\n915"
    assert "2320" in furniture(text)
    assert "1800" in furniture(text)


def test_running_heads_and_feet_go() -> None:
    sheets = [
        f"砚溪县2019年预算执行情况报告 {number}\n第{number}项支出完成{number * 7}亿元。\n接着说明。\n内部资料 注意保存"
        for number in range(1, 6)
    ]
    text = furniture("\f".join(sheets))
    assert "内部资料" not in text
    assert text.count("预算执行情况报告") == 1, "the head of the first page is the title"
    assert [f"{number * 7}亿元" in text for number in range(1, 6)] == [True] * 5


def test_the_heads_of_left_and_right_pages_may_differ() -> None:
    sheets = [
        f"{'砚溪县统计公报' if number % 2 else '二〇一九年'}\n第{number}项增长{number + 20}%。"
        for number in range(1, 9)
    ]
    text = furniture("\f".join(sheets))
    assert text.count("二〇一九年") == 0
    assert text.count("砚溪县统计公报") == 1


def test_what_names_a_table_stays_on_every_page() -> None:
    sheets = [f"表{number}\n单位：万元\n契税 430{number} 409{number}" for number in range(1, 7)]
    assert furniture("\f".join(sheets)) == "\n\f".join(sheets)
    ends = [f"第{number}项投资{number}亿元\n具体情况详见附表。" for number in range(1, 7)]
    assert furniture("\f".join(ends)) == "\n\f".join(ends)


def test_page_numbers_without_form_feeds_must_go_up() -> None:
    assert furniture("甲\n- 1 -\n乙\n- 2 -\n丙") == "甲\n\f乙\n\f丙"
    assert furniture("甲\n第7页\n乙\n第3页\n丙") == "甲\n第7页\n乙\n第3页\n丙"
    figures = "\n".join(f"{number}\n项目{number}\n投资{number}亿元" for number in range(1, 9))
    assert furniture(figures) == figures
    sheets = "\n".join(f"{chr(10).join(['全县投资增长。'] * 12)}\n{number}" for number in range(4, 8))
    assert not re.search(r"^\d$", furniture(sheets), re.MULTILINE)


def test_a_table_of_contents_goes_with_its_dots() -> None:
    text = "目录\n一、财政收入……………………3\n二、财政支出.......... 12\n一、财政收入\n全年12亿元……\n"
    assert furniture(text) == "目录\n一、财政收入\n全年12亿元……\n"


def test_a_paragraph_runs_over_lines_and_pages() -> None:
    lines = set_lines(BODY)
    cut = len(lines) // 2
    text = "一、工作回顾\n" + "\n".join(lines[:cut]) + "\n- 1 -\n\f" + "\n".join(lines[cut:]) + "\n- 2 -\n"
    done = clean(text)
    assert done.text.split("\n") == ["一、工作回顾", BODY, ""]
    assert logged(done)["page numbers dropped"] == 2
    at = done.text.index("12.5亿元")
    assert re.sub(r"\s", "", done.quote(at, at + 6)) == "12.5亿元"


@pytest.mark.parametrize("width", [18, 22, 26, 30, 35, 40])
@pytest.mark.parametrize("spaced", [False, True])
def test_lines_of_any_width_are_joined(width: int, spaced: bool) -> None:
    lines = ["一、工作回顾"]
    for _ in range(4):
        lines += set_lines(BODY, width)
        lines.append("（一）下一步打算")
    text = "\n".join(lines)
    if spaced:
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
    done = clean("\f" + text)
    assert done.text.strip().split("\n") == ["一、工作回顾", *[BODY, "（一）下一步打算"] * 4]


def filled(*last: str) -> str:
    """Lines of 28 characters, set by a page, with some lines more."""
    return "\f" + "\n".join([*["全县坚持项目为王强化要素保障优化营商环境推动经济持续健康发"] * 6, *last])


def test_figures_are_never_joined_with_what_is_no_part_of_them() -> None:
    heading = clean(filled("全县坚持项目为王强化要素保障优化营商环境推动实施项目12", "3.农业", "全县。")).text
    assert "项目12\n3.农业" in heading
    year = clean(filled("全县坚持项目为王强化要素保障优化营商环境推动实施项目12", "2019年，全县继续。")).text
    assert "项目12\n2019年" in year
    two = clean(filled("全县坚持项目为王强化要素保障优化营商环境推动实施项目12,", "100万元以上的3个。")).text
    assert "12, 100万元" in two
    listed = clean("完成情况较好（详见附表 15\n16、26）。\n全县。")
    assert "1516" not in listed.text
    rows = "\f" + "\n".join(f"2011{number} 12345 6789 1234 5678 90{number}" for number in range(12))
    assert clean(rows).text.count("\n") == 11


def test_a_cut_figure_is_joined_and_logged_for_itself() -> None:
    done = clean(filled("全县坚持项目为王强化要素保障优化营商环境推动投资总额达483", "20万元，增长5%。"))
    assert "总额达48320万元" in done.text
    assert logged(done)["figures cut by a line end joined"] == 1
    minus = clean(filled("全县坚持项目为王强化要素保障优化营商环境推动上解支出为-", "463万元，增长5%。"))
    assert "上解支出为-463万元" in minus.text


def test_what_opens_a_paragraph_stays_a_line_of_its_own() -> None:
    for opening in ("二、", "（二）", "2.", "（2）", "——", "①", "第二章 "):
        text = clean(filled(f"{opening}强化保障", "全县。")).text
        assert f"\n{opening}强化保障\n" in text
    assert (
        "第二、三产业"
        in clean(filled("全县坚持项目为王强化要素保障优化营商环境推动加快发展第", "二、三产业。")).text
    )


def test_a_line_that_ended_early_at_a_comma_goes_on() -> None:
    # Some files hold a line of the page in two pieces.
    assert "创业政策,新增就业" in clean(filled("实施更加积极的就业创业政策,", "新增就业19.5万人。")).text


def test_lists_of_one_line_items_stay_lists() -> None:
    items = [f"——第{number}项支出 {number}.5 亿元，增长 {number}%；" for number in range(12)]
    assert clean("\f" + "\n".join(items)).text.count("\n") == 11
    names = ["砚溪县财政局", "雁浦县财政局", "砚溪县统计局", "雁浦县统计局", "砚溪县教育局"]
    assert clean("\f" + "\n".join(names)).text.split("\n") == names


def test_text_without_pages_is_left_alone() -> None:
    text = "全县会议\n各位代表：\n现在报告工作。\n\n一、回顾\n全年增长5%\n2\n全年增长6%"
    assert clean(text).text == text


PIECES = st.sampled_from(
    [
        "\f",
        "\n",
        "- 1 -",
        "- 2 -",
        "3",
        "4",
        "第2页 共9页",
        "全县投资",
        "12",
        "3.",
        "，",
        "。",
        " ",
        "表1",
        ".....",
        "（",
        "）",
        "亿元",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_character_of_the_text_is_lost_or_moved(source: str) -> None:
    once = pages.apply(AlignedText.of(source), load())
    done = wraps.apply(once.text, load()).text
    assert "\f" not in done.text
    spans = [done.to_source(at, at + 1) for at in range(len(done.text))]
    assert spans == sorted(spans)
    for char, (start, end) in zip(done.text, spans, strict=True):
        assert char in " \n" or char in source[start:end]
    kept = re.sub(r"\s", "", done.text)
    assert kept == "".join(char for char in kept if char in source)


def test_hostile_text_ends() -> None:
    for text in (
        "\f" * 50_000,
        "- 1 -\n" * 20_000,
        "1\n\f" * 20_000,
        "（" * 50_000 + "\n" * 50_000,
        "全县\n\f" * 20_000,
        "." * 200_000,
        "1 " * 100_000 + "\f",
        "第" * 100_000 + "\n\f页",
    ):
        once = pages.apply(AlignedText.of(text), load()).text
        assert len(wraps.apply(once, load()).text.text) <= len(text)


def test_a_page_number_under_the_title_line_goes_too() -> None:
    sheets = [
        "内部资料 注意保存\n第1页 共2页\n关于工业的报告\n甲。\n乙。",
        "内部资料 注意保存\n第2页 共2页\n丙。",
    ]
    assert furniture("\f".join(sheets)) == "关于工业的报告\n甲。\n乙。\n\f丙。"
    titled = [sheet.replace("内部资料 注意保存", "砚溪县二〇一九年统计公报") for sheet in sheets]
    assert furniture("\f".join(titled)) == "砚溪县二〇一九年统计公报\n关于工业的报告\n甲。\n乙。\n\f丙。"


def test_the_lines_of_the_head_stay_apart() -> None:
    head = [
        "关于砚溪县二〇一九年预算执行情况和二〇二〇年预算草案的报告",
        "（二〇二〇年一月六日在砚溪县第十届人民代表大会第四次会议上）",
        "砚溪县财政局局长 某某某",
        "各位代表：",
        "二〇一九年全县财政工作总体平稳。",
    ]
    assert clean("\f" + "\n".join([*head, *set_lines(BODY)])).text.split("\n") == [*head, BODY]


def test_the_line_that_tells_the_meeting_is_joined() -> None:
    text = "关于预算的报告\n——2020年1月6日在砚溪县第十届\n人民代表大会第四次会议上\n砚溪县财政局\n各位代表：\n全县。"
    assert "——2020年1月6日在砚溪县第十届人民代表大会第四次会议上\n砚溪县财政局" in clean(text).text


def test_a_single_page_is_a_page() -> None:
    lines = ["一、工作", *set_lines(BODY, 20)[:6]]
    assert clean("\n".join([*lines, "- 1 -"]) + "\f").text.split("\n") == ["一、工作", "".join(lines[1:])]
