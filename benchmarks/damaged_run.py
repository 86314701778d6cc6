"""Lets `zhibiao run` read a folder of damaged inputs, and looks for each of them in the database.

    python -m benchmarks.damaged_run [--count 10000] [--seed 7] [--workers N] [--database sqlite|postgresql]

The inputs are those of `benchmarks.damaged`; tables that give a million rows of one line are left out. A finding is: an
input that the ledger has no place of; a document left pending; one that failed by an error or crash of ours, or by an
error that no reader foresaw; a document lost beside a damaged one; a ledger and tables that disagree; more memory than
allowed; an end other than by exit code 0 or 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa

from benchmarks.batch import command, environment, watched
from benchmarks.damaging import Damaged, damaged
from benchmarks.databases import KINDS, connected, databases

_UNFORESEEN = "cannot be read: "
_PLACES = "SELECT place FROM run_places UNION SELECT place FROM run_ledger"


def inputs(count: int, seed: int) -> Iterator[Damaged]:
    """Give the inputs, without those that give rows for hours."""
    for number in range(count):
        made = damaged(number, seed)
        if made.how != "bombs" or not (made.name.endswith(".parquet") or b"a.csv" in made.data):
            yield made


def findings(url: str, folder: Path, kept: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Look for each input, and for what should not be in the ledger."""
    with connected(url) as connection:
        places = [str(place) for (place,) in connection.exec_driver_sql(_PLACES)]
        yield from _of_ledger(connection)
        texts: dict[str, set[str]] = {}
        query = "SELECT p.path, d.text FROM document_paths p JOIN documents d ON d.doc_id = p.doc_id"
        for path, text in connection.exec_driver_sql(query):
            if (name := _name(path, folder)) in kept:
                texts.setdefault(name, set()).add(text)
    seen = {_name(place, folder) for place in places}
    for name, wanted in kept.items():
        if name not in seen:
            yield f"{name}: nothing came of it"
        if lost := set(wanted) - texts.get(name, set()):
            yield f"{name}: {len(lost)} sound documents lost"


def _of_ledger(connection: sa.Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql("SELECT place, status, cause, reason FROM run_ledger")
    for place, status, cause, reason in rows:
        if status == "pending":
            yield f"{place}: left pending"
        elif status == "failed" and (cause in ("error", "crash", "time", "memory") or _UNFORESEEN in reason):
            yield f"{place}: {cause}: {reason}"
    rows = connection.exec_driver_sql(
        "SELECT l.place FROM run_ledger l LEFT JOIN documents d ON d.doc_id = l.doc_id "
        "WHERE l.status = 'done' AND d.doc_id IS NULL"
    )
    yield from (f"{place}: done and not there" for (place,) in rows)


def _name(place: str, folder: Path) -> str:
    """The file of a place, which may be one within it."""
    return place.removeprefix(f"{folder}/").partition("!/")[0].partition(":")[0]


def main(arguments: list[str] | None = None) -> int:
    """Make the folder, run, print counts and findings; exit 1 where there is a finding."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument(
        "--megabytes", type=float, default=6144, help="the most memory of all processes together"
    )
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = scratch / "in"
        folder.mkdir()
        kept = {}
        for made in inputs(options.count, options.seed):
            (folder / made.name).write_bytes(made.data)
            kept[made.name] = made.kept
        url = stack.enter_context(databases(options.database, scratch)).new()
        began = time.perf_counter()
        with (
            subprocess.Popen(
                command(folder, url, options.workers),
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            ) as process,
            watched(process.pid, began) as memory,
        ):
            _, told = process.communicate()
        found = list(findings(url, folder, kept))
        if process.returncode not in (0, 1):
            found.append(f"ended with {process.returncode}: {told.decode(errors='replace')[-300:]}")
        most = max((megabytes for _, megabytes in memory), default=0.0)
        if most > options.megabytes:
            found.append(f"took {most:,.0f} MB")
        print(*found, sep="\n", file=sys.stderr)
        _conclude(url, len(kept), time.perf_counter() - began, most, len(found))
    return int(bool(found))


def _conclude(url: str, count: int, seconds: float, most: float, found: int) -> None:
    with connected(url) as connection:
        counts = Counter[str]()
        query = "SELECT status, cause, count(*) FROM run_ledger GROUP BY status, cause"
        for status, cause, number in connection.exec_driver_sql(query):
            counts[f"{status} ({cause})" if cause else status] += number
    told = ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items()))
    print(f"{count:,} inputs in {seconds:,.0f} s: documents {told}; at most {most:,.0f} MB; {found} findings")


if __name__ == "__main__":
    sys.exit(main())
