"""How well rules, model and both together do on passages that were annotated by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.gold import Split, passages
from extractor.model.weights import Mode
from extractor.training.measuring import CLAIMS, LEVELS, Judged, counts, f1, judged
from patterns import load

MODES: tuple[tuple[Mode, str], ...] = (("rules", "rules only"), ("model", "model only"), ("both", "both"))
_FAMILIES = (("claims", CLAIMS), ("projects", ("project",)), ("measures", ("measure",)))
_BINS = 10


def evaluate(shared: Path, split: Split = "test", folder: Path | None = None) -> dict[str, Any]:
    """Measure the three ways to decide on a split, and how far the stated probabilities hold.

    Returns `split`, `passages` (how many a genre), `scores` by genre, way and level (precision, recall, f1, gold),
    and `calibration` by family: ten bins of the confidence of both together, with how many records lie in each, what
    they said on the average, and what part of them was right.

    Raises:
        GoldError: the texts or the scorer are not there.
    """
    held = list(passages(shared, split))
    knowledge = load()
    number: dict[str, int] = {"all": len(held)}
    for passage in held:
        number[passage.genre] = number.get(passage.genre, 0) + 1
    scores: dict[str, dict[str, Any]] = {genre: {} for genre in sorted(number)}
    for mode, _ in MODES:
        for genre, levels in counts(held, knowledge, mode, folder, shared).items():
            scores[genre][mode] = {
                level: {
                    "precision": round(found["hit"] / found["pred"], 4) if found["pred"] else 0.0,
                    "recall": round(found["hit"] / found["gold"], 4) if found["gold"] else 0.0,
                    "f1": round(f1(found), 4),
                    "gold": found["gold"],
                }
                for level, found in levels.items()
            }
    said = judged(held, knowledge, "both", folder, shared)
    return {
        "split": split,
        "passages": dict(sorted(number.items())),
        "scores": scores,
        "calibration": {
            name: reliability([one for one in said if one.kind in kinds]) for name, kinds in _FAMILIES
        },
    }


def reliability(said: Sequence[Judged]) -> list[dict[str, Any]]:
    """Sort records into ten bins by confidence; those that the hand-made records leave open are left out.

    >>> [row["records"] for row in reliability([Judged("actual", 0.97, True)])][-1]
    1
    """
    rows = []
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        last = number == _BINS - 1
        inside = [
            one
            for one in said
            if one.right is not None and (low <= one.confidence < high or (last and one.confidence == 1))
        ]
        rows.append(
            {
                "from": low,
                "to": high,
                "records": len(inside),
                "said": round(sum(one.confidence for one in inside) / len(inside), 3) if inside else None,
                "right": round(sum(bool(one.right) for one in inside) / len(inside), 3) if inside else None,
            }
        )
    return rows


def table(figures: dict[str, Any]) -> str:
    """Lay the figures out as Markdown tables: F1 of the three ways by genre, precision and recall over all, bins."""
    lines = [f"Split `{figures['split']}`: {figures['passages']['all']} passages.", ""]
    lines += [
        "| genre | passages | decided by | " + " | ".join(LEVELS) + " |",
        "| --- |" + " --- |" * (len(LEVELS) + 2),
    ]
    genres = ["all", *(genre for genre in figures["scores"] if genre != "all")]
    for genre in genres:
        for mode, title in MODES:
            row = [_f1(figures["scores"][genre][mode][level]) for level in LEVELS]
            lines.append(f"| {genre} | {figures['passages'][genre]} | {title} | " + " | ".join(row) + " |")
    lines += ["", "F1. Precision and recall over all:", ""]
    lines += ["| decided by | " + " | ".join(LEVELS) + " |", "| --- |" + " --- |" * len(LEVELS)]
    for mode, title in MODES:
        found = figures["scores"]["all"][mode]
        row = [f"{found[level]['precision']:.3f} / {found[level]['recall']:.3f}" for level in LEVELS]
        lines.append(f"| {title} | " + " | ".join(row) + " |")
    gold = [str(figures["scores"]["all"]["both"][level]["gold"]) for level in LEVELS]
    lines.append("| hand-made records | " + " | ".join(gold) + " |")
    lines += ["", "How often records of a stated confidence were right (both together):", ""]
    names = list(figures["calibration"])
    heads = [f"{name}: {what}" for name in names for what in ("records", "said", "right")]
    lines += ["| confidence | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
    for number in range(_BINS):
        rows = [figures["calibration"][name][number] for name in names]
        cells = [_cell(row[what]) for row in rows for what in ("records", "said", "right")]
        lines.append(f"| {rows[0]['from']:.1f}–{rows[0]['to']:.1f} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _f1(found: dict[str, Any]) -> str:
    return f"{found['f1']:.3f}" if found["gold"] else "—"


def _cell(value: float | None) -> str:
    return "—" if value is None else str(value) if isinstance(value, int) else f"{value:.2f}"
