"""What each repair must and must not do."""

from __future__ import annotations

import pytest

from corpus import SourceText, clean, read_bytes
from corpus.cleaning import CleanText, wraps
from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import flagged, mended
from patterns import load
from schemas import MAX_LOGGED_SPANS


def flags(done: CleanText) -> dict[str, list[str]]:
    text = done.source.text
    return {flag.name: [text[start:end] for start, end in flag.spans] for flag in done.flags}


def repairs(done: CleanText) -> set[str]:
    return {repair.name for repair in done.repairs}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "2024年，全县实现地区生产总值126.4亿元，增长6.1%；一般公共预算收入8.3亿元，增长4.08和3.76个百分点。",
        "增长6.1、5.8%，收入（含基金）1,067,400万元。",
        "落实“1+X”试点，在555X平台和7×24小时窗口办理，T型台上有A股公司，PM2.5下降。",
        "做什么?怎么做?靠谁做?",
        "一、总体要求\n（一）指导思想\n坚持稳中求进。\n二、主要任务\n",
        "1、抓项目。\n2、抓服务。\n3、抓环境。",
        "乾县、乾安县、於潜镇的乾坤湾和瞭望台，都著名。",
        "砥砺奋进，踔厉奋发，笃行不怠，人才荟萃，锂镉镓铟价格上涨。",
        "附件1 2019年收支表，表 3 说明：大中城市 500强企业",
        "亿元以上项目11个，投资达亿元以上的3个，完成率100%，个个都是好项目，户户通电。",
    ],
)
def test_sound_text_stays_as_it_is(text: str) -> None:
    done = clean(text)
    assert done.text == text.replace("大中城市 500", "大中城市500")
    assert not done.flags


def test_source_may_be_a_text_or_what_a_reader_gave() -> None:
    source = read_bytes("全县１２个".encode("gbk"), "a.txt")
    done = clean(source)
    assert done.source is source
    assert done.text == "全县12个"
    assert isinstance(clean("全县").source, SourceText)


def test_a_quote_takes_the_note_of_its_last_character_along() -> None:
    done = clean(
        "簽約項(xiàng)目15個(gè),簽約資金達(dá)12億元。簽約項(xiàng)目15個(gè)。引進項(xiàng)目。實際利用外資。縣財政"
    )
    at = done.text.index("15个")
    assert done.quote(at, at + 3) == "15個(gè)"
    at = done.text.index("12亿元")
    assert done.quote(at, at + 4) == "12億元"


def test_crlf_and_spaces_map_back() -> None:
    done = clean("　　全县\r\n完成\u00a020 个")
    assert done.text == "  全县\n完成20个"
    assert done.quote(7, 10) == "20 个"


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("全 年 实 现 招 商 总 额 45 亿 元", "全年实现招商总额45亿元"),
        ("2 0 0 6 年 1 2 月 3 日", "2006年12月3日"),
        ("投 资 1000 万元以上项目 150 个,其中 20 个在建", "投资1000万元以上项目150个,其中20个在建"),
        ("三年分别为 12 15 18 个", "三年分别为12 15 18个"),
        ("信 息 的 收 集,把 大 企 业、大 客 商", "信息的收集,把大企业、大客商"),
        ("二 OO 六年二月", "二OO六年二月"),
        ("县长 李某某", "县长 李某某"),
        ("各镇要有 50% 以上力量", "各镇要有50%以上力量"),
    ],
)
def test_letter_spacing(spaced: str, closed: str) -> None:
    assert clean(spaced).text == closed


@pytest.mark.parametrize(
    ("text", "cleaned", "typo"),
    [
        ("总计3,594, 026万元", "总计3,594,026万元", []),
        ("总计1，067，400万元", "总计1,067,400万元", []),
        ("收入5,100万元，支出234, 558万元", "收入5,100万元，支出234,558万元", []),
        ("支出542,62万元", "支出542,62万元", ["542,62"]),
        ("支出5425,620万元", "支出5425,620万元", ["5425,620"]),
        ("有12, 345户", "有12, 345户", []),
        ("第1,2项，2016,2017年", "第1,2项，2016,2017年", []),
    ],
)
def test_separators(text: str, cleaned: str, typo: list[str]) -> None:
    done = clean(text)
    assert done.text == cleaned
    assert flags(done).get("source_typo", []) == typo


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("签约X个，资金××亿元，增长**%", "masked_figure", ["X", "××", "**"]),
        ("*年工作，20*年计划，×月×日", "masked_date", ["*", "20*", "×", "×"]),
        ("引进项目个，资金达亿元，完成任务的.%。", "missing_figure", ["个", "亿元", "%"]),
        ("比上年增长12.5；税收下降3,其中", "lost_percent", ["12.5", "3"]),
        ("全\ufffd县", "undecodable", ["\ufffd"]),
    ],
)
def test_flags(text: str, name: str, found: list[str]) -> None:
    done = clean(text)
    assert flags(done)[name] == found
    assert done.text == text


