"""The layout of overlapping records, the text in the terminal, and the page as a string; the page itself is tried in
test_show_browser.py."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.samples import sample_paths
from extractor import extract, extract_path
from extractor.cli import main
from extractor.show.characters import UNSAFE, visible
from extractor.show.entries import entries, head
from extractor.show.labels import KINDS, LANGUAGES, Labels
from extractor.show.page import html_page
from extractor.show.spans import line_ends, segments
from extractor.show.terminal import legend, terminal_text, title_line
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
from schemas.speech import Part

TEXT = "一、回顾\n2011年，全县财政收入4.2亿元，增长12.5%。\n二、今年，县政府要安排3亿元建设云岭水库工程。\n"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def claim(
    text: str, words: str, name: str | None = None, kind: type[Actual | Target] = Actual, **more: Any
) -> Actual:
    """A record on the first place of some words."""
    start = text.index(words)
    named: dict[str, Any] = {}
    if name and name in text:
        named = {"start": text.index(name), "end": text.index(name) + len(name)}
    return kind(  # type: ignore[return-value]
        id=more.pop("id", f"{start:016x}"),
        doc_id="d",
        basis="level",
        indicator=Indicator(text=name or "财政收入", **named),
        quantity=Quantity(text=words, value=Decimal("1"), unit="CNY"),
        evidence=Evidence(start=start, end=start + len(words), quote=words),
        **more,
    )


def measure(text: str, words: str, **more: Any) -> Measure:
    start = text.index(words)
    evidence = Evidence(start=start, end=start + len(words), quote=words)
    return Measure(id=f"m{start}", doc_id="d", text=words, evidence=evidence, **more)


def project(text: str, words: str) -> Project:
    start = text.index(words)
    evidence = Evidence(start=start, end=start + len(words), quote=words)
    return Project(id=f"p{start}", doc_id="d", name=words, evidence=evidence)


def overlapping() -> Speech:
    records = (
        claim(TEXT, "4.2亿元", "财政收入"),
        measure(TEXT, "县政府要安排3亿元建设云岭水库工程"),
        claim(TEXT, "3亿元", kind=Target),
        project(TEXT, "云岭水库工程"),
    )
    return Speech(doc_id="d", text=TEXT, records=records)


# --- segments


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int, list[int]]:
    length = draw(st.integers(0, 30))
    place = st.integers(0, length)
    spans = draw(st.lists(st.tuples(place, place).map(lambda pair: (min(pair), max(pair))), max_size=12))
    return spans, length, draw(st.lists(place, max_size=5))


@given(layouts())
def test_segments_make_up_the_text_and_each_has_the_spans_that_lie_over_it(
    layout: tuple[list[tuple[int, int]], int, list[int]],
) -> None:
    spans, length, cuts = layout
    found = list(segments(spans, length, cuts))
    assert [part.start for part in found] == [0, *(part.end for part in found)][: len(found)]
    assert (found[-1].end if found else 0) == length
    for part in found:
        assert part.start < part.end
        for at in range(part.start, part.end):
            assert set(part.over) == {i for i, (start, end) in enumerate(spans) if start <= at < end}
        sizes = [spans[i][1] - spans[i][0] for i in part.over]
        assert sizes == sorted(sizes, reverse=True)
        assert not any(part.start < cut < part.end for cut in cuts)


@given(layouts())
def test_segments_are_as_long_as_can_be(layout: tuple[list[tuple[int, int]], int, list[int]]) -> None:
    spans, length, cuts = layout
    found = list(segments(spans, length, cuts))
    edges = {*cuts, *(edge for start, end in spans if start < end for edge in (start, end))}
    assert all(part.end in edges for part in found[:-1])


@pytest.mark.parametrize("span", [(-1, 2), (0, 6), (3, 2)])
def test_spans_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie within"):
        list(segments([span], 5))


def test_cuts_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="cut"):
        list(segments([], 5, [6]))


@given(st.text("甲a\r\n\f\t", max_size=20))
def test_lines_make_up_the_text(text: str) -> None:
    ends = line_ends(text)
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(text)
    lines = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert all("\n" not in line[:-1] and "\f" not in line[:-1] for line in lines)
    assert not any(line.endswith("\r") and after.startswith("\n") for line, after in pairwise(lines))


# --- words


def test_both_languages_have_the_same_words() -> None:
    english, chinese = (Labels(language) for language in LANGUAGES)  # type: ignore[arg-type]
    for group in ("kind", "short", "field", "tie", "tied", "head", "page"):
        assert english.group(group).keys() == chinese.group(group).keys()
    assert set(english.group("kind")) == set(KINDS)


def test_every_value_of_the_contract_has_a_chinese_word() -> None:
    from typing import get_args

    from schemas import records

    said = Labels("zh").group("value")
    names = (
        "Basis",
        "ComparisonType",
        "BaseStatus",
        "PlanVersion",
        "ComparabilityType",
        "Vintage",
        "Stage",
        "MeasureStatus",
    )
    for name in names:
        assert [value for value in get_args(getattr(records, name)) if value not in said] == [], name
    ties = get_args(records.RelationType)
    assert set(ties) <= set(Labels("zh").group("tie"))


def test_ties_are_said_by_both_records() -> None:
    level, growth = (
        claim(TEXT, "4.2亿元", id="a"),
        claim(TEXT, "12.5%", id="b", relations=(Relation(type="growth_of", id="a"),)),
    )
    amount = claim(TEXT, "3亿元", id="c", relations=(Relation(type="part_of", id="gone"),))
    whole = measure(TEXT, "安排3亿元", amounts=("c",))
    told = entries(Speech(doc_id="d", text=TEXT, records=(level, growth, amount, whole)), Labels("en"))
    assert [(tie.words, tie.other) for tie in told[0].ties] == [("grew by", 1)]
    assert [(tie.words, tie.other) for tie in told[1].ties] == [("growth of", 0)]
    assert [(tie.words, tie.other) for tie in told[2].ties] == [("amount within", 3)]
    assert [(tie.words, tie.other) for tie in told[3].ties] == [("has the amount", 2)]


def test_details_name_the_place_in_the_file() -> None:
    source = Source(
        parts=(
            Part(kind="page", number=1, start=0, end=5),
            Part(kind="page", number=2, start=5, end=len(TEXT)),
        )
    )
    speech = overlapping().model_copy(update={"source": source})
    assert ("in the file", "page 2") in entries(speech, Labels("en"))[0].details
    assert ("文件位置", "第2页") in entries(speech, Labels("zh"))[0].details


def test_the_head_leaves_out_what_is_not_known() -> None:
    told = dict(
        head(
            Speech(doc_id="d", text="甲乙", source=Source(path="a.txt", metadata={"栏目": "x"})), Labels("en")
        )
    )
    assert told == {"file": "a.txt", "characters": "2", "reader": "text 1", "栏目": "x"}


# --- the terminal


def test_without_colour_records_stand_in_brackets() -> None:
    shown = terminal_text(overlapping(), Labels("en"))
    assert "全县财政收入[actual 4.2亿元]，" in shown
    assert "[measure 县政府要安排[target 3亿元]建设[project 云岭水库工程]]。" in shown
    assert re.sub(r"\[(actual|target|measure|project) |\]|^ +\d+  ", "", shown, flags=re.MULTILINE) == TEXT


def test_colour_marks_and_changes_no_character() -> None:
    shown = terminal_text(overlapping(), Labels("en"), colour=True, width=200)
    plain = ESCAPE.sub("", shown)
    assert [line[6:] for line in plain.splitlines()] == [
        "一、回顾",
        "2011年，全县财政收入4.2亿元，增长12.5%。",
        "二、今年，[县政府要安排3亿元建设云岭水库工程]。",
    ]
    assert [line[5] for line in plain.splitlines()] == [" ", " ", "|"]
    found = {
        words: codes
        for codes, words in re.findall(r"\x1b\[([0-9;]+)m(4\.2亿元|3亿元|云岭水库工程|财政收入)", shown)
    }
    assert len(set(found.values())) == len(found) == 4
    assert found["财政收入"] == "4"
    assert found["4.2亿元"].startswith("1;")
    assert found["3亿元"].startswith("1;")


def test_long_lines_are_folded_but_no_figure_is() -> None:
    text = "全县" * 20 + "收入123,456.7万元，" + "增长" * 20 + "。"
    speech = Speech(doc_id="d", text=text, records=(claim(text, "123,456.7万元"),))
    for width in range(30, 60):
        rows = [
            ESCAPE.sub("", row)
            for row in terminal_text(speech, Labels("en"), colour=True, width=width).splitlines()
        ]
        assert "".join(row[6:] for row in rows) == text
        assert sum("123,456.7万元" in row for row in rows) == 1
        assert not any(row[6:7] in "，。" for row in rows)


def test_only_some_kinds_and_only_lines_with_them() -> None:
    shown = terminal_text(overlapping(), Labels("zh"), kinds=["project"], only=True)
    assert shown == "   3  二、今年，县政府要安排3亿元建设[项目 云岭水库工程]。\n"
    assert terminal_text(overlapping(), Labels("zh"), kinds=["completion"], only=True) == ""


@given(st.text(max_size=40))
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    speech = Speech(doc_id="d", title=text, text=text, source=Source(path=text))
    for colour in (False, True):
        shown = ESCAPE.sub(
            "", terminal_text(speech, Labels("en"), colour=colour) + title_line(speech, colour)
        )
        assert not UNSAFE.search(shown)


def test_escape_sequences_are_shown_not_obeyed() -> None:
    assert visible("\x1b]0;x\x07\u202e\u200b\x9b2J") == "␛]0;x␇<U+202E><U+200B><U+009B>2J"
    assert visible("甲\t乙\n") == "甲\t乙\n"


def test_the_legend_tells_every_kind() -> None:
    for colour in (False, True):
        assert all(Labels("en").say("short", kind) in legend(Labels("en"), colour) for kind in KINDS)


# --- the page


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def laid_out(document: dict[str, Any]) -> dict[int, str]:
    """The words of each record, put together from the stretches of the page as its script does it."""
    units = document["text"].encode("utf-16-le", "surrogatepass")
    at, out = 0, dict.fromkeys(range(len(document["records"])), "")
    for line in document["lines"]:
        for length, cover in zip(line[::2], line[1::2], strict=True):
            for record in document["covers"][cover][0]:
                out[record] += units[2 * at : 2 * (at + length)].decode("utf-16-le", "surrogatepass")
            at += length
    assert 2 * at == len(units)
    return out


@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.name)
def test_the_stretches_of_the_page_are_the_quotes_of_the_records(path: Path) -> None:
    for speech in extract_path(path):
        (document,) = data_of(html_page([speech]))["documents"]
        assert document["text"] == speech.text
        assert list(laid_out(document).values()) == [record.evidence.quote for record in speech.records]


def test_characters_beyond_the_first_plane_and_odd_line_ends_keep_their_places() -> None:
    text = "𠮷野县\r\n收入\t5亿元\r\x00增长\x0c𠮷7%\ud800\u2028。"
    records = (claim(text, "5亿元"), claim(text, "7%"), measure(text, "𠮷野县\r\n收入\t5亿元\r"))
    (document,) = data_of(html_page([Speech(doc_id="d", text=text, records=records)]))["documents"]
    assert document["text"] == text
    assert list(laid_out(document).values()) == [record.evidence.quote for record in records]


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "]]>\u2028\u2029&lt;\"'",
    "{{data}}{{script}}",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_data_is_never_markup(words: str) -> None:
    text = f"甲{words}5亿元"
    record = claim(text, "5亿元").model_copy(
        update={"indicator": Indicator(text=words), "scope": words, "source": words}
    )
    speech = Speech(
        doc_id="d",
        title=words,
        text=text,
        issuer=words,
        records=(record,),
        source=Source(path=words, metadata={words: words}),
    )
    harmless = html_page(
        [speech.model_copy(update={"title": "甲", "text": "", "records": (), "source": Source()})]
    )
    page = html_page([speech])
    tags = re.compile(r"<(?!\\)/?[a-zA-Z!][^>]*>")
    outside = re.compile(r'(?<=id="data">).*?(?=</script>)', re.DOTALL)
    assert len(tags.findall(page)) == len(tags.findall(harmless))
    (inside,) = outside.findall(page)
    assert not re.search("[<>&\u2028\u2029]", inside)
    (document,) = data_of(page)["documents"]
    assert document["strings"][document["records"][0][0]] == words
    assert f"<title>{html.escape(words)}</title>" in page


def test_the_policy_names_the_only_script_and_style_by_their_hashes() -> None:
    page = html_page([overlapping()])
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(
        r"""\b(src|href|style|on\w+)\s*=\s*["']""", page.partition("<script>")[0].partition("</style>")[2]
    )
    assert "http" not in re.sub(r"https\?:", "", page.partition("</style>")[2]).replace("http-equiv", "")


