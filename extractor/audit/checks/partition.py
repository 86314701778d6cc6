"""Partition: shares of all the parts of a whole make 100, and their changes make nought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from extractor.audit.checks.share import part_and_whole
from extractor.audit.checks.split import likely_sum
from extractor.audit.groups import partition_runs
from extractor.audit.interval import Interval
from extractor.audit.making import Term, figure, finding, severity, term
from extractor.audit.unequal import ANOTHER_WHOLE
from extractor.audit.view import SentenceView, View, bare_name, label
from extractor.audit.wording import added_up, bounds, spread
from schemas import Check, Claim, Finding, Verdict

_HUNDRED = Fraction(100)
_FEW = 3


def check(view: View) -> Iterator[Finding]:
    """Check the shares, and the changes of shares, of the known partitions whose parts all stand side by side.

    Reads the names; three figures as a:b:c are of `structure`, shares else of `partition`, changes of `points`. Three
    or more shares of one stated whole that make 100 are a partition too, whose parts must make up that whole.
    """
    for shares in _runs(view, "share", "%"):
        check: Check = "structure" if _as_ratio(view, shares) else "partition"
        yield from _summed(view, check, shares, _HUNDRED)
    for changes in _runs(view, "change", "pp"):
        yield from _summed(view, "points", changes, Fraction(0))
    for sentence in view.sentences:
        yield from _of_stated_whole(view, sentence)


def _runs(view: View, basis: str, unit: str) -> Iterator[Sequence[Claim]]:
    """Give the claims of a sentence that are the parts of one known partition, one each, next to each other."""
    for sentence in view.sentences:
        wanted = [c for c in sentence.claims if c.basis == basis and c.quantity.unit == unit]
        yield from partition_runs(view, wanted, lambda run: _of_one(view, run))


def _of_stated_whole(view: View, sentence: SentenceView) -> Iterator[Finding]:
    """A的支出3亿元，占财力的60%；…: shares of one whole that make 100 tell that their parts make up the whole."""
    by_whole: dict[str, list[tuple[Claim, Claim, Claim]]] = {}
    for share in sentence.claims:
        found = part_and_whole(view, share)
        if found is not None:
            part, whole = found
            by_whole.setdefault(whole.id, []).append((share, part, whole))
    for lot in by_whole.values():
        shares, parts = [share for share, _, _ in lot], [part for _, part, _ in lot]
        total = Interval.total(one.reading.either for one in _read(view, shares))
        if len(lot) < _FEW or _HUNDRED not in total or len({part.id for part in parts}) < len(lot):
            continue
        yield from _summed(view, "partition", shares, _HUNDRED)
        held = likely_sum(view, "parts", lot[0][2], parts, ANOTHER_WHOLE)
        if held is not None:
            yield held


def _of_one(view: View, run: Sequence[Claim]) -> bool:
    """Tell whether shares are of one whole and time: but for the part's own words they are called alike."""
    first = run[0]
    kernels = {_kernel(view, bare_name(claim)) for claim in run}
    return len(kernels) == 1 and all(
        label(claim) == label(first) and claim.kind == first.kind and view.same_scope(claim, first)
        for claim in run
    )


def _kernel(view: View, name: str) -> str:
    """What a share's name says beside its part: 占项目总数 of 一产项目占项目总数."""
    for partition in view.cues.partitions:
        words = sorted((word for part in partition.parts for word in part), key=len, reverse=True)
        for word in words:
            if word in name:
                return name.replace(word, "", 1)
    return name


def _as_ratio(view: View, shares: Sequence[Claim]) -> bool:
    return all(view.between(one, other).strip() in ("：", ":", "∶", "比") for one, other in pairwise(shares))


def _summed(view: View, check: Check, claims: Sequence[Claim], whole: Fraction) -> Iterator[Finding]:
    terms = _read(view, claims)
    if len(terms) < len(claims) or any(one.claim.quantity.bound != "eq" for one in terms):
        return
    unit = claims[0].quantity.unit
    total = Interval.total(one.reading.rounded for one in terms)
    cut = Interval.total(one.reading.either for one in terms)
    verdict: Verdict = "consistent" if whole in total else "consistent_if_truncated"
    if whole not in cut:
        verdict = "inconsistent"
    wrong = verdict == "inconsistent"
    said = Interval.point(whole)
    stated_sum = Interval.point(sum((Fraction(one.claim.quantity.value or 0) for one in terms), Fraction(0)))
    shown = spread(stated_sum, unit, 0, Decimal(1))
    words = added_up(one.words for one in terms)
    yield finding(
        check,
        verdict,
        view.strength(*claims),
        [figure(one.role, one.claim) for one in terms],
        stated=bounds(said, unit),
        computed=bounds(total, unit),
        severity=severity(
            said if whole else Interval.point(100), total + (said if whole else Interval.point(100))
        )
        if wrong
        else None,
        formula=f"{words} = {shown}" + (f" ≠ {whole}{'%' if unit == '%' else ''}" if wrong else ""),
    )


def _read(view: View, shares: Sequence[Claim]) -> list[Term]:
    return [one for claim in shares if (one := term(view, "share", claim)) is not None]
