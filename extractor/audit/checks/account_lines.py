"""Lines of an account without 加上: what stands before a total (支出12亿元，调出1亿元，支出总计13亿元), and what is left
of one (收入总计238亿元，扣除调出8亿元、还本6亿元，支出224亿元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.audit.checks.split import likely_sum
from extractor.audit.likely import likely
from extractor.audit.making import signed, summands
from extractor.audit.rests import rest_is_told
from extractor.audit.subjects import of_one_account
from extractor.audit.view import View
from schemas import Claim, Finding

NOT_ALL = "what is listed may not be all"


def check(view: View) -> Iterator[Finding]:
    """Check each total against the lines right before it, and each figure that is left of a total.

    Reads the levels of one sentence, scope, kind and year. A sum that does not come out is a question where one slip
    explains it, or all that is taken from it is told and nothing behind what is left, and else nothing, for an account
    may leave lines out.
    """
    for total in view.levels():
        if any(word in total.indicator.text for word in view.cues.balance.totals):
            yield from _lines_before(view, total)
            yield from _left_of(view, total)


def _lines_before(view: View, total: Claim) -> Iterator[Finding]:
    spot = view.spot(total)
    if spot is None:
        return
    clause = re.split(r"[；;。]", view.sentence(total).text[: spot[0]])[-1]
    if any(re.search(opening, clause) for opening in view.cues.balance.add):
        return
    start = spot[0] - len(clause)
    lines = [
        claim
        for claim in view.sentence(total).claims
        if (place := view.spot(claim)) is not None
        and start <= place[0] < spot[0]
        and claim.basis == "level"
        and not view.bracketed(claim)
    ]
    side = next((end for end in _sides(view) if end in total.indicator.text), None)
    if (
        lines
        and side is not None
        and side in lines[0].indicator.text
        and all(of_one_account(one, total) for one in lines)
    ):
        found = likely_sum(view, "balance", total, lines, NOT_ALL)
        if found is not None:
            yield found


def _left_of(view: View, total: Claim) -> Iterator[Finding]:
    at = view.index[total.id]
    behind = [
        claim
        for claim in view.claims[at + 1 :]
        if view.together(claim, total) and claim.basis == "level" and not view.bracketed(claim)
    ]
    if not behind or not any(word in view.before(behind[0]) for word in view.cues.balance.minus):
        return
    codes = {code for account in view.cues.accounts for code in account.spending}
    ends = (place for place, claim in enumerate(behind) if place and claim.indicator.code in codes)
    last = next(ends, None)
    if last is not None and all(of_one_account(claim, total) for claim in behind[: last + 1]):
        yield from _taken(view, total, behind[:last], behind[last])


def _taken(view: View, total: Claim, taken: Sequence[Claim], left: Claim) -> Iterator[Finding]:
    figures = summands(view, [("left", left), ("whole", total), *(("part", one) for one in taken)])
    if figures is None:
        return
    stated, *terms = figures
    compute, words = signed(terms, {one.id for one in taken})
    all_told = "等" not in view.before(left) and not rest_is_told(view, left)
    strength = view.strength(left, total)
    found = likely("balance", strength, stated, terms, compute, words, NOT_ALL, sure=all_told)
    if found is not None:
        yield found


def _sides(view: View) -> tuple[str, str]:
    return view.cues.balance.spending, view.cues.balance.income
