"""The stages in their order, each a function of what the ones before it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import Metadata
from corpus.structure import Structure, find_structure
from extractor.claims import ClaimCandidate, find_claims, relate
from extractor.measures import ActingSentence, find_acts, find_measures
from extractor.mentions import MeasureCandidate, PeriodMention, ProjectCandidate, QuantityMention
from extractor.model import Mode, weights
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
    acts: list[ActingSentence] = field(default_factory=list)
    measures: list[MeasureCandidate] = field(default_factory=list)
    mode: Mode = "both"
    weights: Path | None = None


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


def _acts(draft: Draft) -> list[ActingSentence]:
    return find_acts(draft.text, draft.structure, draft.knowledge)


def _measures(draft: Draft) -> list[MeasureCandidate]:
    return find_measures(
        draft.text, draft.structure, draft.quantities, draft.periods, draft.knowledge, draft.acts
    )


def _judged(draft: Draft) -> list[QuantityMention]:
    from extractor.model.quantities import judge_quantities

    return judge_quantities(
        draft.text, draft.structure, draft.quantities, draft.knowledge, weights(draft.weights), draft.mode
    )


def _decided(draft: Draft) -> list[ClaimCandidate]:
    from extractor.model.claims import decide_claims

    return decide_claims(
        draft.text, draft.structure, draft.claims, draft.knowledge, weights(draft.weights), draft.mode
    )


def _relations(draft: Draft) -> list[ClaimCandidate]:
    counters = draft.knowledge.claims.naming.thing_counters
    return relate(draft.claims, draft.text, frozenset(counters))


def _tagged_projects(draft: Draft) -> list[ProjectCandidate]:
    from extractor.model.projects import tag_projects

    return tag_projects(
        draft.text,
        draft.structure,
        draft.projects,
        draft.quantities,
        draft.knowledge,
        weights(draft.weights),
        draft.mode,
    )


def _tagged_measures(draft: Draft) -> list[MeasureCandidate]:
    from extractor.model.measures import tag_measures

    return tag_measures(
        draft.text,
        draft.structure,
        draft.acts,
        draft.measures,
        draft.quantities,
        draft.periods,
        draft.knowledge,
        weights(draft.weights),
        draft.mode,
    )


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the attribute of `Draft` (and of the spaCy Doc) that it sets, and those that it reads.

    `model` says that the model decides in it.
    """

    sets: str
    work: Callable[[Draft], Any]
    reads: tuple[str, ...] = ()
    model: bool = False


STAGES: dict[str, Stage] = {
    "structure": Stage("structure", _structure),
    "quantities": Stage("quantities", _quantities),
    "quantities_model": Stage("quantities", _judged, ("structure", "quantities"), model=True),
    "periods": Stage("periods", _periods, ("structure",)),
    "claims": Stage("claims", _claims, ("structure", "quantities", "periods")),
    "claims_model": Stage("claims", _decided, ("structure", "claims"), model=True),
    "relations": Stage("claims", _relations, ("claims",)),
    "projects": Stage("projects", _projects, ("structure", "quantities")),
    "projects_model": Stage(
        "projects", _tagged_projects, ("structure", "quantities", "projects"), model=True
    ),
    "acts": Stage("acts", _acts, ("structure",)),
    "measures": Stage("measures", _measures, ("structure", "quantities", "periods", "acts")),
    "measures_model": Stage(
        "measures", _tagged_measures, ("structure", "quantities", "periods", "acts", "measures"), model=True
    ),
}
"""Each stage by its name, in the order they run."""


def stages_before(reads: Iterable[str], before: str | None = None) -> dict[str, Stage]:
    """Return the stages that set some attributes and all that is read for them, in their order.

    `before` is the name of a stage: only those that run before it count.

    >>> list(stages_before(["claims"], "claims_model"))
    ['structure', 'quantities', 'quantities_model', 'periods', 'claims']
    """
    names = list(STAGES)
    earlier = names if before is None else names[: names.index(before)]
    wanted = set(reads)
    for name in reversed(earlier):
        if STAGES[name].sets in wanted:
            wanted.update(STAGES[name].reads)
    return {name: STAGES[name] for name in earlier if STAGES[name].sets in wanted}


def run(
    text: str,
    knowledge: Patterns,
    metadata: Metadata | None = None,
    mode: Mode = "both",
    weights_folder: Path | None = None,
) -> Draft:
    """Run all stages over a cleaned text; `metadata` stands in where its head is silent.

    `mode` `rules` leaves the model out, `model` keeps from it what the rules say; `weights_folder` holds other
    weights than those of the package.

    >>> from patterns import load
    >>> [claim.name.text for claim in run("全县财政收入达到4.2亿元。", load()).claims]
    ['全县财政收入']
    """
    draft = Draft(text, knowledge, metadata or Metadata(), mode=mode, weights=weights_folder)
    for stage in STAGES.values():
        if not stage.model or mode != "rules":
            setattr(draft, stage.sets, stage.work(draft))
    return draft
