"""The way back to the source holds through every repair, on random text and on damaged text."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import read_bytes
from corpus.cleaning import REPAIRS, AlignedText, RepairModule, clean
from corpus.cleaning.script import simplify_chars
from corpus.cleaning.width import half_width
from corpus.samples import sample_paths
from patterns import load

PIECES = [
    "全县",
    "縣財政",
    "經(jīng)濟(jì)",
    "個(gè)",
    " ",
    "\u3000",
    "\u200b",
    "\n",
    "\r\n",
    "\t",
    "１２",
    "3,594, 026",
    "％",
    "X个",
    "*年",
    "《",
    "》",
    "（",
    "）",
    "?",
    "�",
    "増L",
    "?shù)热a(chǎn)",
    "1、",
    "2、",
    "下载\n",
    "相关报道：\n",
    "元",
    "万",
    "亿",
    "12.5",
    "增长",
    "，",
    "。",
    "；",
    "全 年 实 现",
    "二 OO 六年",
    "乾安",
    "👍",
    "𠮷",
    "\ue000",
    "![a](b)",
    "服務??h",
    "\f",
    "- 2 -\n",
]
RANDOM = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(max_size=60),
)


def check(source: str, text: AlignedText) -> None:
    """Spans lie in the source and never run backwards; a character that stands there is the one it came from."""
    spans = [text.to_source(at, at + 1) for at in range(len(text))]
    for start, end in spans:
        assert 0 <= start <= end <= len(source)
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert start <= next_start
        assert end <= next_end


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda repair: repair.NAME)
def test_each_repair_keeps_the_way_back(repair: RepairModule) -> None:
    @settings(max_examples=40, deadline=None)
    @given(RANDOM)
    def holds(source: str) -> None:
        out = repair.apply(AlignedText.of(source), load())
        check(source, out.text)
        for entry in (*out.repairs, *out.flags):
            assert entry.count >= len(entry.spans) > 0
            assert all(0 <= start <= end <= len(source) for start, end in entry.spans)

    holds()


@settings(max_examples=80, deadline=None)
@given(RANDOM)
def test_all_repairs_together_keep_the_way_back(source: str) -> None:
    done = clean(source)
    check(source, done.map)
    for at, char in enumerate(done.text):
        quote = done.quote(at, at + 1)
        # What a lost byte garbled is read from bytes, not from characters.
        # Words put between the cells of a table stand for nothing.
        if any(repair.name == "lost_byte" for repair in done.repairs) or char in " \n," or not quote:
            continue
        assert char in simplify_chars(half_width(quote)) or char in quote


@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.name)
def test_a_cleaned_sample_has_nothing_left_to_clean(path: Path) -> None:
    once = clean(read_bytes(path.read_bytes(), path.name)).text
    assert clean(once).text == once


@pytest.mark.parametrize("seed", range(6))
def test_damaged_samples_keep_the_way_back(seed: int) -> None:
    rng = random.Random(seed)
    path = sample_paths()[rng.randrange(5)]
    text = path.read_text(encoding="utf-8", errors="replace")
    for _ in range(20):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice([*PIECES, ""]) + text[at + rng.randrange(3) :]
    done = clean(text)
    check(text, done.map)


def test_figures_of_the_damaged_samples_are_found_with_their_source() -> None:
    """Every figure of a cleaned sample stands, digit for digit, in the source stretch that it is said to come from."""
    for path in sample_paths():
        source = read_bytes(path.read_bytes(), path.name)
        done = clean(source)
        for match in re.finditer(r"\d[\d.]*", done.text):
            quote = half_width(done.quote(*match.span()))
            assert [c for c in quote if c.isdigit()] == [c for c in match.group() if c.isdigit()]
