"""Makes findings: weighs what is stated against what is computed, and keeps every figure that was used."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extractor.audit.interval import Interval
from extractor.audit.reading import Reading
from extractor.audit.view import View
from extractor.audit.wording import added_up, bounds, multiplier, spread, written
from schemas import Bounds, Check, Claim, Figure, Finding, Severity, Strength, Verdict

BOUND_TOO_WIDE = "the figures are too coarse to tell"
COARSE = "agrees if the closing noughts are rounding"
_LOW, _HIGH = Fraction(1, 100), Fraction(1, 10)
_WIDE = 2
"""An interval whose upper end is more than so many times its lower one says next to nothing, nor does one about nought
that is twice as many times as wide as the stated figure is great."""

Sum = Callable[..., Interval]


@dataclass(frozen=True, slots=True)
class Term:
    """A stated figure with its part in the check and what it may stand for."""

    role: str
    claim: Claim
    reading: Reading

    @property
    def words(self) -> str:
        """The figure as a report writes it."""
        return written(self.claim.quantity)


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a stated figure and what the others give lie to each other; `verdict` None where they do not meet."""

    verdict: Verdict | None
    stated: Interval
    computed: Interval
    reason: str | None = None


def term(view: View, role: str, claim: Claim) -> Term | None:
    """Return a claim's figure with its part in a check, or None where it is masked."""
    reading = view.reading(claim)
    return None if reading is None else Term(role, claim, reading)


def summands(view: View, roles: Sequence[tuple[str, Claim]]) -> list[Term] | None:
    """Return the figures of one sum with their parts in it, or None where one is masked."""
    read = view.readings([claim for _, claim in roles])
    terms = [
        Term(role, claim, reading)
        for (role, claim), reading in zip(roles, read, strict=True)
        if reading is not None
    ]
    return terms if len(terms) == len(roles) else None


def terms_of(view: View, *roles: tuple[str, Claim]) -> list[Term] | None:
    """Return the figures of several claims with their parts in a check, or None where one is masked."""
    found = [one for role, claim in roles if (one := term(view, role, claim)) is not None]
    return found if len(found) == len(roles) else None


def weigh(stated: Reading, terms: Sequence[Reading], compute: Sum) -> Weighed:
    """Hold a stated figure against what the others give: first all rounded, then cut off, then read coarsely.

    >>> twice = lambda one: one.times(2)
    >>> a, b = Reading.of(Interval.of(3, 4)), Reading.of(Interval.of(8, 9))
    >>> weigh(b, [a], twice).verdict, weigh(a, [b], twice).verdict
    ('consistent', None)
    """
    first = compute(*(term.rounded for term in terms))
    if first.meets(stated.rounded):
        wide = (_says_nothing(first, stated.rounded) and not first.holds(Interval())) or not first.finite
        if wide and not stated.rounded.holds(first):
            return Weighed("not_checkable", stated.rounded, first, BOUND_TOO_WIDE)
        return Weighed("consistent", stated.rounded, first)
    either = compute(*(term.either for term in terms))
    if either.meets(stated.either):
        return Weighed("consistent_if_truncated", stated.either, either)
    coarse = compute(*(term.coarse for term in terms))
    if coarse.meets(stated.coarse):
        return Weighed("consistent", stated.coarse, coarse, COARSE)
    return Weighed(None, stated.rounded, first)


def _says_nothing(interval: Interval, stated: Interval) -> bool:
    if interval.low is None or interval.high is None:
        return True
    if 0 in interval:
        size = abs(stated.middle) if stated.middle is not None else Fraction(0)
        return interval.high - interval.low > 2 * _WIDE * size > 0
    low, high = sorted((abs(interval.low), abs(interval.high)))
    return high > _WIDE * low


