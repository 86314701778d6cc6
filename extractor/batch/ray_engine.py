"""A whole archive on the machines of a Ray cluster: shards in, parts as Parquet out."""

from __future__ import annotations

import json
import logging
import os
import pickle
import platform
import re
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, cast

import pyarrow as pa

from corpus.readers.options import ReadOptions
from extractor.batch.guarding import Guarded
from extractor.batch.meter import Tally
from extractor.batch.parts import Journal, Manifest, Part, part_schema, there, write_part
from extractor.batch.run import Job, Report
from extractor.batch.settings import Settings, pipeline_version
from extractor.batch.shards import READ, Shard, shards_of, tables_of
from extractor.batch.tables import BATCH, failure, results_schema, to_results
from extractor.batch.workers import WorkersError

_BLOCK_BYTES: Final = 2 << 20
"""About how many bytes of documents become one part; larger parts make the end of a run uneven."""
_ACTORS_A_READER: Final = 8
"""Reading a document takes a small part of the time that its records take."""
_OBJECT_STORE_BYTES: Final = 256 << 20

_CONTEXT: Final = {
    "target_max_block_size": _BLOCK_BYTES,
    # What one block loses is told at the end, and the others go on.
    "max_errored_blocks": -1,
    "enable_progress_bars": False,
    "print_on_execution_start": False,
}
_SEEN_SECONDS: Final = 60.0
_COLOURS: Final = re.compile(r"\x1b\[[\d;]*m")
_REACH_SECONDS: Final = 15.0
_MADE: Final = pa.schema([pa.field("part", pa.large_string()), pa.field("error", pa.large_string())])
"""What an actor gives for each table: the JSON of its part, or why there is none."""


class RayError(Exception):
    """Ray is not there, cannot be reached, or did not finish its work; one line."""


@dataclass(frozen=True)
class Site:
    """Where a run on Ray works: the folder of the parts, which all machines see, and the address of the cluster.

    Without an address that of `RAY_ADDRESS` is taken; without one a cluster of this machine alone is started.
    """

    output: Path
    address: str | None = None


def run_on_ray(job: Job, site: Site, report: Report) -> Manifest:
    """Read the documents of an archive on a Ray cluster and write their results as Parquet; return the manifest.

    Shards are read by tasks, in the order and under the paths of a run on one machine; actors load patterns and weights
    once and do `process_batch` on Arrow tables, each in a child of its own (see `Guarded`). A run that was stopped goes
    on where it was: shards whose parts are all there are not read again.

    Args:
        job: what is to be read, and how; `workers` is the number of actors, each of one processor, 0 for as many as the
            cluster has processors.
        site: where to write, and where to work.
        report: whom to tell how far it is.

    Raises:
        RayError: Ray is not installed, cannot be reached, or left shards unfinished; what was finished stays.
        PartsError: the folder holds the parts of another version.
        OSError: the folder cannot be written.
    """
    need_ray()
    # Actors may stand in another folder.
    output = site.output.absolute()
    settings = replace(
        job.settings,
        patterns=tuple(file.absolute() for file in job.settings.patterns),
        model=job.settings.model.absolute() if isinstance(job.settings.model, Path) else job.settings.model,
    )
    options = replace(job.options, patterns=settings.patterns, leave_out=frozenset())
    shards = shards_of(job.paths, job.options)
    with Journal(output, settings.version) as journal:
        left = [shard for shard in shards if not _is_done(journal, shard, job.retry)]
        if left:
            absolute = replace(job, settings=settings, options=options)
            with _cluster(site.address, job.workers) as processors:
                actors = job.workers or processors
                RayRun(replace(absolute, workers=actors), output, journal, report).run(left)
        pieces = [journal.piece(shard.key, shard.stamp, shard.name) for shard in shards]
        unfinished = [piece.name for piece in pieces if not piece.whole]
        if unfinished:
            raise RayError(f"{_some(unfinished)} could not be read to the end on Ray")
        return journal.finish(pieces)


