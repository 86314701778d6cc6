"""The trained part: it decides where rules do not, each decision with a probability.

`docs/model-card.md` says what it was trained on and where it fails.
"""

from extractor.model.weights import Mode, Weights, WeightsError, weights

__all__ = ["Mode", "Weights", "WeightsError", "weights"]
