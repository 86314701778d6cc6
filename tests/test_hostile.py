"""Text made to be hostile is read to its end; how long that takes is measured by `benchmarks.hostile`."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.hostile import FIGURES, LINES, NAMES, PLACES, READERS, TIMES, YEARS, Row, measure, too_fast
from corpus.structure import find_structure
from extractor import extract
from extractor.indicators import find_indicators
from extractor.periods import find_periods
from extractor.quantities import find_mentions
from patterns import load

CHARACTERS = 6_000


@pytest.mark.parametrize("piece", [*FIGURES, *YEARS, *LINES])
def test_mentions_stand_in_order_and_apart(piece: str) -> None:
    text = piece * (CHARACTERS // len(piece))
    structure = find_structure(text, load())
    for found in (find_mentions(text, load()), find_periods(text, structure, load())):
        spans = [(mention.start, mention.end) for mention in found]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(end <= after for (_, end), (after, _) in pairwise(spans))


@pytest.mark.parametrize("piece", ["2025年完成投资3亿元，", *NAMES])
def test_a_text_said_twice_names_twice_as_much(piece: str) -> None:
    times = CHARACTERS // len(piece)
    for read in (find_indicators, find_mentions):
        once, twice = (len(read(piece * n, load())) for n in (times, 2 * times))
        assert 0 < twice == 2 * once


@pytest.mark.parametrize("piece", [*FIGURES, *YEARS, *LINES, *NAMES, *PLACES])
def test_the_whole_reads_it_to_its_end(piece: str) -> None:
    text = piece * (CHARACTERS // 3 // len(piece))
    for record in extract(text).records:
        assert text[record.evidence.start : record.evidence.end] == record.evidence.quote


def test_every_reader_is_measured() -> None:
    rows = list(measure(["indicators", "places"], rounds=1))
    assert [row.reader for row in rows] == ["indicators", "places"]
    assert all(row.short > 0 and row.long > 0 for row in rows)
    assert all(reader.characters >= 2_000 for reader in READERS.values())


def test_what_grows_faster_than_length_is_told() -> None:
    linear = Row("quantities", "1", 1000, 0.1, 0.1 * TIMES)
    square = Row("quantities", "2", 1000, 0.1, 0.1 * TIMES**2)
    at_once = Row("quantities", "3", 1000, 0.0001, 0.01)
    assert too_fast([linear, square, at_once]) == [square]
    assert linear.exponent == pytest.approx(1)
    assert square.exponent == pytest.approx(2)
