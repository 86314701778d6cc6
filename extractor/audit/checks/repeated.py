"""The same figure told twice in one document: text and table, summary and chapter."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.audit.diagnosis import explained, one_slip_apart
from extractor.audit.making import Term, judged, same, terms_of, weigh
from extractor.audit.subjects import core, whose
from extractor.audit.view import View, bare_name, digits, label, plan_version
from schemas import Claim, Finding

AGREEING = ("consistent", "consistent_if_truncated")
TWO_THINGS = "they may be of two things that are called alike"
_LEAST_DIGITS = 2
_BASES = ("level", "growth", "share", "completion", "change")
_FEW = 2
_ROWS = 24
_TELLING = 3
_WHOLE = 4
_OWN_NAME = 8
"""A part whose name is so long is the same under whatever whole."""
_UNMISTAKABLE = 10
"""A name that is so long is hardly that of two things."""
_LAST = 24
"""So many figures of one name, the last ones, are held against another."""
_MANY = 12
"""A name under which so many figures differ is that of many things: a slip among them could be any of them."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure and the same told again; `sure` where a difference could hardly be one of two things."""

    first: Claim
    again: Claim
    agrees: bool
    sure: bool


def check(view: View) -> Iterator[Finding]:
    """Check each figure against those before it of the same indicator, scope, unit, time, kind and comparison.

    Names are short, and two things may be called alike: one that differs is a question where a small slip explains it
    and it has many digits, or three at least and a long name that no other figure has; or where the figures beside both
    agree. What `same_as` ties proves nothing, since it ties what is equal.
    """
    told: dict[Hashable, list[Claim]] = {}
    agreeing: list[_Pair] = []
    unsure: list[tuple[Hashable, _Pair]] = []
    for claim in view.claims:
        yield from _of_index(view, claim)
        key = _subject(view, claim)
        if key is None:
            continue
        before = [one for one in told.get(key, ())[-_LAST:] if not view.together(one, claim)]
        alike = len(before) < _MANY
        pairs = [pair for one in before if (pair := _held(view, one, claim, alike)) is not None]
        agreed = [pair for pair in pairs if pair.agrees]
        sure = [pair for pair in pairs if pair.sure]
        unsure += [(key, pair) for pair in pairs if alike and not pair.agrees and not pair.sure]
        for pair in (agreed or sure)[:1]:
            yield from restated(view, pair.first, pair.again)
        agreeing += agreed[:1]
        if not agreed:
            told.setdefault(key, []).append(claim)
    for key, pair in unsure:
        beside = _beside(view, pair, agreeing)
        near = len(told[key]) == _FEW and _one_slip_apart(view, pair)
        if near or len(beside) >= _FEW or any(_tells_of(pair, other) for other in beside):
            yield from restated(view, pair.first, pair.again)


def _one_slip_apart(view: View, pair: _Pair) -> bool:
    """Tell whether a slip lies between two figures of one long name."""
    terms = _terms(view, pair.first, pair.again)
    names = {bare_name(pair.first), bare_name(pair.again)}
    alike = len(names) == 1 and len(min(names)) >= _UNMISTAKABLE
    return alike and terms is not None and one_slip_apart(*terms)


def _beside(view: View, pair: _Pair, others: Sequence[_Pair]) -> list[_Pair]:
    """Return the pairs of which the one figure stands beside this pair's one, and the other beside its other."""
    return [
        other
        for other in others
        if view.together(pair.first, other.first)
        and view.strength(pair.again, other.again) != "cross_section"
        and abs(view.apart(pair.again, other.again)) <= _ROWS
    ]


def _tells_of(pair: _Pair, other: _Pair) -> bool:
    """Tell whether another figure of what a rate is said of (its level) is told in both places, with digits enough."""
    rate = pair.first.basis != "level" and other.first.basis != pair.first.basis
    telling = len(digits(other.first).strip("0")) >= _TELLING
    return (rate and telling) and all(
        one.indicator.text == two.indicator.text
        for one, two in ((pair.first, other.first), (pair.again, other.again))
    )


