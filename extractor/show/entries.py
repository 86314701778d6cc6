"""What is shown of a record and of the head of a document, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.store.table import cells, figure
from schemas import Measure, Project

if TYPE_CHECKING:
    from extractor.show.labels import Labels
    from schemas import Part, Period, Record, Speech
    from schemas.records import Claim


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie as one of its two records says it; `other` is the place of the other in the document's list."""

    words: str
    other: int


@dataclass(slots=True)
class Entry:
    """A record in words: one line of it, and all details as pairs of a name and a value."""

    id: str
    kind: str
    name: str
    figure: str
    period: str
    about: str
    confidence: float
    rule: str
    start: int
    end: int
    details: list[tuple[str, str]]
    ties: list[Tie] = field(default_factory=list)


def entries(speech: Speech, labels: Labels) -> list[Entry]:
    """Say each record of a document in words, in the order of `speech.records`.

    A tie is said by both of its records. What stands in no record (a tie to an id that is not there) is left out.

    >>> from extractor import extract
    >>> from extractor.show.labels import Labels
    >>> entry = entries(extract("2011年，全县财政收入4.2亿元。"), Labels("en"))[0]
    >>> entry.kind, entry.name, entry.figure, entry.period
    ('actual', '全县财政收入', '4.2亿元', '2011')
    """
    said = [_entry(record, speech, labels) for record in speech.records]
    place = {record.id: index for index, record in enumerate(speech.records)}
    for index, record in enumerate(speech.records):
        for type_, other in _ties(record):
            if other in place:
                # A measure names its amounts; the tie reads from the amount to the measure.
                one, two = (place[other], index) if type_ == "amount_of" else (index, place[other])
                said[one].ties.append(Tie(labels.say("tie", type_), two))
                said[two].ties.append(Tie(labels.say("tied", type_), one))
    return said


def head(speech: Speech, labels: Labels) -> list[tuple[str, str]]:
    """Give what is known of a document beside its title: names and values, the most telling first."""
    source = speech.source
    reader = " ".join((source.reader, source.reader_version))
    known = {
        "date": _joined(speech.date, _value(speech.date_source, labels)),
        "issuer": speech.issuer,
        "place": _joined(*((speech.place.name, speech.place.code) if speech.place else ())),
        "level": _value(speech.level, labels),
        "doc_type": _value(speech.doc_type, labels),
        "path": source.path,
        "address": source.address,
        "upload": speech.upload_date,
        "length": f"{len(speech.text):,}",
        "encoding": source.encoding,
        "reader": reader,
        "sha256": source.sha256,
    }
    told = [(labels.say("head", name), str(value)) for name, value in known.items() if value]
    return [*told, *source.metadata.items()]


def indicator_span(record: Record) -> tuple[int, int] | None:
    """Give where the indicator of a claim stands in the source, if it has one that stands there together."""
    if isinstance(record, Project | Measure):
        return None
    start, end = record.indicator.start, record.indicator.end
    return None if start is None or end is None else (start, end)


def _ties(record: Record) -> Iterator[tuple[str, str]]:
    for tie in record.relations:
        yield tie.type, tie.id
    if isinstance(record, Measure):
        for amount in record.amounts:
            yield "amount_of", amount


def _entry(record: Record, speech: Speech, labels: Labels) -> Entry:
    evidence = record.evidence
    basis, name, _, period = cells(record)
    where = [record.scope or (record.place.name if record.place else ""), _value(basis, labels)]
    return Entry(
        id=record.id,
        kind=record.kind,
        name=name or evidence.quote,
        figure=_stated(record),
        period=period,
        about=" · ".join(part for part in where if part and part != _value(record.kind, labels)),
        confidence=record.confidence,
        rule=record.source,
        start=evidence.start,
        end=evidence.end,
        details=[
            (labels.say("field", name), value) for name, value in _details(record, speech, labels) if value
        ],
    )


def _stated(record: Record) -> str:
    if isinstance(record, Project):
        return cells(record)[2]
    return "" if isinstance(record, Measure) else record.quantity.text


def _details(record: Record, speech: Speech, labels: Labels) -> Iterator[tuple[str, str]]:
    if isinstance(record, Project):
        yield from _project(record, labels)
    elif isinstance(record, Measure):
        yield from _measure(record, labels)
    else:
        yield from _claim(record, labels)
    place = record.place
    yield "place", _joined(*((place.name, place.code) if place else ()))
    yield "scope", record.scope or ""
    yield "section", " › ".join(record.evidence.section)
    yield "rule", record.source
    yield "confidence", f"{record.confidence:g}"
    yield "characters", f"{record.evidence.start}–{record.evidence.end}"
    yield "part", _part(speech.source.parts, record.evidence.start, labels)
    yield "id", record.id


def _claim(claim: Claim, labels: Labels) -> Iterator[tuple[str, str]]:
    quantity, indicator = claim.quantity, claim.indicator
    yield "value", labels.say("value", "masked") if quantity.masked else figure(quantity)
    if quantity.resolution is not None:
        yield "resolution", f"{quantity.resolution:,f} {quantity.unit or ''}".strip()
    inherited = labels.say("value", "inherited") if indicator.inherited else ""
    yield "indicator", _joined(indicator.text, inherited)
    yield "code", indicator.code or ""
    yield "basis", _value(claim.basis, labels)
    yield "period", _period(claim.period, labels)
    if claim.comparison is not None:
        compared = claim.comparison
        status = None if compared.base_status == "unknown" else compared.base_status
        yield (
            "comparison",
            _joined(
                _value(compared.type, labels), compared.base_period, _value(status, labels), compared.text
            ),
        )
    if claim.comparability is not None:
        yield "comparability", _joined(_value(claim.comparability.type, labels), claim.comparability.text)
    yield "vintage", _value(claim.vintage, labels)
    if claim.plan is not None:
        yield "plan", _joined(_value(claim.plan.version, labels), claim.plan.issuer, claim.plan.text)
    yield "modality", claim.modality or ""


def _project(project: Project, labels: Labels) -> Iterator[tuple[str, str]]:
    yield "stage", _value(project.stage, labels)
    if project.investment is not None:
        yield "investment", f"{project.investment:,f} {project.investment_unit or ''}".strip()
    yield "parties", "、".join(project.parties)
    yield "period", _period(project.period, labels)


def _measure(measure: Measure, labels: Labels) -> Iterator[tuple[str, str]]:
    yield "status", _value(measure.status, labels)
    yield "action", measure.action or ""
    yield "object", measure.object or ""
    yield "body", measure.body or ""
    yield "deadline", _period(measure.deadline, labels)


def _period(period: Period | None, labels: Labels) -> str:
    if period is None:
        return ""
    inherited = labels.say("value", "inherited") if period.inherited else ""
    return _joined(period.label, period.text, inherited)


def _part(parts: Sequence[Part], at: int, labels: Labels) -> str:
    around = [part for part in parts if part.start <= at < part.end]
    told = []
    for part in around:
        word = labels.say("value", part.kind)
        told.append(word.format(part.number) if "{}" in word else f"{word} {part.number}")
    return " · ".join(told)


def _value(value: str | None, labels: Labels) -> str:
    return "" if value is None else labels.say("value", value)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)
