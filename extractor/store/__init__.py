"""Where records go: a database, or a file in one of the formats of `extractor.store.formats`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.store.errors import StoreError
from extractor.store.jsonl import write_jsonl

if TYPE_CHECKING:
    from extractor.store.database import Store

__all__ = ["StoreError", "open_store", "write_jsonl"]


def open_store(target: str | Path) -> Store:
    """Open a database for speeches, made with its tables where it is not there yet.

    Args:
        target: an SQLAlchemy URL (`sqlite:///speeches.sqlite`, `postgresql://…`), or the path of an SQLite
            file; `sqlite://` is a database in memory.

    Raises:
        StoreError: the address is not understood, or the database cannot be opened or is something else.

    >>> from schemas import Speech
    >>> with open_store("sqlite://") as store:
    ...     store.save(Speech(doc_id="d1", text="全县"))
    ...     store.load("d1").text
    '全县'
    """
    from extractor.store.database import Store

    return Store(target)
