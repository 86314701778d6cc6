"""Runs of labels over words or clauses: what begins, what goes on, what stands outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Run:
    """Items `first` up to `last` (not included) that bear one label."""

    label: str
    first: int
    last: int


def labels_of(count: int, runs: Sequence[tuple[str, int, int]]) -> list[str]:
    """Write runs as labels, B- for the item that begins one and I- for those that go on.

    >>> labels_of(4, [("P", 1, 3)])
    ['O', 'B-P', 'I-P', 'O']
    """
    labels = [OUTSIDE] * count
    for label, first, last in runs:
        labels[first:last] = [f"B-{label}"] + [f"I-{label}"] * (last - first - 1)
    return labels


def runs_of(labels: Sequence[str]) -> list[Run]:
    """Read labels as runs; one that goes on with nothing begins a run.

    >>> runs_of(["O", "B-P", "I-P"])
    [Run(label='P', first=1, last=3)]
    """
    runs: list[Run] = []
    first = -1
    for index in range(len(labels) + 1):
        label = labels[index] if index < len(labels) else OUTSIDE
        goes_on = first >= 0 and label == f"I-{labels[first][2:]}"
        if first >= 0 and not goes_on:
            runs.append(Run(labels[first][2:], first, index))
            first = -1
        if label != OUTSIDE and not goes_on:
            first = index
    return runs
