"""`zhibiao review`: documents in, the sentences of their least certain records out, for a person to correct."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.knowledge import bad_patterns, bad_weights
from extractor.cli.messages import counted, say
from extractor.cli.output import is_read, opened, output_failed
from extractor.cli.reading import Reading

if TYPE_CHECKING:
    from corpus import SourceText


@dataclass(frozen=True)
class Job:
    """What one run of `zhibiao review` was asked for."""

    paths: tuple[str, ...]
    uncertain: int
    kinds: tuple[str, ...] = ()
    output: str | None = None
    patterns: tuple[Path, ...] = ()
    reading: Reading = field(default_factory=Reading)
    model: bool | Path = True


def run(job: Job) -> int:
    """Do the job; return the exit code, 1 where anything could not be read or written."""
    complaint = bad_patterns(job.patterns) or bad_weights(job.model)
    if complaint is None and job.output not in (None, "-"):
        complaint = is_read(str(job.output), job.paths)
    if complaint is not None:
        say(complaint)
        return 2
    from extractor.training.review import uncertain_rows
    from patterns import load

    failures: list[str] = []

    def fail(error: object) -> None:
        failures.append(str(error))
        say(error)

    def sources() -> Iterator[SourceText]:
        for path in job.paths:
            yield from job.reading.documents(path, fail, [job.output])

    folder = job.model if isinstance(job.model, Path) else None
    rows = uncertain_rows(sources(), job.uncertain, load(job.patterns), folder, job.kinds)
    try:
        with opened(job.output, lambda: bool(rows) or not failures) as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        return output_failed(error, job.output, fail)
    if job.output not in (None, "-"):
        say(f"{job.output}: {counted(sum(len(row['uncertain']) for row in rows), 'uncertain record')}")
    return 1 if failures else 0
