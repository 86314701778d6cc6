"""Reads words that are a quantity without a figure: 翻番, 持平, 半数, and durations like 连续5年."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.mentions import QuantityMention
from extractor.quantities.lexicon import Lexicon
from extractor.quantities.numerals import parse_numeral


def phrase_mentions(text: str, lexicon: Lexicon) -> Iterator[QuantityMention]:
    """Yield words that are read literally, with the bound words around them left to the caller."""
    for match in lexicon.phrases.finditer(text):
        phrase = lexicon.phrase_of[match.group()]
        start, end = match.span()
        if phrase.not_before and text.startswith(phrase.not_before, end):
            continue
        if phrase.not_after and text.endswith(phrase.not_after, max(0, start - 6), start):
            continue
        yield QuantityMention(
            start, end, start, end, phrase.type, phrase.value,
            unit=phrase.unit, bound=phrase.bound, bound_text=None,
        )  # fmt: skip


def level_mentions(text: str, lexicon: Lexicon) -> Iterator[QuantityMention]:
    """Yield 持平 with what it is level with (与上年持平): a growth of 0%."""
    soft = tuple(lexicon.words.level.soft)
    for match in lexicon.level.finditer(text):
        end = match.end()
        window = text[max(0, match.start() - 18) : match.start()]
        found = lexicon.level_before.search(window)
        start = match.start() - (len(window) - found.start() if found else 0)
        softened = next((word for word in soft if word in text[start:end]), None)
        about = softened is not None and softened not in ("预算", "相比")
        yield QuantityMention(
            start, end, start, end, "growth_word", Decimal(0),
            unit="%", bound="approx" if about else "eq", bound_text=softened if about else None,
        )  # fmt: skip


def duration_mentions(text: str, lexicon: Lexicon) -> Iterator[QuantityMention]:
    """Yield lengths of time after 连续, 缩短 and the like; other times are periods and not figures."""
    inside = frozenset(lexicon.words.units.durations.inside)
    for match in lexicon.durations.finditer(text):
        lead, soft, figure, some, unit, some_later = match.groups()
        number = parse_numeral(figure)
        if number is None or number.value > 200:
            continue
        core = match.start(3)
        start = match.start() if lead in inside else (match.start(2) if soft in ("约", "近") else core)
        words = soft if soft in ("约", "近") else (some or some_later)
        name = unit[1:] if unit.startswith("个") else unit
        if unit == "个月":
            name = unit
        yield QuantityMention(
            start, match.end(), core, match.end(5), "count", number.value, unit=name,
            bound="approx" if words else "eq", bound_text=words, resolution=number.resolution,
        )  # fmt: skip
