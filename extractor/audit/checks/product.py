"""So much each, so many times (每年3亿元，三年共9亿元): the two make the sum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.checks.counting import NUMERALS, numeral
from extractor.audit.making import judged, terms_of
from extractor.audit.view import View
from schemas import Claim, Finding

OF_OTHERS = "the sum may be of others too"
_EACH = re.compile(r"每(?P<of>[年月季个户人名亩家所村镇])[^，,。；;]{0,10}$")
_ALL = (
    rf"(?<![第近\d])(?P<n>\d{{{{1,4}}}}|[两{NUMERALS}]{{{{1,3}}}})个?{{of}}"
    r"(?:共计|共|合计|累计|总共)[^，,。；;]{{0,10}}$"
)


def check(view: View) -> Iterator[Finding]:
    """Check each sum that follows what each gets or what every year brings, with the number of them between.

    Reads the words before two levels of one unit in one sentence. A disagreement is a question.
    """
    for each, total in zip(view.claims, view.claims[1:], strict=False):
        number = _times(view, each, total)
        terms = terms_of(view, ("total", total), ("each", each)) if number else None
        if number and terms is not None:
            stated, one = terms
            yield judged(
                "multiple",
                view.strength(each, total),
                stated,
                [one],
                lambda one: one.times(number),  # noqa: B023 - called at once
                f"{number} × {one.words}",
                doubt=OF_OTHERS,
            )


def _times(view: View, each: Claim, total: Claim) -> int | None:
    levels = each.basis == total.basis == "level" and each.quantity.unit == total.quantity.unit
    if not levels or each.kind != total.kind or not view.together(each, total):
        return None
    opened = _EACH.search(view.before(each))
    said = re.search(_ALL.format(of=opened["of"]), view.between(each, total)) if opened else None
    return numeral(said["n"]) if said else None
