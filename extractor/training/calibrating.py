"""Chooses thresholds and curves on passages that the weights at hand did not learn from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.gold import Passage
from extractor.model.weights import Linear, weights
from extractor.training.examples import Choice, Examples
from extractor.training.fitting import fit_curve, write
from extractor.training.measuring import CLAIMS, Judged, counts, f1, judged
from patterns import load

TrainedMode = Literal["both", "model"]

_STRAIGHT = ([0.0, 1.0], [0.0, 1.0])
_SHARPNESS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0, 1.2, 1.5, 1.8, 2.2, 3.0)
# What is decided, the score by which it is chosen, how near to the best counts as good, and the values that are tried,
# the most careful one last: a rule's reading is left only where that clearly helps.
_SCANS: tuple[tuple[str, str, float, tuple[float, ...]], ...] = (
    ("keep_claim", "claim", 0.004, (0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05)),
    ("admit_claim", "claim", 0.004, (0.6, 0.7, 0.8, 0.9, 0.95, 0.98)),
    ("flip", "claim", 0.002, (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)),
    ("keep_project", "project", 0.01, (0.3, 0.2, 0.1, 0.05, 0.02, 0.0)),
    ("add_project", "project", 0.01, (0.5, 0.6, 0.7, 0.8, 0.9)),
    ("keep_measure", "measure", 0.005, (0.5, 0.4, 0.3, 0.2, 0.1)),
    ("add_measure", "measure", 0.005, (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)),
)
_FIRST = {
    "keep_claim": 0.2,
    "admit_claim": 0.9,
    "flip": 0.8,
    "keep_project": 0.05,
    "add_project": 0.8,
    "keep_measure": 0.3,
    "add_measure": 0.6,
}
_CURVES = ("claimable", "claims", "projects", "measures")


@dataclass(frozen=True, slots=True)
class Fold:
    """Passages that were kept from the weights in `folder`, with what the models would learn from them."""

    folder: Path
    passages: tuple[Passage, ...]
    examples: tuple[Examples, ...]


def calibrate(folds: Sequence[Fold], mode: TrainedMode, shared: Path) -> dict[str, dict[str, Any]]:
    """Return the curves and thresholds of a mode; writes `settings_<mode>.json` of each fold while it tries them.

    A threshold is the most careful one whose F1 over all folds is near the best (`reached` keeps that of each); a
    curve is a rising fit from what was said to what was right.
    """
    thresholds: dict[str, Any] = {f"{name}_{mode}": value for name, value in _FIRST.items()}
    curves: dict[str, Any] = {f"{name}_{mode}": _STRAIGHT for name in _CURVES}
    settings: dict[str, dict[str, Any]] = {"curves": curves, "thresholds": thresholds, "reached": {}}
    if mode == "model":
        thresholds["sharpness_model"] = _sharpness(folds)
    curves[f"claimable_{mode}"] = fit_curve(*zip(*_said_of_figures(folds, mode), strict=True))
    for name, level, near, values in _SCANS:
        reached: dict[float, float] = {}
        for value in values:
            thresholds[f"{name}_{mode}"] = value
            reached[value] = _reached(folds, mode, level, settings, shared)
        best = max(reached.values())
        chosen = [value for value in values if reached[value] >= best - near][-1]
        thresholds[f"{name}_{mode}"] = chosen
        settings["reached"][f"{name}_{mode}"] = {str(value): round(f1, 4) for value, f1 in reached.items()}
    found = [one for one in _judged(folds, mode, settings, shared) if one.right is not None]
    for name, kinds in (("claims", CLAIMS), ("projects", ("project",)), ("measures", ("measure",))):
        of_kind = [(one.confidence, bool(one.right)) for one in found if one.kind in kinds]
        if of_kind:
            curves[f"{name}_{mode}"] = fit_curve(*zip(*of_kind, strict=True))
    return settings


def _use(folds: Sequence[Fold], mode: TrainedMode, settings: dict[str, dict[str, Any]]) -> None:
    for fold in folds:
        write(fold.folder, f"settings_{mode}", settings)
    weights.cache_clear()


def _reached(
    folds: Sequence[Fold], mode: TrainedMode, level: str, settings: dict[str, dict[str, Any]], shared: Path
) -> float:
    _use(folds, mode, settings)
    total: Counter[str] = Counter()
    for fold in folds:
        if fold.passages:
            total.update(counts(fold.passages, load(), mode, fold.folder, shared)["all"][level])
    return f1(total)


def _judged(
    folds: Sequence[Fold], mode: TrainedMode, settings: dict[str, dict[str, Any]], shared: Path
) -> list[Judged]:
    _use(folds, mode, settings)
    return [one for fold in folds for one in judged(fold.passages, load(), mode, fold.folder, shared)]


def _said_of_figures(folds: Sequence[Fold], mode: TrainedMode) -> list[tuple[float, bool]]:
    said = []
    for fold in folds:
        linear = weights(fold.folder).linear(f"claimable_{mode}")
        said += [
            (linear.probabilities(one.features)[1], one.label == "yes")
            for examples in fold.examples
            for one in examples.claimable
        ]
    return said


def _sharpness(folds: Sequence[Fold]) -> float:
    """The factor by which scores are multiplied so that their softmax fits how often each is right."""
    scored: list[tuple[list[float], tuple[bool, ...]]] = []
    for fold in folds:
        ranking = weights(fold.folder).linear("names_model")
        scored += [_scored(ranking, choice) for examples in fold.examples for choice in examples.names]

    def loss(factor: float) -> float:
        total = 0.0
        for scores, right in scored:
            highest = max(scores)
            powers = [math.exp(factor * (score - highest)) for score in scores]
            good = sum(power for power, is_right in zip(powers, right, strict=True) if is_right)
            total -= math.log(max(good / sum(powers), 1e-9))
        return total

    return min(_SHARPNESS, key=loss)


def _scored(ranking: Linear, choice: Choice) -> tuple[list[float], tuple[bool, ...]]:
    return [ranking.scores(one)[0] for one in choice.candidates], choice.right