def colours() -> dict[str, dict[str, str]]:
    """The colours of the page by name, in the light and in the dark."""
    sheet = (Path(__file__).parents[1] / "extractor/show/assets/common.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", rules))
        for name, rules in (("light", light), ("dark", dark))
    }


def contrast(one: str, two: str) -> float:
    """The contrast of two colours by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_of_the_page_can_be_read_on_its_ground(scheme: str) -> None:
    found = colours()[scheme]
    tints = [f"{kind}-tint" for kind in KINDS]
    grounds = ["sheet", "paper", "panel", "choose"]
    pairs = [("ink", ground) for ground in [*grounds, *tints, "strong-wash"]]
    pairs += [(words, ground) for words in ("soft", "seal", *KINDS) for ground in grounds]
    pairs += (
        [(kind, f"{kind}-tint") for kind in KINDS]
        + [("on-kind", kind) for kind in KINDS]
        + [("sheet", "seal")]
    )
    assert {
        pair: round(contrast(found[pair[0]], found[pair[1]]), 2)
        for pair in pairs
        if contrast(found[pair[0]], found[pair[1]]) < 4.5
    } == {}


def test_no_markup_is_made_of_strings_in_the_script() -> None:
    scripts = [*(Path(__file__).parents[1] / "extractor").rglob("assets/*.js")]
    assert len(scripts) == 3
    for script in scripts:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setAttribute\(\"on",
            script.read_text(encoding="utf-8"),
        )


def test_the_page_is_the_same_for_the_same_input_and_differs_by_language() -> None:
    assert html_page([overlapping()]) == html_page([overlapping()])
    chinese = html_page([overlapping()], "zh")
    assert '<html lang="zh-Hans">' in chinese
    assert data_of(chinese)["kinds"]["target"] == "目标"


def test_runs_of_tabbed_lines_are_tables_and_headings_are_found() -> None:
    speech = extract(
        "青禾县工作报告\n一、2011年工作回顾\n收入\t5\n支出合计\t120\n单行\t1\t2\n二、2012年工作安排\n"
    )
    (document,) = data_of(html_page([speech]))["documents"]
    assert document["tables"] == [[2, 2, [5.0, 2.5]]]
    captioned = extract("这是一张很长的表的题目\t\n收入\t5\n支出合计\t120\n")
    assert data_of(html_page([captioned]))["documents"][0]["tables"] == [[0, 3, [5.0, 2.5]]]
    assert [number for number, _ in document["headings"]] == [0, 1, 5]


def test_places_of_repairs_are_counted_as_scripts_count() -> None:
    repair = Repair(name="pinyin", what="taken out", count=3, spans=((1, 3), (3, 4)))
    speech = Speech(doc_id="d", text="𠮷甲𠮷乙", repairs=(repair,))
    (document,) = data_of(html_page([speech]))["documents"]
    assert document["repairs"] == [["pinyin", "taken out", 3, [[2, 5], [5, 6]]]]


def test_pages_of_a_file_are_named_where_they_begin() -> None:
    parts = (Part(kind="page", number=1, start=0, end=3), Part(kind="page", number=2, start=4, end=6))
    speech = Speech(doc_id="d", text="第一页\f第二", source=Source(parts=parts))
    (document,) = data_of(html_page([speech], "zh"))["documents"]
    assert document["pages"] == [[0, "第1页"], [1, "第2页"]]


# --- the command


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["show", *map(str, arguments)])
    sys.stdout.flush()
    out, err = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, out, err


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("二〇一二年一月十日\n2011年，全县财政收入4.2亿元。\n没有数字。\n", encoding="utf-8")
    return path


def test_the_command_marks_a_file(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    code, out, err = run(capsys, file)
    assert (code, err) == (0, "")
    assert "全县财政收入[actual 4.2亿元]。" in out
    assert "\x1b" not in out
    code, out, _ = run(capsys, file, "--color", "always", "--lang", "zh", "--only")
    assert "\x1b[" in out
    assert "实绩" in out
    assert "没有数字" not in out


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_gets_colour_unless_it_is_told_not_to(
    monkeypatch: pytest.MonkeyPatch, file: Path, variable: str, value: str
) -> None:
    from extractor.cli.showing import Job, _in_colour

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    job = Job((str(file),))
    assert _in_colour(job)
    assert not _in_colour(Job((str(file),), output="x.txt"))
    assert not _in_colour(Job((str(file),), color="never"))
    monkeypatch.setenv(variable, value)
    assert not _in_colour(job)
    assert _in_colour(Job((str(file),), color="always"))


def test_the_command_writes_a_page(capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path) -> None:
    code, out, err = run(capsys, file, "--html", "--kind", "target")
    assert (code, err) == (0, "")
    assert out.startswith("<!doctype html>")
    assert data_of(out)["documents"][0]["records"] == []
    code, out, err = run(capsys, file, file, "--html", "-o", tmp_path / "page.html")
    assert (code, out, err) == (0, "", "")
    page = (tmp_path / "page.html").read_bytes()
    assert run(capsys, file, file, "-o", tmp_path / "page.html") == (0, "", "")
    assert (tmp_path / "page.html").read_bytes() == page
    assert len(data_of((tmp_path / "page.html").read_text(encoding="utf-8"))["documents"]) == 2


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("before", encoding="utf-8")
    code, out, err = run(capsys, tmp_path / "gone.txt", file)
    assert code == 1
    assert "4.2亿元" in out
    assert re.fullmatch(r"zhibiao: .*gone\.txt: [^\n]*\n", err)
    code, out, err = run(capsys, tmp_path / "gone.txt", "--html", "-o", tmp_path / "page.html")
    assert (code, out) == (1, "")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--kind", "plan"], "'plan' is none of target"),
        (["--color", "red"], "'red' is none of auto"),
        (["--lang", "de"], "'de' is none of en, zh"),
        (["--html", "--only"], "--only is for the terminal"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    capsys: pytest.CaptureFixture[str], file: Path, options: list[str], words: str
) -> None:
    code, out, err = run(capsys, file, *options)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_the_file_that_is_read_is_not_written(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    before = file.read_bytes()
    code, _, err = run(capsys, file, "-o", file)
    assert code == 2
    assert "is read as well as written" in err
    assert file.read_bytes() == before
