"""Finds which document of a batch is to blame where a worker was lost over it, and what is to be done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from extractor.batch.workers import Lost

T = TypeVar("T")

_MOST_STARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """What comes of a lost batch: documents to be given up, and batches to be done again, the first one first."""

    given_up: Sequence[T]
    again: Sequence[Sequence[T]]


class Blame(Generic[T]):
    """Keeps count of how often each document was in a batch whose worker died before it began with any.

    `key` tells documents apart.
    """

    def __init__(self, key: Callable[[T], Hashable]) -> None:
        self._key = key
        self._starts: Counter[Hashable] = Counter()

    def after(self, tasks: Sequence[T], event: Lost) -> Verdict[T]:
        """Return what is to be done about a batch over which a worker was lost.

        What was at work is tried alone, the others go on without it. Where it was not told which that was, each is
        tried alone, and given up when it was begun with too often.

        >>> blame = Blame[str](lambda name: name)
        >>> blame.after(["a", "b", "c"], Lost(None, 1, "crash", "")).again
        (['b'], ['a', 'c'])
        >>> blame.after(["b"], Lost(None, 0, "crash", "")).given_up
        ['b']
        """
        if event.at is not None:
            at = event.at
            if len(tasks) == 1:
                return Verdict([tasks[0]], ())
            return Verdict((), ([tasks[at]], [*tasks[:at], *tasks[at + 1 :]]))
        self._starts.update(map(self._key, tasks))
        lost = [self._starts[self._key(task)] >= _MOST_STARTS for task in tasks]
        return Verdict(
            [task for task, over in zip(tasks, lost, strict=True) if over],
            [[task] for task, over in zip(tasks, lost, strict=True) if not over],
        )


def to_try_alone(results: Any) -> list[int]:
    """Return which documents of a batch that is through want another try: those that found too little memory.

    Those before them may have taken it, so that each is tried alone; one that was alone is not tried again.
    """
    causes = results.column("cause").to_pylist()
    return [at for at, cause in enumerate(causes) if cause == "memory"] if len(causes) > 1 else []
