"""The furniture of the sites that texts were taken from; the lists stand in `data/boilerplate.toml`."""

from __future__ import annotations

from patterns.expressions import Regex
from patterns.loader import PatternModel


class Boilerplate(PatternModel):
    """What stands on a page beside the document.

    `words` are whole lines, as they are; `lines` regular expressions for whole lines; `inline` regular
    expressions for stretches inside lines; `tails` regular expressions for a line from which on nothing
    belongs to the document, tried in the last part of a text only. All are matched after script and width
    were made plain. `short` lines are navigation only where several of them stand together.
    """

    words: list[str]
    lines: list[Regex]
    inline: list[Regex]
    tails: list[Regex]
    short: list[str]
