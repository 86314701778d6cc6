"""`zhibiao extract`: documents in, records to standard output, a file, a database."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.knowledge import bad_patterns, bad_weights
from extractor.cli.messages import counted, reason, say
from extractor.cli.output import BROKEN_PIPE, is_read, opened, output_failed, to_terminal
from extractor.cli.reading import Reading
from extractor.store.errors import StoreError
from extractor.store.formats import FORMATS, Settings, format_of, misfit, open_writer

if TYPE_CHECKING:
    from extractor.store.database import Store
    from extractor.store.formats import Writer
    from schemas import Speech
    from schemas.columns import Headings


@dataclass(frozen=True)
class Job:
    """What one run of `zhibiao extract` was asked for."""

    paths: tuple[str, ...]
    format: str | None = None
    output: str | None = None
    db: str | None = None
    patterns: tuple[Path, ...] = ()
    reading: Reading = field(default_factory=Reading)
    model: bool | Path = True
    headings: Headings | None = None
    bom: bool | None = None

    @property
    def chosen_format(self) -> str:
        """The format asked for, else that of the output's ending, else JSON Lines."""
        return self.format or format_of(self.output or "") or "jsonl"

    @property
    def to_standard_output(self) -> bool:
        """Whether what is written goes to standard output."""
        return self.output in (None, "-")

    @property
    def written(self) -> tuple[str, ...]:
        """The files that are written, as far as they are files."""
        database = (self.db or "").removeprefix("sqlite:///")
        return tuple(file for file in (self.output, database) if file and "://" not in file)

    @property
    def writes(self) -> bool:
        """Whether records go to a stream as well as, or in place of, a database."""
        return self.db is None or self.format is not None or self.output is not None


@dataclass
class _Tally:
    documents: int = 0
    records: int = 0
    failures: int = 0

    def fail(self, message: object) -> None:
        self.failures += 1
        say(message)

    def wanted(self) -> bool:
        # Where nothing could be read at all, what an earlier run wrote stays.
        return self.documents > 0 or self.failures == 0


def run(job: Job) -> int:
    """Do the job; return the exit code, 1 where anything could not be read or written."""
    complaint = _unfit(job) or _overwritten(job) or bad_patterns(job.patterns) or bad_weights(job.model)
    if complaint:
        say(complaint)
        return 2
    tally = _Tally()
    try:
        with ExitStack() as stack:
            store = None
            if job.db is not None:
                from extractor.store import open_store

                store = stack.enter_context(open_store(job.db))
            writer = _writer(job, stack, tally) if job.writes else None
            for path in job.paths:
                _one(path, job, writer, store, tally)
            if writer is not None and tally.wanted():
                writer.close()
    except StoreError as error:
        tally.fail(error)
    except OSError as error:
        if output_failed(error, job.output, tally.fail) == BROKEN_PIPE:
            return BROKEN_PIPE
    if job.db is not None and tally.documents:
        from extractor.store import database_name

        say(
            f"{database_name(job.db)}: {counted(tally.documents, 'document')}, {counted(tally.records, 'record')}"
        )
    return 1 if tally.failures else 0


def _writer(job: Job, stack: ExitStack, tally: _Tally) -> Writer:
    stream = stack.enter_context(opened(job.output, tally.wanted))
    writer = open_writer(job.chosen_format, stream, Settings(job.headings, job.bom, say))
    stack.callback(writer.discard)
    return writer


def _one(path: str, job: Job, writer: Writer | None, store: Store | None, tally: _Tally) -> None:
    from extractor import extract

    for source in job.reading.documents(path, tally.fail, job.written):
        try:
            speech = extract(source, patterns=job.patterns, model=job.model)
        except Exception as error:
            # A fault of ours in one document must not cost the user the others.
            tally.fail(f"{source.path or path}: {type(error).__name__}: {reason(error)}")
            continue
        _put(speech, path, writer, store, tally)


def _put(speech: Speech, path: str, writer: Writer | None, store: Store | None, tally: _Tally) -> None:
    if writer is not None:
        try:
            writer.write(speech)
        except ValueError as error:
            tally.fail(f"{speech.source.path or path}: cannot be written: {reason(error)}")
            return
    if store is not None:
        try:
            store.save(speech)
        except StoreError as error:
            tally.fail(f"{speech.source.path or path}: not saved: {error}")
            return
    tally.documents += 1
    tally.records += len(speech.records)


def _unfit(job: Job) -> str | None:
    chosen = job.chosen_format
    if job.writes and FORMATS[chosen].binary and job.to_standard_output and to_terminal():
        return f"{chosen} is no text for a terminal; give --output FILE, or send it into a file or pipe"
    return misfit(chosen, Settings(job.headings, job.bom))


def _overwritten(job: Job) -> str | None:
    if job.to_standard_output:
        return None
    if os.path.realpath(str(job.output)) in {os.path.realpath(file) for file in job.written[1:]}:
        return f"{job.output}: is both --output and --db; give another --output"
    return is_read(str(job.output), job.paths)
