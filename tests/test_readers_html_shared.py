"""Real pages: no figure of their text is lost, and what is left out is left out for a reason.

The other side of the comparison is found without the reader: all that the page shows, by another tree of the
page, in blocks. Each block with a figure either stands in what the reader gave or has one of the reasons below;
and the figures that the reader's text lacks are just those of such blocks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.readers import read_bytes
from corpus.source import SourceText
from extractor import extract

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
NEVER_SHOWN = ("script", "style", "noscript", "select", "textarea", "iframe", "head", "template")
BLOCKS = (
    "p",
    "div",
    "li",
    "ul",
    "tr",
    "td",
    "table",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "small",
    "body",
    "form",
)
# Why a block with figures is no part of the document.
REASONS = {
    "trail": r"^(?:您?(?:当前)?位置：|首页|网站首页).*[>＞]|[>＞].*[>＞]",
    "put up": r"^(?:来源|发布机构|发布时间|日期|时间)：.*\d{4}-\d{2}-\d{2}|^访问量：\d+$",
    "index": r"^(?:索引号|成文日期|发文机关|发布日期|标题|主题分类)：",
    "foot": r"ICP备|公网安备|标识码|联系电话|电话：|IPv6|邮箱|地址：|\d{4}-\d{7,8}|主办",
    "link": r"",
    "title again": r"",
}


def pages(shared: Path) -> list[Path]:
    return sorted(path for path in (shared / "texts").rglob("*.htm*"))


def read(path: Path) -> SourceText:
    return read_bytes(path.read_bytes(), path.name)


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def blocks_of(path: Path) -> list[tuple[str, bool]]:
    """Return the blocks that a page shows, and of each whether it is all links to other pages."""
    html: Any = pytest.importorskip("lxml.html")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = html.fromstring(path.read_bytes(), parser=parser)
    for element in list(root.iter(*NEVER_SHOWN)):
        element.drop_tree()
    for element in list(root.xpath('//*[contains(translate(@style, " ", ""), "display:none")]')):
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter("a"):
        if re.match(r"(?!#|$)(?!.*\.(?:pdf|xlsx?|docx?)$)", element.get("href", "")):
            # Marks the text of links by signs of the private area.
            element.text = f"\uf000{element.text or ''}"
            element.tail = f"\uf001{element.tail or ''}"
    for element in root.iter(*BLOCKS):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}"
    found = []
    for line in root.text_content().split("\n"):
        text = bare(re.sub("[\uf000\uf001]", "", line))
        free = bare(re.sub("\uf000[^\uf001]*\uf001?", "", line))
        if text:
            found.append((text, len(free) * 4 <= len(text)))
    return found


def reason(text: str, linked: bool, title: str) -> str | None:
    if linked:
        return "link"
    if bare(title) == text or text in bare(title):
        return "title again"
    return next((name for name, words in REASONS.items() if words and re.search(words, text)), None)


def figures(text: str) -> Counter[str]:
    return Counter(FIGURE.findall(text))


def test_every_figure_of_the_text_is_kept(shared: Path) -> None:
    assert len(pages(shared)) >= 11
    for path in pages(shared):
        source = read(path)
        kept = Counter(bare(line) for line in source.text.split("\n"))
        left: list[str] = []
        for text, linked in blocks_of(path):
            if kept[text]:
                kept[text] -= 1
            elif FIGURE.search(text):
                assert reason(text, linked, source.metadata.title or ""), (path.name, text)
                left.append(text)
        assert +kept == Counter(), path.name
        shown = sum((figures(text) for text, _ in blocks_of(path)), Counter())
        lost = shown - figures("\n".join(map(bare, source.text.split("\n"))))
        assert lost == sum(map(figures, left), Counter()), path.name
        assert len(left) <= 20, path.name


def test_figures_that_trafilatura_keeps_are_kept(shared: Path) -> None:
    trafilatura: Any = pytest.importorskip("trafilatura")
    for path in pages(shared):
        page = path.read_text(encoding="utf-8")
        theirs = trafilatura.extract(page, include_tables=True, favor_recall=True) or ""
        source = read(path)
        kept, given = (figures("\n".join(map(bare, text.split("\n")))) for text in (source.text, theirs))
        left = [text for text, _ in blocks_of(path) if reason(text, False, source.metadata.title or "")]
        assert given - kept - sum(map(figures, left), Counter()) == Counter(), path.name


def test_nothing_of_the_site_is_read_as_text(shared: Path) -> None:
    words = re.compile(
        r"首页|打印|分享|字体|纠错|扫一扫|责任编辑|ICP备|网站地图|无障碍|上一篇|浏览次数|function|var "
    )
    for path in pages(shared):
        source = read(path)
        assert not any(words.search(line) for line in source.text.split("\n") if len(line) < 60), path.name
        first = bare(source.text[:200])
        assert source.metadata.title is not None
        assert bare(source.metadata.title)[:8] in first or "目录" in first, path.name
        assert "_" not in source.metadata.title
        assert source.metadata.upload_date is not None
        assert source.encoding == "utf-8"


CLAIM_KINDS = ("target", "actual", "completion")


def claims(text: str | SourceText) -> list[tuple[int, tuple[Any, ...]]]:
    """Return where each claim stands among the characters that are no white space, and what it says."""
    source = text if isinstance(text, str) else text.text
    places = [0]
    for char in source:
        places.append(places[-1] + (not char.isspace()))
    found = []
    for record in extract(text).records:
        if record.kind in CLAIM_KINDS:
            said = json.loads(record.model_dump_json())
            quantity, indicator, period = (said[name] or {} for name in ("quantity", "indicator", "period"))
            key = (
                said["kind"],
                said["basis"],
                quantity.get("value"),
                quantity.get("unit"),
                bare(indicator.get("text") or ""),
                period.get("label"),
            )
            found.append((places[record.evidence.start], key))
    return found


@pytest.mark.parametrize(
    ("excerpt", "page"),
    [
        ("sanming2018_budget", "sanming_2018_budget_report"),
        ("zhoukou2019_budget", "zhoukou_2019_budget_report"),
        ("changde2025_bulletin", "changde_2025_statistical_bulletin"),
    ],
)
def test_claims_of_an_excerpt_are_those_of_its_page(shared: Path, excerpt: str, page: str) -> None:
    path = shared / "gold" / f"{excerpt}.txt"
    text = path.read_text(encoding="utf-8").lstrip("\ufeff")
    (source,) = (read(found) for found in pages(shared) if found.stem == page)
    whole = bare(source.text)
    in_page = set(claims(source))
    # The excerpt stands in the page as one stretch, or as several, paragraph by paragraph.
    starts: list[tuple[int, int, int]] = []
    at = after = 0
    for line in map(bare, text.split("\n")):
        if not line:
            continue
        if (place := whole.find(line, after)) >= 0:
            starts.append((at, at + len(line), place))
            after = place + len(line)
        at += len(line)
    assert sum(end - start for start, end, _ in starts) > 0.95 * at
    missed = []
    compared = 0
    for place, key in claims(text):
        for start, end, moved in starts:
            if start <= place < end:
                compared += 1
                if (place - start + moved, key) not in in_page:
                    missed.append(key)
    assert compared > 20
    assert missed == []
