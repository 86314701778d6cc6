"""Growth: level, change and growth against each other, and a growth against the level that it grew from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.comparing import (
    LIKE_FOR_LIKE,
    excluded,
    footing,
    is_rate,
    of_one_thing,
    risen_from,
    same_comparison,
)
from extractor.audit.diagnosis import OF_SIZE, sure_slip
from extractor.audit.interval import Interval, corners
from extractor.audit.making import judged, spares, term, terms_of, unchecked
from extractor.audit.view import View, label
from schemas import Check, Claim, Finding

_BESIDE = 2
"""How many claims may lie between a change and the growth that is said with it."""


def check(view: View) -> Iterator[Finding]:
    """Check each growth whose level stands with the change, or with the level that it grew from.

    Reads `growth_of`, `change_of` and the comparison; growth in comparable prices is not checkable, growth 同口径
    is run, and a disagreement then is a question.
    """
    for growth in view.claims:
        if growth.basis != "growth" or growth.quantity.unit != "%":
            continue
        level = view.related(growth, "growth_of")
        if level is None or level.basis != "level" or is_rate(view, level):
            continue
        if not of_one_thing(view, growth, level):
            # The time of a growth is hard to tell where its level rose from that of another year.
            origin = risen_from(view, level)
            if origin is not None and _follows(view, growth, level):
                yield from _from_base(view, growth, level, origin)
            continue
        change = _change_with(view, growth, level)
        if change is not None:
            yield from _three_ways(view, growth, level, change)
        base = base_of(view, growth, level)
        if base is not None:
            yield from _from_base(view, growth, level, base)
    for change in view.claims:
        if change.basis == "change":
            yield from _changed_from(view, change)


def growth_of_change(level: Interval, change: Interval) -> Interval:
    """Return the growth, in per cent, of what is now at a level after a change.

    What grew from a negative figure is measured by its size.

    >>> growth_of_change(Interval.point(110), Interval.point(10))
    Interval([10, 10])
    >>> growth_of_change(Interval.point(5), Interval.point(15))
    Interval([150, 150])
    >>> growth_of_change(Interval.of(5, 6), Interval.of(4, 5, high_open=True))
    Interval((-∞, ∞))
    """
    if (level - change).gap(Interval.point(0)) == 0:
        # A base that is nought, or comes as near to it as one likes, tells nothing of the growth.
        return Interval()
    return corners(lambda now, more: more / abs(now - more) * 100, level, change)


def growth_of_levels(level: Interval, base: Interval) -> Interval:
    """Return the growth, in per cent, from a base to a level.

    >>> growth_of_levels(Interval.point(110), Interval.point(100))
    Interval([10, 10])
    """
    return (level / base).times(100) - Interval.point(Fraction(100))


def _follows(view: View, growth: Claim, level: Claim) -> bool:
    one_kind = growth.kind == level.kind and view.same_scope(growth, level)
    return one_kind and view.together(growth, level) and 0 < view.apart(growth, level) <= _BESIDE


def _change_with(view: View, growth: Claim, level: Claim) -> Claim | None:
    for change in reversed(view.pointing(level, "change_of")):
        near = abs(view.apart(growth, change)) <= _BESIDE and view.together(change, growth)
        if (
            near
            and change.quantity.unit == level.quantity.unit
            and same_comparison(change, growth)
            and _one_comparison(view, change, growth)
            and of_one_thing(view, change, level)
        ):
            return change
    return None


def _one_comparison(view: View, change: Claim, growth: Claim) -> bool:
    """Tell whether no words between them begin another comparison (比年初增加21亿元，比上年增长8.8%)."""
    first, last = sorted((change, growth), key=lambda claim: view.index[claim.id])
    between = view.before(last)
    if last.comparability is not None and last.comparability.type == "like_for_like":
        between = between.replace(last.comparability.text or "", "")
    if not any(word in between for word in view.cues.comparing.compare):
        return True
    said = last.comparison.text if last.comparison else None
    return said is not None and said in view.before(first)


def _three_ways(view: View, growth: Claim, level: Claim, change: Claim) -> Iterator[Finding]:
    named = [("growth", growth), ("level", level), ("change", change)]
    strength = view.strength(growth, level, change)
    reason = footing(view, growth) or excluded(level, change)
    doubt = reason if reason is not None and reason.startswith(LIKE_FOR_LIKE) else None
    terms = [one for role, claim in named if (one := term(view, role, claim)) is not None]
    if len(terms) < len(named) or (reason is not None and doubt is None):
        why = "masked" if len(terms) < len(named) else reason or ""
        yield unchecked(_kind(growth), strength, [c for _, c in named], why, [role for role, _ in named])
        return
    stated, now, more = terms
    sign = "-" if (change.quantity.value or 0) >= 0 else "+"
    amount = more.words.removeprefix("-")
    found = judged(
        _kind(growth),
        strength,
        stated,
        [now, more],
        growth_of_change,
        f"{more.words} ÷ ({now.words} {sign} {amount})",
        doubt=doubt,
        spare=spares(view, level, change),
    )
    # Where the growth alone is like for like, the change may be another, near it: that they disagree tells something only
    # where a slip of size explains it.
    alike = doubt is None or footing(view, change) == reason or found.verdict != "questionable"
    computed = growth_of_change(now.reading.rounded, more.reading.rounded)
    if alike or (sure_slip(stated, [now, more], growth_of_change, computed) or "").startswith(OF_SIZE):
        yield found


def base_of(view: View, growth: Claim, level: Claim) -> Claim | None:
    """Return the level that a growth is over, where the passage states it: the last year's, or what it rose from."""
    origin = risen_from(view, level)
    if origin is not None and view.together(origin, growth):
        return origin
    at = view.index[level.id]
    compared = growth.comparison
    if (
        compared is None
        or compared.type != "yoy"
        or compared.base_status != "actual"
        or not compared.base_period
    ):
        return None
    return next(
        (
            base
            for base in view.claims[max(0, at - 12) : at + 8]
            if base.basis == "level"
            and base.kind == "actual"
            and base.indicator.text == level.indicator.text
            and label(base) == compared.base_period
            and base.quantity.unit == level.quantity.unit
            and view.same_scope(base, level)
            and view.strength(base, level) != "cross_section"
        ),
        None,
    )


