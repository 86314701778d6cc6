"""Settles the role of every section, and parts a section where a paragraph opens another role."""

from __future__ import annotations

import re

from corpus.structure.cues import WORK_NAME
from corpus.structure.model import SectionRole
from corpus.structure.numerals import YEAR, year_number
from corpus.structure.openers import Opener
from corpus.structure.roles import RoleFinder
from corpus.structure.sentences import RawSentence
from corpus.structure.tree import Node, merge, sections_of
from corpus.structure.years import Years

_FIGURE = re.compile(r"[0-9][%％]|[0-9][亿万]?元|百分之|[0-9][亿万]?(?:[个人家户座所项张吨]|公里|千米|公顷)")
_SHORT = 60
_VOTED = 6000
_CLEAR = 0.2
_DEEPEST = 2


def set_heading_roles(nodes: list[Node], finder: RoleFinder) -> None:
    """Give each section the role of its heading's words; under a review or a plan only problems differ."""
    # What a section or the nearest one above it with a role says; a section comes after the one it is in.
    said: list[SectionRole | None] = [nodes[0].own_role]
    for node in nodes[1:]:
        role = finder.heading(node.title)
        above = said[node.parent or 0]
        settled = above in ("review", "plan")
        node.own_role = None if settled and role in ("review", "plan", "policy") else role
        said.append(node.own_role or above)


def set_heading_years(nodes: list[Node], years: Years) -> None:
    """Give sections the year that their heading names, and, by it, their role."""
    for node in nodes[1:]:
        title = WORK_NAME.sub("", node.title)
        found = {year_number(m[1]) for m in YEAR.finditer(title)}
        if len(found) == 1:
            node.year = found.pop()
        elif not found and node.level <= _DEEPEST:
            if re.search("去年|上年|过去一年", title):
                node.year = years.review
            elif re.search("今年|本年", title):
                node.year = years.anchor
        if node.year is None or years.anchor == years.review or node.own_role in ("problems", "annex"):
            continue
        if node.year == years.anchor:
            node.own_role = "plan"
        elif node.year == years.review:
            node.own_role = "review"


def with_roles(
    text: str, nodes: list[Node], raw: list[RawSentence], openers: Opener, default: SectionRole | None
) -> list[Node]:
    """Settle the roles of all sections; return them with the untitled stretches that they are parted into.

    A section has the role of its heading, or of the section above, or of the paragraph it opens with, or
    that which its words clearly speak for, or that of what stands before it. `default` is the document's.
    """
    paragraphs = [s for i, s in enumerate(raw) if i == 0 or raw[i - 1].paragraph != s.paragraph]
    owners = sections_of([p.start for p in paragraphs], nodes)
    owned: dict[int, list[RawSentence]] = {}
    for paragraph, owner in zip(paragraphs, owners, strict=True):
        owned.setdefault(owner, []).append(paragraph)
    child_starts: dict[int, list[int]] = {}
    for node in nodes[1:]:
        child_starts.setdefault(node.parent or 0, []).append(node.start)

    extra: list[Node] = []
    state: SectionRole | None = default
    for index, node in enumerate(nodes):
        opened = _openings(node, owned.get(index, []), openers)
        bounds = child_starts.get(index, [])
        first_child = bounds[0] if bounds else node.end
        inherited = nodes[node.parent].role if node.parent else None
        node.role = (
            node.own_role
            or inherited
            or _by_words(text, index, node, opened, openers, default, state, first_child)
        )
        current = node.role
        for at, (start, role) in enumerate(opened):
            if role == current:
                continue
            current = role
            end = next((s for s, r in opened[at + 1 :] if r != role), node.end)
            end = next((b for b in bounds if start < b < end), end)
            extra.append(Node("", node.level + 1, start, start, end, index, own_role=role, role=role))
        before = [role for start, role in opened if start < first_child]
        last = before[-1] if before else node.role
        if node.level <= 1 and last not in (None, "head", "problems", "closing"):
            state = last
    return merge(nodes, extra)


def _openings(node: Node, paragraphs: list[RawSentence], openers: Opener) -> list[tuple[int, SectionRole]]:
    if node.level > _DEEPEST or not node.line_start:
        return []
    found = ((p.start, openers.at(p, node.own_role)) for p in paragraphs if p.start >= node.body)
    return [(start, role) for start, role in found if role is not None]


def _by_words(
    text: str,
    index: int,
    node: Node,
    opened: list[tuple[int, SectionRole]],
    openers: Opener,
    default: SectionRole | None,
    state: SectionRole | None,
    first_child: int,
) -> SectionRole | None:
    """Return the role of a section whose headings say nothing."""
    if index == 0:
        until = min(opened[0][0], first_child) if opened else first_child
        greets = until < len(text) and not _FIGURE.search(text, node.body, until)
        if default is not None or greets or until - node.body <= _SHORT:
            return default or "head"
        return openers.finder.vote(text, node.body, min(until, node.body + _VOTED)).role or "head"
    if opened and opened[0][0] <= node.body + 5:
        return opened[0][1]
    vote = openers.finder.vote(text, node.start, min(node.end, node.start + _VOTED))
    return (vote.role if vote.margin > _CLEAR or state is None else None) or state
