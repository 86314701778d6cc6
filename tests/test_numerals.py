"""The numeral parser: round trips, odd ways of writing, and what is no numeral."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantities import find_mentions
from extractor.quantities.numerals import arabic, numeral_reader, parse_numeral
from patterns import PatternError, Patterns, load

chinese_integer, spread = numeral_reader(load()).chinese_integer, numeral_reader(load()).spread

PLAIN = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"


def write(number: int, digits: str = PLAIN, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Write a whole number below 10**16 as a Chinese reader would."""
    if number == 0:
        return digits[0]
    large = ("", "万", "亿", "万亿")
    groups = []
    while number:
        groups.append(number % 10000)
        number //= 10000
    out = ""
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            if out and not out.endswith(digits[0]):
                out += digits[0]
            continue
        piece = ""
        for power in (3, 2, 1, 0):
            digit = group // 10**power % 10
            if digit:
                piece += digits[digit] + units[power]
            elif (
                (piece or out)
                and not piece.endswith(digits[0])
                and not (not piece and out.endswith(digits[0]))
            ):
                piece += digits[0]
        out += piece.rstrip(digits[0]) if piece.rstrip(digits[0]) else ""
        # 万亿 is spoken once: the 亿 of a following group carries it.
        out += "万" if at == 3 and len(groups) > 2 and groups[2] else large[at]
    return out.rstrip(digits[0])


@given(st.integers(0, 10**12))
def test_chinese_numerals_round_trip(number: int) -> None:
    read = chinese_integer(write(number))
    assert read is not None
    assert read.value == number


@given(st.integers(0, 10**12))
def test_formal_numerals_round_trip(number: int) -> None:
    read = parse_numeral(write(number, FORMAL, ("", "拾", "佰", "仟")))
    assert read is not None
    assert read.value == number


@given(st.integers(1, 9999), st.integers(0, 9999), st.sampled_from([("亿", 8), ("万", 4)]))
def test_mixed_numerals_add_up(high: int, low: int, multiplier: tuple[str, int]) -> None:
    name, power = multiplier
    read = parse_numeral(f"{high}{name}{low:04d}")
    assert read is not None
    assert read.value == high * 10**power + low


@given(st.decimals(0, 10**9, places=3, allow_nan=False), st.sampled_from([0, 3, 4, 8, 12]))
def test_arabic_keeps_every_digit_and_the_last_one_s_weight(number: Decimal, power: int) -> None:
    read = arabic(format(number, "f"), power)
    assert read.value == number * 10**power
    assert read.resolution == Decimal(10) ** (power - 3)


@pytest.mark.parametrize(
    ("text", "value", "resolution"),
    [
        ("一百二十", "120", "1"),
        ("两", "2", "1"),
        ("十", "10", "1"),
        ("一万三", "13000", "1000"),
        ("四百五", "450", "10"),
        ("二〇〇六", "2006", "1"),
        ("1.26万亿", "1260000000000", "10000000000"),
        ("３，５９４", "3594", "1"),
        ("十二点五亿", "1250000000", "10000000"),
        ("四十五亿四千零四万", "4540040000", "10000"),
        ("五兆六十二亿四万五千二", "5006200045200", "100"),
        ("二十一万亿", "21000000000000", "1000000000000"),
        ("3万5千", "35000", "1000"),
        ("一百 五 十 二", "152", "1"),
        ("负三十二", "-32", "1"),
        ("20余", "20", "1"),
        ("二十几万", "200000", "10000"),
    ],
)
def test_ways_of_writing(text: str, value: str, resolution: str) -> None:
    read = parse_numeral(text)
    assert read is not None
    assert read.value == Decimal(value)
    assert read.resolution == Decimal(resolution)


@pytest.mark.parametrize(
    ("text", "value"), [("数百万", "1000000"), ("几十", "10"), ("上百", "100"), ("半百", "50")]
)
def test_no_digit_stated_means_no_resolution(text: str, value: str) -> None:
    read = parse_numeral(text)
    assert read is not None
    assert (read.value, read.resolution) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("text", "value"), [("四分之一", "0.25"), ("一又二分之一", "1.5"), ("3/5", "0.6"), ("1 3/5", "1.6")]
)
def test_fractions(text: str, value: str) -> None:
    read = parse_numeral(text)
    assert read is not None
    assert read.value == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "四川", "万", "1万2亿", "一二三个", "点五", "分之", "三分之", "1/0", "百姓"]
)
def test_what_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


def test_a_long_run_is_refused_and_not_computed() -> None:
    assert parse_numeral("一" * 10_000) is None
    assert chinese_integer("九" * 41) is None


@pytest.mark.parametrize(
    ("run", "ends"),
    [
        ("十七八", (17, 18)),
        ("三五", (3, 5)),
        ("二三十万", (200_000, 300_000)),
        ("一两", (1, 2)),
        ("三四百", (300, 400)),
    ],
)
def test_neighbouring_digits_are_a_span(run: str, ends: tuple[int, int]) -> None:
    found = spread(run)
    assert found is not None
    assert tuple(int(end.value) for end in found) == ends


@pytest.mark.parametrize("run", ["一九八五", "二十", "九八", "一五", "三十五", "五五"])
def test_other_digits_are_none(run: str) -> None:
    assert spread(run) is None


@given(st.text(alphabet="零一二三五九两十百千万亿点半余几0123456789.,/-分之又 ", max_size=30))
def test_any_run_is_read_or_refused(text: str) -> None:
    read = parse_numeral(text)
    assert read is None or read.value.is_finite()


@pytest.mark.parametrize(
    ("content", "text", "value"),
    [
        ('digits = { "弎" = 3 }', "新建学校弎百二十个", 320),
        ('digits = { "幺" = 1 }', "增长百分之幺点五", Decimal("1.5")),
        ('digits = { "幺" = 1 }', "全市排名第幺位", 1),
        ('digits = { "]" = 3 }', "新建学校]百二十个", 320),
        ('small = { "皕" = 2 }', "新建学校三皕二十个", 320),
        ('large = { "卍" = 4 }', "投资3卍元", 30_000),
    ],
)
def test_a_user_s_numerals_are_read(tmp_path: Path, content: str, text: str, value: Decimal) -> None:
    own = tmp_path / "own.toml"
    own.write_text(f"[quantities.numerals]\n{content}\n", encoding="utf-8")
    (found,) = find_mentions(text, Patterns((own,)))
    assert found.value == value
    assert [mention.value for mention in find_mentions(text, load())] != [value]


@pytest.mark.parametrize(
    "content",
    [
        'digits = { "幺幺" = 1 }',
        'digits = { "廿" = 20 }',
        'small = { "十" = 0 }',
        'masks = [""]',
        'large = { "万" = 0 }',
    ],
)
def test_numerals_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(f"[quantities.numerals]\n{content}\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"own\.toml"):
        _ = Patterns((own,)).quantities


def test_the_numerals_of_one_user_are_not_another_s(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[quantities.numerals]\ndigits = { "幺" = 1 }\n', encoding="utf-8")
    read = parse_numeral("幺百二十", Patterns((own,)))
    assert read is not None
    assert read.value == 120
    assert parse_numeral("幺百二十") is None
