"""Joins neighbouring numbers: ranges, ratios, lists whose unit stands on the last, and 3万5千."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor.quantities.lexicon import Lexicon
from extractor.quantities.numerals import EXACT, Numeral, arabic
from extractor.quantities.tokens import Token

# A chain of numbers with the joints between them (one fewer than numbers).
Chain = tuple[list[Token], list[str]]
MAX_CHAIN = 64
_MAX_GAP = 4


def chains(tokens: Iterable[Token], text: str, lexicon: Lexicon) -> Iterator[Chain]:
    """Group tokens into chains; most hold one token."""
    held: list[Token] = []
    joints: list[str] = []
    for token in tokens:
        if held:
            joint = _joint(held[-1], token, text, lexicon)
            if joint is not None and len(held) < MAX_CHAIN:
                if joint == "":
                    whole = _composed(held[-1], token)
                    if whole is not None:
                        held[-1] = whole
                        continue
                else:
                    held.append(token)
                    joints.append(joint)
                    continue
            yield held, joints
        held, joints = [token], []
    if held:
        yield held, joints


def _joint(left: Token, right: Token, text: str, lexicon: Lexicon) -> str | None:
    gap = right.start - left.end
    if gap == 0:
        return "" if left.power is not None and left.unit is None and not left.after else None
    if gap > _MAX_GAP or gap < 0:
        return None
    between = text[left.end : right.start].strip(" \u3000\xa0")
    if between not in lexicon.joins:
        return None
    if left.after is not None or left.some is not None:
        return None
    if left.unit is None or between in lexicon.range_joins:
        return between
    return None


def _composed(left: Token, right: Token) -> Token | None:
    """Put 3万 and 5千 together, if the second is of a lower power and reaches the first's last digit."""
    if left.number is None or right.number is None or left.power is None:
        return None
    if right.power is None and len(right.digits) < left.power and right.unit is None:
        return None
    if right.number.value >= Decimal(10) ** left.power or "." in left.digits:
        return None
    value = EXACT.add(left.number.value, right.number.value)
    return Token(
        left.start, right.end, right.core_end, left.digits, Numeral(value, right.number.resolution),
        right.power or 0, right.unit, right.per, right.some, right.after,
    )  # fmt: skip


def distribute(token: Token, source: Token, below: Decimal | None) -> None:
    """Give a bare number the unit and multiplier of the one that has them.

    `below` is the upper end where the number is the lower end of a range: the multiplier is then given only
    if the range still rises (500—1万元 is 500 to 10000).
    """
    if token.unit is None:
        token.unit, token.per = source.unit, source.per
        if token.power is None and source.power and token.number is not None and not token.chinese:
            scaled = arabic(token.digits, source.power)
            if below is None or scaled.value <= below:
                token.number, token.power = scaled, source.power
