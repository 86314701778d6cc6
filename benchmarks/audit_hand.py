"""Holds what the audit checks against lists of checks that were made by hand, by reading.

    python -m benchmarks.audit_hand [--shared FOLDER]

The lists in `benchmarks/audit_checks` say for thirteen texts, five of them the seeds, which figures can be held against
each other: offsets into the text that the reader gives, no words of it. A check of the list is made where one finding
rests on all its figures, whatever its verdict. `decided` leaves out those that the reader found not checkable: figures
that are masked, that nothing in the text stands against, or that only look as if they belonged together.
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


def listed(shared: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Give each text with its list; texts are found by their checksums."""
    files = [
        path for name in ("texts", "seeds") for path in sorted((shared / name).rglob("*")) if path.is_file()
    ]
    by_sum = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    for path in sorted(LISTS.glob("*.jsonl")):
        header, *checks = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if header["sha256"] not in by_sum:
            print(f"{path.name}: {header['file']} is not below {shared}", file=sys.stderr)
            continue
        yield by_sum[header["sha256"]], checks


def main() -> int:
    """Print the share of the checks that the program makes, by text and by kind of check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    args = parser.parse_args()
    listed_of: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for path, checks in listed(args.shared):
        used = [
            [(figure.start, figure.end) for figure in finding.figures]
            for finding in audit([extract(next(iter(read_path(path))))])
        ]
        for check in checks:
            hit = any(
                all(any(start < b and a < end for a, b in figures) for _, start, end in check["figures"])
                for figures in used
            )
            decided = ["decided"] if check.get("verdict") != "not_checkable" else []
            for name in ("all", *decided, check["check"], f"in {path.stem}"):
                listed_of[name] += 1
                made[name] += hit
    print(f"{'':44}{'listed':>8}{'made':>8}{'share':>8}")
    for name in sorted(listed_of, key=lambda name: (name != "all", name)):
        print(f"{name:44}{listed_of[name]:>8}{made[name]:>8}{made[name] / listed_of[name]:>8.3f}")
    return 0 if listed_of else 1


if __name__ == "__main__":
    raise SystemExit(main())
