"""What an account leaves at the end of a year (年终结转) against what it begins the next one with (上年结转收入)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.checks.split import likely_sum
from extractor.audit.subjects import whose
from extractor.audit.view import View, bare_name, year
from schemas import Claim, Finding

PART_ONLY = "only part of what was left may be brought in"
_DIGITS = 3


def check(view: View) -> Iterator[Finding]:
    """Check each figure brought in from the year before against what that year left, of one government and account.

    Reads the ends of names; what stands before them is the account, which one of the two may leave out. A figure that
    differs is a question where one slip explains it, and else nothing.
    """
    cues = view.cues.carried
    lefts = [
        (claim, account) for claim in view.levels() if (account := _account(claim, cues.left)) is not None
    ]
    for brought in view.levels() if lefts else ():
        account = _account(brought, cues.brought)
        if account is None:
            continue
        of_account = [
            left
            for left, its in lefts
            if "" in (its, account) or its == account
            if _of_year_before(view, left, brought)
        ]
        held = [
            found for left in of_account if (found := likely_sum(view, "balance", brought, [left], PART_ONLY))
        ]
        agreeing = [found for found in held if found.verdict != "questionable"]
        if agreeing or len(of_account) == 1:
            yield from (agreeing or held)[:1]


def _account(claim: Claim, ends: tuple[str, ...]) -> str | None:
    """What stands in a name before one of these ends; None where it has none of them."""
    name = bare_name(claim)
    end = max((end for end in ends if name.endswith(end)), key=len, default="")
    digits = str(claim.quantity.value or "").replace(".", "").strip("0")
    return name.removesuffix(end) if end and len(digits) >= _DIGITS else None


def _of_year_before(view: View, left: Claim, brought: Claim) -> bool:
    now, then = year(brought), year(left)
    return (
        now is not None
        and then == now - 1
        and left.quantity.unit == brought.quantity.unit
        and whose(view, left) == whose(view, brought)
    )
