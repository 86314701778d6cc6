"""What a list of parts tells whose sum is not its whole: an error, a question, a rest, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.audit.diagnosis import OF_SIZE, odd_point, odd_unit, sure_slip
from extractor.audit.interval import Interval
from extractor.audit.making import Term, Weighed, total_of, weigh_sum
from extractor.audit.part_lists import divided, is_function
from extractor.audit.partitions import closes, complete, disjoint, leaves_rest, of_kinds, partition_of
from extractor.audit.view import View
from schemas import Claim, Strength, Verdict

ANOTHER_WHOLE = "the parts may be of another whole"
OVERLAP = "the parts may overlap"
_FEW = 2
_BEHIND = 6
"""So many characters behind the digits hold the unit and the first word."""


@dataclass(frozen=True, slots=True)
class Told:
    """The verdict on a list, what is left in doubt, and the slip that explains it; `rest` where it is only not all."""

    verdict: Verdict
    reason: str | None = None
    slip: str | None = None
    rest: bool = False


def unequal(
    view: View,
    whole: Term,
    parts: Sequence[Term],
    known: Sequence[Term],
    weighed: Weighed,
    strength: Strength,
) -> Told:
    """Return what parts tell that do not add up to their whole; `known` are all that were read, also those not added.

    A list that is closed must add up. Of any other a slip must explain the miss, or the parts be such that they cannot
    hold each other and yet be more than the whole.
    """
    claims = [part.claim for part in parts]
    names = [claim.indicator.text for claim in claims]
    short = _less(weighed.computed, weighed.stated)
    bracketed = all(map(view.bracketed, claims))
    full = complete(view, whole.claim, [part.claim for part in known])
    full = full or (bracketed and complete(view, whole.claim, claims))
    closed = closes(view, whole.claim, claims) and not _may_be_of_another(view, whole, known)
    wrong: Verdict = "questionable" if strength == "cross_section" else "inconsistent"
    apart = disjoint(view, names) or of_kinds(view, whole.claim, claims) or _are_functions(view, claims)
    in_bracket = bracketed and not view.bracketed(whole.claim)
    before, cues = view.before(claims[0]), view.cues.parts
    opened = in_bracket or cues.of_which in before or cues.holds in before
    known_parts = partition_of(view, names) is not None or of_kinds(view, whole.claim, claims, complete=True)
    slip = _slip(whole, parts, weighed) if full else None
    if slip is not None and not (closed or opened or known_parts):
        # Of a list that may be of another whole only a slip of size tells.
        surely = (divided(view, claims[0]) or apart) and slip.startswith(OF_SIZE)
        slip = slip if surely else None
    too_many = _less(weighed.stated, weighed.computed) and leaves_rest(view, names)
    if closed and (full or too_many):
        return Told(wrong, slip=slip)
    if slip is not None:
        return Told("questionable", slip=slip)
    if full and not short and not outside(whole, parts, parts[-1]):
        if apart:
            return Told(wrong)
        if _spent_once(view, claims):
            return Told("questionable", OVERLAP)
    if short and not known_parts:
        return Told("consistent", rest=True)
    return Told("not_checkable", ANOTHER_WHOLE if known_parts else OVERLAP)


def outside(whole: Term, parts: Sequence[Term], part: Term) -> bool:
    """Tell whether the parts before one, two or more, make up the whole, so that it is none of it, or within another."""
    lots = (parts[:end] for end in range(_FEW, parts.index(part) + 1))
    return any(weigh_sum(whole, lot).verdict == "consistent" for lot in lots)


def _less(one: Interval, other: Interval) -> bool:
    return one.high is not None and (other.high is None or one.high < other.high)


def _slip(whole: Term, parts: Sequence[Term], weighed: Weighed) -> str | None:
    """The one slip that makes the sum right, unless with so few digits some slip could be had by chance."""
    odd = odd_unit(whole, parts) or odd_point(whole, parts)
    return odd or sure_slip(whole, parts, total_of, weighed.computed)


def _may_be_of_another(view: View, whole: Term, parts: Sequence[Term]) -> bool:
    """Tell whether a list was opened by no word for its whole, so that it may be of another (按…分)."""
    first = parts[0].claim
    words = view.between(whole.claim, first) if view.together(whole.claim, first) else view.before(first)
    return view.cues.parts.of_which not in words and not view.bracketed(first)


def _are_functions(view: View, parts: Sequence[Claim]) -> bool:
    """Tell whether parts are of different functions of a budget's spending, none of which holds another."""
    return len({part.indicator.code for part in parts}) == len(parts) and all(
        is_function(view, part) and not any(part.indicator.code in one.no_items for one in view.cues.accounts)
        for part in parts
    )


def _spent_once(view: View, parts: Sequence[Claim]) -> bool:
    """Tell whether behind each part stands what it is used for (安排3亿元用于修路，安排2亿元用于供水)."""
    behind = [view.after(part)[:_BEHIND] for part in parts]
    return all(any(word in words for word in view.cues.parts.used_for) for words in behind)
