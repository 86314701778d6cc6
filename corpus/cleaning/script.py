"""Turns traditional script into simplified, character for character, names kept."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText
from corpus.cleaning.outcome import Outcome
from patterns import Patterns
from schemas import MAX_LOGGED_SPANS, Repair

NAME = "script"

_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# A text is traditional from this share of its hanzi on; below it, single lines that are so are converted.
_TEXT_SHARE = 0.05
_LINE_SHARE = 0.12
_LEAST = 3


@lru_cache(maxsize=8)
def _signs(patterns: Patterns) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(patterns.repairs.script.signs)}]")


@lru_cache(maxsize=8)
def _traditional(patterns: Patterns) -> re.Pattern[str]:
    """Match a character that only traditional text has."""
    hanzi = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = _convert("\n".join(hanzi)).split("\n")
    shared = set(patterns.repairs.script.shared)
    only = [old for old, new in zip(hanzi, simple, strict=True) if old != new and old not in shared]
    return re.compile(f"[{''.join(only)}]")


@lru_cache(maxsize=1)
def _table() -> dict[int, int]:
    hanzi = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = _convert("\n".join(hanzi)).split("\n")
    return {
        ord(old): ord(new) for old, new in zip(hanzi, simple, strict=True) if len(new) == 1 and new != old
    }


def simplify_chars(text: str) -> str:
    """Return the text with each character simplified by itself, names and set words not looked at.

    >>> simplify_chars("縣財政")
    '县财政'
    """
    return text.translate(_table())


def _convert(text: str) -> str:
    return str(_converter().convert(text))


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s")


def is_traditional(text: str, patterns: Patterns) -> bool:
    """Tell whether a text as a whole is in traditional script.

    >>> is_traditional("縣財政收入增長", Patterns()), is_traditional("乾安县财政收入", Patterns())
    (True, False)
    """
    if not _signs(patterns).search(text):
        return False
    return _share(text, patterns) >= _TEXT_SHARE


def _share(text: str, patterns: Patterns) -> float:
    marks = len(_traditional(patterns).findall(text))
    if marks < _LEAST:
        return 0.0
    return marks / max(1, len(_HANZI.findall(text)))


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Convert traditional script, whole texts or the lines that are so; simplified text stays untouched.

    OpenCC's phrase table decides by context; names in `script.kept` keep their characters.

    >>> apply(AlignedText.of("乾安縣財政實現增長"), Patterns()).text.text
    '乾安县财政实现增长'
    """
    if not _signs(patterns).search(text.text):
        return Outcome(text)
    if _share(text.text, patterns) >= _TEXT_SHARE:
        converted = _simplify(text.text, patterns)
    else:
        lines = text.text.split("\n")
        converted = "\n".join(
            _simplify(line, patterns) if _share(line, patterns) >= _LINE_SHARE else line for line in lines
        )
    if converted == text.text:
        return Outcome(text)
    spans = _changed(text.text, converted)
    logged = tuple(text.to_source(at, at + 1) for at in spans[:MAX_LOGGED_SPANS])
    repair = Repair(name=NAME, what="traditional script made simplified", count=len(spans), spans=logged)
    return Outcome(text.substitute(converted), (repair,))


def _simplify(text: str, patterns: Patterns) -> str:
    converted = _convert(text)
    if len(converted) != len(text):
        converted = simplify_chars(text)
    for name in patterns.repairs.script.kept:
        plain = simplify_chars(name)
        start = converted.find(plain)
        while start >= 0:
            # Only where the characters that conversion changed stood in the source as in the name.
            end = start + len(name)
            if all(
                old == kept or new == kept
                for old, new, kept in zip(text[start:end], plain, name, strict=True)
            ):
                converted = converted[:start] + name + converted[end:]
            start = converted.find(plain, end)
    return converted


def _changed(old: str, new: str) -> list[int]:
    return [at for at, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
