"""Makes a document of a row: finds the column of the text, and what the other columns say about it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import patterns
from corpus.readers.cells import read_cell
from corpus.readers.errors import ReadError
from corpus.readers.options import ReadOptions
from corpus.source import Cell, EncodingSource, Metadata, SourceText, StoredDocument, storable
from corpus.structure.numerals import DATE, date_of
from patterns.inputs import column_key

_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_DIGIT_DATE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SHOWN_COLUMNS = 20
_SHOWN_CHARACTERS = 30

_key = lru_cache(maxsize=1 << 12)(column_key)


class Number(str):
    """A number as it was written, which a text is not."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What all rows of a table have in common: reader, encoding, options."""

    reader: str
    version: str
    encoding: str | None
    encoding_source: EncodingSource
    options: ReadOptions


def text_column(cells: Mapping[str, object], options: ReadOptions) -> str:
    """Return the name of the column that holds the text: the one given, a usual name, the only
    string beside what is known to be something else.

    Raises:
        ValueError: none of these; the message lists the columns.

    >>> text_column({"编号": "7", "正文": "全县"}, ReadOptions())
    '正文'
    """
    wanted = options.text_column
    if wanted is not None:
        if wanted in cells:
            return wanted
        for name in cells:
            if _key(name) == _key(wanted):
                return name
        raise ValueError(f"no column {wanted!r} among: {_listed(cells)}")
    ranks = patterns.load(options.patterns).inputs.columns.ranks
    found = [(ranks[_key(name)][1], name) for name in cells if ranks.get(_key(name), ("",))[0] == "text"]
    if found:
        return min(found, key=lambda one: one[0])[1]
    strings = [
        name
        for name, value in cells.items()
        if isinstance(value, str) and type(value) is not Number and _key(name) not in ranks
    ]
    if len(strings) == 1:
        return strings[0]
    raise ValueError(
        f"no column is known to hold the text among: {_listed(cells)} (name it with --text-column)"
    )


def document(
    cells: Mapping[str, object], text: str, name: str, origin: Origin
) -> SourceText | StoredDocument:
    """Make the document of one row, `text` being the name of its text column.

    The hash is that of the text in UTF-8. Lone surrogates and NULs become U+FFFD and count as bad bytes.

    Raises:
        ReadError: there is no text, or it is larger than allowed.
    """
    value = cells.get(text)
    if value is None:
        raise ReadError(name, f"no text in {text!r}")
    if not isinstance(value, str) or type(value) is Number:
        raise ReadError(name, f"{text!r} holds {_kind(value)}, not a text")
    value = storable(value)
    if not value.strip():
        raise ReadError(name, f"{text!r} is blank")
    data = value.encode()
    most = origin.options.limits.document_bytes
    if len(data) > most:
        raise ReadError(name, f"{text!r} is larger than {most:,} bytes, the most that one document may have")
    metadata = _metadata(cells, text, origin.options)
    if origin.options.text_format in (None, "text"):
        return SourceText(
            text=value,
            sha256=hashlib.sha256(data).hexdigest(),
            path=name,
            reader=origin.reader,
            reader_version=origin.version,
            encoding=origin.encoding,
            encoding_source=origin.encoding_source,
            bad_bytes=value.count("\ufffd"),
            metadata=metadata,
        )
    cell = Cell(text, origin.encoding, origin.encoding_source, metadata)
    stored = StoredDocument(name, data, str(origin.options.text_format), "utf-8", cell)
    return stored if origin.options.as_stored else read_cell(stored, cell)


def _metadata(cells: Mapping[str, object], text: str, options: ReadOptions) -> Metadata:
    ranks = patterns.load(options.patterns).inputs.columns.ranks
    said = {name: cell for name, value in cells.items() if name != text and (cell := cell_text(value))}
    known: dict[str, object] = {}
    used: set[str] = set()
    for name in sorted(said, key=lambda name: ranks.get(_key(name), ("", 0))[1]):
        field = ranks.get(_key(name), ("", 0))[0]
        value = _field_value(field, said[name])
        if value is not None and field not in known:
            known[field] = value
            used.add(name)
    other = {storable(name): cell for name, cell in said.items() if name not in used}
    return Metadata(**known, other=other)  # type: ignore[arg-type]


def _field_value(field: str, cell: str) -> str | dt.date | None:
    if field in ("date", "upload_date"):
        return _date(cell)
    if field == "address":
        return cell if _ADDRESS.match(cell) else None
    return cell if field in ("title", "issuer") else None


def _date(cell: str) -> dt.date | None:
    found = DATE.search(cell)
    if found is not None:
        return date_of(found)
    digits = _DIGIT_DATE.match(cell)
    if digits is None:
        return None
    try:
        return dt.date(*map(int, digits.groups()))
    except ValueError:
        return None


def cell_text(value: object) -> str | None:
    """Return what a cell says as a string, or None where it says nothing.

    >>> cell_text(dt.date(2012, 1, 10)), cell_text(["甲", 2]), cell_text(" "), cell_text(True)
    ('2012-01-10', '["甲", 2]', None, 'true')
    """
    if isinstance(value, str):
        return storable(value).strip() or None
    if value is None or value != value or isinstance(value, bytes):
        return None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return storable(_json(value))


def _json(value: object) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(str(key))}: {_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    if value is None or isinstance(value, str | bool | int):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Number | int | float):
        return "a number"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else type(value).__name__


def _listed(names: Mapping[str, object]) -> str:
    shown = [name if len(name) <= _SHOWN_CHARACTERS else name[:_SHOWN_CHARACTERS] + "…" for name in names]
    more = [f"… {len(shown) - _SHOWN_COLUMNS} more"] if len(shown) > _SHOWN_COLUMNS else []
    return ", ".join([storable(name) for name in shown[:_SHOWN_COLUMNS]] + more) or "(none)"
