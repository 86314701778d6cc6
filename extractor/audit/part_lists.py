"""Lists of parts: where one ends and the next begins, which of them nest, and which surely are of their whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.audit.making import Term, weigh_sum
from extractor.audit.view import View, bare_name
from schemas import Claim, Verdict

_WITHIN = re.compile("[，,（(]含[^，,]*$")
_FEW = 2
_MOST = 4


def lists_of(view: View, parts: Sequence[Claim]) -> list[list[Claim]]:
    """The parts of a whole as the text divides it: once by 按地区分, then by 按行业分."""
    lists: list[list[Claim]] = [[]]
    for part in parts:
        if lists[-1] and _WITHIN.search(view.before(part)):
            # 市级9亿元，含开发区2亿元: within the one before.
            continue
        if lists[-1] and divided(view, part):
            lists.append([])
        lists[-1].append(part)
    return lists


@lru_cache(maxsize=8)
def _division(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(cues))


def outermost(whole: Term, parts: Sequence[Term]) -> Sequence[Term]:
    """Leave out those that make up the part before them, where the others then make up the whole."""
    kept: list[Term] = []
    at = 0
    while at < len(parts):
        kept.append(parts[at])
        runs = (parts[at + 1 : end] for end in range(at + 1 + _FEW, min(at + 2 + _MOST, len(parts)) + 1))
        at += 1 + next((len(run) for run in runs if _verdict(parts[at], run) is not None), 0)
    nested = _FEW <= len(kept) < len(parts) and _verdict(whole, kept) == "consistent"
    return kept if nested else parts


def _verdict(whole: Term, parts: Sequence[Term]) -> Verdict | None:
    """How a sum of parts comes out; None where it does not, or only if closing noughts are rounding."""
    weighed = weigh_sum(whole, parts)
    return weighed.verdict if weighed.reason is None else None


def surely_listed(view: View, part: Claim, whole: Claim, parts: Sequence[Term]) -> bool:
    """Tell whether a part surely is one: 其中 opens the list in which it stands.

    No semicolon divides that list, unless all that it lists are functions of spending (教育支出…；农林水支出…).
    """
    if view.spot(part) is None:
        return False
    if view.together(whole, part) and view.bracketed(part) and not view.bracketed(whole):
        return True
    behind = _words_before(view, whole, part).rpartition(view.cues.parts.of_which)
    alike = all(is_function(view, one.claim) for one in parts)
    return bool(behind[1]) and not any(mark in behind[2] for mark in ("。" if alike else "；;。"))


def _words_before(view: View, whole: Claim, part: Claim) -> str:
    """The words of a part's sentence before it, those behind its whole where both stand in one."""
    spot = view.spot(part)
    if view.together(whole, part) or spot is None:
        return view.between(whole, part)
    return view.sentence(part).text[: spot[0]]


def divided(view: View, part: Claim) -> bool:
    """Tell whether words that divide a whole (分行业看) stand right before a part."""
    return _division(view.knowledge.claims.naming.divisions).search(view.before(part)) is not None


def is_function(view: View, claim: Claim) -> bool:
    """Tell whether a figure is what a budget spends on one of its functions (教育支出)."""
    starts = tuple(account.items for account in view.cues.accounts if account.items)
    return (claim.indicator.code or "").startswith(starts)


def opened_behind(view: View, whole: Claim, parts: Sequence[Term]) -> bool:
    """Tell whether 其中, 包括 or 主要是 opens a list behind a whole; semicolons may divide it.

    The first level of its unit behind it, but for those in brackets, is the first of the list, be it a part or not.
    """
    behind = view.claims[view.index[whole.id] + 1 : view.index[parts[-1].claim.id] + 1]
    levels = (one for one in behind if _is_level(one) and one.quantity.unit == whole.quantity.unit)
    first = next((one for one in levels if not view.bracketed(one) or view.bracketed(whole)), None)
    if first is None:
        return False
    words, cues = view.before(first), view.cues.parts
    return any(word in words for word in (cues.of_which, cues.holds, *cues.open_lists))


def _is_level(claim: Claim) -> bool:
    return claim.basis == "level" and claim.kind != "completion"


def named_in(part: Claim, whole: Claim) -> bool:
    """Tell whether a part is called as its whole is, with more before it (一般贸易出口, 出口)."""
    name = bare_name(part)
    return len(bare_name(whole)) < len(name) and name.endswith(bare_name(whole))
