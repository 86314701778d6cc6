"""Where records go: a database, or a file in one of the formats of `extractor.store.formats`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.store.errors import StoreError
from extractor.store.jsonl import write_jsonl

if TYPE_CHECKING:
    from extractor.store.database import Store
    from schemas import Finding, Review, Speech

__all__ = [
    "StoreError",
    "database_name",
    "open_store",
    "read_findings",
    "read_reviews",
    "read_speeches",
    "write_findings",
    "write_jsonl",
    "write_reviews",
]


def open_store(target: str | Path) -> Store:
    """Open a database for speeches, made with its tables where it is not there yet.

    Args:
        target: the path of an SQLite file, or a URL: `sqlite:///speeches.sqlite`, `postgresql://user@host/archive`;
            `sqlite://` is a database in memory. One of an earlier version is brought to the newest.

    Raises:
        StoreError: the address is not understood, the driver is not installed, or the database cannot be opened, is
            something else or was made by a newer version.

    >>> from schemas import Speech
    >>> with open_store("sqlite://") as store:
    ...     store.save(Speech(doc_id="d1", text="全县"))
    ...     store.load("d1").text
    '全县'
    """
    from extractor.store.database import Store

    return Store(target)


def database_name(target: str | Path) -> str:
    """Return what messages call a database: the path of an SQLite file, or the address without its password.

    Raises:
        StoreError: the address is not understood.

    >>> database_name("postgresql://li:secret@localhost/archive")
    'postgresql://li:***@localhost/archive'
    """
    from extractor.store.connecting import name_of, url_of

    return name_of(url_of(target))


def read_speeches(target: str | Path) -> Iterator[Speech]:
    """Give the documents of a database one after the other, each as it was saved, by path.

    Args:
        target: as for `open_store`; a database that is not there is not made.

    Raises:
        StoreError: there is no such database, or it cannot be read.
    """
    from extractor.store.database import Store

    with Store(target, make=False) as store:
        yield from store.speeches()


def write_findings(target: str | Path, findings: Iterable[Finding], doc_ids: Iterable[str] = ()) -> int:
    """Store the findings of an audit in a database that holds the documents; return how many.

    Args:
        target: as for `open_store`.
        findings: what was found.
        doc_ids: the documents that were audited. What was found before about them, or about documents that the
            findings name, goes, so that a document without a finding keeps no stale one.

    Raises:
        StoreError: the database cannot be written, or lacks a document; nothing is changed then.
    """
    with open_store(target) as store:
        return store.save_findings(findings, doc_ids)


def read_findings(target: str | Path) -> Iterator[Finding]:
    """Give the findings of a database in the order in which they were written.

    Raises:
        StoreError: there is no such database, or it cannot be read.
    """
    from extractor.store.database import Store

    with Store(target, make=False) as store:
        yield from store.findings()


def write_reviews(target: str | Path, reviews: Iterable[Review]) -> int:
    """Store people's verdicts on records and findings; return how many.

    Args:
        target: as for `open_store`.
        reviews: what `schemas.review_of` gives. A person's later verdict on the same takes the place of the earlier.

    Raises:
        StoreError: the database cannot be written; nothing is changed then.
    """
    with open_store(target) as store:
        return store.save_reviews(reviews)


def read_reviews(target: str | Path) -> list[Review]:
    """Give all verdicts of a database, by document, place and reviewer.

    Raises:
        StoreError: there is no such database, or it cannot be read.
    """
    from extractor.store.database import Store

    with Store(target, make=False) as store:
        return store.reviews()
