"""Claims: targets, actuals and completions, each one quantity about one indicator."""

from extractor.claims.find import find_claims
from extractor.claims.model import ClaimCandidate, Name
from extractor.claims.relations import relate

__all__ = ["ClaimCandidate", "Name", "find_claims", "relate"]
