"""Puts together what the head, the headings, the roles and the years say about one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.structure.head import Head, read_head
from corpus.structure.headings import Heading, find_headings
from corpus.structure.model import SectionNode, SectionRole, Sentence, Structure
from corpus.structure.numerals import YEAR_DIGITS, half_width, year_number
from corpus.structure.roles import RoleFinder
from corpus.structure.sentences import RawSentence, split_sentences
from corpus.structure.years import Years, settle_years
from patterns.structure import StructureCues
from schemas import Place
from schemas.speech import Level

if TYPE_CHECKING:
    from patterns.bundle import Patterns
    from patterns.places import Gazetteer

_YEAR = re.compile(rf"({YEAR_DIGITS})\s?年")
_NAME = re.compile(r"《[^《》\n]{0,80}》")
_SELF_SAMPLE = 200_000


@dataclass(slots=True)
class _Node:
    """A section while the tree is being built."""

    title: str
    level: int
    rank: int
    number: int
    start: int
    body: int
    end: int
    parent: int | None
    own_role: SectionRole | None = None
    role: SectionRole | None = None
    year: int | None = None
    whole_line: bool = True


def find_structure(text: str, knowledge: Patterns, places: Gazetteer | None = None) -> Structure:
    """Find the head, the section tree, the sentences and the years of a cleaned text.

    Reads the text alone (simplified script, one paragraph a line) and `patterns/data/structure.toml`; `places`
    is the gazetteer, by default that of `knowledge`. All offsets are code points into `text`. Raises nothing on
    any text; an empty one gives an empty structure.

    >>> from patterns import load
    >>> text = "一、2030年工作回顾\\n全县完成工业投资3亿元。\\n二、2031年工作安排\\n今年计划完成4亿元。"
    >>> structure = find_structure(text, load())
    >>> structure.anchor_year, structure.review_year, [(s.title, s.role) for s in structure.sections[1:]]
    (2031, 2030, [('一、2030年工作回顾', 'review'), ('二、2031年工作安排', 'plan')])
    """
    cues = knowledge.structure
    text = half_width(text)
    head = read_head(text, cues)
    headings, skipped = find_headings(text, head.body)
    finder = RoleFinder(cues.roles)
    nodes = _tree(text, headings, head)
    for node in nodes[1:]:
        node.own_role = _heading_role(nodes, node, finder)
    raw = list(split_sentences(text))
    doc_type, reviews_only = _doc_type(text, head, cues)
    years = settle_years(
        text,
        cues,
        date_year=head.date.year if head.date else None,
        date_month=head.date.month if head.date else None,
        title=head.title,
        headings=[(n.title, n.own_role) for n in nodes[1:]],
        reviews_only=reviews_only,
    )
    _heading_years(nodes, years)
    nodes = _with_roles(text, nodes, raw, finder, "review" if reviews_only else None)
    sentences = _sentences(raw, nodes, skipped)
    issuer, level, place = _issuer_and_place(text, head, cues, places or knowledge.places, years)
    return Structure(
        title=head.title,
        date=head.date,
        date_source=head.date_source,
        upload_date=head.upload_date,
        issuer=issuer,
        level=level,
        place=place,
        doc_type=doc_type,
        anchor_year=years.anchor,
        review_year=years.review,
        sections=tuple(
            SectionNode(n.title, n.level, n.start, n.body, n.end, n.parent, n.role, n.year) for n in nodes
        ),
        sentences=tuple(sentences),
        skipped=tuple(skipped),
    )


# ------------------------------------------------------------------------------------------------ the tree


def _tree(text: str, headings: list[Heading], head: Head) -> list[_Node]:
    """Nest headings by the rank of their numbering; numbering that starts again at 1 nests within."""
    root = _Node(head.title or "", 0, -1, 0, 0, head.body, len(text), None)
    nodes = [root]
    stack = [0]
    for heading in headings:
        parent_at = _parent(nodes, stack, heading)
        for index in stack[parent_at + 1 :]:
            nodes[index].end = heading.start
        del stack[parent_at + 1 :]
        parent = stack[-1]
        node = _Node(
            text[heading.start : heading.end].strip(),
            len(stack),
            heading.rank,
            heading.number,
            heading.start,
            heading.end,
            nodes[parent].end,
            parent,
            whole_line=heading.whole_line,
        )
        if heading.ordinal or heading.rank >= 5:
            # A list inside a paragraph or a small item does not reach beyond what holds it.
            node.end = nodes[parent].end
        stack.append(len(nodes))
        nodes.append(node)
    for index in stack[1:]:
        nodes[index].end = len(text)
    return nodes


def _parent(nodes: list[_Node], stack: list[int], heading: Heading) -> int:
    """Return the place in the stack of the section that a heading belongs under."""
    if heading.number > 1:
        for at in range(len(stack) - 1, 0, -1):
            node = nodes[stack[at]]
            if node.rank == heading.rank and node.number == heading.number - 1:
                return at - 1
    depth = len(stack) - 1
    while depth > 0:
        node = nodes[stack[depth]]
        if node.rank < heading.rank:
            break
        if (
            node.rank == heading.rank
            and heading.number == 1
            and node.number > 1
            and node.rank <= 3
            and node.whole_line
        ):
            # 一、 again below 二、: a list of its own within it.
            break
        depth -= 1
    return depth


def _heading_years(nodes: list[_Node], years: Years) -> None:
    """Give sections the year that their heading names; masked or relative years are settled by role."""
    for node in nodes[1:]:
        title = _NAME.sub("", node.title)
        found = {year_number(m[1]) for m in _YEAR.finditer(title)}
        if len(found) == 1:
            node.year = found.pop()
        elif not found and node.level <= 2:
            if re.search("去年|上年|过去一年", title):
                node.year = years.review
            elif re.search("今年|本年", title):
                node.year = years.anchor
        if node.year is not None and node.own_role not in ("problems", "annex"):
            if node.year == years.anchor and node.year != years.review:
                node.own_role = "plan"
            elif node.year == years.review and node.year != years.anchor:
                node.own_role = "review"


# ------------------------------------------------------------------------------------------------ roles


def _heading_role(nodes: list[_Node], node: _Node, finder: RoleFinder) -> SectionRole | None:
    """Return the role of a heading's own words; under a review or a plan only problems and annexes differ."""
    role = finder.heading(node.title)
    above = node.parent
    while above is not None and nodes[above].own_role is None:
        above = nodes[above].parent
    if (
        above is not None
        and nodes[above].own_role in ("review", "plan")
        and role in ("review", "plan", "policy")
    ):
        return None
    return role


