"""Finds which figures are the parts of which: those that `part_of` ties, and known partitions behind their whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from extractor.audit.interval import Interval
from extractor.audit.partitions import contradict, part_in, partition_of
from extractor.audit.subjects import holds, whose
from extractor.audit.view import View, adds_up, bare_name, label
from schemas import Claim

_BACK = 16
_MOST = 4
_FEW = 2


def parts_of(view: View, whole: Claim) -> list[Claim]:
    """Return the levels that are surely parts of another, in order.

    Reads `part_of`; unit, time and body must fit, and neither be of another part of a known partition.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("全县财政收入9亿元，其中：税收收入6亿元，非税收入3亿元。"), load())
    >>> [part.quantity.text for part in parts_of(view, view.claims[0])]
    ['6亿元', '3亿元']
    """
    if whole.basis != "level":
        return []
    return [part for part in view.pointing(whole, "part_of") if _is_part(view, part, whole)]


def partition_runs(
    view: View, parts: Sequence[Claim], fits: Callable[[Sequence[Claim]], bool] = lambda run: True
) -> Iterator[Sequence[Claim]]:
    """Give the neighbours among claims that are the parts of one known partition (城镇, 乡村; then 男, 女).

    `fits` tells whether neighbours are of one whole; where some are not, no longer run of them is.
    """
    at = 0
    while at < len(parts):
        run = _run_at(view, parts[at : at + _MOST], fits)
        if run:
            yield run
        at += len(run) or 1


def _run_at(view: View, ahead: Sequence[Claim], fits: Callable[[Sequence[Claim]], bool]) -> Sequence[Claim]:
    for size in range(_FEW, len(ahead) + 1):
        run = ahead[:size]
        if not fits(run):
            break
        if partition_of(view, [claim.indicator.text for claim in run]) is not None:
            return run
    return ()


def partitions_in(view: View) -> Iterator[Sequence[Claim]]:
    """Give the levels that are the parts of one known partition, next to each other but for what is part of them."""
    levels = [claim for claim in view.levels() if view.related(claim, "part_of") is None]

    def of_one(run: Sequence[Claim]) -> bool:
        kinds = {(c.quantity.unit, label(c), c.kind, whose(view, c)) for c in run}
        return len(kinds) == 1 and view.near(*run)

    yield from partition_runs(view, levels, of_one)


def named_parts(view: View) -> Iterator[tuple[Claim, list[Claim]]]:
    """Give each level with those right behind it that are called as it is but for words at the front.

    So a table names the rows below a total (旅客运输总量, 公路旅客运输总量, 铁路旅客运输总量).
    """
    levels = list(view.levels())
    for at, whole in enumerate(levels):
        name, run = bare_name(whole), []
        for part in levels[at + 1 :]:
            own = bare_name(part)
            if len(own) <= len(name) or not own.endswith(name) or not _of_one(view, whole, part):
                break
            run.append(part)
        untied = [part for part in run if view.related(part, "part_of") is None]
        if len(untied) >= _FEW and len({part.indicator.text for part in run}) == len(run):
            yield whole, untied


def _of_one(view: View, whole: Claim, part: Claim) -> bool:
    return (
        part.quantity.unit == whole.quantity.unit
        and adds_up(part)
        and part.kind == whole.kind
        and label(part) == label(whole)
        and view.same_scope(part, whole)
        and part.evidence.section == whole.evidence.section
    )


def wholes_before(view: View, run: Sequence[Claim]) -> Iterator[Claim]:
    """Give the levels before a partition of which it may be, the nearest first."""
    first = view.index[run[0].id]
    for whole in reversed(view.claims[max(0, first - _BACK) : first]):
        if (
            whole.basis == "level"
            and whole.quantity.unit == run[0].quantity.unit
            and whole.kind == run[0].kind
            and label(whole) == label(run[0])
            and whose(view, whole) == whose(view, run[0])
            and view.near(whole, *run)
        ):
            yield whole


def summed_groups(view: View) -> Iterator[tuple[Claim, Sequence[Claim]]]:
    """Give each level with those that make it up: what `part_of` ties, rows called alike, known partitions behind it.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("全县财政收入9亿元，其中：税收收入6亿元，非税收入3亿元。"), load())
    >>> [(whole.quantity.text, len(parts)) for whole, parts in summed_groups(view)]
    [('9亿元', 2)]
    """
    for whole in view.levels():
        parts = parts_of(view, whole)
        lots = [*partition_runs(view, parts)] or [parts]
        yield from ((whole, lot) for lot in lots if len(lot) >= _FEW and adds_up_to(view, whole, lot))
    yield from ((whole, parts) for whole, parts in named_parts(view) if adds_up_to(view, whole, parts))
    for run in partitions_in(view):
        fitting = (whole for whole in wholes_before(view, run) if adds_up_to(view, whole, run))
        yield from ((whole, run) for whole in islice(fitting, 1))


def adds_up_to(view: View, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Tell whether levels make up another, rounded or cut off as they may be."""
    read = [view.reading(claim) for claim in (whole, *parts)]
    known = [reading.either for reading in read if reading is not None]
    return len(known) == len(read) and Interval.total(known[1:]).meets(known[0])


def _is_part(view: View, part: Claim, whole: Claim) -> bool:
    totals = view.cues.parts.totals
    return (
        part.basis == "level"
        and _of_one_unit(view, part, whole)
        and adds_up(part)
        and label(part) == label(whole)
        and holds(view, whole, part)
        and view.strength(part, whole) != "cross_section"
        and not any(word in view.before(part) for word in view.cues.parts.besides)
        and (not any(word in part.indicator.text for word in totals) or _of_another_body(part, whole))
        and (
            not any(word in whole.indicator.text for word in view.cues.parts.means)
            or _is_known(view, part, whole)
        )
        and not contradict(view, bare_name(part), bare_name(whole))
        and not _of_the_other_side(view, part, whole)
    )


def _is_known(view: View, part: Claim, whole: Claim) -> bool:
    """Tell whether a mean is known to fall into such parts (工资性收入 of 居民人均可支配收入)."""
    return any(
        bare_name(whole) in partition.wholes and part_in(bare_name(part), partition) is not None
        for partition in view.cues.partitions
    )


def _of_the_other_side(view: View, part: Claim, whole: Claim) -> bool:
    """Tell whether one is income and the other spending."""
    sides = (view.cues.balance.income, view.cues.balance.spending)
    names = (bare_name(part), bare_name(whole))
    return any(names[0].endswith(one) and names[1].endswith(other) for one, other in (sides, sides[::-1]))


def _of_another_body(part: Claim, whole: Claim) -> bool:
    """Tell whether a total is that of a zone within a government's (收入总计9亿元（其中：开发区2亿元）)."""
    return part.scope != whole.scope and bare_name(part) == bare_name(whole)


def _of_one_unit(view: View, part: Claim, whole: Claim) -> bool:
    units = {part.quantity.unit, whole.quantity.unit}
    return len(units) == 1 or units <= set(view.knowledge.claims.naming.thing_counters)
