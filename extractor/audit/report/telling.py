"""What is told of a finding, in words of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from extractor.audit.report.amounts import Scale, scale_of, spaced
from extractor.show.labels import Labels, Language

if TYPE_CHECKING:
    from schemas import Speech
    from schemas.findings import Bounds, Finding

PACKAGE: Final = "extractor.audit.report"
VERDICT_ORDER: Final = (
    "inconsistent",
    "questionable",
    "restated",
    "not_checkable",
    "consistent_if_truncated",
    "consistent_if_balanced",
    "consistent",
)
"""Verdicts, those that need a person first."""
SEVERITY_ORDER: Final = ("high", "medium", "low", None)
STRENGTH_ORDER: Final = ("same_sentence", "same_section", "cross_section", "cross_document")

_EXACT: Final = Context(prec=60)
# What a diagnosis says of a figure: what went wrong, the figure that would be right, the one that stands there.
_SLIP: Final = re.compile(r"([^:：]+): (.+) for (.+)")


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers of a finding in words; each is empty where there is none."""

    stated: str
    computed: str
    apart: str
    overlap: str


def labels_for(language: Language) -> Labels:
    """Give the words around findings.

    >>> labels_for("zh").say("verdict", "inconsistent"), labels_for("en").say("role", "plan")
    ('不一致', 'plan')
    """
    return Labels(language, PACKAGE)


def tell(finding: Finding, labels: Labels) -> Told:
    """Say what is stated, what was computed, and how far they are apart or what both hold for.

    >>> from schemas.findings import Figure, Finding
    >>> figure = Figure(role="rate", doc_id="d", start=0, end=4, quote="120%")
    >>> stated, computed = ({"low": low, "high": high, "unit": "%"} for low, high in (("119.5", "120.5"), ("130", "131")))
    >>> finding = Finding(id="1", check="completion", verdict="inconsistent", strength="same_sentence",
    ...     severity="low", stated=stated, computed=computed, figures=[figure])
    >>> tell(finding, labels_for("en"))
    Told(stated='119.5…120.5%', computed='130…131%', apart='9.5 pp', overlap='')
    """
    known = [bounds for bounds in (finding.stated, finding.computed) if bounds is not None]
    points = labels.say("word", "points")
    scale = scale_of(known, points, finding.formula)
    stated, computed = (
        scale.bounds(bounds, labels.say("word", "left_out")) if bounds else ""
        for bounds in (finding.stated, finding.computed)
    )
    apart = overlap = ""
    if finding.stated and finding.computed and finding.stated.unit == finding.computed.unit:
        apart, overlap = _compared(finding.stated, finding.computed, scale, spaced(points))
    return Told(stated, computed, apart, overlap)


def working(finding: Finding, labels: Labels) -> list[str]:
    """Work the sum of a finding out line by line, as a person would.

    >>> from schemas.findings import Figure, Finding
    >>> figure = Figure(role="rate", doc_id="d", start=0, end=4, quote="120%")
    >>> finding = Finding(id="1", check="share", verdict="not_checkable", strength="same_sentence",
    ...     reason="masked", figures=[figure])
    >>> working(finding, labels_for("en"))
    ['rate 120%', 'This could not be decided: masked']
    """
    told = tell(finding, labels)
    comma = "，" if labels.language == "zh" else ", "
    lines = [comma.join(f"{labels.say('role', figure.role)} {figure.quote}" for figure in finding.figures)]
    if finding.formula:
        lines.append(finding.formula)
    for key, value in (("stand_for", told.stated), ("others_give", told.computed)):
        if value:
            lines.append(labels.say("word", key).format(value))
    if finding.verdict in ("inconsistent", "questionable", "restated") and told.apart:
        lines.append(labels.say("word", "apart").format(told.apart))
    elif finding.verdict.startswith("consistent") and told.overlap:
        lines.append(labels.say("word", "both_hold").format(told.overlap))
    if finding.implied:
        lines.append(labels.say("word", "implied"))
    colon = "：" if labels.language == "zh" else ": "
    means = labels.say("means", finding.verdict)
    reason, diagnosis = phrase(finding.reason, labels), phrase(finding.diagnosis, labels)
    lines.append(f"{means.rstrip('.。')}{colon}{reason}" if reason else means)
    if diagnosis:
        lines.append(f"{labels.say('word', 'explained')}{colon}{diagnosis}")
    return lines