def test_masks_that_hide_words_and_names_are_no_figures() -> None:
    done = clean("首次赴*考察，走向寶島*，X会任务，1+X证书，555X型，MAX个人")
    assert "masked_figure" not in flags(done)


def test_growth_with_its_unit_in_a_list_is_not_flagged() -> None:
    assert "lost_percent" not in flags(
        clean("增长4.08和3.76个百分点，增长6.1、5.8%，增长6.1,5.8%，增长2倍，增长12.5%。")
    )


def test_traditional_script_only_where_the_text_is_traditional() -> None:
    assert clean("縣財政實現增長，開發區建設進展順利。").text == "县财政实现增长，开发区建设进展顺利。"
    mixed = "全县经济平稳运行。\n" * 30 + "縣財政實現增長，開發區建設進展順利。\n"
    assert clean(mixed).text.endswith("县财政实现增长，开发区建设进展顺利。\n")
    assert clean("碑上刻着“後来居上”四字，" + "全县经济平稳运行。" * 20).text.startswith("碑上刻着“後来居上”")


def test_a_name_keeps_its_character() -> None:
    text = "這次會議在乾安召開，經濟發展、乾燥設備、縣財政都說到了。"
    assert clean(text).text == "这次会议在乾安召开，经济发展、干燥设备、县财政都说到了。"


def test_a_note_of_a_rare_character_goes_but_english_in_parentheses_stays() -> None:
    assert clean("亳(bó)州市推广(led)灯和产品(new)。").text == "亳州市推广(led)灯和产品(new)。"


def test_neutral_notes_go_where_there_are_many() -> None:
    text = "我們(men)發(fā)展經(jīng)濟(jì)，實(shí)現(xiàn)增長(zhǎng)，推廣燈(led)。"
    assert clean(text).text == "我们发展经济，实现增长，推广灯(led)。"


def test_site_tails_only_at_the_end() -> None:
    body = "\n".join(f"第{n}项工作抓好落实，确保取得实效。" for n in range(30))
    done = clean(f"下载\n{body}\n相关报道：\n某地又签大项目3个\n")
    assert done.text == body + "\n"
    assert "相关报道" not in clean(f"{body}\n相关报道：\n某地\n").text
    first = clean(f"相关报道：\n{body}\n")
    assert body in first.text


def test_a_numbered_list_is_no_preview() -> None:
    items = "\n".join(f"{n}、" + "完善招商引资服务机制，" * (5 + 3 * n) + "抓好落实。" for n in range(1, 7))
    assert clean(items).text == items


def test_lines_filled_to_one_width_are_joined() -> None:
    sentence = "今年全县上下坚持稳中求进工作总基调统筹推进各项工作取得明显成效" * 3 + "。"
    text = sentence * 6
    wrapped = "\n".join(text[at : at + 30] for at in range(0, len(text), 30))
    done = clean(wrapped)
    assert done.text == text
    assert "wraps" in repairs(done)


def test_short_lines_of_their_own_stay() -> None:
    text = "\n".join(["县委书记", "县长", "各位代表：", "现在报告工作。"] * 4)
    assert clean(text).text == text


def test_logs_are_capped_but_counted() -> None:
    text = AlignedText.of("a" * 1000)
    out = mended(text, [Edit(at, at + 1, "") for at in range(0, 1000, 2)], "n", "w")
    assert out.repairs[0].count == 500
    assert len(out.repairs[0].spans) == MAX_LOGGED_SPANS
    assert flagged(text, [(0, 1)] * 300, "n", "w")[0].count == 300
    assert flagged(text, [], "n", "w") == ()


def test_two_runs_are_equal() -> None:
    text = "*年實(shí)際引進(jìn)內(nèi)資２０．９億元,完 成 任 務 的 155%"
    first, second = clean(text), clean(text)
    assert (first.text, first.repairs, first.flags) == (second.text, second.repairs, second.flags)


def test_a_long_run_of_line_ends_is_one_break() -> None:
    blank = "\n" * 200_000
    assert clean(f"全县{blank}，全市{blank}。{blank}全省").text.replace("\n", "") == "全县，全市。全省"
    done = wraps.apply(AlignedText.of(f"全县{blank}，全市{blank}完成。"), load())
    assert done.text.text == f"全县，全市{blank}完成。"
    assert [repair.count for repair in done.repairs] == [1]
