"""The ontology of indicators: what it holds, and how names are read."""

from __future__ import annotations

import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.indicators import find_indicators
from patterns import PatternError, Patterns, load
from patterns.document import INDICATORS_PAGE, USER_DICTIONARY, indicators_page, user_dictionary
from patterns.indicators import Ontology, normal

ONTOLOGY = load().indicators
ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ZHIBIAO_SHARED", Path(__file__).parents[2] / "shared"))


def test_size_and_fields() -> None:
    fields = Counter(entry.field for entry in ONTOLOGY.entries.values())
    assert len(ONTOLOGY.entries) >= 250
    for field in (
        "macro",
        "fiscal",
        "industry",
        "investment",
        "attracting_investment",
        "trade",
        "agriculture",
    ):
        assert fields[field] >= 20, field
    for field in ("employment", "livelihood", "environment", "agriculture", "health", "finance", "tourism"):
        assert fields[field] >= 10, field


def test_entries_are_well_formed() -> None:
    for code, entry in ONTOLOGY.entries.items():
        assert entry.code == code
        assert re.fullmatch(r"[A-Z0-9][ -~]+", entry.name_en), (code, "English name")
        assert re.search(r"[\u4e00-\u9fff]", entry.name), code
        for alias in (entry.name, *entry.aliases, *entry.short):
            assert alias == alias.strip(), (code, alias)
            assert alias, code
        assert not set(entry.aliases) & set(entry.short), code
        if entry.usual_comparability == "nominal":
            assert entry.usual_unit is not None, code


def test_money_says_how_it_is_compared() -> None:
    missing = [e.code for e in ONTOLOGY.entries.values() if e.usual_unit in {"CNY", "USD"}]
    missing = [code for code in missing if ONTOLOGY.entries[code].usual_comparability is None]
    assert not missing


@pytest.mark.parametrize("code", ["gdp", "value_added_industry_above", "value_added_primary"])
def test_output_grows_in_real_terms(code: str) -> None:
    assert ONTOLOGY.entries[code].usual_comparability == "real"


def test_english_names_differ() -> None:
    names = Counter(entry.name_en for entry in ONTOLOGY.entries.values())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_name_is_found_again() -> None:
    for code, entry in ONTOLOGY.entries.items():
        for alias in (entry.name, *entry.aliases, *entry.short):
            match = ONTOLOGY.lookup(alias)
            assert match is not None, alias
            assert match.entry.code == code, alias
            assert match.exact


def test_no_name_twice() -> None:
    entry = {"name": "甲指标", "name_en": "A", "field": "other", "direction": "flow"}
    other = {**entry, "name": "乙指标", "aliases": ["甲 指标"]}
    words = ONTOLOGY.words.model_dump()
    with pytest.raises(ValueError, match="甲 指标 stands for"):
        Ontology.model_validate({"entries": {"a": entry, "b": other}, "variants": {}, "words": words})


@pytest.mark.parametrize(
    ("name", "code", "scope", "part", "affix"),
    [
        ("GDP", "gdp", None, None, None),
        ("规上工业增加值", "value_added_industry_above", None, None, None),
        ("规模工业增加值", "value_added_industry_above", None, None, None),
        ("一产增加值", "value_added_primary", None, None, None),
        ("社零总额", "retail_sales", None, None, None),
        ("固投", "fixed_asset_investment", None, None, None),
        ("公共财政预算收入", "general_public_budget_revenue", None, None, None),
        ("全市地方一般公共预算收入", "local_general_public_budget_revenue", "全市", None, None),
        ("市本级政府性基金预算收入", "fund_revenue", "市本级", None, None),
        ("全市统筹的社会保险基金收入", "social_insurance_revenue", "全市统筹的", None, None),
        ("2031年全县粮食总产量", "output_grain", "全县", None, None),
        ("青山县财政总收入", "total_fiscal_revenue", "青山县", None, None),
        ("规上工业增加值增幅", "value_added_industry_above", None, None, "增幅"),
        ("固定资产投资（不含农户）", "fixed_asset_investment", None, None, None),
        ("年末常住人口", "population_permanent", None, None, None),
        ("机电产品出口", "exports_mechanical", None, None, None),
        ("竹制品出口", "exports", None, "竹制品", None),
        ("县内水泥项目到位资金", "funds_in_place", "县内", "水泥", None),
        ("新增专精特新企业", "specialized_enterprises", None, "新增", None),
        ("新增发放创业担保贷款", "startup_loans", None, None, None),
        ("水利投资占固定资产投资的比重", "investment_water", None, None, "占固定资产投资的比重"),
        ("税收收入占一般公共预算收入的比重", "tax_share_of_revenue", None, None, None),
    ],
)
def test_lookup(name: str, code: str, scope: str | None, part: str | None, affix: str | None) -> None:
    match = ONTOLOGY.lookup(name)
    assert match is not None
    assert (match.entry.code, match.scope, match.part, match.affix) == (code, scope, part, affix)


