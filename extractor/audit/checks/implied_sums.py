"""Implied sums: the bases, or the plans, behind a whole and its parts make up one another as the figures do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from extractor.audit.comparing import footing, of_one_thing, same_comparison
from extractor.audit.groups import named_parts, partition_runs, partitions_in, parts_of, wholes_before
from extractor.audit.interval import Interval
from extractor.audit.making import figure, finding, judged, severity, terms_of, unchecked
from extractor.audit.view import View
from extractor.audit.wording import bounds, grown_by
from schemas import Claim, Finding
from schemas.records import RelationType

OTHER_FOOTING = "the rates may be reckoned on another footing than the figures"
_FEW = 2
_RELATIONS: tuple[RelationType, ...] = ("growth_of", "completion_of")


def check(view: View) -> Iterator[Finding]:
    """Check the growth, and the completion, of each whole against what those of its parts imply.

    Reads the parts that add up to their whole: each figure and its rate imply the base (or plan) behind it, and the
    whole over the sum of those of its parts is the rate that the whole should have. Of other parts only that none had
    a greater base than the whole. The findings are marked as implied, since no text states the bases; a disagreement
    is a question.
    """
    summed: set[str] = set()
    for whole, parts in _groups(view):
        summed.update(part.id for part in parts)
        for relation in _RELATIONS:
            yield from _held(view, whole, parts, relation)
    for whole in view.levels():
        for part in parts_of(view, whole):
            if part.id not in summed:
                for relation in _RELATIONS:
                    yield from _within(view, whole, part, relation)


def _groups(view: View) -> Iterator[tuple[Claim, Sequence[Claim]]]:
    for whole in view.levels():
        parts = parts_of(view, whole)
        lots = [*partition_runs(view, parts)] or [parts]
        yield from ((whole, lot) for lot in lots if len(lot) >= _FEW and _adds_up(view, whole, lot))
    yield from ((whole, parts) for whole, parts in named_parts(view) if _adds_up(view, whole, parts))
    for run in partitions_in(view):
        fitting = (whole for whole in wholes_before(view, run) if _adds_up(view, whole, run))
        yield from ((whole, run) for whole in islice(fitting, 1))


def _adds_up(view: View, whole: Claim, parts: Sequence[Claim]) -> bool:
    terms = terms_of(view, ("whole", whole), *(("part", part) for part in parts))
    if terms is None:
        return False
    return Interval.total(one.reading.either for one in terms[1:]).meets(terms[0].reading.either)


def _held(view: View, whole: Claim, parts: Sequence[Claim], relation: RelationType) -> Iterator[Finding]:
    rates = [_rate(view, claim, relation) for claim in (whole, *parts)]
    first = rates[0]
    known = [rate for rate in rates if rate is not None]
    if (
        first is None
        or len(known) < len(rates)
        or not all(_alike(first, rate, relation) for rate in known[1:])
    ):
        return
    terms = terms_of(
        view,
        ("rate", first),
        ("whole", whole),
        *(("part", part) for part in parts),
        *(("part_rate", rate) for rate in known[1:]),
    )
    if terms is None:
        return
    stated, used, count = terms[0], terms[1:], len(parts)
    grown = relation == "growth_of"
    if any(_nought(one.reading.either, grown) for one in (stated, *used[1 + count :])):
        return
    strength = view.strength(whole, *parts, *known)
    behind = " + ".join(
        f"{part.words} ÷ {f'({grown_by(rate.words)})' if grown else rate.words}"
        for part, rate in zip(used[1 : 1 + count], used[1 + count :], strict=True)
    )
    found = judged(
        "implied",
        strength,
        stated,
        used,
        lambda level, *lot: _rate_of_whole(level, lot[:count], lot[count:], grown),
        f"{used[0].words} ÷ ({behind})" + (" - 1" if grown else ""),
        doubt=OTHER_FOOTING,
    )
    reason = next((why for rate in known if (why := footing(view, rate)) is not None), None)
    if found.verdict == "questionable" and reason is not None:
        found = unchecked("implied", strength, terms, reason)
    yield found.model_copy(update={"implied": True})


def _within(view: View, whole: Claim, part: Claim, relation: RelationType) -> Iterator[Finding]:
    """What lies behind a part is no more than what lies behind its whole."""
    rates = [_rate(view, claim, relation) for claim in (whole, part)]
    if rates[0] is None or rates[1] is None or not _alike(rates[0], rates[1], relation):
        return
    terms = terms_of(view, ("rate", rates[0]), ("whole", whole), ("part_rate", rates[1]), ("part", part))
    grown = relation == "growth_of"
    if terms is None or any(_nought(terms[at].reading.coarse, grown) for at in (0, 2)):
        return
    if any(one.reading.rounded.low is None or one.reading.rounded.low < 0 for one in (terms[1], terms[3])):
        return
    behind = [
        (
            level.reading.coarse
            / (rate.reading.coarse + Interval.point(100) if grown else rate.reading.coarse)
        ).times(100)
        for rate, level in (terms[:2], terms[2:])
    ]
    low, unit = behind[1].low, whole.quantity.unit
    if not behind[0].finite or low is None:
        return
    fits = Interval(low, None).meets(behind[0])
    reason = next(
        (why for rate in rates if rate is not None and (why := footing(view, rate)) is not None), None
    )
    words = [
        f"{level.words} ÷ {f'({grown_by(rate.words)})' if grown else rate.words}"
        for rate, level in (terms[:2], terms[2:])
    ]
    yield finding(
        "implied",
        "consistent" if fits else "not_checkable" if reason else "questionable",
        view.strength(whole, part),
        [figure(one.role, one.claim) for one in terms],
        stated=bounds(behind[0], unit),
        computed=bounds(behind[1], unit),
        formula=f"{words[1]} {'≤' if fits else '>'} {words[0]}",
        reason=None if fits else reason or OTHER_FOOTING,
        severity=None if fits else severity(behind[0], behind[1]),
        implied=True,
    )


def _rate(view: View, claim: Claim, relation: RelationType) -> Claim | None:
    said = [rate for rate in view.pointing(claim, relation) if of_one_thing(view, rate, claim)]
    return next((rate for rate in said if rate.quantity.unit == "%" and rate.quantity.bound == "eq"), None)


def _alike(one: Claim, other: Claim, relation: RelationType) -> bool:
    if relation == "growth_of":
        return same_comparison(one, other)
    versions = [claim.plan.version if claim.plan else None for claim in (one, other)]
    return versions[0] == versions[1]


def _nought(rate: Interval, grown: bool) -> bool:
    return 0 in (rate + Interval.point(100) if grown else rate)


def _rate_of_whole(
    whole: Interval, parts: Sequence[Interval], rates: Sequence[Interval], grown: bool
) -> Interval:
    """The growth, or the completion, in per cent, of a whole whose parts have these."""
    hundred = Interval.point(100)
    shares = [rate + hundred if grown else rate for rate in rates]
    base = Interval.total((part / share).times(100) for part, share in zip(parts, shares, strict=True))
    if 0 in base:
        return Interval()
    rate = (whole / base).times(100)
    return rate - hundred if grown else rate
