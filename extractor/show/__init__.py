"""A document with its records marked in the source text: in the terminal, or as one page for the browser.

`html_page(speeches, language)` gives the page, `terminal_text(speech, labels)` the text for a terminal. The layout of
overlapping records is in `extractor.show.spans`, their wording in `extractor.show.entries`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.show.labels import Labels
    from extractor.show.page import html_page
    from extractor.show.terminal import terminal_text

# The command line asks for the names of kinds and languages before it needs any of this.
_HOMES = {
    "Labels": "extractor.show.labels",
    "html_page": "extractor.show.page",
    "terminal_text": "extractor.show.terminal",
}

__all__ = ["Labels", "html_page", "terminal_text"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
