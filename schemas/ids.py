"""Identifiers that depend on what a text says and where, and on nothing that a rule or model decides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

Family = Literal["claim", "project", "measure"]
MAX_LOGGED_SPANS = 200


def doc_id(source_text: str) -> str:
    """Return the identifier of a document: a hash of its source text.

    >>> doc_id("全县") == doc_id("全县"), len(doc_id(""))
    (True, 16)
    """
    return hashlib.sha256(source_text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def record_id(document: str, start: int, end: int, family: Family, ordinal: int = 0) -> str:
    """Return the identifier of a record: document, span, family, and ordinal among equals.

    >>> record_id("d", 1, 2, "claim") == record_id("d", 1, 2, "claim", 1)
    False
    """
    key = f"{document}|{start}|{end}|{family}|{ordinal}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def record_ids(document: str, keys: Iterable[tuple[int, int, Family]]) -> list[str]:
    """Return identifiers for many records, counting equals in the order given."""
    seen: dict[tuple[int, int, Family], int] = {}
    out = []
    for key in keys:
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        out.append(record_id(document, *key, ordinal))
    return out
