"""What the parts of a whole changed by, against what the whole did: 增加9亿元，其中税收增加7亿元，非税增加2亿元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.comparing import same_comparison
from extractor.audit.groups import summed_groups
from extractor.audit.likely import likely_summed
from extractor.audit.making import summed, terms_of
from extractor.audit.partitions import partition_of
from extractor.audit.view import View
from schemas import Claim, Finding

NOT_ALL = "what was something before and is nothing now may not be told"


def check(view: View) -> Iterator[Finding]:
    """Check the change of each level whose parts make it up and say theirs.

    Reads `change_of`; the unit and what all are compared with must be one. A sum that does not come out is a question
    for the parts of a known partition, of others only where one slip explains it.
    """
    for whole, parts in summed_groups(view):
        changes = [_change(view, level) for level in (whole, *parts)]
        known = [change for change in changes if change is not None]
        if len(known) == len(changes) and all(same_comparison(known[0], one) for one in known[1:]):
            closed = partition_of(view, [part.indicator.text for part in parts]) is not None
            yield from _held(view, known[0], known[1:], closed=closed)


def _change(view: View, level: Claim) -> Claim | None:
    return next(
        (
            change
            for change in view.pointing(level, "change_of")
            if change.quantity.unit == level.quantity.unit and change.quantity.bound == "eq"
        ),
        None,
    )


def _held(view: View, whole: Claim, parts: Sequence[Claim], *, closed: bool) -> Iterator[Finding]:
    terms = terms_of(view, ("whole", whole), *(("part", part) for part in parts))
    if terms is None:
        return
    stated, *known = terms
    strength = view.strength(whole, *parts)
    if closed:
        yield summed("parts", strength, stated, known, doubt=NOT_ALL)
        return
    found = likely_summed("parts", strength, stated, known, NOT_ALL)
    if found is not None:
        yield found
