"""Settles the time of a named project: when it was built or opened, or is to be."""

from __future__ import annotations

from corpus.structure.model import Structure
from extractor.mentions import ProjectCandidate
from extractor.periods import PeriodResolver
from extractor.periods.resolve import ResolvedPeriod


def project_period(
    project: ProjectCandidate, structure: Structure, resolver: PeriodResolver
) -> ResolvedPeriod | None:
    """Return the time that governs a project's stage, as it governs a figure at the end of its clause.

    The time may stand behind the name (青溪水库2027年建成). A name without a stage tells of nothing that
    happens, so that nothing settles its time.
    """
    sentence = structure.sentence_at(project.start)
    if sentence is None or project.stage is None:
        return None
    for clause in sentence.clauses:
        if clause[0] <= project.start < clause[1]:
            return resolver.resolve(max(project.end, clause[1]), clause, sentence, cumulative=True)
    return None
