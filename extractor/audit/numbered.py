"""Numbered lists of figures and what stands before them: 税收收入24亿元。1、增值税6亿元，增加2亿元。2、契税…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from extractor.audit.checks.counting import numeral
from extractor.audit.view import SentenceView, View, adds_up, bare_name, label
from schemas import Claim

_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARKS: Final = tuple(
    re.compile(rf"\s*{mark}")
    for mark in (
        rf"({_CHINESE})[、.．]",
        rf"[（(]({_CHINESE})[)）]",
        r"(\d{1,2})[、.．](?!\d)",
        r"[（(](\d{1,2})[)）]",
        r"([①-⑳])",
    )
)
"""How items are numbered, the outermost way first."""
_BEFORE = 3
"""How many sentences with figures before a list may tell what it is a list of."""
_BEHIND = 2
"""How many sentences behind its first an item may go on for."""
_FEW = 3

Mark: TypeAlias = tuple[int, int]
"""The way in which an item is numbered, the outermost 0, and its number."""
Role: TypeAlias = Literal["begin", "left", "end", "income", "spending"]
_PLAIN: Final = ("income", "spending", None)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """The claims of each numbered item, and those of the sentences before the first."""

    heads: tuple[Claim, ...]
    items: tuple[tuple[Claim, ...], ...]


def numbered_lists(view: View) -> Iterator[NumberedList]:
    """Give the lists of at least three items that begin with 1、, 2、 and so on, one sentence with figures each or more.

    >>> from extractor import extract
    >>> from patterns import load
    >>> told = "全县税收收入6亿元。\\n1、增值税3亿元。\\n2、契税2亿元。\\n3、房产税1亿元。"
    >>> (listed,) = numbered_lists(View(extract(told), load()))
    >>> [claim.indicator.text for claim in listed.heads], len(listed.items)
    (['全县税收收入'], 3)
    """
    sentences = view.sentences
    marks = [_mark(sentence, before) for before, sentence in pairwise((None, *sentences))]
    for at, mark in enumerate(marks):
        starts = _starts(marks, at) if mark is not None and mark[1] == 1 else []
        if len(starts) >= _FEW:
            before = _before(sentences, marks, at)
            yield NumberedList(before, tuple(_item(sentences, marks, start) for start in starts))


def numbering(words: str) -> Mark | None:
    """Return how words are numbered at their front, or None.

    >>> numbering("一、税收收入"), numbering("（2）契税"), numbering("2.5亿元")
    ((0, 1), (3, 2), None)
    """
    for way, pattern in enumerate(_MARKS):
        found = pattern.match(words)
        number = None if found is None else _number(found[1])
        if number is not None:
            return way, number
    return None


def column(view: View, listed: NumberedList, head: Claim) -> list[Claim] | None:
    """Return the figure of each item that says of it what `head` says of all, or None where an item has none."""
    found = [_like(view, item, head) for item in listed.items]
    column = [claim for claim in found if claim is not None]
    return column if len(column) == len(found) and head.id not in {claim.id for claim in column} else None


def is_deficit(view: View, claim: Claim) -> bool:
    """Tell whether a figure is what a year takes from an account (收支赤字), and counts below nought."""
    return bare_name(claim).endswith(view.cues.rolled_over.deficit)


def _mark(sentence: SentenceView | None, before: SentenceView | None) -> Mark | None:
    """How a sentence, or the heading that it is the first under, is numbered."""
    if sentence is None:
        return None
    section = _section(sentence)
    heading = section[-1] if section and (before is None or _section(before) != section) else ""
    return numbering(sentence.text) or numbering(heading)


def _number(words: str) -> int | None:
    return ord(words) - ord("①") + 1 if "①" <= words <= "⑳" else numeral(words)


def _section(sentence: SentenceView) -> tuple[str, ...]:
    return sentence.claims[0].evidence.section


def _starts(marks: Sequence[Mark | None], at: int) -> list[int]:
    """Where the items stand, from the first up to where their numbers do not go on; inner lists are passed over."""
    starts = [at]
    first = marks[at]
    for place in range(at + 1, len(marks)):
        mark = marks[place]
        if mark is None or first is None or mark[0] > first[0]:
            continue
        if mark != (first[0], len(starts) + 1):
            break
        starts.append(place)
    return starts


def _before(sentences: Sequence[SentenceView], marks: Sequence[Mark | None], at: int) -> tuple[Claim, ...]:
    section = _section(sentences[at])
    heads: list[Claim] = []
    for place in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        if _section(sentences[place]) not in (section, section[:-1]):
            break
        heads[:0] = sentences[place].claims
        if marks[place] is not None:
            # The first sentence under the heading that the list stands under.
            break
    return tuple(heads)


def _item(sentences: Sequence[SentenceView], marks: Sequence[Mark | None], start: int) -> tuple[Claim, ...]:
    claims = list(sentences[start].claims)
    for place in range(start + 1, min(len(sentences), start + 1 + _BEHIND)):
        if marks[place] is not None:
            break
        claims += sentences[place].claims
    return tuple(claims)


def _like(view: View, item: Sequence[Claim], head: Claim) -> Claim | None:
    wanted = role(view, head)
    levels = [claim for claim in item if claim.basis == "level" and _of_one_kind(claim, head)]
    if wanted not in _PLAIN:
        return next((claim for claim in levels if role(view, claim) == wanted), None)
    # An item of income and spending says which is which; a tax is known to be income.
    first = next((claim for claim in levels if role(view, claim) in (wanted, None)), None)
    if first is None or (first is not levels[0] and role(view, first) is None):
        return None
    if head.basis == "level":
        return first
    return next(
        (
            claim
            for claim in item
            if claim.basis == head.basis
            and claim.indicator.text == first.indicator.text
            and _of_one_kind(claim, head)
        ),
        None,
    )


def _of_one_kind(claim: Claim, head: Claim) -> bool:
    return (
        claim.quantity.unit == head.quantity.unit
        and adds_up(claim)
        and claim.kind == head.kind
        and label(claim) == label(head)
        and claim.quantity.bound == head.quantity.bound == "eq"
    )


def role(view: View, claim: Claim) -> Role | None:
    """Return what a figure is to an account, by how its name ends, or None."""
    cues = view.cues
    rolled = cues.rolled_over
    ends: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("begin", rolled.begin),
        ("left", (*rolled.surplus, *rolled.deficit)),
        ("end", rolled.end),
        ("income", (cues.balance.income,)),
        ("spending", (cues.balance.spending,)),
    )
    name = bare_name(claim)
    return next((role for role, words in ends if name.endswith(words)), None)
