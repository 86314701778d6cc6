"""Which of the candidates is the indicator, and whether the rules' name is: what the model looks at in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from extractor.claims import ClaimCandidate
from extractor.claims.cues import Cues, cues
from extractor.claims.words import tagged
from extractor.model.candidates import Candidate
from extractor.model.weights import Linear
from patterns import Patterns

Group: TypeAlias = tuple[str, ...]
"""Features that come together again and again, so that their weight is added up once."""

_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30)
_MOST_KEPT = 50_000
_MOST_READ = 4


class NameReader:
    """Gives the features of names, with what it read in one kept for the next time."""

    def __init__(self, knowledge: Patterns) -> None:
        self._cues: Cues = cues(knowledge)
        self._ontology = knowledge.indicators
        self._names: dict[tuple[str, str, str | None, str], Group] = {}

    def scores(
        self,
        claim: ClaimCandidate,
        choice: Sequence[Candidate],
        earlier: Sequence[ClaimCandidate],
        text: str,
        ranking: Linear,
    ) -> dict[int, float]:
        """Score the candidates by the weights of a ranking; returned by their place in the choice.

        By where they were taken from alone the likeliest few are chosen, since reading each name takes time.
        """
        context = _context(claim, earlier)
        places: Sequence[int] = range(len(choice))
        if len(choice) > _MOST_READ:
            by_origin = [
                ranking.grouped([_of_origin(origin, context) for origin in one.origins]) for one in choice
            ]
            places = sorted(places, key=lambda place: (-by_origin[place], place))[:_MOST_READ]
        read = self.features(claim, [choice[place] for place in places], earlier, text)
        return {place: ranking.grouped(groups) for place, groups in zip(places, read, strict=True)}

    def features(
        self, claim: ClaimCandidate, choice: Sequence[Candidate], earlier: Sequence[ClaimCandidate], text: str
    ) -> list[list[Group]]:
        """Give each candidate's features in groups, in the order of the candidates; what the rules say is not heard."""
        context = _context(claim, earlier)
        out = []
        for candidate in choice:
            name = candidate.name
            groups = [self._of_name(name.text, claim)]
            groups += [_of_origin(origin, context) for origin in candidate.origins]
            if name.start is not None and name.end is not None and not name.inherited:
                groups.append(_around(text, name.start, name.end))
            groups.append(_beside(name.text, claim, earlier))
            out.append(groups)
        return out

    def of_rule(self, claim: ClaimCandidate, earlier: Sequence[ClaimCandidate], heard: str) -> list[Group]:
        """Give the features of the name that the rules gave, by which it is judged.

        `heard` is `both`, or `seen` for texts that the rules were written for: they are right there more often than
        elsewhere, and that is learnt apart.
        """
        name = claim.name
        put_together = name.start is None
        own = (f"{heard}:rule", f"{heard}:{claim.rule}", f"coded={claim.code is not None}|{claim.basis}")
        made = (f"made={put_together}|{name.inherited}", f"made={put_together}|{claim.mention.type}")
        return [
            self._of_name(name.text, claim),
            _of_origin("rule", _context(claim, earlier)),
            _beside(name.text, claim, earlier),
            own,
            made,
        ]

    def _of_name(self, name: str, claim: ClaimCandidate) -> Group:
        key = (name, claim.basis, claim.unit, claim.mention.type)
        found = self._names.get(key)
        if found is None:
            if len(self._names) >= _MOST_KEPT:
                self._names.clear()
            found = self._names[key] = self._read(name, claim)
        return found

    def _read(self, name: str, claim: ClaimCandidate) -> Group:
        words = tagged(name)
        (_, first, first_tag), (_, last, last_tag) = words[0], words[-1]
        found = self._ontology.lookup(name)
        known = "none" if found is None else "exact" if found.exact else "part"
        unit_fits = found is not None and found.entry.usual_unit == claim.unit
        measurable = bool(self._cues.measurable.search(name))
        length = _length(name)
        basis = claim.basis
        verbs = sum(tag.startswith("v") for _, _, tag in words)
        return (
            f"len={length}",
            f"len={length}|{known}",
            f"words={min(len(words), 8)}",
            f"first={first}",
            f"last={last}",
            f"last={last}|{basis}",
            f"last={last}|{claim.unit}",
            f"ft={first_tag}",
            f"lt={last_tag}",
            f"ft={first_tag}|lt={last_tag}|{basis}",
            f"verbs={min(verbs, 3)}|{basis}",
            f"known={known}",
            f"known={known}|{basis}",
            f"known={known}|fits={unit_fits}",
            f"measurable={measurable}|{basis}",
            f"measurable={measurable}|{claim.mention.type}",
            f"generic={name in self._cues.generic or name in self._cues.dependent}",
            f"scope={bool(self._cues.any_scope.match(name))}",
            f"list={'、' in name}",
            f"of={'的' in name}",
            f"digit={any(char.isdigit() for char in name)}",
            f"open={name[:1]}",
            f"close={name[-1:]}",
        )


@lru_cache(maxsize=4)
def name_reader(knowledge: Patterns) -> NameReader:
    """Return the reader of names of a body of knowledge."""
    return NameReader(knowledge)


def _context(claim: ClaimCandidate, earlier: Sequence[ClaimCandidate]) -> Group:
    clause = claim.clause
    assert clause is not None
    empty = not clause.local[: claim.cut].strip(" 　，,、同年均增速比又也则还")
    figures = min(len(clause.slot.figures), 3)
    said = ["", f"b={claim.basis}", f"t={claim.mention.type}", f"e={empty}", f"be={claim.basis}|{empty}"]
    said.append(f"n={figures}|{claim.basis}")
    if not earlier:
        return (*said, "last=none")
    last = earlier[-1]
    near = last.mention.start >= clause.slot.sentence.start
    return (*said, f"last={last.basis}|{claim.basis}|{near}", f"lu={last.unit == claim.unit}|{near}|{empty}")


@lru_cache(maxsize=8192)
def _of_origin(origin: str, context: Group) -> Group:
    return tuple(f"{origin}|{said}" for said in context)


def _around(text: str, start: int, end: int) -> Group:
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return (f"c-1={before[-1:]}", f"c-2={before}", f"c+1={behind[:1]}", f"c+2={behind}")


def _beside(name: str, claim: ClaimCandidate, earlier: Sequence[ClaimCandidate]) -> Group:
    """How a name is built beside the last ones: what begins and what ends alike (饮料类零售额, 烟酒类零售额)."""
    out = []
    for far, one in enumerate(reversed(earlier[-3:]), 1):
        other = one.name.text
        if other == name:
            out.append(f"same{far}|{one.basis}|{claim.basis}|{one.unit == claim.unit}")
            continue
        begins, ends = _shared(name, other, 1), _shared(name, other, -1)
        out.append(f"beside{far}|{begins}|{ends}|{one.basis == claim.basis}")
    return tuple(out)


def _shared(one: str, other: str, step: int) -> int:
    """How many characters two names begin (`step` 1) or end (-1) with alike, up to four."""
    count, most = 0, min(len(one), len(other), 4)
    at = 0 if step > 0 else -1
    while count < most and one[at] == other[at]:
        count += 1
        at += step
    return count


def _length(words: str) -> int:
    size = len(words)
    return next((most for most in _LENGTHS if size <= most), 99)
