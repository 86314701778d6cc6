"""Scores the command on the annotated passages, which are kept without their text, and on the records beside the texts.

`corpus/gold` has offsets and values only; the texts are found in `../shared/texts` by their checksums.

    python -m benchmarks.accuracy [--split train|dev|test|gold] [--no-model] [--shared ../shared]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus.gold import SPLITS, GoldError, Split, passages

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"


def write(split: Split, shared: Path, folder: Path) -> int:
    """Write the passages of a split and their records as the score reads them; return how many there are."""
    count = 0
    for passage in passages(shared, split):
        (folder / f"{passage.name}.txt").write_text(passage.text, encoding="utf-8", newline="")
        lines = [json.dumps(record, ensure_ascii=False) for record in passage.records]
        (folder / f"{passage.name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        count += 1
    return count


def score(folder: Path, shared: Path, no_model: bool = False) -> list[str]:
    """Give the lines of the score over a folder: its head, the sum and the mean."""
    call = f"{json.dumps(sys.executable)} -c 'from extractor.cli import main; main()' extract {{file}} --format jsonl"
    done = subprocess.run(
        [
            sys.executable,
            str(shared / "score.py"),
            str(folder),
            "--cmd",
            call + (" --no-model" if no_model else ""),
        ],
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode or done.stderr.strip():
        raise GoldError(f"the score failed: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}")
    lines = done.stdout.splitlines()
    return [line for line in lines if line.startswith((" ", "ALL ", "MACRO "))]


def main(arguments: list[str] | None = None) -> int:
    """Print the score of the splits that were asked for."""
    parser = argparse.ArgumentParser(description="Score the program on the annotated passages.")
    parser.add_argument(
        "--split", action="append", choices=(*SPLITS, "gold"), help="one of them (default: all)"
    )
    parser.add_argument("--no-model", action="store_true", help="let the rules decide alone")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with the texts")
    options = parser.parse_args(arguments)
    shared = options.shared.resolve()
    try:
        if not (shared / "score.py").is_file():
            raise GoldError(f"no texts at {options.shared}: name the folder with --shared")
        for split in options.split or (*SPLITS, "gold"):
            with tempfile.TemporaryDirectory() as name:
                if split == "gold":
                    folder = shared / "gold"
                    count = len(list(folder.glob("*.jsonl")))
                else:
                    folder = Path(name)
                    count = write(split, shared, folder)
                print(
                    f"{split}: {count} texts", *score(folder, shared, options.no_model), sep="\n", flush=True
                )
    except GoldError as trouble:
        print(f"accuracy: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
