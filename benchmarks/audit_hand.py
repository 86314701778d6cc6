"""Holds what the audit checks against lists of checks that were made by hand, by reading.

    python -m benchmarks.audit_hand [--shared FOLDER] [--later]

The lists in `benchmarks/audit_checks` say for thirteen texts, five of them the seeds, which figures can be held against
each other: offsets into the text that the reader gives, no words of it. A check of the list is made where one finding
rests on all its figures, whatever its verdict; it is made jointly where several findings that use no other figures rest
on all of them together (three shares of a structure, one by one). `decided` leaves out those that the reader found not
checkable: figures that are masked, that nothing in the text stands against, or that only look as if they belonged
together. With `--later` the lists of `audit_checks/later` are held instead, which were made when the checks were done.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import read_path
from extractor import extract
from extractor.audit import audit

LISTS = Path(__file__).parent / "audit_checks"
Span = tuple[int, int]


def listed(shared: Path, lists: Path = LISTS) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Give each text with its list; texts are found by their checksums."""
    files = [
        path for name in ("texts", "seeds") for path in sorted((shared / name).rglob("*")) if path.is_file()
    ]
    by_sum = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    for path in sorted(lists.glob("*.jsonl")):
        header, *checks = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if header["sha256"] not in by_sum:
            print(f"{path.name}: {header['file']} is not below {shared}", file=sys.stderr)
            continue
        yield by_sum[header["sha256"]], checks


def how_made(figures: list[Span], used: list[list[Span]]) -> str | None:
    """Tell whether one finding rests on all these figures, or several that use no others do jointly.

    >>> how_made([(0, 2), (5, 7)], [[(0, 2), (5, 7), (9, 11)]]), how_made([(0, 2), (5, 7)], [[(0, 2), (9, 11)]])
    ('one', None)
    >>> how_made([(0, 2), (5, 7), (9, 11)], [[(0, 2), (5, 7)], [(5, 7), (9, 11)]])
    'jointly'
    """
    if any(all(_in(figure, spans) for figure in figures) for spans in used):
        return "one"
    within = [spans for spans in used if len(spans) > 1 and all(_in(span, figures) for span in spans)]
    return "jointly" if all(any(_in(figure, spans) for spans in within) for figure in figures) else None


def _in(figure: Span, spans: list[Span]) -> bool:
    start, end = figure
    return any(start < b and a < end for a, b in spans)


def main() -> int:
    """Print the share of the checks that the program makes, by text and by kind of check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--later", action="store_true", help="the lists made when the checks were done")
    args = parser.parse_args()
    listed_of: Counter[str] = Counter()
    made: Counter[str] = Counter()
    jointly: Counter[str] = Counter()
    for path, checks in listed(args.shared, LISTS / "later" if args.later else LISTS):
        used = [
            [(figure.start, figure.end) for figure in finding.figures]
            for finding in audit([extract(next(iter(read_path(path))))])
        ]
        for check in checks:
            how = how_made([(start, end) for _, start, end in check["figures"]], used)
            decided = ["decided"] if check.get("verdict") != "not_checkable" else []
            for name in ("all", *decided, check["check"], f"in {path.stem}"):
                listed_of[name] += 1
                made[name] += how == "one"
                jointly[name] += how is not None
    print(f"{'':44}{'listed':>8}{'made':>8}{'share':>8}{'jointly':>9}{'share':>8}")
    for name in sorted(listed_of, key=lambda name: (name != "all", name)):
        total = listed_of[name]
        print(
            f"{name:44}{total:>8}{made[name]:>8}{made[name] / total:>8.3f}"
            f"{jointly[name]:>9}{jointly[name] / total:>8.3f}"
        )
    return 0 if listed_of else 1


if __name__ == "__main__":
    raise SystemExit(main())
