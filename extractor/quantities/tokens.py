"""Numbers with their multiplier and unit, as they stand in the text and before bounds are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.quantities.lexicon import Lexicon, Unit
from extractor.quantities.numerals import EXACT, MAX_DIGITS, Numeral, NumeralReader, arabic

_NOT_POWER = re.compile("[个多余 　\xa0]")
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_HAN = re.compile("[\u4e00-\u9fff]")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖")


@dataclass(slots=True)
class Token:
    """A number; `low`/`high` are set for a span of neighbouring digits (十七八).

    `start:end` holds number, multiplier, unit and the bound word after it; `core_end` leaves that word out.
    `power` is that of the multiplier, None where none was written. `vague` says that no digit was stated
    (上百, 数十).
    """

    start: int
    end: int
    core_end: int
    digits: str
    number: Numeral | None
    power: int | None
    unit: Unit | None
    per: str | None
    some: str | None
    after: str | None
    high: Numeral | None = None
    vague: bool = False
    chinese: bool = False
    masked: bool = False


def arabic_tokens(text: str, lexicon: Lexicon) -> Iterator[Token]:
    """Yield every run of Arabic digits with what belongs to it; bare ones too, since a list may need them."""
    units, numerals = lexicon.units, lexicon.numerals
    for match in lexicon.arabic.finditer(text):
        digits, some, multiplier, some_later, unit, per, _, after = match.groups()
        start, end = match.span()
        core_end = _trimmed(text, match.start(8)) if after else end
        power = None
        number: Numeral | None = None
        if len(digits) <= MAX_DIGITS:
            if multiplier:
                power = numerals.power_of(_NOT_POWER.sub("", multiplier))
                if "多" in multiplier or "余" in multiplier:
                    some = some or "多"
            number = arabic(digits, power or 0)
        yield Token(
            start, end, core_end, digits, number, power,
            units[unit] if unit else None, per, some or some_later, after,
        )  # fmt: skip


def _trimmed(text: str, end: int) -> int:
    while text[end - 1] in " \u3000\xa0":
        end -= 1
    return end


def masked_tokens(text: str, lexicon: Lexicon) -> Iterator[Token]:
    """Yield figures that were blacked out, where a multiplier or a unit shows that a figure must stand."""
    units = lexicon.units
    if not any(mask in text for mask in lexicon.masks):
        return
    for match in lexicon.masked.finditer(text):
        mask, some, multiplier, some_later, unit, per, _, after = match.groups()
        if not unit and not (multiplier and match.end(3) > match.start(3)):
            continue
        start, end = match.span()
        if start and (_is_name_char(text[start - 1]) or text[start - 1] in "+＋第/"):
            continue
        found = units[unit] if unit else None
        if found is not None and found.never:
            continue
        if unit is None and (len(text) > end and "\u4e00" <= text[end] <= "\u9fff"):
            continue
        yield Token(
            start, end, _trimmed(text, match.start(8)) if after else end, mask, None, None,
            found, per, some or some_later, after, masked=True,
        )  # fmt: skip


def chinese_tokens(text: str, lexicon: Lexicon) -> Iterator[Token]:
    """Yield numbers in Chinese numerals that have a unit or a multiplier from 万 up, fractions included."""
    units, numerals, idioms = lexicon.units, lexicon.numerals, lexicon.idioms
    meetings = tuple(lexicon.words.names.meetings)
    for match in lexicon.chinese.finditer(text):
        start = match.start()
        if start and text[start - 1] in numerals.inside:
            continue  # the multiplier of an Arabic figure, or the rest of a run that was refused
        run = match[1]
        if match[2] is not None:
            token = _fraction(match, text, numerals)
            if token is not None:
                yield token
            continue
        _, _, _, _, point, some, multiplier, some_later, unit_text, per, _, after = match.groups()
        unit = units[unit_text] if unit_text else None
        if run[0] in "数數" and start and text[start - 1] in "人指总户少多件系参点基岁次位":
            # 人数十万: 数 belongs to the word before.
            start += 1
            run = run[1:]
        if start > 2 and text[start - 1] == "、":
            # 二、三百亿 is the old way to write 两三百亿.
            joined = text[start - 2] + run
            if (
                _HAN.match(text, start - 3)
                and text[start - 3] not in numerals.numeral
                and numerals.spread(joined) is not None
            ):
                start, run = start - 2, joined
        token = _chinese(
            numerals, run, point, some or some_later, multiplier, unit, per, after, start, match.end(),
            _trimmed(text, match.start(12)) if after else match.end(),
        )  # fmt: skip
        if token is None or idioms.match(text, start):
            continue
        if not _counts(token, text, meetings, numerals):
            continue
        yield token


def _chinese(
    numerals: NumeralReader,
    run: str,
    point: str | None,
    some: str | None,
    multiplier: str | None,
    unit: Unit | None,
    per: str | None,
    after: str | None,
    start: int,
    end: int,
    core_end: int,
) -> Token | None:
    if not run:
        return None
    power = numerals.power_of(multiplier) if multiplier else 0
    vague = False
    high: Numeral | None = None
    bare = run
    if run[0] in "数數几幾":
        bare, vague = run[1:], True
        some = some or run[0]
    if bare and bare[-1] in "几幾数數":
        some, bare = bare[-1], bare[:-1].rstrip("零〇")
    if any(char in bare for char in "几幾数數"):
        head = re.sub("[零〇]?[几幾数數]", "", bare)
        some, bare = some or "几", head
    if not bare or not numerals.is_run(bare):
        return None
    pure = numerals.multipliers.fullmatch(bare) is not None and not (bare[0] in "十拾" and not vague)
    number: Numeral | None
    if point:
        number = numerals.parse(f"{bare}点{point}{multiplier or ''}")
    else:
        # 六亿三千多万: the multiplier after 多 belongs to the last group alone.
        whole = bare + (multiplier or "")
        pair = numerals.spread(whole) if not pure else None
        number, high = pair if pair is not None else (numerals.chinese_integer(whole), None)
    if number is None:
        return None
    if vague or pure:
        number = Numeral(number.value, None)
    return Token(
        start, end, core_end, run, number, power or None, unit, per, some, after,
        high=high, vague=vague or pure, chinese=True,
    )  # fmt: skip


def _fraction(match: re.Match[str], text: str, numerals: NumeralReader) -> Token | None:
    """Read 百分之五点五 and 三分之一 as percentages."""
    below_text, above_text, top_text, after = match.group(1, 2, 3, 4)
    start, end = match.span()
    core_end = _trimmed(text, match.start(4)) if after else end
    if below_text[0] in "数數" and len(below_text) > 1:
        start, below_text = start + 1, below_text[1:]
    below = numerals.chinese_integer(below_text) or numerals.parse(below_text)
    above = numerals.parse(above_text)
    if below is None or above is None or not below.value:
        return None
    high: Numeral | None = None
    if numerals.multipliers.fullmatch(below_text.lstrip("一")):
        factor = EXACT.divide(_HUNDRED, below.value)
        number = _times(above, factor)
        top = numerals.parse(top_text) if top_text else None
        pair = numerals.spread(above_text) if top is None else None
        if pair is not None:
            number, high = _times(pair[0], factor), _times(pair[1], factor)
        elif top is not None and top.value > above.value:
            high = _times(top, factor)
    else:
        number = Numeral(percentage(above.value, below.value), None)
    return Token(
        start, end, core_end, match.group(), number, None,
        Unit("%", "percent"), None, None, after, high=high, chinese=True,
    )  # fmt: skip


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """Return part of whole in per cent, exact where it ends within two decimals, else rounded to them.

    >>> percentage(Decimal(1), Decimal(4)), percentage(Decimal(1), Decimal(3))
    (Decimal('25'), Decimal('33.33'))
    """
    share = EXACT.divide(EXACT.multiply(part, _HUNDRED), whole)
    rounded = share.quantize(_CENT, context=EXACT)
    if rounded != share:
        return rounded
    return Decimal(format(rounded.normalize(EXACT), "f"))


def _times(number: Numeral, factor: Decimal) -> Numeral:
    resolution = None if number.resolution is None else EXACT.multiply(number.resolution, factor)
    return Numeral(EXACT.multiply(number.value, factor), resolution)


def _counts(token: Token, text: str, meetings: tuple[str, ...], numerals: NumeralReader) -> bool:
    """Say whether a Chinese numeral with a classifier is a figure, and no article, order or name."""
    before = text[token.start - 1] if token.start else ""
    if before and before in "第每初周届“数几":
        return False
    run, unit = token.digits, token.unit
    if unit is not None and unit.name == "次" and text.startswith(meetings, token.core_end):
        return False
    if unit is None:
        large = token.power is not None or (len(run) > 1 and any(char in numerals.large for char in run))
        return large and run[0] in numerals.digits + "十"
    if unit.type in ("percent", "points", "multiple"):
        return True
    if unit.type == "money" and unit.name != "CNY":
        return True
    if run == "一" or run in _FORMAL:
        return False
    if token.vague:
        return True
    if unit.type == "money":
        return len(run) > 1 or token.power is not None
    return not (
        run[0] in "零〇○"
        or (len(run) > 1 and all(char in numerals.digits for char in run) and token.high is None)
    )


def _is_name_char(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
