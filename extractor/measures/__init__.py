"""Finds measures: clauses in which a government body acts on something, with what serves the act."""

from extractor.measures.find import find_measures

__all__ = ["find_measures"]
