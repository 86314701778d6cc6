"""Findings as a table, as JSON Lines, as Markdown and as the data of a page; the page itself is tried in
test_audit_report_browser.py."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.samples import sample_paths
from extractor import extract_path
from extractor.audit.report import FORMATS, Format, render
from extractor.audit.report.amounts import Scale, scale_of
from extractor.audit.report.excerpts import excerpts
from extractor.audit.report.markdown import escaped
from extractor.audit.report.page import number_line
from extractor.audit.report.telling import (
    SEVERITY_ORDER,
    STRENGTH_ORDER,
    VERDICT_ORDER,
    labels_for,
    ordered,
    phrase,
    tell,
    working,
)
from extractor.show.characters import UNSAFE
from extractor.show.labels import LANGUAGES, Language
from schemas import Source, Speech
from schemas.findings import CHECKS, VERDICTS, Bounds, Finding
from tests.finding_samples import FLASH, REPORT, bounds, figure, finding, findings, speeches

ASSETS = Path(__file__).parents[1] / "extractor/audit/report/assets"
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    '"><svg onload=alert(1)>',
    "[a](javascript:alert(1)) ![b](https://example.org/b.png)",
    "https://example.org www.example.org a@example.org",
    "# 一 **粗** `码` | 表 | \n- 项\n1. 项\n> 引",
)


def by_id(*extra: Speech) -> dict[str, Speech]:
    return {speech.doc_id: speech for speech in (*speeches(), *extra)}


def hostile(words: str) -> tuple[Finding, Speech]:
    """A finding in which every text that a document can give is hostile."""
    text = f"甲{words}5%{words}。"
    one = figure(text, "5%", words, words, words) | {"sentence": text, "section": (words,)}
    speech = Speech(doc_id=words, title=words, source=Source(path=words), text=text)
    more: dict[str, Any] = {
        "id": words,
        "formula": words,
        "reason": words,
        "diagnosis": words,
        "figures": [one],
    }
    return finding(
        text, words, **more, stated=bounds("1", "2", words), computed=bounds("3", "4", words)
    ), speech


def data_of(page: str) -> Any:
    return json.loads(page.partition('id="data">')[2].partition("</script>")[0])


# --- all formats


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_format_is_the_same_for_the_same_input(format: Format, language: Language) -> None:
    made = render(findings(), speeches(), format, language)
    assert made == render(iter(findings()), iter(speeches()), format, language)
    assert "24.6亿元 ÷ 20亿元" in made
    assert render([], [], format, language) == render([], speeches(), format, language)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'pdf' is none of table, jsonl, markdown, html"):
        render([], [], "pdf")  # type: ignore[arg-type]


def test_jsonl_is_the_contract_one_finding_a_line() -> None:
    lines = render(findings(), speeches(), "jsonl").splitlines()
    assert [Finding.model_validate_json(line) for line in lines] == findings()
    assert json.loads(lines[0])["stated"]["low"] == "11.5"


def test_what_needs_a_person_comes_first() -> None:
    assert [one.id for one in ordered(findings(), by_id())] == ["completion", "restated", "share", "growth"]
    low = finding(id="a", severity="low")
    high = finding(id="b")
    far = finding(id="c", strength="cross_section")
    assert [one.id for one in ordered([low, far, high], {})] == ["b", "c", "a"]
    paths = [Speech(doc_id=name, source=Source(path=path)) for name, path in (("1", "b.txt"), ("2", "a.txt"))]
    alike = [finding(id=name, doc_id=name) for name in ("1", "2")]
    assert [one.id for one in ordered(alike, by_id(*paths))] == ["2", "1"]


def test_every_value_of_the_contract_has_a_place_and_words() -> None:
    assert sorted(VERDICT_ORDER) == sorted(VERDICTS)
    labels = tomllib.loads((ASSETS / "labels.toml").read_text(encoding="utf-8"))
    for language in LANGUAGES:
        words = labels[language]
        assert set(CHECKS) <= set(words["check"])
        assert sorted(words["verdict"]) == sorted(words["means"]) == sorted(VERDICTS)
        assert sorted(words["strength"]) == sorted(STRENGTH_ORDER)
        assert set(words["severity"]) == {name for name in SEVERITY_ORDER if name}
        assert words["word"].keys() == labels["en"]["word"].keys()
        assert words["page"].keys() == labels["en"]["page"].keys()


# --- amounts


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Bounds(low=Decimal(2085000000), high=Decimal(2100000000), unit="CNY"), "20.85…21亿元"),
        (Bounds(low=Decimal(61250), high=Decimal(61350), unit="吨"), "6.125…6.135万吨"),
        (Bounds(low=Decimal("-9.5"), high=Decimal("-8.5"), unit="%"), "-9.5…-8.5%"),
        (Bounds(low=Decimal(4), high=Decimal(4), unit="项"), "4项"),
        (Bounds(low=Decimal("4.65"), high=Decimal("4.75"), unit="pp"), "4.65…4.75个百分点"),
        (Bounds(low=Decimal(30), unit="%"), "≥ 30%"),
        (Bounds(low=Decimal(30), low_open=True, unit="%"), "> 30%"),
        (Bounds(high=Decimal(30), unit="%"), "≤ 30%"),
        (Bounds(high=Decimal(30), high_open=True, unit="%"), "< 30%"),
        (Bounds(low=Decimal(1), high=Decimal(2), low_open=True, high_open=True), "1（不含）…2（不含）"),
        (Bounds(low=Decimal(1) / Decimal(3), high=Decimal(2) / Decimal(3)), "0.33…0.67"),
        (Bounds(low=Decimal(1) / Decimal(3)), "≥ 0.333333333333"),
        (Bounds(), "…"),
    ],
)
def test_bounds_are_written_as_a_person_would(given: Bounds, said: str) -> None:
    assert scale_of([given]).bounds(given, "（不含）") == said


def test_ends_that_are_close_are_told_apart() -> None:
    one = Bounds(low=Decimal("12.34"), high=Decimal("12.36"), unit="%")
    two = Bounds(low=Decimal("12.360001"), high=Decimal(20), unit="%")
    scale = scale_of([one, two])
    assert scale.bounds(one) != scale.bounds(two)
    assert scale.bounds(two) == "12.360001…20%"


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=4), min_size=2, max_size=4, unique=True
    )
)
def test_any_ends_can_be_written_in_their_order(ends: list[Decimal]) -> None:
    scale = scale_of([Bounds(low=min(ends), high=max(ends), unit="CNY")])
    written = [Decimal(scale.number(end).replace(",", "")) for end in sorted(ends)]
    assert written == sorted(written)


def test_a_scale_without_a_step_is_cut_to_what_can_be_read() -> None:
    assert Scale(Decimal(1), "", None).number(Decimal("0.12345678901234567890")) == "0.123456789012"


# --- words


def test_an_overlap_and_a_distance_are_told() -> None:
    labels = labels_for("zh")
    assert tell(finding(), labels).apart == "8.9个百分点"
    agreeing = finding(
        verdict="consistent", severity=None, stated=bounds("122.5", "123.5"), computed=bounds("122", "123")
    )
    assert tell(agreeing, labels).overlap == "122.5…123%"
    touching = agreeing.model_copy(
        update={"computed": Bounds(low=121, high="122.5", high_open=True, unit="%")}
    )
    assert tell(touching, labels).overlap == tell(touching, labels).apart == ""
    other_unit = agreeing.model_copy(update={"computed": Bounds(low=1, high=2, unit="CNY")})
    assert tell(other_unit, labels).overlap == ""
    endless = agreeing.model_copy(update={"computed": Bounds(low=120, unit="%")})
    assert tell(endless, labels).overlap == "122.5…123.5%"


def test_a_sum_is_worked_out_line_by_line() -> None:
    assert working(finding(), labels_for("en")) == [
        "actual 24.6亿元, plan 20亿元, rate 113%",
        "24.6亿元 ÷ 20亿元 = 122.4…123.6%",
        "As stated: 112.5…113.5%.",
        "The other figures give: 122.4…123.6%.",
        "They are at least 8.9 pp apart.",
        "They do not agree, however the figures were rounded.",
        "What would explain it: 113% 与 123% 差一个数字",
    ]
    assert working(findings()[2], labels_for("zh"))[-1] == "无法判定：没有写出全部产值"
    assert "推算数：原文没有写出这个数" in working(finding(implied=True), labels_for("zh"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("comparable prices", "可比价"),
        ("decimal point moved: 2.46亿元 for 24.6亿元", "小数点错位：以2.46亿元代24.6亿元"),
        ("part for whole: {0} for {}", "把分项当作合计：以{0}代{}"),
        ("unheard of: 1 for 2", "unheard of: 1 for 2"),
        ("剔除", "剔除"),
        (None, ""),
    ],
)
def test_reasons_and_slips_are_said_in_the_language_of_the_reader(words: str | None, said: str) -> None:
    assert phrase(words, labels_for("zh")) == said
    assert phrase(words, labels_for("en")) == (words or "")


# --- sentences


def test_a_sentence_stands_once_with_all_its_figures() -> None:
    (excerpt,) = excerpts(finding(), by_id())
    assert excerpt.text == "全县引进内资24.6亿元，完成市下达任务20亿元的113%。"
    assert [excerpt.text[mark.start : mark.end] for mark in excerpt.marks] == ["24.6亿元", "20亿元", "113%"]
    assert excerpt.start == REPORT.index("全县引进")


def test_sentences_of_other_documents_follow() -> None:
    first, second = excerpts(findings()[1], by_id())
    assert (first.doc_id, second.doc_id) == ("report", "flash")
    assert second.text == FLASH.strip()


def test_without_the_document_the_sentence_of_the_record_is_shown() -> None:
    (excerpt,) = excerpts(finding(), {})
    assert excerpt.start is None
    assert [excerpt.text[mark.start : mark.end] for mark in excerpt.marks] == ["24.6亿元", "20亿元", "113%"]


def test_equal_quotes_are_found_one_after_the_other() -> None:
    text = "甲5%，乙5%。"
    figures = [figure(text, "5%", role, "x", nth=nth) for nth, role in enumerate(("one", "two"))]
    (excerpt,) = excerpts(finding(figures=figures), {})
    assert [(mark.start, mark.end) for mark in excerpt.marks] == [(1, 3), (5, 7)]


def test_the_source_is_shown_and_how_it_was_read() -> None:
    text = "全 縣 引 進 內 資 24.6億元 。\n"
    one = figure(text, "24.6億元", "actual", "x") | {"sentence": "全县引进内资24.6亿元。"}
    (excerpt,) = excerpts(finding(figures=[one]), {"x": Speech(doc_id="x", text=text)})
    assert excerpt.text == "全 縣 引 進 內 資 24.6億元 。"
    assert excerpt.read_as == "全县引进内资24.6亿元。"


def test_a_sentence_with_breaks_in_the_source_stays_together() -> None:
    text = "全县引进内资24.6亿元，\n2、完成任务的113%。\n"
    sentence = "全县引进内资24.6亿元，完成任务的113%。"
    figures = [figure(text, quote, "r", "x") | {"sentence": sentence} for quote in ("24.6亿元", "113%")]
    (excerpt,) = excerpts(finding(figures=figures), {"x": Speech(doc_id="x", text=text)})
    assert excerpt.text == text.strip()
    assert [excerpt.text[mark.start : mark.end] for mark in excerpt.marks] == ["24.6亿元", "113%"]
    assert excerpt.read_as == sentence


def test_figures_that_do_not_stand_where_they_should_are_not_marked_elsewhere() -> None:
    one = figure(REPORT, "113%", "rate", "report") | {"start": 2, "end": 6}
    (excerpt,) = excerpts(finding(figures=[one]), by_id())
    assert excerpt.start is None
    assert excerpt.text[excerpt.marks[0].start : excerpt.marks[0].end] == "113%"


@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.name)
def test_every_record_of_the_samples_stands_in_its_sentence(path: Path) -> None:
    for speech in extract_path(path, model=False):
        for record in speech.records:
            given = {**record.evidence.model_dump(), "role": record.kind, "doc_id": speech.doc_id}
            (excerpt,) = excerpts(finding(figures=[given]), {speech.doc_id: speech})
            (mark,) = excerpt.marks
            assert excerpt.text[mark.start : mark.end] == record.evidence.quote
            assert excerpt.start is not None
            assert speech.text[excerpt.start :].startswith(excerpt.text)


def test_a_text_without_a_stop_is_not_shown_whole() -> None:
    text = "数" * 5000 + "5%" + "字" * 5000
    one = figure(text + "。", "5%", "rate", "x") | {"sentence": ""}
    (excerpt,) = excerpts(finding(figures=[one]), {"x": Speech(doc_id="x", text=text)})
    assert len(excerpt.text) < 600
    assert excerpt.text[excerpt.marks[0].start : excerpt.marks[0].end] == "5%"


# --- table


def test_the_table_has_its_columns_and_counts() -> None:
    table = render(findings(), speeches(), "table", width=140)
    head = table.splitlines()[1]
    assert [cell.strip() for cell in head.strip("┃").split("┃")] == [
        "check",
        "verdict",
        "strength",
        "place, file",
        "sum",
        "reason, diagnosis",
    ]
    assert table.index("inconsistent") < table.index("restated") < table.index("not")
    assert "云岭县 · report.txt" in table
    assert "113% 与 123% 差一个数字" in table
    assert "stated 112.5…113.5%" in table
    assert (
        table.splitlines()[-1] == "4 findings · inconsistent 1 · restated 1 · not checkable 1 · consistent 1"
    )
    assert "\x1b" not in table
    chinese = render(findings(), speeches(), "table", "zh")
    assert "不一致" in chinese
    assert chinese.splitlines()[-1].startswith("核对结果4条")


def test_the_table_in_colour_says_the_same() -> None:
    plain = render(findings(), speeches(), "table")
    coloured = render(findings(), speeches(), "table", colour=True)
    assert "\x1b[" in coloured
    assert [
        line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).splitlines()
    ] == plain.splitlines()


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_keeps_to_the_width(width: int, language: Language) -> None:
    from rich.cells import cell_len

    table = render([*findings(), hostile("[bold]长" * 20)[0]], speeches(), "table", language, width=width)
    assert max(map(cell_len, table.splitlines()[:-1])) <= width
    assert "".join(re.findall(r"[\[\]bold]+", table.replace("\n", "")))


@pytest.mark.parametrize("words", ["\x1b[31m红", "\u202eexe.txt", "\x00\x07\x85", "[red]红[/red]"])
def test_a_terminal_is_given_no_command_and_no_turn_of_direction(words: str) -> None:
    one, speech = hostile(words)
    table = render([one], [speech], "table", width=200)
    assert not UNSAFE.search(table)
    if words.startswith("["):
        assert words in table


# --- Markdown


def tags(markdown: str) -> list[tuple[str, str]]:
    """The tags of the page that Markdown becomes, with the words in them."""
    made = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(markdown)
    return re.findall(r"<(\w+)[^>]*>([^<]*)", made)


def test_markdown_is_grouped_by_verdict_then_document() -> None:
    second = finding(id="b", doc_id="flash", text="甲24.6亿元，乙20亿元，丙113%。")
    markdown = render([second, *findings()], speeches(), "markdown")
    assert [line for line in markdown.splitlines() if line.startswith(("# ", "## ", "### "))] == [
        "# Audit findings",
        "## inconsistent",
        "### 统计快报 — 云岭县 · flash.txt",
        "### 政府工作报告 — 云岭县 · report.txt",
        "## restated",
        "### 政府工作报告 — 云岭县 · report.txt",
        "## not checkable",
        "### 政府工作报告 — 云岭县 · report.txt",
        "## consistent",
        "### 政府工作报告 — 云岭县 · report.txt",
    ]
    assert "> 全县引进内资**24.6亿元**，完成市下达任务**20亿元**的**113%**。" in markdown
    assert "> characters 15–21, 29–33, 34–38 · 一、去年工作回顾" in markdown
    assert "- 24.6亿元 ÷ 20亿元 = 122.4…123.6%" in markdown


@pytest.mark.parametrize(
    "text", ["为5%的", "为“5%”的", "（5%）", "5%", "增5%，", "增 5% 后", "达5%（", "*5%*_5%_"]
)
def test_figures_are_bold_whatever_stands_beside_them(text: str) -> None:
    quote = "“5%”" if "“" in text else "5%"
    at = text.index(quote)
    one = figure(text + "。", quote, "rate", "x") | {"start": at, "end": at + len(quote), "sentence": ""}
    markdown = render([finding(figures=[one])], [Speech(doc_id="x", text=text)], "markdown")
    bold = [words for tag, words in tags(markdown) if tag in ("strong", "b")]
    assert bold == [quote]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_documents_are_no_markup_in_markdown(words: str) -> None:
    one, speech = hostile(words)
    harmless, plain = hostile("字")
    made, usual = (render(*given, "markdown") for given in (([one], [speech]), ([harmless], [plain])))
    kinds = [[{"strong": "b"}.get(tag, tag) for tag, _ in tags(page)] for page in (made, usual)]
    assert kinds[0] == kinds[1]
    words_shown = html.unescape(re.sub(r"<[^>]*>", "", MarkdownIt("commonmark", {"html": True}).render(made)))
    assert " ".join(words.split()) in " ".join(words_shown.split())


@given(st.text(max_size=30))
def test_any_words_stay_words_in_markdown(words: str) -> None:
    made = MarkdownIt("commonmark", {"html": True}).enable("table").render(f"> {escaped(words)}\n")
    assert set(re.findall(r"<(\w+)", made)) <= {"blockquote", "p"}


def test_markdown_turns_no_direction() -> None:
    one, speech = hostile("\u202eexe.txt\x1b")
    assert not UNSAFE.search(render([one], [speech], "markdown"))


# --- the page


def test_the_page_needs_nothing_beside_it() -> None:
    page = render(findings(), speeches(), "html")
    assert page.startswith("<!doctype html>")
    assert not re.search(r"""(?:src|href|url\(|@import)\s*=?\s*["'(]?\s*(?:https?:|//)""", page)
    assert page.count("<script") == page.count("</script>") == 2
    assert "{{" not in page.partition('id="data">')[0]
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    for part in (style, script):
        assert base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() in html.unescape(page)
    assert "default-src &#x27;none&#x27;" in page


@pytest.mark.parametrize("words", [*HOSTILE, "\ud800", "\u2028", "{{script}}"])
def test_the_data_cannot_leave_its_script_element(words: str) -> None:
    one, speech = hostile(words)
    page = render([one], [speech], "html")
    inside = page.partition('id="data">')[2].partition("</script>")[0]
    assert not re.search(r"[<>&\u2028\ud800-\udfff]", inside)
    assert data_of(page)["findings"][0][0] == words
    assert page.count("<script") == 2


def test_the_page_says_each_sentence_once() -> None:
    many = [finding(id=str(number)) for number in range(500)]
    data = data_of(render(many, speeches(), "html"))
    assert len(data["excerpts"]) == 1
    assert len(data["findings"]) == 500
    assert len(data["strings"]) < 40


def test_offsets_on_the_page_count_as_scripts_do() -> None:
    text = "𠮷野县增长5%，𠮷。"
    one = figure(text, "5%", "growth", "x")
    data = data_of(render([finding(figures=[one])], [Speech(doc_id="x", text=text)], "html"))
    (((_, laid),),) = (row[10] for row in data["findings"])
    assert laid == [6, 0, 2, 1, 4, 0]
    assert data["findings"][0][9][0][5:] == [5, 7]


def test_ten_thousand_findings_make_a_page_of_some_megabytes() -> None:
    text = "".join(f"第{n}项收入{n}亿元，完成计划的{n % 90 + 10}%。\n" for n in range(10000, 12000))
    many = [
        finding(
            id=f"{n}-{turn}",
            doc_id="many",
            text=text,
            figures=[
                figure(text, f"{n}亿元", "actual", "many", f"第{n}项收入"),
                {**figure(text, f"第{n}项", "item", "many"), "role": f"项{turn}"},
            ],
        )
        for n in range(10000, 12000)
        for turn in range(5)
    ]
    page = render(many, [Speech(doc_id="many", text=text)], "html")
    assert len(data_of(page)["findings"]) == 10000
    assert len(page.encode()) < 12_000_000


@pytest.mark.parametrize(
    ("stated", "computed", "line"),
    [
        (
            Bounds(low=Decimal(1), high=Decimal(2)),
            Bounds(low=Decimal(2), high=Decimal(3)),
            [[97, 500], [500, 903]],
        ),
        (Bounds(low=Decimal(1)), Bounds(high=Decimal(2)), [[97, 1000], [0, 903]]),
        (Bounds(low=Decimal(1), high=Decimal(1)), Bounds(low=Decimal(1), high=Decimal(1)), []),
        (Bounds(), Bounds(low=Decimal(1)), []),
        (Bounds(low=Decimal(1), high=Decimal(2), unit="%"), Bounds(low=Decimal(1), high=Decimal(2)), []),
        (Bounds(low=Decimal("1E400")), Bounds(low=Decimal(1)), []),
    ],
)
def test_intervals_are_laid_out_on_one_line(stated: Bounds, computed: Bounds, line: list[list[int]]) -> None:
    assert number_line(stated, computed) == line


# --- colours


def colours() -> dict[str, dict[str, str]]:
    """The colours of the page by name, in the light and in the dark, those of all pages with them."""
    common = Path(__file__).parents[1] / "extractor/show/assets/common.css"
    found: dict[str, dict[str, str]] = {"light": {}, "dark": {}}
    for sheet in (common, ASSETS / "page.css"):
        rules = re.findall(r":root \{(.*?)\}", sheet.read_text(encoding="utf-8"), re.DOTALL)
        for scheme, rule in zip(found, rules, strict=True):
            found[scheme] |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rule))
    return found


def contrast(one: str, two: str) -> float:
    """The contrast of two colours by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read_on_its_ground(scheme: str) -> None:
    found = colours()[scheme]
    verdicts = ["bad", "doubt", "late", "open", "good"]
    roles = ["target", "completion", "actual", "project", "sixth", "open"]
    pairs = [(name, ground) for name in [*verdicts, *roles] for ground in ("sheet", "choose", "paper")]
    pairs += [(name, f"{name}-tint") for name in verdicts] + [("ink", f"{name}-tint") for name in roles]
    low = {pair: contrast(found[pair[0]], found[pair[1]]) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in low.items() if value < 4.5} == {}
