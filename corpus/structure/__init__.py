"""The document's head, sections, sentences and clauses."""

from corpus.structure.find import find_structure
from corpus.structure.model import SectionNode, SectionRole, Sentence, Structure

__all__ = ["SectionNode", "SectionRole", "Sentence", "Structure", "find_structure"]
