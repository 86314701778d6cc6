"""Claims from sentences of our own: readings that went wrong on texts first seen when the rules stood."""

from __future__ import annotations

import pytest

from extractor import extract
from schemas import Claim

REVIEW = "云溪县人民政府工作报告\n2012年1月10日\n一、2011年工作回顾\n"
PLAN = "云溪县人民政府工作报告\n2012年1月10日\n二、2012年工作安排\n"


def claims(text: str) -> list[Claim]:
    return [record for record in extract(text).records if isinstance(record, Claim)]


def named(text: str) -> list[tuple[str, str]]:
    """Give the quote of each claim with its indicator."""
    return [(claim.evidence.quote, claim.indicator.text) for claim in claims(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("乡镇及以上道路优良率均达到91%。", [("91%", "乡镇及以上道路优良率")]),
        ("公路及桥梁优良率分别为91%、88%。", [("91%", "公路优良率"), ("88%", "桥梁优良率")]),
        ("茶青、鲜笋最低收购价分别提高2%、3%。", [("2%", "茶青最低收购价"), ("3%", "鲜笋最低收购价")]),
        (
            "柑橘、枇杷全产业链产值分别达3亿元、2亿元。",
            [("3亿元", "柑橘全产业链产值"), ("2亿元", "枇杷全产业链产值")],
        ),
        ("农机产销量分别完成3万台和2万台。", [("3万台", "农机产量"), ("2万台", "农机销量")]),
        ("二、三产业由40%、35%调整为41%、36%。", [("40%", "第二产业比重"), ("35%", "第三产业比重")]),
    ],
)
def test_lists(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert named(REVIEW + sentence)[: len(expected)] == expected


def test_a_class_borrows_the_head_once() -> None:
    text = "灯具类零售额增长3%，雨具类增长4%，玩具类增长5%，文具类下降6%。"
    assert [name for _, name in named(REVIEW + text)] == [
        "灯具类零售额",
        "雨具类零售额",
        "玩具类零售额",
        "文具类零售额",
    ]


def test_pupils_are_of_the_schools_before_them() -> None:
    text = "普通高中2所，招生310人，增长2%；在校学生900人；毕业学生280人。聋哑学校1所，招生12人，在校60人，毕业9人。"
    assert [name for _, name in named(REVIEW + text)] == [
        "普通高中",
        "普通高中招生",
        "普通高中招生",
        "普通高中在校学生",
        "普通高中毕业学生",
        "聋哑学校",
        "聋哑学校招生",
        "聋哑学校在校",
        "聋哑学校毕业",
    ]
