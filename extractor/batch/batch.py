"""Documents in, rows for the database out: the work that every worker does, wherever it runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import pyarrow as pa

from corpus import ReadError, SourceText
from corpus.readers.opening import read_stored
from corpus.source import storable
from extractor.batch.limits import OverTimeError, time_limit, took_longer
from extractor.batch.settings import Settings, seconds_for
from extractor.batch.tables import document_of, failure, rows_of, to_results
from extractor.pipeline import extract
from extractor.store.cells import to_cells
from extractor.store.rows import to_rows

_ADDRESS: Final = re.compile(r"\b0x[0-9a-f]+", re.IGNORECASE)
_MOST_REASON: Final = 500


def process_batch(
    table: pa.Table, settings: Settings | None = None, *, announce: Callable[[int], None] | None = None
) -> pa.Table:
    """Read documents, take out their records, and make the rows that the database stores.

    Reads and writes nothing outside, but for the patterns and weights, which are loaded once a process. A document
    that fails costs no other.

    Args:
        table: documents, in the columns of `extractor.batch.tables.BATCH`.
        settings: patterns, model, version and limit of time.
        announce: called with the place of each document in the table before it is begun.

    Returns:
        A row for each document in the same order, in the columns of `results_schema`: `status` is `done`, or `failed`
        with `cause` (`unreadable`, `error`, `time`, `memory`) and `reason`, a line.

    >>> from corpus.source import StoredDocument
    >>> from extractor.batch.tables import Task, to_batch
    >>> text = StoredDocument("a.txt", "2008年，全县实际引进内资20.9亿元。".encode(), "text")
    >>> [row] = process_batch(to_batch([Task("a.txt", "c1", text)])).to_pylist()
    >>> row["status"], row["characters"], [claim["value"] for claim in row["claims_rows"]]
    ('done', 21, ['2090000000'])
    """
    settings = settings or Settings()
    rows = []
    for at, row in enumerate(table.to_pylist()):
        if announce is not None:
            announce(at)
        rows.append(_process(row, settings))
    return to_results(rows)


def _process(row: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    limit = None if settings.seconds is None else seconds_for(settings.seconds, len(row["data"]))

    def failed(cause: str, reason: str) -> dict[str, Any]:
        return failure(row["place"], row["content"], cause, one_line(reason))

    try:
        with time_limit(limit):
            return {"place": row["place"], "content": row["content"], **_done(_read(row), settings)}
    except ReadError as error:
        return failed("unreadable", error.cause)
    except OverTimeError:
        return failed("time", took_longer(limit or 0))
    except MemoryError:
        return failed("memory", "needs more memory than it may take")
    except Exception as error:
        # A fault of ours in one document must not cost the user the others.
        return failed("error", f"{type(error).__name__}: {error}")


def _read(row: Mapping[str, Any]) -> SourceText:
    document = document_of(row)
    if isinstance(document, SourceText):
        return document
    try:
        return read_stored(document)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise ReadError(document.path, f"cannot be read: {type(error).__name__}: {error}") from error


def _done(source: SourceText, settings: Settings) -> dict[str, Any]:
    speech = extract(source, patterns=settings.patterns, model=settings.model)
    rows = to_rows(speech, settings.version)
    return {
        "status": "done",
        "doc_id": speech.doc_id,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "characters": len(source.text),
        "records": len(speech.records),
        **{rows_of(table): [to_cells(table, one) for one in found] for table, found in rows.items()},
    }


def one_line(reason: str) -> str:
    """Return a reason as it is kept: one line, not too long, nothing in it that differs from run to run.

    >>> one_line("no\\nattribute of <object at 0x7f01>")
    'no attribute of <object at 0x…>'
    """
    line = _ADDRESS.sub("0x…", " ".join(storable(reason).split()))
    return line if len(line) <= _MOST_REASON else line[: _MOST_REASON - 1] + "…"
