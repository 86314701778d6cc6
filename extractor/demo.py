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
_OF_NO_WEIGHT = {"id", "doc_id", "evidence", "confidence", "source"}


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
        for speech in extract_path(samples, on_error=failures.append):
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
    print(f"  .venv/bin/zhibiao extract {_relative(samples)} --format jsonl | head")
    return 1 if failures or not found else 0


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _counts(speeches: list[Speech]) -> Table:
    table = Table(title="What was found, by document", title_justify="left", header_style="bold")
    table.add_column("file", overflow="fold")
    table.add_column("title", overflow="fold")
    table.add_column("date", no_wrap=True)
    for column in ("repairs", "flags", "targets", "actuals", "completions", "projects", "measures"):
        table.add_column(column, justify="right")
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
    for speech in speeches:
        chosen: list[Record] = []
        # Not the same kind twice from one document: a reader wants to see them all.
        for record in sorted(speech.records, key=_weight, reverse=True):
            if record.kind not in {other.kind for other in chosen}:
                chosen.append(record)
            if len(chosen) == _PER_DOCUMENT:
                break
        for record in sorted(chosen, key=lambda record: record.evidence.start):
            basis, what, figure, period = cells(record)
            note = f" ({basis})" if basis and basis != record.kind else ""
            table.add_row(f"{record.kind}{note}", Text(what), figure, period, _excerpt(record))
        table.add_section()
    return table


def _weight(record: Record) -> tuple[int, int]:
    """How much a record tells: what is settled about it, then how early it stands."""
    settled = record.model_dump(
        exclude={"id", "doc_id", "evidence", "confidence", "source"}, exclude_defaults=True
    )
    inherited = settled.get("indicator", {}).get("inherited", False)
    return len(settled) + 2 * bool(record.relations) - inherited, -record.evidence.start


def _excerpt(record: Record) -> Text:
    evidence = record.evidence
    before, found, after = evidence.sentence.partition(evidence.quote)
    if not found:
        return Text(evidence.quote)
    return Text.assemble(before[-14:], (found, "bold"), after[:6])


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
