"""One page for the browser that holds documents and records and needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from extractor.show.entries import Entry, entries, head, indicator_span
from extractor.show.labels import KINDS, Labels, Language
from extractor.show.shell import fill_page, units
from extractor.show.spans import Segment, line_ends, segments

if TYPE_CHECKING:
    from schemas import Flag, Repair, Speech

_PACKAGE: Final = "extractor.show"
_WIDEST_CELL: Final = 18


def html_page(speeches: Sequence[Speech], language: Language = "en") -> str:
    """Write documents with their records as one HTML page, the same for the same input.

    The page carries its own style and script, which its Content-Security-Policy names by their hashes and
    beside which nothing may run or be loaded. Texts, titles and names are data in it, never markup.

    >>> from schemas import Speech
    >>> made = html_page([Speech(doc_id="d", title="</script><b>", text="甲")])
    >>> made.count("</script>"), "<b>" in made
    (2, False)
    """
    labels = Labels(language)
    titles = [_title(speech) for speech in speeches]
    words = labels.group("page")
    data = {
        "words": words,
        "kinds": {kind: labels.say("kind", kind) for kind in KINDS},
        "documents": [_document(speech, labels) for speech in speeches],
    }
    title = titles[0] if len(titles) == 1 else "zhibiao 指标"
    return fill_page(_PACKAGE, title=title, language=language, words=words, data=data)


def _title(speech: Speech) -> str:
    return speech.title or (speech.source.path or speech.doc_id).rpartition("/")[2]


def _document(speech: Speech, labels: Labels) -> dict[str, Any]:
    told = entries(speech, labels)
    ends = line_ends(speech.text)
    lines, covers = _layout(speech, ends)
    strings: dict[str, int] = {}
    return {
        "id": speech.doc_id,
        "title": speech.title,
        "name": _title(speech),
        "meta": _meta(speech, labels),
        "head": head(speech, labels),
        "repairs": [_note(entry, speech.text) for entry in speech.repairs],
        "flags": [_note(entry, speech.text) for entry in speech.flags],
        "text": speech.text,
        "lines": lines,
        "covers": covers,
        "tables": _tables(speech.text, ends),
        "headings": _headings(speech, ends),
        "pages": _pages(speech, ends, labels),
        "records": [_record(entry, strings) for entry in told],
        "strings": list(strings),
    }


def _meta(speech: Speech, labels: Labels) -> list[str]:
    place = speech.place.name if speech.place else None
    doc_type = labels.say("value", speech.doc_type) if speech.doc_type else None
    path = (speech.source.path or "").rpartition("/")[2]
    told = (str(speech.date or ""), speech.issuer, place, doc_type, path if speech.title else None)
    return [part for part in told if part]


def _note(entry: Repair | Flag, text: str) -> list[Any]:
    """Give a repair or doubt with its places in UTF-16 units, as scripts count."""
    places = []
    for start, end in entry.spans:
        first = units(text, 0, start)
        places.append([first, first + units(text, start, end)])
    return [entry.name, entry.what, entry.count, places]


def _record(entry: Entry, strings: dict[str, int]) -> list[Any]:
    """Give a record as the script reads it: strings by their number in the document's list, each said once.

    Name, figure, period, about, rule, kind, id, confidence, then the details and the ties, flat.
    """

    def number(words: str) -> int:
        return strings.setdefault(words, len(strings))

    words = (entry.name, entry.figure, entry.period, entry.about, entry.rule)
    details = [number(part) for pair in entry.details for part in pair]
    ties = [part for tie in entry.ties for part in (number(tie.words), tie.other)]
    return [*map(number, words), KINDS.index(entry.kind), entry.id, entry.confidence, details, ties]


# --- where the records stand


def _layout(speech: Speech, ends: Sequence[int]) -> tuple[list[list[int]], list[list[list[int]]]]:
    """Give each line as lengths (in UTF-16 units, as scripts count) and covers, and what each cover holds.

    A cover is the list of records and the list of records by whose indicator a stretch is covered; the first cover
    is that of plain text.
    """
    text, records = speech.text, speech.records
    spans = [(record.evidence.start, record.evidence.end) for record in records]
    names = [(index, span) for index, record in enumerate(records) if (span := indicator_span(record))]
    owners = [index for index, _ in names]
    spans += [span for _, span in names]
    tabs = [at + side for at, character in enumerate(text) if character == "\t" for side in (0, 1)]
    known: dict[tuple[int, ...], int] = {(): 0}
    covers: list[list[list[int]]] = [[[], []]]
    lines: list[list[int]] = []
    line: list[int] = []
    parts = segments(spans, len(text), [*ends, *tabs])
    stops = iter(ends)
    stop = next(stops, None)
    for part in parts:
        if part.over not in known:
            known[part.over] = len(covers)
            covers.append(_cover(part, len(records), owners))
        line += (units(text, part.start, part.end), known[part.over])
        if part.end == stop:
            lines.append(line)
            line, stop = [], next(stops, None)
    return lines, covers


def _cover(part: Segment, records: int, owners: Sequence[int]) -> list[list[int]]:
    return [
        [index for index in part.over if index < records],
        [owners[index - records] for index in part.over if index >= records],
    ]


# --- what lines are


def _tables(text: str, ends: Sequence[int]) -> list[list[Any]]:
    """Find runs of lines with the same number of tabs: first line, number of lines, width of each column."""
    found: list[list[Any]] = []
    rows: list[list[str]] = []
    start = 0
    for number, end in enumerate([*ends, len(text)]):
        row = text[start:end].rstrip("\r\n\f").split("\t")
        if rows and (len(row) != len(rows[0]) or number == len(ends)):
            if len(rows) > 1 and len(rows[0]) > 1:
                found.append([number - len(rows), len(rows), _widths(rows)])
            rows = []
        rows.append(row)
        start = end
    return found


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Give the width of each column in letters as wide as a Chinese one; a lone cell is a caption and sets none."""
    full = [row for row in rows if sum(map(bool, row)) > 1] or rows
    widest = (max(cell_len(cell) for cell in column) for column in zip(*full, strict=True))
    return [min(_WIDEST_CELL, 1 + width / 2) for width in widest]


def _headings(speech: Speech, ends: Sequence[int]) -> list[list[int]]:
    """Find the lines that are a heading and nothing else: number of the line and level."""
    levels = {section.start: (section.level, section.title) for section in speech.sections}
    found = []
    start = 0
    for number, end in enumerate(ends):
        words = speech.text[start:end]
        indent = len(words) - len(words.lstrip())
        level, title = levels.get(start) or levels.get(start + indent) or (0, "")
        if title and len("".join(words.split())) <= len(title) + 2:
            found.append([number, level])
        start = end
    return found


def _pages(speech: Speech, ends: Sequence[int], labels: Labels) -> list[list[Any]]:
    """Find the lines with which the pages of the file begin: number of the line and name of the page."""
    begins = {part.start: part.number for part in speech.source.parts if part.kind == "page"}
    word = labels.say("value", "page")
    found: list[list[Any]] = []
    for number, start in enumerate([0, *ends[:-1]]):
        if start in begins:
            page_number = begins[start]
            found.append([number, word.format(page_number) if "{}" in word else f"{word} {page_number}"])
    return found
