"""The page in a real browser: nothing overlaps, records can be told apart, copies are exact, nothing foreign runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.browser import ARGUMENTS, executable
from corpus.samples import sample_paths
from extractor import extract_path
from extractor.show.labels import Language
from extractor.show.page import html_page
from schemas import (
    Actual,
    Evidence,
    Indicator,
    Measure,
    Project,
    Quantity,
    Relation,
    Repair,
    Source,
    Speech,
    Target,
)

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

WINDOWS = [(1440, 900), (1024, 768), (390, 844)]
TEXT = "工作报告\n今年，县政府要安排3亿元建设云岭水库工程。\n财政收入4.2亿元，增长12.5%。\n"
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
    """Opens the page of some documents; at the end nothing may have gone wrong in it or left it."""
    contexts, troubles = [], []

    def open_(
        speeches: list[Speech], size: tuple[int, int] = (1440, 900), lang: Language = "en", **more: Any
    ) -> Any:
        file = tmp_path / "page.html"
        file.write_text(html_page(speeches, lang), encoding="utf-8", newline="")
        scheme = more.pop("scheme", "light")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("dialog", lambda dialog: (troubles.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("pageerror", lambda error: troubles.append(f"error {error}"))
        tab.on("console", lambda message: troubles.append(f"console {message.text}"))
        tab.on(
            "request",
            lambda request: None if request.url.startswith(file.as_uri()) else troubles.append(request.url),
        )
        if "script" in more:
            tab.add_init_script(more["script"])
        tab.goto(file.as_uri() + more.get("hash", ""))
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert troubles == []


def sample(stem: str) -> list[Speech]:
    return [speech for path in sample_paths() if path.stem == stem for speech in extract_path(path)]


def evidence(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(start=start, end=start + len(words), quote=words)


def claim(text: str, words: str, name: str, kind: type[Any] = Actual, **more: Any) -> Any:
    quantity = Quantity(text=words, value=Decimal(1), unit="CNY")
    more.setdefault("id", f"{kind.__name__}{text.index(words)}")
    return kind(
        doc_id="d",
        basis="level",
        indicator=Indicator(text=name),
        quantity=quantity,
        evidence=evidence(text, words),
        **more,
    )


def overlapping() -> Speech:
    records = (
        Measure(
            id="m",
            doc_id="d",
            text="安排",
            action="安排",
            evidence=evidence(TEXT, "县政府要安排3亿元建设云岭水库工程"),
        ),
        claim(TEXT, "3亿元", "水库投资", Target),
        Project(id="p", doc_id="d", name="云岭水库工程", evidence=evidence(TEXT, "云岭水库工程")),
        claim(TEXT, "4.2亿元", "财政收入", id="one"),
        claim(TEXT, "4.2亿元", "税收收入", id="two", confidence=0.5),
        claim(TEXT, "12.5%", "财政收入", id="growth", relations=(Relation(type="growth_of", id="one"),)),
    )
    return Speech(doc_id="d", title="工作报告", text=TEXT, records=records)


def many(size: int) -> Speech:
    text = "".join(f"第{number}项收入{number}亿元。\n" for number in range(1000, 1000 + size))
    records = tuple(
        claim(text, f"{number}亿元", f"第{number}项收入", id=str(number))
        for number in range(1000, 1000 + size)
    )
    return Speech(doc_id="d", title="许多", text=text, records=records)


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


def style(tab: Any, selector: str, name: str) -> str:
    value: str = tab.locator(selector).first.evaluate(
        "(element, name) => getComputedStyle(element)[name]", name
    )
    return value


def chosen(tab: Any) -> str:
    return str(tab.locator("#details h2").text_content())


# --- layout


@pytest.mark.parametrize("size", WINDOWS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_overlaps_and_nothing_is_wider_than_the_window(
    open_page: Open, size: tuple[int, int], lang: Language
) -> None:
    tab = open_page([*sample("06_budget_report"), *sample("01_dispatch_speech.damaged")], size, lang)
    parts = boxes(tab, "#top", "#reader", "#filter", "#list")
    assert crossing(parts) == []
    for box in parts.values():
        assert -0.5 <= box[0] < box[2] <= size[0] + 0.5
        assert -0.5 <= box[1] < box[3] <= size[1] + 0.5
    assert crossing(boxes(tab, "#headline", "#chooser", "#about-button")) == []
    assert crossing(boxes(tab, "#kinds", "#search", "#confidence", "#order")) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert (
        tab.evaluate(
            "document.getElementById('reader').scrollWidth - document.getElementById('reader').clientWidth"
        )
        <= 0
    )
    tab.keyboard.press("n")
    if size[0] > 820:
        assert crossing(boxes(tab, "#top", "#reader", "#filter", "#list", "#details")) == []
        assert boxes(tab, "#list")["#list"][3] - boxes(tab, "#list")["#list"][1] > 100
    else:
        assert crossing(boxes(tab, "#top", "#reader", "#details")) == []


def test_the_parts_stand_side_by_side_or_one_above_the_other(open_page: Open) -> None:
    wide = boxes(open_page(sample("08_work_report"), (1440, 900)), "#reader", "#panel")
    assert wide["#panel"][0] >= wide["#reader"][2] - 0.5
    narrow = boxes(open_page(sample("08_work_report"), (390, 844)), "#reader", "#panel")
    assert narrow["#panel"][1] >= narrow["#reader"][3] - 0.5


def test_a_wide_table_scrolls_in_itself(open_page: Open) -> None:
    text = "".join("\t".join(f"{row}{column}项目收入合计" for column in range(12)) + "\n" for row in range(4))
    tab = open_page([Speech(doc_id="d", text=text)])
    assert tab.locator(".table .ln").count() == 4
    assert (
        tab.evaluate(
            "document.getElementById('reader').scrollWidth - document.getElementById('reader').clientWidth"
        )
        <= 0
    )
    assert tab.evaluate(
        "(() => { const t = document.querySelector('.table'); return t.scrollWidth > t.clientWidth })()"
    )
    columns = tab.locator(".table .ln").evaluate_all(
        "rows => rows.map(row => row.querySelectorAll('.cell')[5].getBoundingClientRect().left)"
    )
    assert max(columns) - min(columns) < 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_system_into_the_dark(open_page: Open, scheme: str) -> None:
    tab = open_page([overlapping()], scheme=scheme)
    red, *_ = tab.evaluate(
        "getComputedStyle(document.getElementById('reader')).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (red > 200) == (scheme == "light")


# --- marks


def test_overlapping_records_can_be_told_apart(open_page: Open) -> None:
    tab = open_page([overlapping()])
    target, actual, plain = "mark.claim.target", "mark.claim.actual", "mark.in-measure:not(.claim)"
    assert style(tab, target, "borderBottomStyle") == "dashed"
    assert style(tab, actual, "borderBottomStyle") == "solid"
    looks = [
        tuple(
            style(tab, selector, name)
            for name in ("backgroundColor", "backgroundImage", "boxShadow", "borderBottomStyle")
        )
        for selector in (target, actual, plain, "mark.in-project")
    ]
    assert len(set(looks)) == len(looks)
    assert style(tab, target, "backgroundColor") == style(tab, plain, "backgroundColor")
    assert style(tab, "mark.starts-measure", "borderLeftStyle") == "solid"
    assert tab.locator("mark.starts-measure").count() == tab.locator("mark.ends-measure").count() == 1
    assert tab.locator("mark[data-count='2']").text_content() == "4.2亿元"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("3亿元", ["水库投资", "安排"]),
        ("云岭水库工程", ["云岭水库工程", "安排"]),
        ("4.2亿元", ["税收收入", "财政收入"]),
    ],
)
def test_the_card_lists_all_records_at_a_place(open_page: Open, words: str, names: list[str]) -> None:
    tab = open_page([overlapping()])
    tab.locator("mark", has_text=words).first.hover()
    said = [
        line.split("亿元")[0].removesuffix("3").removesuffix("4.2")
        for line in tab.locator("#card .what").all_text_contents()
    ]
    assert said == names
    assert tab.locator("mark.on").count() > 0
    tab.locator("#title").hover()
    assert tab.locator("#card").is_hidden()


def test_a_click_chooses_and_a_second_click_goes_deeper(open_page: Open) -> None:
    tab = open_page([overlapping()])
    mark = tab.locator("mark", has_text="3亿元").first
    mark.click()
    assert chosen(tab) == "水库投资3亿元"
    assert tab.locator(".row[aria-selected=true] .what").text_content() == "水库投资"
    mark.click()
    assert chosen(tab) == "安排"
    assert (
        "".join(tab.locator("mark.chosen-measure").all_text_contents()) == "县政府要安排3亿元建设云岭水库工程"
    )
    assert style(tab, "mark.claim.target", "borderBottomStyle") == "dashed"
    mark.click()
    assert chosen(tab) == "水库投资3亿元"


def test_a_row_shows_its_place_and_a_tie_leads_on(open_page: Open) -> None:
    tab = open_page([overlapping()])
    tab.locator(".row", has_text="12.5%").click()
    assert tab.locator("mark.chosen").all_text_contents() == ["12.5%"]
    assert tab.locator("mark.tied").all_text_contents() == ["4.2亿元"]
    tab.locator(".ties button").click()
    assert chosen(tab) == "财政收入4.2亿元"
    assert "grew by" in str(tab.locator(".ties").text_content())


def test_a_row_scrolls_the_text_to_its_place(open_page: Open) -> None:
    tab = open_page([many(400)])
    tab.locator("#list").focus()
    tab.keyboard.press("End")
    assert tab.locator("mark.chosen").all_text_contents() == ["1399亿元"]
    mark, reader = (boxes(tab, selector)[selector] for selector in ("mark.chosen", "#reader"))
    assert reader[1] <= mark[1] < mark[3] <= reader[3]


# --- keys


def test_all_can_be_reached_by_keys(open_page: Open) -> None:
    tab = open_page([overlapping(), many(3)])
    tab.keyboard.press("n")
    assert chosen(tab) == "安排"
    tab.keyboard.press("n")
    tab.keyboard.press("n")
    tab.keyboard.press("p")
    assert chosen(tab) == "水库投资3亿元"
    tab.locator("#list").focus()
    tab.keyboard.press("ArrowDown")
    assert chosen(tab) == "云岭水库工程"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.textContent") == "云岭水库工程"
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.textContent") == "4.2亿元"
    assert tab.locator("#card .said").count() == 2
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "list"
    assert chosen(tab) == "税收收入4.2亿元"
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "search"
    tab.keyboard.type("n")
    assert tab.locator("#search").input_value() == "n"
    tab.locator("#list").focus()
    tab.keyboard.press("Escape")
    assert tab.locator("mark.chosen, mark.chosen-measure").count() == 0
    tab.keyboard.press("]")
    assert tab.locator("#title").text_content() == "许多"
    tab.keyboard.press("[")
    assert tab.locator("#title").text_content() == "工作报告"


def test_the_marks_are_one_stop_of_the_tab_key(open_page: Open) -> None:
    tab = open_page([many(50)])
    assert tab.locator("mark[tabindex='0']").count() == 1
    tab.locator("#reader").focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.tagName") == "MARK"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.tagName") == "BUTTON"


def test_roles_say_what_is_what(open_page: Open) -> None:
    tab = open_page([overlapping()], lang="zh")
    assert tab.locator("#list").get_by_role("option").count() == 6
    assert tab.get_by_role("listbox", name="记录").count() == 1
    assert tab.get_by_role("button", name="目标", pressed=True).count() == 1
    tab.keyboard.press("n")
    assert tab.locator("#list").get_by_role("option", selected=True).get_attribute("aria-posinset") == "1"
    assert tab.locator("#list").get_attribute("aria-activedescendant") == tab.locator("#list").get_by_role(
        "option", selected=True
    ).get_attribute("id")
    assert tab.evaluate("document.documentElement.lang") == "zh-Hans"
    assert tab.locator("#text").get_attribute("lang") == "zh"


# --- filter and documents


def test_the_filter_narrows_list_and_marks(open_page: Open) -> None:
    tab = open_page([overlapping()])
    tab.get_by_role("button", name="measure").click()
    assert tab.locator("#list").get_by_role("option").count() == 5
    assert tab.locator("mark.in-measure").count() == 0
    tab.locator("#search").fill("财政")
    assert tab.locator(".row .much").all_text_contents() == ["4.2亿元", "12.5%"]
    assert tab.get_by_role("button", name="actual").locator(".count").text_content() == "2"
    assert tab.locator("mark.claim").count() == 2
    tab.locator("#search").fill("")
    tab.locator("#confidence").select_option("<0.7")
    assert tab.locator(".row .what").all_text_contents() == ["税收收入"]
    tab.locator("#confidence").select_option("")
    tab.locator("#order").select_option("confidence")
    assert tab.locator(".row .what").first.text_content() == "税收收入"
    tab.locator("#search").fill("无此")
    assert tab.locator("#empty").is_visible()


def test_a_tie_to_a_record_that_is_filtered_out_brings_it_back(open_page: Open) -> None:
    tab = open_page([overlapping()])
    tab.locator("#search").fill("12.5")
    tab.locator(".row").click()
    tab.locator(".ties button").click()
    assert chosen(tab) == "财政收入4.2亿元"
    assert tab.locator("#list").get_by_role("option").count() == 6


def test_the_address_leads_to_document_and_record(open_page: Open) -> None:
    tab = open_page([many(2), overlapping()], hash="#2/growth")
    assert tab.locator("#title").text_content() == "工作报告"
    assert chosen(tab) == "财政收入12.5%"
    tab.locator("#document").select_option(index=0)
    assert tab.locator("#title").text_content() == "许多"
    assert tab.evaluate("location.hash") == "#1"
    tab.keyboard.press("n")
    assert tab.evaluate("location.hash") == "#1/1000"


def test_the_head_has_what_is_known(open_page: Open) -> None:
    (speech,) = sample("01_dispatch_speech.damaged")
    tab = open_page([speech])
    assert tab.locator("#about").is_hidden()
    tab.locator("#about-button").click()
    words = str(tab.locator("#about").text_content())
    for repair in (*speech.repairs, *speech.flags):
        assert repair.what in words
        assert str(repair.count) in words
    assert str(speech.source.sha256) in words
    tab.keyboard.press("Escape")
    assert tab.locator("#about").is_hidden()


def test_the_places_of_a_repair_can_be_gone_through(open_page: Open) -> None:
    (speech,) = sample("01_dispatch_speech.damaged")
    tab = open_page([speech])
    pinyin = next(repair for repair in speech.repairs if repair.name == "pinyin")
    for start, end in pinyin.spans[:3]:
        tab.locator("#about-button").click() if tab.locator("#about").is_hidden() else None
        tab.locator("#notes li", has_text=pinyin.what).locator("button").click()
        assert tab.evaluate("getSelection().getRangeAt(0).toString()") == speech.text[start:end]


def test_only_addresses_of_the_web_are_links(open_page: Open) -> None:
    for address, links in (("javascript:alert(1)", 0), ("https://example.org/a", 1)):
        speech = overlapping().model_copy(update={"source": Source(address=address)})
        assert open_page([speech]).locator("#about a").count() == links


@pytest.mark.parametrize("text", ["", "\n", "没有记录。"])
def test_a_document_without_records_is_shown(open_page: Open, text: str) -> None:
    tab = open_page([Speech(doc_id="d", text=text)])
    assert tab.locator("#empty").is_visible()
    tab.keyboard.press("n")
    assert tab.locator("mark").count() == 0


# --- many records


def test_a_thousand_records_cost_few_elements_and_no_listeners(open_page: Open) -> None:
    script = (
        "window.heard = []; const add = EventTarget.prototype.addEventListener;"
        "EventTarget.prototype.addEventListener = function (...all) { heard.push(this); return add.apply(this, all); };"
    )
    tab = open_page([many(1000)], script=script)
    assert tab.evaluate("heard.length") < 40
    assert tab.evaluate("heard.every(target => !target.matches || !target.matches('mark, .row'))")
    assert tab.locator("mark.claim").count() == 1000
    assert 10 < tab.locator(".row").count() < 60
    assert tab.locator(".row").first.get_attribute("aria-setsize") == "1000"
    tab.locator("#list").evaluate("list => { list.scrollTop = list.scrollHeight / 2 }")
    tab.locator(".row", has_text="第1500项收入").wait_for()
    assert tab.locator(".row").count() < 60
    tab.locator(".row", has_text="第1500项收入").click()
    assert tab.locator("mark.chosen").all_text_contents() == ["1500亿元"]
    tab.locator("#search").fill("1234亿元")
    assert tab.locator("#list").get_by_role("option").count() == 1
    assert tab.locator("mark.claim").all_text_contents() == ["1234亿元"]
    assert tab.evaluate("heard.every(target => !target.matches || !target.matches('mark, .row'))")


# --- copying


def copied(tab: Any) -> str:
    """What a copy puts on the clipboard, as the page says it; systems may change line ends on the way."""
    words: str = tab.evaluate(
        "() => new Promise(done => { document.addEventListener('copy',"
        " event => done(event.clipboardData.getData('text/plain')), {once: true}); document.execCommand('copy'); })"
    )
    return words


@pytest.mark.parametrize(
    "stem",
    ["01_dispatch_speech.damaged", "05_county_news.page", "09_budget_notes.gb18030", "12_task_notice.utf16"],
)
def test_all_that_is_copied_is_the_source_text(open_page: Open, stem: str) -> None:
    (speech,) = sample(stem)
    tab = open_page([speech], (390, 844))
    tab.locator("#reader").focus()
    tab.keyboard.press("Control+a")
    assert tab.evaluate("getSelection().toString()") == speech.text
    assert copied(tab) == speech.text
    tab.keyboard.press("Control+c")
    assert tab.evaluate("navigator.clipboard.readText()") == speech.text


ODD = (
    "甲\r\n\r\n收入\t1,234.5\t20%\r\n支出\t99\t3%\n"
    "  缩进\u3000行𠮷野 \u202e倒\u202c5亿元\u200b。\x00\x1b[31m\ufffd\x85\u2028乙\U000e0041\n尾\t \n"
)


def test_odd_characters_are_shown_and_copied_as_they_are(open_page: Open) -> None:
    (record,) = (claim(ODD, "5亿元", "收入"),)
    tab = open_page([Speech(doc_id="d", text=ODD, records=(record,))])
    assert tab.locator("#text").evaluate("text => text.textContent") == ODD
    tab.locator("#reader").focus()
    tab.keyboard.press("Control+a")
    assert tab.evaluate("getSelection().toString()") == ODD
    assert copied(tab) == ODD
    pictures = tab.locator(".control").evaluate_all("all => all.map(one => one.dataset.picture)")
    assert pictures == ["U+202E", "U+202C", "U+200B", "NUL", "ESC", "U+0085", "U+2028", "U+E0041"]


def test_form_feeds_and_lone_carriage_returns_are_copied(open_page: Open) -> None:
    text = "第一页\x0c第二页\r第三行"
    tab = open_page([Speech(doc_id="d", text=text)])
    tab.locator("#reader").focus()
    tab.keyboard.press("Control+a")
    assert copied(tab) == text
    assert tab.locator(".ln").count() == 3


@pytest.mark.parametrize(("start", "end"), [(0, 12), (8, 31), (12, 14), (20, 38)])
def test_a_part_is_copied_as_it_stands(open_page: Open, start: int, end: int) -> None:
    tab = open_page([overlapping()])
    tab.evaluate(
        """([start, end]) => {
          const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          for (let at = 0, node; (node = walker.nextNode()); at += node.length) {
            if (at <= start && start <= at + node.length) range.setStart(node, start - at);
            if (at < end && end <= at + node.length) range.setEnd(node, end - at);
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [start, end],
    )
    assert copied(tab) == TEXT[start:end]


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
    text = f"甲{words}\n{words}5亿元{words}\n"
    record = claim(text, "5亿元", words, scope=words, source=words)
    repair = Repair(name=words, what=words, count=1)
    project = Project(id="p", doc_id="d", name=words, evidence=evidence(text, words), parties=(words,))
    source = Source(path=words, address=words, metadata={words: words})
    speech = Speech(
        doc_id=words,
        title=words,
        issuer=words,
        text=text,
        records=(record, project),
        source=source,
        repairs=(repair,),
    )
    tab = open_page([speech, speech.model_copy(update={"title": None})])
    assert tab.locator("#text").evaluate("text => text.textContent") == text
    assert tab.locator("#title").text_content() == words
    assert tab.title() == " ".join(words.split())
    for mark in tab.locator("mark.claim, mark.in-project").all():
        mark.hover()
        mark.click()
    tab.locator("#about-button").click()
    tab.keyboard.press("Escape")
    tab.keyboard.press("]")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("img, svg, iframe").count() == 0
    assert tab.locator("script").count() == 2


def test_the_policy_is_in_force(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(html_page([overlapping()]), encoding="utf-8")
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
          try { document.body.innerHTML += "<b>x</b>"; } catch (error) { found.push(error.name); }
          await fetch("https://example.org/").catch(() => {});
          await new Promise(done => setTimeout(done, 100));
          return [found, "ran" in window];
        }"""
    )
    assert blocked[1] is False
    assert {"style-src-elem", "img-src", "frame-src", "connect-src", "require-trusted-types-for"} <= set(
        blocked[0]
    )
    assert blocked[0].count("TypeError") == 2
    tab.close()


# --- paper


def test_what_is_printed_is_the_text_and_a_table_of_the_records(open_page: Open) -> None:
    tab = open_page([overlapping()])
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("#print tbody tr").count() == 6
    assert tab.locator("#panel").is_hidden()
    assert tab.locator("#text").is_visible()
    assert tab.locator("#print").is_visible()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#print").count() == 0
    assert tab.pdf().startswith(b"%PDF")
