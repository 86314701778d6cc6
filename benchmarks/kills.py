"""Kills `zhibiao run` again and again at random moments, lets it finish, and compares with an undisturbed run.

    python -m benchmarks.kills [--kills 20] [--documents 1500] [--databases sqlite postgresql] [--cores 2] [--seed 7]

Each time the whole group of processes gets SIGKILL, one time in four while it starts, else while it works. Where a run
finishes first, the next one begins with a new database. What is compared is a hash over all rows of all tables.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from benchmarks import archive
from benchmarks.batch import command, environment
from benchmarks.databases import KINDS, Databases, counts_of, databases, hash_of


@dataclass
class Tally:
    """What became of the runs."""

    kills: int = 0
    finished: int = 0
    same: int = 0


def finish(folder: Path, url: str, cores: int) -> float:
    """Let a run go to its end; return its seconds."""
    began = time.perf_counter()
    done = subprocess.run(
        command(folder, url, cores), env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(f"kills: the run ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - began


def killed(folder: Path, url: str, cores: int, after: float, working: bool) -> bool:
    """Start a run and kill all its processes; tell whether it still ran.

    The moment is so many seconds after its start, or, where it is to be `working`, after it saved something.
    """
    process = subprocess.Popen(
        command(folder, url, cores),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    before = saved(url)
    while working and process.poll() is None and saved(url) == before:
        time.sleep(0.1)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def saved(url: str) -> int:
    """Count the documents that are done, or failed for good."""
    try:
        counts = counts_of(url)
    except sa.exc.DBAPIError:
        # No tables yet, or the database is being made.
        return 0
    return counts.get("done", 0) + counts.get("failed", 0)


def disturb(folder: Path, made: Databases, options: argparse.Namespace) -> Tally:
    """Kill runs until there were as many kills as asked for; compare each database that was finished."""
    rng = random.Random(options.seed)
    whole = made.new()
    seconds = finish(folder, whole, options.cores)
    wanted = hash_of(whole)
    print(f"{made.kind}: undisturbed {seconds:.1f} s, {counts_of(whole)}, {wanted[:16]}", flush=True)
    tally = Tally()
    while tally.kills < options.kills:
        url = made.new()
        at: list[int] = []
        while tally.kills < options.kills:
            # One of four hits the start, the others the work and what is saved.
            working = rng.random() < 0.75
            most = seconds / 12 if working else seconds / 4
            if not killed(folder, url, options.cores, rng.uniform(0, most), working):
                break
            tally.kills += 1
            at.append(saved(url))
        finish(folder, url, options.cores)
        tally.finished += 1
        found = hash_of(url)
        tally.same += found == wanted
        places = ", ".join(map(str, at))
        print(
            f"{made.kind}: killed with {places} documents saved; {counts_of(url)}, {found[:16]}", flush=True
        )
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Print the tally of each database; exit 1 where one came out otherwise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    archive.add_options(parser)
    parser.set_defaults(documents=1500, characters=1500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--databases", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args(arguments)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        print(archive.make(archive.ordered(options), folder).said(), flush=True)
        for kind in options.databases:
            with databases(kind, Path(name)) as made:
                tally = disturb(folder, made, options)
            wrong += tally.finished - tally.same
            print(
                f"{kind}: {tally.kills} kills, {tally.same} of {tally.finished} databases the same as undisturbed"
            )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
