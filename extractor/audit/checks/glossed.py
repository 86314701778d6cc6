"""Numbers in a quoted phrase against the names that a gloss gives for it: “三通一码”：甲、乙、丙、丁."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from extractor.audit.checks.counting import NUMERALS, most_named, names_counted, numeral
from extractor.audit.passages import Passages
from extractor.audit.view import View
from schemas import Finding

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
        most = most_named([name.group() for name in names])
        agrees = len(names) <= told <= most
        sure = _surely_listed(found, names) and abs(told - len(names)) <= _NEAR
        if not agrees and not sure and not _each_of_a_kind(found, numbers, names):
            continue
        figures = [passages.figure("count", at, at + 1) for at, _ in numbers]
        figures += [passages.figure("item", *name.span()) for name in names]
        yield names_counted(figures, told, len(names), agrees=agrees)


def _numbers(found: re.Match[str]) -> list[tuple[int, int]]:
    """Where the numbers of the phrases stand, and what they say; none behind 个, whose things are such each."""
    numbers: list[tuple[int, int]] = []
    for number in _NUMBER.finditer(found.string, *found.span("phrases")):
        each = found.string[number.start() - 1] == "个"
        value = 2 if number["n"] == "双" else numeral(number["n"])
        if value is not None and not each:
            numbers.append((number.start(), value))
    return numbers


def _each_of_a_kind(
    found: re.Match[str], numbers: Sequence[tuple[int, int]], names: Sequence[re.Match[str]]
) -> bool:
    """Tell whether each name begins as one of a phrase's kinds (三上门两加强), all but one of which agree."""
    text, begin = found.string, found.end("phrases")
    ends = [at for at, _ in numbers[1:]] + [begin - 1]
    kinds = [text[at + 1 : end] for (at, _), end in zip(numbers, ends, strict=True)]
    of_each = [sum(name.group().strip("“”").startswith(kind) for name in names) for kind in kinds]
    agreeing = sum(named == said for named, (_, said) in zip(of_each, numbers, strict=True))
    several = len(kinds) > 1 and min(map(len, kinds)) > 1 and min(of_each) > 1
    several = several and not found["names"].rstrip().endswith("等")
    return several and sum(of_each) == len(names) and agreeing == len(kinds) - 1


def _surely_listed(found: re.Match[str], names: Sequence[re.Match[str]]) -> bool:
    """Tell whether a gloss is a list of names: all alike, or each called as one of the phrases (两高地, 三中心)."""
    words, told = found["names"], [name.group() for name in names]
    ends = [phrase[-3:-1] for phrase in re.findall(_PHRASE, found["phrases"])]
    of_each = [sum(name.endswith(end) for name in told) for end in ends]
    if len(set(ends)) == len(ends) > 1 and min(of_each) > 1 and sum(of_each) == len(told):
        return True
    sides: tuple[Callable[[str], object], ...] = (len, itemgetter(0), itemgetter(-1))
    alike = any(len(set(map(side, told))) == 1 for side in sides)
    return len(names) >= _FEW and alike and not re.search("[，,；;]|等$", words)