def severity(stated: Interval, computed: Interval) -> Severity:
    """Return how far a stated figure lies from the computed one, against its size.

    >>> severity(Interval.point(100), Interval.point(104))
    'medium'
    """
    size = abs(stated.middle or computed.middle or Fraction(1)) or Fraction(1)
    distance = stated.gap(computed) / size
    return "low" if distance < _LOW else "medium" if distance < _HIGH else "high"


def figure(role: str, claim: Claim) -> Figure:
    """Return a claim's evidence as a figure of a finding."""
    return Figure(
        **claim.evidence.model_dump(),
        role=role,
        record=claim.id,
        doc_id=claim.doc_id,
        name=claim.indicator.text,
    )


def finding_id(check: Check, figures: Sequence[Figure]) -> str:
    """Return the identifier of a finding: of its check, and of where its figures stand and what they are in it."""
    places = sorted(f"{f.doc_id},{f.start},{f.end},{f.role}" for f in figures)
    return hashlib.sha256("|".join((check, *places)).encode()).hexdigest()[:16]


def finding(
    check: Check,
    verdict: Verdict,
    strength: Strength,
    figures: Sequence[Figure],
    *,
    stated: Bounds | None = None,
    computed: Bounds | None = None,
    severity: Severity | None = None,
    formula: str = "",
    reason: str | None = None,
    diagnosis: str | None = None,
    implied: bool = False,
) -> Finding:
    """Return a finding with its identifier."""
    return Finding(
        id=finding_id(check, figures),
        check=check,
        verdict=verdict,
        strength=strength,
        severity=severity,
        stated=stated,
        computed=computed,
        formula=formula,
        reason=reason,
        diagnosis=diagnosis,
        implied=implied,
        figures=tuple(figures),
    )


def judged(
    check: Check,
    strength: Strength,
    stated: Term,
    terms: Sequence[Term],
    compute: Sum,
    formula: str,
    *,
    doubt: str | None = None,
    unit: str | None = None,
    balanced: bool = False,
    spare: Sequence[Term] = (),
) -> Finding:
    """Return the finding of a sum: what `compute` makes of the terms, held against the stated one.

    `formula` is the left side of the sum in words. A disagreement is an error where the figures stand in one
    passage and no `doubt` is left, else a question. `balanced` says that a miss by one unit of the last digit is
    what makes shares add up; `spare` are figures that may have been meant.
    """
    from extractor.audit.diagnosis import diagnose

    unit = unit or stated.claim.quantity.unit
    weighed = weigh(stated.reading, [one.reading for one in terms], compute)
    figures = [figure(one.role, one.claim) for one in (stated, *terms)]
    verdict, reason = weighed.verdict, weighed.reason
    if verdict is None and balanced and _one_off(stated, weighed):
        verdict = "consistent_if_balanced"
    agrees = verdict is not None
    if verdict is None:
        sure = strength in ("same_sentence", "same_section") and doubt is None
        verdict = "inconsistent" if sure else "questionable"
        reason = doubt
    said = stated.claim.quantity
    shown = spread(weighed.computed, unit, multiplier(said), said.resolution)
    return finding(
        check,
        verdict,
        strength,
        figures,
        stated=bounds(weighed.stated, unit),
        computed=bounds(weighed.computed, unit),
        severity=None if agrees else severity(weighed.stated, weighed.computed),
        formula=f"{formula} = {shown}" + ("" if agrees else f" ≠ {stated.words}"),
        reason=reason,
        diagnosis=None if agrees else diagnose(stated, terms, compute, spare),
    )


def summed(
    check: Check, strength: Strength, stated: Term, terms: Sequence[Term], *, doubt: str | None = None
) -> Finding:
    """Return the finding of a sum: what the terms add up to, held against the stated total."""
    words = added_up(one.words for one in terms)
    return judged(check, strength, stated, terms, total_of, words, doubt=doubt)


