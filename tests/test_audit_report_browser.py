"""The page of the findings in a real browser: order, filters, keys, what opens, and that nothing foreign runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.browser import ARGUMENTS, executable
from extractor.audit.report import render
from extractor.show.labels import Language
from schemas import Source, Speech
from schemas.findings import Finding
from tests.finding_samples import bounds, figure, finding, findings, speeches

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

WINDOWS = [(1440, 900), (1024, 768), (390, 844)]
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = executable()
    if path is None:
        pytest.skip("no Chromium here: install the package chromium to try the page")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of some findings; at the end nothing may have gone wrong in it or left it."""
    contexts, troubles = [], []

    def open_(
        found: Sequence[Finding] | None = None,
        about: Sequence[Speech] | None = None,
        size: tuple[int, int] = (1440, 900),
        lang: Language = "en",
        scheme: str = "light",
        script: str = "",
        hash: str = "",
    ) -> Any:
        file = tmp_path / "page.html"
        page = render(findings() if found is None else found, about or speeches(), "html", lang)
        file.write_text(page, encoding="utf-8", newline="")
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        contexts.append(context)
        tab = context.new_page()
        tab.on("dialog", lambda dialog: (troubles.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("pageerror", lambda error: troubles.append(f"error {error}"))
        tab.on("console", lambda message: troubles.append(f"console {message.text}"))
        tab.on(
            "request",
            lambda request: None if request.url.startswith(file.as_uri()) else troubles.append(request.url),
        )
        if script:
            tab.add_init_script(script)
        tab.goto(file.as_uri() + hash)
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert troubles == []


def many(size: int) -> tuple[list[Finding], list[Speech]]:
    text = "".join(f"第{n}项收入{n}亿元，完成计划的{n % 90 + 10}%。\n" for n in range(10000, 10000 + size))
    verdicts = ["inconsistent", "consistent", "consistent", "restated"]
    found = []
    for n in range(10000, 10000 + size):
        at = text.index(f"第{n}项")
        one = {"role": "actual", "doc_id": "many", "name": f"第{n}项收入", "quote": f"{n}亿元"}
        start = at + 8
        sentence = f"第{n}项收入{n}亿元，完成计划的{n % 90 + 10}%。"
        figures = [{**one, "start": start, "end": start + 7, "sentence": sentence}]
        found.append(
            finding(
                id=f"f{n}", verdict=verdicts[n % 4], formula=f"{n}亿元 ÷ 2", diagnosis=None, figures=figures
            )
        )
    return found, [Speech(doc_id="many", title="许多", text=text)]


def verdicts(tab: Any) -> list[str]:
    found: list[str] = tab.locator(".row .verdict span:last-child").all_text_contents()
    return found


def checks(tab: Any) -> list[str]:
    found: list[str] = tab.locator(".row .check").all_text_contents()
    return found


def head(tab: Any, name: str) -> Any:
    return tab.locator("#columns").get_by_role("button", name=name, exact=True)


def boxes(tab: Any, *selectors: str) -> dict[str, tuple[float, float, float, float]]:
    out = {}
    for selector in selectors:
        box = tab.locator(selector).first.bounding_box()
        assert box is not None, selector
        out[selector] = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
    return out


def crossing(found: dict[str, tuple[float, float, float, float]]) -> list[tuple[str, str]]:
    names = list(found)
    return [
        (one, two)
        for at, one in enumerate(names)
        for two in names[at + 1 :]
        if min(found[one][2], found[two][2]) - max(found[one][0], found[two][0]) > 0.5
        and min(found[one][3], found[two][3]) - max(found[one][1], found[two][1]) > 0.5
    ]


# --- layout


@pytest.mark.parametrize("size", WINDOWS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_overlaps_and_nothing_is_wider_than_the_window(
    open_page: Open, size: tuple[int, int], lang: Language
) -> None:
    all_verdicts = [
        finding(id=verdict, verdict=verdict, reason="masked")
        for verdict in ("questionable", "consistent", "consistent_if_truncated", "consistent_if_balanced")
    ]
    tab = open_page([*findings(), *all_verdicts], size=size, lang=lang)
    parts = boxes(tab, "#top", "#filter", "#list")
    assert crossing(parts) == []
    assert parts["#list"][3] - parts["#list"][1] > 400
    assert crossing(boxes(tab, "#search", "#check", "#strength", "#severity", "#reset", "#count")) == []
    assert crossing(boxes(tab, *(f".row .{cell}" for cell in ("verdict", "check", "sum", "severity")))) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    tab.keyboard.press("n")
    assert crossing(boxes(tab, "#top", "#filter", "#details")) == []
    if size[0] > 980:
        assert crossing(boxes(tab, "#list", "#details")) == []
    for box in boxes(tab, "#details", "#details h2", ".line", ".excerpt", ".figures").values():
        assert -0.5 <= box[0] < box[2] <= size[0] + 0.5
    assert (
        tab.evaluate(
            "(() => { const d = document.getElementById('details'); return d.scrollWidth - d.clientWidth })()"
        )
        <= 0
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system_into_the_dark(open_page: Open, scheme: str) -> None:
    tab = open_page(scheme=scheme)
    red, *_ = tab.evaluate(
        "getComputedStyle(document.getElementById('list')).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (red > 200) == (scheme == "light")


def test_the_words_are_those_of_the_language(open_page: Open) -> None:
    tab = open_page(lang="zh")
    assert verdicts(tab) == ["不一致", "数据修订", "无法核对", "一致"]
    assert tab.evaluate("document.documentElement.lang") == "zh-Hans"
    assert tab.title() == "核对结果"
    assert tab.locator("#meta").text_content() == "4条核对结果，2篇文档"


def test_a_page_without_findings_says_so(open_page: Open) -> None:
    tab = open_page([])
    assert tab.locator("#empty").text_content() == "No findings."
    tab.keyboard.press("n")
    assert tab.locator("#details").is_hidden()


# --- order


def test_a_head_sorts_upwards_then_downwards_then_as_before(open_page: Open) -> None:
    tab = open_page()
    assert checks(tab) == ["completion", "growth and base", "share", "growth"]
    head(tab, "check").click()
    assert checks(tab) == ["completion", "growth", "growth and base", "share"]
    assert tab.get_by_role("columnheader", name="check").get_attribute("aria-sort") == "ascending"
    head(tab, "check").click()
    assert checks(tab) == ["share", "growth and base", "growth", "completion"]
    assert tab.get_by_role("columnheader", name="check").get_attribute("aria-sort") == "descending"
    head(tab, "check").click()
    assert checks(tab) == ["completion", "growth and base", "share", "growth"]
    assert tab.locator("[aria-sort]").count() == 0


@pytest.mark.parametrize(
    ("column", "first", "last"),
    [
        ("verdict", "inconsistent", "consistent"),
        ("strength", "inconsistent", "restated"),
        ("severity", "inconsistent", "consistent"),
        ("sum", "consistent", "inconsistent"),
    ],
)
def test_each_column_sorts(open_page: Open, column: str, first: str, last: str) -> None:
    tab = open_page()
    head(tab, column).focus()
    tab.keyboard.press("Enter")
    assert (verdicts(tab)[0], verdicts(tab)[-1]) == (first, last)


def test_documents_sort_by_name(open_page: Open) -> None:
    names = ("a10.txt", "a9.txt", "b.txt")
    about = [Speech(doc_id=name, source=Source(path=name), text=speeches()[0].text) for name in names]
    tab = open_page([finding(id=name, doc_id=name) for name in ("b.txt", "a9.txt", "a10.txt")], about)
    head(tab, "document").click()
    assert tab.locator(".row .title").all_text_contents() == ["a9.txt", "a10.txt", "b.txt"]


def test_a_narrow_window_sorts_by_a_list_of_orders(open_page: Open) -> None:
    tab = open_page(size=(390, 844))
    assert tab.locator("#columns").is_hidden()
    tab.locator("#order").select_option(label="check ▼")
    assert checks(tab) == ["share", "growth and base", "growth", "completion"]
    tab.locator("#order").select_option(label="gravest first")
    assert checks(tab)[0] == "completion"


# --- filters


def test_verdicts_can_be_turned_off_and_counts_stay(open_page: Open) -> None:
    tab = open_page()
    button = tab.locator("#verdicts").get_by_role("button", name="consistent", exact=False).last
    button.click()
    assert verdicts(tab) == ["inconsistent", "restated", "not checkable"]
    assert button.get_attribute("aria-pressed") == "false"
    assert button.locator(".count").text_content() == "1"
    assert tab.locator("#count").text_content() == "3 of 4"


def test_check_strength_and_severity_filter(open_page: Open) -> None:
    tab = open_page()
    assert tab.locator("#check option").all_text_contents() == [
        "all checks",
        "completion",
        "growth",
        "share",
        "growth and base",
    ]
    tab.locator("#check").select_option(label="growth")
    assert verdicts(tab) == ["consistent"]
    tab.locator("#reset").click()
    tab.locator("#strength").select_option(label="same sentence")
    assert checks(tab) == ["completion", "growth"]
    tab.locator("#severity").select_option(label="no severity")
    assert checks(tab) == ["growth"]
    assert tab.locator("#verdicts .inconsistent .count").text_content() == "0"
    tab.locator("#reset").click()
    tab.locator("#severity").select_option(label="low")
    assert checks(tab) == ["growth and base"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("引进内资", ["completion"]),
        ("24.6亿元", ["completion"]),
        ("快报数", ["growth and base"]),
        ("flash.txt", ["growth and base"]),
        ("没有写出", ["share"]),
        ("财政 FLASH", ["growth and base"]),
        ("政府工作报告 consistent", ["completion", "growth"]),
        ("无此", []),
    ],
)
def test_words_are_searched_in_all_that_is_said(open_page: Open, words: str, found: list[str]) -> None:
    tab = open_page()
    tab.locator("#search").fill(words)
    assert checks(tab) == found
    assert tab.locator("#empty").is_visible() == (not found)


def test_the_filter_keeps_the_order_and_closes_what_it_hides(open_page: Open) -> None:
    tab = open_page()
    head(tab, "check").click()
    head(tab, "check").click()
    tab.locator(".row", has_text="not checkable").click()
    assert tab.locator("#details").is_visible()
    tab.locator("#search").fill("财政收入")
    assert checks(tab) == ["growth and base", "growth"]
    assert tab.locator("#details").is_hidden()


# --- what opens


def test_a_finding_opens_with_sentences_figures_and_sum(open_page: Open) -> None:
    tab = open_page()
    tab.locator(".row").first.click()
    assert tab.locator("#details h2").text_content() == "引进内资"
    assert tab.locator("#details .formula").text_content() == "24.6亿元 ÷ 20亿元 = 122.4…123.6%"
    assert tab.locator("#details mark").all_text_contents() == ["24.6亿元", "20亿元", "113%"]
    assert tab.locator("#details .role-name").all_text_contents() == ["actual", "plan", "rate"]
    assert tab.locator("#details .line .value").all_text_contents() == ["112.5…113.5%", "122.4…123.6%"]
    words = str(tab.locator("#details").text_content())
    for said in (
        "inconsistent",
        "same sentence",
        "severity high",
        "8.9 pp",
        "113% 与 123% 差一个数字",
        "政府工作报告",
        "云岭县",
        "a/report.txt",
        "一、去年工作回顾",
        "15–21, 29–33, 34–38",
        "They do not agree, however the figures were rounded.",
    ):
        assert said in words
    stated, computed = tab.locator(".bar").all()
    assert stated.bounding_box()["x"] + stated.bounding_box()["width"] < computed.bounding_box()["x"]
    looks = tab.locator("#details mark").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor + getComputedStyle(one).borderBottomStyle)"
    )
    assert len(set(looks)) == 3


def test_a_finding_across_documents_shows_both(open_page: Open) -> None:
    tab = open_page()
    tab.locator(".row", has_text="restated").click()
    assert tab.locator(".excerpt blockquote").count() == 2
    assert tab.locator(".excerpt .from .title").all_text_contents() == ["政府工作报告", "统计快报"]
    assert tab.locator("#details mark").all_text_contents() == ["8.4亿元", "8.1亿元"]


def test_what_could_not_be_decided_says_why(open_page: Open) -> None:
    tab = open_page()
    tab.locator(".row", has_text="not checkable").click()
    assert tab.locator("#details dd").all_text_contents() == ["没有写出全部产值"]
    assert tab.locator(".bar").count() == 0


def test_figures_within_figures_and_outside_the_plane_are_marked(open_page: Open) -> None:
    text = "𠮷野县占全部的5%以上，𠮷。"
    figures = [figure(text, "5%以上", "share", "x"), figure(text, "5%", "rate", "x")]
    tab = open_page([finding(figures=figures)], [Speech(doc_id="x", text=text)])
    tab.keyboard.press("n")
    assert tab.locator("#details mark").all_text_contents() == ["5%", "以上"]
    quote = tab.locator(".excerpt blockquote").evaluate(
        "quote => [...quote.childNodes].map(n => n.querySelector?.('mark')?.textContent ?? n.textContent).join('')"
    )
    assert quote == text


# --- keys


def test_all_can_be_reached_by_keys(open_page: Open) -> None:
    tab = open_page()
    opened = lambda: str(tab.locator("#details header .about").text_content()).split(" · ")[0]  # noqa: E731
    tab.keyboard.press("n")
    assert opened() == "completion"
    tab.keyboard.press("n")
    assert opened() == "growth and base"
    tab.keyboard.press("p")
    assert opened() == "completion"
    tab.locator("#list").focus()
    tab.keyboard.press("End")
    assert opened() == "growth"
    tab.keyboard.press("ArrowUp")
    assert opened() == "share"
    tab.keyboard.press("Home")
    assert opened() == "completion"
    selected = tab.locator("#list").get_by_role("row", selected=True)
    assert selected.get_attribute("id") == tab.locator("#list").get_attribute("aria-activedescendant")
    assert selected.get_attribute("aria-rowindex") == "2"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "details"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert opened() == "growth and base"
    assert tab.evaluate("document.activeElement.dataset.does") == "next"
    tab.keyboard.press("Escape")
    assert tab.locator("#details").is_hidden()
    assert tab.evaluate("document.activeElement.id") == "list"
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.type("n")
    assert tab.locator("#search").input_value() == "n"
    assert tab.locator("#details").is_hidden()


def test_roles_say_what_is_what(open_page: Open) -> None:
    tab = open_page(lang="zh")
    grid = tab.get_by_role("grid", name="核对结果")
    assert grid.get_attribute("aria-rowcount") == "5"
    assert grid.get_by_role("columnheader").all_text_contents() == [
        "结论",
        "核对",
        "算式",
        "文档",
        "依据",
        "程度",
    ]
    assert grid.get_by_role("row").count() == 5
    assert grid.get_by_role("gridcell").count() == 24


def test_the_address_leads_to_a_finding(open_page: Open) -> None:
    odd = finding(id="a b/甲#1")
    tab = open_page([*findings(), odd], hash="#a%20b%2F%E7%94%B2%231")
    assert tab.locator("#details .id").text_content() == "id a b/甲#1"
    tab.keyboard.press("n")
    assert tab.evaluate("location.hash") == "#completion"
    tab.keyboard.press("Escape")
    assert tab.evaluate("location.hash") == ""
    assert open_page(hash="#%E0%A4%A").locator("#details").is_hidden()


def test_the_keys_are_told(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#about-button").click()
    assert "zhibiao" in str(tab.locator("#about").text_content())
    tab.keyboard.press("Escape")
    assert tab.locator("#about").is_hidden()


# --- many findings


def test_ten_thousand_findings_cost_few_elements_and_no_listeners(open_page: Open) -> None:
    script = (
        "window.heard = []; const add = EventTarget.prototype.addEventListener;"
        "EventTarget.prototype.addEventListener = function (...all) { heard.push(this); return add.apply(this, all); };"
    )
    found, about = many(10_000)
    tab = open_page(found, about, script=script)
    assert tab.locator("#count").text_content() == "10,000 of 10,000"
    assert tab.evaluate("heard.length") < 30
    assert 10 < tab.locator(".row").count() < 60
    tab.locator("#list").focus()
    tab.keyboard.press("End")
    assert tab.locator("#details header .at").text_content() == "10000 / 10000"
    assert tab.locator(".row").count() < 60
    tab.locator("#list").evaluate("list => { list.scrollTop = list.scrollHeight / 2 }")
    tab.locator(".row[aria-rowindex='5002']").wait_for()
    # Each of these has to be done within a breath on a slow machine.
    took = tab.evaluate(
        """() => {
          const search = document.getElementById("search"), heads = document.querySelectorAll("#columns button");
          const timed = (does) => { const from = performance.now(); does(); return performance.now() - from; };
          const input = () => search.dispatchEvent(new Event("input", {bubbles: true}));
          const type = (words) => () => { search.value = words; input(); };
          return [timed(type("第1234")), timed(type("12345亿元")), timed(type("")), timed(() => heads[2].click())];
        }"""
    )
    assert max(took) < 1500
    tab.locator("#search").fill("12345亿元")
    assert tab.locator("#count").text_content() == "1 of 10,000"
    assert tab.locator(".row .what").all_text_contents() == ["第12345项收入"]


# --- what is hostile


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>alert(1)</script>-->",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "</title></style><iframe src=https://example.org></iframe>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_and_do_not_run(open_page: Open, words: str) -> None:
    text = f"甲{words}5%{words}。"
    one = figure(text, "5%", words, words, words) | {"sentence": text, "section": (words,)}
    hostile = finding(
        id=words,
        formula=words,
        reason=words,
        diagnosis=words,
        figures=[one],
        stated=bounds("1", "2", words),
        computed=bounds("3", "4", words),
    )
    speech = Speech(doc_id=words, title=words, source=Source(path=words), text=text)
    tab = open_page([hostile], [speech])
    tab.locator(".row").click()
    quote = tab.locator(".excerpt blockquote")
    assert str(quote.text_content()).replace(words, "", 1).startswith("甲5%")
    assert tab.locator("#details h2").text_content() == words
    assert tab.locator("#details .id span").text_content() == words
    tab.locator("#search").fill(words.split()[0])
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("img, svg, iframe").count() == 0
    assert tab.locator("script").count() == 2


def test_a_name_that_turns_the_direction_leaves_the_line_in_order(open_page: Open) -> None:
    # An override, and a name in letters that are written from the right, with figures behind it.
    for name in ("\u202eexe.txt", "\u05d0\u05d1\u05d2 2020"):
        text = f"{name}收入24.6亿元，比20亿元多113%。"
        figures = [figure(text, "24.6亿元", name, "x", name), figure(text, "20亿元", "plan", "x", name)]
        speech = Speech(doc_id="x", title=name, source=Source(path=name), text=text)
        tab = open_page([finding(formula=f"{name} ÷ 20亿元", reason=name, figures=figures)], [speech])
        tab.keyboard.press("n")
        lefts = tab.locator(".excerpt .from > span").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().left)"
        )
        assert lefts == sorted(lefts)
        cells = (
            tab.locator(".row")
            .first.locator("> div")
            .evaluate_all(
                "all => all.filter(one => one.offsetWidth).map(one => one.getBoundingClientRect().left)"
            )
        )
        assert cells == sorted(cells)
        marks = tab.locator("#details mark").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().left)"
        )
        assert marks == sorted(marks)
        if name.startswith("\u202e"):
            pictures = tab.locator(".control").evaluate_all("all => all.map(one => one.dataset.picture)")
            assert set(pictures) == {"U+202E"}
            bare = tab.evaluate(
                """() => {
                  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  const found = [];
                  for (let node; (node = walker.nextNode());) {
                    const shown = !node.parentElement.closest(".control, script");
                    if (shown && node.data.includes("\\u202e")) found.push(node.data);
                  }
                  return found;
                }"""
            )
            assert bare == []


