"""`zhibiao show`: documents in, their text out with the records marked, in the terminal or as a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.cli.knowledge import bad_patterns, bad_weights
from extractor.cli.messages import say
from extractor.cli.output import BROKEN_PIPE, in_colour, is_read, opened, output_failed
from extractor.cli.reading import Reading

if TYPE_CHECKING:
    from extractor.show.labels import Language

Colour = Literal["auto", "always", "never"]


@dataclass(frozen=True)
class Job:
    """What one run of `zhibiao show` was asked for."""

    paths: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    only: bool = False
    color: Colour = "auto"
    html: bool = False
    output: str | None = None
    lang: Language = "en"
    patterns: tuple[Path, ...] = ()
    reading: Reading = field(default_factory=Reading)
    model: bool | Path = True


def run(job: Job) -> int:
    """Do the job; return the exit code, 1 where anything could not be read or written."""
    complaint = (
        _contradiction(job) or _overwritten(job) or bad_patterns(job.patterns) or bad_weights(job.model)
    )
    if complaint is not None:
        say(complaint)
        return 2
    failures: list[str] = []

    def fail(error: object) -> None:
        failures.append(str(error))
        say(error)

    shown = 0
    try:
        with opened(job.output, lambda: shown > 0) as out:
            for text in _page(job, fail) if job.html else _terminal(job, fail):
                out.write(text.encode("utf-8", "replace"))
                out.flush()
                shown += 1
    except OSError as error:
        if output_failed(error, job.output, fail) == BROKEN_PIPE:
            return BROKEN_PIPE
    return 1 if failures else 0


def _page(job: Job, fail: Callable[[object], None]) -> Iterator[str]:
    from extractor.show.labels import KINDS
    from extractor.show.page import html_page

    wanted = job.kinds or KINDS
    speeches = [
        speech.model_copy(update={"records": tuple(r for r in speech.records if r.kind in wanted)})
        for speech in job.reading.speeches(job.paths, job.model, fail, [job.output])
    ]
    if speeches:
        yield html_page(speeches, job.lang)


def _terminal(job: Job, fail: Callable[[object], None]) -> Iterator[str]:
    from extractor.show.labels import KINDS, Labels
    from extractor.show.terminal import legend, terminal_text, title_line

    labels, kinds = Labels(job.lang), job.kinds or KINDS
    colour = _in_colour(job)
    width = shutil.get_terminal_size().columns
    before = legend(labels, colour, kinds) + "\n"
    for speech in job.reading.speeches(job.paths, job.model, fail, [job.output]):
        text = terminal_text(speech, labels, colour=colour, width=width, kinds=kinds, only=job.only)
        yield f"{before}\n{title_line(speech, colour)}\n\n{text}"
        before = ""


def _in_colour(job: Job) -> bool:
    return in_colour(job.output) if job.color == "auto" else job.color == "always"


def _contradiction(job: Job) -> str | None:
    return "--only is for the terminal; a page has a filter of its own" if job.html and job.only else None


def _overwritten(job: Job) -> str | None:
    if job.output in (None, "-"):
        return None
    return is_read(str(job.output), job.paths)
