"""Tells whether figures may be held against each other at all."""

from __future__ import annotations

from extractor.audit.view import View, bare_name, label
from schemas import Claim

REAL = "comparable prices"
LIKE_FOR_LIKE = "like for like"
EXCLUDING = "part of it left out of the comparison"
OTHER_FOOTING = "the rates may be reckoned on another footing than the figures"
_NEAR = 2
"""How many sentences with claims may lie between a figure and what is said of it."""


def footing(view: View, claim: Claim) -> str | None:
    """Return why a growth cannot be had from levels in current figures, or None where it can.

    Comparable prices, 同口径, 剔除: the record says so, or the indicator is one whose growth is usually real.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("2024年，全市生产总值达到310亿元，比上年增长5.2%。"), load())
    >>> footing(view, view.claims[1])
    'comparable prices'
    """
    said = claim.comparability
    if said is not None and said.type != "nominal":
        reason = {"real": REAL, "like_for_like": LIKE_FOR_LIKE}.get(said.type, EXCLUDING)
        return f"{reason} ({said.text})" if said.text else reason
    if said is None and any(head in claim.indicator.text for head in view.cues.comparing.real_heads):
        return REAL
    return None


def excluded(*claims: Claim) -> str | None:
    """Return why levels may not be compared: one is stated with a part left out, or in other prices."""
    for claim in claims:
        said = claim.comparability
        if said is not None and said.type in ("excluding", "real"):
            reason = REAL if said.type == "real" else EXCLUDING
            return f"{reason} ({said.text})" if said.text else reason
    return None


def of_one_thing(view: View, said: Claim, level: Claim) -> bool:
    """Tell whether what is said (a growth, a change, a completion) is surely said of that level.

    Their scope, kind and time are one, and they stand close to each other.
    """
    one_kind = said.kind == level.kind or (said.kind == "completion" and level.kind == "actual")
    one_time = label(said) == label(level)
    return (
        one_kind
        and one_time
        and view.same_scope(said, level)
        and view.strength(said, level) != "cross_section"
        and view.sentences_apart(said, level) <= _NEAR
        and view.apart(said, level) > 0
    )


def level_grown(view: View, growth: Claim) -> Claim | None:
    """Return the amount that a growth is surely of, or None where it is of none, or of a rate.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("2018年，全县财政收入5亿元，增长8%。"), load())
    >>> level_grown(view, view.claims[1]).quantity.text
    '5亿元'
    """
    level = view.related(growth, "growth_of")
    if (
        level is None
        or level.basis != "level"
        or is_rate(view, level)
        or not of_one_thing(view, growth, level)
    ):
        return None
    return level


def risen_from(view: View, level: Claim) -> Claim | None:
    """Return the level from which another is said to have come, right before it (从2013年的3亿元增加到5亿元).

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("全县财政收入从2013年的3亿元增加到2018年的5亿元。"), load())
    >>> risen_from(view, view.claims[1]).quantity.text
    '3亿元'
    """
    at = view.index[level.id]
    for base in reversed(view.claims[max(0, at - _NEAR) : at]):
        alike = base.basis == level.basis and base.indicator.text == level.indicator.text
        if not alike or base.quantity.unit != level.quantity.unit or not view.together(base, level):
            continue
        said = base.source.endswith("origin_of_a_change") or (
            view.apart(level, base) == 1
            and any(word in view.before(base) for word in view.cues.comparing.come_from)
            and any(word in view.between(base, level) for word in view.cues.comparing.come_to)
        )
        return base if said and view.same_scope(base, level) else None
    return None


def same_comparison(one: Claim, other: Claim) -> bool:
    """Tell whether two figures are compared with the same base."""
    if one.comparison is None or other.comparison is None:
        return False
    keys = [(c.type, c.base_period, c.base_status) for c in (one.comparison, other.comparison)]
    return keys[0] == keys[1]


def is_rate(view: View, claim: Claim) -> bool:
    """Tell whether a level is itself a percentage."""
    return claim.quantity.unit == "%" or claim.indicator.text.endswith(view.cues.comparing.rate_heads)


def same_indicator(view: View, one: Claim, other: Claim) -> bool:
    """Tell whether two claims are of one indicator: called alike but for the scope, or by two names of one code.

    全市统筹的社会保险基金收入 is not 全市社会保险基金收入: beside the code, what narrows the name must be the same.
    """
    names = [bare_name(claim) for claim in (one, other)]
    if names[0] == names[1]:
        return True
    found = [view.knowledge.indicators.lookup(name) for name in names]
    if found[0] is None or found[1] is None:
        return False
    same = found[0].entry.code == found[1].entry.code
    return same and (found[0].scope, found[0].part) == (found[1].scope, found[1].part)
