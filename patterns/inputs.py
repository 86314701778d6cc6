"""Names of columns, and what lies beside documents; the lists stand in `data/inputs.toml`."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from patterns.loader import PatternModel

_BETWEEN = re.compile(r"[\s_\-\ufeff]+")


def column_key(name: str) -> str:
    """Return a column's name as it is compared: without case, width, spaces, `_` and `-`.

    >>> column_key(" Publish_Date"), column_key("ＵＲＬ")
    ('publishdate', 'url')
    """
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()


class Columns(PatternModel):
    """The usual names of the column of the text and of those that say something about it, the best first."""

    text: list[str]
    title: list[str]
    date: list[str]
    upload_date: list[str]
    issuer: list[str]
    address: list[str]

    @cached_property
    def ranks(self) -> dict[str, tuple[str, int]]:
        """Each name as it is compared, with the field it stands for and its place in that list.

        >>> from patterns import load
        >>> load().inputs.columns.ranks["正文"][0]
        'text'
        """
        found: dict[str, tuple[str, int]] = {}
        for field in type(self).model_fields:
            for rank, name in enumerate(getattr(self, field)):
                found.setdefault(column_key(name), (field, rank))
        return found


class Beside(PatternModel):
    """Files that are no documents: by suffix (without its dot), or by the whole name in small letters."""

    suffixes: list[str]
    names: list[str]

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(f".{suffix}" for suffix in self.suffixes)

    def has(self, name: str) -> bool:
        """Tell whether a file of this name is no document.

        >>> from patterns import load
        >>> load().inputs.beside.has("LOGO.PNG"), load().inputs.beside.has("报告.txt")
        (True, False)
        """
        small = name.lower()
        return small in self.names or small.endswith(self._endings)


class Inputs(PatternModel):
    """What stands in the tables and folders that texts are kept in."""

    columns: Columns
    beside: Beside
