"""Reads numerals: Arabic, full-width, with separators, Chinese, formal (壹贰叁), and mixtures of them."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from patterns import Patterns, load
from patterns.quantities import Numerals
from schemas.numbers import CHINESE_DIGITS

# Wide enough that no stated figure is ever rounded: the default context keeps 28 digits only.
EXACT = Context(prec=80)
MAX_DIGITS = 24
MAX_RUN = 40

_WIDE = str.maketrans("０１２３４５６７８９．，－／", "0123456789.,-/")
_SPACES = re.compile(r"[\s　]+")
_ARABIC = re.compile(r"([0-9]+(?:,[0-9]{3})*|(?=\.[0-9]))(?:\.([0-9]+))?")
_SLASHED = re.compile(r"(?:([0-9]{1,12})\+)?([0-9]{1,12})/([0-9]{1,12})")
_WHOLE_AND_PART = re.compile(r"([0-9])[ 　]+([0-9]+/)")
# 两 is no digit of a positional numeral.
_TWO = re.compile("[两兩俩倆]")


class Numeral(NamedTuple):
    """A number with its resolution, one unit in the last digit stated; None where no digit was stated."""

    value: Decimal
    resolution: Decimal | None


def arabic(digits: str, power: int = 0) -> Numeral:
    """Read Arabic digits (full-width and separators allowed) times a power of ten.

    >>> arabic("20.9", 8)
    Numeral(value=Decimal('2.09E+9'), resolution=Decimal('1E+7'))
    """
    if not digits.isascii():
        digits = digits.translate(_WIDE)
    if "," in digits:
        digits = _SPACES.sub("", digits).replace(",", "")
    point = digits.find(".")
    places = 0 if point < 0 else len(digits) - point - 1
    value = Decimal(digits)
    if power:
        value = value.scaleb(power, EXACT)
    return Numeral(value, Decimal((0, (1,), power - places)))


class NumeralReader:
    """Reads numerals by the characters that some patterns know."""

    def __init__(self, words: Numerals) -> None:
        self._digits, self._small, self._large = words.digits, words.small, words.large
        self.digits, self.small, self.large = (
            "".join(part) for part in (words.digits, words.small, words.large)
        )
        # A numeral and what stands within one: a figure neither begins nor ends inside of another.
        self.numeral = frozenset(self.digits + self.small + self.large + "第")
        self.inside = frozenset(self.digits + self.small + self.large + "0123456789０１２３４５６７８９.．")
        digits, small, large = (re.escape(part) for part in (self.digits, self.small, self.large))
        self.multipliers = re.compile(f"[{small}{large}]+")
        self._not_numeral = re.compile(f"[^{digits}{small}{large}]")
        self._some = re.compile(f"[{re.escape(''.join(words.some_after))}]")
        self._pair = re.compile(
            f"(?<![{digits}])([一二三四五六七八九两])([二三四五六七八九两])(?![{digits}])"
        )
        # A text says the same numbers again and again.
        self.parse = lru_cache(maxsize=4096)(self._parse)

    def power_of(self, multiplier: str) -> int:
        """Return the power of ten that a run of multipliers stands for.

        >>> reader = numeral_reader(load())
        >>> reader.power_of("万亿"), reader.power_of("千")
        (12, 3)
        """
        return sum(self._small.get(char) or self._large[char] for char in multiplier)

    def is_run(self, run: str) -> bool:
        """Tell whether all characters are of Chinese numerals.

        >>> numeral_reader(load()).is_run("十二万")
        True
        """
        return not self._not_numeral.search(run)

    def chinese_integer(self, run: str) -> Numeral | None:
        """Read a whole number in Chinese numerals, or None where the run is none.

        A last digit after a unit is of the next lower power (一万三 is 13000, 四百五 is 450); digits without
        units are read by position (一九八五).

        >>> read = numeral_reader(load()).chinese_integer
        >>> str(read("四十五亿四千零四万").value), str(read("壹萬叁").value)
        ('4540040000', '13000')
        """
        if not run or len(run) > MAX_RUN or self._not_numeral.search(run):
            return None
        if all(char in self._digits for char in run):
            if len(run) > 1 and _TWO.search(run):
                return None
            return Numeral(Decimal(int("".join(str(self._digits[char]) for char in run))), Decimal(1))
        total = section = 0
        digit: int | None = None
        last_large = 0
        after_unit = 0
        stated = False
        for char in run:
            if char in self._digits:
                if digit is not None and digit != 0:
                    return None
                digit = self._digits[char]
                stated = True
                if digit == 0:
                    after_unit = 0
            elif char in self._small:
                power = self._small[char]
                stated = stated or power == 1
                section += (digit or 1) * 10**power
                digit, after_unit = None, power
            else:
                power = self._large[char]
                section += digit or 0
                digit = None
                if not section and not total:
                    section = 1
                if total and power >= last_large:
                    # 万亿, 万万: the larger unit takes all that stands before it.
                    total = (total + section) * 10**power
                else:
                    total += section * 10**power
                section, last_large, after_unit = 0, power, power
        if digit:
            section += digit * 10 ** (after_unit - 1) if after_unit else digit
        resolution: Decimal | None = None
        if stated:
            tail = len(run) - len(run.rstrip(self.large))
            exponent = self.power_of(run[-tail:]) if tail else 0
            if not tail and digit and after_unit:
                exponent = after_unit - 1
            resolution = Decimal((0, (1,), exponent))
        return Numeral(Decimal(total + section), resolution)

    def _parse(self, text: str) -> Numeral | None:
        run = _SPACES.sub("", _WHOLE_AND_PART.sub(r"\1+\2", text.translate(_WIDE)))
        if not run.strip(self.large) or len(run) > 3 * MAX_RUN:
            return None
        sign = 1
        while run and run[0] in "-负負−－":
            sign, run = -sign, run[1:]
        found = self._unsigned(run)
        if found is None:
            return None
        return found if sign > 0 else Numeral(-found.value, found.resolution)

    def _unsigned(self, run: str) -> Numeral | None:
        if "分之" in run:
            return self._fraction(run)
        slashed = _SLASHED.fullmatch(run)
        if slashed is not None:
            whole, above, below = (Decimal(part or 0) for part in slashed.groups())
            return None if not below else Numeral(EXACT.add(whole, EXACT.divide(above, below)), None)
        if run[:1] in ("数", "數", "几", "幾", "上") and len(run) > 1:
            inner = self.chinese_integer(run[1:]) or self._unsigned(run[1:])
            return None if inner is None else Numeral(inner.value, None)
        run = self._some.sub("", run)
        if run[:1] == "半":
            inner = self._unsigned(run[1:]) if len(run) > 1 else Numeral(Decimal(1), None)
            return None if inner is None else Numeral(EXACT.multiply(inner.value, Decimal("0.5")), None)
        if not run:
            return None
        return self._pieces(run)

    def _pieces(self, run: str) -> Numeral | None:
        if run[0] in ".0123456789":
            return self._mixed(run)
        point = "点" if "点" in run else "點"
        return self._decimal(*run.split(point, 1)) if point in run else self.chinese_integer(run)

    def _mixed(self, run: str) -> Numeral | None:
        """Read Arabic digits with multipliers in descending order: 3万5千, 1亿2000万."""
        total = Decimal(0)
        resolution: Decimal | None = None
        at, ceiling = 0, 99
        while at < len(run):
            match = _ARABIC.match(run, at)
            if match is None or match.end() == at or len(match.group()) > MAX_DIGITS * 2:
                # What follows the last multiplier may be Chinese: 1千零二十.
                rest = self.chinese_integer(run[at:]) if resolution is not None else None
                if rest is None or rest.value >= Decimal(10) ** ceiling:
                    return None
                return Numeral(EXACT.add(total, rest.value), rest.resolution)
            start = at = match.end()
            while at < len(run) and (run[at] in self._small or run[at] in self._large):
                at += 1
            power = self.power_of(run[start:at])
            piece = arabic(match.group(), power)
            if piece.value >= Decimal(10) ** ceiling or (power == 0 and at < len(run)):
                return None
            total, resolution, ceiling = EXACT.add(total, piece.value), piece.resolution, power
            while run[at : at + 1] in ("零", "〇") and run[at + 1 : at + 2].isascii() and at + 1 < len(run):
                at += 1
        return Numeral(total, resolution)

    def _decimal(self, whole: str, rest: str) -> Numeral | None:
        """Read 十二点五亿."""
        digits = rest.rstrip(self.small + self.large)
        base = self.chinese_integer(whole)
        if base is None or not digits or any(char not in self._digits for char in digits):
            return None
        power = self.power_of(rest[len(digits) :])
        fraction = Decimal("0." + "".join(str(self._digits[char]) for char in digits))
        value = EXACT.add(base.value, fraction).scaleb(power, EXACT)
        return Numeral(value, Decimal((0, (1,), power - len(digits))))

    def _fraction(self, run: str) -> Numeral | None:
        below, _, above = run.partition("分之")
        whole, joined, below = below.rpartition("又")
        under = self._unsigned(below) if below else None
        negative = above[:1] in ("负", "負", "-")
        over = self._unsigned(above[1:] if negative else above) if above else None
        if under is None or over is None or not under.value:
            return None
        value = EXACT.divide(-over.value if negative else over.value, under.value)
        if joined:
            first = self._unsigned(whole)
            if first is None:
                return None
            value = EXACT.add(first.value, value)
        return Numeral(value, None)

    def spread(self, run: str) -> tuple[Numeral, Numeral] | None:
        """Read two neighbouring digits as a span: 十七八 is 17 to 18, 三五十 30 to 50; None where there are none.

        >>> [str(end.value) for end in numeral_reader(load()).spread("二三十万")]
        ['200000', '300000']
        """
        pairs = self._pair.findall(run)
        if len(pairs) != 1 or "点" in run:
            return None
        first, second = ("二" if char == "两" else char for char in pairs[0])
        # 一二 is left out: the 一 of 统一二十项 belongs to the word before.
        step = CHINESE_DIGITS.index(second) - CHINESE_DIGITS.index(first)
        if not (step == 1 and "一二" not in run) and pairs[0] != ("三", "五"):
            return None
        low = self.chinese_integer(self._pair.sub(r"\1", run))
        high = self.chinese_integer(self._pair.sub(r"\2", run))
        return None if low is None or high is None or low.value >= high.value else (low, high)


@lru_cache(maxsize=8)
def numeral_reader(knowledge: Patterns) -> NumeralReader:
    """Return the reader for the numerals of `knowledge`, made once.

    >>> str(numeral_reader(load()).parse("三万五").value)
    '35000'
    """
    return NumeralReader(knowledge.quantities.numerals)


def parse_numeral(text: str, knowledge: Patterns | None = None) -> Numeral | None:
    """Read one numeral, in whatever way it is written; None where the text is no numeral.

    Words for "some" count as nothing (十余万 is 100000, 几十 is 10), fractions are read as ratios (三分之一),
    and spaces are passed over.

    >>> [int(parse_numeral(text).value) for text in ("1,234", "3万5千", "十二点五亿", "两千四百五", "负六")]
    [1234, 35000, 1250000000, 2450, -6]
    >>> parse_numeral("四川") is None
    True
    """
    return numeral_reader(knowledge or load()).parse(text)
