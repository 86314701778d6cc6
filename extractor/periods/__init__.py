"""Time expressions: what they mean in a document, and which of them governs a figure."""

from extractor.periods.find import find_periods
from extractor.periods.labels import dates_of
from extractor.periods.resolve import PeriodResolver, ResolvedPeriod

__all__ = ["PeriodResolver", "ResolvedPeriod", "dates_of", "find_periods"]
