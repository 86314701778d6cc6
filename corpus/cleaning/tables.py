"""Reads the rows of tables as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome, flagged
from corpus.tabular.edits import Writer
from corpus.tabular.grid import TAB, Row, table_runs
from corpus.tabular.sentences import Told, leave, tell
from corpus.tabular.table import tables_in
from corpus.tabular.words import Words, words
from patterns import Patterns
from schemas import MAX_LOGGED_SPANS, Repair

NAME = "tables"

_LEAST_FIGURES = 2
_REACH = 400


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Make every row of a table a sentence of its label, its headings and its cells; each keeps its source.

    A table whose headings are not understood stays, set apart so that nothing is claimed from it, and is
    flagged. Tabs outside tables become spaces.

    >>> from patterns import load
    >>> apply(AlignedText.of("项目\\t2018年执行数（万元）\\n税收收入\\t4000"), load()).text.text.split("\\n")[1]
    '2018年税收收入执行数4000万元。'
    """
    content = text.text
    if TAB not in content and "|" not in content:
        return Outcome(text)
    writer, told = Writer(), Told()
    for run in table_runs(content):
        known = words(patterns)
        tables = list(tables_in(run, partial(_lines_above, content, run[0].start), known))
        figures = sum(known.is_figure(cell.text) for row in run for cell in row.cells)
        for table in tables:
            if table.is_read:
                tell(table, writer, known, told)
            elif figures >= _LEAST_FIGURES and _is_table(run, known):
                leave(table, writer, told)
    done = text.edit(writer.edits)
    if TAB in done.text:
        done = done.substitute(done.text.replace(TAB, " "))
    repairs = _logged(text, told.said, "rows of tables made sentences")
    what = "cells of a table whose heading is not understood, or rows of such a table"
    return Outcome(done, repairs, flagged(text, sorted(told.unread), "table_not_read", what))


def _logged(text: AlignedText, spans: list[tuple[int, int]], what: str) -> tuple[Repair, ...]:
    if not spans:
        return ()
    logged = tuple(text.to_source(*span) for span in spans[:MAX_LOGGED_SPANS])
    return (Repair(name=NAME, what=what, count=len(spans), spans=logged),)


def _is_table(run: list[Row], known: Words) -> bool:
    rows = [sum(known.is_figure(cell.text) for cell in row.cells) for row in run]
    return sum(count >= _LEAST_FIGURES for count in rows) >= 2


def _lines_above(text: str, at: int) -> Iterator[str]:
    """Give the lines above an offset, the nearest first, blank ones left out."""
    floor = max(0, at - _REACH)
    while at > floor:
        start = text.rfind("\n", floor, at - 1) + 1 or floor
        line = text[start:at].strip()
        if line:
            yield line
        at = start
