"""Numbers in a quoted phrase against the names that a gloss gives for it: “三通一码”：甲、乙、丙、丁."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from extractor.audit.checks.counting import ELSEWHERE, NUMERALS, counted, numeral
from extractor.audit.passages import Passages
from extractor.audit.view import View
from schemas import Finding, Verdict

_PHRASE = r"“[^“”\n]{2,10}”"
_GLOSSED = re.compile(
    rf"(?P<phrases>{_PHRASE}(?:[、和及]?{_PHRASE})*)[^，,。；;：:“”（）()\n]{{0,8}}[：:](?P<names>[^。：:\n“”]+)"
)
_NUMBER = re.compile(rf"(?<![第{NUMERALS}])(?P<n>[双两{NUMERALS}])(?![{NUMERALS}])")
_NAME = re.compile(r"(?:[^、，,；;（(]|[（(][^）)]*[）)])+")
_LONG = 16
_FEW = 3
_NEAR = 2


def check(view: View) -> Iterator[Finding]:
    """Check the numbers of each quoted phrase that a colon explains by a list of names.

    Reads the cleaned text. Each number stands for so many names (三通一码); one behind 个 counts none (六个一).
    Another number of names is a question where the list surely is one: names alike, and no other marks in it.
    """
    passages = Passages(view)
    for found in _GLOSSED.finditer(passages.text):
        numbers = _numbers(found)
        names = list(_NAME.finditer(passages.text, *found.span("names")))
        if not numbers or len(names) < 2 or any(len(name.group()) > _LONG for name in names):
            continue
        told = sum(number for _, number in numbers)
        joined = sum(len(re.findall("和|与|及", name.group())) for name in names)
        agrees = len(names) <= told <= len(names) + joined
        if not agrees and not (_surely_listed(found["names"], names) and abs(told - len(names)) <= _NEAR):
            continue
        figures = [passages.figure("count", at, at + 1) for at, _ in numbers]
        figures += [passages.figure("item", *name.span()) for name in names]
        verdict: Verdict = "consistent" if agrees else "questionable"
        yield counted(verdict, "same_sentence", figures, told, told if agrees else len(names), ELSEWHERE)


def _numbers(found: re.Match[str]) -> list[tuple[int, int]]:
    """Where the numbers of the phrases stand, and what they say; none behind 个, whose things are such each."""
    numbers: list[tuple[int, int]] = []
    for number in _NUMBER.finditer(found.string, *found.span("phrases")):
        each = found.string[number.start() - 1] in "个"
        value = 2 if number["n"] == "双" else numeral(number["n"])
        if value is not None and not each:
            numbers.append((number.start(), value))
    return numbers


def _surely_listed(words: str, names: Sequence[re.Match[str]]) -> bool:
    told = [name.group() for name in names]
    sides: tuple[Callable[[str], object], ...] = (len, itemgetter(0), itemgetter(-1))
    alike = any(len(set(map(side, told))) == 1 for side in sides)
    return len(names) >= _FEW and alike and not re.search("[，,；;]|等$", words)
