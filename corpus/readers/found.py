"""What a file gives: a document, read or as it is stored, or an error in its place."""

from __future__ import annotations

from typing import TypeAlias

from corpus.readers.errors import ReadError
from corpus.source import SourceText, StoredDocument

Found: TypeAlias = SourceText | StoredDocument | ReadError
"""A `StoredDocument` comes only where `ReadOptions.as_stored` asks for it."""
