"""A user's expressions and words: what does not compile is told before any text is read, words are words."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import extract
from extractor.cli import main
from patterns import PatternError, Patterns
from patterns.expressions import compiled, literal

FAULTY = [
    ('[claims]\nnot_claims = ["印数", "(未"]\n', "claims.not_claims.1", "missing )"),
    ('[claims]\nnot_claims_before = ["[未"]\n', "claims.not_claims_before.0", "unterminated character set"),
    ('[claims.naming]\nlead = ["(?<=甲*)乙("]\n', "claims.naming.lead.0", "no regular expression"),
    ('[claims.naming]\nrewrites = [["(甲", ""]]\n', "claims.naming.rewrites.0.0", "missing )"),
    (
        '[claims.naming]\nrewrites = [["甲", "\\\\2"]]\n',
        "claims.naming.rewrites.0",
        "invalid group reference",
    ),
    ('[claims.status]\ntarget = ["*将"]\n', "claims.status.target.0", "nothing to repeat"),
    ('[claims.status]\nactual = [""]\n', "claims.status.actual.0", "at least 1 character"),
    (
        '[claims.status]\nactual_in_plan = ["了)"]\n',
        "claims.status.actual_in_plan.0",
        "unbalanced parenthesis",
    ),
    ('[claims.status]\ndone = ["(?i)gdp"]\n', "claims.status.done.0", "flags"),
    ('[claims.status]\ngoals = ["(甲)\\\\1"]\n', "claims.status.goals.0", "name the group"),
    (
        '[[claims.comparisons]]\npattern = "(比"\ntype = "yoy"\n',
        "claims.comparisons.0.pattern",
        "missing )",
    ),
    (
        '[[claims.comparabilities]]\npattern = "(同口径"\ntype = "same_scope"\n',
        "claims.comparabilities.0.pattern",
        "missing )",
    ),
    (
        '[[claims.vintages]]\npattern = "(快报"\nvintage = "preliminary"\n',
        "claims.vintages.0.pattern",
        "missing )",
    ),
    ('[boilerplate]\nlines = ["(本站"]\n', "boilerplate.lines.0", "missing )"),
    ('[boilerplate]\ninline = ["本站)"]\n', "boilerplate.inline.0", "unbalanced parenthesis"),
    ('[boilerplate]\ntails = ["甲{2"]\n[claims]\nnot_claims = ["("]\n', "claims.not_claims.0", "missing )"),
]


@pytest.mark.parametrize("command", ["extract", "clean"])
@pytest.mark.parametrize(("content", "key", "cause"), FAULTY)
def test_a_faulty_expression_is_told_once_with_file_and_key(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    content: str,
    key: str,
    cause: str,
) -> None:
    fine, own = tmp_path / "fine.toml", tmp_path / "own.toml"
    fine.write_text('[claims]\nnot_claims = ["印次"]\n[boilerplate]\nlines = ["本页"]\n', encoding="utf-8")
    own.write_text(content, encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("全县财政收入5亿元。", encoding="utf-8")
    arguments = [command, str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    with pytest.raises(SystemExit) as end:
        main([*arguments, "--patterns", str(fine), "--patterns", str(own)])
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(f"zhibiao: {own}: {key}: ")
    assert cause in line


def test_an_expression_may_be_one_that_only_regex_takes(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[claims]\nnot_claims_before = ["(?<=甲+)乙"]\n', encoding="utf-8")
    assert Patterns((own,)).claims.not_claims_before[-1] == "(?<=甲+)乙"
    assert compiled("(?<=甲+)乙").search("甲甲乙")


@pytest.mark.parametrize(
    "content",
    [
        '[quantities.level]\nheads = ["平(稳"]\nplain = ["同(期"]\nsoft = ["略*"]\nwith = ["]"]\n',
        '[quantities.ranks]\nplaces = ["位("]\nbests = ["强["]\nfirst = ["榜首("]\nlast = ["末(位"]\n',
        '[quantities.numerals]\nmasks = ["]"]\nsome_after = ["]"]\nsome_before = ["^"]\n',
        '[measures]\nnot_bodies = ["("]\n',
        '[indicators.words]\nnot_areas = ["("]\n',
        '[places]\nsuffixes = ["(县"]\npeoples = ["(族"]\n',
        '[repairs.script]\nsigns = "]"\n',
        '[repairs.percent]\ngrowth_words = ["(增"]\n',
        '[claims.naming]\nlight_verbs = ["(共"]\n',
        '[[structure.levels]]\nlevel = "county"\nown = ["我(县"]\nendings = ["(县"]\n',
    ],
)
def test_words_are_taken_literally(tmp_path: Path, content: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(content, encoding="utf-8")
    text = (
        "青禾县人民政府\n2020年，全县生产总值120亿元，增长5.6%，与上年持平，列全市第3位。县政府新建学校3所。"
    )
    assert [r.evidence.quote for r in extract(text, patterns=(own,)).records if r.kind == "actual"]


def test_a_place_in_an_order_may_hold_any_character(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[quantities.ranks]\nplaces = ["[榜]"]\n', encoding="utf-8")
    (found,) = (r for r in extract("全县进出口列全市第3[榜]。", patterns=(own,)).records)
    assert "第3[榜]" in found.evidence.quote


def test_the_first_file_at_fault_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    for file in (one, two):
        file.write_text('[claims]\nnot_claims = ["("]\n', encoding="utf-8")
    with pytest.raises(PatternError, match=r"one\.toml: claims\.not_claims\.0: ") as raised:
        _ = Patterns((one, two)).claims
    assert "two.toml" not in str(raised.value)


def test_words_are_written_in_their_order() -> None:
    assert literal(["乙", "甲|"]) == r"乙|甲\|"
