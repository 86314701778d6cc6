"""Completion, growth, average growth, multiples, shares and points, on sentences of ours."""

from __future__ import annotations

import pytest

from tests.audits import accused, findings, only


@pytest.mark.parametrize(
    ("text", "check", "verdict"),
    [
        ("2018年，全县实际引进县外资金18.6亿元，完成市下达任务15亿元的124%。", "completion", "consistent"),
        ("2018年，全县实际引进县外资金18.6亿元，完成市下达任务15亿元的142%。", "completion", "inconsistent"),
        (
            "2018年，全县财政收入年初预算为43200万元，实际完成4.6亿元，为预算的106.5%。",
            "completion",
            "consistent",
        ),
        (
            "2018年，支出预算56667万元，实际完成67542万元，为预算的119.1%。",
            "completion",
            "consistent_if_truncated",
        ),
        (
            "2018年，全县一般公共预算收入年初预算为5.2亿元，执行中调整预算为5.5亿元，实际完成5.61亿元，为调整预算的102%。",
            "completion",
            "consistent",
        ),
        (
            "2018年，全县一般公共预算收入年初预算5.2亿元，实际完成5.61亿元，为调整预算的102%。",
            "completion",
            "not_checkable",
        ),
        ("2018年，全县税收收入完成5.61亿元，为预算的102%，超收0.11亿元。", "completion", "consistent"),
        ("2018年，全县税收收入完成5.61亿元，为预算的102%，超收0.31亿元。", "completion", "inconsistent"),
        ("2018年，全县税收收入完成3.27亿元，比上年增加0.31亿元，增长10.5%。", "growth", "consistent"),
        ("2018年，全县税收收入完成3.27亿元，比上年增加0.31亿元，增长15.5%。", "growth", "inconsistent"),
        ("2018年，全县税收收入完成2.96亿元，比上年减少0.31亿元，下降9.5%。", "growth", "consistent"),
        ("2018年，全县税收收入完成2.96亿元，比上年减少0.31亿元，下降5.9%。", "growth", "inconsistent"),
        (
            "2018年，全县税收收入完成32710万元，同口径比上年增加3120万元，增长15.5%。",
            "growth",
            "questionable",
        ),
        ("2018年，全县税收收入完成32710万元，同口径比上年增加3120万元，增长10.5%。", "growth", "consistent"),
        ("2018年，全县生产总值310.5亿元，比上年增加31.2亿元，增长7.2%。", "growth", "not_checkable"),
        (
            "2018年，全县税收收入完成32710万元，按可比价格计算，比上年增加3120万元，增长8.5%。",
            "growth",
            "not_checkable",
        ),
        ("城乡居民医保补助标准由每人450元提高到490元，增长8.9%。", "growth", "consistent"),
        ("城乡居民医保补助标准由每人450元提高到490元，增长18.9%。", "growth", "inconsistent"),
        ("城乡居民医保补助标准由每人450元提高到490元，提高50元。", "growth", "inconsistent"),
        ("2018年，全县粮食产量31.2万吨左右，比上年增加1.1万吨，增长3.6%。", "growth", "consistent"),
        (
            "2018年，全县财政收入从2013年的3.2亿元增加到2018年的5.61亿元，年均增长11.9%。",
            "average_growth",
            "consistent",
        ),
        (
            "2018年，全县财政收入从2013年的3.2亿元增加到2018年的5.61亿元，年均增长21.9%。",
            "average_growth",
            "inconsistent",
        ),
        (
            "2018年，全县财政收入从2013年的3.2亿元增加到2018年的5.61亿元，年均增加0.48亿元。",
            "average_growth",
            "consistent",
        ),
        (
            "2018年，全县进出口总额由2013年的2.1亿美元增加到2018年的4.2亿美元，翻一番。",
            "multiple",
            "consistent",
        ),
        (
            "2018年，全县进出口总额由2013年的2.1亿美元增加到2018年的3.0亿美元，翻一番。",
            "multiple",
            "inconsistent",
        ),
        (
            "2013年，全县旅游收入3.2亿元。2018年，全县旅游收入9.6亿元，是2013年的3倍。",
            "multiple",
            "consistent",
        ),
        (
            "2013年，全县旅游收入3.2亿元。2018年，全县旅游收入9.6亿元，是2013年的4倍。",
            "multiple",
            "inconsistent",
        ),
        (
            "2018年，全县一般公共预算收入完成5.61亿元，其中税收收入4.12亿元，占一般公共预算收入的73.4%。",
            "share",
            "consistent",
        ),
        (
            "2018年，全县一般公共预算收入完成5.61亿元，其中税收收入4.12亿元，占一般公共预算收入的83.4%。",
            "share",
            "inconsistent",
        ),
        (
            "2018年，全县一般公共预算收入完成5.61亿元，其中税收收入4.12亿元，占比73.4%。",
            "share",
            "consistent",
        ),
        ("财政自给率由上年的12.4%提高到14.1%，提高1.7个百分点。", "points", "consistent"),
        ("财政自给率由上年的12.4%提高到14.1%，提高2.7个百分点。", "points", "inconsistent"),
        (
            "2018年，全省一般公共预算收入增长6.1%。全县一般公共预算收入增长9.3%，高于全省3.2个百分点。",
            "difference",
            "consistent",
        ),
        (
            "2018年，全省一般公共预算收入增长6.1%。全县一般公共预算收入增长9.3%，高于全省2.3个百分点。",
            "difference",
            "inconsistent",
        ),
        ("全年发放补助资金300万元，惠及1500人，人均2000元。", "per_head", "consistent"),
        ("全年发放补助资金300万元，惠及1500人，人均2500元。", "per_head", "questionable"),
    ],
)
def test_what_a_sentence_states_is_worked_out(text: str, check: str, verdict: str) -> None:
    assert only(text, check).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "2018年，全县规模以上工业增加值88亿元，比上年增加12亿元，增长6.3%。",
        "2018年，全县农林牧渔业总产值44亿元，比上年增加6亿元，增长3.1%。",
        "2018年，城镇居民人均可支配收入31240元，比上年增加2514元，实际增长6.2%。",
        "2018年，剔除减税因素，全县税收收入完成3.27亿元，比上年增加0.31亿元，增长15.5%。",
        "2018年，全县签约资金约20亿元，比上年增加3亿元左右，增长18%左右。",
        "2018年，全县失业率为3.1%，比上年下降0.4%。",
        "2018年，全县引进资金突破20亿元，完成任务15亿元的140%以上。",
        "2018年，全县税收收入X亿元，比上年增加0.31亿元，增长15.5%。",
        "2018年，全县收入完成4.6亿元，增长8%。全省收入完成460亿元，比上年增加80亿元。",
        "2018年，全县存款余额310亿元，比年初增加21亿元，比上年增长8.8%。",
        "支出预算安排5.61亿元，比上年预算增长3.1%。",
    ],
)
def test_what_may_not_be_compared_is_not_accused(text: str) -> None:
    assert accused(text) == []


