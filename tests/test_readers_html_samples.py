"""A text says the same as a page as it says as plain text."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.readers import read_bytes
from corpus.samples import sample_paths
from corpus.source import SourceText
from extractor import extract

TOP = (
    '<div class="top"><a href="/">首页</a> | <a href="/zwgk/">政务公开</a> <span>今天是2024年5月6日</span></div>'
    '<ul class="nav"><li><a href="/a">要闻</a></li><li><a href="/b">2023年财政收入突破12.5亿元</a></li></ul>'
    '<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/x">政务</a> &gt; 正文</div>'
)
NOTICE = (
    '<div class="info">发布时间：2024-05-06 09:30　来源：某市日报　浏览次数：<span>128</span>次　'
    '字体：[<a href="javascript:z(1)">大</a> <a href="javascript:z(2)">中</a> <a href="javascript:z(3)">小</a>]</div>'
)
BOTTOM = (
    '<div class="share">分享到：<a href="javascript:;">微信</a><a href="javascript:;">微博</a></div>'
    '<div class="pn">上一篇：<a href="/1.html">全市一季度增长5.6%</a><br>'
    '下一篇：<a href="/2.html">完成投资30亿元</a></div>'
    '<div class="rel"><h4>相关链接</h4><ul><li><a href="/3.html">2023年预算收入100亿元</a> 2024-01-01</li>'
    '<li><a href="/4.html">2022年预算收入90亿元</a> 2023-01-01</li></ul></div>'
    '<div class="bottom">主办：某市人民政府办公室 电话：0731-1234567<br>网站标识码：4300000001 湘ICP备05000001号</div>'
)


def paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{line}</p>" for line in lines)


def bare(lines: list[str]) -> str:
    return f"<html><body>{paragraphs(lines)}</body></html>"


def site(lines: list[str]) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{lines[0]}_某市人民政府</title><style>p{{}}</style>'
        f'<script>var a = "收入9亿元";</script></head><body>{TOP}<div class="main"><h1>{lines[0]}</h1>{NOTICE}'
        f'<div id="zoom">{paragraphs(lines[1:])}</div>{BOTTOM}</div></body></html>'
    )


def tables(lines: list[str]) -> str:
    return (
        f"<html><head><title>{lines[0]}</title></head><body><table width=100%><tr><td><a href=/>首页</a></td><td>"
        "<a href=/a>要闻</a></td><td><a href=/b>公告</a></td></tr></table><table width=778><tr><td width=180><table>"
        "<tr><td>栏目导航</td></tr><tr><td><a href=/c>政府文件</a></td></tr><tr><td><a href=/d>人事任免</a></td></tr>"
        f"</table></td><td><table><tr><td align=center><font size=5>{lines[0]}</font></td></tr>"
        "<tr><td align=center>2012-3-5 来源：某市日报 点击：56</td></tr><tr><td><font size=3>"
        + "".join(f"<P>{line}" for line in lines[1:])
        + '</font></td></tr><tr><td align=right>【<a href="javascript:print()">打印</a>】'
        '【<a href="javascript:close()">关闭</a>】</td></tr></table></td></tr></table>'
        "<table><tr><td align=center>版权所有 某市人民政府 电话 12345678</td></tr></table></body></html>"
    )


def breaks(lines: list[str]) -> str:
    return f"<html><body><div>{'<br><br>'.join(lines)}</div></body></html>"


def spans(lines: list[str]) -> str:
    def cut(line: str) -> str:
        return "".join(f"<span style='color:#000'>{html.escape(char)}</span>" for char in html.unescape(line))

    return f"<div class='editor'>{''.join(f'<p>{cut(line)}</p>' for line in lines)}</div>"


def claims(source: SourceText) -> list[tuple[object, ...]]:
    speech = extract(source)
    return [
        (
            record.kind,
            record.basis,
            record.quantity and record.quantity.value,
            record.quantity and record.quantity.unit,
            record.indicator and record.indicator.text,
            record.period and record.period.label,
        )
        for record in speech.records
        if record.kind in ("target", "actual", "completion")
    ]


@pytest.mark.parametrize("page", [bare, site, tables, breaks, spans])
@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.name)
def test_a_page_says_what_its_text_says(path: Path, page: Callable[[list[str]], str]) -> None:
    plain = read_bytes(path.read_bytes(), path.name)
    lines = [line.rstrip() for line in plain.text.splitlines() if line.strip()]
    source = read_bytes(page([html.escape(line) for line in lines]).encode(), "a.html")
    if not path.name.endswith(".page.txt"):
        # That sample holds the words of a site, which the reader leaves out.
        assert source.text == "\n".join(lines)
    found = claims(source)
    assert found
    assert found == claims(plain)
