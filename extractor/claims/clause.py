"""The words around one slot, cut into the clause of the figure and the clauses before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.claims.slots import Slot
from extractor.mentions import QuantityMention

# Words farther before a figure than this say nothing of it; without a bound, a text of one sentence takes forever.
_REACH = 600
_SEGMENT_END = re.compile(r"[，；;。：:\n！？]|,(?!\d{3})|(?<=\D),|（(?=[^）]*$)|\((?=[^)]*$)")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a slot: `left` from the last figure on, `local` the part of it in the figure's own clause.

    `start` is where `left` begins in the text, `cuts` where its clauses end (offsets into `left`), `after` the
    words behind the figure, `before` those of the sentence up to it, at most 600 characters; `aside` says that the
    figure stands in brackets.
    """

    slot: Slot
    start: int
    left: str
    cuts: tuple[int, ...]
    after: str
    before: str
    aside: bool

    @property
    def first(self) -> QuantityMention:
        """The first figure of the slot."""
        return self.slot.figures[0]

    @property
    def local_at(self) -> int:
        """Where the figure's own clause begins in `left`."""
        return self.cuts[-1] if self.cuts else 0

    @property
    def local(self) -> str:
        """The words of the figure's own clause before it."""
        return self.left[self.local_at :]

    def earlier(self) -> Iterator[tuple[int, int]]:
        """Yield start and end in `left` of the clauses before the figure's own, the nearest first."""
        yield from reversed(list(zip((0, *self.cuts), self.cuts, strict=False)))


def clause_of(text: str, slot: Slot, consumed: int, aside: re.Pattern[str] | None = None) -> Clause:
    """Cut the words around a slot; what stands before `consumed` belongs to the figure before it.

    An `aside` right before the figure is left out: 增长（下同）5%.
    """
    farthest = slot.left_end - _REACH
    start = max(consumed if slot.left_start < consumed <= slot.left_end else slot.left_start, farthest)
    end = slot.left_end
    if (
        aside is not None
        and text[end - 1 : end] in ("）", ")", "的")
        and (found := aside.search(text, start, end))
    ):
        end = found.start()
    left = text[start:end]
    before = text[max(slot.sentence.start, farthest) : end]
    last = slot.figures[-1]
    return Clause(
        slot=slot,
        start=start,
        left=left,
        cuts=tuple(found.end() for found in _SEGMENT_END.finditer(left)),
        after=text[last.end : min(slot.right_end + 8, last.end + 40, slot.sentence.end)],
        before=before,
        aside=before.count("（") + before.count("(") > before.count("）") + before.count(")"),
    )