def why(finding: Finding, labels: Labels) -> str:
    """Give reason and diagnosis in one line."""
    parts = (phrase(words, labels) for words in (finding.reason, finding.diagnosis))
    return " · ".join(part for part in parts if part)


def phrase(words: str | None, labels: Labels) -> str:
    """Say a reason or diagnosis in the reader's language, where there are words for it.

    >>> phrase("another plan", labels_for("zh"))
    '另一个计划'
    >>> phrase("two digits swapped: 13.5亿元 for 15.3亿元", labels_for("zh"))
    '两位数字颠倒：以13.5亿元代15.3亿元'
    """
    if not words:
        return ""
    slip = _SLIP.fullmatch(words)
    if slip and labels.say("phrase", slip[1]) != slip[1]:
        return labels.say("phrase", "slip").format(labels.say("phrase", slip[1]), *slip.groups()[1:])
    return labels.say("phrase", words)


def where(finding: Finding, speeches: Mapping[str, Speech]) -> list[str]:
    """Name each document of a finding: its place and its file or title."""
    return [
        document_name(doc_id, speeches.get(doc_id))
        for doc_id in dict.fromkeys(figure.doc_id for figure in finding.figures)
    ]


def document_name(doc_id: str, speech: Speech | None) -> str:
    """Name a document by place and file, or by what else there is."""
    if speech is None:
        return doc_id
    path = (speech.source.path or "").rpartition("/")[2]
    return (
        " · ".join(part for part in (speech.place and speech.place.name, path or speech.title) if part)
        or doc_id
    )


def ordered(findings: Iterable[Finding], speeches: Mapping[str, Speech]) -> list[Finding]:
    """Put what needs a person first; what is alike by the path of its document, then by its place in it."""
    paths = {doc_id: speech.source.path or "" for doc_id, speech in speeches.items()}

    def key(finding: Finding) -> tuple[int, int, int, str, str, int, int, str]:
        first = finding.figures[0]
        return (
            VERDICT_ORDER.index(finding.verdict),
            SEVERITY_ORDER.index(finding.severity),
            STRENGTH_ORDER.index(finding.strength),
            paths.get(first.doc_id, ""),
            first.doc_id,
            first.start,
            first.end,
            finding.id,
        )

    return sorted(findings, key=key)


def counted(findings: Iterable[Finding], labels: Labels) -> str:
    """Count findings by verdict in one line.

    >>> counted([], labels_for("en"))
    'No findings.'
    """
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.verdict] = counts.get(finding.verdict, 0) + 1
    if not counts:
        return labels.say("word", "none")
    parts = [f"{labels.say('verdict', name)} {counts[name]:,}" for name in VERDICT_ORDER if name in counts]
    count = sum(counts.values())
    total = labels.say("word", "one" if count == 1 else "total").format(f"{count:,}")
    return " · ".join([total, *parts])


def _compared(stated: Bounds, computed: Bounds, scale: Scale, points: str) -> tuple[str, str]:
    from schemas.findings import Bounds

    lows = [(b.low, b.low_open) for b in (stated, computed) if b.low is not None]
    highs = [(b.high, b.high_open) for b in (stated, computed) if b.high is not None]
    # Of two ends at the same place the open one counts.
    low, low_open = max(lows, default=(None, False), key=lambda end: (end[0] or Decimal(0), end[1]))
    high, high_open = min(highs, default=(None, False), key=lambda end: (end[0] or Decimal(0), not end[1]))
    if low is not None and high is not None:
        if low > high:
            apart = _EXACT.subtract(low, high)
            return f"{scale.number(apart)}{points if stated.unit == '%' else scale.unit}", ""
        if low == high and (low_open or high_open):
            return "", ""
    return "", scale.bounds(Bounds(low=low, high=high, low_open=low_open, high_open=high_open))
