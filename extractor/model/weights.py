"""Reads the weights that ship with the package: linear models, taggers and curves of calibration."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pycrfsuite

Mode = Literal["rules", "both", "model"]
"""Who decides: the rules alone, the model that hears the rules, or the model that does not hear them."""


_MODES = ("both", "model")
_MOST_SUMS = 200_000
_JSON, _TAGGERS = ("claimable", "status", "settings"), ("projects", "measures")
FILES = (
    *(f"{name}_{mode}.json" for mode in _MODES for name in _JSON),
    *(f"{name}_{mode}.crfsuite" for mode in _MODES for name in _TAGGERS),
    "trust_both.json",
    "names_model.json",
    "stages.json",
    "parties.crfsuite",
)
"""What a folder of weights holds."""


class WeightsError(Exception):
    """Weights that are not there or cannot be read; one line that names the file and the cause."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model over named features: a row of weights a feature, a column a class.

    >>> light = Linear(("no", "yes"), {"dark": (0.7, -0.7)})
    >>> [round(p, 2) for p in light.probabilities(["dark", "unknown"])]
    [0.8, 0.2]
    """

    classes: tuple[str, ...]
    rows: dict[str, tuple[float, ...]]
    _sums: dict[tuple[str, ...], float] = field(default_factory=dict, compare=False)

    def scores(self, features: Iterable[str]) -> list[float]:
        """Add up the weights of the features; those it does not know weigh nothing."""
        if len(self.classes) == 1:
            return [sum(row[0] for row in map(self.rows.get, features) if row is not None)]
        sums = [0.0] * len(self.classes)
        for row in map(self.rows.get, features):
            if row is not None:
                for index, weight in enumerate(row):
                    sums[index] += weight
        return sums

    def grouped(self, groups: Iterable[tuple[str, ...]]) -> float:
        """Add up the weights for the last class; the sum of a group of features is kept for the next time."""
        total, sums = 0.0, self._sums
        for group in groups:
            found = sums.get(group)
            if found is None:
                if len(sums) >= _MOST_SUMS:
                    sums.clear()
                found = sums[group] = self.scores(group)[-1]
            total += found
        return total

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """Return the probability of each class."""
        return softmax(self.scores(features))


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising curve through points, from what a model says to how often it was right.

    >>> Curve((0.0, 1.0), (0.2, 0.8))(0.5)
    0.5
    """

    said: tuple[float, ...]
    found: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """Read the curve at a value; beyond its ends it is level."""
        at = bisect_right(self.said, value)
        if at == 0:
            return self.found[0]
        if at == len(self.said):
            return self.found[-1]
        left, right = self.said[at - 1], self.said[at]
        part = (value - left) / (right - left)
        return self.found[at - 1] + part * (self.found[at] - self.found[at - 1])


class Weights:
    """All weights of one folder, each file read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._linear: dict[str, Linear] = {}
        self._taggers: dict[str, pycrfsuite.Tagger] = {}
        self._settings: dict[str, Any] = {}

    def check(self) -> None:
        """See that all files are there, without reading more than the settings.

        Raises:
            WeightsError: one is missing, or the settings are damaged.
        """
        for name in FILES:
            if not (self.folder / name).is_file():
                raise WeightsError(f"{self.folder / name}: no such file; zhibiao train writes a whole folder")
        for mode in _MODES:
            self._setting("curves", f"claims_{mode}")

    def linear(self, name: str) -> Linear:
        """Return the linear model of a name.

        Raises:
            WeightsError: its file is not there or damaged.
        """
        if name not in self._linear:
            data = self._json(f"{name}.json")
            try:
                rows = {feature: tuple(map(float, row)) for feature, row in data["rows"].items()}
                self._linear[name] = Linear(tuple(data["classes"]), rows)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise WeightsError(f"{self.folder / name}.json: not weights of a linear model") from error
        return self._linear[name]

    def tagger(self, name: str) -> pycrfsuite.Tagger:
        """Return the sequence tagger of a name.

        Raises:
            WeightsError: its file is not there or damaged.
        """
        if name not in self._taggers:
            import pycrfsuite

            path = self.folder / f"{name}.crfsuite"
            tagger = pycrfsuite.Tagger()
            try:
                # From a file, since a tagger over bytes in memory outlives them.
                tagger.open(str(path))
            except (OSError, ValueError) as error:
                raise WeightsError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
            self._taggers[name] = tagger
        return self._taggers[name]

    def curve(self, name: str) -> Curve:
        """Return the curve of calibration of a name, which ends in its mode."""
        said, found = self._setting("curves", name)
        return Curve(tuple(said), tuple(found))

    def threshold(self, name: str) -> float:
        """Return the probability from which a decision is taken; the name ends in its mode."""
        return float(self._setting("thresholds", name))

    def _setting(self, kind: str, name: str) -> Any:
        mode = name.rpartition("_")[2]
        if mode not in self._settings:
            self._settings[mode] = self._json(f"settings_{mode}.json")
        try:
            return self._settings[mode][kind][name]
        except (KeyError, TypeError) as error:
            raise WeightsError(f"{self.folder}/settings_{mode}.json: has no {kind} of {name}") from error

    def _json(self, name: str) -> Any:
        path = self.folder / name
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise WeightsError(f"{path}: {error.strerror or error}") from error
        except ValueError as error:
            raise WeightsError(f"{path}: no JSON: {error}") from error


@lru_cache(maxsize=4)
def weights(folder: Path | None = None) -> Weights:
    """Return the weights of a folder, those of the package if none is named; each is loaded once."""
    return Weights(folder or Path(str(files("extractor.model") / "data")))
