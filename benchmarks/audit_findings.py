"""Prints what the audit calls wrong or puts in question in the texts, with what two readers made of it.

    python -m benchmarks.audit_findings [--shared FOLDER]

`benchmarks/audit_readings.jsonl` holds the judgements of two people who read the passage of each finding without knowing
of each other's: `true`, the text states figures that do not agree; `open`, the figures are right, but the text leaves
room; `misread`, the program took a wrong figure. A finding that nobody has read yet is marked so, and the exit code is
then 1: whoever changes the audit reads what is new.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from corpus import ReadError, read_path
from extractor import extract
from extractor.audit import audit
from schemas import Finding

READINGS = Path(__file__).parent / "audit_readings.jsonl"
WRONG = ("inconsistent", "questionable")


def readings() -> dict[str, dict[str, str]]:
    """The judgements by the finding's identifier."""
    lines = READINGS.read_text(encoding="utf-8").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def wrong_in(path: Path) -> list[Finding]:
    """What the audit accuses or questions in the documents of a file."""
    found: list[Finding] = []
    try:
        for document in read_path(path):
            found += [one for one in audit([extract(document)]) if one.verdict in WRONG]
    except ReadError as error:
        print(error, file=sys.stderr)
    return found


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    args = parser.parse_args()
    known = readings()
    paths = [
        path
        for name in ("seeds", "texts")
        for path in sorted((args.shared / name).rglob("*"))
        if path.is_file()
    ]
    unread = 0
    print("| text | check | sum | the program says | first reader | second reader | note |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with ProcessPoolExecutor() as pool:
        for path, found in zip(paths, pool.map(wrong_in, paths), strict=True):
            for one in found:
                said = known.get(one.id)
                unread += said is None
                first, second, note = (
                    (said["a"], said["b"], said["note"]) if said else ("not read", "not read", "")
                )
                cells = (path.stem, one.check, one.formula, one.verdict, first, second, note)
                print("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return 1 if unread else 0


if __name__ == "__main__":
    raise SystemExit(main())