@pytest.mark.parametrize(
    "name",
    [
        "一般公共预算收入增幅位次",
        "开放型经济工作综合排名",
        "出口退税率",
        "60亿元以上项目",
        "良种补贴、农机购置补贴",
        "每亩用水",
        "",
        "市",
        "增幅",
    ],
)
def test_lookup_of_what_is_unknown(name: str) -> None:
    assert ONTOLOGY.lookup(name) is None


@given(
    st.text(
        alphabet="全市县区的规模以上工业增加值占比重出口投资一般公共预算收入支出0123年()（）", max_size=24
    )
)
def test_lookup_reads_anything(name: str) -> None:
    match = ONTOLOGY.lookup(name)
    if match is not None:
        assert match.entry.code in ONTOLOGY.entries
        for piece in (match.scope, match.part, match.affix):
            assert piece is None or set(piece) <= set(normal(name))


def _codes(text: str) -> list[tuple[str, str]]:
    found = find_indicators(text, load())
    assert all(text[m.start : m.end] == m.name for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return [(m.name, m.code) for m in found]


def test_find_in_text() -> None:
    text = "全县财政总收入3.2亿元，其中税收收入2.1亿元。城镇、农村居民人均可支配收入分别为2.5万元、1.2万元。"
    assert _codes(text) == [
        ("财政总收入", "total_fiscal_revenue"),
        ("税收收入", "tax_revenue"),
        ("农村居民人均可支配收入", "income_rural"),
    ]


def test_longest_name_wins() -> None:
    assert _codes("全社会固定资产投资完成8亿元") == [("全社会固定资产投资", "fixed_asset_investment_total")]
    assert _codes("社会保险基金预算支出") == [("社会保险基金预算支出", "social_insurance_expenditure")]


def test_short_names_stand_alone() -> None:
    assert _codes("进出口总额6亿美元，其中出口4亿美元，进口2亿美元。") == [
        ("进出口总额", "trade_total"),
        ("出口", "exports"),
        ("进口", "imports"),
    ]
    assert _codes("水泥7万吨，增长3%") == [("水泥", "output_cement")]
    assert _codes("高速出口设在水泥厂旁，新城出口畅通") == []


def test_names_that_go_on() -> None:
    assert _codes("固定资产投资项目管理办法") == []
    assert _codes("工业投资环境") == []


def test_user_file_adds_names_and_indicators(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
[indicators.entries.gdp]
aliases = ["本地总盘子"]

[indicators.entries.tea_houses]
name = "茶馆数量"
name_en = "Tea houses"
field = "other"
usual_unit = "家"
direction = "stock"
""",
        encoding="utf-8",
    )
    ontology = Patterns((own,)).indicators
    assert (found := ontology.lookup("本地总盘子")) is not None
    assert found.entry.code == "gdp"
    assert "生产总值" in found.entry.aliases
    assert [entry.code for *_, entry in ontology.find("全县茶馆数量30家")] == ["tea_houses"]
    assert ONTOLOGY.lookup("茶馆数量") is None


def test_user_file_that_takes_a_name(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[indicators.entries.mine]\nname = "财政总收入"\nname_en = "X"\n'
        'field = "other"\ndirection = "flow"\n',
        encoding="utf-8",
    )
    with pytest.raises(PatternError, match=r"own\.toml"):
        _ = Patterns((own,)).indicators


def test_pages_are_current() -> None:
    hint = "run python -m patterns.document"
    page = (ROOT / INDICATORS_PAGE).read_text(encoding="utf-8")
    assert page == indicators_page(ONTOLOGY), hint
    dictionary = (ROOT / USER_DICTIONARY).read_text(encoding="utf-8")
    assert dictionary == user_dictionary(ONTOLOGY), hint


def test_dictionary_is_in_jieba_format() -> None:
    lines = (ROOT / USER_DICTIONARY).read_text(encoding="utf-8").splitlines()
    assert len(lines) > 1000
    assert all(re.fullmatch(r"\S{2,} \d+ [a-z]+", line) for line in lines)


def test_coverage_of_real_texts() -> None:
    gold = SHARED / "gold"
    if not gold.is_dir():
        pytest.skip(f"no texts at {gold}")
    import json

    known = total = 0
    for path in sorted(gold.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name = json.loads(line).get("indicator")
            if name:
                total += 1
                match = ONTOLOGY.lookup(name)
                known += match is not None and match.exact
    # The others are peculiar to one place or policy and belong to no ontology.
    assert known / total >= 0.6
