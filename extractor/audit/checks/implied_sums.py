"""Implied sums: the bases, or the plans, behind a whole and its parts make up one another as the figures do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from extractor.audit.comparing import footing, of_one_thing, same_comparison
from extractor.audit.groups import named_parts, partition_runs, partitions_in, parts_of, wholes_before
from extractor.audit.interval import Interval
from extractor.audit.making import judged, terms_of, unchecked
from extractor.audit.view import View
from extractor.audit.wording import grown_by
from schemas import Claim, Finding
from schemas.records import RelationType

OTHER_FOOTING = "the rates may be reckoned on another footing than the figures"
_FEW = 2


def check(view: View) -> Iterator[Finding]:
    """Check the growth, and the completion, of each whole against what those of its parts imply.

    Reads the parts that add up to their whole. Each figure and its rate imply the base (or plan) behind it; the whole
    over the sum of those of its parts is the rate that the whole should have. The findings are marked as implied,
    since no text states the bases; a disagreement is a question.
    """
    for whole, parts in _groups(view):
        for relation in ("growth_of", "completion_of"):
            yield from _held(view, whole, parts, relation)


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
