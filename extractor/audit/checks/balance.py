"""Balance of an account: income + transfers + what is brought in = total, and what is left of the two totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from extractor.audit.likely import likely
from extractor.audit.making import judged, signed, summands, terms_of
from extractor.audit.subjects import of_one_account
from extractor.audit.view import View
from patterns.expressions import compiled
from schemas import Claim, Finding

_BACK = 14
"""How many claims before the items the figure is looked for that they are added to."""
_NAMED_BACK = 30
"""The same where the words name that figure."""
OF_OTHERS = "what is left may be of other figures"
_OF_THE_YEAR = re.compile("^(?:当年|本年|今年)")
_FAR = 3
"""How many sentences with claims may lie between that figure and the total."""


def check(view: View) -> Iterator[Finding]:
    """Check each total of an account whose items are listed after 加上, and each remainder after 收支相抵.

    Reads the levels of one scope, kind and year. Items behind 减去 are taken away; those among which an amount stands
    that is no claim are left alone.
    """
    for total in view.levels():
        if _is_total(view, total):
            yield from _sum(view, total)
        elif any(word in view.before(total) for word in view.cues.balance.offset):
            yield from _remainder(view, total)


def _is_total(view: View, claim: Claim) -> bool:
    return any(word in claim.indicator.text for word in view.cues.balance.totals) or _is_allotted(view, claim)


def _is_allotted(view: View, claim: Claim) -> bool:
    """Tell whether a figure is what all the items before it are then spent on (相应安排支出)."""
    words = view.before(claim)
    return claim.kind == "target" and any(word in words for word in view.cues.balance.allots)


def _sum(view: View, total: Claim) -> Iterator[Finding]:
    opened = _opening(view, total)
    if opened is None:
        return
    at, words = opened
    items = [
        claim
        for claim in view.sentence(total).claims
        if (spot := view.spot(claim)) is not None
        and at <= spot[0]
        and view.index[claim.id] < view.index[total.id]
        and claim.basis == "level"
        and not view.bracketed(claim)
    ]
    if not items or not all(of_one_account(item, total) for item in items):
        return
    bases = _bases(view, total, items[0], words)
    if not bases:
        return
    taken = {item.id for item in items if _is_taken(view, item, at)}
    findings = [_added(view, total, [base, *items], taken) for base in bases]
    known = [finding for finding in findings if finding is not None]
    agreeing = [finding for finding in known if finding.verdict != "inconsistent"]
    yield from agreeing[:1] or known[:1]


def _opening(view: View, total: Claim) -> tuple[int, str] | None:
    """Where the items begin in the sentence, and the words right before them; None where they cannot be told."""
    cues, sentence, spot = view.cues.balance, view.sentence(total).text, view.spot(total)
    if spot is None:
        return None
    opened = None
    for opened in compiled("|".join(cues.add)).finditer(sentence[: spot[0]]):  # noqa: B007 - the last one is wanted
        pass
    if opened is None:
        return None
    listed = sentence[opened.end() : spot[0]]
    if any(mark in listed for mark in "；;。"):
        return None
    others = [
        claim for claim in view.sentence(total).claims if claim.id != total.id and _is_total(view, claim)
    ]
    if any((place := view.spot(claim)) and opened.end() <= place[0] < spot[0] for claim in others):
        return None
    words = re.split(r"[，,。；;：:]", sentence[: opened.start()])[-1].strip()
    return opened.end(), _OF_THE_YEAR.sub("", words)


def _is_taken(view: View, item: Claim, start: int) -> bool:
    """Tell whether the last word before an item that says what becomes of it takes it away."""
    cues, spot = view.cues.balance, view.spot(item)
    words = view.sentence(item).text[start : spot[0]] if spot else ""
    taken = max((words.rfind(word) for word in cues.minus), default=-1)
    added = max((found.start() for found in compiled("|".join(cues.add)).finditer(words)), default=-1)
    return taken > added


def _bases(view: View, total: Claim, first: Claim, words: str) -> list[Claim]:
    """The figures to which the items may be added, the likeliest first: the one named, else the nearest before."""
    side, income = view.cues.balance.spending, view.cues.balance.income
    if side not in total.indicator.text or _is_allotted(view, total):
        side = income
    # 当年收入加…: whichever is the whole's.
    named = bool(words) and words != income
    at = view.index[first.id]
    found: list[Claim] = []
    for claim in reversed(view.claims[max(0, at - (_NAMED_BACK if words else _BACK)) : at]):
        if view.sentences_apart(claim, total) > _FAR and not words:
            break
        if _is_total(view, claim) and not (words and claim.indicator.text.endswith(words)):
            if side in claim.indicator.text and not words:
                break
            continue
        fits = (
            claim.basis == "level"
            and of_one_account(claim, total)
            and side in claim.indicator.text
            and (named or (view.related(claim, "part_of") is None and not _detail(view, claim)))
            and view.strength(claim, total) != "cross_section"
        )
        if fits and (not words or claim.indicator.text.endswith(words)):
            found.append(claim)
    return found[:1] if words else found[:2]


def _detail(view: View, claim: Claim) -> bool:
    """Tell whether a figure stands in a list of what another is made of (主要包括)."""
    spot = view.spot(claim)
    clause = re.split(r"[；;。]", view.sentence(claim).text[: spot[0]])[-1] if spot else ""
    return any(word in clause for word in view.cues.balance.details)


def _added(
    view: View, total: Claim, items: Sequence[Claim], taken: AbstractSet[str] = frozenset()
) -> Finding | None:
    figures = summands(view, [("whole", total), *(("part", item) for item in items)])
    if figures is None:
        return None
    stated, *terms = figures
    compute, words = signed(terms, taken)
    return judged("balance", view.strength(total, *items), stated, terms, compute, words)


def _remainder(view: View, left: Claim) -> Iterator[Finding]:
    cues = view.cues.balance
    if not any(word in view.before(left) for word in cues.left):
        return
    income, spending = (_last_total(view, left, side) for side in (cues.income, cues.spending))
    if income is None or spending is None:
        yield from _unspent(view, left)
        return
    figures = summands(view, (("left", left), ("whole", income), ("part", spending)))
    if figures is None:
        return
    stated, had, spent = figures
    yield judged(
        "balance",
        view.strength(left, income, spending),
        stated,
        [had, spent],
        lambda had, spent: had - spent,
        f"{had.words} - {spent.words}",
    )


def _unspent(view: View, left: Claim) -> Iterator[Finding]:
    """What a plan leaves (支出预算调整为9亿元，实际支出8亿元。收支相抵，结转1亿元), where the totals are not told."""
    at = view.index[left.id]
    for spent in reversed(view.claims[max(0, at - _BACK) : at]):
        if (
            spent.basis != "level"
            or spent.kind != "actual"
            or view.cues.balance.spending not in spent.indicator.text
        ):
            continue
        plans = [plan for plan in view.pointing(spent, "plan_of") if plan.basis == "level"]
        if not plans or view.strength(spent, left) == "cross_section":
            return
        terms = terms_of(view, ("left", left), ("plan", plans[-1]), ("part", spent))
        if terms is not None and plans[-1].quantity.unit == left.quantity.unit == spent.quantity.unit:
            stated, planned, done = terms
            words, strength = f"{planned.words} - {done.words}", view.strength(left, spent)
            found = likely(
                "balance", strength, stated, [planned, done], lambda had, gone: had - gone, words, OF_OTHERS
            )
            if found is not None:
                yield found
        return


def _last_total(view: View, left: Claim, side: str) -> Claim | None:
    at = view.index[left.id]
    for claim in reversed(view.claims[max(0, at - 2 * _BACK) : at]):
        if claim.basis == "level" and _is_total(view, claim) and side in claim.indicator.text:
            near = view.strength(claim, left) != "cross_section" and of_one_account(claim, left)
            return claim if near else None
    return None
