"""Web pages: what is kept of them, what is left out, tables, encodings, and pages that are broken."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from base64 import b64encode
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.readers import ReadError, read_bytes
from corpus.source import SourceText
from extractor import extract, find_quantities

FIRST = "受县人民政府委托，现将全县财政收支情况报告如下，请予审议。"
SECOND = "全县财政收入完成12.5亿元，增长8.2%；支出完成30亿元，增长4%。"
THIRD = "下一步，要培植财源，力争收入达到13.6亿元，支出压减5%以上。"
TEXT = [FIRST, SECOND, THIRD]


def read(page: str | bytes, name: str = "a.html", encoding: str | None = None) -> SourceText:
    return read_bytes(page if isinstance(page, bytes) else page.encode(), name, encoding)


def lines(page: str | bytes) -> list[str]:
    return [line for line in read(page).text.split("\n") if line]


def paragraphs(texts: list[str] = TEXT) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


# --- how text comes out


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>收入<b>12.</b><i>5</i>亿元</p>", "收入12.5亿元"),
        ("<p>" + "".join(f"<span>{char}</span>" for char in "收入12.5亿元") + "</p>", "收入12.5亿元"),
        ("<p><span>2011</span>\n   <span>年，收入</span></p>", "2011年，收入"),
        ("<p>收入\n      12.5亿元，GDP\n growth</p>", "收入12.5亿元，GDP growth"),
        ("<p>县财政局局长&nbsp;&nbsp;周某</p>", "县财政局局长  周某"),
        ("<p>　　收入增长&mdash;&mdash;&#x35;&#37;&hellip;&lt;略&gt;</p>", "　　收入增长——5%…<略>"),
        (
            "<p>占地3km<sup>2</sup>、6m<SUP><span>2</span></SUP>，CO<sub>2</sub>减排</p>",
            "占地3km2、6m2，CO2减排",
        ),
        ("<p>约10<sup>8</sup>度，增长5.2%<sup>[1]</sup></p>", "约10⁸度，增长5.2%[¹]"),
        ("<p><ruby>砚<rp>(</rp><rt>yàn</rt><rp>)</rp></ruby>溪县</p>", "砚溪县"),
        ("<p>一行<br>二行<br/><br>三行</p>", "一行\n二行\n三行"),
        ("<div>一<div>二</div>三</div><h2>四</h2>五<hr>六", "一\n二\n三\n四\n五\n六"),
        ("<pre>一  行\n二\t行\n</pre>", "一  行\n二 行"),
        ("<p style='white-space: pre-wrap'>一 行\n二 行</p>", "一 行\n二 行"),
        ("<p>一<span style='display:block'>二</span>三</p>", "一\n二\n三"),
        ("<p>甲<o:p></o:p><st1:chsdate>2008年</st1:chsdate><wbr>乙</p>", "甲2008年乙"),
        ("<p><![if !supportLists]>1.<![endif]>甲<!-- 不显示 --><?xml:namespace prefix=o /></p>", "1.甲"),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", "甲\n乙"),
        ("甲乙丙\n全县收入12.5亿元\n", "甲乙丙\n全县收入12.5亿元"),
        ("<p>增长<5%，低于<b>6%</b></p>", "增长<5%，低于6%"),
    ],
)
def test_a_paragraph_is_a_line_and_words_stay_whole(page: str, text: str) -> None:
    assert read(page).text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li>甲</li><li><p>乙</p><p>丙</p></li></ol>", "1. 甲\n2. 乙\n丙"),
        ("<ol start='4'><li>甲<li value='8'>乙<li>丙</ol>", "4. 甲\n8. 乙\n9. 丙"),
        (
            "<ol style='list-style-type: cjk-ideographic'>" + "<li>甲" * 12 + "</ol>",
            "十、甲\n十一、甲\n十二、甲",
        ),
        ("<ol type='a'><li>甲</ol><ol type='I'><li>乙<li>丙</ol>", "a. 甲\nI. 乙\nII. 丙"),
        ("<ol style='list-style: none'><li>甲</ol><ul><li>乙</ul>", "甲\n乙"),
        ("<ol><li>（一）甲<li>2．乙</ol>", "（一）甲\n2．乙"),
        ("<ol><li>12个项目<ol><li>甲</ol><li>丙</ol>", "1. 12个项目\n1. 甲\n2. 丙"),
    ],
)
def test_numbers_of_lists_are_those_that_the_page_shows(page: str, text: str) -> None:
    assert read(page).text.endswith(text)


# --- tables

TABLE = (
    "<table border='1'><caption>表1</caption><tr><th rowspan='2'>项目</th><th colspan='2'>2011年</th></tr>"
    "<tr><td>预算</td><td>执\n<br>行</td></tr><tr><td>&nbsp;一、税收<br>收入</td><td>1,200</td><td>1,300</td></tr>"
    "<tr><td>GDP<br>growth</td><td></td><td>5%</td></tr><tr><td></td><td></td></tr></table>"
)


def test_a_table_has_tabs_and_empty_lines_around_it() -> None:
    source = read(f"<p>{FIRST}</p>{TABLE}<p>{SECOND}</p>")
    rows = "项目\t2011年\t\n\t预算\t执行\n一、税收收入\t1,200\t1,300\nGDP growth\t\t5%"
    assert source.text == f"{FIRST}\n表1\n\n{rows}\n\n{SECOND}"
    (part,) = source.parts
    assert (part.kind, part.number) == ("table", 1)
    assert source.text[part.start : part.end] == rows


def test_two_tables_are_two_parts_and_rows_have_equal_tabs() -> None:
    other = "<table><tr><td>甲<td>乙<td>丙<tr><td>1<td>2</table>"
    source = read(f"{other}<p></p>{TABLE}{other}")
    tables = [source.text[part.start : part.end] for part in source.parts]
    assert [part.number for part in source.parts] == [1, 2, 3]
    assert tables[0] == tables[2] == "甲\t乙\t丙\n1\t2\t"
    assert source.text.count("\n\n") == 3
    for table in tables:
        assert len({row.count("\t") for row in table.split("\n")}) == 1


def test_cells_that_cover_rows_and_columns_leave_their_places_empty() -> None:
    page = (
        "<table><tr><td rowspan=3>甲<td>乙<td rowspan=2 colspan=2>丙<tr><td>1<tr><td>2<td>3<td>4"
        "<tr><td>5<td>6<td>7<td>8</table>"
    )
    assert read(page).text == "甲\t乙\t丙\t\n\t1\t\t\n\t2\t3\t4\n5\t6\t7\t8"


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>{0}<p>{1}</p>{2}</td></tr></table>",
        "<table><tr><td>{0}</td></tr><tr><td>{1}</td></tr><tr><td>{2}</td></tr></table>",
        "<table><tr><td width=20>&nbsp;</td><td>{0}<br>{1}<br>{2}</td><td></td></tr></table>",
        "<table><tr><td><table><tr><td>{0}</td></tr><tr><td>{1}</td></tr></table></td></tr><tr><td>{2}</table>",
        "<table role='presentation'><tr><td>{0}<td>{1}<tr><td>{2}<td></table>",
    ],
)
def test_a_table_of_layout_is_unwrapped(page: str) -> None:
    source = read(page.format(*TEXT))
    assert source.text == "\n".join(TEXT)
    assert source.parts == ()


def test_running_text_in_two_columns_is_no_table_of_data() -> None:
    long = "".join(TEXT) * 3
    page = f"<table><tr><td>{long}<td>{long}<tr><td>左<td>右</table>"
    assert read(page).text == f"{long}\n{long}\n左\n右"


def test_spans_made_to_exhaust_the_reader_do_not_count() -> None:
    page = "<table>" + "<tr><td colspan=1000 rowspan=60000>1<td colspan=99999>2" * 500 + "</table>"
    assert read(page).text == "\n".join(["1\t2"] * 500)


# --- the document and the site

NAVIGATION = (
    '<div class="top">您好，今天是2012年3月6日 星期二 <a href="/">首页</a> <a href="/zw/">政务公开</a></div>'
    '<ul class="nav"><li><a href="/a">要闻</a></li><li><a href="/b">全市收入突破99亿元，增长77%。</a></li></ul>'
    '<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/x">公报</a> &gt; 正文</div>'
)
NOTICE = (
    '<div class="info">发布时间：2012-03-06 09:30　来源：某市日报　浏览次数：<span>128</span>次　'
    '字体：[<a href="javascript:z(1)">大</a> <a href="javascript:z(2)">中</a> <a href="javascript:z(3)">小</a>]</div>'
)
FOOT = (
    '<div class="share">分享到：<a href="javascript:;">微信</a><a href="javascript:;">微博</a></div>'
    '<p>上一篇：<a href="/1.html">全市一季度增长56%</a></p><p>下一篇：没有了</p>'
    '<div><h4>相关链接</h4><ul><li><a href="/3.html">2010年预算收入101亿元</a> 2011-01-01</li>'
    '<li><a href="/4.html">2009年预算收入91亿元</a> 2010-01-01</li></ul></div>'
    '<div class="bottom">主办：某市人民政府办公室，地址：某路888号，电话：0731-1234567。<br>'
    "网站标识码：4300000001 湘ICP备05000001号</div>"
)
TITLE = "关于砚溪县2011年预算执行情况的报告"
HEAD = f"<head><title>{TITLE}_砚溪县人民政府</title></head>"
DIVS = (
    f"{HEAD}<body>{NAVIGATION}<div id='main'><h1>{TITLE}</h1>{NOTICE}<div id='zoom'>{{}}</div>"
    f"<div><a href='javascript:print()'>打印</a> <a href='javascript:close()'>关闭</a></div>{FOOT}</div></body>"
)
TABLES = (
    f"{HEAD}<body><table width=778><tr><td><a href=/>首页</a><td><a href=/a>要闻</a><td><a href=/b>公告</a></tr></table>"
    "<table width=778><tr><td width=180><table><tr><td>栏目导航<tr><td><a href=/c>政府文件</a><tr><td>"
    "<a href=/d>人事任免</a></table><td>"
    f"<table><tr><td align=center><font size=5>{TITLE}</font><tr><td>2012-3-6 来源：某市日报 点击：56<tr><td>"
    "{}<tr><td align=right>【<a href='javascript:print()'>打印</a>】【<a href='javascript:close()'>关闭</a>】</table>"
    "</table><table><tr><td>版权所有 某市人民政府 电话 12345678</table></body>"
)
SOUP = (
    f"{HEAD}<body><form id='form1'><div><div><div>{NAVIGATION}</div><div><div><div><span>{TITLE}</span></div>"
    f"{NOTICE}<div><div><div>{{}}</div></div></div></div></div>{FOOT}</div></div></form></body>"
)
ONE_CELL = (
    f"{HEAD}<body><table><tr><td>{NAVIGATION}<br>{TITLE}<br>{NOTICE}{{}}{FOOT}</td></tr></table></body>"
)
PAGES = [DIVS, TABLES, SOUP, ONE_CELL]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "form",
    [
        paragraphs(),
        "<br><br>".join(f"　　{text}" for text in TEXT),
        "".join(f"<div>{text}</div>" for text in TEXT),
        "<div class='TRS_Editor'><style>.TRS_Editor P{}</style>" + paragraphs() + "</div>",
        "".join(
            "<p style='text-indent:2em'><span style='font-family:宋体'>"
            + re.sub(r"([0-9.]+)", r"<span lang='EN-US'>\1</span>", text)
            + "</span></p>"
            for text in TEXT
        ),
        "<font size=3>" + "".join(f"<P>{text}" for text in TEXT) + "</font>",
    ],
)
def test_the_document_is_kept_without_the_site(page: str, form: str) -> None:
    source = read(page.format(form))
    assert [line.strip() for line in source.text.split("\n")] == [TITLE, *TEXT]
    assert source.metadata.title == TITLE
    assert source.metadata.upload_date == dt.date(2012, 3, 6)
    assert source.metadata.date is None


@pytest.mark.parametrize("page", [DIVS, SOUP])
def test_what_stands_between_title_and_text_stays(page: str) -> None:
    page = page.replace(NOTICE, f"<div>——2012年1月9日在县人民代表大会上</div>{NOTICE}<div>县财政局</div>")
    assert lines(page.format(paragraphs())) == [TITLE, "——2012年1月9日在县人民代表大会上", "县财政局", *TEXT]


@pytest.mark.parametrize("page", PAGES)
def test_a_signature_below_and_a_second_part_stay(page: str) -> None:
    signed = "<div>砚溪县财政局</div><div>二〇一二年三月五日</div>"
    assert lines(page.format(paragraphs() + signed))[-2:] == ["砚溪县财政局", "二〇一二年三月五日"]
    notes = "<div>注：1.本报告中数据为快报数，收入增速按可比口径计算。</div>"
    below = page.format(f"<div>{paragraphs(TEXT * 4)}</div>") if page is ONE_CELL else page
    made = below.format(paragraphs(TEXT * 4)).replace(FOOT, f"{notes}{signed}{FOOT}")
    if page is not TABLES:
        assert lines(made)[-3:] == [re.sub("<[^>]*>", "", notes), "砚溪县财政局", "二〇一二年三月五日"]


def test_headings_short_lines_and_tables_of_the_text_stay() -> None:
    body = [FIRST, "一、收入", SECOND, "表1", "二、支出", "略", THIRD, "附件：", "预算表.xls"]
    form = "".join(f"<div>{text}</div>" for text in body[:-1])
    form += "<div><a href='/files/1.xls'>预算表.xls</a></div>"
    for page in PAGES:
        assert lines(page.format(form)) == [TITLE, *body]
    for page in (DIVS, SOUP):
        source = read(page.format(f"{paragraphs()}{TABLE}"))
        assert source.text.endswith("GDP growth\t\t5%")
        assert len(source.parts) == 1


def test_links_within_sentences_and_to_places_of_the_page_stay() -> None:
    form = (
        "<p><a href='#1'>一、收入情况</a></p><p><a href='#2'>二、支出情况</a></p><p><a href='#3'>三、下一步</a></p>"
        f"<p>{FIRST}按照<a href='http://a.gov.cn/1.html'>县里的办法</a>执行。</p>{paragraphs(TEXT[1:])}"
    )
    kept = lines(DIVS.format(form))
    assert kept[1:4] == ["一、收入情况", "二、支出情况", "三、下一步"]
    assert kept[4] == f"{FIRST}按照县里的办法执行。"


def test_what_is_not_shown_is_left_out() -> None:
    hidden = (
        "<div style='display: none'>隐藏的收入77亿元，不显示。</div><p hidden>隐藏88%，不显示的段落。</p>"
        "<span style='visibility:hidden'>隐藏</span><script>document.write('收入66亿元。')</script>"
        "<noscript>请启用脚本，收入55亿元。</noscript><select><option>1亿元</option></select>"
        "<textarea>44亿元</textarea><iframe src='b.html'>33亿元</iframe><!-- 收入22亿元，增长。 -->"
    )
    assert lines(f"<body>{hidden}{paragraphs()}{hidden}</body>") == TEXT


def test_a_text_that_a_script_would_show_is_read() -> None:
    page = f"<body><p>正在加载</p><div style='display:none'>{paragraphs()}</div></body>"
    assert lines(page)[-3:] == TEXT


def test_a_name_does_not_take_the_text_away() -> None:
    for name in ("share", "print", "footer", "nav", "search"):
        page = f"<body><div class='{name}-box' id='{name}'>{paragraphs()}</div>{FOOT}</body>"
        assert lines(page) == TEXT


def test_what_stands_beside_title_and_text_is_another_text() -> None:
    aside = "<div><h3>图片新闻</h3><p>市长调研项目建设，强调确保年内完成投资99亿元。</p></div>"
    page = f"{HEAD}<body><div><div><h1>{TITLE}</h1>{NOTICE}<div>{paragraphs()}</div></div>{aside}</div>{FOOT}</body>"
    assert lines(page) == [TITLE, *TEXT]
    second = f"<div><h3>附：名词解释</h3><p>1.快报数：指年终未经决算的数，约占99%。</p></div><div>附表{TABLE}</div>"
    page = f"{HEAD}<body><div><h1>{TITLE}</h1>{NOTICE}<div>{paragraphs(TEXT * 6)}</div>{second}</div>{FOOT}</body>"
    kept = read(page)
    assert "附：名词解释\n1.快报数：指年终未经决算的数，约占99%。\n附表\n表1\n\n项目" in kept.text
    assert len(kept.parts) == 1


def test_a_name_within_the_document_takes_no_sentence_away() -> None:
    note = "注：2011年决算数为33.3亿元，按可比口径计算。"
    for name in ("notice", "share", "tools", "statement"):
        form = f"{paragraphs(TEXT * 3)}<div class='{name}'>{note}<div class='btn'>关注我们</div></div>"
        assert lines(DIVS.format(form))[-1] == note
        assert "关注我们" not in read(DIVS.format(form)).text


def test_a_short_document_keeps_its_only_sentence() -> None:
    page = DIVS.format("<p>经研究，同意县财政局关于收入的请示。</p>")
    assert lines(page) == [TITLE, "经研究，同意县财政局关于收入的请示。"]


def test_a_page_without_sentences_keeps_its_words() -> None:
    assert lines("<body><h1>统计数据</h1><p>收入 12.5亿元</p><p>支出 30亿元</p></body>") == [
        "统计数据",
        "收入 12.5亿元",
        "支出 30亿元",
    ]
    assert lines("<body><a href='/1'>一</a><br><a href='/2'>二</a></body>") == ["一", "二"]


# --- what the page says beside the text


def test_metadata_of_meta_elements() -> None:
    page = (
        "<head><meta name='ArticleTitle' content='砚溪县2011年统计公报'><meta name='PubDate' content='2012-03-06 10:01'>"
        "<meta name='ContentSource' content='砚溪县统计局'><meta name='SiteName' content='砚溪县人民政府'>"
        "<link rel='canonical' href='http://www.yanxi.gov.cn/1.html'><meta property='og:url' content='/2.html'>"
        f"<title>砚溪县人民政府</title></head>{paragraphs()}"
    )
    metadata = read(page).metadata
    assert metadata.title == "砚溪县2011年统计公报"
    assert (metadata.date, metadata.upload_date) == (None, dt.date(2012, 3, 6))
    assert metadata.issuer == "砚溪县统计局"
    assert metadata.address == "http://www.yanxi.gov.cn/1.html"
    assert metadata.other == {"ContentSource": "砚溪县统计局", "SiteName": "砚溪县人民政府"}


@pytest.mark.parametrize(
    ("source", "issuer"),
    [
        ("砚溪县统计局", "砚溪县统计局"),
        ("县统计局", "县统计局"),
        ("砚溪日报", None),
        ("砚溪县门户网站", None),
        ("某某省统计局", None),
        ("国家统计局", None),
        ("办公室管理员", None),
    ],
)
def test_the_issuer_is_a_body_of_the_place_of_the_title(source: str, issuer: str | None) -> None:
    page = f"<title>砚溪县2011年统计公报</title><meta name='ContentSource' content='{source}'>{paragraphs()}"
    metadata = read(page).metadata
    assert metadata.issuer == issuer
    assert metadata.other == {"ContentSource": source}


@pytest.mark.parametrize(
    "title",
    [
        "2011年工作报告_砚溪县人民政府",
        "2011年工作报告_政府文件_砚溪县人民政府门户网站",
        "2011年工作报告 _ 财政报告 _ 砚溪县人民政府门户网站",
        "2011年工作报告-砚溪县人大",
        "砚溪县统计局 -\n        2011年工作报告",
        "2011年工作报告|砚溪县财政局",
        "2011年工作报告",
    ],
)
def test_the_name_of_the_site_is_cut_off_the_title(title: str) -> None:
    assert read(f"<title>{title}</title>{paragraphs()}").metadata.title == "2011年工作报告"


def test_a_title_keeps_its_own_signs_and_gives_way_to_a_heading() -> None:
    page = "<title>{}</title><h1>2011年工作报告</h1>" + paragraphs()
    assert read(page.format("砚溪县2011-2015年规划纲要")).metadata.title == "砚溪县2011-2015年规划纲要"
    assert read(page.format("砚溪县人民政府")).metadata.title == "2011年工作报告"
    assert read(page.replace("<title>{}</title>", "")).metadata.title == "2011年工作报告"


def test_relative_and_other_addresses_are_none() -> None:
    for address in ("/1.html", "ftp://a.cn/1.html", "javascript:void(0)", "http:///"):
        assert read(f"<link rel='canonical' href='{address}'>{paragraphs()}").metadata.address is None


INDEX = [
    "<table><tr><td>索 引 号：A01/2012-003<td>发文机关：砚溪县财政局<tr><td>成文日期：2012年02月28日<td>发文字号："
    "<tr><td>标&nbsp;题：2011年预算<td>发布日期：2012-03-06</table>",
    "<ul><li>索引号：A01/2012-003</li><li>发文机关：砚溪县财政局</li><li>成文日期：2012-02-28</li><li>发布日期：2012-03-06</li></ul>",
    "<table><tr><th>索引号<td>A01/2012-003<th>发文机关<td>砚溪县财政局<tr><th>成文日期<td>2012年2月28日<th>发布日期<td>2012-03-06</table>",
]


@pytest.mark.parametrize("index", INDEX)
@pytest.mark.parametrize("page", [DIVS, SOUP, ONE_CELL])
def test_an_index_table_is_metadata(index: str, page: str) -> None:
    source = read(page.format(index + paragraphs()))
    assert [line for line in source.text.split("\n") if line] == [TITLE, *TEXT]
    assert source.metadata.date == dt.date(2012, 2, 28)
    assert source.metadata.issuer == "砚溪县财政局"
    assert source.metadata.other["索引号"] == "A01/2012-003"


def test_two_labels_make_no_index_table() -> None:
    page = f"<p>名称：砚溪大桥</p><p>标题：略</p>{paragraphs()}"
    assert lines(page)[:2] == ["名称：砚溪大桥", "标题：略"]


def test_the_time_of_a_meeting_in_the_text_is_no_upload_date() -> None:
    source = read(f"<p>时间：2012年1月9日</p><p>会议时间：2012年1月10日</p>{paragraphs()}")
    assert source.text.startswith("时间：2012年1月9日\n")
    assert source.metadata.upload_date is None


# --- encodings

CHINESE = "<p>全县完成财政收入12.5亿元，增长8.2%，主要工作任务圆满完成。</p>"
LONG_SCRIPT = "<script>" + "var a = 1;" * 9000 + "</script>"


@pytest.mark.parametrize(
    ("encoding", "head", "found", "how"),
    [
        ("utf-8", "<meta charset='utf-8'>", "utf-8", "declared"),
        (
            "gbk",
            "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>",
            "gb18030",
            "declared",
        ),
        ("gb18030", "<meta charset='gb2312'>", "gb18030", "declared"),
        ("gbk", "<meta charset='utf-8'>", "gb18030", "detected"),
        ("utf-8", "<meta charset='gb2312'>", "utf-8", "detected"),
        ("utf-8", "", "utf-8", "detected"),
        ("gbk", "", "gb18030", "detected"),
        ("gbk", "<script charset='utf-8' src='a.js'></script>", "gb18030", "detected"),
        ("utf-8-sig", "<meta charset='gb2312'>", "utf-8", "bom"),
        ("utf-16", "<meta charset='utf-8'>", "utf-16-le", "bom"),
        ("utf-16-be", "", "utf-16-be", "detected"),
        ("gbk", LONG_SCRIPT, "gb18030", "detected"),
        ("gbk", LONG_SCRIPT + "<meta charset='gb2312'>", "gb18030", "detected"),
        ("utf-16-le", LONG_SCRIPT, "utf-16-le", "detected"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_have(
    encoding: str, head: str, found: str, how: str
) -> None:
    source = read(f"<html><head>{head}</head><body>{CHINESE}镕</body></html>".encode(encoding))
    assert source.text.startswith(CHINESE[3:-4])
    assert (source.encoding, source.encoding_source) == (found, how)


def test_big5_that_is_declared_gb2312() -> None:
    text = "全縣完成財政收入12.5億元，增長8.2%，主要工作任務圓滿完成。"
    source = read(f"<meta charset='gb2312'>{LONG_SCRIPT}<p>{text}</p>".encode("big5"))
    assert (source.text, source.encoding) == (text, "big5hkscs")


def test_an_encoding_may_be_given() -> None:
    assert read(CHINESE.encode("gbk"), encoding="gbk").encoding_source == "given"
    with pytest.raises(ReadError, match=r"a\.html: unknown encoding martian"):
        read(CHINESE, encoding="martian")


def test_letters_may_be_references_throughout() -> None:
    page = "".join(char if char.isascii() else f"&#{ord(char)};" for char in CHINESE)
    assert read(page).text == CHINESE[3:-4]


# --- broken pages


@pytest.mark.parametrize("tag", ["div", "span", "font", "b", "ul><li", "table><tr><td", "blockquote", "ol"])
def test_a_page_may_be_nested_ten_thousand_deep(tag: str) -> None:
    opened = f"<{tag}>" * 10_000
    closed = "".join(f"</{name}>" for name in reversed(tag.split("><"))) * 10_000
    page = f"<body><p>{FIRST}</p>{opened}{SECOND}{closed}<p>{THIRD}</p>"
    assert re.sub(r"(?m)^(?:1\. )+", "", read(page).text) == "\n".join(TEXT)


def test_tags_need_not_be_closed() -> None:
    page = "<body>" + "".join(f"<p><font color=red><b>{at}，收入{at}.5亿元。" for at in range(3000))
    assert lines(page) == [f"{at}，收入{at}.5亿元。" for at in range(3000)]
    assert lines("<div><p>甲，收入3.5亿元。<div>乙，支出4%。</span></td><ul><li>丙</b>") == [
        "甲，收入3.5亿元。",
        "乙，支出4%。",
        "丙",
    ]
    assert (
        lines(f"<html><body>{paragraphs()}</body></html><p>页尾之后，收入5亿元。")[-1]
        == "页尾之后，收入5亿元。"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"PK\x03\x04" + bytes(200),
        b"%PDF-1.4 <html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(600),
        b"MZ\x90\0\x03\0\0\0<html>" + bytes(range(32)) * 40,
    ],
)
def test_a_binary_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^a\.html: (?:holds binary data, not text|is .*, not HTML.*)$"):
        read(data)


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        ("", "is blank"),
        (" \n\t ", "is blank"),
        (
            "<html><head><title>标题</title></head><body><img src='a.jpg'>&nbsp;</body></html>",
            "holds no text",
        ),
        ("<!-- 只有注释 -->", "holds no text"),
        ("<frameset cols='1,2'><frame src='a.html'></frameset>", "its frames is in other files"),
    ],
)
def test_a_page_without_text_says_so(page: str, cause: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.html: .*{cause}$"):
        read(page)


def test_stray_nuls_vanish() -> None:
    page = f"<p>{SECOND}</p>".replace("12.5", "12.\x005").replace("增", "\0增")
    assert read(page).text == SECOND
    assert read(page.encode("gbk")).text == SECOND


def test_xhtml_may_close_what_html_does_not() -> None:
    page = (
        '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        '<title/><script src="a.js"/><style type="text/css"/></head><body><?php 1 ?>'
        f'<p><a name="1"/>{FIRST}<br/>{SECOND}</p><p><![CDATA[增长<5%，收入3亿元。]]></p></body></html>'
    )
    wanted = [FIRST, SECOND, "增长<5%，收入3亿元。"]
    assert lines(page.encode("gbk")) == wanted
    bare = page[page.index("<html") :]
    assert [line for line in read(bare, "a.xhtml").text.split("\n") if line] == wanted


def test_a_web_archive_gives_its_page() -> None:
    message = EmailMessage()
    message["Subject"] = TITLE
    message.set_content("<p>占位</p>", subtype="html")
    body = DIVS.format(paragraphs()).replace("<head>", "<head><meta charset=gb2312>")
    message.set_payload(b64encode(body.encode("gbk")).decode())
    message.replace_header("Content-Transfer-Encoding", "base64")
    message.make_related()
    message.add_related(b"GIF89a", maintype="image", subtype="gif")
    data = message.as_bytes()
    for name in ("a.mht", "a.MHTML"):
        source = read(data, name)
        assert source.text.split("\n") == [TITLE, *TEXT]
        assert (source.encoding, source.sha256) == ("gb18030", hashlib.sha256(data).hexdigest())
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(3000)
    )
    for wrong in (b"<html><p>5%</p>", b"Content-Type: text/plain\n\n5%", b"MIME-Version: 1.0\n" + nested):
        with pytest.raises(ReadError, match=r"^a\.mht: (?:is no web archive|is .*, not)"):
            read(wrong, "a.mht")


def test_entities_of_the_page_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "哈">{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">'
        '<!ENTITY % d SYSTEM "http://127.0.0.1:9/a.dtd"> %d; ]>'
        f"<html><body><p>{SECOND}&l11;&f;</p></body></html>"
    )
    for name in ("a.html", "a.xhtml"):
        assert read(page, name).text == f"{SECOND}&l11;&f;"


def test_a_page_of_twenty_megabytes_is_read_whole() -> None:
    count = 20_000_000 // len(f"<p>{SECOND * 40}</p>".encode())
    assert read(f"<body>{f'<p>{SECOND * 40}</p>' * count}</body>").text.count(SECOND) == 40 * count


@pytest.mark.parametrize(
    "run", ["<", "&", " ", "<a ", "</", "<p>", "&nbsp;", "<br>", "\n \n", "<td>", "(1)", "来源："]
)
def test_long_runs_take_no_longer_than_their_length(run: str) -> None:
    page = f"<body><p>{FIRST}</p>{run * (200_000 // len(run))}</body>"
    assert FIRST in read(page).text


def test_a_picture_within_the_page_may_be_large() -> None:
    page = f"<body><p>{FIRST}</p><img src='data:image/png;base64,{'A' * 11_000_000}'><p>{SECOND}</p></body>"
    assert lines(page) == [FIRST, SECOND]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='nav'>",
                "</div>",
                "<table>",
                "<tr>",
                "<td colspan=2>",
                "<td rowspan='3'>",
                "</table>",
                "<a href='/1'>",
                "</a>",
                "<ol>",
                "<li>",
                "<br>",
                "<b>",
                "</b>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "&nbsp;",
                "&#0;",
                "收入12.5亿元，增长8%。",
                "一、",
                " ",
                "\n",
                "<",
                "\x00",
                "<pre>",
                "<sup>",
                "2",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_page_is_read_or_refused(page: str) -> None:
    refused = ""
    try:
        source = read(page)
        assert source.text.strip()
        assert all(line == line.rstrip(" ") for line in source.text.split("\n"))
        for part in source.parts:
            rows = source.text[part.start : part.end].split("\n")
            assert len({row.count("\t") for row in rows}) == 1
        assert source == read(page)
    except ReadError as error:
        refused = str(error)
    assert "\n" not in refused


def test_areas_are_read_however_a_page_raises_the_figure() -> None:
    source = read("<p>占地300m<sup>2</sup>、500m²，面积5km<sup>2</sup>，约10<sup>8</sup>度。</p>")
    found = [(one.text, one.unit) for one in find_quantities(source.text)]
    assert found == [("300m2", "平方米"), ("500m²", "平方米"), ("5km2", "km²")]


def test_a_title_over_two_lines_is_whole() -> None:
    page = (
        f"<title>关于砚溪县2011年预算执行和2012年预算草案的报告\u200b_砚溪县财政局</title>{{}}{paragraphs()}"
    )
    heading = "<p>关于砚溪县2011年预算执行</p><p>和2012年预算草案的报告</p><p>2012年1月9日</p>"
    assert extract(read(page.format(heading))).title == "关于砚溪县2011年预算执行和2012年预算草案的报告"
    other = "<p>砚溪县2011年工作报告</p><p>2012年1月9日</p>"
    assert extract(read(page.format(other))).title == "砚溪县2011年工作报告"


def test_a_raised_minus_is_raised_as_in_word() -> None:
    assert "10⁻³" in read("<p>浓度为10<sup>-3</sup>，比上年下降3%。</p>".encode(), "a.html").text
