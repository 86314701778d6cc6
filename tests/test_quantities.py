"""What stands for a quantity, how it is cut, and what is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.mentions import QuantityMention
from extractor.quantities import find_mentions, find_quantities
from patterns import PatternError, load
from patterns.bundle import Patterns


def one(text: str) -> QuantityMention:
    found = find_mentions(text, load())
    assert len(found) == 1, [text[m.start : m.end] for m in found]
    return found[0]


def texts(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_mentions(text, load())]


def figure(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "bound"),
    [
        # money
        ("合同资金20.9亿元，", "20.9亿元", "2090000000", "CNY", "eq"),
        ("事故死亡率低至0.7人/百亿元以下。", "0.7人/百亿元以下", "0.7", "人/百亿元", "le"),
        ("合同资金4.78亿元人民币。", "4.78亿元人民币", "478000000", "CNY", "eq"),
        ("总额45 亿 元,", "45 亿 元", "4500000000", "CNY", "eq"),
        ("出口5500万美元", "5500万美元", "55000000", "USD", "eq"),
        ("收入1,067,400万元，", "1,067,400万元", "10674000000", "CNY", "eq"),
        ("收入总计3,594, 026万元；", "3,594, 026万元", "35940260000", "CNY", "eq"),
        ("补助８００元", "８００元", "800", "CNY", "eq"),
        ("每月801元/月。", "801元/月", "801", "CNY", "eq"),
        ("售价￥300，", "￥300", "300", "CNY", "eq"),
        ("收入突破万亿元、", "突破万亿元", "1000000000000", "CNY", "gt"),
        # counts and measures
        ("粮食种植面积589.2千公顷", "589.2千公顷", "589200", "公顷", "eq"),
        ("装机30万千瓦。", "30万千瓦", "300000", "千瓦", "eq"),
        ("发电1000亿千瓦时", "1000亿千瓦时", "100000000000", "千瓦时", "eq"),
        ("浓度27.4微克/立方米", "27.4微克/立方米", "27.4", "微克/立方米", "eq"),
        ("产能400万吨/年。", "400万吨/年", "4000000", "吨/年", "eq"),
        ("新建河道35条（段）。", "35条（段）", "35", "条", "eq"),
        ("接待11.7万人次，", "11.7万人次", "117000", "人次", "eq"),
        ("我国有13亿人口。", "13亿人口", "1300000000", "人", "eq"),
        ("算力190Eflops。", "190Eflops", "190", "Eflops", "eq"),
        ("通车3万5千公里。", "3万5千公里", "35000", "公里", "eq"),
        ("引进客商200多名，", "200多名", "200", "名", "approx"),
        ("改造1.4万余家企业", "1.4万余家", "14000", "家", "approx"),
        ("带动千余家企业", "千余家", "1000", "家", "approx"),
        ("吸引上百家企业", "上百家", "100", "家", "approx"),
        ("住宅六亿三千多万平方米。", "六亿三千多万平方米", "630000000", "平方米", "approx"),
        ("安置数百万人", "数百万人", "1000000", "人", "approx"),
        ("惠及43万儿童", "43万", "430000", None, "eq"),
        ("解决4800多万农村人口", "4800多万", "48000000", None, "approx"),
        ("每年增长1个亿以上，", "1个亿以上", "100000000", None, "ge"),
        # percent and points
        ("增长百分之五点五。", "百分之五点五", "5.5", "%", "eq"),
        ("自然增长率千分之七，", "千分之七", "0.7", "%", "eq"),
        ("自然增长率6.5‰，", "6.5‰", "0.65", "%", "eq"),
        ("提高4.7个百分点", "4.7个百分点", "4.7", "pp", "eq"),
        ("支出八成以上投向民生", "八成以上", "80", "%", "ge"),
        ("占三成半。", "三成半", "35", "%", "eq"),
        ("机构精简四分之一，", "四分之一", "25", "%", "eq"),
        ("人员精简1/4，", "1/4", "25", "%", "eq"),
        ("压减三分之一以上。", "三分之一以上", "33.33", "%", "ge"),
        ("文件减少一半。", "一半", "50", "%", "eq"),
        ("利润为-5.2%。", "-5.2%", "-5.2", "%", "eq"),
        ("增长负3.9%。", "负3.9%", "-3.9", "%", "eq"),
        # multiples and growth words
        ("产量增长1.82倍。", "1.82倍", "182", "%", "eq"),
        ("比上年增长一倍。", "一倍", "100", "%", "eq"),
        ("是上年的2.2倍。", "2.2倍", "2.2", "倍", "eq"),
        ("产值实现翻番。", "翻番", "100", "%", "eq"),
        ("总产值翻两番的目标", "翻两番", "300", "%", "eq"),
        ("技术交易额翻了近一番", "翻了近一番", "100", "%", "approx"),
        ("产值实现倍增。", "倍增", "100", "%", "eq"),
        ("居住类与上年持平，", "与上年持平", "0", "%", "eq"),
        ("用肥量实现零增长。", "零增长", "0", "%", "eq"),
        # bounds
        ("亿元项目不低于 20 个,", "不低于 20 个", "20", "个", "ge"),
        ("招商点达 80 个以上,", "80 个以上", "80", "个", "ge"),
        ("增长5%左右；", "5%左右", "5", "%", "approx"),
        ("总量接近2万家，", "接近2万家", "20000", "家", "approx"),
        ("销售超800亿元、", "超800亿元", "80000000000", "CNY", "gt"),
        ("研发投入年均超20%，", "超20%", "20", "%", "gt"),
        ("失业率控制在5.5%以内，", "5.5%以内", "5.5", "%", "le"),
        ("不足70万吨。", "不足70万吨", "700000", "吨", "lt"),
        ("浓度不高于23微克。", "不高于23微克", "23", "微克", "le"),
        ("力争超过了200个。", "超过了200个", "200", "个", "gt"),
        ("费用至少缩减30%，", "至少缩减30%", "30", "%", "ge"),
        ("期望寿命达到80岁以上。", "80岁以上", "80", "岁", "ge"),
        # ranks
        ("增幅居全省第7位，", "第7位", "7", "rank", "eq"),
        ("排名第四。", "第四", "4", "rank", "eq"),
        ("观摩排在倒数第3，", "倒数第3", "3", "rank", "eq"),
        ("总量稳居全国首位；", "首位", "1", "rank", "eq"),
        ("进入全省前10名。", "前10名", "10", "rank", "le"),
        # durations, ratios, lost units
        ("连续45年无火灾。", "连续45年", "45", "年", "eq"),
        ("城乡收入比缩小至2.12，", "2.12", "2.12", None, "eq"),
        ("城乡收入比2.31：1。", "2.31：1", "2.31", None, "eq"),
        ("比上年增长12.5;", "12.5", "12.5", None, "eq"),
    ],
)
def test_one_quantity(text: str, quote: str, value: str, unit: str | None, bound: str) -> None:
    mention = one(text)
    assert text[mention.start : mention.end] == quote
    assert mention.value == Decimal(value)
    assert (mention.unit, mention.bound) == (unit, bound)


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "unit"),
    [
        ("增长4.5-5%。", "4.5-5%", "4.5", "5", "%"),
        ("增长4.5%-5%。", "4.5%-5%", "4.5", "5", "%"),
        ("增长6%—6.5%；", "6%—6.5%", "6", "6.5", "%"),
        ("投资120亿—150亿元。", "120亿—150亿元", "12000000000", "15000000000", "CNY"),
        ("提高20-40万元。", "20-40万元", "200000", "400000", "CNY"),
        ("奖励500—1万元。", "500—1万元", "500", "10000", "CNY"),
        ("培育3至5家。", "3至5家", "3", "5", "家"),
        ("年应纳税100万元至300万元部分", "100万元至300万元", "1000000", "3000000", "CNY"),
        ("来了十七八个人", "十七八个", "17", "18", "个"),
        ("以百分之八至百分之九的速度推进", "百分之八至百分之九", "8", "9", "%"),
        ("节约煤百分之二到三，", "百分之二到三", "2", "3", "%"),
        (
            "住宅面积六亿三千万至六亿四千万平方米",
            "六亿三千万至六亿四千万平方米",
            "630000000",
            "640000000",
            "平方米",
        ),
        ("耗电二、三百亿度，", "二、三百亿度", "20000000000", "30000000000", "度"),
    ],
)
def test_ranges(text: str, quote: str, low: str, high: str, unit: str) -> None:
    mention = one(text)
    assert text[mention.start : mention.end] == quote
    assert (mention.low, mention.high, mention.value) == (Decimal(low), Decimal(high), None)
    assert (mention.unit, mention.bound) == (unit, "range")


def test_from_one_figure_to_another_is_no_range() -> None:
    assert texts("由5%到8%，从3.6万吨到4.1万吨") == ["5%", "8%", "3.6万吨", "4.1万吨"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别提高4.08和3.76个百分点", [("4.08", "4.08", "pp"), ("3.76个百分点", "3.76", "pp")]),
        (
            "分别建成15、20和30个",
            [("15", "15", "个"), ("20", "20", "个"), ("30个", "30", "个")],
        ),
        (
            "结构为10.9：37.6：51.5。",
            [("10.9", "10.9", "%"), ("37.6", "37.6", "%"), ("51.5", "51.5", "%")],
        ),
        ("贡献9金、5银、6铜", [("9金", "9", "枚"), ("5银", "5", "枚"), ("6铜", "6", "枚")]),
        ("分别增长3.2倍、2.5倍", [("3.2倍", "320", "%"), ("2.5倍", "250", "%")]),
        ("稳定在1/4、1/3", [("1/4", "25", "%"), ("1/3", "33.33", "%")]),
        ("居第5、第6位", [("第5", "5", "rank"), ("第6位", "6", "rank")]),
        ("1、20个村完成改造", [("20个", "20", "个")]),
    ],
)
def test_lists(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_mentions(text, load())
    assert [text[m.start : m.end] for m in found] == [quote for quote, _, _ in expected]
    assert [(m.value, m.unit) for m in found] == [(Decimal(value), unit) for _, value, unit in expected]


@pytest.mark.parametrize(
    ("text", "quote", "unit", "bound"),
    [
        ("涉及资金X亿元;", "X亿元", "CNY", "eq"),
        ("签约工程X个,", "X个", "个", "eq"),
        ("投资增长XX%，", "XX%", "%", "eq"),
        ("企业××户", "××户", "户", "eq"),
        ("资金**万元", "**万元", "CNY", "eq"),
        ("对接了X余家企业", "X余家", "家", "approx"),
        ("开工至少要到达X个以上,", "至少要到达X个以上", "个", "ge"),
        ("观摩排在第X，", "第X", "rank", "eq"),
    ],
)
def test_masked_figures(text: str, quote: str, unit: str, bound: str) -> None:
    mention = one(text)
    assert text[mention.start : mention.end] == quote
    assert (mention.masked, mention.value, mention.unit, mention.bound) == (True, None, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月15日下午2时，1—8月",
        "二〇〇六年二月五日，元至6月",
        "〔2025〕3号文件第十五条规定",
        "建设5G基站和5A级景区，T800纤维、G331国道、PM2.5浓度",
        "落实“1+2+N”体系和1+X督查，555X格局",
        "十四五时期打好三大战役，入选500强",
        "一定要统一思想，一批项目第一时间落地",
        "四川、九江、三门峡、百色",
        "千方百计，万众一心，百花齐放",
        "第一产业、第三季度、第33届运动会、第二次会议",
        "新冠COVID-19疫情",
        "首次赴*考察，20*年工作",
        "首位度不高，把安全放在首位，质量第一",
        "亿元以上项目和千万工程",
        "30万吨级码头，千亿级产业",
        "7×24小时服务",
        "0—3岁婴幼儿、60岁以上老人",
        "保持平稳增长，坚持平等互利，支持平台经济",
        "启动倍增行动，“双过半”",
        "每10万人口拥有，每千人口拥有",
        "严格落实八项规定，坚持五项原则",
        "省委十二届七次、八次全会",
        "电话0797-4421234",
        "比上年增加542,62万元",
        "一个重大问题，一项任务",
        "给企业减负，要自负盈亏",
        "出台大陆首部条例",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("节约5亿元", "500000000", "eq"),
        ("签约15个", "15", "eq"),
        ("通过10项", "10", "eq"),
        ("最近3家", "3", "eq"),
    ],
)
def test_words_that_only_look_like_bounds(text: str, value: str, bound: str) -> None:
    mention = one(text)
    assert (mention.value, mention.bound) == (Decimal(value), bound)


def test_relief_is_no_minus() -> None:
    assert one("为企业减负3.49亿元").value == 349_000_000


@pytest.mark.parametrize(
    ("text", "resolution"),
    [
        ("20.9亿元", "10000000"),
        ("115%", "1"),
        ("5500万美元", "10000"),
        ("125746.04万元", "100"),
        ("一百二十个", "1"),
        ("三千万元", "10000"),
        ("3万5千公里", "1000"),
        ("百分之五点五", "0.1"),
        ("增长1.82倍", "1"),
        ("与上年持平", None),
        ("实现翻番", None),
        ("减少一半", None),
        ("数百万元", None),
    ],
)
def test_resolution_is_the_weight_of_the_last_stated_digit(text: str, resolution: str | None) -> None:
    found = one(text).resolution
    assert found == (None if resolution is None else Decimal(resolution))


def test_bound_words_are_kept() -> None:
    assert one("至少要到达30个以上").bound_text == "至少…以上"
    assert one("约5%").bound_text == "约"
    assert one("完成4.5-5%左右").bound_text == "左右"


def test_the_core_leaves_the_bound_words_out() -> None:
    for text in ("签约超过 200 个，", "签约200 个 以上，", "签约200 个左右"):
        mention = one(text)
        assert text[mention.core_start : mention.core_end].replace(" ", "") == "200个"
        assert not text[mention.core_start : mention.core_end].endswith(" ")


def test_find_quantities_gives_records_with_evidence() -> None:
    text = "引进46项，增长4.5-5%，涉及X亿元"
    found = find_quantities(text)
    assert [q.text for q in found] == ["46项", "4.5-5%", "X亿元"]
    for quantity in found:
        assert quantity.evidence is not None
        assert (
            text[quantity.evidence.start : quantity.evidence.end] == quantity.evidence.quote == quantity.text
        )
    assert figure(found[0].value) == "46"


def test_a_user_can_add_a_unit(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[quantities.units.count]\nnames = ["骑"]\n', encoding="utf-8")
    text = "组织20骑队伍"
    assert texts(text) == []
    (mention,) = find_mentions(text, Patterns((own,)))
    assert mention.unit == "骑"


def test_an_unknown_bound_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[quantities.words]]\ntext = ["若干"]\nvalue = "3"\nunit = "个"\ntype = "many"\n', encoding="utf-8"
    )
    with pytest.raises(PatternError, match=r"own\.toml"):
        _ = Patterns((own,)).quantities


def test_every_gold_quantity_is_found(shared: Path) -> None:
    """Recall over the hand-made claims: a figure without unit takes the unit of its claim from the clause."""
    import json

    missed = []
    total = 0
    for gold in sorted((shared / "gold").glob("*.jsonl")):
        text = gold.with_suffix(".txt").read_bytes().decode("utf-8")
        if "(j" in text[:200]:
            continue  # still to be cleaned
        mentions = find_mentions(text, load())
        for line in gold.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["kind"] not in ("target", "actual", "completion") or record.get("optional"):
                continue
            total += 1
            value = record.get("value")
            if not any(
                m.start < record["end"]
                and record["start"] < m.end
                and m.unit in (record["unit"], None)
                and (
                    m.value is None
                    if value is None
                    else m.value is not None and abs(m.value) == abs(Decimal(value))
                )
                for m in mentions
            ):
                missed.append((gold.stem, record["quote"]))
    assert total > 500
    assert len(missed) <= total * 0.01, missed
