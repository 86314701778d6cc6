"""Reads JSON as other programs write it: NaN, keys that stand twice, numbers of any length."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

from corpus.readers.columns import Number, Origin, document, text_column
from corpus.readers.errors import ReadError
from corpus.readers.found import Found
from corpus.readers.lines import LineStream
from corpus.source import SourceText, StoredDocument


class _Object(dict[str, object]):
    """A JSON object; `twice` are the keys that stood in it with several values."""

    twice: frozenset[str] = frozenset()


def _object(pairs: list[tuple[str, object]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        made.twice = frozenset(key for key, value in pairs if made[key] != value)
    return made


def parse(text: str) -> object:
    """Return a JSON value: numbers as they are written, NaN and infinities as null.

    Raises:
        ValueError: no JSON, or nested too deeply; the message is one line.

    >>> parse('{"年": 2012.10, "比": NaN}')
    {'年': '2012.10', '比': None}
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=Number,
            parse_float=Number,
            parse_constant=lambda _: None,
            # A tab or a NUL within a text, as it stands, costs no document.
            strict=False,
        )
    except json.JSONDecodeError as error:
        where = f" at character {error.pos + 1}" if error.lineno == 1 else f" in line {error.lineno}"
        raise ValueError(f"broken JSON: {error.msg.removesuffix(' at')}{where}") from error
    except RecursionError as error:
        raise ValueError("broken JSON: nested too deeply") from error


def row(value: object, name: str, origin: Origin) -> SourceText | StoredDocument:
    """Make the document of one JSON object.

    Raises:
        ReadError: no object, no text in it, or two.
    """
    if not isinstance(value, _Object):
        raise ReadError(name, "holds no object")
    try:
        column = text_column(value, origin.options)
        if column in value.twice:
            raise ReadError(name, f"{column!r} stands twice with different values")
        return document(value, column, name, origin)
    except RecursionError as error:
        raise ReadError(name, "broken JSON: nested too deeply") from error
    except ValueError as error:
        raise ReadError(name, str(error)) from error


def rows_of_lines(opened: LineStream, name: str, origin: Origin) -> Iterator[Found]:
    """Give the document of each line, or an error that names the line; blank lines are passed over."""
    most = origin.options.limits.document_bytes
    for number in count(1):
        line = opened.file.readline(most + 1)
        if not line:
            return
        where = f"{name}:{number}"
        if len(line) > most and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = opened.file.readline(most)
            yield ReadError(where, f"is larger than {most:,} bytes, the most that one document may have")
            continue
        line = line.removeprefix("\ufeff") if number == 1 else line
        if line.isspace() or not line:
            continue
        try:
            yield row(parse(opened.mended(line.rstrip("\r\n"))), where, origin)
        except ReadError as error:
            yield error
        except ValueError as error:
            yield ReadError(where, str(error))
