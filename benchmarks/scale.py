"""What a million documents cost on Ray, how well two actors do against one, and what follows for a hundred million.

    python -m benchmarks.scale [--documents 400] [--characters 2500] [--rounds 3] [--processors 800]

Documents are made of the paragraphs of `corpus/samples` with other figures, as JSON Lines, ten a shard. Each round runs
them through `run_on_ray` with one actor and with two, in an order that alternates, on a Ray of its own; then the parts
are loaded into a new SQLite file. Counting begins with the first part that is done, so that starting up is left out and
told apart. Medians are printed, and the load of the machine during the runs. Processor time is that of all processes of
Ray, which a busy machine disturbs less than the time on the wall.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from corpus.readers.options import ReadOptions
from extractor.batch import Failure, Job, Settings, load_parts, pipeline_version
from extractor.batch.meter import Tally
from extractor.batch.parts import Manifest
from extractor.batch.ray_engine import Site, run_on_ray
from extractor.store import StoreError, open_store

ROOT = Path(__file__).resolve().parents[1]
_A_SHARD = 10
_MILLION = 1_000_000
_STORE_BYTES = 128 << 20


@dataclass
class Run:
    """What one run took: `seconds` and `processor` from the first part to the last, for `documents`."""

    actors: int
    start: float
    seconds: float
    processor: float
    documents: int
    load: float
    bytes: int
    loading: float

    @property
    def rate(self) -> float:
        return self.documents / self.seconds


class Clock:
    """Notes when the first part and the last are done, and what processors have done until then."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        # Of processes that end in between too, which Ray does with those it needs no more.
        self.processes: dict[tuple[int, float], float] = {}
        self.notes: list[tuple[float, float, int]] = []

    def failed(self, failure: Failure) -> None:
        raise SystemExit(f"{failure.place}: {failure.reason}")

    def waiting(self, error: StoreError, seconds: float) -> None:
        raise SystemExit(str(error))

    def progress(self, tally: Tally) -> None:
        self.notes.append((time.monotonic(), self.spent(), tally.documents + tally.failed))

    def spent(self) -> float:
        """Return the processor seconds of this process and of all that were under it."""
        own = psutil.Process()
        for process in [own, *own.children(recursive=True)]:
            try:
                times = process.cpu_times()
                self.processes[process.pid, process.create_time()] = times.user + times.system
            except psutil.Error:
                continue
        return sum(self.processes.values())


def main() -> None:
    options = _options()
    runs: list[Run] = []
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "archive"
        characters = make(archive, options.documents, options.characters)
        for number in range(options.rounds):
            for actors in (1, 2) if number % 2 == 0 else (2, 1):
                runs.append(measure(archive, Path(scratch) / f"{number}-{actors}", actors))
                told = runs[-1]
                print(f"{actors} actors: {told.rate:.2f} documents/s, load {told.load:.1f}", file=sys.stderr)
    show(runs, characters / options.documents, options)


