"""Finds the time by which a measure is to be done: before it, inside it, or in a short clause behind it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from corpus.structure.model import Structure
from corpus.structure.numerals import small_number
from extractor.measures.grammar import Grammar
from extractor.mentions import MeasureCandidate, PeriodMention
from extractor.periods.context import YearContext
from extractor.periods.labels import dates_of, years_label
from patterns.alternation import alternation
from patterns.measures import MeasureCues

# How far before a measure its time may stand, and how long a clause behind it may be that only gives the time.
_REACH, _REMARK = 16, 16
_STOP = re.compile(r"[。；;！!？?\n]")
_TIME_BEHIND = re.compile(r"[，,]\s*")


def add_deadlines(
    found: list[MeasureCandidate],
    text: str,
    structure: Structure,
    periods: list[PeriodMention],
    grammar: Grammar,
) -> None:
    """Tie to each measure the time by which it is to be done (6月底前, 到2027年, 三年内, 年内).

    A time within what the measure is about (2030年前达峰方案) is none: a verb or its manner must follow. Where
    several stand there the last counts, one in a clause behind only where there is no other. 到 and 内 look
    ahead: they bind nothing that is done already.
    """
    cues = _cues(grammar.cues)
    times = sorted(
        [*periods, *_within(text, structure, cues)], key=lambda period: (period.start, -period.end)
    )
    starts = [time.start for time in times]
    for number, measure in enumerate(found):
        after = found[number + 1].start if number + 1 < len(found) else len(text)
        behind = _TIME_BEHIND.match(text, measure.end)
        limit = behind.end() + 1 if behind and behind.end() < after else measure.end
        for time in times[bisect_left(starts, max(0, measure.start - _REACH)) : bisect_left(starts, limit)]:
            if time.label is None or time.base or time.origin or time.named:
                continue
            end = cues.end(text, time, measure.status == "done")
            if end is None or _STOP.search(text, end, max(end, measure.start)):
                continue
            if time.start >= measure.end:
                tail = cues.finished.match(text, end)
                if tail and tail.end() - measure.end <= _REMARK and measure.deadline is None:
                    measure.deadline = time
            elif end <= measure.start or grammar.timed.match(text, end):
                measure.deadline = time


class _Cues:
    def __init__(self, cues: MeasureCues) -> None:
        self._after = re.compile(alternation(cues.deadline_after))
        self._until = re.compile(rf"(?<![一-鿿]){alternation(cues.deadline_before)}\s*$")
        self.this_year = re.compile(rf"(?<![\d一-鿿])(?:{alternation(cues.deadline_year)})")
        self.years = re.compile(
            rf"(?<![近前过去第\d])(?P<count>[一二两三四五六七八九十\d]{{1,2}})年(?:{alternation(cues.within)})"
        )
        self.finished = re.compile(
            rf"[^，。；\n]{{0,8}}?(?:{alternation(cues.deadline_done)})[^，。；\n]{{0,4}}(?=[，。；\n]|$)"
        )

    def end(self, text: str, time: PeriodMention, done: bool) -> int | None:
        """Return where the words of a time end that says by when, or None where it only says when."""
        if time.type == "span" and time.deadline:
            return None if done else time.end
        after = self._after.match(text, time.end)
        if after:
            return after.end()
        for length in (1, 2, 3):
            if self._after.fullmatch(text, time.end - length, time.end):
                return time.end
        ahead = not done and self._until.search(text, max(0, time.start - 4), time.start)
        return time.end if ahead else None


@lru_cache(maxsize=4)
def _cues(cues: MeasureCues) -> _Cues:
    return _Cues(cues)


def _within(text: str, structure: Structure, cues: _Cues) -> list[PeriodMention]:
    """Read 年内 and 三年内, counted from the year being spoken of."""
    context = YearContext(structure)
    out: list[PeriodMention] = []
    for pattern in (cues.this_year, cues.years):
        for match in pattern.finditer(text):
            year = context.year_of(context.section_at(match.start()))
            if year is None:
                continue
            count = small_number(match["count"]) if pattern is cues.years else 1
            label = years_label(year, year + count - 1) if count > 1 else str(year)
            first, last = dates_of(label)
            out.append(
                PeriodMention(
                    match.start(), match.end(), "span", label, first, last, relative=True, deadline=True
                )
            )
    return out
