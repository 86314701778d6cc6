"""Identities of accounts: what is left of income and spending, exports less imports, births less deaths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, bare_name, label
from patterns.audit import Identity
from schemas import Claim, Finding

OTHER_ITEMS = "what else came in or went out is not told"
_FRAME = re.compile(r"(?:预算|总)+$")
_BACK = 12
"""How many claims before the result its two sides are looked for."""


def check(view: View) -> Iterator[Finding]:
    """Check each result whose name says of what it is the difference (收支结余, 顺差), where both sides stand before it.

    Reads names, kind, scope, unit and time, in which all three must be one. A disagreement is a question unless
    the identity is exact.
    """
    for result in view.levels():
        for identity in view.cues.identities:
            found = _sides(view, result, identity)
            if found is not None:
                yield from _held(view, result, *found, identity)
                break


def _sides(view: View, result: Claim, identity: Identity) -> tuple[Claim, Claim] | None:
    name = bare_name(result)
    # 累计 leads up to a name and is no part of it, so that the clause is looked at as well.
    said = name + re.split(r"[，,；;。]", view.before(result))[-1]
    if not name.endswith(identity.result) or any(word in said for word in identity.unless):
        return None
    own = _stem(name, identity.result)
    for less in _side(view, result, identity.minus, identity, own):
        stem = _stem(bare_name(less), identity.minus)
        for more in _side(view, result, identity.plus, identity, own):
            if _stem(bare_name(more), identity.plus) == stem:
                return more, less
        break
    return None


def _side(view: View, result: Claim, ends: tuple[str, ...], identity: Identity, own: str) -> Iterator[Claim]:
    """The levels before a result that may be one of its sides, the nearest first."""
    at = view.index[result.id]
    for claim in reversed(view.claims[max(0, at - _BACK) : at]):
        if (
            claim.basis == "level"
            and bare_name(claim).endswith(ends)
            and _of_stem(_stem(bare_name(claim), ends), own)
            and not any(word in claim.indicator.text for word in identity.unless)
            and not view.bracketed(claim)
        ):
            fits = (
                claim.quantity.unit == result.quantity.unit
                and claim.kind == result.kind
                and label(claim) == label(result)
                and view.same_scope(claim, result)
                and view.strength(claim, result) != "cross_section"
            )
            if not fits:
                return
            yield claim


def _of_stem(stem: str, own: str) -> bool:
    """Tell whether a side is of the account of the result (社保基金收入 and 收支结余, not 社保基金财政补贴收入)."""
    return stem in own or stem.endswith(own)


def _stem(name: str, ends: tuple[str, ...]) -> str:
    end = max((end for end in ends if name.endswith(end)), key=len, default="")
    return _FRAME.sub("", name.removesuffix(end))


def _held(view: View, result: Claim, more: Claim, less: Claim, identity: Identity) -> Iterator[Finding]:
    terms = terms_of(view, ("left", result), ("plus", more), ("minus", less))
    if terms is None:
        return
    stated, plus, minus = terms
    yield judged(
        "balance",
        view.strength(result, more, less),
        stated,
        [plus, minus],
        lambda plus, minus: plus - minus,
        f"{plus.words} - {minus.words}",
        doubt=None if identity.exact else OTHER_ITEMS,
    )
