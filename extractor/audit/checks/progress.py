"""What has been done of a number (入库项目129个，已落地43个): no more than the number, which the rest makes up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.audit.making import bounded, summed, terms_of
from extractor.audit.view import View, adds_up, label
from patterns.audit import Parts
from schemas import Claim, Finding

OF_OTHERS = "what was done may be of others than these"
_BACK = 4
_END = 2


def check(view: View) -> Iterator[Finding]:
    """Check each level that its clause says was done (已) of the last one of its unit and kind in the sentence.

    Reads the words between the figures and the ends of their names. Where what is left of it follows (其余2项), the two
    make up the whole. A disagreement is a question.
    """
    for done in view.levels():
        whole = _whole(view, done)
        if whole is None:
            continue
        rest = _rest(view, done, whole)
        lot = [done] if rest is None else [done, rest]
        terms = terms_of(view, ("whole", whole), *(("part", claim) for claim in lot))
        if terms is None:
            continue
        stated, *known = terms
        if rest is None:
            yield bounded(view, "parts", stated, known[0], OF_OTHERS)
        else:
            yield summed("parts", view.strength(whole, *lot), stated, known, doubt=OF_OTHERS)


@lru_cache(maxsize=8)
def _cue(parts: Parts) -> re.Pattern[str]:
    return re.compile(rf"[，,、；;（(](?:{'|'.join(parts.done)})")


def _whole(view: View, done: Claim) -> Claim | None:
    at = view.index[done.id]
    for whole in reversed(view.claims[max(0, at - _BACK) : at]):
        if not view.together(whole, done):
            return None
        if whole.basis == "level" and whole.quantity.unit == done.quantity.unit:
            fits = (
                adds_up(done)
                and whole.kind == done.kind == "actual"
                and label(whole) == label(done)
                and view.same_scope(whole, done)
                and whole.quantity.bound == "eq"
                and view.related(done, "part_of") is not whole
                and bool(set(whole.indicator.text[-_END:]) & set(done.indicator.text[-_END:]))
            )
            return whole if fits and _cue(view.cues.parts).search(view.between(whole, done)) else None
    return None


def _rest(view: View, done: Claim, whole: Claim) -> Claim | None:
    at = view.index[done.id]
    for rest in view.claims[at + 1 : at + 2]:
        words = view.before(rest).lstrip("个项家户名，,、；;")
        alike = rest.basis == "level" and rest.quantity.unit == whole.quantity.unit
        if alike and view.together(rest, done) and words.startswith(view.cues.parts.rest):
            return rest
    return None
