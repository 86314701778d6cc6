"""Time expressions and what they govern, on sentences of our own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus.structure import find_structure
from extractor.mentions import PeriodMention
from extractor.periods import PeriodResolver, ResolvedPeriod, dates_of, find_periods
from patterns import load
from patterns.periods import PeriodWords

REVIEW = "一、2030年工作回顾\n{}\n二、2031年工作安排\n实施项目80个。\n"
PLAN = "一、2030年工作回顾\n实施项目70个。\n二、2031年工作安排\n{}\n"


def mentions(text: str) -> list[PeriodMention]:
    return find_periods(text, find_structure(text, load()), load())


def labels(sentence: str, frame: str = REVIEW) -> list[tuple[str, str | None]]:
    text = frame.format(sentence)
    low = text.index(sentence)
    high = low + len(sentence)
    return [(text[m.start : m.end], m.label) for m in mentions(text) if low <= m.start < high]


def governed(
    figure: str, sentence: str, frame: str = REVIEW, cumulative: bool | None = None
) -> ResolvedPeriod | None:
    text = frame.format(sentence)
    structure = find_structure(text, load())
    resolver = PeriodResolver(structure, find_periods(text, structure, load()), text, load())
    at = text.index(figure, text.index(sentence))
    found = structure.sentence_at(at)
    assert found is not None
    clause = next(c for c in found.clauses if c[0] <= at < c[1])
    return resolver.resolve(at, clause, found, cumulative)


def label(figure: str, sentence: str, frame: str = REVIEW, cumulative: bool | None = None) -> str | None:
    found = governed(figure, sentence, frame, cumulative)
    return found.label if found else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025年", "2025"),
        ("二〇〇八年", "2008"),
        ("一九八六年", "1986"),
        ("2008年度", "2008"),
        ("今年", "2031"),
        ("去年", "2030"),
        ("前年", "2029"),
        ("明年", "2032"),
        ("上年", "2029"),
        ("全年", "2030"),
        ("本年", "2030"),
        ("上半年", "2030H1"),
        ("下半年", "2030H2"),
        ("一季度", "2030Q1"),
        ("第四季度", "2030Q4"),
        ("前三季度", "2030-01/2030-09"),
        ("1—8月", "2030-01/2030-08"),
        ("1-8月份", "2030-01/2030-08"),
        ("元至6月", "2030-01/2030-06"),
        ("3月份", "2030-03"),
        ("10月", "2030-10"),
        ("年末", "2030"),
        ("2029年底", "2029"),
        ("今年上半年", "2031H1"),
        ("2029年一季度", "2029Q1"),
        ("2029年3月15日", "2029-03"),
        ("截至目前", "2030"),
        ("到目前为止", "2030"),
        ("去年以来", "2030"),
        ("2028年以来", "2028/2030"),
        ("近三年", "2028/2030"),
        ("近3年", "2028/2030"),
        ("五年来", "2026/2030"),
        ("过去五年", "2026/2030"),
        ("这五年", "2026/2030"),
        ("三年累计", "2028/2030"),
        ("连续十年", "2021/2030"),
        ("未来三年", "2031/2033"),
        ("今后五年", "2031/2035"),
        ("“十四五”期间", "2021/2025"),
        ("“十五五”时期", "2026/2030"),
        ("“十四五”末", "2025"),
        ("“十五五”前三年", "2026/2028"),
        ("第七个五年计划", "1986/1990"),
        ("2016—2020年", "2016/2020"),
        ("2021至2025年", "2021/2025"),
        ("一九八一年至一九八五年", "1981/1985"),
        ("*年", "2030"),
        ("20**年", "2030"),
        ("XX年", "2030"),
    ],
)
def test_what_expressions_mean_in_a_review_of_2030(written: str, expected: str) -> None:
    assert labels(f"{written}，全县新建道路9公里。") == [(written, expected)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("全年", "2031"), ("上半年", "2031H1"), ("*年", "2031"), ("今年", "2031"), ("三年累计", "2031/2033")],
)
def test_what_they_mean_in_a_plan_for_2031(written: str, expected: str) -> None:
    assert labels(f"{written}，全县新建道路9公里。", PLAN) == [(written, expected)]


@pytest.mark.parametrize(
    "sentence",
    [
        "月均用电9度。",
        "第3个月饼厂投产。",
        "建成五年制学校2所。",
        "青年中间涌现一批能手。",
        "首届2.3年期债券发行。",
        "共有60个年级。",
        "游客人次年均增长6%。",
        "航班架次年均增长6%。",
    ],
)
def test_no_time_at_all(sentence: str) -> None:
    assert labels(sentence) == []


def test_vague_spans_settle_nothing() -> None:
    assert labels("过去十多年来，全县新建道路90公里。") == [("过去十多年来", None)]


def test_without_a_year_relative_words_settle_nothing() -> None:
    text = "今年，全县新建道路9公里。上半年新建3公里，近三年新建20公里。\n"
    assert [m.label for m in mentions(text)] == [None, None, None]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("收入比上年增长3%。", "上年"),
        ("收入较2028年提高3%。", "2028年"),
        ("价格与上年持平。", "上年"),
        ("收入是2028年的2倍。", "2028年"),
        ("收入高于去年同期水平。", "去年"),
    ],
)
def test_times_that_are_only_compared_with(sentence: str, words: str) -> None:
    text = REVIEW.format(sentence)
    assert [m.base for m in mentions(text) if text[m.start : m.end] == words] == [True]


def test_two_years_together_are_no_comparison() -> None:
    text = REVIEW.format("2028年和2029年收入分别为3亿元、4亿元。")
    assert [m.base for m in mentions(text) if m.label in ("2028", "2029")] == [False, False]


def test_names_hold_no_time() -> None:
    text = REVIEW.format("按照《2028年考评办法》，全县评出先进9个。上年结转收入3万元。")
    assert [(text[m.start : m.end], m.named) for m in mentions(text) if m.named] == [
        ("2028年", True),
        ("上年", True),
    ]
    assert label("9个", "按照《2028年考评办法》，全县评出先进9个。") == "2030"


@pytest.mark.parametrize(
    ("figure", "sentence", "expected"),
    [
        ("3亿元", "全年完成投资3亿元，比上年增长5%。", "2030"),
        ("5%", "全年完成投资3亿元，比上年增长5%。", "2030"),
        ("88个", "试点城市由上年的88个增加到317个。", "2029"),
        ("317个", "试点城市由上年的88个增加到317个。", "2030"),
        ("60%", "城镇化率由60%提高到66%。", "2029"),
        ("66%", "城镇化率由60%提高到66%。", "2030"),
        ("7亿元", "收入从2027年的7亿元增加到2029年的9亿元。", "2027"),
        ("9亿元", "收入从2027年的7亿元增加到2029年的9亿元。", "2029"),
        ("3个", "2029年，全县投产3个项目。其中：外资2个。", "2029"),
        ("2个", "2029年，全县投产3个项目。其中：外资2个。", "2029"),
        ("4个", "去年引进9个，今年引进7个。其中：外资4个。", "2031"),
        ("11个", "覆盖率达到66%，近三年提升11个百分点，高于全市2个百分点。", "2028/2030"),
        ("2个百分点", "覆盖率达到66%，近三年提升11个百分点，高于全市2个百分点。", "2030"),
        ("8%", "近三年累计，能耗下降10%，排放量减少8%。", "2028/2030"),
        ("12亿元", "5月份在南方举办推介会，签约资金12亿元。", "2030"),
        ("4亿元", "截至10月底，全县完成投资4亿元。", "2030-01/2030-10"),
        ("4亿元", "1—8月，全县完成投资4亿元，增长6%。", "2030-01/2030-08"),
        ("6%", "1—8月，全县完成投资4亿元，增长6%。", "2030-01/2030-08"),
        ("九年", "粮食生产连续九年增产。", "2022/2030"),
        ("70%", "到2035年，城镇化率达到70%。", "2035"),
        # From one plan's last year to the next one's, but before the first year of a plan.
        ("12%", "2025年到2030年，绿色产业占比从12%提升到19%。", "2025"),
        ("12%", "2026年到2030年，绿色产业占比从12%提升到19%。", "2025"),
        ("3亿元", "2029年投资2亿元，次年投资3亿元。", "2030"),
    ],
)
def test_what_governs_a_figure(figure: str, sentence: str, expected: str) -> None:
    assert label(figure, sentence) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("3000个", "2026/2030"),
        ("155万户", "2026/2030"),
        ("474万户", "2030"),
        ("8.7%", "2025"),
        ("7.4%", "2030"),
    ],
)
def test_spans_of_years_reach_over_their_paragraph(figure: str, expected: str) -> None:
    paragraph = "五年来，实力稳步增强。累计实施项目3000个。净增经营主体155万户、总量达474万户。失业率由8.7%调整为7.4%。"
    assert label(figure, paragraph) == expected


def test_a_caller_may_ask_for_either_sense() -> None:
    sentence = "“十五五”期间，全县新建道路900公里。"
    assert label("900公里", sentence, cumulative=True) == "2026/2030"
    assert label("900公里", sentence, cumulative=False) == "2030"
    found = governed("900公里", sentence, cumulative=True)
    assert found is not None
    assert (found.end_label, found.first, found.last) == ("2030", dt.date(2026, 1, 1), dt.date(2030, 12, 31))


def test_words_outside_the_clause_are_inherited() -> None:
    sentence = "全年完成投资3亿元，引进项目9个。"
    assert [getattr(governed(f, sentence), "inherited", None) for f in ("3亿元", "9个")] == [False, True]


def test_a_heading_with_a_plan_gives_its_years() -> None:
    frame = "一、2030年工作回顾\n投产9个。\n二、“十六五”时期主要目标\n{}\n"
    assert label("90%", "绿化率提高到90%以上。", frame, cumulative=False) == "2035"
    assert label("5%", "生产总值年均增长5%。", frame) == "2031/2035"


def test_nothing_settles_a_document_without_years() -> None:
    assert label("9个", "全年投产项目9个。", "{}\n") is None


def test_labels_refuse_what_they_cannot_read() -> None:
    with pytest.raises(ValueError, match="no period label"):
        dates_of("2025/13")


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 12))
def test_labels_cover_their_days(year: int, one: int, two: int) -> None:
    from extractor.periods.labels import months_label, years_label

    first, last = min(one, two), max(one, two)
    start, end = dates_of(months_label(year, first, last))
    assert (start.month, end.month, start.year) == (first, last, year)
    assert dates_of(years_label(year, year + one))[1] == dt.date(year + one, 12, 31)


@given(st.text(alphabet="2019年月至—“十四五”期间去上半季度*X、近三来比由，。\n", max_size=60))
def test_any_text_gives_ordered_mentions_with_sound_labels(text: str) -> None:
    end = 0
    for mention in mentions("一、2030年回顾\n" + text):
        assert end <= mention.start < mention.end
        end = mention.end
        if mention.label is not None:
            assert dates_of(mention.label) == (mention.first, mention.last)
            assert mention.end_label is not None
            assert dates_of(mention.end_label)[1] == mention.last


def test_plans_must_run_forward() -> None:
    with pytest.raises(ValidationError, match="2030 is after 2026"):
        PeriodWords.model_validate({**load().periods.model_dump(), "plans": {"十五五": (2030, 2026)}})


# The texts of gold/ that are free of damage: what the program reads must not get worse.
CLEAN = ("jiangxi2026_review", "jilin2026_review", "jilin2026_plan", "guizhou2026_plan", "national2009",
         "sanming2018_budget", "zhoukou2019_budget", "changde2025_bulletin", "004_fa0a7478033aa9d2")  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_periods_of_gold_claims(shared: Path, name: str) -> None:
    source = shared / "gold" / f"{name}.txt"
    if not source.is_file():
        pytest.skip(f"no {source}")
    text = source.read_bytes().decode("utf-8")
    structure = find_structure(text, load())
    resolver = PeriodResolver(structure, find_periods(text, structure, load()), text, load())
    right = total = 0
    for line in source.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        if claim["kind"] not in ("target", "actual", "completion") or claim.get("optional"):
            continue
        sentence = structure.sentence_at(claim["start"])
        assert sentence is not None
        clause = next((c for c in sentence.clauses if c[0] <= claim["start"] <= c[1]), sentence.clauses[-1])
        summed = True if claim["basis"] in ("change", "growth") else None
        found = resolver.resolve(claim["start"], clause, sentence, summed)
        total += 1
        right += (found.label if found else None) == claim["period"]
    assert right >= 0.95 * total


LISTED = (
    "一、2030年及“十五五”时期工作回顾\n2030年，我们植树3万亩。\n各位代表！2030年是“十五五”收官之年。五年来，我们砥砺前行。\n"
    "——生态更美。{}\n——民生更好。2029年，办成实事7件。建成食堂80所。\n2030年，架桥5座。\n——夜校更多。开班46个。\n"
    "二、2031年工作安排\n——办好实事。修路60公里。\n"
)


@pytest.mark.parametrize(
    ("figure", "period"),
    [
        ("3万亩", "2030"),
        ("19%", "2026/2030"),  # grown over the years
        ("64%", "2030"),  # reached at their end
        ("7件", "2029"),  # a time of its own
        ("5座", "2030"),  # another time, which ends the list
        ("46个", "2030"),
        ("60公里", "2031"),  # another section
    ],
)
def test_the_years_that_open_a_list_hold_for_its_paragraphs(figure: str, period: str) -> None:
    sentence = "农田用水量下降19%，森林覆盖率达到64%。"
    text = LISTED.format(sentence)
    structure = find_structure(text, load())
    resolver = PeriodResolver(structure, find_periods(text, structure, load()), text, load())
    at = text.index(figure)
    found = structure.sentence_at(at)
    assert found is not None
    clause = next(c for c in found.clauses if c[0] <= at < c[1])
    resolved = resolver.resolve(at, clause, found, cumulative=True if figure == "19%" else None)
    assert resolved is not None
    assert resolved.label == period


def test_the_name_of_an_amount_is_no_sum() -> None:
    assert label("3000亿元", "五年来，农业增加值3000亿元。") == "2030"
    assert label("3000亿元", "五年来，投资增加3000亿元。") == "2026/2030"
