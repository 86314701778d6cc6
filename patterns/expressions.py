"""The regular expressions that pattern files hold: how they are compiled, joined, and checked on reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, cast

from pydantic import AfterValidator, Field

_FLAGS = re.compile(r"(?<!\\)\(\?[A-Za-z]+\)")
_BY_NUMBER = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")


def compiled(expression: str) -> re.Pattern[str]:
    """Compile an expression of the data by `re`, which is three times as quick a call, else by `regex`.

    >>> compiled("(?<=已|已经)建成").search("已经建成").span()
    (2, 4)
    """
    try:
        return re.compile(expression)
    except re.error:
        import regex

        return cast("re.Pattern[str]", regex.compile(expression))


def literal(words: Iterable[str]) -> str:
    """Return an expression for any of some words, taken literally, in the order in which they come.

    >>> literal(["第一", "(首)"])
    '第一|\\\\(首\\\\)'
    """
    return "|".join(map(re.escape, words))


def _alone(expression: str) -> str:
    try:
        compiled(expression)
    except Exception as cause:
        # `re` and `regex` have each an error class of their own, and the quick start does without `regex`.
        raise ValueError(f"{expression!r} is no regular expression: {cause}") from cause
    if _FLAGS.search(expression):
        raise ValueError(f"{expression!r}: flags would hold for all expressions of the list")
    return expression


def _joinable(expression: str) -> str:
    if _BY_NUMBER.search(expression):
        raise ValueError(f"{expression!r}: groups count anew when expressions are joined; name the group")
    return _alone(expression)


def _rewrite(rule: tuple[str, str]) -> tuple[str, str]:
    old, new = rule
    try:
        # An expression that matches nothing as well makes any text a test of the template.
        compiled(f"(?:{old})|").sub(new, "")
    except Exception as cause:
        raise ValueError(f"{new!r} cannot stand for {old!r}: {cause}") from cause
    return rule


Regex = Annotated[str, Field(min_length=1), AfterValidator(_joinable)]
"""A regular expression that is joined with others of its list."""

Rewrite = Annotated[
    tuple[Annotated[str, Field(min_length=1), AfterValidator(_alone)], str], AfterValidator(_rewrite)
]
"""A regular expression and the template that replaces what it finds."""
