"""Finds the table of a government document's index (索引号, 发文机关, 成文日期) and what it says."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.readers.html.flow import Line
from patterns import Patterns
from patterns.expressions import compiled

_LEAST_LABELS = 3
_LONGEST_LINE = 400


class IndexLabels:
    """The labels of `webpages.toml`, compiled."""

    def __init__(self, patterns: Patterns) -> None:
        words = sorted(set(patterns.webpages.index_labels), key=lambda word: (-len(word), word))
        spaced = "|".join(r"[ \u3000]{0,4}".join(map(re.escape, word)) for word in words)
        # A label stands at the head of a line or cell, or after white space, and before a colon or the cell's end.
        self._label = compiled(rf"(?:^|(?<=\s))[\[【]?(?P<label>{spaced})[\]】]?\s*(?:[:：]\s*|(?=\t|$))")

    def fields(self, text: str) -> list[tuple[str, str]] | None:
        """Return labels and values of a line that holds nothing else, else None.

        >>> from patterns import load
        >>> IndexLabels(load()).fields("索引号：A12/2019\\t发文机关：青溪县财政局")
        [('索引号', 'A12/2019'), ('发文机关', '青溪县财政局')]
        """
        text = text.strip(" \u3000")
        found = list(self._label.finditer(text)) if len(text) <= _LONGEST_LINE else []
        if not found or text[: found[0].start()].strip():
            return None
        ends = [*(one.start() for one in found[1:]), len(text)]
        return [
            ("".join(one["label"].split()), " ".join(text[one.end() : end].split()))
            for one, end in zip(found, ends, strict=True)
        ]


def index_lines(lines: list[Line], patterns: Patterns) -> dict[int, list[tuple[str, str]]]:
    """Return the lines of index tables by their number, each with its labels and values.

    A line of a single value (below a label that stands alone) belongs to it as well.
    """
    labels = _labels(patterns)
    out: dict[int, list[tuple[str, str]]] = {}
    run: dict[int, list[tuple[str, str]]] = {}
    for at, line in enumerate(lines):
        fields = labels.fields(line.text)
        if (
            fields is None
            and run
            and at - 1 in run
            and not (last := run[at - 1])[-1][1]
            and line.table is None
        ):
            # A value in a block of its own, below its label.
            run[at - 1] = [*last[:-1], (last[-1][0], " ".join(line.text.split()))]
            run[at] = [("", "-")]
            continue
        if fields is None:
            _take(run, out)
            run = {}
            continue
        run[at] = fields
    _take(run, out)
    return out


def _take(run: dict[int, list[tuple[str, str]]], out: dict[int, list[tuple[str, str]]]) -> None:
    found = {label for fields in run.values() for label, _ in fields if label}
    if len(found) >= _LEAST_LABELS:
        out.update({at: [(label, value) for label, value in fields if label] for at, fields in run.items()})


@lru_cache(maxsize=4)
def _labels(patterns: Patterns) -> IndexLabels:
    return IndexLabels(patterns)
