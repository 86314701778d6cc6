"""Rank: two places in one order for the same thing, and a place against 前十名."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.making import figure, finding, severity, term
from extractor.audit.view import View, label
from extractor.audit.wording import bounds
from schemas import Claim, Finding, Verdict

DOUBT = "the two may be places in different orders"


def check(view: View) -> Iterator[Finding]:
    """Hold the places against each other that one indicator is said to have in one order at one time.

    Reads the scope among which the place is held (全省) in the words before the figure.
    """
    seen: dict[tuple[str, str, str | None, str | None], Claim] = {}
    for rank in view.claims:
        if rank.basis != "rank" or rank.quantity.masked:
            continue
        among = _among(view, rank)
        if among is None or label(rank) is None:
            continue
        key = (rank.indicator.text, among, label(rank), rank.scope)
        first = seen.setdefault(key, rank)
        if first is not rank:
            yield from _compared(view, first, rank)


def _among(view: View, rank: Claim) -> str | None:
    words = view.before(rank)
    found = [
        (words.rfind(scope), scope) for scope in view.knowledge.claims.naming.wide_scopes if scope in words
    ]
    return max(found)[1] if found else None


def _compared(view: View, first: Claim, second: Claim) -> Iterator[Finding]:
    one, other = term(view, "rank", first), term(view, "rank", second)
    if one is None or other is None:
        return
    agree = one.reading.rounded.meets(other.reading.rounded)
    verdict: Verdict = "consistent" if agree else "questionable"
    yield finding(
        "rank",
        verdict,
        view.strength(first, second),
        [figure("rank", first), figure("rank", second)],
        stated=bounds(one.reading.rounded, "rank"),
        computed=bounds(other.reading.rounded, "rank"),
        severity=None if agree else severity(one.reading.rounded, other.reading.rounded),
        formula=f"{one.words} {'=' if agree else '≠'} {other.words}",
        reason=None if agree else DOUBT,
    )
