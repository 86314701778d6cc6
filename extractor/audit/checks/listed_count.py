"""Listed counts: how many things a text announces (六个方面), and how many it then lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.audit.checks.counting import NUMERALS, counted, numeral
from extractor.audit.passages import Passages
from extractor.audit.view import View
from patterns.audit import Listing
from schemas import Finding, Verdict

_OPENED = re.compile(r"[^。\n：:]{0,14}(?:[：:。，,]\s*|\n\s*)|[^。\n：:]{15,60}[：:。]\s*")
_NUMBER = rf"(?P<n>\d{{1,2}}|[两{NUMERALS}]{{1,3}})"
_MOST = 30
_TEN = 10
_ITEM = re.compile(r"[^，,。；;：:\n]{0,16}")


@dataclass(frozen=True, slots=True)
class _Style:
    """One way to number: how the items are marked, and how far the next may stand."""

    mark: str
    reach: int
    chinese: bool = True

    def pattern(self, number: int) -> re.Pattern[str]:
        said = _chinese(number) if self.chinese else str(number)
        return re.compile(self.mark.format(said))

    def any_pattern(self) -> re.Pattern[str]:
        return re.compile(
            self.mark.format(rf"(?P<n>[{NUMERALS}]{{1,3}})" if self.chinese else r"(?P<n>\d{1,2})")
        )


_STYLES = (
    _Style(r"(?<![一-鿿\d]){}是", 2500),
    _Style(r"(?<![一-鿿\d]){}要", 2500),
    _Style(r"(?<![一-鿿\d])第{}[，、,]", 4000),
    _Style(r"[（(]{}[)）]", 20000),
    _Style(r"(?<![\d.．一-鿿]){}[、.．](?!\d)", 6000, chinese=False),
    _Style(r"(?<![一-鿿\d]){}、", 40000),
)


def check(view: View) -> Iterator[Finding]:
    """Check each announced count whose items follow numbered, or stand before it as 《》.

    Reads the cleaned text. More items than announced contradict it; fewer are a question, for a list may go on in
    another form, and where a text is cut off.
    """
    passages = Passages(view)
    yield from _numbered(passages, view.cues.listing)
    yield from _titled(passages, view.cues.listing)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (NUMERALS[ones - 1] if ones else "")


@lru_cache(maxsize=8)
def _announcing(cues: Listing) -> re.Pattern[str]:
    nouns = "|".join(cues.nouns)
    count = rf"(?:{'|'.join(cues.counters)})[^，,。；;、：:\n《》\d{NUMERALS}]{{0,10}}?"
    return re.compile(rf"(?<!\d){_NUMBER}(?:{count})?(?:{nouns})")


def _numbered(passages: Passages, cues: Listing) -> Iterator[Finding]:
    text = passages.text
    for found in _announcing(cues).finditer(text):
        number = numeral(found["n"])
        before, quoted = text[found.start() - 1], text[found.start() - 1 : found.end() + 1]
        alone = before not in cues.not_before or (before == "“" and quoted.endswith("”"))
        if number is None or number < 2 or not alone:
            continue
        opened = _OPENED.match(text, found.end())
        if opened is None or _announced_before(passages, found, cues):
            continue
        if _announcing(cues).search(text, found.end(), opened.end()):
            continue
        for style in _STYLES:
            first = style.pattern(1).match(text, opened.end())
            if first:
                items = _items(text, style, first, number)
                if number > _MOST and number != _TEN * len(items):
                    # So many things are not listed one by one; with a nought less they may be.
                    break
                odd = _misnumbered(text, style, items) if len(items) < number else None
                yield from _held(passages, cues, found, number, items, odd)
                break


def _announced_before(passages: Passages, found: re.Match[str], cues: Listing) -> bool:
    """Tell whether the sentence has announced another number before (15个方面的任务和4个方面的措施)."""
    start = max(passages.text.rfind(mark, 0, found.start()) for mark in "。\n！？；;")
    return _announcing(cues).search(passages.text, start + 1, found.start()) is not None


def _items(text: str, style: _Style, first: re.Match[str], number: int) -> list[re.Match[str]]:
    """The numbered items from the first on, up to where the numbering stops or begins again."""
    items = [first]
    while len(items) <= number:
        at = items[-1].end()
        following = style.pattern(len(items) + 1).search(text, at, at + style.reach)
        if following is None or style.pattern(1).search(text, at, following.start()):
            break
        items.append(following)
    return items


def _misnumbered(text: str, style: _Style, items: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The mark that stands where the next item should and bears another number than that or the first."""
    at = items[-1].end()
    following = style.any_pattern().search(text, at, at + style.reach)
    return following if following is not None and numeral(following["n"]) not in (None, 1) else None


def _held(
    passages: Passages,
    cues: Listing,
    found: re.Match[str],
    number: int,
    items: Sequence[re.Match[str]],
    odd: re.Match[str] | None,
) -> Iterator[Finding]:
    verdict: Verdict = "consistent"
    cut_off = any(mended.name in cues.cut_off for mended in passages.speech.repairs)
    if len(items) > number:
        verdict = "inconsistent"
    elif len(items) < number:
        if len(items) < 2 and odd is None:
            return
        verdict = "not_checkable" if cut_off and odd is None else "questionable"
    figures = [passages.figure("count", *found.span("n"))]
    for item in (*items, *([odd] if odd else ())):
        said = _ITEM.match(passages.text, item.end())
        figures.append(passages.figure("item", item.start(), said.end() if said else item.end()))
    yield counted(verdict, "same_section", figures, number, len(items))


def _titled(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """《甲》、《乙》两个文件: titles joined right before their number, or behind it."""
    counters = "|".join(cues.counters)
    behind = re.compile(
        rf"(?P<rest>等)?{_NUMBER}(?:{counters})[^，,。；;\n《]{{0,6}}(?:{'|'.join(cues.documents)})"
    )
    for run in re.finditer(r"《[^》\n]{1,60}》(?:(?:[、，,和与及]|以及)?《[^》\n]{1,60}》)+", passages.text):
        number = behind.match(passages.text, run.end())
        told = numeral(number["n"]) if number else None
        if number is None or told is None:
            continue
        items = list(re.finditer(r"《[^》\n]{1,60}》", passages.text[: run.end()]))
        items = [item for item in items if item.start() >= run.start()]
        if len(items) < told and number["rest"]:
            continue
        figures = [passages.figure("count", *number.span("n"))]
        figures += [passages.figure("item", *item.span()) for item in items]
        verdict: Verdict = "consistent" if len(items) == told else "inconsistent"
        some = number["rest"] is not None
        yield counted(verdict, "same_sentence", figures, told, len(items), some=some)