def _from_base(view: View, growth: Claim, level: Claim, base: Claim) -> Iterator[Finding]:
    compared = growth.comparison
    if compared is not None and compared.type == "average_annual":
        return
    named = [("growth", growth), ("level", level), ("base", base)]
    strength = view.strength(growth, level, base)
    reason = footing(view, growth) or excluded(level, base)
    terms = [one for role, claim in named if (one := term(view, role, claim)) is not None]
    if reason is not None or len(terms) < len(named):
        why = reason or "masked"
        yield unchecked(_kind(growth), strength, [c for _, c in named], why, [role for role, _ in named])
        return
    stated, now, before = terms
    yield judged(
        _kind(growth), strength, stated, [now, before], growth_of_levels, f"{now.words} ÷ {before.words} - 1"
    )


def _changed_from(view: View, change: Claim) -> Iterator[Finding]:
    """由50元提高到55元，增加5元: the change is what the two levels lie apart."""
    level = view.related(change, "change_of")
    if level is None or level.basis != "level" or not of_one_thing(view, change, level):
        return
    base = base_of(view, change, level)
    compared = change.comparison
    if base is None or change.quantity.unit is None or change.quantity.unit != level.quantity.unit:
        return
    if compared is not None and compared.type == "average_annual":
        return
    terms = terms_of(view, ("change", change), ("level", level), ("base", base))
    if terms is None:
        return
    stated, now, before = terms
    yield judged(
        "growth",
        view.strength(change, level, base),
        stated,
        [now, before],
        lambda now, before: now - before,
        f"{now.words} - {before.words}",
        doubt=footing(view, change),
    )


def _kind(growth: Claim) -> Check:
    return "multiple" if "倍" in growth.quantity.text or "番" in growth.quantity.text else "growth"