def test_the_policy_is_in_force(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(findings(), speeches(), "html"), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    blocked = tab.evaluate(
        """async () => {
          const found = [];
          document.addEventListener("securitypolicyviolation", event => found.push(event.effectiveDirective));
          for (const [tag, name, value] of [["script", "text", "window.ran = 1"], ["style", "textContent", "b{}"],
              ["img", "src", "https://example.org/a.png"], ["iframe", "src", "https://example.org/"]]) {
            const element = document.createElement(tag);
            try { element[name] = value; } catch (error) { found.push(error.name); }
            document.body.append(element);
          }
          await fetch("https://example.org/").catch(() => {});
          await new Promise(done => setTimeout(done, 100));
          return [found, "ran" in window];
        }"""
    )
    assert blocked[1] is False
    assert {"style-src-elem", "img-src", "frame-src", "connect-src"} <= set(blocked[0])
    tab.close()


# --- paper


def test_what_is_printed_is_a_table_of_what_is_shown(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#strength").select_option(label="same sentence")
    tab.keyboard.press("n")
    tab.locator(".row").first.click()
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("#print tbody tr").count() == 2
    assert tab.locator("#panel").is_hidden()
    assert tab.locator("#details").is_visible()
    assert "113% 与 123% 差一个数字" in str(tab.locator("#print").text_content())
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#print").count() == 0
    assert tab.pdf().startswith(b"%PDF")
