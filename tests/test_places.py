"""The gazetteer: the table, names, years, successors, and places in text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from patterns import PatternError, load
from patterns.places import load_gazetteer

PLACES = load().places


def test_table_is_sound() -> None:
    codes = {row.code for row in PLACES.entries}
    assert len(PLACES) > 6000
    for row in PLACES.entries:
        assert row.level in {"province", "prefecture", "county"}, row
        assert len(row.code) == 6, row
        assert row.code.isdigit(), row
        assert row.valid_from is not None, row
        assert row.valid_to is None or row.valid_from <= row.valid_to, row
        assert (row.parent is None) == (row.level == "province"), row
        assert row.parent is None or row.parent in codes, row
        assert row.successor is None or row.successor in codes, row
        assert row.valid_to is not None or row.successor is None, row


def test_one_name_a_code_and_year() -> None:
    by_code: dict[str, list[tuple[int, int]]] = {}
    for row in PLACES.entries:
        by_code.setdefault(row.code, []).append((row.valid_from or 0, row.valid_to or 9999))
    overlaps = [
        code for code, spans in by_code.items() for one, two in pairwise(sorted(spans)) if one[1] >= two[0]
    ]
    assert overlaps == []


def test_numbers_of_divisions_now() -> None:
    now = [row for row in PLACES.entries if row.valid_to is None]
    levels = {level: sum(row.level == level for row in now) for level in ("province", "prefecture", "county")}
    # The statistical yearbooks count 34, 333 and some 2 840 of them.
    assert levels["province"] == 34
    assert 330 <= levels["prefecture"] <= 336
    assert 2830 <= levels["county"] <= 2860


@pytest.mark.parametrize(
    ("code", "name", "last", "successor"),
    [
        ("360721", "赣县", 2015, "360704"),
        ("231121", "嫩江县", 2019, "231183"),
        ("371200", "莱芜市", 2018, "370116"),
        ("420600", "襄樊市", 2009, "420600"),
        ("110103", "崇文区", 2009, "110101"),
        ("362121", "赣县", 1997, "360721"),
    ],
)
def test_successors(code: str, name: str, last: int, successor: str) -> None:
    row = PLACES.entry(code, last)
    assert row is not None
    assert (row.name, row.valid_to, row.successor) == (name, last, successor)


def test_chain_of_successors() -> None:
    row = PLACES.entry("362121")
    assert row is not None
    now = PLACES.current(row)
    assert now is not None
    assert (now.code, now.name, now.valid_to) == ("360704", "赣县区", None)


@pytest.mark.parametrize(
    ("name", "year", "within", "code"),
    [
        ("赣县", None, None, "360721"),
        ("赣县", 1990, None, "362121"),
        ("赣县区", None, None, "360704"),
        ("江西", None, None, "360000"),
        ("内蒙古", None, None, "150000"),
        ("广西", None, None, "450000"),
        ("三明", None, None, "350400"),
        ("三明市", None, None, "350400"),
        ("吉林", None, None, "220000"),
        ("吉林市", None, None, "220200"),
        ("延边州", None, None, "222400"),
        ("前郭县", None, None, "220721"),
        ("朝阳区", None, "北京市", "110105"),
        ("朝阳区", None, "220100", "220104"),
        ("江西省赣州市赣县", None, None, "360721"),
        ("襄樊市", 2005, None, "420600"),
        ("重庆", 2000, None, "500000"),
        ("梅列区", 2018, None, "350402"),
        # A year or two before a name came into force, reports use it already.
        ("嫩江市", 2019, None, "231183"),
    ],
)
def test_find(name: str, year: int | None, within: str | None, code: str) -> None:
    row = PLACES.find(name, year, within)
    assert row is not None
    assert row.code == code


@pytest.mark.parametrize(
    ("name", "within"), [("朝阳区", None), ("无此县", None), ("赣县", "福建"), ("", None)]
)
def test_find_nothing(name: str, within: str | None) -> None:
    assert PLACES.find(name, within=within) is None


def test_children_and_ancestors() -> None:
    sanming = PLACES.find("三明市")
    assert sanming is not None
    assert "沙县区" in {row.name for row in PLACES.children(sanming)}
    assert "沙县" in {row.name for row in PLACES.children(sanming, 2018)}
    district = PLACES.find("沙县区")
    assert district is not None
    assert [row.name for row in PLACES.ancestors(district)] == ["三明市", "福建省"]


def test_as_place() -> None:
    row = PLACES.find("嫩江县")
    assert row is not None
    place = PLACES.as_place(row)
    assert (place.code, place.valid_to, place.successor) == ("231121", 2019, "231183")


def _names(text: str, *, short: bool = False, within: str | None = None) -> list[str]:
    found = PLACES.mentions(text, short=short, within=within)
    return [f"{text[start:end]} {entry.code}" for start, end, entry in found]


def test_mentions_of_full_names() -> None:
    assert _names("江西省赣州市赣县与福建省三明市结对。") == [
        "江西省 360000",
        "赣州市 360700",
        "赣县 360721",
        "福建省 350000",
        "三明市 350400",
    ]


def test_mentions_that_are_other_words() -> None:
    assert _names("公开县级预算,新增城市绿地,建设示范县,沿海城市,同富裕县域,批发市场") == []


def test_ambiguous_names_need_their_parent() -> None:
    assert _names("朝阳区今年") == []
    assert _names("北京市朝阳区今年") == ["北京市 110000", "朝阳区 110105"]
    assert _names("朝阳区今年", within="北京") == ["朝阳区 110105"]


def test_short_names_in_titles() -> None:
    assert _names("江西2009年招商引资工作总结", short=True) == ["江西 360000"]
    assert _names("江西2009年招商引资工作总结") == []
    assert _names("湖南常德预算报告", short=True) == ["湖南 430000", "常德 430700"]
    assert _names("公安工作、资源管理与和平建设", short=True) == []


def test_protected_names_hold_all_that_conversion_spoils() -> None:
    opencc = pytest.importorskip("opencc")
    back = opencc.OpenCC("t2s")
    there = [opencc.OpenCC("s2t"), opencc.OpenCC("s2tw")]
    protected = PLACES.protected_names()
    for name in {row.name for row in PLACES.entries}:
        for form in {name, *(converter.convert(name) for converter in there)}:
            result = back.convert(form)
            if result != name:
                assert any(key in form and right in name for key, right in protected.items()), (name, form)


def test_user_places(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
[places.aliases]
"江右" = "360000"

[[places.entries]]
code = "360721T01"
name = "望溪镇"
level = "township"
parent = "360721"
""",
        encoding="utf-8",
    )
    places = load_gazetteer((own,))
    town = places.find("望溪镇")
    assert town is not None
    assert [row.name for row in places.ancestors(town, 2010)] == ["赣县", "赣州市", "江西省"]
    assert (alias := places.find("江右")) is not None
    assert alias.code == "360000"
    assert [entry.code for *_, entry in places.mentions("望溪镇2010年总结")] == ["360721T01"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[places.entries]]\ncode = "360000"\nname = "甲省"\nlevel = "province"\n', "taken"),
        ('[[places.entries]]\ncode = "1"\nname = "甲"\nlevel = "planet"\n', "level"),
        ('[places.aliases]\n"某地" = "000000"\n', "no division"),
    ],
)
def test_user_places_that_do_not_fit(tmp_path: Path, text: str, message: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(PatternError, match=message):
        load_gazetteer((own,)).find("某地")


def test_a_long_text_names_its_places_as_often_as_it_is_long() -> None:
    text = "江西省赣州市各县区的县城、市场和园区建设,城市更新,县域经济。" * 2000
    assert len(load_gazetteer().mentions(text)) == 4000