def need_ray() -> None:
    """Complain where Ray is not installed.

    Raises:
        RayError: it is not.
    """
    if find_spec("ray") is None or find_spec("ray.data") is None:
        raise RayError("--engine ray needs Ray: pip install 'zhibiao[ray]'")


def read_shards(table: pa.Table, options: ReadOptions) -> Iterator[pa.Table]:
    """Read shards, pickled in the column `shard`, some documents at a time, as tables of `READ`."""
    for data in table.column("shard").to_pylist():
        yield from tables_of(pickle.loads(data), options)


class WriteParts:
    """The actor: takes tables of `READ`, does `process_batch` and writes each result as a part."""

    def __init__(self, job: Job, output: Path, fingerprint: str) -> None:
        self._output = output
        self._trouble = _other_version(fingerprint, job.settings)
        self._guarded = None if self._trouble else Guarded(job.settings, job.memory)

    def __call__(self, table: pa.Table) -> pa.Table:
        """Give one row, in the columns of `_MADE`, for a table of one shard."""
        try:
            if self._guarded is None:
                return _made(error=self._trouble)
            part = write_part(
                self._output, results_of(table, self._guarded), table.column("last")[-1].as_py()
            )
        except WorkersError as error:
            return _made(error=str(error))
        except OSError as error:
            return _made(error=f"{self._output}: {error.strerror or error}")
        return _made(part=part)


def results_of(table: pa.Table, process: Callable[[pa.Table], pa.Table]) -> pa.Table:
    """Process the documents of a table of `READ`; return their results in the columns of `part_schema`."""
    table = table.cast(READ)
    errors = table.column("error").to_pylist()
    good = [at for at, error in enumerate(errors) if error is None]
    bad = [at for at, error in enumerate(errors) if error is not None]
    done = process(table.select(BATCH.names).take(pa.array(good, pa.int64()))) if good else _nothing()
    unread = to_results(
        failure(row["place"], row["content"], "unreadable", row["error"])
        for row in table.take(pa.array(bad, pa.int64())).to_pylist()
    )
    at_last = {at: number for number, at in enumerate([*good, *bad])}
    order = pa.array([at_last[at] for at in range(table.num_rows)], pa.int64())
    results = pa.concat_tables([done, unread]).take(order)
    for name in ("shard", "number"):
        results = results.append_column(part_schema().field(name), table.column(name))
    return results.cast(part_schema())


class RayRun:
    """One run: hands shards to Ray, and notes the parts that come back."""

    def __init__(self, job: Job, output: Path, journal: Journal, report: Report) -> None:
        self.job = job
        self.output = output
        self.journal = journal
        self.report = report

    def run(self, shards: list[Shard]) -> None:
        """Make the parts of shards.

        Raises:
            RayError: it cannot go on.
        """
        from ray.exceptions import RayError as AnyRayError

        self.journal.begin({shard.key: shard.stamp for shard in shards})
        sizes = {shard.key: shard.size for shard in shards}
        tally = Tally()
        try:
            for made in self.made(shards):
                if made["error"] is not None:
                    # A full disk or another version would cost the others too.
                    raise RayError(made["error"])
                part = Part(**json.loads(made["part"]))
                self.see(part)
                self.journal.add(part)
                tally = tally.plus(
                    documents=part.done,
                    failed=part.failed,
                    characters=part.characters,
                    records=part.records,
                    read=sizes[part.shard] if part.last else 0,
                )
                self.report.progress(tally)
        except AnyRayError as error:
            raise RayError(f"Ray: {_first_line(error)}") from error

    def see(self, part: Part) -> None:
        """Wait for a part that another machine wrote; file systems over a network take a moment to show it."""
        until = time.monotonic() + _SEEN_SECONDS
        while not there(self.output, part):
            if time.monotonic() > until:
                raise RayError(
                    f"{self.output / part.name}: was written on another machine and is not seen here"
                )
            time.sleep(_SEEN_SECONDS / 100)

    def made(self, shards: list[Shard]) -> Iterator[dict[str, Any]]:
        """Give what the actors give, as it comes."""
        import ray.data

        items = [pa.table({"shard": pa.array([pickle.dumps(one)], pa.large_binary())}) for one in shards]
        settings = self.job.settings
        # Tasks that read take no processor: where actors have taken all, they would wait for ever.
        read = ray.data.from_arrow(items).map_batches(
            partial(read_shards, options=self.job.options),
            batch_size=1,
            batch_format="pyarrow",
            num_cpus=0,
            compute=ray.data.TaskPoolStrategy(size=1 + self.job.workers // _ACTORS_A_READER),
        )
        made = read.map_batches(
            WriteParts,
            fn_constructor_args=(self.job, self.output, pipeline_version(settings.patterns, settings.model)),
            batch_size=None,
            batch_format="pyarrow",
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=self.job.workers),
        )
        yield from made.iter_rows()


