"""The noun phrases that may be what a figure measures, each with where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.structure.model import Structure
from extractor.claims import ClaimCandidate, Name
from extractor.claims.clause import Clause
from extractor.claims.cues import Cues
from extractor.claims.lists import members
from extractor.claims.naming import clean_name, finish, noun_after, subject
from extractor.claims.words import tagged

_MOST_WORDS = 5
_EARLIER_CLAUSES = 1
_EARLIER_NAMES = 2
_LOOKED_BACK = 12
_SHORTEST, _LONGEST = 2, 36
_BEHIND = 40
# A name of more characters needs nothing from earlier ones.
_COMPLETE = 14
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name with the ways that lead to it (`local`, `clause1`, `behind`, `earlier2`, …)."""

    name: Name
    origins: tuple[str, ...]


def candidates(
    claim: ClaimCandidate,
    earlier: Sequence[ClaimCandidate],
    text: str,
    structure: Structure,
    cues: Cues,
) -> list[Candidate]:
    """Return what a claim may be about, in a fixed order, each name once.

    Reads the words that the claim was read from, the headings above them, and the names of the `earlier` claims of
    its paragraph, the nearest last; the name that the rules gave is not looked at, but for the whole of a share.
    """
    clause = claim.clause
    if clause is None:
        return []
    listed = len(clause.slot.figures) > 1
    found: dict[str, tuple[Name, list[str]]] = {}
    for origin, name in _raw(claim, clause, earlier, text, structure, cues):
        whole = finish(name, cues, listed)
        if _SHORTEST <= len(whole.text) <= _LONGEST:
            found.setdefault(whole.text, (whole, []))[1].append(origin)
    return [Candidate(name, tuple(dict.fromkeys(origins))) for name, origins in found.values()]


def _raw(
    claim: ClaimCandidate,
    clause: Clause,
    earlier: Sequence[ClaimCandidate],
    text: str,
    structure: Structure,
    cues: Cues,
) -> Iterator[tuple[str, Name]]:
    rule = claim.name
    if claim.basis == "share" and "占" in rule.text:
        # A share is named by part and whole; the whole is the grammar's.
        part, _, whole = rule.text.partition("占")
        yield "share", rule
        yield from (("share_end", Name(f"{end}占{whole}")) for end in _ends(part))
        return
    base = clause.start + clause.local_at
    local = clean_name(text, base, base + claim.cut, cues)
    yield from _members(("local", local), claim, clause, cues)
    if local.text:
        for end in _ends(local.text):
            at = None if local.end is None else local.end - len(end)
            yield from _members(("local_end", Name(end, at, local.end)), claim, clause, cues)
        yield from _members_of_begins(local, claim, clause, cues)
        yield from _under(local, clause, structure, cues)
        if len(local.text) <= _COMPLETE:
            yield from _joined(local, claim, earlier, cues)
    yield from _behind(clause, local, text, cues)
    yield from _before(claim, clause, local, text, cues)
    yield from _said(earlier)


def _members(
    named: tuple[str, Name], claim: ClaimCandidate, clause: Clause, cues: Cues
) -> Iterator[tuple[str, Name]]:
    """The name, and of a list with a member for each figure the one of this figure."""
    origin, name = named
    yield named
    count = len(clause.slot.figures)
    if count > 1 and name.text:
        each = members(name.text, count, cues)
        if each and claim.place < len(each):
            yield f"{origin}_member", Name(each[claim.place], name.start, name.end)


def _ends(words: str) -> list[str]:
    """The ends of a name at its word boundaries, the longest first."""
    return [words[offset:] for offset, _, _ in tagged(words)[1:]][-_MOST_WORDS:]


def _cuts(words: str) -> list[int]:
    """Where a name may end before its last word, or before its last two."""
    return [offset for offset, _, _ in tagged(words)[-2:] if offset >= _SHORTEST]


def _members_of_begins(
    local: Name, claim: ClaimCandidate, clause: Clause, cues: Cues
) -> Iterator[tuple[str, Name]]:
    for cut in _cuts(local.text):
        end = None if local.start is None else local.start + cut
        yield from _members(("local_begin", Name(local.text[:cut], local.start, end)), claim, clause, cues)


def _joined(
    local: Name, claim: ClaimCandidate, earlier: Sequence[ClaimCandidate], cues: Cues
) -> Iterator[tuple[str, Name]]:
    """What earlier names lend: an owner before the words (第二产业 + 增加值), a head behind them, an area."""
    if not earlier:
        return
    for origin, before in _lenders(claim, earlier):
        yield from ((f"{kind}_{origin}", name) for kind, name in _lent(local, before, cues))
    area = next((found for one in reversed(earlier) if (found := cues.area.match(one.name.text))), None)
    if area and not local.text.startswith(area.group()):
        yield "area_local", Name(area.group() + local.text, local.start, local.end)
    for one, other in cues.twins:
        if not local.text.startswith(other):
            continue
        for before in dict.fromkeys(past.name.text for past in reversed(earlier[-_LOOKED_BACK:])):
            if one in before and not before.startswith(one):
                yield "twin", Name(before.replace(one, other), local.start, local.end)
                break


