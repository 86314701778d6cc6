"""How far two people who read the same passages agree: the measure of what a program can reach.

    python -m benchmarks.agreement [--shared ../shared]

Prints F1 of the second reading against the first by the score that the program is measured with, both before their
differences were settled. A record that either held for optional counts for neither.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from corpus.gold import GoldError, passages
from corpus.gold.passages import reading
from extractor.training.measuring import LEVELS, f1
from extractor.training.scorer import load_scorer

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main(arguments: list[str] | None = None) -> int:
    """Print the agreement of all passages that were read twice, by genre and in all."""
    parser = argparse.ArgumentParser(description="How far two readers of the same passages agree.")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with the texts")
    options = parser.parse_args(arguments)
    try:
        total = _agreement(options.shared.resolve())
    except GoldError as trouble:
        print(f"agreement: {trouble}", file=sys.stderr)
        return 1
    print("| genre | passages | " + " | ".join(LEVELS) + " |")
    print("| --- |" + " --- |" * (len(LEVELS) + 1))
    for genre in sorted(total, key=lambda name: (name != "all", name)):
        count, levels = total[genre]
        row = [f"{f1(levels[level]):.3f}" if levels[level]["gold"] else "—" for level in LEVELS]
        print(f"| {genre} | {count} | " + " | ".join(row) + " |")
    return 0


def _agreement(shared: Path) -> dict[str, tuple[int, dict[str, Counter[str]]]]:
    scorer = load_scorer(shared)
    total: dict[str, tuple[int, dict[str, Counter[str]]]] = {}
    for passage in passages(shared):
        if passage.readings < 2:
            continue
        first, second = (
            [_plain(record) for record in reading(which, passage)] for which in ("first", "second")
        )
        for record in first:
            record["optional"] = record.get("optional") or _optional_beside(record, second, scorer)
        found, _ = scorer.score(
            first, [r for r in second if not r.get("optional") or _meets(r, first, scorer)]
        )
        for genre in (passage.genre, "all"):
            count, levels = total.get(genre, (0, {level: Counter() for level in LEVELS}))
            for level in LEVELS:
                levels[level].update(found[level])
            total[genre] = (count + 1, levels)
    return total


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(record))


def _optional_beside(record: dict[str, Any], others: list[dict[str, Any]], scorer: Any) -> bool:
    """Whether the other reader held for optional what is read here."""
    return any(
        other.get("optional")
        and other["kind"] == record["kind"]
        and 2 * scorer.overlap(record, other) >= scorer.union(record, other)
        for other in others
    )


def _meets(record: dict[str, Any], others: list[dict[str, Any]], scorer: Any) -> bool:
    return any(scorer.overlap(record, other) and other["kind"] == record["kind"] for other in others)


if __name__ == "__main__":
    sys.exit(main())
