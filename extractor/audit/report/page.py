"""One page for the browser that holds findings with their sentences and sums and needs nothing beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from extractor.audit.report.excerpts import Excerpt, excerpts
from extractor.audit.report.telling import (
    PACKAGE,
    SEVERITY_ORDER,
    STRENGTH_ORDER,
    VERDICT_ORDER,
    document_name,
    labels_for,
    ordered,
    phrase,
    tell,
    working,
)
from extractor.show.labels import Labels, Language
from extractor.show.shell import fill_page, units
from extractor.show.spans import segments
from schemas.findings import CHECKS

if TYPE_CHECKING:
    from schemas import Speech
    from schemas.findings import Bounds, Finding

_LINE: Final = 1000
_MARGIN: Final = 0.12
_SEVERITIES: Final = tuple(name for name in SEVERITY_ORDER if name)


def findings_page(
    findings: Sequence[Finding], speeches: Mapping[str, Speech], language: Language = "en"
) -> str:
    """Write findings as one HTML page, the same for the same input.

    The page carries its own style and script, beside which nothing may run or be loaded. Texts, titles and names
    are data in it, never markup.

    >>> made = findings_page([], {}, "zh")
    >>> made.count("</script>"), '<html lang="zh-Hans">' in made
    (2, True)
    """
    labels = labels_for(language)
    words = labels.group("page") | {
        "computed": labels.say("word", "computed"),
        "stated": labels.say("word", "stated"),
        "implied": labels.say("word", "implied"),
        "reason": labels.say("word", "reason"),
        "diagnosis": labels.say("word", "diagnosis"),
        "difference": labels.say("word", "difference"),
        "overlap": labels.say("word", "overlap"),
        "read_as": labels.say("word", "read_as"),
    }
    packed = _Packed(speeches, labels)
    told = [packed.finding(finding) for finding in ordered(findings, speeches)]
    data = {
        "words": words,
        "verdicts": [[name, labels.say("verdict", name)] for name in VERDICT_ORDER],
        "checks": [[name, labels.say("check", name)] for name in CHECKS],
        "strengths": [[name, labels.say("strength", name)] for name in STRENGTH_ORDER],
        "severities": [[name, labels.say("severity", name)] for name in _SEVERITIES],
        "findings": told,
        "documents": packed.documents,
        "excerpts": packed.excerpts,
        "strings": list(packed.strings),
    }
    return fill_page(PACKAGE, title=words["title"], language=language, words=words, data=data)


class _Packed:
    """What findings share, each said once: strings, documents, sentences; findings name them by number."""

    def __init__(self, speeches: Mapping[str, Speech], labels: Labels) -> None:
        self.speeches = speeches
        self.labels = labels
        self.strings: dict[str, int] = {"": 0}
        self.documents: list[list[int]] = []
        self.excerpts: list[list[int]] = []
        self._document_numbers: dict[str, int] = {}
        self._excerpt_numbers: dict[tuple[int, ...], int] = {}

    def finding(self, finding: Finding) -> list[Any]:
        """Give a finding as the script reads it; see `unpack` there."""
        told = tell(finding, self.labels)
        said = (finding.formula, told.stated, told.computed, told.apart, told.overlap)
        why = (phrase(finding.reason, self.labels), phrase(finding.diagnosis, self.labels))
        name = next((figure.name for figure in finding.figures if figure.name), "")
        return [
            finding.id,
            CHECKS.index(finding.check),
            VERDICT_ORDER.index(finding.verdict),
            STRENGTH_ORDER.index(finding.strength),
            SEVERITY_ORDER.index(finding.severity),
            int(finding.implied),
            self._string(name),
            [self._string(words) for words in (*said, *why)],
            [self._string(line) for line in working(finding, self.labels)],
            self._figures(finding),
            [self._excerpt(excerpt) for excerpt in excerpts(finding, self.speeches)],
            number_line(finding.stated, finding.computed),
        ]

    def _string(self, words: str) -> int:
        return self.strings.setdefault(words, len(self.strings))

    def _figures(self, finding: Finding) -> list[list[int]]:
        """Give role, its colour, quote, name, document, start and end of each figure."""
        colours = {
            role: at for at, role in enumerate(dict.fromkeys(figure.role for figure in finding.figures))
        }
        return [
            [
                self._string(self.labels.say("role", figure.role)),
                colours[figure.role],
                self._string(figure.quote),
                self._string(figure.name),
                self._document(figure.doc_id),
                figure.start,
                figure.end,
            ]
            for figure in finding.figures
        ]

    def _document(self, doc_id: str) -> int:
        if doc_id not in self._document_numbers:
            self._document_numbers[doc_id] = len(self.documents)
            speech = self.speeches.get(doc_id)
            about: tuple[object, ...] = ()
            if speech is not None:
                about = (speech.title, speech.place and speech.place.name, speech.source.path, speech.date)
            title, place, path, date = (str(part) if part else "" for part in about or (None,) * 4)
            told = (document_name(doc_id, speech), title, place, path, date)
            self.documents.append([self._string(words) for words in told])
        return self._document_numbers[doc_id]

    def _excerpt(self, excerpt: Excerpt) -> list[Any]:
        """Give the number of a sentence, and its stretches as length and figure (from 1, 0 for none)."""
        key = (
            self._document(excerpt.doc_id),
            self._string(excerpt.text),
            -1 if excerpt.start is None else excerpt.start,
            self._string(" › ".join(excerpt.section)),
            self._string(excerpt.read_as),
        )
        number = self._excerpt_numbers.setdefault(key, len(self.excerpts))
        if number == len(self.excerpts):
            self.excerpts.append(list(key))
        parts = segments([(mark.start, mark.end) for mark in excerpt.marks], len(excerpt.text))
        laid: list[int] = []
        for part in parts:
            # The shortest figure counts where one stands in another.
            figure = excerpt.marks[part.over[-1]].figure + 1 if part.over else 0
            laid += (units(excerpt.text, part.start, part.end), figure)
        return [number, laid]


def number_line(stated: Bounds | None, computed: Bounds | None) -> list[list[int]]:
    """Lay two intervals out on one line of a thousand steps; an interval without an end runs to the edge.

    >>> from schemas.findings import Bounds
    >>> number_line(Bounds(low="1", high="2"), Bounds(low="2", high="3"))
    [[97, 500], [500, 903]]
    >>> number_line(Bounds(low="1", high="2"), None)
    []
    """
    if stated is None or computed is None or stated.unit != computed.unit:
        return []
    ends = [float(end) for one in (stated, computed) for end in (one.low, one.high) if end is not None]
    first, size = min(ends, default=0.0), max(ends, default=0.0) - min(ends, default=0.0)
    if not 0 < size < float("inf"):
        return []
    size *= 1 + 2 * _MARGIN

    def place(end: float) -> int:
        return round(((end - first) / size + _MARGIN / (1 + 2 * _MARGIN)) * _LINE)

    return [
        [
            0 if one.low is None else place(float(one.low)),
            _LINE if one.high is None else place(float(one.high)),
        ]
        for one in (stated, computed)
    ]
