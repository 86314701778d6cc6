"""Reads places in an order: 第7位, 第四, 首位, 前10名, 倒数第三."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.mentions import QuantityMention
from extractor.quantities.lexicon import Lexicon

_ONE = Decimal(1)


def rank_mentions(text: str, lexicon: Lexicon) -> Iterator[QuantityMention]:
    """Yield ranks; 第N of meetings, articles, phases and the like are none."""
    ranks = lexicon.words.ranks
    masks = tuple(lexicon.words.numerals.masks)
    places = frozenset(ranks.places)
    leads, not_after = tuple(ranks.leads), tuple(ranks.not_after)
    ends, nth_leads = tuple(ranks.ends), tuple(ranks.nth_leads)
    nth_not_before = tuple(ranks.nth_not_before)
    bests = frozenset(ranks.bests)
    before_words = tuple(lexicon.words.names.before_words)
    for match in lexicon.ranks.finditer(text):
        head, figure, place = match.groups()
        start, end = match.span()
        window = max(0, start - 6)
        last = text.startswith(("倒数",), max(0, start - 2), start)
        if place == "个":
            if head[0] != "第" or not text.endswith(nth_leads, window, start):
                continue
            if text.startswith(nth_not_before, end):
                continue
        elif text.endswith(not_after, window, start):
            continue
        elif head == "前":
            if text.endswith(before_words, max(0, start - 1), start + 1):
                continue
            if place in bests and text.endswith(leads, window, start):
                pass
            elif place not in places and not (
                text.endswith(leads, window, start) and (end == len(text) or text.startswith(ends, end))
            ):
                continue
        elif place in bests:
            continue
        elif place not in places:
            closed = end == len(text) or text.startswith(ends, end) or text[end].isspace()
            if not closed or not (last or text.endswith(leads, window, start)):
                continue
        if last:
            start -= 2
        masked = figure.startswith(masks)
        number = None if masked else lexicon.numerals.parse(figure)
        if number is None and not masked:
            continue
        yield QuantityMention(
            start=start,
            end=end,
            core_start=start,
            core_end=end,
            type="rank",
            value=None if number is None else number.value,
            unit="rank",
            bound="le" if head == "前" else "eq",
            bound_text="前" if head == "前" else ("倒数" if last else None),
            masked=masked,
            resolution=None if number is None else _ONE,
        )
    for match in lexicon.firsts.finditer(text):
        start, end = match.span()
        if text.endswith(not_after, max(0, start - 6), start) or text.startswith(("度", "呼"), end):
            continue
        if match.group().startswith("第") or not start:
            continue
        yield QuantityMention(start, end, start, end, "rank", _ONE, unit="rank", resolution=_ONE)
