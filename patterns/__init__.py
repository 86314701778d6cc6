"""What we know, as data: units, numerals, bounds, indicators, cues, periods, places, boilerplate."""

from patterns.bundle import Patterns, load
from patterns.loader import PatternError, PatternModel, load_area

__all__ = ["PatternError", "PatternModel", "Patterns", "load", "load_area"]
