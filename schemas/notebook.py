"""How a document shows itself in a notebook."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from schemas.numbers import plain

if TYPE_CHECKING:
    from schemas.speech import Speech

_COLUMNS = ("kind", "basis", "what", "value", "unit", "bound", "period", "quote")
_MOST = 60


def speech_html(speech: Speech) -> str:
    """Give title, date and counts of a document, and the first 60 of its records as a table, in HTML.

    >>> from schemas import Speech
    >>> speech_html(Speech(doc_id="d", title="5 < 6"))
    '<p><b>5 &lt; 6</b> · no records</p>'
    """
    counts = Counter(record.kind for record in speech.records)
    told = ", ".join(f"{count} × {kind}" for kind, count in counts.items()) or "no records"
    place = speech.place.name if speech.place else None
    known = [f"<b>{escape(speech.title or speech.doc_id)}</b>"]
    known += [escape(str(one)) for one in (speech.date, place, speech.source.path) if one]
    head = f"<p>{' · '.join([*known, told])}</p>"
    if not speech.records:
        return head
    frame = speech.to_frame().head(_MOST)
    frame["what"] = frame["indicator"].fillna(frame["name"]).fillna(frame["measure"])
    frame["value"] = frame["value"].fillna(frame["investment"]).map(_grouped, na_action="ignore")
    shown = frame[list(_COLUMNS)].astype("object").fillna("")
    rest = len(speech.records) - len(frame)
    tail = f"<p>… and {rest} more: <code>speech.to_frame()</code> has them all</p>" if rest else ""
    table: str = shown.to_html(index=False, border=0)
    return head + table + tail


def _grouped(value: Decimal) -> str:
    whole, point, part = plain(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    digits = whole.removeprefix("-")
    first = len(digits) % 3 or 3
    groups = [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
    return f"{sign}{','.join(groups)}{point}{part}"