def _with_roles(
    text: str, nodes: list[_Node], raw: list[RawSentence], finder: RoleFinder, default: SectionRole | None
) -> list[_Node]:
    """Settle the role of every section, and part a section where a paragraph opens another role."""
    children: dict[int, list[int]] = {}
    for index, node in enumerate(nodes):
        if node.parent is not None:
            children.setdefault(node.parent, []).append(index)
    starts = [s.start for s in raw]
    paragraphs = [s for i, s in enumerate(raw) if i == 0 or raw[i - 1].paragraph != s.paragraph]
    paragraph_starts = [s.start for s in paragraphs]
    extra: list[_Node] = []
    state: SectionRole | None = default
    for index, node in enumerate(nodes):
        inherited = nodes[node.parent].role if node.parent else None
        node.role = node.own_role or inherited
        own_end = nodes[children[index][0]].start if index in children else node.end
        first = bisect_right(paragraph_starts, node.body - 1)
        last = bisect_right(paragraph_starts, own_end - 1)
        stretches: list[tuple[int, SectionRole]] = []
        if node.level < 3 and not (index and node.whole_line is False):
            for paragraph in paragraphs[first:last]:
                opened = finder.opener(text, paragraph.start, paragraph.clauses[0][1] + 40)
                if opened is not None:
                    stretches.append((paragraph.start, opened))
        if node.role is None and index > 0 and (node.level == 1 or not inherited):
            vote = finder.vote(text, node.start, min(node.end, node.start + 6000))
            opening = stretches[0][1] if stretches and stretches[0][0] <= node.body + 5 else None
            node.role = opening or (vote.role if vote.margin > 0.2 or state is None else None) or state
        elif index == 0:
            until = stretches[0][0] if stretches else own_end
            vote = finder.vote(text, node.body, min(until, node.body + 6000))
            node.role = default or (vote.role if until - node.body > 60 else "head")
            if node.role is None:
                node.role = "head" if until < node.body + 400 and until < len(text) else None
        current = node.role
        for at, (start, opened) in enumerate(stretches):
            end = stretches[at + 1][0] if at + 1 < len(stretches) else own_end
            if opened != current:
                extra.append(
                    _Node("", node.level + 1, 99, 0, start, start, end, index, opened, opened, node.year)
                )
            elif extra and extra[-1].parent == index and extra[-1].role == current:
                extra[-1].end = end
            current = opened
        if node.level <= 1 and current not in (None, "head", "problems", "closing"):
            state = current
    return _merged(nodes, extra)


def _merged(nodes: list[_Node], extra: list[_Node]) -> list[_Node]:
    """Return all sections in the order of the text, their parents renumbered."""
    if not extra:
        return nodes
    both = [(n.start, 0 if i == 0 else 1, i, n) for i, n in enumerate([*nodes, *extra])]
    both.sort(key=lambda item: (item[0], item[1], item[3].level))
    place = {item[2]: at for at, item in enumerate(both)}
    out = [item[3] for item in both]
    for node in out:
        if node.parent is not None:
            node.parent = place[node.parent]
    return out


