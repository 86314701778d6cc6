"""Reads thousands of damaged inputs, and counts each that does anything but give records or one clear error.

    python -m benchmarks.damaged [--count 10000] [--seed 7] [--seconds 20] [--megabytes 1024] [--only NUMBER]

The inputs are made from our samples by `benchmarks.damaging`. Each is written to a file and read as a user's would be
(`read_path`, `extract`), in a process that is watched. A finding is: an error that is no ReadError, or one that no
reader foresaw; a process that dies or hangs; more seconds of the processor than allowed until the next document or error,
or more memory; an input from which nothing comes, neither a document nor an error; a document lost beside a damaged one;
evidence that is not the characters it points at. A table may hold a million rows: of each input documents are read until
they make up a million characters, and at most 500.
`--only` makes one input again, by its number, in this process.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.damaging import Damaged, damaged, texts

# What a worker may ask of the system at most, so that a bomb harms no other program.
_ADDRESSES = 8 << 30
_MOST_DOCUMENTS = 500
_MOST_CHARACTERS = 1_000_000
_UNFORESEEN = "cannot be read: "


@dataclass
class Outcome:
    """What came of one input."""

    number: int
    how: str = ""
    documents: int = 0
    records: int = 0
    errors: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    findings: list[str] = field(default_factory=list)


def tried(number: int, seed: int, seconds: float, megabytes: float) -> Outcome:
    """Make one input, read it, and say what came of it."""
    made = damaged(number, seed)
    outcome = Outcome(number, made.how)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / made.name
        path.write_bytes(made.data)
        _forget_peak()
        before = _peak()
        try:
            _read(path, made, outcome)
        except Exception as error:
            outcome.findings.append(f"{type(error).__name__}: {str(error)[:200]}")
        outcome.megabytes = _peak() - before
    if outcome.seconds > seconds:
        outcome.findings.append(f"took {outcome.seconds:.0f} seconds")
    if outcome.megabytes > megabytes:
        outcome.findings.append(f"took {outcome.megabytes:,.0f} MB")
    return outcome


def _read(path: Path, made: Damaged, outcome: Outcome) -> None:
    from corpus import ReadError, read_path
    from extractor import extract

    began = time.process_time()

    def came() -> None:
        nonlocal began
        now = time.process_time()
        outcome.seconds, began = max(outcome.seconds, now - began), now

    def fail(error: ReadError) -> None:
        outcome.errors += 1
        came()
        if _UNFORESEEN in str(error):
            outcome.findings.append(f"not foreseen: {error.cause[:200]}")
        if len(str(error).splitlines()) != 1:
            outcome.findings.append("an error of more than one line")

    lost = set(made.kept)
    characters = 0
    for source in islice(read_path(path, on_error=fail), _MOST_DOCUMENTS):
        outcome.documents += 1
        lost.discard(source.text)
        speech = extract(source)
        came()
        for record in speech.records:
            outcome.records += 1
            record.model_dump_json()
            where = record.evidence
            if source.text[where.start : where.end] != where.quote:
                outcome.findings.append(f"evidence of {record.id} is not what it points at")
        characters += len(source.text)
        if characters > _MOST_CHARACTERS:
            break
    came()
    if lost:
        outcome.findings.append(f"{len(lost)} sound documents lost")
    if not outcome.documents + outcome.errors:
        outcome.findings.append("nothing came of it")


def _forget_peak() -> None:
    """Let the system count the peak of this process from now on, where it can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """The peak of this process in megabytes."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ready() -> None:
    """Make a worker ready: load what is loaded once, and bound its memory."""
    from extractor import extract

    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    warnings.simplefilter("ignore")
    # What a library writes past Python about each damaged file helps nobody here.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for text in texts():
        extract(text)


def outcomes(options: argparse.Namespace) -> Iterator[Outcome]:
    """Try all inputs in watched processes; give what came of each, in their order."""
    from pebble import ProcessExpired, ProcessPool

    limits = (options.seed, options.seconds, options.megabytes)
    with ProcessPool(max_workers=options.cores, max_tasks=500, initializer=_ready) as pool:
        # A worker that hangs is ended; one that is merely slow says so itself.
        waiting: list[tuple[int, Any]] = [
            (number, pool.schedule(tried, args=(number, *limits), timeout=options.seconds * 10))
            for number in range(options.count)
        ]
        for number, future in waiting:
            try:
                yield future.result()
            except TooLong:
                yield Outcome(number, damaged(number, options.seed).how, findings=["hangs"])
            except ProcessExpired as error:
                yield Outcome(
                    number, damaged(number, options.seed).how, findings=[f"died: code {error.exitcode}"]
                )


def table(found: list[Outcome]) -> list[str]:
    """Lay out what came of the inputs, by the way they were damaged."""
    head = "| damage | inputs | documents | records | errors | slowest, s | most memory, MB | findings |"
    lines = [head, "| --- |" + " --- |" * 7]
    for how in [*dict.fromkeys(one.how for one in found), "all"]:
        some = [one for one in found if how in (one.how, "all")]
        sums = [sum(getattr(one, name) for one in some) for name in ("documents", "records", "errors")]
        slowest, most = max(one.seconds for one in some), max(one.megabytes for one in some)
        findings = sum(bool(one.findings) for one in some)
        cells = (len(some), *sums, f"{slowest:.1f}", f"{most:,.0f}", findings)
        lines.append(
            f"| {how} | "
            + " | ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)
            + " |"
        )
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Try the inputs; exit 1 where there is a finding."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=20, help="the most until the next document")
    parser.add_argument(
        "--megabytes", type=float, default=1024, help="the most memory that one input may take"
    )
    parser.add_argument("--cores", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--only", type=int, metavar="NUMBER", help="try this input alone")
    options = parser.parse_args(arguments)
    if options.only is not None:
        print(tried(options.only, options.seed, options.seconds, options.megabytes))
        return 0
    found = []
    for outcome in outcomes(options):
        found.append(outcome)
        for finding in outcome.findings:
            print(f"{outcome.number} ({outcome.how}): {finding}", file=sys.stderr, flush=True)
    print(*table(found), sep="\n")
    return int(any(one.findings for one in found))


if __name__ == "__main__":
    sys.exit(main())