def signed(terms: Sequence[Term], taken: AbstractSet[str]) -> tuple[Sum, str]:
    """Return the sum of some terms less those whose claims are `taken` away, and the same in words."""
    signs = [-1 if one.claim.id in taken else 1 for one in terms]

    def total(*lot: Interval) -> Interval:
        return Interval.total(-one if sign < 0 else one for one, sign in zip(lot, signs, strict=True))

    words = added_up(f"{'-' if sign < 0 else ''}{one.words}" for one, sign in zip(terms, signs, strict=True))
    return total, words


def total_of(*parts: Interval) -> Interval:
    """Return what some figures add up to."""
    return Interval.total(parts)


def weigh_sum(whole: Term, parts: Sequence[Term]) -> Weighed:
    """Hold a total against what its parts add up to."""
    return weigh(whole.reading, [part.reading for part in parts], total_of)


def same(one: Interval) -> Interval:
    """Return what is said, which is to be said again."""
    return one


def sum_within(view: View, check: Check, whole: Claim, parts: Sequence[Claim], doubt: str) -> Finding | None:
    """Return the finding that parts which may not be all add up to no more than the whole; None where one is masked.

    A sum that is greater is a question.
    """
    figures = summands(view, [("whole", whole), *(("part", part) for part in parts)])
    if figures is None:
        return None
    stated, *terms = figures
    strength = view.strength(whole, *parts)
    if not Interval.total(one.reading.coarse for one in terms).may_be_at_most(stated.reading.coarse):
        return summed(check, strength, stated, terms, doubt=doubt)
    unit = whole.quantity.unit
    return finding(
        check,
        "consistent",
        strength,
        [figure(one.role, one.claim) for one in figures],
        stated=bounds(stated.reading.rounded, unit),
        computed=bounds(Interval.total(one.reading.rounded for one in terms), unit),
        formula=f"{added_up(one.words for one in terms)} ≤ {stated.words}",
    )


def bounded(
    view: View, check: Check, most: Term, held: Term, doubt: str | None = None, slip: str | None = None
) -> Finding:
    """Return the finding that a figure is no greater than another.

    A greater one is an error where both stand in one passage and no `doubt` or `slip` that explains it is left, else
    a question.
    """
    unit = most.claim.quantity.unit
    fits = held.reading.coarse.may_be_at_most(most.reading.coarse)
    strength = view.strength(most.claim, held.claim)
    sure = strength != "cross_section" and doubt is None and slip is None
    return finding(
        check,
        "consistent" if fits else "inconsistent" if sure else "questionable",
        strength,
        [figure(one.role, one.claim) for one in (most, held)],
        stated=bounds(most.reading.rounded, unit),
        computed=bounds(held.reading.rounded, unit),
        formula=f"{held.words} {'≤' if fits else '>'} {most.words}",
        reason=None if fits else doubt,
        severity=None if fits else severity(most.reading.rounded, held.reading.rounded),
        diagnosis=None if fits else slip,
    )


def spares(view: View, *used: Claim) -> list[Term]:
    """Return the other levels in the sentences of some claims, one of which may have been meant."""
    ids = {claim.id for claim in used}
    others = {
        other.id: other
        for claim in used
        for other in view.sentence(claim).claims
        if other.basis == "level" and other.id not in ids
    }
    return [one for other in others.values() if (one := term(view, "other", other)) is not None]


def unchecked(
    check: Check, strength: Strength, terms: Sequence[Term | Claim], reason: str, roles: Sequence[str] = ()
) -> Finding:
    """Return the finding of a check that the text forbids, with the reason."""
    claims = [one.claim if isinstance(one, Term) else one for one in terms]
    named = roles or [one.role if isinstance(one, Term) else "" for one in terms]
    figures = [figure(role, claim) for role, claim in zip(named, claims, strict=True)]
    return finding(check, "not_checkable", strength, figures, reason=reason)


def _one_off(stated: Term, weighed: Weighed) -> bool:
    step = Fraction(stated.claim.quantity.resolution or Decimal(0))
    return weighed.stated.gap(weighed.computed) <= step
