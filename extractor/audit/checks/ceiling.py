"""Ceilings: what is owed against what may be owed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from extractor.audit.making import bounded, terms_of
from extractor.audit.subjects import core, government
from extractor.audit.view import View, bare_name, label
from schemas import Claim, Finding


def check(view: View) -> Iterator[Finding]:
    """Check each level that a limit is known for (债务余额) against the limit of the same body, time and unit.

    Reads the names, and `part_of` for the parts of both (一般债务 behind 债务余额 and behind 债务限额).
    """
    limits: dict[Hashable, list[Claim]] = {}
    for claim in view.levels():
        if any(_is_limit(view, claim, ceiling.limit) for ceiling in view.cues.ceilings):
            limits.setdefault(_key(view, claim, core(view, claim)), []).append(claim)
    for ceiling in view.cues.ceilings if limits else ():
        renamed = dict.fromkeys(sorted(ceiling.held, key=len, reverse=True), ceiling.limit)
        for claim in view.levels():
            if _is_limit(view, claim, ceiling.limit) or not bare_name(claim).endswith(ceiling.held):
                continue
            known = limits.get(_key(view, claim, core(view, claim, renamed)), ())
            # A limit that is told again beside a balance is the one meant.
            nearest = min(known, key=lambda limit: abs(view.apart(claim, limit)), default=None)
            terms = terms_of(view, ("limit", nearest), ("held", claim)) if nearest is not None else None
            if terms is not None:
                most, held = terms
                yield bounded(view, "ceiling", most, held)


def _is_limit(view: View, claim: Claim, end: str) -> bool:
    """Tell whether a claim is of a limit, or of a part of one."""
    whole = view.related(claim, "part_of")
    return bare_name(claim).endswith(end) or (whole is not None and bare_name(whole).endswith(end))


def _key(view: View, claim: Claim, subject: Hashable | None) -> Hashable:
    return subject, government(view, claim) or claim.scope, label(claim), claim.quantity.unit
