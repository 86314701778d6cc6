"""Findings as Markdown: by verdict, then by document, each with its sentences and its sum."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from extractor.audit.report.excerpts import Excerpt, excerpts
from extractor.audit.report.telling import counted, document_name, labels_for, ordered, working
from extractor.show.characters import visible
from extractor.show.labels import Labels, Language
from extractor.show.spans import segments

if TYPE_CHECKING:
    from schemas import Speech
    from schemas.findings import Finding

# What means something within a line, and what does so only where a line begins.
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~&$@]|:(?=//)|(?<=www)\.")
_LEADING: Final = re.compile(r"^(\d*)((?<=\d)[.)](?=\s|$)|(?<!\d)[-+=])")


def findings_markdown(findings: Sequence[Finding], speeches: Mapping[str, Speech], language: Language) -> str:
    """Write findings under a heading for each verdict and document, figures bold, the sum worked out.

    Words of documents stand in it as text: nothing in them is taken for Markdown or HTML.

    >>> print(findings_markdown([], {}, "en"), end="")
    # Audit findings
    <BLANKLINE>
    No findings.
    """
    labels = labels_for(language)
    lines = [f"# {labels.say('word', 'title')}", "", counted(findings, labels)]
    # Documents stay together within a verdict, in the order of their gravest finding.
    for verdict, alike in groupby(ordered(findings, speeches), key=lambda finding: finding.verdict):
        lines += ["", f"## {labels.say('verdict', verdict)}"]
        by_document: dict[str, list[Finding]] = {}
        for finding in alike:
            by_document.setdefault(finding.figures[0].doc_id, []).append(finding)
        for doc_id, found in by_document.items():
            lines += ["", f"### {_document(doc_id, speeches)}"]
            for finding in found:
                lines += ["", *_finding(finding, speeches, labels)]
    return "\n".join(lines) + "\n"


def escaped(words: str) -> str:
    r"""Write words so that Markdown and HTML take none of them for their own; line ends become spaces.

    >>> print(escaped("<b> *1* [a](b)\n# c"))
    \<b\> \*1\* \[a\](b) \# c
    >>> print(escaped("1. a"), escaped("- b"))
    1\. a \- b
    """
    inner = _SPECIAL.sub(r"\\\g<0>", " ".join(visible(words).split()))
    return _LEADING.sub(r"\1\\\2", inner)


def _document(doc_id: str, speeches: Mapping[str, Speech]) -> str:
    speech = speeches.get(doc_id)
    title = (speech.title or "") if speech else ""
    name = document_name(doc_id, speech)
    return escaped(" — ".join(dict.fromkeys(part for part in (title, name) if part)))


def _finding(finding: Finding, speeches: Mapping[str, Speech], labels: Labels) -> Iterator[str]:
    name = next((figure.name for figure in finding.figures if figure.name), "")
    about = [labels.say("check", finding.check), name, labels.say("strength", finding.strength)]
    if finding.severity:
        about.append(f"{labels.say('word', 'severity')} {labels.say('severity', finding.severity)}")
    yield f"#### {' · '.join(escaped(part) for part in about if part)}"
    own = finding.figures[0].doc_id
    for excerpt in excerpts(finding, speeches):
        yield ""
        yield f"> {_marked(excerpt)}"
        told = [] if excerpt.doc_id == own else [_document(excerpt.doc_id, speeches)]
        if excerpt.start is not None:
            spans = ", ".join(
                f"{excerpt.start + mark.start}–{excerpt.start + mark.end}" for mark in excerpt.marks
            )
            told.append(labels.say("word", "characters").format(spans))
        if excerpt.section:
            told.append(escaped(" › ".join(excerpt.section)))
        if excerpt.read_as:
            told.append(f"{labels.say('word', 'read_as')} {escaped(excerpt.read_as)}")
        if told:
            yield ">"
            yield f"> {' · '.join(told)}"
    yield ""
    for line in working(finding, labels):
        yield f"- {escaped(line)}"


def _marked(excerpt: Excerpt) -> str:
    """Write an excerpt with its figures bold."""
    parts = segments([(mark.start, mark.end) for mark in excerpt.marks], len(excerpt.text))
    pieces: list[tuple[str, bool]] = []
    for part in parts:
        words, bold = excerpt.text[part.start : part.end], bool(part.over)
        if pieces and pieces[-1][1] == bold:
            pieces[-1] = (pieces[-1][0] + words, bold)
        else:
            pieces.append((words, bold))
    out = []
    for index, (words, bold) in enumerate(pieces):
        if not bold:
            # Spaces at the edge are kept: they part a word from a figure.
            lead, trail = (" " if words[edge].isspace() else "" for edge in (0, -1))
            out.append(f"{lead}{escaped(words)}{trail}" if words.strip() else " ")
            continue
        before = pieces[index - 1][0][-1:] if index else ""
        after = pieces[index + 1][0][:1] if index + 1 < len(pieces) else ""
        out.append(_bold(before, words, after))
    return "".join(out).strip()


def _bold(before: str, words: str, after: str) -> str:
    """Make words bold by asterisks where Markdown sees them, which it does not in 为“5%”的; else by a tag."""
    bare = words.strip()
    opens = not _is_sign(bare[:1]) or _is_edge(before)
    closes = not _is_sign(bare[-1:]) or _is_edge(after)
    return f"**{escaped(words)}**" if bare and opens and closes else f"<b>{escaped(words)}</b>"


def _is_edge(character: str) -> bool:
    return not character or character.isspace() or _is_sign(character)


def _is_sign(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"
