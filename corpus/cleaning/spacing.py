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
_RUN = re.compile(rf" (?:{_TOKEN} ){{2,}}(?=\S)")
_SPACE = re.compile(" ")
_NUMERAL = "一二三四五六七八九十"
# A year in Chinese numerals, its zeros typed as letters: 二 OO 六年.
_YEAR = re.compile(rf"[{_NUMERAL}]( )[O○〇零0Ｏ]{{1,2}}( )?[{_NUMERAL}]")
_DIGITS = re.compile(r"[0-9.]+")


@lru_cache(maxsize=8)
def _beside_figure(patterns: Patterns) -> re.Pattern[str]:
    """Match a space before a unit or before a figure; what stands before the space is looked at by hand."""
    return re.compile(rf" (?:(?=[{re.escape(patterns.repairs.unit_starts)}])|(?=[0-9]))")


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop the spaces of letter-spaced runs, and those between a figure and the unit or the words beside it.

    Digits are joined across a space only in runs where every figure is a single digit.

    >>> apply(AlignedText.of("实 现 招 商 总 额 45 亿 元,完成 1000 万元"), Patterns()).text.text
    '实现招商总额45亿元,完成1000万元'
    """
    if " " not in text.text:
        return Outcome(text)
    content = text.text
    dropped: set[int] = set()
    for run in _RUN.finditer(content):
        if run.start() and not content[run.start() - 1].isspace():
            dropped.update(_in_run(content, run.start(), run.end()))
    for year in _YEAR.finditer(content):
        dropped.update(year.start(group) for group in (1, 2) if year.start(group) >= 0)
    text, repairs, _ = mended(text, _edits(dropped), NAME, "spaces between letters dropped")
    content = text.text
    ends = patterns.repairs.spaced_list_ends
    around = {
        match.start() for match in _beside_figure(patterns).finditer(content) if _loose(content, match, ends)
    }
    text, more, _ = mended(text, _edits(around), NAME, "spaces around figures dropped")
    return Outcome(text, repairs + more)


def _edits(spaces: set[int]) -> list[Edit]:
    return [Edit(at, at + 1, "") for at in sorted(spaces)]


def _loose(text: str, match: re.Match[str], ends: str) -> bool:
    """Tell a space that belongs to nothing from one after the number of a heading, table or note."""
    at = match.start()
    before = text[max(0, at - 2) : at]
    if not before or "\n" in before:
        return False
    if text[at + 1] in "0123456789":
        return "\u3400" <= before[-1] <= "\u9fff" and before[-1] not in ends
    return before[-1] in "0123456789%" and (len(before) == 2 or before[-1] == "%")


def _in_run(text: str, start: int, end: int) -> list[int]:
    """Return the spaces of a run that are dropped."""
    before = re.search(r"[0-9.]*$", text[max(0, start - 20) : start])
    after = re.match(r"[0-9.]*", text[end : end + 20])
    tokens = text[start + 1 : end - 1].split(" ")
    hanzi = sum(1 for token in tokens if re.search(f"[{_HAN}]", token))
    edges = [match.group() for match in (before, after) if match]
    figures = [token for token in (*tokens, *edges) if _DIGITS.search(token)]
    # The letter before the run belongs to it as well.
    if hanzi + (hanzi > 0 and _hanzi(text[start - 1])) < 2 and not (
        len(figures) >= 3 and _spaced_digits(figures)
    ):
        return []
    join = _spaced_digits(figures)
    spaces = [match.start() + start for match in _SPACE.finditer(text[start:end])]
    return [at for at in spaces if join or not (_figure(text[at - 1]) and _figure(text[at + 1]))]


def _spaced_digits(figures: list[str]) -> bool:
    return all(len(_DIGITS.sub(lambda match: match.group()[0], token)) == len(token) for token in figures)


def _hanzi(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _figure(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")
