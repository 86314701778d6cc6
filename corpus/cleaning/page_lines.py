"""Joins the lines of a text that a page set, before what was done to the text earlier is looked at."""

from __future__ import annotations

from corpus.cleaning import wraps
from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.lines import PAGE_BREAK
from corpus.cleaning.outcome import Outcome
from patterns import Patterns

NAME = "page_lines"


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Do what `wraps` does, to a text with form feeds alone.

    Such lines were cut last, within pinyin or the pieces of a preview too. Lines of other texts may be what
    bounds a damage, and are joined after its repair.

    >>> apply(AlignedText.of("实施《\\n\\f新区规划纲要》。"), Patterns()).text.text
    '实施《新区规划纲要》。'
    """
    return wraps.join(text, NAME) if PAGE_BREAK in text.text else Outcome(text)
