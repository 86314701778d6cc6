"""Accounts: the two sides of a budget against each other, and what its spending falls into against the whole of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache

from extractor.audit.checks.split import likely_sum
from extractor.audit.diagnosis import OF_SIZE
from extractor.audit.making import sum_within, summed, terms_of
from extractor.audit.rests import rest_is_told
from extractor.audit.subjects import whose
from extractor.audit.view import View, bare_name, label
from patterns.alternation import alternation
from patterns.audit import Account
from schemas import Claim, Finding

CARRIED = "what is carried on to the next year may lie between"
SEVERAL = "the items stand in several places and may not be of this whole"
_APART = 36
_FEW = 3


def check(view: View) -> Iterator[Finding]:
    """Check the total of income against that of spending, and the functions of spending against their whole.

    Reads codes, bodies, times and kinds. A plan's two sides are equal, also where only those of the year are stated;
    that they are not is a question where one slip explains it. Functions may be fewer than all: then only not above.
    """
    bodies = _by_body(view)
    for account in view.cues.accounts:
        for claims in bodies.values():
            yield from _sides(view, account, claims)
            if account.items is not None:
                yield from _functions(view, account, claims)


def _by_body(view: View) -> dict[Hashable, list[Claim]]:
    groups: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in view.levels():
        if claim.quantity.bound == "eq" and label(claim) is not None and not view.bracketed(claim):
            groups[whose(view, claim), label(claim), claim.kind, claim.quantity.unit].append(claim)
    return groups


def _sides(view: View, account: Account, claims: Sequence[Claim]) -> Iterator[Finding]:
    for spending in claims:
        if spending.indicator.code not in account.spending:
            continue
        for income in reversed(claims):
            behind = view.apart(spending, income)
            if income.indicator.code not in account.income or not 0 < behind <= _APART:
                continue
            totals = {
                spending.indicator.code == account.spending[0],
                income.indicator.code == account.income[0],
            }
            if not _called_alike(view, spending, income):
                continue
            if False not in totals and spending.kind == "target" and _stand_alone(view, income, spending):
                yield from _equal(view, income, spending)
                break
            if True in totals or spending.kind == "target":
                held = likely_sum(view, "balance", spending, [income], CARRIED)
                # A total may hold what is handed on beside the spending of the year: then a miss says nothing.
                sure = held is not None and (held.diagnosis or "").startswith(OF_SIZE)
                if held is not None and (sure or len(totals) == 1 or held.verdict != "questionable"):
                    yield held
                    break


def _stand_alone(view: View, income: Claim, spending: Claim) -> bool:
    """Tell whether nothing is said to be left of two totals of one sentence."""
    return view.together(income, spending) and not rest_is_told(view, spending)


def _equal(view: View, income: Claim, spending: Claim) -> Iterator[Finding]:
    terms = terms_of(view, ("whole", spending), ("part", income))
    if terms is not None and all(one.claim.quantity.bound == "eq" for one in terms):
        yield summed("balance", view.strength(income, spending), terms[0], terms[1:], doubt=CARRIED)


def _called_alike(view: View, one: Claim, other: Claim) -> bool:
    """Tell whether two sides are called alike but for the words of a side (高新区财政收入, but not 示范区财政支出)."""
    cues = view.cues.balance
    sides = _words((*cues.totals, cues.income, cues.spending, "预算"))
    names = sorted((sides.sub("", bare_name(claim)) for claim in (one, other)), key=len)
    return names[1].endswith(names[0])


@lru_cache(maxsize=8)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternation(words))


def _functions(view: View, account: Account, claims: Sequence[Claim]) -> Iterator[Finding]:
    whole: Claim | None = None
    items: dict[str, Claim] = {}
    for claim in claims:
        code = claim.indicator.code or ""
        if code in account.spending:
            if whole is not None:
                yield from _within(view, whole, list(items.values()))
            whole, items = claim, {}
        elif (
            code.startswith(account.items or "\0")
            and code not in account.no_items
            and whole is not None
            and view.related(claim, "part_of") in (None, whole)
        ):
            items.setdefault(code, claim)
    if whole is not None:
        yield from _within(view, whole, list(items.values()))


def _within(view: View, whole: Claim, items: Sequence[Claim]) -> Iterator[Finding]:
    tied = all(view.related(item, "part_of") is whole for item in items)
    if len(items) >= _FEW and not tied:
        held = sum_within(view, "parts", whole, items, SEVERAL)
        if held is not None:
            yield held
