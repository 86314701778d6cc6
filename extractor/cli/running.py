"""`zhibiao run`: a whole archive into a database, with an account of every document."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.cli.knowledge import bad_patterns, bad_weights
from extractor.cli.messages import counted, reason, say
from extractor.cli.output import BROKEN_PIPE, abandon_standard_output
from extractor.cli.reading import Reading
from extractor.store.errors import StoreError

if TYPE_CHECKING:
    from corpus.readers.options import ReadOptions
    from extractor.batch import Account
    from extractor.batch import Job as Batch
    from extractor.batch.meter import Tally
    from extractor.store.database import Store

DEFAULT_DATABASE: Final = "zhibiao.sqlite"
DEFAULT_PARTS: Final = "zhibiao-parts"
SECONDS: Final = 60.0
MEGABYTES: Final = 2048
_GO_ON: Final = "what was saved stays, and the same command goes on from there"

# Archives of nations are larger than what one file may be elsewhere; the limits of each member stay.
_EXPANDED_BYTES: Final = 1 << 40
_MEMBERS: Final = 5_000_000


@dataclass(frozen=True)
class Job:
    """What `zhibiao run` was asked for."""

    paths: tuple[str, ...]
    db: str = DEFAULT_DATABASE
    workers: int | None = None
    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    retry: bool = False
    quiet: bool = False
    patterns: tuple[Path, ...] = ()
    reading: Reading = field(default_factory=Reading)
    model: bool | Path = True


def run(job: Job) -> int:
    """Do the job; return the exit code, 1 where any document of the archive failed or the run could not go on."""
    complaint = checked(job)
    if complaint:
        say(complaint)
        return 2
    from extractor.batch import Stopped, WorkersError
    from extractor.cli.interrupting import interruption
    from extractor.store import database_name, open_store

    with interruption() as interrupted:
        try:
            with open_store(job.db) as store:
                tally = _run(job, store, interrupted)
        except (KeyboardInterrupt, Stopped):
            say(f"{database_name(job.db)}: interrupted; {_GO_ON}")
            return interrupted.code
        except (StoreError, WorkersError) as error:
            say(f"{error}; {_GO_ON}")
            return 1
    return 1 if tally.failed or tally.failed_before else 0


def checked(job: Job) -> str | None:
    """Complain of files that are named and cannot be used."""
    return bad_patterns(job.patterns) or bad_weights(job.model) or _not_there(job.paths)


def status(db: str) -> int:
    """Print the account of a database and the documents that failed; return the exit code."""
    from extractor.batch import accounts, failures
    from extractor.store import database_name
    from extractor.store.database import Store

    try:
        with Store(db, make=False) as store:
            found = accounts(store)
            if not found:
                say(f"{database_name(db)}: nothing was run yet")
            for account in found:
                print(_account_line(account))
                for failure in failures(store, account.version):
                    print("\t".join(("failed", failure.place, failure.cause, failure.reason)))
            sys.stdout.flush()
    except StoreError as error:
        say(error)
        return 1
    except BrokenPipeError:
        abandon_standard_output()
        return BROKEN_PIPE
    except OSError as error:
        abandon_standard_output()
        say(f"standard output: {reason(error)}")
        return 1
    return 0


def batch_of(job: Job) -> Batch:
    """Return what a job asks of whatever does it."""
    from extractor.batch import Job as Batch
    from extractor.batch import Settings, pipeline_version

    version = pipeline_version(job.patterns, job.model, _choices(job.reading))
    settings = Settings(job.patterns, job.model, version, job.seconds)
    return Batch(
        job.paths,
        _options(job),
        settings,
        workers=job.workers or _cores(),
        memory=job.megabytes << 20,
        retry=job.retry,
    )


def conclude(db: str, tally: Tally, quiet: bool) -> None:
    """Say what a run did to a database."""
    from extractor.store import database_name

    parts = [counted(tally.documents, "document"), counted(tally.records, "record")]
    if tally.known:
        parts.append(f"{tally.known:,} known already")
    if tally.failed:
        parts.append(f"{tally.failed:,} failed")
    if tally.failed_before:
        parts.append(f"{tally.failed_before:,} failed before (--retry-failed reads them again)")
    if not quiet or tally.failed or tally.failed_before:
        say(f"{database_name(db)}: {', '.join(parts)}")


def _run(job: Job, store: Store, stop: Callable[[], bool]) -> Tally:
    from extractor.batch import run_archive
    from extractor.batch.archive import stored_bytes
    from extractor.cli.progress import Display

    batch = batch_of(job)
    store.write_ahead()
    with Display(lambda: stored_bytes(batch.paths, batch.options), job.quiet) as display:
        tally = run_archive(store, batch, display, stop=stop)
    conclude(job.db, tally, job.quiet)
    return tally


def _account_line(account: Account) -> str:
    causes = ", ".join(f"{count:,} {cause}" for cause, count in sorted(account.causes.items()))
    return (
        f"{account.version}: {account.done:,} done, {account.pending:,} pending, {account.failed:,} failed"
        f"{f' ({causes})' if causes else ''}; {account.places:,} places, "
        f"{account.characters:,} characters, {account.records:,} records"
    )


def _options(job: Job) -> ReadOptions:
    from corpus import ReadLimits
    from corpus.readers.options import ReadOptions
    from corpus.readers.walking import real_path

    database = job.db.removeprefix("sqlite:///")
    own = [] if "://" in database else [database + end for end in ("", "-wal", "-shm", "-journal")]
    return ReadOptions(
        encoding=job.reading.encoding,
        text_column=job.reading.text_column,
        input_format=job.reading.input_format,
        text_format=job.reading.text_format,
        limits=ReadLimits(expanded_bytes=_EXPANDED_BYTES, members=_MEMBERS),
        patterns=job.patterns,
        leave_out=frozenset(map(real_path, own)),
        as_stored=True,
    )


def _choices(reading: Reading) -> dict[str, object]:
    return {
        "encoding": reading.encoding,
        "text_column": reading.text_column,
        "input_format": reading.input_format,
        "text_format": reading.text_format,
    }


def _not_there(paths: tuple[str, ...]) -> str | None:
    """Complain of an archive that is not there: a slip of the hand is no document that failed."""
    for path in paths:
        if path == "-":
            return "-: standard input cannot be read again after a stop; give a file or folder"
        if not os.path.lexists(path):
            return f"{path or repr(path)}: no such file or folder"
    return None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
