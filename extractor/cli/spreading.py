"""`zhibiao run --engine ray` and `zhibiao load`: parts made on many machines, and parts into a database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.cli.interrupting import INTERRUPTED
from extractor.cli.last_words import last_words
from extractor.cli.messages import counted, reason, say
from extractor.cli.running import DEFAULT_PARTS, Job, batch_of, checked, conclude
from extractor.store.errors import StoreError

if TYPE_CHECKING:
    from extractor.batch.parts import Manifest

_AGAIN: Final = "what was finished stays, and the same command goes on from there"


@dataclass(frozen=True)
class Spread:
    """Where `zhibiao run --engine ray` works: the folder of the parts, the cluster, and whether they are loaded."""

    output: Path = Path(DEFAULT_PARTS)
    address: str | None = None
    load: bool = True


@dataclass(frozen=True)
class Loading:
    """What `zhibiao load` was asked for."""

    folder: Path
    db: str
    retry: bool = False
    quiet: bool = False


def run_spread(job: Job, spread: Spread) -> int:
    """Do the job on Ray and load what came out; return the exit code as `running.run` does."""
    complaint = checked(job) or _within(spread.output, job.paths)
    if complaint:
        say(complaint)
        return 2
    from extractor.batch.parts import PartsError
    from extractor.batch.ray_engine import RayError, need_ray
    from extractor.store import open_store

    try:
        need_ray()
    except RayError as error:
        say(error)
        return 2
    try:
        if spread.load:
            # Better told now than after all the work.
            with open_store(job.db):
                pass
        manifest = _make(job, spread)
    except KeyboardInterrupt:
        say(f"{spread.output}: interrupted; {_AGAIN}")
        return INTERRUPTED
    except (StoreError, PartsError) as error:
        say(error)
        return 1
    except RayError as error:
        say(f"{error}; {_AGAIN}")
        return 1
    except OSError as error:
        say(f"{error.filename or spread.output}: {reason(error)}; {_AGAIN}")
        return 1
    if not spread.load:
        return 1 if any(part.failed for part in manifest.parts) else 0
    return load(Loading(spread.output, job.db, job.retry, job.quiet))


def load(job: Loading) -> int:
    """Load parts into a database; return the exit code, 1 where a document in them failed or it could not go on."""
    from extractor.batch.loading import load_parts
    from extractor.batch.parts import PartsError, read_manifest
    from extractor.cli.progress import Display
    from extractor.store import database_name, open_store

    try:
        manifest = read_manifest(job.folder)
        with open_store(job.db) as store:
            store.write_ahead()
            with Display(lambda: sum(part.size for part in manifest.parts), job.quiet) as display:
                tally = load_parts(store, job.folder, display, retry=job.retry)
    except KeyboardInterrupt:
        stays = f"what was loaded stays, and zhibiao load {job.folder} goes on from there"
        say(f"{database_name(job.db)}: interrupted; {stays}")
        return INTERRUPTED
    except (StoreError, PartsError) as error:
        say(error)
        return 1
    conclude(job.db, tally, job.quiet)
    return 1 if tally.failed or tally.failed_before else 0


def _make(job: Job, spread: Spread) -> Manifest:
    from extractor.batch.archive import stored_bytes
    from extractor.batch.loading import failures_of
    from extractor.batch.ray_engine import Site, run_on_ray
    from extractor.cli.progress import Display

    # As many as the cluster has processors, where that is not said.
    batch = replace(batch_of(job), workers=job.workers or 0)
    gone = f"{spread.output}: the Ray cluster went away, or the process was killed; {_AGAIN}"
    with Display(lambda: stored_bytes(batch.paths, batch.options), job.quiet) as display:
        with last_words(gone):
            manifest = run_on_ray(batch, Site(spread.output, spread.address), display)
        if not spread.load:
            for failure in failures_of(spread.output):
                display.failed(failure)
    parts = list(manifest.parts)
    failed = sum(part.failed for part in parts)
    if not job.quiet or (failed and not spread.load):
        said = [
            counted(len(parts), "part"),
            counted(sum(part.done for part in parts), "document"),
            counted(sum(part.records for part in parts), "record"),
            *([f"{failed:,} failed"] if failed else []),
        ]
        say(f"{spread.output}: {', '.join(said)}")
    return manifest


def _within(output: Path, paths: tuple[str, ...]) -> str | None:
    """Complain of parts that the next run would take for documents."""
    from corpus.readers.walking import real_path

    folder = real_path(output)
    for path in paths:
        if folder.is_relative_to(real_path(path)):
            return f"{output}: lies within the archive {path}; give another folder with --output"
    return None
