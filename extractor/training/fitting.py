"""Fits the models and writes their weights; every step is fixed, so that the same texts give the same files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from scipy import sparse
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from extractor.training.examples import Choice, Labelled, Tagged

_LEAST_WEIGHT = 0.005
_DIGITS = 4
_MOST_STEPS = 400


class Vocabulary:
    """Features by column; those seen in fewer than `least` examples have none."""

    def __init__(self, seen: Iterable[Iterable[str]], least: int) -> None:
        counts: dict[str, int] = {}
        for features in seen:
            for feature in set(features):
                counts[feature] = counts.get(feature, 0) + 1
        names = sorted(feature for feature, count in counts.items() if count >= least)
        self.columns = {feature: column for column, feature in enumerate(names)}

    def matrix(self, rows: Sequence[Iterable[str]]) -> sparse.csr_matrix:
        """Return a row of ones and zeros for each set of features."""
        pointers, indices = [0], []
        for features in rows:
            indices += sorted({self.columns[f] for f in features if f in self.columns})
            pointers.append(len(indices))
        data = np.ones(len(indices))
        return sparse.csr_matrix((data, indices, pointers), shape=(len(rows), len(self.columns)))


def fit_linear(examples: Sequence[Labelled], strength: float, least: int = 2) -> dict[str, Any]:
    """Fit a multinomial logistic regression; `strength` is the inverse of its penalty. Return it as data."""
    vocabulary = Vocabulary((example.features for example in examples), least)
    matrix = vocabulary.matrix([example.features for example in examples])
    labels = [example.label for example in examples]
    weights = [example.weight for example in examples]
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=_MOST_STEPS)
    model.fit(matrix, labels, sample_weight=weights)
    classes = [str(name) for name in model.classes_]
    rows = model.coef_
    if len(classes) == 2:
        rows = np.vstack([-rows[0] / 2, rows[0] / 2])
    return _as_data(classes, vocabulary, rows.T)


def fit_choice(examples: Sequence[Choice], strength: float, least: int = 3) -> dict[str, Any]:
    """Fit a ranking of candidates by a logistic regression over differences of right and wrong ones."""
    vocabulary = Vocabulary((one for example in examples for one in example.candidates), least)
    matrix = vocabulary.matrix([one for example in examples for one in example.candidates])
    better, worse, weights = [], [], []
    base = 0
    for example in examples:
        wrong = [index for index, right in enumerate(example.right) if not right]
        for index in wrong:
            better.append(base + example.best)
            worse.append(base + index)
            weights.append(example.weight / len(wrong))
        base += len(example.candidates)
    differences = matrix[better] - matrix[worse]
    # Half of the differences are turned round: without an intercept that changes nothing but gives both classes.
    signs = np.where(np.arange(len(better)) % 2 == 0, 1.0, -1.0)
    turned = sparse.diags(signs) @ differences
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=_MOST_STEPS)
    model.fit(turned, signs > 0, sample_weight=weights)
    return _as_data(["score"], vocabulary, model.coef_.T)


def fit_tagger(examples: Sequence[Tagged], path: Path, smooth: float, sparse_: float) -> None:
    """Fit a conditional random field and write it to a file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": sparse_, "c2": smooth, "max_iterations": 120, "feature.minfreq": 2})
    for example in examples:
        trainer.append([list(item) for item in example.items], list(example.labels))
    trainer.train(str(path))


def fit_curve(said: Sequence[float], right: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Fit a rising curve from what a model says to how often it was right, as the points of its bends."""
    isotonic = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip")
    # A light pull to the middle keeps a few examples from promising certainty.
    values = np.clip(np.asarray(said), 0.0, 1.0)
    grid = np.linspace(0.0, 1.0, 11)
    isotonic.fit(
        np.concatenate([values, grid]),
        np.concatenate([np.asarray(right, dtype=float), grid]),
        sample_weight=np.concatenate([np.ones(len(values)), np.full(len(grid), 0.5)]),
    )
    points = sorted(
        {
            (round(float(x), _DIGITS), round(float(y), _DIGITS))
            for x, y in zip(isotonic.X_thresholds_, isotonic.y_thresholds_, strict=True)
        }
    )
    kept = dict(points)
    return list(kept), list(kept.values())


def write(folder: Path, name: str, data: dict[str, Any]) -> None:
    """Write data as JSON, the same bytes for the same data."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _as_data(classes: list[str], vocabulary: Vocabulary, rows: np.ndarray) -> dict[str, Any]:
    kept = {
        feature: [round(float(weight), _DIGITS) for weight in rows[column]]
        for feature, column in vocabulary.columns.items()
        if np.abs(rows[column]).max() >= _LEAST_WEIGHT
    }
    return {"classes": classes, "rows": kept}
