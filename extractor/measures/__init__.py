"""Finds measures: clauses in which a government body acts on something, with what serves the act."""

from extractor.measures.find import (
    ActingSentence,
    MeasureReader,
    complete,
    find_acts,
    find_measures,
    grammar_of,
)

__all__ = ["ActingSentence", "MeasureReader", "complete", "find_acts", "find_measures", "grammar_of"]
