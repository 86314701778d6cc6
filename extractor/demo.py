"""The demonstration behind `make demo`: the samples, through the whole pipeline, into a fresh database."""

from __future__ import annotations

import sys
import time
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.cli.messages import say
from extractor.store import open_store
from extractor.store.table import cells

if TYPE_CHECKING:
    from schemas import Record, Speech

_PER_DOCUMENT = 2
_WIDTH = 130
_DEFAULT = Path("demo/zhibiao.sqlite")
_QUERY = "SELECT title, indicator, value, unit, period FROM all_claims WHERE kind = 'completion'"
_IN_FIGURES = "0123456789.,%"


def main(database: Path = _DEFAULT) -> int:
    """Read `corpus/samples` into a new SQLite file and show what was found; return the exit code."""
    from extractor import extract_path

    database.parent.mkdir(parents=True, exist_ok=True)
    database.unlink(missing_ok=True)
    samples = Path(str(resources.files("corpus") / "samples"))
    failures: list[object] = []
    speeches: list[Speech] = []
    began = time.perf_counter()
    with open_store(database) as store:
        for sample in sorted(samples.glob("*.txt")):
            for speech in extract_path(sample, on_error=failures.append):
                store.save(speech)
                speeches.append(speech)
    seconds = time.perf_counter() - began
    for failure in failures:
        say(failure)

    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=_WIDTH)
    console.print(_counts(speeches))
    console.print()
    console.print(_telling(speeches))
    console.print()
    found = sum(len(speech.records) for speech in speeches)
    size = sum(len(speech.text) for speech in speeches)
    print(f"{len(speeches)} documents, {size} characters, {found} records in {seconds:.1f} s")
    print(f"All of it is in {database}; try for instance:")
    print(f'  sqlite3 {database} "{_QUERY}"')
    if speeches:
        sample = _relative(Path(str(speeches[0].source.path)))
        print(f"  .venv/bin/zhibiao extract {sample} --format jsonl")
        print(f"  .venv/bin/zhibiao show {sample} -o page.html   # to read and check in the browser")
    return 1 if failures or not found else 0


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _counts(speeches: list[Speech]) -> Table:
    table = Table(title="What was found, by document", title_justify="left", header_style="bold")
    table.add_column("file", overflow="ellipsis", no_wrap=True)
    table.add_column("title", overflow="ellipsis", no_wrap=True, max_width=24)
    table.add_column("date", no_wrap=True)
    for column in ("repairs", "flags", "targets", "actuals", "completed", "projects", "measures"):
        table.add_column(column, justify="right", no_wrap=True, min_width=len(column))
    for speech in speeches:
        kinds = Counter(record.kind for record in speech.records)
        table.add_row(
            Text(Path(speech.source.path or "").name),
            Text(speech.title or ""),
            str(speech.date or ""),
            str(sum(repair.count for repair in speech.repairs)),
            str(sum(flag.count for flag in speech.flags)),
            *(str(kinds[kind]) for kind in ("target", "actual", "completion", "project", "measure")),
        )
    return table


def _telling(speeches: list[Speech]) -> Table:
    table = Table(title="The most telling records", title_justify="left", header_style="bold")
    for column in ("kind", "what", "figure", "period", "from the source"):
        table.add_column(column, overflow="fold")
    shown: Counter[str] = Counter()
    titles: set[str | None] = set()
    for speech in speeches:
        if speech.title in titles and speech.title is not None:
            continue  # the same speech, damaged in another way
        titles.add(speech.title)
        for record in sorted(_choose(speech, shown), key=lambda record: record.evidence.start):
            basis, what, figure, period = cells(record)
            note = f" ({basis})" if basis and basis != record.kind else ""
            table.add_row(f"{record.kind}{note}", Text(what), figure, period, _excerpt(record))
        table.add_section()
    return table


def _choose(speech: Speech, shown: Counter[str]) -> list[Record]:
    """The records that tell most, of the kinds that were shown least so far."""
    left = list(speech.records)
    chosen: list[Record] = []
    while left and len(chosen) < _PER_DOCUMENT:
        best = min(left, key=lambda record: (shown[record.kind], *_lightness(record)))
        shown[best.kind] += 1
        chosen.append(best)
        left = [record for record in left if record.kind != best.kind]
    return chosen


def _lightness(record: Record) -> tuple[int, int]:
    """How little a record tells: what is left open about it, then how late it stands."""
    settled = record.model_dump(
        exclude={"id", "doc_id", "evidence", "confidence", "source"}, exclude_defaults=True
    )
    inherited = settled.get("indicator", {}).get("inherited", False)
    return inherited - len(settled) - 2 * bool(record.relations), record.evidence.start


def _excerpt(record: Record) -> Text:
    evidence = record.evidence
    before, found, after = evidence.sentence.partition(evidence.quote)
    if not found:
        return Text(evidence.quote)
    return Text.assemble(_shortened(before[::-1], 14)[::-1], (found, "bold"), _shortened(after, 6))


def _shortened(text: str, size: int) -> str:
    """The first characters of a text, with … where it goes on, and no figure cut in two.

    >>> _shortened("，同比增长12.5%，", 6), _shortened("，增长", 6)
    ('，同比增长…', '，增长')
    """
    if len(text) <= size:
        return text
    start = text[:size]
    return (start.rstrip(_IN_FIGURES) if text[size] in _IN_FIGURES else start) + "…"


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
