"""Holds what `benchmarks.peers` counts against another project's cases, read from the shared folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.peers import CHECKS, cases, near
from extractor.quantities.numerals import Decimal

DOCS = Path(__file__).parents[1] / "docs" / "quantities.md"


@pytest.mark.parametrize("model", sorted(CHECKS))
def test_the_documented_count_is_what_is_reached(model: str, shared: Path) -> None:
    loaded = cases(model, shared / "peers" / "recognizers_text_zh")
    passed = sum(CHECKS[model](case) for case in loaded)
    stated = re.search(rf"\| {model} \| (\d+) of (\d+) \|", DOCS.read_text(encoding="utf-8"))
    assert stated is not None
    assert (int(stated[1]), int(stated[2])) == (passed, len(loaded))


def test_values_are_compared_to_the_digits_that_they_print() -> None:
    assert near(Decimal(1) / 3, "0.333333333333333")
    assert not near(Decimal("0.33"), "0.333333333333333")
    assert not near(None, "1")
