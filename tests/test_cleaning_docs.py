"""The examples of docs/repairs.md come out as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import clean
from corpus.cleaning import REPAIRS

DOC = (Path(__file__).parents[1] / "docs" / "repairs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```before (\w+)\n(.*?)\n```\n```after\n(.*?)\n```", DOC, re.DOTALL)


@pytest.mark.parametrize(("name", "before", "after"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def test_example(name: str, before: str, after: str) -> None:
    done = clean(before)
    assert done.text == after
    assert name in {entry.name for entry in (*done.repairs, *done.flags)}


def test_every_repair_has_an_example_in_the_order_of_the_list() -> None:
    told = re.findall(r"^### (\w+)$", DOC, re.MULTILINE)
    assert told == [name for name, _, _ in EXAMPLES]
    flagging = {"masks", "percent", "spun", "damage"}
    assert [name for name in told if name in {r.NAME for r in REPAIRS} - flagging] == [
        repair.NAME for repair in REPAIRS if repair.NAME not in flagging
    ]
