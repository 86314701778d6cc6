"""Intervals hold what they must, and no correct statement is ever called wrong, however its figures were rounded."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.audit.checks.average_growth import compounded
from extractor.audit.checks.growth import growth_of_change, growth_of_levels
from extractor.audit.interval import Interval, corners
from extractor.audit.making import weigh
from extractor.audit.reading import Reading, read
from patterns import load
from schemas import Quantity

FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])
AMOUNTS = st.decimals(min_value=1, max_value=10**7, places=6)
PLACES = st.integers(min_value=0, max_value=3)
MEASURED = frozenset({"吨"})


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(FRACTIONS), draw(FRACTIONS)))
    if low == high:
        return Interval.point(low)
    ends = [draw(st.booleans()) for _ in range(4)]
    return Interval(None if ends[0] else low, None if ends[1] else high, ends[2], ends[3])


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    interval = draw(intervals())
    low = Fraction(-2000) if interval.low is None else interval.low
    high = Fraction(2000) if interval.high is None else interval.high
    share = draw(st.fractions(min_value=0, max_value=1, max_denominator=50))
    value = low + (high - low) * share
    return interval, value if value in interval else (low + high) / 2


@given(members(), members(), st.sampled_from([operator.add, operator.sub, operator.mul]))
def test_sums_and_products_hold_those_of_their_members(
    one: tuple[Interval, Fraction],
    other: tuple[Interval, Fraction],
    work: Callable[[object, object], object],
) -> None:
    assert work(one[1], other[1]) in work(one[0], other[0])  # type: ignore[operator]


@given(members(), members())
def test_a_quotient_holds_those_of_its_members(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    if other[1]:
        assert one[1] / other[1] in one[0] / other[0]


@given(members(), members())
def test_hulls_hold_and_meeting_is_mutual(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    hull = one[0].hull(other[0])
    assert one[1] in hull
    assert other[1] in hull
    assert hull.holds(one[0])
    assert one[0].meets(other[0]) == other[0].meets(one[0])
    assert one[0].meets(one[0])
    if one[1] in other[0]:
        assert one[0].meets(other[0])
        assert one[0].gap(other[0]) == 0


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Interval.of(0, 1), Interval.of(1, 2), True),
        (Interval.of(0, 1, high_open=True), Interval.of(1, 2), False),
        (Interval.of(0, 1), Interval.of(1, None, low_open=True), False),
        (Interval.of(None, 1), Interval.of(None, 0), True),
    ],
)
def test_ends_that_touch_meet_only_where_both_are_closed(one: Interval, other: Interval, meet: bool) -> None:
    assert one.meets(other) is meet


def test_dividing_by_what_may_be_nought_says_nothing() -> None:
    assert Interval.point(1) / Interval.of(-1, 1) == Interval()
    assert Interval.point(1) / Interval.of(0, 1) == Interval()
    assert Interval.point(1) / Interval.of(0, 2, low_open=True) == Interval.of("1/2", None)
    assert Interval.point(1) / Interval.of(-2, -1) == Interval.of(-1, "-1/2")


def test_an_empty_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        Interval.of(2, 1)
    with pytest.raises(ValueError, match="no number"):
        Interval.of(1, 1, low_open=True)


def test_corners_without_limits_have_none() -> None:
    assert corners(lambda a, b: a + b, Interval.of(0, None), Interval.point(1)) == Interval()


def stated(true: Decimal, places: int, rounding: str, unit: str = "CNY", multiplier: int = 1) -> Quantity:
    """A true value as a text states it: with so many decimals of a multiplier."""
    step = Decimal(1).scaleb(-places)
    shown = (true / multiplier).quantize(step, rounding=rounding)
    return Quantity(
        text=f"{shown}",
        value=shown * multiplier,
        unit=unit,
        resolution=step * multiplier,
    )


def reading(quantity: Quantity) -> Reading:
    found = read(quantity, load().audit, MEASURED)
    assert found is not None
    return found


def weighed(said: Quantity, terms: Sequence[Quantity], compute: Callable[..., Interval]) -> str | None:
    return weigh(reading(said), [reading(term) for term in terms], compute).verdict


@given(AMOUNTS, PLACES, ROUNDINGS)
def test_a_reading_holds_the_true_value(true: Decimal, places: int, rounding: str) -> None:
    found = reading(stated(true, places, rounding))
    assert Fraction(true) in found.either
    assert found.either.holds(found.rounded)
    assert found.coarse.holds(found.either)
    if rounding != ROUND_DOWN:
        assert Fraction(true) in found.rounded


@given(AMOUNTS, AMOUNTS, PLACES, PLACES, PLACES, ROUNDINGS, ROUNDINGS)
def test_a_correct_completion_or_share_is_never_wrong(
    part: Decimal, whole: Decimal, p: int, q: int, r: int, one: str, other: str
) -> None:
    rate = part / whole * 100
    terms = [stated(part, p, one), stated(whole, q, other)]
    said = stated(rate, r, one, "%")
    assert weighed(said, terms, lambda a, b: (a / b).times(100)) is not None


@given(AMOUNTS, AMOUNTS, PLACES, PLACES, PLACES, ROUNDINGS, ROUNDINGS)
# The base comes as near to nought as one likes, and is never quite that.
@example(Decimal("1203906.500001"), Decimal("1.150001"), 0, 1, 0, "ROUND_HALF_UP", "ROUND_DOWN")
def test_a_correct_growth_is_never_wrong(
    level: Decimal, base: Decimal, p: int, q: int, r: int, one: str, other: str
) -> None:
    growth = (level - base) / base * 100
    said = stated(growth, r, one, "%")
    levels = [stated(level, p, other), stated(base, q, one)]
    assert weighed(said, levels, growth_of_levels) is not None
    change = [stated(level, p, other), stated(level - base, q, one)]
    assert weighed(said, change, growth_of_change) is not None


@given(
    AMOUNTS, st.decimals(min_value=-20, max_value=40, places=4), st.integers(2, 10), PLACES, PLACES, ROUNDINGS
)
def test_a_correct_average_growth_is_never_wrong(
    base: Decimal, rate: Decimal, years: int, p: int, r: int, rounding: str
) -> None:
    level = base * (1 + rate / 100) ** years
    said = stated(level, p, rounding)
    terms = [stated(base, p, rounding), stated(rate, r, rounding, "%")]
    assert weighed(said, terms, lambda b, g: compounded(b, g, years)) is not None


@given(st.lists(AMOUNTS, min_size=2, max_size=6), PLACES, PLACES, ROUNDINGS, ROUNDINGS)
def test_a_correct_sum_is_never_wrong(parts: list[Decimal], p: int, q: int, one: str, other: str) -> None:
    terms = [stated(part, p, one) for part in parts]
    said = stated(sum(parts, Decimal(0)), q, other)
    assert weighed(said, terms, lambda *lot: Interval.total(lot)) is not None


@given(
    st.decimals(min_value=0, max_value=100, places=4),
    st.decimals(min_value=0, max_value=100, places=4),
    PLACES,
    PLACES,
    ROUNDINGS,
)
def test_a_correct_change_in_points_is_never_wrong(
    now: Decimal, before: Decimal, p: int, q: int, rounding: str
) -> None:
    said = stated(now - before, q, rounding, "pp")
    terms = [stated(now, p, rounding, "%"), stated(before, p, rounding, "%")]
    assert weighed(said, terms, lambda a, b: a - b) is not None


@given(AMOUNTS, AMOUNTS, ROUNDINGS, st.sampled_from([10**4, 10**8]))
def test_units_may_differ_between_the_sides(part: Decimal, whole: Decimal, rounding: str, scale: int) -> None:
    part, whole = part * 10**6, whole * 10**6
    terms = [stated(part, 2, rounding, multiplier=scale), stated(whole, 1, rounding, multiplier=10**4)]
    said = stated(part / whole * 100, 1, rounding, "%")
    if reading(terms[1]).rounded.low:
        assert weighed(said, terms, lambda a, b: (a / b).times(100)) is not None


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity(text="46项", value="46", unit="项", resolution="1"), Interval.point(46)),
        (Quantity(text="46吨", value="46", unit="吨", resolution="1"), Interval.of("45.5", "46.5")),
        (
            Quantity(
                text="22亿元以上", value="22", unit="CNY", bound="ge", bound_text="以上", resolution="1"
            ),
            Interval.of("21.5", None),
        ),
        (
            Quantity(text="近200人", value="200", unit="人", bound="approx", bound_text="近", resolution="1"),
            Interval.of(100, "200.5"),
        ),
        (
            Quantity(text="200余人", value="200", unit="人", bound="approx", bound_text="余", resolution="1"),
            Interval.of("199.5", 300),
        ),
        (
            Quantity(text="7%左右", value="7", unit="%", bound="approx", bound_text="左右", resolution="1"),
            Interval.of(6, 8),
        ),
        (Quantity(text="翻一番", value="100", unit="%"), Interval.of(90, 110)),
        (
            Quantity(text="4.5-5%", low="4.5", high="5", unit="%", bound="range", resolution="0.1"),
            Interval.of("4.45", "5.05"),
        ),
        (
            Quantity(text="至少缩减30%", value="-30", unit="%", bound="ge", resolution="1"),
            Interval.of(None, "-29.5"),
        ),
    ],
)
def test_bounds_widen_to_the_side_that_they_say(quantity: Quantity, expected: Interval) -> None:
    assert reading(quantity).rounded == expected


def test_a_masked_figure_has_no_reading() -> None:
    assert read(Quantity(text="X亿元", masked=True, unit="CNY"), load().audit) is None


def test_closing_noughts_may_be_coarse_but_two_digits_count() -> None:
    found = reading(Quantity(text="5500万美元", value="55000000", unit="USD", resolution="10000"))
    assert found.coarse == Interval.of(54500000, 56000000, high_open=True)
    decimals = reading(Quantity(text="1731.0亿元", value="1731", unit="CNY", resolution="0.1"))
    assert decimals.coarse == decimals.either
    share = reading(Quantity(text="50%", value="50", unit="%", resolution="1"))
    assert share.coarse == share.either
