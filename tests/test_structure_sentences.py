"""Sentences and clauses: what parts them, what does not, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def clauses(text: str) -> list[str]:
    return [text[a:b] for s in split_sentences(text) for a, b in s.clauses]


def test_sentences_end_at_marks_and_paragraphs() -> None:
    assert sentences("  收入增长。支出下降！\n下一步：\n\n　　抓落实？好") == [
        "收入增长。",
        "支出下降！",
        "下一步：",
        "抓落实？",
        "好",
    ]


def test_semicolons_part_clauses_only() -> None:
    text = "新建12个；改建3个，合计15个。"
    assert sentences(text) == [text]
    assert clauses(text) == ["新建12个", "改建3个", "合计15个。"]


def test_ascii_marks_part_clauses_but_not_between_digits() -> None:
    assert clauses("完成1,200万元,增长3%;其中:税收900万元") == [
        "完成1,200万元",
        "增长3%",
        "其中",
        "税收900万元",
    ]
    assert clauses("结构为10.9：37.6：51.5，有所优化") == ["结构为10.9：37.6：51.5", "有所优化"]


def test_brackets_and_quotes_are_passed_over() -> None:
    text = "出台《意见。办法》（含甲、乙，下同。），喊出“快干。实干！”口号。"
    assert sentences(text) == [text]
    assert clauses(text) == ["出台《意见。办法》（含甲、乙，下同。）", "喊出“快干。实干！”口号。"]


def test_a_quotation_that_never_closes_hides_nothing() -> None:
    assert sentences("他说“要快。要好。\n完") == ["他说“要快。", "要好。", "完"]


def test_closing_quote_belongs_to_its_sentence() -> None:
    assert sentences("他说" + "长" * 200 + "。”完。")[0].endswith("。”")


def test_paragraph_numbers() -> None:
    assert [s.paragraph for s in split_sentences("甲。乙。\n丙。\n\n丁")] == [0, 0, 1, 2]


@pytest.mark.parametrize("text", ["", " \n ", "，，", "。。。", "\n\n\n"])
def test_nothing_to_say(text: str) -> None:
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end].strip()


@given(st.text(alphabet="甲乙。，；：！“”（）《》\n 1,.:;", max_size=120))
def test_sentences_hold_every_character_that_is_seen(text: str) -> None:
    found = list(split_sentences(text))
    covered = set()
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end
        covered.update(range(sentence.start, sentence.end))
        assert sentence.clauses
        at = sentence.start
        for start, stop in sentence.clauses:
            assert at <= start < stop <= sentence.end
            at = stop
    assert {i for i, c in enumerate(text) if c in "甲乙1"} <= covered


@pytest.mark.parametrize("mark", ["，", "、", "；", " ", ""])
def test_what_has_no_stops_is_cut_at_a_pause(mark: str) -> None:
    text = f"完成投资1,200万元{mark}" * 1000
    found = list(split_sentences(text))
    assert all(sentence.end - sentence.start <= 2000 for sentence in found)
    assert len(found) > 4
    covered = set().union(*(range(start, end) for sentence in found for start, end in sentence.clauses))
    assert {text[at] for at in set(range(len(text))) - covered} <= {mark}
    assert len({sentence.paragraph for sentence in found}) == 1
    if mark:
        assert all(text[sentence.start : sentence.end].rstrip(mark).endswith("万元") for sentence in found)


def test_a_long_sentence_that_ends_in_time_is_one() -> None:
    text = "抓项目，" * 490 + "促发展。"
    assert sentences(text) == [text]
