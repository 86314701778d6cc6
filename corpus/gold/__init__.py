"""Hand-made records of real texts, kept without their texts: offsets, values, names, checksums.

`docs/accuracy.md` says how they were made and what they measure.
"""

from corpus.gold.passages import SPLITS, Genre, GoldError, Passage, Split, annotated, passages

__all__ = ["SPLITS", "Genre", "GoldError", "Passage", "Split", "annotated", "passages"]