def make(archive: Path, documents: int, characters: int) -> int:
    """Write an archive; return how many characters it has."""
    chance = random.Random(7)
    samples = sorted((ROOT / "corpus" / "samples").glob("*.txt"))
    paragraphs = [
        line
        for sample in samples
        for line in sample.read_text(encoding="utf-8", errors="replace").splitlines()
        if len(line) > 40
    ]
    archive.mkdir(parents=True)
    total = 0
    for shard in range(0, documents, _A_SHARD):
        lines = []
        for number in range(shard, min(shard + _A_SHARD, documents)):
            text = "\n".join(_text(chance, paragraphs, number, characters))
            total += len(text)
            lines.append(json.dumps({"标题": f"第{number}号报告", "正文": text}, ensure_ascii=False))
        (archive / f"{shard:06}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return total


def measure(archive: Path, folder: Path, actors: int) -> Run:
    """Run an archive through a Ray of its own."""
    import ray

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_BACKEND_LOG_LEVEL"] = "fatal"
    os.environ["PYTHONPATH"] = str(ROOT)
    options = ReadOptions(as_stored=True)
    job = Job((str(archive),), options, Settings(version=pipeline_version(), seconds=600.0), workers=actors)
    clock = Clock()
    ray.init(
        address="local",
        num_cpus=actors,
        object_store_memory=_STORE_BYTES,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
    )
    try:
        manifest = run_on_ray(job, Site(folder), clock)
        load = os.getloadavg()[0]
    finally:
        ray.shutdown()
    (first, spent_then, before), *_, (last, spent_now, after) = clock.notes
    return Run(
        actors,
        first - clock.begun,
        last - first,
        spent_now - spent_then,
        after - before,
        load,
        sum(part.size for part in manifest.parts),
        loading_time(folder, manifest, clock),
    )


def loading_time(folder: Path, manifest: Manifest, clock: Clock) -> float:
    """Return the processor time that loading takes."""
    begun = time.process_time()
    with open_store(folder / "x.sqlite") as store:
        store.write_ahead()
        tally = load_parts(store, folder, clock)
    assert tally.documents == sum(part.done for part in manifest.parts)
    return time.process_time() - begun


def show(runs: Sequence[Run], characters: float, options: argparse.Namespace) -> None:
    """Print the tables of docs/scale.md."""
    one, two = ([run for run in runs if run.actors == actors] for actors in (1, 2))

    def median(some: Sequence[Run], name: str) -> float:
        return statistics.median(getattr(run, name) for run in some)

    loads = [run.load for run in runs]
    print(
        f"{options.documents} documents of {characters:,.0f} characters, medians of {options.rounds} rounds, "
        f"load of the machine {min(loads):.1f} to {max(loads):.1f} on {os.cpu_count()} cores\n"
    )
    print("| | 1 actor | 2 actors |\n| --- | --- | --- |")
    rows = [
        ("documents a second", [f"{median(some, 'rate'):.1f}" for some in (one, two)]),
        (
            "processor seconds a thousand documents",
            [
                f"{1000 * statistics.median(run.processor / run.documents for run in some):.0f}"
                for some in (one, two)
            ],
        ),
        ("seconds to the first part", [f"{median(some, 'start'):.0f}" for some in (one, two)]),
    ]
    for name, values in rows:
        print(f"| {name} | {' | '.join(values)} |")
    efficiency = median(two, "rate") / median(one, "rate") / 2
    each = [statistics.median(run.processor / run.documents for run in some) for some in (one, two)]
    print(f"| efficiency by the wall | 1 | {efficiency:.2f} |")
    print(f"| efficiency by processor time | 1 | {each[0] / each[1]:.2f} |\n")
    size = statistics.median(run.bytes for run in runs) / options.documents
    loading = statistics.median(run.loading for run in runs) / options.documents
    hours = each[1] * _MILLION / 3600
    print("| a million documents | |\n| --- | --- |")
    print(f"| processor hours | {hours:.1f} |")
    print(f"| hours on two cores that are free | {hours / 2:.1f} |")
    print(f"| parts, GB | {size * _MILLION / 1e9:.1f} |")
    print(f"| loading into SQLite, processor hours | {loading * _MILLION / 3600:.1f} |\n")
    count = 100
    print("| a hundred million documents | |\n| --- | --- |")
    print(f"| processor hours | {hours * count:,.0f} |")
    busy = hours * count / options.processors / options.efficiency
    print(
        f"| hours on {options.processors:,} processors at {options.efficiency:g} of them busy | {busy:,.1f} |"
    )
    print(f"| parts, TB | {size * count * _MILLION / 1e12:.2f} |")
    print(f"| loading, one writer, hours | {loading * count * _MILLION / 3600:,.0f} |")


def _text(chance: random.Random, paragraphs: Sequence[str], number: int, characters: int) -> Iterator[str]:
    yield f"在青禾县第{number}次工作会议上的讲话"
    yield f"20{chance.randint(10, 24)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    length = 0
    while length < characters:
        line = re.sub(r"\d", lambda _: str(chance.randint(1, 9)), chance.choice(paragraphs))
        length += len(line)
        yield line


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--characters", type=int, default=2500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processors", type=int, default=800)
    parser.add_argument("--efficiency", type=float, default=0.8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