def test_a_growth_from_below_nought_is_measured_by_its_size() -> None:
    text = "2018年，资源勘探支出3378万元，比上年增加13970万元，增长131.9%。"
    assert only(text, "growth").verdict == "consistent"


def test_the_plan_behind_a_completion_is_implied_and_marked() -> None:
    found = only("2018年，全县实际引进县外资金18.6亿元，完成市下达任务的124%。", "implied")
    assert found.implied
    assert found.verdict == "not_checkable"
    assert found.formula == "18.6亿元 ÷ 124% = 14.89…15.11亿元, 15亿元"
    assert [figure.role for figure in found.figures] == ["rate", "actual"]


def test_a_finding_holds_the_evidence_of_every_figure() -> None:
    text = "2018年，全县实际引进县外资金18.6亿元，完成市下达任务15亿元的142%。"
    found = only(text, "completion")
    assert [(figure.role, figure.quote) for figure in found.figures] == [
        ("rate", "142%"),
        ("actual", "18.6亿元"),
        ("plan", "15亿元"),
    ]
    assert all(figure.sentence == text for figure in found.figures)
    assert found.strength == "same_sentence"
    assert found.severity == "medium"
    assert found.stated is not None
    assert (str(found.stated.low), str(found.stated.high), found.stated.unit) == ("141.5", "142.5", "%")
    assert found.formula == "18.6亿元 ÷ 15亿元 = 119.6…128.7% ≠ 142%"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (
            "2018年，全县实际引进县外资金18.6亿元，完成市下达任务15亿元的142%。",
            "two digits swapped: 124% for 142%",
        ),
        (
            "2018年，全县税收收入完成3.27亿元，比上年增加0.31万元，增长10.5%。",
            "万 and 亿 exchanged: 0.31亿元 for 0.31万元",
        ),
        (
            "2018年，全县收费收入98505万元，比上年减少16158元，下降14.1%。",
            "万 left out: -16158万元 for -16158元",
        ),
        (
            "2018年，全县税收收入完成3.27亿元，比上年增加0.31亿元，增长105%。",
            "decimal point moved: 10.5% for 105%",
        ),
        ("2018年，全县税收收入完成3.27亿元，比上年增加0.31亿元，增长77.7%。", None),
        (
            "2018年，全县收入完成5.61亿元，其中税收收入4.12亿元，占收入的73.4%；市里下达4.99亿元。",
            None,
        ),
    ],
)
def test_one_slip_that_explains_a_disagreement_is_named(text: str, slip: str | None) -> None:
    wrong = [f for f in findings(text) if f.verdict == "inconsistent"]
    assert [f.diagnosis for f in wrong] == ([slip] if wrong else [])
    assert wrong or slip is None


def test_the_identifier_depends_on_check_and_places_alone() -> None:
    text = "2018年，全县实际引进县外资金18.6亿元，完成市下达任务15亿元的{}%。"
    one, other = (only(text.format(rate), "completion") for rate in ("124", "142"))
    assert one.verdict != other.verdict
    assert len(one.id) == 16
    assert one.id == only(text.format("124"), "completion").id
