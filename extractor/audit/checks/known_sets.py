"""Sets that everyone knows the number of (三大攻坚战): the number said, and its members in the sentences behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.audit.checks.counting import NUMERALS, counted, numeral
from extractor.audit.passages import Passages
from extractor.audit.view import View
from patterns.alternation import alternation
from patterns.audit import KnownSet
from schemas import Finding, Verdict

OTHER_SET = "the set is known to have another number of members"
_REACH = 2500
_NEAR = 600
"""How far behind the number the first of its members may stand."""
_MARK = re.compile(rf"([{NUMERALS}])是")
_NUMBER = r"(?P<n>\d{1,2}|[两一二三四五六七八九十]{1,3})"
_CLAUSE = r"(?:^|(?<=[。；\n：:，,]))[^。；\n，,]{{0,24}}?(?P<member>{words})"


def check(view: View) -> Iterator[Finding]:
    """Check the number of each known set whose members all follow, each in a clause of its own.

    Reads the cleaned text. Another number than the known one is a question, where the set has no namesakes
    or the text gives the known number too.
    """
    if not any(one.word in view.speech.text for one in view.cues.sets):
        return
    passages = Passages(view)
    for known in view.cues.sets:
        announced = list(_said(known).finditer(passages.text))
        size = len(known.members)
        # A text that elsewhere gives the known number means no namesake.
        sure = not known.namesakes or any(numeral(said["n"]) == size for said in announced)
        for said in announced:
            told = numeral(said["n"])
            members = _members(passages, known, said.end())
            if told is None or not members:
                continue
            if told == size or sure or _numbered(members):
                figures = [passages.figure("count", *said.span("n"))]
                figures += [passages.figure("item", *one.span("member")) for one in members]
                verdict: Verdict = "consistent" if told == size else "questionable"
                yield counted(verdict, "same_section", figures, told, size, OTHER_SET)


def _numbered(members: list[re.Match[str]]) -> bool:
    """Tell whether the clauses that name the members are numbered one after the other (一是…二是…三是…)."""
    marks = [_MARK.match(one.group()) for one in members]
    return all(mark is not None and mark[1] == NUMERALS[at] for at, mark in enumerate(marks))


@lru_cache(maxsize=64)
def _said(known: KnownSet) -> re.Pattern[str]:
    return re.compile(rf"(?<![第前后]){_NUMBER}{known.word}")


@lru_cache(maxsize=64)
def _clauses(known: KnownSet) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_CLAUSE.format(words=alternation(words))) for words in known.members)


def _members(passages: Passages, known: KnownSet, start: int) -> list[re.Match[str]]:
    """The first clause behind an offset that names each member, in the order of the text; none where one is missing."""
    found = [clause.search(passages.text, start, start + _REACH) for clause in _clauses(known)]
    told = sorted((one for one in found if one is not None), key=lambda one: one.start("member"))
    near = len(told) == len(known.members) and told[0].start() <= start + _NEAR
    return told if near else []
