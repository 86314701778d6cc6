"""Closes up text that was set with spaces between its letters."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "spacing"

_HAN = "\u3400-\u9fff\uf900-\ufaff〇"
_MARK = "，。、；：？！“”‘’（）《》【】,;:()%％—"
# A letter-spaced run: at least three spaces, each two with one hanzi or one figure between them.
_TOKEN = rf"(?:[{_MARK}]*[{_HAN}](?:[{_MARK}]+[{_HAN}]?)?|[{_MARK}]?[0-9A-Za-z○.]+%?[{_MARK}]?|[{_MARK}]+)"
_RUN = re.compile(rf"(?<=\S) (?:{_TOKEN} ){{2,}}(?=\S)")
_SPACE = re.compile(" ")
_NUMERAL = "一二三四五六七八九十"
# A year in Chinese numerals, its zeros typed as letters: 二 OO 六年.
_YEAR = re.compile(rf"(?<=[{_NUMERAL}]) (?=[O○〇零0Ｏ])|(?<=[O○〇零0Ｏ]) (?=[O○〇零0Ｏ]{{0,1}} ?[{_NUMERAL}])")
_DIGITS = re.compile(r"[0-9.]+")


@lru_cache(maxsize=8)
def _around_figures(patterns: Patterns) -> re.Pattern[str]:
    units, ends = (
        re.escape(part) for part in (patterns.repairs.unit_starts, patterns.repairs.spaced_list_ends)
    )
    before = rf"(?<=[0-9%]) (?=[{units}])"
    after = rf"(?<=[{_HAN}])(?<![{ends}]) (?=[0-9])"
    return re.compile(rf"(?<=[^\n]){before}|(?<=[^\n][^\n]){after}")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop the spaces of letter-spaced runs, and those between a figure and the unit or the words beside it.

    Digits are joined across a space only in runs where every figure is a single digit.

    >>> apply(AlignedText.of("实 现 招 商 总 额 45 亿 元,其 中 1000 万元以上项目 150 个"), Patterns()).text.text
    '实现招商总额45亿元,其中1000万元以上项目150个'
    """
    if " " not in text.text:
        return Outcome(text)
    dropped: set[int] = set()
    for run in _RUN.finditer(text.text):
        dropped.update(_in_run(text.text, run.start(), run.end()))
    dropped.update(match.start() for match in _YEAR.finditer(text.text))
    edits = [Edit(at, at + 1, "") for at in sorted(dropped)]
    text, repairs, _ = mended(text, edits, NAME, "spaces between letters dropped")
    edits = [Edit(*match.span(), "") for match in _around_figures(patterns).finditer(text.text)]
    text, more, _ = mended(text, edits, NAME, "spaces around figures dropped")
    return Outcome(text, repairs + more)


def _in_run(text: str, start: int, end: int) -> list[int]:
    """Return the spaces of a run that are dropped."""
    before = re.search(r"[0-9.]*$", text[max(0, start - 20) : start])
    after = re.match(r"[0-9.]*", text[end : end + 20])
    tokens = text[start + 1 : end - 1].split(" ")
    hanzi = sum(1 for token in tokens if re.search(f"[{_HAN}]", token))
    edges = [match.group() for match in (before, after) if match]
    figures = [token for token in (*tokens, *edges) if _DIGITS.search(token)]
    if hanzi < 2 and not (len(figures) >= 3 and _spaced_digits(figures)):
        return []
    join = _spaced_digits(figures)
    spaces = [match.start() + start for match in _SPACE.finditer(text[start:end])]
    return [at for at in spaces if join or not (_figure(text[at - 1]) and _figure(text[at + 1]))]


def _spaced_digits(figures: list[str]) -> bool:
    return all(len(_DIGITS.sub(lambda match: match.group()[0], token)) == len(token) for token in figures)


def _figure(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")
