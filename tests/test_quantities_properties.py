"""Every number that the generator writes is read back; arbitrary text is read without harm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.quantities import find_mentions, find_quantities
from patterns import load
from tests.test_numerals import write

# (as written, unit of the record, factor)
UNITS = [
    ("元", "CNY", 1),
    ("美元", "USD", 1),
    ("%", "%", 1),
    ("％", "%", 1),
    ("个百分点", "pp", 1),
    ("吨", "吨", 1),
    ("千瓦时", "千瓦时", 1),
    ("平方米", "平方米", 1),
    ("个", "个", 1),
    ("人次", "人次", 1),
    ("家", "家", 1),
    ("户", "户", 1),
]
MULTIPLIERS = [("", 0), ("千", 3), ("万", 4), ("亿", 8), ("万亿", 12)]
BEFORE = [
    ("超过", "gt"),
    ("不低于", "ge"),
    ("不超过", "le"),
    ("低于", "lt"),
    ("约", "approx"),
    ("突破", "gt"),
]
AFTER = [("以上", "ge"), ("以内", "le"), ("左右", "approx"), ("以下", "le")]
LEADS = ["全县完成", "投资达到", "规模达", "同比增长"]
STOPS = ["，", "。", "；", "、其中"]


@dataclass(frozen=True)
class Written:
    """A number as written, and what it should be read as."""

    text: str
    value: Decimal
    resolution: Decimal | None


def narrow(digits: str, wide: bool) -> str:
    return digits.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."}) if wide else digits


@st.composite
def arabic_numbers(draw: st.DrawFn) -> Written:
    whole = draw(st.integers(1, 10**7))
    places = draw(st.integers(0, 3))
    fraction = f".{draw(st.integers(0, 10**places - 1)):0{places}d}" if places else ""
    style = draw(st.sampled_from(["plain", "wide", "commas"]))
    name, power = draw(st.sampled_from(MULTIPLIERS))
    digits = f"{whole:,}" if style == "commas" else str(whole)
    written = narrow(digits + fraction, style == "wide")
    gap = draw(st.sampled_from(["", "", " "]))
    exact = Decimal(f"{whole}{fraction}")
    return Written(written + (gap + name if name else ""), exact * 10**power, Decimal(10) ** (power - places))


@st.composite
def chinese_numbers(draw: st.DrawFn) -> Written:
    whole = draw(st.integers(11, 9_999_999))
    text = write(whole)
    tail = len(text) - len(text.rstrip("万亿"))
    return Written(text, Decimal(whole), Decimal(10) ** (4 * tail))


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str, Written, str, str]:
    """A sentence with one quantity: text, quote, number, unit, bound."""
    number = draw(st.one_of(arabic_numbers(), chinese_numbers()))
    unit, name, _ = draw(st.sampled_from(UNITS))
    if name in ("%", "pp") and number.value > 10**6:
        unit, name = "个", "个"
    # 千瓦 after a bare 千 would be read as 千·千瓦; nobody writes so.
    gap = draw(st.sampled_from(["", " "])) if name != "%" else ""
    before, after, bound = "", "", "eq"
    side = draw(st.sampled_from(["none", "before", "after"]))
    if side == "before":
        before, bound = draw(st.sampled_from(BEFORE))
    elif side == "after":
        after, bound = draw(st.sampled_from(AFTER))
    quote = f"{before}{number.text}{gap}{unit}{after}"
    return draw(st.sampled_from(LEADS)) + quote + draw(st.sampled_from(STOPS)), quote, number, name, bound


@settings(max_examples=400)
@given(sentences())
def test_every_written_number_is_read_back(case: tuple[str, str, Written, str, str]) -> None:
    text, quote, number, unit, bound = case
    found = find_quantities(text)
    assert [q.text for q in found] == [quote]
    quantity = found[0]
    assert quantity.value == number.value
    assert quantity.resolution == number.resolution
    assert (quantity.unit, quantity.bound, quantity.masked) == (unit, bound, False)


@settings(max_examples=200)
@given(
    st.decimals(1, 500, places=1),
    st.decimals(1, 500, places=1),
    st.sampled_from(["-", "—", "－", "～", "至", "到"]),
    st.sampled_from([("亿元", "CNY", 8), ("%", "%", 0), ("万吨", "吨", 4), ("个百分点", "pp", 0)]),
    st.booleans(),
)
def test_every_written_range_is_read_back(
    a: Decimal, b: Decimal, join: str, unit: tuple[str, str, int], twice: bool
) -> None:
    low, high = min(a, b), max(a, b)
    if low == high:
        high += 1
    written, name, power = unit
    quote = f"{low}{written if twice else ''}{join}{high}{written}"
    found = find_quantities(f"力争完成{quote}。")
    assert [q.text for q in found] == [quote]
    quantity = found[0]
    assert (quantity.low, quantity.high) == (low * 10**power, high * 10**power)
    assert (quantity.value, quantity.unit, quantity.bound) == (None, name, "range")
    assert quantity.resolution == Decimal(10) ** (power - 1)


@settings(max_examples=100)
@given(st.lists(st.decimals(1, 99, places=1), min_size=2, max_size=6), st.sampled_from(["、", "和", "及"]))
def test_a_unit_on_the_last_holds_for_the_whole_list(numbers: list[Decimal], last: str) -> None:
    text = f"分别提高{'、'.join(map(str, numbers[:-1]))}{last}{numbers[-1]}个百分点。"
    found = find_quantities(text)
    assert [q.value for q in found] == numbers
    assert {q.unit for q in found} == {"pp"}


@settings(max_examples=100)
@given(st.integers(1, 980), st.integers(1, 980))
def test_shares_of_a_structure_are_read_back(a: int, b: int) -> None:
    first, second = Decimal(a) / 10, Decimal(b) * (990 - a) / 10000
    second = second.quantize(Decimal("0.1"))
    third = Decimal(100) - first - second
    text = f"三次产业结构调整为{first}：{second}∶{third}。"
    assert [q.value for q in find_quantities(text)] == [first, second, third]


PIECES = st.sampled_from(
    [
        *"0123456789０５.,，、：:；。-—～~+/ %％‰第前每元个年月日万亿千百十一二两三五九零半数几余多近约超",
        *(
            "百分之",
            "个百分点",
            "与上年持平",
            "翻番",
            "X",
            "**",
            "以上",
            "左右",
            "不低于",
            "至少",
            "突破",
            "连续",
        ),
        *("首位", "平方米", "（段）", "成", "倍", "\n", "增长", "G", "PM"),
    ]
)


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_sorted_quantities_that_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_mentions(text, load()):
        assert end <= mention.start <= mention.core_start < mention.core_end <= mention.end <= len(text)
        end = mention.end
    for quantity in find_quantities(text):
        assert quantity.evidence is not None
        assert text[quantity.evidence.start : quantity.evidence.end] == quantity.text
