"""Which changes of a figure the measure of slips counts: those that neither rounding nor cutting off explains."""

from __future__ import annotations

import pytest

from benchmarks.audit_recall import Slip, beyond_rounding
from schemas import Bounds, Check, Figure, Finding, Strength

TAX = "1077万元 ÷ (4.2亿元 - 1077万元) = 2.59…2.67%"
CARS = "2.72万辆 + 40.89万辆 + 15.27万辆 + 0.52万辆 = 59.38…59.42万辆"


def counts(
    check: Check,
    formula: str,
    stated: tuple[str, str],
    slip: tuple[str, str],
    *,
    unit: str | None = None,
    role: str = "part",
    strength: Strength = "same_section",
    first: bool = False,
) -> bool:
    quote, words = slip
    figure = Figure(doc_id="d", sentence="s", section=(), start=0, end=len(quote), quote=quote, role=role)
    before = figure.model_copy(update={"start": 90, "end": 90 + len(quote), "role": "whole"})
    finding = Finding(
        id="f",
        check=check,
        verdict="consistent",
        strength=strength,
        formula=formula,
        stated=Bounds(low=stated[0], high=stated[1], unit=unit),
        figures=(figure,) if first else (before, figure),
    )
    return beyond_rounding(finding, Slip(figure, words, "count" if role != "part" else "digit"), quote)


@pytest.mark.parametrize(
    ("slip", "counted"),
    [
        # Cut off, 1077 of 4.1 to 4.2 may be 2.6%.
        (("4.2亿元", "4.1亿元"), False),
        (("4.2亿元", "5.1亿元"), True),
        (("2.6%", "26%"), True),
        (("1077万元", "1077亿元"), True),
    ],
)
def test_a_rate_of_what_was_added(slip: tuple[str, str], counted: bool) -> None:
    assert counts("growth", TAX, ("2.55", "2.65"), slip, unit="%") is counted


@pytest.mark.parametrize(
    ("slip", "counted"), [(("40.89万辆", "40.98万辆"), False), (("59.4万辆", "59.6万辆"), True)]
)
def test_a_sum_whose_total_may_be_cut_off(slip: tuple[str, str], counted: bool) -> None:
    assert counts("parts", CARS, ("593500", "594500"), slip, unit="辆") is counted


@pytest.mark.parametrize(
    ("formula", "stated", "slip", "counted"),
    [
        # Cells of a table have their unit in its heading.
        ("3万元 ≤ 5480万元", ("54795000", "54805000"), ("3", "2"), False),
        ("3万元 + 5万元 = 7.0…9.0万元", ("75000", "85000"), ("3", "6"), True),
        ("11万元 + 6万元 + 16万元 = 31.5…34.5万元", ("325000", "335000"), ("33", "63"), True),
        # What is taken away is the most where the sum is the least.
        (
            "-3.6亿元 + 4.2亿元 + 2.3亿元 - 3499万元 - 7628万元 = 1.63…1.94亿元",
            ("175000000", "185000000"),
            ("3.6亿元", "3.7亿元"),
            False,
        ),
        # An open list leaves a rest.
        ("3万元 + 5万元 = 7.0…9.0万元 < 20万元", ("195000", "205000"), ("3万元", "2万元"), False),
        ("3万元 + 5万元 = 7.0…9.0万元 < 20万元", ("195000", "205000"), ("3万元", "30万元"), True),
    ],
)
def test_sums_of_parts(formula: str, stated: tuple[str, str], slip: tuple[str, str], counted: bool) -> None:
    assert counts("parts", formula, stated, slip, unit="CNY") is counted


@pytest.mark.parametrize(("level", "counted"), [("871万元", False), ("851万元", True)])
def test_a_fall_that_may_have_been_cut_off(level: str, counted: bool) -> None:
    formula = "-86万元 ÷ (881万元 + 86万元) = -8.95…-8.83%"
    assert counts("growth", formula, ("-8.95", "-8.85"), ("881万元", level), unit="%") is counted


@pytest.mark.parametrize(
    ("formula", "slip", "role", "strength", "counted"),
    [
        ("4 = 4", ("4", "40"), "count", "same_sentence", True),
        # Of some that are named there may be more, but not fewer.
        ("4 ≤ 4", ("4", "40"), "count", "same_sentence", False),
        ("4 ≤ 4", ("四", "三"), "count", "same_sentence", True),
        # The number of an item, and a number within a name.
        ("4 = 4", ("四、抓服务", "五、抓服务"), "item", "same_section", True),
        ("4 = 4", ("三治融合", "五治融合"), "item", "same_sentence", False),
    ],
)
def test_counts(formula: str, slip: tuple[str, str], role: str, strength: Strength, counted: bool) -> None:
    assert counts("listed_count", formula, ("4", "4"), slip, role=role, strength=strength) is counted


@pytest.mark.parametrize(
    ("whole", "words", "counted"), [(True, "10500万元", False), (False, "10500万元", True)]
)
def test_a_part_of_the_same_size_as_its_whole(whole: bool, words: str, counted: bool) -> None:
    slip = ("1050万元", words)
    stated = ("10495000", "10505000")
    assert counts("parts", "1050万元 ≤ 1050万元", stated, slip, unit="CNY", first=whole) is counted
