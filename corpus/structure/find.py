"""Puts together what the head, the headings, the roles and the years say about one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.source import Metadata
from corpus.structure.cues import compiled
from corpus.structure.head import read_head
from corpus.structure.headings import find_headings
from corpus.structure.model import SectionNode, SectionRole, Structure
from corpus.structure.numerals import half_width
from corpus.structure.openers import Opener
from corpus.structure.sentences import split_sentences
from corpus.structure.speaker import find_speaker
from corpus.structure.stretches import set_heading_roles, set_heading_years, with_roles
from corpus.structure.tree import build_tree, place_sentences
from corpus.structure.years import HeadingYears, settle_years
from patterns.structure import DocType, StructureCues

if TYPE_CHECKING:
    from patterns.bundle import Patterns
    from patterns.places import Gazetteer

_OPENING = 1500


def find_structure(
    text: str, knowledge: Patterns, places: Gazetteer | None = None, metadata: Metadata | None = None
) -> Structure:
    """Find the head, the section tree, the sentences and the years of a cleaned text.

    Reads the text (simplified script, one paragraph a line), `patterns/data/structure.toml`, the plan periods
    of `periods.toml`, and the gazetteer (`places`, or that of `knowledge`). Title, date and issuer that the
    head does not give are taken from `metadata`. Offsets are code points into
    `text`. Raises nothing on any text; an empty one has no sentences.

    >>> from patterns import load
    >>> text = "一、2030年工作回顾\\n全县完成工业投资3亿元。\\n二、2031年工作安排\\n今年计划完成4亿元。"
    >>> structure = find_structure(text, load())
    >>> structure.anchor_year, structure.review_year, [(s.title, s.role) for s in structure.sections[1:]]
    (2031, 2030, [('一、2030年工作回顾', 'review'), ('二、2031年工作安排', 'plan')])
    """
    cues = compiled(knowledge)
    plans = knowledge.periods.plans
    text = half_width(text)
    head = read_head(text, cues)
    if metadata is not None:
        head = head.completed(metadata)
    headings, skipped = find_headings(text, head.body)
    nodes = build_tree(text, headings, head.title, head.body)
    set_heading_roles(nodes, cues.roles)
    kind = _doc_type(text, head.title, cues.words)
    years = settle_years(
        _without(text, head.web_lines),
        cues,
        date_year=head.year,
        date_month=head.date.month if head.date else None,
        title=head.title,
        headings=[HeadingYears(n.title, n.own_role, n.body, n.end) for n in nodes[1:]],
        plans=plans,
        reviews_only=kind is not None and kind.reviews,
    )
    set_heading_years(nodes, years)
    raw = list(split_sentences(text))
    openers = Opener(text, cues, years, plans)
    usual: SectionRole | None = None
    if kind is not None:
        usual = "review" if kind.reviews else "plan" if kind.plans else None
    nodes = with_roles(text, nodes, raw, openers, usual)
    issuer, level, place = find_speaker(
        text, head, cues.words, places or knowledge.places, years.review or years.anchor
    )
    return Structure(
        title=head.title,
        date=head.date,
        date_source=head.date_source,
        upload_date=head.upload_date,
        issuer=issuer,
        level=level,
        place=place,
        doc_type=kind.name if kind else None,
        anchor_year=years.anchor,
        review_year=years.review,
        sections=tuple(
            SectionNode(n.title, n.level, n.start, n.body, n.end, n.parent, n.role, n.year) for n in nodes
        ),
        sentences=tuple(place_sentences(text, raw, nodes, skipped)),
        skipped=tuple(skipped),
    )


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the text with some stretches blanked out."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _doc_type(text: str, title: str | None, cues: StructureCues) -> DocType | None:
    """Return the kind of document that the title names, or else the opening."""
    opening = text[:_OPENING]
    for kind in cues.doc_types:
        if title and any(word in title for word in kind.title):
            return kind
    for kind in cues.doc_types:
        if any(word in opening for word in kind.text):
            return kind
    return None
