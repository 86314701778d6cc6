"""Every chain of edits leads back to the source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning.alignment import AlignedText, Edit

CHARS = st.text(alphabet="县年X3 (ì)\n，", max_size=30)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, AlignedText]:
    source = draw(CHARS)
    text = AlignedText.of(source)
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        text = text.edit([Edit(a, b, draw(st.text(alphabet="ab", max_size=3))) for a, b in pairs])
    return source, text


def test_a_source_is_aligned_with_itself() -> None:
    text = AlignedText.of("全县完成")
    assert [text.to_source(at, at + 1) for at in range(4)] == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_a_note_belongs_to_its_character_but_a_deletion_to_none() -> None:
    source = "15個(gè)以上 的"
    text = AlignedText.of(source).edit([Edit(2, 7, "個"), Edit(9, 10, "")])
    assert text.text == "15個以上的"
    assert source[slice(*text.to_source(0, 3))] == "15個(gè)"
    assert source[slice(*text.to_source(3, 5))] == "以上"
    assert source[slice(*text.to_source(3, 6))] == "以上 的"
    assert source[slice(*text.to_source(5, 6))] == "的"


def test_edits_compose() -> None:
    source = "３,594, 026萬(wàn)元"
    text = AlignedText.of(source).edit([Edit(0, 1, "3"), Edit(10, 16, "萬")])
    text = text.edit([Edit(5, 7, ",")]).substitute("3,594,026万元")
    assert source[slice(*text.to_source(0, 11))] == source
    assert source[slice(*text.to_source(5, 6))] == ", "
    assert source[slice(*text.to_source(9, 10))] == "萬(wàn)"


def test_replacement_of_equal_length_keeps_single_characters_apart() -> None:
    assert AlignedText.of("経済").edit([Edit(0, 2, "经济")]).to_source(1, 2) == (1, 2)


def test_an_insertion_has_an_empty_source() -> None:
    text = AlignedText.of("ab").edit([Edit(1, 1, "--")])
    assert text.text == "a--b"
    assert text.to_source(1, 3) == (1, 1)
    assert text.to_source(0, 4) == (0, 2)
    assert AlignedText.of("ab").edit([Edit(0, 0, "-")]).text == "-ab"


def test_wrong_edits_and_offsets_are_refused() -> None:
    text = AlignedText.of("abc")
    with pytest.raises(ValueError, match="out of order"):
        text.edit([Edit(2, 3, ""), Edit(0, 1, "")])
    with pytest.raises(ValueError, match="outside"):
        text.edit([Edit(2, 9, "")])
    with pytest.raises(ValueError, match="length"):
        text.substitute("ab")
    with pytest.raises(IndexError):
        text.to_source(1, 9)
    with pytest.raises(IndexError):
        text.to_source(2, 1)


@given(edited())
def test_spans_lie_in_the_source_and_never_run_backwards(case: tuple[str, AlignedText]) -> None:
    source, text = case
    spans = [text.to_source(at, at + 1) for at in range(len(text))]
    for start, end in spans:
        assert 0 <= start <= end <= len(source)
    for (start, end), (next_start, next_end) in pairwise(spans):
        assert start <= next_start
        assert end <= next_end


@given(edited())
def test_characters_that_were_not_edited_stand_in_their_span(case: tuple[str, AlignedText]) -> None:
    source, text = case
    for at, char in enumerate(text.text):
        start, end = text.to_source(at, at + 1)
        if char not in "ab":
            assert char in source[start:end]


@given(edited(), st.data())
def test_a_span_is_the_hull_of_its_characters(case: tuple[str, AlignedText], data: st.DataObject) -> None:
    _, text = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = [text.to_source(at, at + 1) for at in range(start, end)]
    if spans:
        assert text.to_source(start, end) == (spans[0][0], spans[-1][1])
    else:
        first, last = text.to_source(start, end)
        assert first == last


@settings(max_examples=30)
@given(st.integers(1, 400))
def test_runs_merge_again(size: int) -> None:
    """Substituting character for character leaves one run, however often it is done."""
    text = AlignedText.of("县" * size).edit([Edit(at, at + 1, "区") for at in range(0, size, 2)])
    assert len(text._runs.lengths) == 1
