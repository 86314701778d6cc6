"""Puts the scanners together: tokens into mentions with bounds, sign and range, sorted, without overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter

from extractor.mentions import QuantityMention, QuantityType
from extractor.quantities.bounds import Before, bound_before, sign_before
from extractor.quantities.joins import Chain, chains, distribute
from extractor.quantities.lexicon import Lexicon, Unit, lexicon
from extractor.quantities.numerals import EXACT, Numeral
from extractor.quantities.phrases import (
    duration_mentions,
    fraction_mentions,
    level_mentions,
    phrase_mentions,
)
from extractor.quantities.ranks import rank_mentions
from extractor.quantities.tokens import Token, arabic_tokens, chinese_tokens, masked_tokens
from patterns import Patterns, load
from schemas import Evidence, Quantity
from schemas.numbers import CHINESE_DIGITS
from schemas.records import Bound

_HUNDRED = Decimal(100)
_SHARES = Unit("%", "percent")
_TENTH = {digit: value for value, digit in enumerate(CHINESE_DIGITS) if value}
_TENTHS = re.compile("[ 　]?[半一二三四五六七八九](?![0-9一二三四五六七八九十百千万亿个项大种])")
_start = attrgetter("start")
_HAN = re.compile("[\u4e00-\u9fff]")
_RATIO_REACH = 48
"""How many characters before a figure its noun is looked for, where that is a ratio."""


def find_mentions(text: str, knowledge: Patterns) -> list[QuantityMention]:
    """Return the quantity expressions of a text, in order and without overlap.

    Reads `knowledge.quantities`; offsets are code points into `text`. Numbers that date, number, or name
    something are no quantities. A figure with a multiplier and no unit has unit None and type `number`.
    Figures are positive save after 负 or a minus sign: what 下降 does to them is the claim's affair.

    >>> [(m.start, m.end, m.type, m.unit) for m in find_mentions("惠及43万儿童，增长4.5-5%", load())]
    [(2, 5, 'number', None), (10, 16, 'percent', '%')]
    """
    words = lexicon(knowledge)
    special = sorted(_special(text, words), key=_start)
    scans = (arabic_tokens, chinese_tokens, masked_tokens)
    tokens = sorted((token for scan in scans for token in scan(text, words)), key=_start)
    plain = _mentions(chains(_apart(tokens, special), text, words), text, words)
    found = sorted([*special, *plain], key=lambda mention: (mention.start, -mention.end))
    out: list[QuantityMention] = []
    end = 0
    for mention in found:
        if mention.start >= end:
            out.append(mention)
            end = mention.end
    return out


def find_quantities(text: str, knowledge: Patterns | None = None) -> list[Quantity]:
    """Return the quantities of a text as records, each with its span in `evidence`.

    >>> [(q.text, str(q.value), q.unit, q.evidence.start) for q in find_quantities("引进46项，增长15%")]
    [('46项', '46', '项', 2), ('15%', '15', '%', 8)]
    """
    return [
        Quantity(
            text=text[m.start : m.end],
            value=m.value,
            low=m.low,
            high=m.high,
            unit=m.unit,
            bound=m.bound,
            bound_text=m.bound_text,
            masked=m.masked,
            resolution=m.resolution,
            evidence=Evidence(start=m.start, end=m.end, quote=text[m.start : m.end]),
        )
        for m in find_mentions(text, knowledge if knowledge is not None else load())
    ]


def _special(text: str, words: Lexicon) -> Iterator[QuantityMention]:
    scans = (rank_mentions, level_mentions, duration_mentions, fraction_mentions)
    end = 0
    for mention in sorted((mention for scan in scans for mention in scan(text, words)), key=_start):
        if mention.start >= end:
            end = mention.end
            yield mention
    for mention in phrase_mentions(text, words):
        before = bound_before(text, mention.start, words)
        if before is not None and mention.bound == "eq":
            mention.start, mention.bound, mention.bound_text = before.start, before.bound, before.text
        after = next((word for word in ("以上", "左右", "以内") if text.startswith(word, mention.end)), None)
        if after is not None:
            if mention.bound == "eq":
                mention.bound, mention.bound_text = words.after_of[after], after
            mention.end += len(after)
        yield mention


def _apart(tokens: Iterable[Token], special: list[QuantityMention]) -> Iterator[Token]:
    """Leave out tokens that lie in a special mention or in the token before."""
    at = 0
    end = 0
    for token in tokens:
        if token.start < end:
            continue
        while at < len(special) and special[at].end <= token.start:
            at += 1
        if at < len(special) and special[at].start < token.end and special[at].core_start <= token.start:
            continue
        end = token.core_end
        yield token


def _mentions(found: Iterator[Chain], text: str, words: Lexicon) -> Iterator[QuantityMention]:
    grown = 0
    for tokens, joints in found:
        for mention in _chain_mentions(tokens, joints, text, words):
            if mention.type == "multiple":
                # 分别增长3.2倍、2.5倍: the verb of the first holds for the next.
                verb = words.growth_before.search(text[max(0, mention.start - 6) : mention.start])
                if verb is not None or 0 < mention.start - grown <= 2:
                    _as_growth(mention)
                    grown = mention.end
            yield mention


def _as_growth(mention: QuantityMention) -> None:
    mention.unit = "%"
    for name in ("value", "low", "high", "resolution"):
        number = getattr(mention, name)
        if number is not None:
            setattr(mention, name, EXACT.multiply(number, _HUNDRED))


def _chain_mentions(
    tokens: list[Token], joints: list[str], text: str, words: Lexicon
) -> Iterator[QuantityMention]:
    if len(tokens) == 1:
        mention = _single(tokens[0], text, words)
        if mention is not None:
            yield mention
        return
    if all(joint in words.ratio_joins for joint in joints):
        yield from _ratio(tokens, text, words)
        return
    last = tokens[-1]
    if last.unit is None and last.power is None:
        for token in tokens:
            if token.unit is not None or token.power is not None:
                mention = _single(token, text, words)
                if mention is not None:
                    yield mention
        return
    at = len(tokens) - 1
    out: list[QuantityMention] = []
    while at >= 0:
        token = tokens[at]
        if at and joints[at - 1] in words.range_joins:
            mention = _range(tokens[at - 1], token, joints[at - 1], last, text, words)
            if mention is not None:
                out.append(mention)
                at -= 2
                continue
        if at and joints[at - 1] in words.ratio_joins:
            break
        if token is not last and token.unit is None:
            if not _in_list(token, at, joints, text, words):
                break
            distribute(token, last, None)
        mention = _single(token, text, words)
        if mention is not None:
            out.append(mention)
        at -= 1
    yield from reversed(out)


def _in_list(token: Token, at: int, joints: list[str], text: str, words: Lexicon) -> bool:
    """Tell 分别提高4.08和3.76个百分点 from 1、20个项目, where the first number only counts paragraphs."""
    if token.power is not None:
        return True
    return at > 0 or (token.start > 0 and _HAN.match(text, token.start - 1) is not None)


def _range(
    low: Token, high: Token, joint: str, last: Token, text: str, words: Lexicon
) -> QuantityMention | None:
    if low.number is None or high.number is None or low.high or high.high:
        return None
    if high.unit is not None and high.unit.never:
        return None
    if joint in ("至", "到"):
        before = bound_before(text, low.start, words)
        at = before.start if before else low.start
        if text.endswith(words.from_words, max(0, at - 1), at):
            if low.unit is None:
                distribute(low, high, high.number.value)
            return None
    if high.unit is None:
        distribute(high, last, None)
    if low.unit is not None and high.unit is not None and low.unit.name != high.unit.name:
        return None
    distribute(low, high, high.number.value)
    if low.number.value >= high.number.value:
        return None
    mention = _single(high, text, words, inner=True)
    if mention is None:
        return None
    head = _single(low, text, words)
    if head is None:
        return None
    mention.start, mention.core_start = head.start, head.core_start
    mention.low, mention.high, mention.value = head.value, mention.value, None
    texts = [word for word in (head.bound_text, mention.bound_text) if word]
    mention.bound, mention.bound_text = "range", "…".join(texts) or None
    if head.resolution is not None and mention.resolution is not None:
        mention.resolution = max(head.resolution, mention.resolution)
    return mention


def _ratio(tokens: list[Token], text: str, words: Lexicon) -> Iterator[QuantityMention]:
    """Yield the shares of a structure (10.9：37.6：51.5), or one ratio to 1 (2.31:1)."""
    numbers = [token.number for token in tokens if token.number is not None and token.power is None]
    if len(numbers) < len(tokens) or any(token.unit not in (None, _SHARES) for token in tokens[:-1]):
        return
    last = tokens[-1]
    if last.unit is not None and last.unit.type != "percent":
        return
    total = sum((number.value for number in numbers), Decimal(0))
    decimals = any("." in token.digits or "．" in token.digits for token in tokens)
    whole = abs(total - _HUNDRED) <= 1
    if whole or (len(tokens) > 2 and decimals and total > 10):
        for token, number in zip(tokens, numbers, strict=True):
            end = token.core_end
            yield QuantityMention(
                token.start, end, token.start, end, "ratio", number.value,
                unit="%", resolution=number.resolution,
            )  # fmt: skip
    elif len(tokens) == 2 and numbers[1].value == 1 and "." not in tokens[1].digits and last.unit is None:
        core, end = tokens[0].start, last.end
        before = bound_before(text, core, words)
        start, bound, bound_text = before if before is not None else Before(core, "eq", None)
        if last.after is not None and before is None:
            bound, bound_text = words.after_of[last.after], last.after
        number = numbers[0]
        yield QuantityMention(
            start, end, core, last.core_end, "ratio", number.value,
            bound=bound, bound_text=bound_text, resolution=number.resolution,
        )  # fmt: skip


def _single(token: Token, text: str, words: Lexicon, inner: bool = False) -> QuantityMention | None:
    unit = token.unit
    if (unit is not None and unit.never) or (token.number is None and not token.masked):
        return None
    if unit is None and token.power is None and not token.chinese and token.some is None:
        return _bare(token, text, words)
    if _named(token, text, words, inner):
        return None
    core = token.start if token.masked or inner else sign_before(text, token.start, words)
    negative = core < token.start
    name, type_, factor = (None, "number", None) if unit is None else (unit.name, unit.type, unit.factor)
    kind: QuantityType = type_  # type: ignore[assignment]
    if unit is None and token.start and text[token.start - 1] in words.signs:
        name, kind = words.signs[text[token.start - 1]], "money"
        core = token.start - 1
    if token.per is not None and name is not None and kind in ("physical", "count"):
        name = f"{name}/{token.per}"
    start, end = core, token.end
    bound: Bound = "eq"
    bound_text: str | None = None
    if not inner:
        before = bound_before(text, core, words)
        if before is None and token.vague and core and text[core - 1] == "上":
            bound, bound_text, start = "approx", "上", core - 1
        elif before is not None:
            start, bound, bound_text = before
    if token.vague and bound == "eq" and token.some is None:
        # 亿元以上项目 names a class; 超亿元 and 千余家 are figures.
        return None
    if token.after is not None:
        if bound in ("eq", "approx") and not (bound == "approx" and words.after_of[token.after] == "approx"):
            bound = words.after_of[token.after]
        bound_text = f"{bound_text}…{token.after}" if bound_text else token.after
    if token.some is not None:
        if bound == "eq":
            bound = "approx"
        bound_text = bound_text or token.some
    if unit is not None and unit.type == "percent" and unit.factor == 10:
        _half_tenths(token, text)
        end = max(end, token.end)
    value = token.number.value if token.number else None
    resolution = token.number.resolution if token.number else None
    high = token.high.value if token.high else None
    if factor is not None and factor != 1:
        value = None if value is None else EXACT.multiply(value, factor)
        high = None if high is None else EXACT.multiply(high, factor)
        resolution = None if resolution is None else EXACT.multiply(resolution, factor)
    if negative:
        value = None if value is None else -value
    mention = QuantityMention(
        start, end, core, token.core_end, kind, value,
        unit=name, bound=bound, bound_text=bound_text, masked=token.masked, resolution=resolution,
    )  # fmt: skip
    if high is not None:
        mention.low, mention.high, mention.value, mention.bound = value, high, None, "range"
    return mention


def _half_tenths(token: Token, text: str) -> None:
    """Add what follows 成: 三成半 is 35%, 七成六 76%."""
    tail = _TENTHS.match(text, token.core_end)
    if tail is None or token.number is None or token.after is not None:
        return
    more = Decimal("0.5") if tail.group().strip() == "半" else Decimal("0.1") * _TENTH[tail.group().strip()]
    token.number = Numeral(EXACT.add(token.number.value, more), Decimal("0.1"))
    token.core_end = token.end = tail.end()


def _named(token: Token, text: str, words: Lexicon, inner: bool) -> bool:
    """Say whether the surroundings make a number part of a name, an order or a denominator."""
    start, end = token.start, token.core_end
    unit = token.unit
    if end < len(text):
        if text.startswith(words.name_after, end):
            return True
        if text[end] == "级" and (unit is not None or token.power is not None):
            return True
        if unit is not None and unit.name in words.ages and token.after and _HAN.match(text, token.end):
            return True
    if not start or inner:
        return False
    before = text[start - 1]
    if before == "前":
        return not text.endswith(words.before_words, max(0, start - 2), start)
    if text.endswith(words.name_before, max(0, start - 3), start):
        return True
    if not before.isascii():
        return False
    if before.isalpha() or before == "_":
        return not (before.isalpha() and unit is not None and unit.type in ("percent", "money"))
    if before == "-":
        return start > 1 and text[start - 2].isascii() and text[start - 2].isalnum()
    return before == "," and start > 1 and text[start - 2].isdigit()


def _bare(token: Token, text: str, words: Lexicon) -> QuantityMention | None:
    """Read a number without unit where a sign, a slash or a lost % makes it a figure."""
    start, end = token.start, token.core_end
    if token.number is None:
        return None
    if start and text[start - 1] in words.signs:
        return QuantityMention(
            start - 1, end, start - 1, end, "money", token.number.value,
            unit=words.signs[text[start - 1]], resolution=token.number.resolution,
        )  # fmt: skip
    if "." not in token.digits:
        return None
    stops = tuple(words.words.lost_unit.stops)
    closed = end == len(text) or text.startswith(stops, end)
    of_ratio = closed or text.startswith(words.ratio_changes, end)
    if of_ratio and words.ratio_before.search(text, max(0, start - _RATIO_REACH), start):
        return QuantityMention(
            start, end, start, end, "ratio", token.number.value, resolution=token.number.resolution
        )
    if closed and text.endswith(words.lost_verbs, max(0, start - 4), start):
        return QuantityMention(
            start, end, start, end, "number", token.number.value, resolution=token.number.resolution
        )
    return None
