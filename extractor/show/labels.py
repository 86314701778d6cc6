"""The words of terminal and page in a language of the reader's choice."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Final, Literal, cast, get_args

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[str, ...]] = get_args(Language)
KINDS: Final = ("target", "actual", "completion", "project", "measure")
"""The kinds of records in the order in which they are shown."""


class Labels:
    """Words by group and key, out of the `labels.toml` among the assets of a package.

    Those of documents and records have the groups `kind`, `field`, `value`, `tie`, `tied`, `head` and `page`.

    >>> Labels("zh").say("kind", "target"), Labels("en").say("value", "growth")
    ('目标', 'growth')
    """

    def __init__(self, language: Language, package: str = "extractor.show") -> None:
        self.language = language
        self._groups = _all(package)[language]

    def say(self, group: str, key: str) -> str:
        """Give the word, or the key itself where there is none."""
        return self._groups[group].get(key, key)

    def group(self, name: str) -> dict[str, str]:
        """Give all words of a group."""
        return dict(self._groups[name])


@cache
def _all(package: str) -> dict[str, dict[str, dict[str, str]]]:
    text = resources.files(package).joinpath("assets/labels.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, dict[str, str]]]", tomllib.loads(text))
