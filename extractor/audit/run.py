"""Runs all checks over documents and puts the findings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from extractor.audit.checks import (
    account_lines,
    accounts,
    accrued,
    across,
    average_growth,
    balance,
    carried_over,
    ceiling,
    changes,
    completion,
    composition,
    days,
    difference,
    glossed,
    governments,
    growth,
    holding,
    identity,
    implied,
    implied_sums,
    itemised,
    known_sets,
    levels_count,
    listed_count,
    mean,
    multiple,
    named_count,
    partition,
    parts,
    per_head,
    plan_and_review,
    points,
    portion,
    product,
    progress,
    quotient,
    rank,
    ratio_moved,
    repeated,
    rolled_over,
    share,
    split,
    structure,
    table_sums,
    told_again,
    told_in_rows,
    unsaid_whole,
)
from extractor.audit.view import View
from patterns import load
from schemas import CHECKS, Finding, Speech

_WITHIN: tuple[Callable[[View], Iterator[Finding]], ...] = (
    completion.check,
    growth.check,
    share.check,
    unsaid_whole.check,
    quotient.check,
    days.check,
    portion.check,
    parts.check,
    changes.check,
    partition.check,
    itemised.check,
    table_sums.check,
    balance.check,
    account_lines.check,
    composition.check,
    carried_over.check,
    rolled_over.check,
    ceiling.check,
    identity.check,
    accounts.check,
    governments.check,
    holding.check,
    accrued.check,
    progress.check,
    split.check,
    structure.check,
    points.check,
    ratio_moved.check,
    average_growth.check,
    multiple.check,
    product.check,
    difference.check,
    per_head.check,
    mean.check,
    rank.check,
    listed_count.check,
    named_count.check,
    glossed.check,
    known_sets.check,
    levels_count.check,
    plan_and_review.check,
    repeated.check,
    told_again.check,
    told_in_rows.check,
    implied.check,
    implied_sums.check,
)


_ACROSS: tuple[Callable[[Sequence[View]], Iterator[Finding]], ...] = (across.check,)


def audit(
    speeches: Iterable[Speech],
    *,
    patterns: Sequence[str | Path] = (),
    on_error: Callable[[str, Exception], None] | None = None,
) -> list[Finding]:
    """Recompute what documents state from the figures that they give.

    Gives a finding for each check that the figures permit, in the order of the documents, of the text in them, and
    of `schemas.CHECKS`. Reads the records alone; `patterns` are a user's own TOML files. A check that fails by a fault of
    ours is told to `on_error` with the document and the check's name, and the others go on; without it, it is raised.

    >>> from extractor import extract
    >>> told = "2008年，全县实际引进内资20.9亿元，完成市下达任务13.5亿元的165%。"
    >>> [(finding.check, finding.verdict, finding.formula) for finding in audit([extract(told)])]
    [('completion', 'inconsistent', '20.9亿元 ÷ 13.5亿元 = 153.8…155.8% ≠ 165%')]
    """
    knowledge = load(tuple(Path(path) for path in patterns))
    views = [View(speech, knowledge) for speech in _each_once(speeches)]
    order = {view.speech.doc_id: number for number, view in enumerate(views)}
    found: dict[str, Finding] = {}
    for view in views:
        for within in _WITHIN:
            where = f"{view.speech.source.path or view.speech.doc_id}: {_name(within)}"
            found |= _found(lambda: within(view), where, on_error)  # noqa: B023 - called at once
    for over in _ACROSS:
        found |= _found(lambda: over(views), _name(over), on_error)  # noqa: B023 - called at once
    return sorted(found.values(), key=lambda finding: _place(finding, order))


def _found(
    check: Callable[[], Iterator[Finding]], where: str, on_error: Callable[[str, Exception], None] | None
) -> dict[str, Finding]:
    try:
        return {finding.id: finding for finding in check()}
    except Exception as error:
        if on_error is None:
            raise
        on_error(where, error)
        return {}


def _name(check: Callable[..., object]) -> str:
    return check.__module__.rpartition(".")[2]


def _each_once(speeches: Iterable[Speech]) -> Iterator[Speech]:
    """The same text twice is one document."""
    seen: set[str] = set()
    for speech in speeches:
        if speech.doc_id not in seen:
            seen.add(speech.doc_id)
            yield speech


def _place(finding: Finding, order: dict[str, int]) -> tuple[int, int, int, list[int], str]:
    first, starts = finding.figures[0], [figure.start for figure in finding.figures]
    return order[first.doc_id], first.start, CHECKS.index(finding.check), starts, finding.id
