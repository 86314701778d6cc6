"""Reads JSON Lines: one document a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from corpus.readers.columns import Origin
from corpus.readers.found import Found
from corpus.readers.json_values import rows_of_lines
from corpus.readers.lines import open_lines
from corpus.readers.options import ReadOptions

NAME = "jsonl"
VERSION = "2"
SUFFIXES = (".jsonl", ".ndjson")
SEEKS = False


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Give the document of each line under the path `name:line`.

    A line that is broken or has no text is an error in its place. An undecodable byte is U+FFFD; a line in
    another encoding than the rest is read in its own.

    >>> import io
    >>> lines = '{"标题": "报告", "正文": "全县"}\\n{"正文": null}\\n'.encode()
    >>> first, second = documents(io.BytesIO(lines), "a.jsonl", ReadOptions())
    >>> first.path, first.text, first.metadata.title, str(second)
    ('a.jsonl:1', '全县', '报告', "a.jsonl:2: no text in '正文'")
    """
    opened = open_lines(stream, name, NAME, options.encoding, newline="\n")
    yield from rows_of_lines(opened, name, Origin(NAME, VERSION, opened.encoding, opened.source, options))
