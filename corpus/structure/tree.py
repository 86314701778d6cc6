"""Nests headings into a tree of sections, and gives sentences their section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.structure.headings import PLAIN_RANK, Heading
from corpus.structure.model import SectionRole, Sentence
from corpus.structure.sentences import RawSentence

# A list within a list within …: no document goes deeper, many documents in one file would without end.
_MOST_NESTED = 12
_FEW_ALIKE = 3
"""So many headings without a number that begin and end alike (关于…的说明) are siblings, over lists of their own."""
_PARAGRAPH_BREAK = re.compile(r"\n\s*\S")


@dataclass(slots=True)
class Node:
    """A section while the tree is built; `own_role` is what its heading says, `role` what it comes to."""

    title: str
    level: int
    start: int
    body: int
    end: int
    parent: int | None
    rank: int = -1
    number: int = 0
    whole_line: bool = True
    line_start: bool = True
    ordinal: bool = False
    form: str = ""
    own_role: SectionRole | None = None
    role: SectionRole | None = None
    year: int | None = None


def build_tree(text: str, headings: list[Heading], title: str | None, body: int) -> list[Node]:
    """Nest headings by the rank of their numbering, in the order of the text; the first node is the document.

    Numbering that starts again at 1 nests within; a number that goes on (三 after 二) goes back to its list. Headings
    without a number that are called alike are siblings, and what starts at 1 below one of them nests within it.
    """
    forms = _forms(text, headings)
    nodes = [Node(title or "", 0, 0, body, len(text), None)]
    stack = [0]
    for heading in headings:
        form = forms.get(heading.start, "")
        keep = _parent(nodes, stack, heading, form)
        for index in stack[keep + 1 :]:
            nodes[index].end = heading.start
        del stack[keep + 1 :]
        stack.append(len(nodes))
        nodes.append(
            Node(
                text[heading.start : heading.end].strip(),
                len(stack) - 1,
                heading.start,
                heading.end,
                len(text),
                stack[-2],
                heading.rank,
                heading.number,
                heading.whole_line,
                heading.line_start,
                heading.ordinal,
                form,
            )
        )
    _end_paragraph_sections(text, nodes)
    return nodes


def _forms(text: str, headings: list[Heading]) -> dict[int, str]:
    """How headings without a number begin and end, by where they start, where several do so."""
    forms = {
        heading.start: text[heading.start : heading.start + 2] + text[heading.end - 2 : heading.end]
        for heading in headings
        if heading.rank == PLAIN_RANK
    }
    counts = Counter(forms.values())
    return {start: form for start, form in forms.items() if counts[form] >= _FEW_ALIKE}


def _parent(nodes: list[Node], stack: list[int], heading: Heading, form: str) -> int:
    """Return the place in the stack of the section that a heading belongs under."""
    if form:
        for at in range(len(stack) - 1, 0, -1):
            if nodes[stack[at]].form == form:
                return at - 1
    if heading.number > 1:
        for at in range(len(stack) - 1, 0, -1):
            node = nodes[stack[at]]
            if node.rank == heading.rank and node.number == heading.number - 1:
                return at - 1
    depth = len(stack) - 1
    while depth > 0:
        node = nodes[stack[depth]]
        if node.rank < heading.rank or (heading.ordinal and not node.ordinal):
            break
        if node.form and heading.number == 1:
            break
        if (
            depth < _MOST_NESTED
            and node.rank == heading.rank
            and heading.number == 1
            and node.number > 1
            and node.rank <= 3
            and node.whole_line
        ):
            # 一、 again below 二、: a list of its own within it.
            break
        depth -= 1
    return depth


def _end_paragraph_sections(text: str, nodes: list[Node]) -> None:
    """End sections whose heading opens their paragraph with that paragraph, where their siblings do so.

    After 一是…。, 二是…。 the next paragraph no longer belongs to the last of them.
    """
    siblings: dict[tuple[int | None, int], list[Node]] = {}
    for node in nodes[1:]:
        siblings.setdefault((node.parent, node.rank), []).append(node)
    for index in range(1, len(nodes)):
        node = nodes[index]
        parent = nodes[node.parent or 0]
        node.end = min(node.end, parent.end)
        if not node.line_start:
            node.end = min(node.end, _line_end(text, node.body, node.end))
    for group in siblings.values():
        last = group[-1]
        if last.whole_line or not last.line_start or len(group) < 3:
            continue
        earlier = [n for n in group[:-1] if not n.whole_line]
        if len(earlier) >= 2 and not any(_PARAGRAPH_BREAK.search(text, n.body, n.end) for n in earlier):
            last.end = _line_end(text, last.body, last.end)
    for index in range(1, len(nodes)):
        nodes[index].end = min(nodes[index].end, nodes[nodes[index].parent or 0].end)


def _line_end(text: str, start: int, end: int) -> int:
    at = text.find("\n", start, end)
    return end if at < 0 else at


def merge(nodes: list[Node], extra: list[Node]) -> list[Node]:
    """Return all sections in the order of the text, with their parents renumbered."""
    if not extra:
        return nodes
    both = sorted(enumerate([*nodes, *extra]), key=lambda item: (item[1].start, item[1].level))
    place = {index: at for at, (index, _) in enumerate(both)}
    for _, node in both:
        if node.parent is not None:
            node.parent = place[node.parent]
    return [node for _, node in both]


def sections_of(starts: list[int], nodes: list[Node]) -> list[int]:
    """Return the innermost section of each offset; the offsets are in order."""
    out: list[int] = []
    stack = [0]
    upcoming = 1
    for offset in starts:
        while upcoming < len(nodes) and nodes[upcoming].start <= offset:
            stack.append(upcoming)
            upcoming += 1
        while len(stack) > 1 and nodes[stack[-1]].end <= offset:
            stack.pop()
        out.append(stack[-1])
    return out


def place_sentences(
    text: str, raw: list[RawSentence], nodes: list[Node], skipped: list[tuple[int, int]]
) -> list[Sentence]:
    """Give each sentence its innermost section; what was skipped holds none, nor does an unread row of a table."""
    sections = sections_of([s.start for s in raw], nodes)
    out: list[Sentence] = []
    held = -1
    skips = iter(skipped)
    skip = next(skips, None)
    for (start, end, paragraph, clauses), section in zip(raw, sections, strict=True):
        while skip is not None and skip[1] <= start:
            skip = next(skips, None)
        if paragraph != held and text.startswith("〖", start):
            held = paragraph
        if (skip is None or start < skip[0]) and paragraph != held:
            out.append(Sentence(start, end, section, paragraph, clauses))
    return out
