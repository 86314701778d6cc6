"""How fast `zhibiao run` reads an archive into a database on one core and on two, and how much memory it takes.

    python -m benchmarks.batch [--documents 20000] [--rounds 1] [--databases sqlite postgresql] [--cores 1 2]
                               [--archive FOLDER]

The archive is made by `benchmarks.archive` (whose options are taken) unless `--archive` names one. Each run starts cold,
reads all of it into a new database, and may use as many processors as it has workers. Orders alternate over the rounds;
medians are printed. Memory is that of all processes together (shared pages counted once), the most in each quarter of
the run: flat where it does not grow with what was read.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks import archive
from benchmarks.bench import processor
from benchmarks.databases import KINDS, Databases, counts_of, databases

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from extractor.cli import main; main()"
_EACH = 0.5


@dataclass
class Run:
    """What one run gave."""

    database: str
    cores: int
    documents: int
    failed: int
    characters: int
    seconds: float
    processor_seconds: float
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def quarters(self) -> list[float]:
        """The most memory in each quarter of the run, in megabytes."""
        found = [0.0] * 4
        for at, megabytes in self.memory:
            place = min(3, int(4 * at / self.seconds))
            found[place] = max(found[place], megabytes)
        return found


def command(folder: Path, url: str, cores: int) -> list[str]:
    """Give the call of `zhibiao run`."""
    return [
        sys.executable,
        "-c",
        COMMAND,
        "run",
        str(folder),
        "--db",
        url,
        "--workers",
        str(cores),
        "--quiet",
    ]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}


def run(folder: Path, made: Databases, cores: int) -> Run:
    """Read the archive into a new database."""
    url = made.new()
    allowed = sorted(os.sched_getaffinity(0))[-cores:]
    began = time.perf_counter()
    before = os.times()
    with (
        subprocess.Popen(
            command(folder, url, cores),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        ) as process,
        watched(process.pid, began) as memory,
    ):
        _, told = process.communicate()
    seconds, after = time.perf_counter() - began, os.times()
    if process.returncode not in (0, 1):
        sys.exit(f"batch: the run ended with {process.returncode}: {told.decode(errors='replace')[-500:]}")
    counts = counts_of(url)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    failed = counts.get("failed", 0)
    return Run(
        made.kind, cores, counts.get("done", 0) + failed, failed, counts["characters"], seconds, used, memory
    )


@contextmanager
def watched(pid: int, began: float) -> Iterator[list[tuple[float, float]]]:
    """Note the memory of a process and its children as long as this lasts."""
    found: list[tuple[float, float]] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_EACH):
            found.append((time.perf_counter() - began, _megabytes(pid)))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def _megabytes(pid: int) -> float:
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        return 0.0
    return total / (1 << 20)


def table(runs: list[Run]) -> list[str]:
    """Lay the runs out, medians over the rounds."""
    lines = [
        "| database | cores | documents a second | characters a second | times one core | processor, s"
        " | memory, MB, by quarters |",
        "| --- |" + " --- |" * 6,
    ]
    for database in dict.fromkeys(one.database for one in runs):
        ours = [one for one in runs if one.database == database]
        single = [_rate(one) for one in ours if one.cores == min(one.cores for one in ours)]
        for cores in sorted({one.cores for one in ours}):
            some = [one for one in ours if one.cores == cores]
            documents = statistics.median(one.documents / one.seconds for one in some)
            rate = statistics.median(map(_rate, some))
            used = statistics.median(one.processor_seconds for one in some)
            quarters = [max(one.quarters[at] for one in some) for at in range(4)]
            memory = " · ".join(f"{megabytes:,.0f}" for megabytes in quarters)
            times = rate / statistics.median(single)
            lines.append(
                f"| {database} | {cores} | {documents:.1f} | {rate:,.0f} | {times:.2f} | {used:,.0f} | {memory} |"
            )
    return lines


def _rate(one: Run) -> float:
    return one.characters / one.seconds


def main(arguments: list[str] | None = None) -> int:
    """Make the archive, read it as often as asked for, print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    archive.add_options(parser)
    parser.add_argument("--archive", type=Path, help="an archive that is there")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--databases", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--cores", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep each run here, a JSON object a line")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = options.archive or scratch / "archive"
        if options.archive is None:
            print(archive.make(archive.ordered(options), folder).said(), flush=True)
        runs: list[Run] = []
        for number in range(options.rounds):
            for kind in options.databases:
                with databases(kind, scratch) as made:
                    for cores in options.cores if number % 2 == 0 else reversed(options.cores):
                        runs.append(run(folder, made, cores))
                        _keep(runs[-1], options.json)
        print(f"{processor()}, Python {sys.version.split()[0]}, medians of {options.rounds}\n")
        print(
            f"each run: {runs[0].documents:,} distinct documents, {runs[0].failed:,} of them failed, ", end=""
        )
        print(f"{runs[0].characters:,} characters\n")
        print(*table(runs), sep="\n")
    return 0


def _keep(one: Run, file: Path | None) -> None:
    said = {**vars(one), "quarters": one.quarters}
    said.pop("memory")
    print(json.dumps(said), file=sys.stderr, flush=True)
    if file is not None:
        with file.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps({**said, "memory": one.memory}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
