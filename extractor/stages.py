"""The stages in their order, each a function of what the ones before it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from corpus import Metadata
from corpus.structure import Structure, find_structure
from extractor.claims import ClaimCandidate, find_claims
from extractor.measures import find_measures
from extractor.mentions import MeasureCandidate, PeriodMention, ProjectCandidate, QuantityMention
from extractor.periods import PeriodResolver, find_periods
from extractor.projects import find_projects
from extractor.quantities import find_mentions
from patterns import Patterns


@dataclass(slots=True)
class Draft:
    """A cleaned text with what the stages have found in it so far."""

    text: str
    knowledge: Patterns
    metadata: Metadata = field(default_factory=Metadata)
    structure: Structure = field(default_factory=Structure)
    quantities: list[QuantityMention] = field(default_factory=list)
    periods: list[PeriodMention] = field(default_factory=list)
    claims: list[ClaimCandidate] = field(default_factory=list)
    projects: list[ProjectCandidate] = field(default_factory=list)
    measures: list[MeasureCandidate] = field(default_factory=list)


def _structure(draft: Draft) -> Structure:
    return find_structure(draft.text, draft.knowledge, metadata=draft.metadata)


def _quantities(draft: Draft) -> list[QuantityMention]:
    return find_mentions(draft.text, draft.knowledge)


def _periods(draft: Draft) -> list[PeriodMention]:
    return find_periods(draft.text, draft.structure, draft.knowledge)


def _claims(draft: Draft) -> list[ClaimCandidate]:
    resolver = PeriodResolver(draft.structure, draft.periods, draft.text, draft.knowledge)
    return find_claims(draft.text, draft.structure, draft.quantities, resolver, draft.knowledge)


def _projects(draft: Draft) -> list[ProjectCandidate]:
    return find_projects(draft.text, draft.structure, draft.quantities, draft.knowledge)


def _measures(draft: Draft) -> list[MeasureCandidate]:
    return find_measures(draft.text, draft.structure, draft.quantities, draft.periods, draft.knowledge)


STAGES: dict[str, Callable[[Draft], Any]] = {
    "structure": _structure,
    "quantities": _quantities,
    "periods": _periods,
    "claims": _claims,
    "projects": _projects,
    "measures": _measures,
}
"""Each stage by the attribute of `Draft` (and of the spaCy Doc) that it sets, in the order they run."""


def run(text: str, knowledge: Patterns, metadata: Metadata | None = None) -> Draft:
    """Run all stages over a cleaned text; `metadata` stands in where its head is silent.

    >>> from patterns import load
    >>> [claim.name.text for claim in run("全县财政收入达到4.2亿元。", load()).claims]
    ['全县财政收入']
    """
    draft = Draft(text, knowledge, metadata or Metadata())
    for name, stage in STAGES.items():
        setattr(draft, name, stage(draft))
    return draft
