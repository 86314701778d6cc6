"""Findings for people and machines: a table for the terminal, JSON Lines, Markdown, one page for the browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from extractor.show.labels import Language
    from schemas import Speech
    from schemas.findings import Finding

Format = Literal["table", "jsonl", "markdown", "html"]
FORMATS: Final[tuple[str, ...]] = get_args(Format)


def render(
    findings: Iterable[Finding],
    speeches: Iterable[Speech],
    format: Format,
    language: Language = "en",
    *,
    width: int = 120,
    colour: bool = False,
) -> str:
    """Write findings in a format, the same for the same input.

    Args:
        findings: what the audit found; `jsonl` keeps their order, the others put what matters most first.
        speeches: the documents that they are about, for titles and for the source around each figure. What is
            not among them is told by its identifier and the sentence that the finding carries.
        format: `table`, `jsonl`, `markdown` or `html`.
        language: of the words around the findings, `en` or `zh`.
        width: columns of the terminal, for `table`.
        colour: whether the terminal shows colours, for `table`.

    Raises:
        ValueError: the format is none of these.

    >>> render([], [], "jsonl")
    ''
    """
    found, documents = list(findings), _by_id(speeches)
    if format == "jsonl":
        return "".join(f"{one.model_dump_json()}\n" for one in found)
    if format == "table":
        from extractor.audit.report.table import findings_table

        return findings_table(found, documents, language, width=width, colour=colour)
    if format == "markdown":
        from extractor.audit.report.markdown import findings_markdown

        return findings_markdown(found, documents, language)
    if format == "html":
        from extractor.audit.report.page import findings_page

        return findings_page(found, documents, language)
    raise ValueError(f"{format!r} is none of {', '.join(FORMATS)}")


def _by_id(speeches: Iterable[Speech]) -> dict[str, Speech]:
    return {speech.doc_id: speech for speech in speeches}


__all__: Sequence[str] = ["FORMATS", "Format", "render"]