# ------------------------------------------------------------------------------------------------ sentences


def _sentences(raw: list[RawSentence], nodes: list[_Node], skipped: list[tuple[int, int]]) -> list[Sentence]:
    """Give each sentence its innermost section; leave out what was skipped."""
    out: list[Sentence] = []
    stack = [0]
    upcoming = 1
    skips = iter(skipped)
    skip = next(skips, None)
    for sentence in raw:
        while skip is not None and skip[1] <= sentence.start:
            skip = next(skips, None)
        if skip is not None and skip[0] <= sentence.start < skip[1]:
            continue
        while upcoming < len(nodes) and nodes[upcoming].start <= sentence.start:
            stack.append(upcoming)
            upcoming += 1
        while len(stack) > 1 and nodes[stack[-1]].end <= sentence.start:
            stack.pop()
        out.append(Sentence(sentence.start, sentence.end, stack[-1], sentence.paragraph, sentence.clauses))
    return out


# ------------------------------------------------------------------------------------------------ issuer and place


def _doc_type(text: str, head: Head, cues: StructureCues) -> tuple[str | None, bool]:
    for where in (head.title or "", None):
        for kind in cues.doc_types:
            words = kind.title if where is not None else kind.text
            stretch = where if where is not None else text[:1500]
            if any(word in stretch for word in words):
                return kind.name, kind.reviews
    return None, False


def _issuer_and_place(
    text: str, head: Head, cues: StructureCues, places: Gazetteer, years: Years
) -> tuple[str | None, Level | None, Place | None]:
    """Return who speaks, on what level, and of what place."""
    level = _own_level(text, cues)
    if head.issuer and "国务院" in head.issuer or level == "national" and not head.issuer:
        return head.issuer, "national", Place(name="中国")
    year = years.review or years.anchor
    sources = [head.title or "", head.issuer or "", text[: head.body]]
    votes: Counter[str] = Counter()
    entries = {}
    for weight, source in [(4, sources[0]), (6, sources[1]), (1, sources[2])]:
        found = places.mentions(source, year, short=True) if source else []
        for _, _, entry in found[-1:] if weight > 1 else found[:3]:
            votes[entry.code] += weight
            entries[entry.code] = entry
    for start, _end, entry in places.mentions(text[:_SELF_SAMPLE], year):
        if level is None or _fits(entry.level, level):
            votes[entry.code] += 1
            entries[entry.code] = entry
    if level is not None:
        fitting = {code: count for code, count in votes.items() if _fits(entries[code].level, level)}
    else:
        fitting = dict(votes)
    if fitting:
        code = max(fitting, key=lambda c: (fitting[c], c))
        if fitting[code] >= 3 or len(fitting) == 1 and fitting[code] >= 2:
            entry = entries[code]
            return head.issuer, level or _level_of(entry.level), places.as_place(entry)
    return head.issuer, level or _level_by_issuer(head.issuer, cues), _unlisted(head.issuer)


def _own_level(text: str, cues: StructureCues) -> Level | None:
    """Return the level whose own words (我县, 全县) the text uses most; 全国 counts only with 我国 and no other."""
    counts: Counter[Level] = Counter()
    for row in cues.levels:
        counts[row.level] = sum(text.count(word, 0, _SELF_SAMPLE) for word in row.own)
    local = {level: count for level, count in counts.items() if level != "national" and count}
    if local:
        best = max(local, key=lambda level: local[level])
        # 全市 in a county's speech is the city above it: what is called 我县 or 全县 is nearer.
        if counts["national"] <= 3 * local[best] + 3:
            return best
    return "national" if counts["national"] >= 5 else None


_LEVELS: dict[str, Level] = {
    "province": "provincial", "prefecture": "prefecture", "county": "county", "township": "township"
}  # fmt: skip


def _level_of(level: str) -> Level:
    return _LEVELS.get(level, "other")


def _fits(place_level: str, level: Level) -> bool:
    return _level_of(place_level) == level or (place_level == "province" and level == "prefecture")


def _level_by_issuer(issuer: str | None, cues: StructureCues) -> Level | None:
    if issuer is None:
        return None
    for row in cues.levels:
        if (
            re.search(rf"(?:{'|'.join(row.endings)})(?:人民政府|委|政府|[^省市县区镇乡]{{2,8}}局|$)", issuer)
            if row.endings
            else False
        ):
            return row.level
    return None


_ISSUING = re.compile(r"^(?:中共)?([\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|省|市|县|区|旗|州|盟|镇|乡))")


def _unlisted(issuer: str | None) -> Place | None:
    """Return the place that an issuer's name begins with, where the gazetteer does not know it."""
    match = _ISSUING.match(issuer or "")
    return Place(name=match[1]) if match else None
