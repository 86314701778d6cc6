"""Says what a heading or a stretch of text does: look back, plan ahead, name problems."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from corpus.structure.model import SectionRole
from patterns.alternation import alternation
from patterns.structure import RoleWords

_OPENER_REACH = 30
_JOINT = re.compile(r"[和及与暨、]")
_LEAST_VOTE = 2.0


class Vote(NamedTuple):
    """How clearly a stretch speaks: `role`, or None where the cues are few or balanced."""

    role: SectionRole | None
    margin: float


class RoleFinder:
    """Reads roles off headings, paragraph openings and cue words.

    >>> from patterns import load
    >>> finder = RoleFinder(load().structure.roles)
    >>> [finder.heading(h) for h in ("一、上半年任务完成情况", "（三）完成任务的主要措施", "三、奋楫扬帆")]
    ['review', 'plan', None]
    """

    def __init__(self, words: RoleWords) -> None:
        self._heading_role: dict[str, SectionRole] = {
            w: role for role, ws in words.heading.items() for w in ws
        }
        self._heading = re.compile(alternation(self._heading_role))
        self._opener_role: dict[str, SectionRole] = {w: role for role, ws in words.opener.items() for w in ws}
        self._opener = re.compile(alternation(self._opener_role))
        self._votes: dict[str, tuple[SectionRole, float]] = {
            w: (role, weight) for role, ws in words.vote.items() for w, weight in ws.items()
        }
        self._vote = re.compile(alternation(self._votes))

    def heading(self, title: str) -> SectionRole | None:
        """Return the role that a heading's words give it, or None where they give none or two joined ones."""
        found = [(m.start(), m.end(), self._heading_role[m[0]]) for m in self._heading.finditer(title)]
        if not found:
            return None
        role = found[-1][2]
        for _, end, other in found[:-1]:
            if (
                other != role
                and _JOINT.search(title, end, found[-1][0])
                and {other, role} == {"review", "plan"}
            ):
                return None
        return role

    def opener(self, text: str, start: int, end: int) -> SectionRole | None:
        """Return the role that a paragraph opens with, or None."""
        match = self._opener.search(text, start, min(end, start + _OPENER_REACH))
        return self._opener_role[match[0]] if match else None

    def vote(self, text: str, start: int, end: int) -> Vote:
        """Count the cue words of a stretch and return the role that clearly prevails."""
        sums: Counter[SectionRole] = Counter()
        for match in self._vote.finditer(text, start, end):
            role, weight = self._votes[match[0]]
            sums[role] += weight  # type: ignore[assignment]  # Counter holds any number
        if not any(sums.values()):
            return Vote(None, 0.0)
        (role, most), *rest = sums.most_common()
        second = rest[0][1] if rest else 0
        margin = (most - second) / (most + second)
        return Vote(role if most >= _LEAST_VOTE and margin > 0.1 else None, margin)
