"""So many of so many, and the percentage said of them (45种产品中有27种增长，增长面60%)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.checks.share import percent
from extractor.audit.likely import likely
from extractor.audit.making import judged, terms_of
from extractor.audit.view import View, label
from schemas import Claim, Finding

OF_OTHERS = "the percentage may be of others"
_AHEAD = 2


def check(view: View) -> Iterator[Finding]:
    """Check each percentage that follows two counts of one unit of which the words make one some of the other.

    Reads the words between the figures of one sentence, and how the percentage is called. A disagreement is a
    question; one that no slip explains is left alone where another figure stands between.
    """
    for whole, part in zip(view.claims, view.claims[1:], strict=False):
        if not _some_of(view, whole, part):
            continue
        at = view.index[part.id]
        for rate in view.claims[at + 1 : at + 1 + _AHEAD]:
            if _is_rate(view, rate) and view.together(part, rate):
                beside = view.apart(rate, part) in (1, -1)
                yield from _quotient(view, rate, part, whole, beside)
                break


def _some_of(view: View, whole: Claim, part: Claim) -> bool:
    counts = whole.basis == part.basis == "level" and whole.quantity.unit == part.quantity.unit
    one = whole.kind == part.kind and label(whole) == label(part) and view.together(whole, part)
    cues = view.cues.shares.some_of
    return counts and one and any(word in view.between(whole, part) for word in cues)


def _is_rate(view: View, rate: Claim) -> bool:
    ends = rate.indicator.text.endswith(view.cues.shares.portions)
    return ends and rate.quantity.unit == "%" and rate.basis in ("level", "share")


def _quotient(view: View, rate: Claim, part: Claim, whole: Claim, beside: bool) -> Iterator[Finding]:
    terms = terms_of(view, ("share", rate), ("part", part), ("whole", whole))
    if terms is None or not whole.quantity.value:
        return
    stated, top, bottom = terms

    strength = view.strength(rate, part, whole)
    formula = f"{top.words} ÷ {bottom.words}"
    if beside:
        yield judged("share", strength, stated, [top, bottom], percent, formula, doubt=OF_OTHERS)
    elif found := likely("share", strength, stated, [top, bottom], percent, formula, OF_OTHERS):
        yield found
