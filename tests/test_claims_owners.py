"""What earlier words leave to later figures: areas, accounts, funds, populations, wholes and bodies."""

from __future__ import annotations

import pytest

from extractor import extract
from schemas import Claim

HEAD = "关于2012年预算草案的报告\n一、2011年预算执行情况\n"


def names(text: str) -> list[str]:
    records = extract(HEAD + text, model=False).records
    return [record.indicator.text for record in records if isinstance(record, Claim)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "青溪示范区一般公共预算收入3亿元。政府性基金支出2亿元。",
            ["青溪示范区一般公共预算收入", "青溪示范区政府性基金支出"],
        ),
        (
            "青溪示范区一般公共预算收入3亿元。全市政府性基金支出2亿元。",
            ["青溪示范区一般公共预算收入", "全市政府性基金支出"],
        ),
        # An area holds in its paragraph, and for figures of a budget alone.
        (
            "青溪示范区一般公共预算收入3亿元。游客9万人次。\n政府性基金支出2亿元。",
            ["青溪示范区一般公共预算收入", "游客", "政府性基金支出"],
        ),
        ("（一）政府性基金预算\n收入2亿元，支出1亿元。", ["政府性基金收入", "政府性基金支出"]),
        ("——社保基金预算完成情况。收入2亿元。", ["社保基金收入"]),
        (
            "渔民失业保险基金总收入2亿元，总支出1亿元。",
            ["渔民失业保险基金总收入", "渔民失业保险基金总支出"],
        ),
        (
            "一般公共预算和政府性基金预算执行情况。收入2亿元。",
            ["收入"],
        ),
        (
            "农牧民经营净收入3万元、财产净收入1万元。",
            ["农牧民经营净收入", "农牧民财产净收入"],
        ),
        (
            "实际使用外资9亿美元，其中第二产业4亿美元。",
            ["实际使用外资", "第二产业实际使用外资"],
        ),
        # Another unit is another thing, and a count lends its parts nothing.
        ("实际使用外资9亿美元，其中第二产业企业4家。", ["实际使用外资", "第二产业企业"]),
        ("学校90所，其中民办学校4所。", ["学校", "民办学校"]),
        (
            "县级政府债务余额9亿元，其中一般债务4亿元。",
            ["县级政府债务余额", "县级一般债务"],
        ),
        (
            "规模以上养蜂企业销售额中，蜂蜜类销售额增长4%，蜂蜡类下降5%。",
            ["规模以上养蜂企业蜂蜜类销售额", "规模以上养蜂企业蜂蜡类销售额"],
        ),
        ("基本支出9亿元。", ["基本支出"]),
        # Units that are counted are no "per unit".
        ("养蜂保护单位33家。", ["养蜂保护单位"]),
    ],
)
def test_what_names_leave_to_each_other(text: str, found: list[str]) -> None:
    assert names(text) == found
