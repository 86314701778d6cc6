"""What a reader gives: the text as it was stored, and how it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

EncodingSource = Literal["given", "bom", "declared", "detected", "tolerant", "memory"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a document before any repair, with its origin.

    `text` is the decoded text with its line ends as they are, a byte order mark left out, and every
    undecodable byte as U+FFFD. `sha256` is that of the raw bytes. `encoding_source` says how the encoding was
    settled: `bom`, `declared` in the first bytes, `detected`, `tolerant` (bytes were lost; each line decoded
    by score), `given` by the caller, or `memory` (there were no bytes). `bad_bytes` counts the undecodable
    bytes and `bad_offsets` are their offsets into the raw bytes, at most 200 of them.

    >>> SourceText.from_str("全县").encoding_source
    'memory'
    """

    text: str
    sha256: str
    path: str | None = None
    reader: str = "text"
    reader_version: str = "1"
    encoding: str | None = None
    encoding_source: EncodingSource = "memory"
    bad_bytes: int = 0
    bad_offsets: tuple[int, ...] = ()

    @classmethod
    def from_str(cls, text: str, path: str | None = None) -> SourceText:
        """Wrap a text that is already in memory; the hash is that of its UTF-8 form."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(text=text, sha256=digest, path=path, encoding="utf-8")