def _under(local: Name, clause: Clause, structure: Structure, cues: Cues) -> Iterator[tuple[str, Name]]:
    """What the headings above say that a name is of: an account (政府性基金预算), an area."""
    for heading in reversed(structure.headings(clause.slot.sentence.section)[-2:]):
        for origin, pattern in (("account", cues.account), ("area", cues.area)):
            found = pattern.search(_NUMBER.sub("", heading))
            if found and found.group() not in local.text:
                yield f"{origin}_above", Name(found.group() + local.text, local.start, local.end)


def _lenders(claim: ClaimCandidate, earlier: Sequence[ClaimCandidate]) -> Iterator[tuple[str, str]]:
    """The names that a claim may lean on: the last one, and the whole that its parts (其中) belong to."""
    last = earlier[-1].name.text
    yield "last", last
    start = claim.clause.slot.sentence.start if claim.clause else 0
    here = [one for one in earlier if one.mention.start >= start]
    parted = next((index for index, one in enumerate(here) if one.of_which), None)
    whole = None
    if parted is not None:
        before = here[:parted] or [one for one in earlier if one.mention.start < start]
        whole = before[-1].name.text if before else None
    elif here:
        whole = here[0].name.text
    elif claim.of_which:
        whole = last
    if whole is not None and whole != last:
        yield "whole", whole


def _lent(local: Name, before: str, cues: Cues) -> Iterator[tuple[str, Name]]:
    words = tagged(before)
    head = cues.measurable.search(before)
    cut = head.start() if head and head.start() >= _SHORTEST else words[-1][0]
    if cut >= _SHORTEST:
        owner = before[:cut]
        if not local.text.startswith(owner):
            yield "owner", Name(owner + local.text, local.start, local.end)
        if not local.text.endswith(before[cut:]):
            yield "head", Name(local.text + before[cut:], local.start, local.end)
    if not local.text.startswith(before[:_SHORTEST]):
        yield "before", Name(before + local.text, local.start, local.end)
    if not local.text.endswith(before[-_SHORTEST:]):
        yield "behind", Name(local.text + before, local.start, local.end)
    for count in (1, 2):
        if len(words) > count + 1 and not local.text.startswith(words[0][1]):
            begin = before[: words[count][0]]
            yield f"begin{count}", Name(begin + local.text, local.start, local.end)
            if cut > len(begin):
                yield f"around{count}", Name(begin + local.text + before[cut:], local.start, local.end)


def _behind(clause: Clause, local: Name, text: str, cues: Cues) -> Iterator[tuple[str, Name]]:
    at = clause.slot.figures[-1].end
    end = min(clause.slot.right_end, at + _BEHIND)
    if end <= at:
        return
    noun, stop = noun_after(text, at, end, cues, alone=True)
    if not noun:
        return
    yield "behind", Name(noun, stop - len(noun), stop)
    verbs = ""
    for _, word, tag in reversed(tagged(local.text)):
        if not tag.startswith("v"):
            break
        verbs = word + verbs
    if verbs:
        yield "verb_behind", Name(verbs + noun)
    if local.text and verbs != local.text:
        yield "local_behind", Name(local.text + noun)


def _before(
    claim: ClaimCandidate, clause: Clause, local: Name, text: str, cues: Cues
) -> Iterator[tuple[str, Name]]:
    for number, (begin, end) in enumerate(clause.earlier(), 1):
        if number > _EARLIER_CLAUSES:
            return
        whole = clean_name(text, clause.start + begin, clause.start + end - 1, cues)
        if not whole.text:
            continue
        yield from _members((f"clause{number}", whole), claim, clause, cues)
        opening = subject(whole.text)
        if opening:
            start = whole.start
            stop = None if start is None else start + len(opening)
            yield from _members((f"subject{number}", Name(opening, start, stop)), claim, clause, cues)
            if local.text and number == 1 and opening not in local.text:
                yield "subject_local", Name(opening + local.text, local.start, local.end)


def _said(earlier: Sequence[ClaimCandidate]) -> Iterator[tuple[str, Name]]:
    names = list(dict.fromkeys(one.name.text for one in reversed(earlier[-_LOOKED_BACK:])))
    for number, name in enumerate(names[:_EARLIER_NAMES], 1):
        yield f"earlier{number}", Name(name, None, None, True)
