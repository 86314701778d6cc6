"""Active learning: the least certain records as a file that a person corrects, and that file read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from corpus import CleanText, SourceText, clean
from corpus.gold import Passage
from corpus.structure.model import Sentence
from extractor.assembly import assemble
from extractor.stages import Draft, run
from patterns import Patterns
from schemas import Actual, Completion, Measure, Project, Speech, Target
from schemas.records import Basis, Bound, Stage

Record = Target | Actual | Completion | Project | Measure
_CLAIMS = ("target", "actual", "completion")
_KINDS = (*_CLAIMS, "project", "measure")
_LONGEST_CONTEXT = 1500


class ReviewError(ValueError):
    """A corrected file that cannot be learnt from; one line that names the file, the line and the cause."""


def uncertain_rows(
    sources: Iterable[SourceText], count: int, knowledge: Patterns, folder: Path | None, kinds: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the sentences that hold the `count` least certain records of the kinds, the least certain first.

    Each row has the `text` of the paragraph with its headings, the stretch of the sentence in it (`focus`), the
    `records` of that sentence with offsets into `text`, which of them are `uncertain`, and `checked` false.
    """
    found: list[tuple[float, int, int]] = []
    sentences: list[dict[str, Any]] = []
    for source in sources:
        cleaned = clean(source, knowledge)
        draft = run(cleaned.text, knowledge, source.metadata, weights_folder=folder)
        speech = assemble(cleaned, draft)
        for row, chances in _rows(cleaned, draft, speech):
            for index, chance in enumerate(chances):
                if not kinds or row["records"][index]["kind"] in kinds:
                    found.append((chance, len(sentences), index))
            sentences.append(row)
    found.sort()
    chosen: dict[int, list[dict[str, Any]]] = {}
    for chance, at, index in found[:count]:
        chosen.setdefault(at, []).append({"record": index, "confidence": chance})
    return [sentences[at] | {"uncertain": doubts, "checked": False} for at, doubts in chosen.items()]


def read_corrected(path: Path) -> list[Passage]:
    """Read a corrected file: a passage for each row that is marked as checked.

    A record needs its kind, its quote and the fields of its kind; where `start` and `end` do not fit the quote, it is
    looked for in the focus.

    Raises:
        ReviewError: the file cannot be read, or a checked row is not sound.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return [passage for number, line in enumerate(lines, 1) for passage in _corrected(path, number, line)]


def _rows(cleaned: CleanText, draft: Draft, speech: Speech) -> Iterator[tuple[dict[str, Any], list[float]]]:
    records = sorted(speech.records, key=lambda record: (record.evidence.start, record.evidence.end))
    at = 0
    for sentence in draft.structure.sentences:
        start, end = cleaned.to_source(sentence.start, sentence.end)
        here: list[Record] = []
        while at < len(records) and records[at].evidence.start < end:
            if records[at].evidence.start >= start:
                here.append(records[at])
            at += 1
        if here:
            text, shift = _context(cleaned, draft, speech, sentence, start, end)
            row = {
                "file": speech.source.path,
                "sha256": speech.source.sha256,
                "start": start,
                "end": end,
                "text": text,
                "focus": [start + shift, end + shift],
                "records": [_flat(record, shift) for record in here],
            }
            yield row, [record.confidence for record in here]


def _context(
    cleaned: CleanText, draft: Draft, speech: Speech, sentence: Sentence, start: int, end: int
) -> tuple[str, int]:
    """The paragraph of a sentence below the title, date and headings that govern it, and how far it is shifted."""
    source = cleaned.source.text
    first = max(source.rfind("\n", 0, start) + 1, start - _LONGEST_CONTEXT)
    last = source.find("\n", end)
    last = min(len(source) if last < 0 else last, end + _LONGEST_CONTEXT)
    head = [speech.title or ""]
    if speech.date is not None:
        head.append(f"{speech.date.year}年{speech.date.month}月{speech.date.day}日")
    head += draft.structure.headings(sentence.section)
    lines = [line for line in dict.fromkeys(head) if line and line not in source[first:last]]
    above = "".join(f"{line}\n" for line in lines)
    return above + source[first:last], len(above) - first


def _flat(record: Record, shift: int) -> dict[str, Any]:
    flat: dict[str, Any] = {
        "kind": record.kind,
        "quote": record.evidence.quote,
        "start": record.evidence.start + shift,
        "end": record.evidence.end + shift,
    }
    if isinstance(record, Project):
        flat |= {"stage": record.stage, "investment": record.investment and format(record.investment, "f")}
        flat |= {"investment_unit": record.investment_unit}
    elif not isinstance(record, Measure):
        figure = json.loads(record.quantity.model_dump_json())
        flat |= {"basis": record.basis}
        flat |= {key: figure[key] for key in ("value", "low", "high", "unit", "bound", "masked")}
        flat |= {"indicator": record.indicator.text, "period": record.period and record.period.label}
    return {key: value for key, value in flat.items() if value not in (None, False) or key == "value"}


def _corrected(path: Path, number: int, line: str) -> Iterator[Passage]:
    if not line.strip():
        return
    where = f"{path}:{number}"
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ReviewError(f"{where}: no JSON: {error}") from error
    if not isinstance(row, dict):
        raise ReviewError(f"{where}: a row is an object with text, focus, records and checked")
    if row.get("checked") is not True:
        return
    text, focus, records = row.get("text"), row.get("focus"), row.get("records")
    if not isinstance(text, str) or not isinstance(records, list):
        raise ReviewError(f"{where}: text must be a string and records a list")
    if not (
        isinstance(focus, list)
        and len(focus) == 2
        and all(isinstance(at, int) for at in focus)
        and 0 <= focus[0] < focus[1] <= len(text)
    ):
        raise ReviewError(f"{where}: focus must be two offsets into text, the first before the second")
    yield Passage(
        name=f"{path.stem}_{number}",
        file=path,
        split="train",
        genre="provincial",
        part="review",
        readings=1,
        unseen=True,
        text=text,
        records=tuple(_sound(where, record, text, focus) for record in records),
        focus=(focus[0], focus[1]),
    )


def _sound(where: str, record: Any, text: str, focus: list[int]) -> dict[str, Any]:
    if not isinstance(record, dict) or record.get("kind") not in _KINDS:
        raise ReviewError(f"{where}: a record needs a kind out of {', '.join(_KINDS)}")
    quote = record.get("quote")
    if not isinstance(quote, str) or not quote:
        raise ReviewError(f"{where}: a {record['kind']} has no quote")
    start, end = record.get("start"), record.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and text[start:end] == quote):
        if text.count(quote, *focus) != 1:
            raise ReviewError(
                f"{where}: {quote!r} is not just once in the focus, and start and end do not fit it"
            )
        start = text.index(quote, *focus)
        end = start + len(quote)
    if record["kind"] in _CLAIMS:
        if record.get("basis") not in get_args(Basis) or record.get("bound", "eq") not in get_args(Bound):
            raise ReviewError(f"{where}: {quote!r} has a basis or bound that is none")
        if not isinstance(record.get("indicator"), str):
            raise ReviewError(f"{where}: {quote!r} has no indicator")
    if record["kind"] == "project" and record.get("stage") not in (None, *get_args(Stage)):
        raise ReviewError(f"{where}: {quote!r} has a stage that is none")
    return {**record, "start": start, "end": end}