def _of_index(view: View, index: Claim) -> Iterator[Finding]:
    """Hold an index (为上年的101.6%) against the growth that the same sentence or row gives beside it."""
    written = re.search(r"\d+(?:\.\d+)?", index.quantity.text)
    value = index.quantity.value
    if index.basis != "growth" or value is None or not written or Decimal(written.group()) != value + 100:
        return
    at = view.index[index.id]
    for growth in view.claims[at + 1 : at + 2]:
        alike = (growth.indicator.text, growth.basis, label(growth)) == (
            index.indicator.text,
            "growth",
            label(index),
        )
        terms = terms_of(view, ("growth", growth), ("index", index))
        if alike and view.together(growth, index) and terms is not None:
            stated, said = terms
            yield judged(
                "growth",
                "same_sentence",
                stated,
                [said],
                same,
                f"{written.group()}% - 100%",
            )


def _subject(view: View, claim: Claim) -> Hashable | None:
    if claim.basis not in _BASES or label(claim) is None or claim.source.endswith("origin_of_a_change"):
        return None
    # The noughts at its ends say nothing.
    if len(digits(claim).strip("0")) < _LEAST_DIGITS and claim.basis == "level":
        return None
    what = _share_of(view, claim) if claim.basis == "share" else core(view, claim)
    part = view.related(claim, "part_of") is not None
    if what is None or (isinstance(what, str) and part and len(what) < _OWN_NAME):
        return None
    compared = claim.comparison
    base = (compared.type, compared.base_period, compared.base_status) if compared else None
    plan = plan_version(claim) if claim.basis != "completion" else None
    return what, whose(view, claim), claim.quantity.unit, label(claim), claim.kind, claim.basis, base, plan


def _share_of(view: View, claim: Claim) -> Hashable | None:
    """What a share is of and in: the whole by how its name begins (规模以上工业, 规模以上工业增加值)."""
    part, link, whole = bare_name(claim).partition("占")
    found = view.knowledge.indicators.lookup(part) if link else None
    if found is None or not found.exact:
        return core(view, claim)
    return found.entry.code, whole[:_WHOLE]


def _held(view: View, before: Claim, again: Claim, alike: bool) -> _Pair | None:
    """Hold a figure against one told before; None where nothing can be said of the two.

    A slip that explains how they differ is looked for only where `alike`, the two being of one thing by all signs.
    """
    terms = _terms(view, before, again)
    if terms is None or "range" in (before.quantity.bound, again.quantity.bound):
        return None
    stated, first = terms
    verdict = weigh(stated.reading, [first.reading], same).verdict
    agrees = verdict in AGREEING
    one, other = before.quantity, again.quantity
    if agrees and one.resolution == other.resolution and one.value != other.value:
        # 99.8% and 99.9% meet in one point; of one thing, told to the same digit, they would be one figure.
        return None
    if verdict is None and plan_version(before) != plan_version(again):
        # Rates of two plans differ rightly, but not by a nought.
        alike_but_for_size = digits(before).strip("0") == digits(again).strip("0")
        return _Pair(before, again, agrees=False, sure=False) if alike_but_for_size else None
    sure = alike and verdict is None and explained(stated, [first], same, first.reading.rounded)
    return _Pair(before, again, agrees, sure)


def restated(view: View, before: Claim, again: Claim, *, sure: bool = True) -> Iterator[Finding]:
    """Give the finding of a figure that is told again; where not `sure`, one that differs only if a slip explains it."""
    terms = _terms(view, before, again)
    if terms is None:
        return
    stated, first = terms
    if sure or one_slip_apart(stated, first) or explained(stated, [first], same, first.reading.rounded):
        strength = view.strength(before, again)
        yield judged("restatement", strength, stated, [first], same, first.words, doubt=TWO_THINGS)


def _terms(view: View, before: Claim, again: Claim) -> list[Term] | None:
    return terms_of(view, ("again", again), ("first", before))
