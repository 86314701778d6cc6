"""Runs the program over passages and counts what agrees with the hand-made records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import SourceText, clean
from corpus.gold import Passage
from extractor.assembly import assemble
from extractor.model.weights import Mode
from extractor.stages import run
from extractor.training.scorer import load_scorer
from patterns import Patterns

LEVELS = ("quantity", "claim", "record", "target", "actual", "completion", "project", "measure")
CLAIMS = ("target", "actual", "completion")


@dataclass(frozen=True, slots=True)
class Judged:
    """One record of the program: its kind, how sure it said to be, and whether it was right.

    `right` is None where the hand-made records leave it open.
    """

    kind: str
    confidence: float
    right: bool | None


def predicted(passage: Passage, knowledge: Patterns, mode: Mode, folder: Path | None) -> list[dict[str, Any]]:
    """Run the program over a passage and return its records as `extract` prints them."""
    cleaned = clean(SourceText.from_str(passage.text), knowledge)
    speech = assemble(cleaned, run(cleaned.text, knowledge, mode=mode, weights_folder=folder))
    return [json.loads(record.model_dump_json()) for record in speech.records]


def counts(
    held: Iterable[Passage], knowledge: Patterns, mode: Mode, folder: Path | None, shared: Path
) -> dict[str, dict[str, Counter[str]]]:
    """Count, for each genre and for `all`, what the hand-made records hold, what was found, and what agrees."""
    scorer = load_scorer(shared)
    total: dict[str, dict[str, Counter[str]]] = {}
    for passage in held:
        flat = [scorer.flatten(record) for record in predicted(passage, knowledge, mode, folder)]
        found, _ = scorer.score([scorer.flatten(record) for record in passage.records], flat)
        for genre in (passage.genre, "all"):
            for level in LEVELS:
                total.setdefault(genre, {one: Counter() for one in LEVELS})[level].update(found[level])
    return total


def f1(count: Counter[str]) -> float:
    """Return the harmonic mean of precision and recall.

    >>> f1(Counter(hit=2, pred=4, gold=2))
    0.6666666666666666
    """
    whole = count["pred"] + count["gold"]
    return 2 * count["hit"] / whole if whole else 0.0


def judged(
    held: Iterable[Passage], knowledge: Patterns, mode: Mode, folder: Path | None, shared: Path
) -> list[Judged]:
    """Tell of each record of the program whether it is right: a claim in all that the score counts as a record."""
    scorer = load_scorer(shared)
    out = []
    for passage in held:
        records = predicted(passage, knowledge, mode, folder)
        for kinds, how, least in (
            (set(CLAIMS), scorer.grade, 3),
            ({"project"}, scorer.same_span, 1),
            ({"measure"}, scorer.same_span, 1),
        ):
            gold = [record for record in passage.records if record["kind"] in kinds]
            flat = [scorer.flatten(record) for record in records if record["kind"] in kinds]
            said = [record for record in records if record["kind"] in kinds]
            pairs = {id(p): (g, level) for g, p, level in scorer.pair(gold, flat, how)}
            for record, one in zip(said, flat, strict=True):
                partner, level = pairs.get(id(one), (None, 0))
                optional = partner is not None and partner.get("optional")
                touches = partner is None and any(g.get("optional") and scorer.overlap(g, one) for g in gold)
                right = None if optional or touches else level >= least
                out.append(Judged(record["kind"], record["confidence"], right))
    return out