@contextmanager
def _cluster(address: str | None, workers: int) -> Iterator[int]:
    """Be connected to a cluster: that which the process is connected to, one that is there, or one of this machine.

    Gives the number of its processors.
    """
    # Nothing is told to anyone outside, and what Ray says of its own work is not for the user.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    # Ray gives its workers the least of the processor (15); a cluster of this machine does as a local run does.
    os.environ.setdefault("RAY_worker_niceness", "0")
    import ray
    import ray.data

    ours = not ray.is_initialized()
    if ours:
        wanted = address or os.environ.get("RAY_ADDRESS") or "local"
        reach(wanted)
        # Those of a cluster are what they are.
        own: dict[str, Any] = {"num_cpus": workers or None, "object_store_memory": _OBJECT_STORE_BYTES}
        try:
            with _silent():
                ray.init(
                    address=wanted,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    **(own if wanted == "local" else {}),
                )
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise RayError(f"Ray at {wanted}: {_first_line(error)}") from error
    context = ray.data.DataContext.get_current()
    before = {name: getattr(context, name) for name in _CONTEXT}
    logger = logging.getLogger("ray.data")
    level = logger.level
    try:
        logger.setLevel(logging.CRITICAL)
        for name, value in _CONTEXT.items():
            setattr(context, name, value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield max(1, int(cast(Any, ray).cluster_resources().get("CPU", 1)))
    finally:
        logger.setLevel(level)
        for name, value in before.items():
            setattr(context, name, value)
        if ours:
            ray.shutdown()


def reach(address: str) -> None:
    """Complain of an address where nobody answers, which Ray itself tries for minutes.

    Raises:
        RayError: nobody does.

    >>> reach("local")
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), _REACH_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise RayError(f"Ray at {address}: {getattr(error, 'strerror', None) or error}") from error


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what Ray writes to the descriptor of stderr as it starts; what is wrong it raises."""
    try:
        kept = os.dup(2)
    except OSError:
        # It is closed.
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _is_done(journal: Journal, shard: Shard, retry: bool) -> bool:
    piece = journal.piece(shard.key, shard.stamp, shard.name)
    if not piece.whole or (retry and any(part.failed for part in piece.parts)):
        return False
    return all(there(journal.folder, part) for part in piece.parts)


def _other_version(fingerprint: str, settings: Settings) -> str | None:
    """Complain of a machine that would give other records."""
    try:
        here = pipeline_version(settings.patterns, settings.model)
    except OSError as error:
        return f"{platform.node()}: {error.filename}: {error.strerror or error}"
    if here == fingerprint:
        return None
    return (
        f"{platform.node()}: has the version {here} and not {fingerprint}; all machines need the same zhibiao"
    )


def _nothing() -> pa.Table:
    return results_schema().empty_table()


def _made(part: Part | None = None, error: str | None = None) -> pa.Table:
    row = {"part": None if part is None else json.dumps(asdict(part)), "error": error}
    return pa.Table.from_pylist([row], schema=_MADE)


def _first_line(error: BaseException) -> str:
    lines = [line for line in _COLOURS.sub("", str(error)).splitlines() if line.strip()]
    return lines[0].strip() if lines else type(error).__name__


def _some(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1:,} more"
