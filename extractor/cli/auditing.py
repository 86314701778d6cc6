"""`zhibiao audit`: documents in, what their figures say of each other out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from extractor.cli.knowledge import bad_patterns, bad_weights
from extractor.cli.messages import counted, reason, say
from extractor.cli.output import BROKEN_PIPE, in_colour, is_read, opened, output_failed, to_terminal
from extractor.cli.reading import Reading

if TYPE_CHECKING:
    from extractor.audit.report import Format
    from extractor.show.labels import Language
    from schemas import Finding, Speech

DISAGREES = 3
"""The exit code where --fail-on found what it was to fail on."""
FORMATS = ("table", "jsonl", "markdown", "html")
_WIDTH, _LEAST = 160, 60
# Named here for the help, which must not wait for pydantic to be imported.
VERDICTS = (
    "consistent",
    "consistent_if_truncated",
    "consistent_if_balanced",
    "inconsistent",
    "questionable",
    "restated",
    "not_checkable",
)


@dataclass(frozen=True)
class Job:
    """What one run of `zhibiao audit` was asked for."""

    paths: tuple[str, ...] = ()
    db: str | None = None
    format: str = "table"
    lang: Language = "en"
    output: str | None = None
    fail_on: tuple[str, ...] = ()
    patterns: tuple[Path, ...] = ()
    reading: Reading = field(default_factory=Reading)
    model: bool | Path = True


def run(job: Job) -> int:
    """Do the job; return the exit code: 1 where anything could not be read or written, 3 for `fail_on`."""
    complaint = _contradiction(job) or bad_patterns(job.patterns) or bad_weights(job.model)
    if complaint is None and job.output not in (None, "-"):
        complaint = is_read(str(job.output), job.paths)
    if complaint is not None:
        say(complaint)
        return 2
    from extractor.audit import audit

    failures: list[str] = []

    def fail(error: object) -> None:
        failures.append(str(error))
        say(error)

    speeches = list(
        _stored(job.db, fail)
        if job.db is not None
        else job.reading.speeches(job.paths, job.model, fail, [job.output])
    )
    if failures and not speeches:
        return 1
    findings = audit(
        speeches,
        patterns=job.patterns,
        on_error=lambda where, error: fail(
            f"{where}: the check failed: {type(error).__name__}: {reason(error)}"
        ),
    )
    try:
        with opened(job.output, lambda: bool(speeches) or not failures) as out:
            out.write(_rendered(job, findings, speeches).encode("utf-8", "replace"))
    except OSError as error:
        if output_failed(error, job.output, fail) == BROKEN_PIPE:
            return BROKEN_PIPE
    if job.db is not None and not failures:
        _keep(job.db, findings, speeches, fail)
    if job.output not in (None, "-") and not failures:
        say(f"{job.output}: {counted(len(findings), 'finding')}")
    if failures:
        return 1
    return DISAGREES if any(finding.verdict in job.fail_on for finding in findings) else 0


def _contradiction(job: Job) -> str | None:
    if job.db is None and not job.paths:
        return "nothing to audit: name files or folders, or a database with --db"
    if job.db is not None and job.paths:
        return "give either files and folders, or --db with the documents that extract --db wrote; not both"
    return None


def _stored(url: str, fail: Callable[[object], None]) -> Iterator[Speech]:
    from extractor.store import StoreError, read_speeches

    try:
        yield from read_speeches(url)
    except StoreError as error:
        fail(error)


def _keep(
    url: str, findings: Sequence[Finding], speeches: Sequence[Speech], fail: Callable[[object], None]
) -> None:
    """Write the findings beside the documents that they are about, and drop what was found in them before."""
    from extractor.store import StoreError, database_name, write_findings

    try:
        count = write_findings(url, findings, [speech.doc_id for speech in speeches])
    except StoreError as error:
        fail(error)
    else:
        say(f"{database_name(url)}: {counted(count, 'finding')}")


def _rendered(job: Job, findings: Sequence[Finding], speeches: Sequence[Speech]) -> str:
    from extractor.audit.report import render

    terminal = job.output in (None, "-") and to_terminal()
    width = shutil.get_terminal_size().columns if terminal else _WIDTH
    return render(
        findings,
        speeches,
        cast("Format", job.format),
        job.lang,
        width=max(width, _LEAST),
        colour=in_colour(job.output),
    )
