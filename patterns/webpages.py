"""How government sites lay out a page; the lists stand in `data/webpages.toml`."""

from __future__ import annotations

from patterns.expressions import Regex
from patterns.loader import PatternModel


class MetaNames(PatternModel):
    """Names of `<meta>` elements in small letters, the best first."""

    title: list[str]
    upload_date: list[str]
    source: list[str]
    site: list[str]
    column: list[str]
    address: list[str]


class SiteNames(PatternModel):
    """How the name of a site ends."""

    ends: list[str]


class WebPages(PatternModel):
    """What tells a document from what the site puts around it.

    `furniture`, `containers` and `titles` are parts of classes and ids; `labels`, `weak_labels`,
    `upload_labels`, `index_labels`, `index_dates` and `index_issuers` words before a colon or in a cell;
    `lines` regular expressions for whole lines; `foot` words of the foot of a site.
    """

    furniture: frozenset[str]
    containers: frozenset[str]
    titles: frozenset[str]
    labels: list[str]
    weak_labels: list[str]
    upload_labels: list[str]
    index_labels: list[str]
    index_dates: list[str]
    index_issuers: list[str]
    lines: list[Regex]
    foot: list[str]
    meta: MetaNames
    site: SiteNames
