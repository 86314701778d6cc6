"""Findings as a table for the terminal, through Rich."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.audit.report.telling import counted, labels_for, ordered, tell, where, why
from extractor.show.characters import visible
from extractor.show.labels import Labels, Language

if TYPE_CHECKING:
    from schemas import Speech
    from schemas.findings import Finding

_STYLES: Final = {
    "inconsistent": "bold red",
    "questionable": "bold magenta",
    "restated": "cyan",
    "not_checkable": "dim",
    "consistent_if_truncated": "green",
    "consistent_if_balanced": "green",
    "consistent": "green",
}
_WORDS: Final = ("check", "verdict", "strength")
# Shares of what the words leave of the width.
_TEXTS: Final = (("where", 3), ("sum", 5), ("why", 4))


def findings_table(
    findings: Sequence[Finding],
    speeches: Mapping[str, Speech],
    language: Language,
    *,
    width: int = 120,
    colour: bool = False,
) -> str:
    """Lay findings out as a table with a line of counts below it, what needs a person first.

    What is inferred only (implied figures) is left to the other forms. No control character of a document is given on,
    only pictures of them.

    >>> print(findings_table([], {}, "en"), end="")
    No findings.
    """
    labels = labels_for(language)
    shown = [finding for finding in findings if not (finding.implied and finding.verdict == "not_checkable")]
    text = io.StringIO()
    console = Console(
        file=text,
        width=width,
        highlight=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    if shown:
        console.print(_table(shown, speeches, labels))
    console.print(Text(counted(findings, labels)))
    if len(shown) < len(findings):
        console.print(Text(labels.say("word", "only_implied").format(n=len(findings) - len(shown))))
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _table(findings: Sequence[Finding], speeches: Mapping[str, Speech], labels: Labels) -> Table:
    table = Table(header_style="bold", expand=True)
    for name in _WORDS:
        words = labels.group(name).values()
        # A column may fold between words, not within one.
        widest = max(cell_len(word) for label in words for word in label.split())
        table.add_column(labels.say("word", name), width=widest)
    for name, ratio in _TEXTS:
        table.add_column(labels.say("word", name), overflow="fold", ratio=ratio)
    for finding in ordered(findings, speeches):
        severity = f"\n({labels.say('severity', finding.severity)})" if finding.severity else ""
        table.add_row(
            Text(labels.say("check", finding.check)),
            Text(labels.say("verdict", finding.verdict) + severity, style=_STYLES[finding.verdict]),
            Text(labels.say("strength", finding.strength)),
            _cell("\n".join(map(_line, where(finding, speeches)))),
            _cell(_sum(finding, labels)),
            _cell(_line(why(finding, labels))),
        )
    return table


def _sum(finding: Finding, labels: Labels) -> str:
    told = tell(finding, labels)
    formula = finding.formula or " · ".join(figure.quote for figure in finding.figures)
    stated = f"{labels.say('word', 'stated')} {told.stated}" if told.stated else ""
    implied = labels.say("check", "implied") if finding.implied else ""
    return "\n".join(_line(line) for line in (formula, stated, implied) if line)


def _line(words: str) -> str:
    return " ".join(words.split())


def _cell(words: str) -> Text:
    return Text(visible(words))
