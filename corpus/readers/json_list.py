"""Reads a JSON file: a list of objects, or one object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from corpus.readers.columns import Origin
from corpus.readers.decoding import UndecodableError, decode, find_encoding
from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.json_values import parse, row, rows_of_lines
from corpus.readers.lines import open_lines
from corpus.readers.opening import read_within, refuse_other
from corpus.readers.options import ReadOptions

NAME = "json"
VERSION = "2"
SUFFIXES = (".json",)
SEEKS = False


def documents(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Found]:
    """Give the document of each object of a list under the path `name:place`, or of the one object there is.

    A file of that name that holds JSON Lines is read as such.

    >>> import io
    >>> [a.path for a in documents(io.BytesIO(b'[{"text": "a"}, {"text": "b"}]'), "a.json", ReadOptions())]
    ['a.json:1', 'a.json:2']
    """
    data = read_within(stream, name, options.limits)
    if not data:
        raise ReadError(name, "is empty")
    refuse_other(data, name, NAME)
    try:
        encoding, settled = find_encoding(data, options.encoding)
        value = parse(decode(data, encoding).text)
    except UndecodableError as error:
        raise ReadError(name, str(error)) from error
    except ValueError as error:
        if isinstance(error.__cause__, json.JSONDecodeError) and error.__cause__.msg == "Extra data":
            opened = open_lines(BytesIO(data), name, NAME, options.encoding, newline="\n")
            yield from rows_of_lines(
                opened, name, Origin(NAME, VERSION, opened.encoding, opened.source, options)
            )
            return
        raise ReadError(name, str(error)) from error
    origin = Origin(NAME, VERSION, encoding, settled, options)
    if not isinstance(value, list):
        yield row(value, name, origin)
        return
    for number, item in enumerate(value, 1):
        try:
            yield row(item, f"{name}:{number}", origin)
        except ReadError as error:
            yield error
