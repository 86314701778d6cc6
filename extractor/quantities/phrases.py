"""Reads words that are a quantity without a figure: 翻番, 持平, 半数, and durations like 连续5年."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.mentions import QuantityMention
from extractor.quantities.lexicon import Lexicon
from extractor.quantities.tokens import percentage

_LARGEST_DENOMINATOR = 100
_UNITS_OF_TIME = ("月", "日", "年", "号", "时")


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
    not_after, not_before = tuple(lexicon.words.level.not_after), tuple(lexicon.words.level.not_before)
    for match in lexicon.level.finditer(text):
        end = match.end()
        if text.endswith(not_after, 0, match.start()) or text.startswith(not_before, end):
            continue
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
        number = lexicon.numerals.parse(figure)
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


def fraction_mentions(text: str, lexicon: Lexicon) -> Iterator[QuantityMention]:
    """Yield 1/4 as 25%; dates and other things with slashes are none."""
    for match in lexicon.fractions.finditer(text):
        above, below = Decimal(int(match[1])), Decimal(int(match[2]))
        start, core_end = match.start(), match.end(2)
        if not 0 < above < below <= _LARGEST_DENOMINATOR:
            continue
        if start and (
            text[start - 1] in "/／.-" or (text[start - 1].isascii() and text[start - 1].isalnum())
        ):
            continue
        if text.startswith(_UNITS_OF_TIME, core_end):
            continue
        after = match[3].strip() if match[3] else None
        yield QuantityMention(
            start, match.end(), start, core_end, "percent", percentage(above, below), unit="%",
            bound=lexicon.after_of[after] if after else "eq", bound_text=after,
        )  # fmt: skip
