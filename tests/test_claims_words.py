"""A word in a list of claims.toml does what its comment says: sentences read without it and with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from schemas import Claim

HEAD = "关于2012年工作的报告\n一、2011年工作回顾\n"


def names(sentence: str, *patterns: Path) -> list[str]:
    records = extract(HEAD + sentence, patterns=patterns, model=False).records
    return [record.indicator.text for record in records if isinstance(record, Claim)]


@pytest.mark.parametrize(
    ("added", "sentence", "without", "with_it"),
    [
        ('counting.build_verbs = ["贯通"]', "贯通12公里供热管线工程。", [], ["贯通供热管线工程"]),
        ('counting.named_works = ["廊桥"]', "沿300米风雨廊桥漫步。", ["沿风雨廊桥漫步"], []),
        (
            'counting.sized_groups = ["作坊"]',
            "超5000万元木器作坊11个。",
            ["木器作坊", "木器作坊"],
            ["超5000万元木器作坊"],
        ),
        (
            '[[claims.lists.compounds]]\npattern = "公铁"\nmembers = ["公路", "铁路"]',
            "公铁货运量分别增长4%、6%。",
            ["公铁货运量", "公铁货运量"],
            ["公路货运量", "铁路货运量"],
        ),
        (
            'passage.entities = ["合作联社"]',
            "规模以上养蜂合作联社营业收入3亿元。到位资金2000万元。",
            ["规模以上养蜂合作联社营业收入", "到位资金"],
            ["规模以上养蜂合作联社营业收入", "规模以上养蜂合作联社到位资金"],
        ),
        ('naming.funds = ["善款"]', "筹集善款3亿元，支持校舍建设。", ["筹集善款"], ["校舍建设筹集善款"]),
        (
            'naming.approvals = ["议决"]',
            "村民大会议决的修路费用30万元。",
            ["村民大会议决的修路费用"],
            ["修路费用"],
        ),
        ('naming.note_words = ["折算"]', "货运量（折算吨）30万吨。", ["货运量（折算吨）"], ["货运量"]),
        (
            'naming.prepositions = ["立足"]',
            "立足山区资源打造竹编产值3亿元。",
            ["立足山区资源打造竹编产值"],
            ["竹编产值"],
        ),
        (
            'naming.costly_things = ["栈道"]',
            "建起总投资5000万元的环湖观景栈道和码头。",
            ["环湖观景栈道和码头总投资"],
            ["环湖观景栈道总投资"],
        ),
        ('passage.events = ["庙市"]', "在青石庙市上签约项目9个。", ["签约项目"], ["青石庙市签约项目"]),
        ('plans.handing_down = ["压给"]', "财政收入市压给任务3亿元。", ["财政收入市压给"], ["财政收入"]),
    ],
)
def test_a_word_that_is_added_is_known(
    tmp_path: Path, added: str, sentence: str, without: list[str], with_it: list[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(added if added.startswith("[") else f"claims.{added}", encoding="utf-8")
    assert (names(sentence), names(sentence, own)) == (without, with_it)
