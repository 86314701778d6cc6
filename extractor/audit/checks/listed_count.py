"""Listed counts: how many things a text announces (六个方面), and how many it then lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.audit.interval import Interval
from extractor.audit.making import finding
from extractor.audit.passages import Passages
from extractor.audit.view import View
from extractor.audit.wording import bounds
from patterns.audit import Listing
from schemas import Figure, Finding, Strength, Verdict

_OPENED = re.compile(r"[^。\n：:]{0,14}(?:[：:。，,]\s*|\n\s*)|[^。\n：:]{15,60}[：:。]\s*")
UNSURE = "the list may go on in another form"
ELSEWHERE = "the list may begin elsewhere"
CUT_OFF = "the text is cut off"
_NUMERALS = "一二三四五六七八九十"
_NUMBER = rf"(?P<n>\d{{1,2}}|[两{_NUMERALS}]{{1,3}})"
_MOST = 30
_FEW = 3
_NEAR = 2
_NAME = 9
_PHRASE = 4
_SHORT = 12
"""An item of a list of names is no longer than this."""


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
            self.mark.format(rf"(?P<n>[{_NUMERALS}]{{1,3}})" if self.chinese else r"(?P<n>\d{1,2})")
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
    """Check each announced count whose items follow numbered, as 《》, or as names.

    Reads the cleaned text. More items than announced contradict it; fewer are a question, for a list may go on in
    another form, and where a text is cut off.
    """
    passages = Passages(view)
    yield from _numbered(passages, view.cues.listing)
    yield from _titled(passages, view.cues.listing)
    yield from _named(passages, view.cues.listing)
    yield from _some_named(passages, view.cues.listing)
    yield from _spelled_out(passages, view.cues.listing)


def numeral(words: str) -> int | None:
    """Return the number that one or two Chinese or Arabic digits say.

    >>> numeral("十二"), numeral("两"), numeral("8"), numeral("二十")
    (12, 2, 8, 20)
    """
    if words.isdigit():
        return int(words)
    digits = {char: at + 1 for at, char in enumerate(_NUMERALS[:9])} | {"两": 2}
    tens, ten, ones = words.partition("十")
    if not ten:
        return digits.get(words)
    if any(part and part not in digits for part in (tens, ones)):
        return None
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")


@lru_cache(maxsize=8)
def _announcing(cues: Listing) -> re.Pattern[str]:
    nouns = "|".join(cues.nouns)
    counted = rf"(?:{'|'.join(cues.counters)})[^，,。；;、：:\n《》\d{_NUMERALS}]{{0,10}}?"
    return re.compile(rf"(?<!\d){_NUMBER}(?:{counted})?(?:{nouns})")


def _numbered(passages: Passages, cues: Listing) -> Iterator[Finding]:
    text = passages.text
    for found in _announcing(cues).finditer(text):
        number = numeral(found["n"])
        if number is None or number < 2 or number > _MOST or text[found.start() - 1] in cues.not_before:
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
                odd = _misnumbered(text, style, items) if len(items) < number else None
                yield from _counted(passages, cues, found, number, items, odd)
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


def _counted(
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
        verdict = "not_checkable" if cut_off else "questionable"
    figures = [passages.figure("count", *found.span("n"))]
    figures += [passages.figure("item", *item.span()) for item in (*items, *([odd] if odd else ()))]
    yield _finding(verdict, "same_section", figures, number, len(items))


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
        yield _finding(
            "consistent" if len(items) == told else "inconsistent", "same_sentence", figures, told, len(items)
        )


def _named(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """甲、乙、丙三大产业: names joined right before their number, which 和 and 及 may divide once more."""
    counters = "|".join(cues.name_counters)
    item = rf"(?:[^、，,。；;：:\n“”《》（）()\d]|[（(][^）)\n]{{1,6}}[）)]){{1,{_SHORT}}}"
    listed = re.compile(
        rf"(?:{item}、)+{item}?(?<![等第每])[“]?(?P<n>[两{_NUMERALS[1:]}])(?:{counters})(?=[一-龥])"
    )
    for found in listed.finditer(passages.text):
        told = numeral(found["n"])
        names = re.split("、", passages.text[found.start() : found.start("n")].rstrip("“"))
        names = [name for name in names if name]
        if told is None or (told < 3 and len(names) != told):
            continue
        joined = sum(len(re.findall("和|与|及", name)) for name in names)
        agrees = len(names) <= told <= len(names) + joined
        if not agrees and not _surely_listed(found, names, told, joined, cues):
            continue
        figures = _count_and_names(passages, found, names)
        verdict: Verdict = "consistent" if agrees else "questionable"
        yield _finding(verdict, "same_sentence", figures, told, told if agrees else len(names), ELSEWHERE)


def _some_named(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """甲、乙等6个项目: no more names than the number that they are some of; 甲、乙、丙3个县: as many."""
    counters = "|".join(cues.name_counters + cues.things)
    item = rf"[^、，,。；;：:\n“”《》（）()\d等]{{2,{_SHORT}}}"
    listed = re.compile(
        rf"(?P<names>{item}(?:(?:、|和(?={item}等)){item})+?)(?P<rest>等)?(?P<n>\d{{1,2}}|[两{_NUMERALS[1:]}])(?:{counters})"
        rf"(?=[一-龥])"
    )
    for found in listed.finditer(passages.text):
        told = numeral(found["n"])
        rest = found["rest"] is not None
        if (
            told is None
            or (not rest and not found["n"].isdigit())
            or found["names"].endswith(cues.not_before)
        ):
            continue
        names = re.split("、|和" if rest else "、", found["names"])
        joined = sum(len(re.findall("和|与|及", name)) for name in names)
        agrees = len(names) <= told if rest else len(names) <= told <= len(names) + joined
        if not agrees and (len(names) < _FEW or not _surely_listed(found, names, told, joined, cues)):
            continue
        figures = _count_and_names(passages, found, names)
        yield _finding(
            "consistent" if agrees else "questionable", "same_sentence", figures, told, len(names), ELSEWHERE
        )


def _spelled_out(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """“三不要”（即甲、乙和丙）: what a quoted number stands for."""
    said = rf"“(?P<n>[两{_NUMERALS[1:]}])[^“”\n\d]{{1,{_PHRASE}}}”[^，。；“”（(\n]{{0,{_PHRASE}}}"
    opens = rf"(?:[（(]|[，,：:]?)(?:{'|'.join(cues.spells_out)})[：:]?"
    listed = re.compile(rf"{said}{opens}(?P<names>[^，,。；;：:（）()\n\d]*、[^，,。；;：:（）()\n\d]*)")
    for found in listed.finditer(passages.text):
        told = numeral(found["n"])
        names = [name for name in found["names"].split("、") if name]
        joined = sum(len(re.findall("和|与|及", name)) for name in names)
        if told is None or len(names) < 2:
            continue
        agrees = len(names) <= told <= len(names) + joined
        sure = len(names) >= _FEW and all(len(name) <= _NAME for name in names)
        if not agrees and (not sure or abs(told - len(names)) > _NEAR or "等" in names[-1]):
            continue
        figures = [passages.figure("count", *found.span("n"))]
        figures += _items_named(passages, found.start("names"), names)
        shown = told if agrees else len(names)
        yield _finding(
            "consistent" if agrees else "questionable", "same_sentence", figures, told, shown, ELSEWHERE
        )


def _count_and_names(passages: Passages, found: re.Match[str], names: Sequence[str]) -> list[Figure]:
    return [passages.figure("count", *found.span("n")), *_items_named(passages, found.start(), names)]


def _items_named(passages: Passages, at: int, names: Sequence[str]) -> Iterator[Figure]:
    for name in names:
        at = passages.text.index(name, at)
        yield passages.figure("item", at, at + len(name))
        at += len(name)


def _surely_listed(found: re.Match[str], names: Sequence[str], told: int, joined: int, cues: Listing) -> bool:
    """Tell whether a list of names that misses its number is one: short names, near the number, no set phrase."""
    between = found.string[found.start("n") - 1]
    phrase = found.string[found.start("n") : found.end() + _PHRASE]
    return (
        len(names) >= _FEW
        and min(abs(told - len(names)), abs(told - len(names) - joined)) <= _NEAR
        and all(len(name) <= _NAME for name in names[1:])
        and len(names[-1]) > 1
        and between != "十"
        and (between != "“" or len({len(name) for name in names[1:]}) == 1)
        and "等" not in names[-1]
        and not any(name.startswith(cues.verbs) or name.endswith(cues.verbs) for name in names[1:])
        and not any(phrase.startswith(fixed) for fixed in cues.fixed)
    )


def _finding(
    verdict: Verdict,
    strength: Strength,
    figures: Sequence[Figure],
    told: int,
    listed: int,
    unsure: str = UNSURE,
) -> Finding:
    wrong = verdict in ("inconsistent", "questionable")
    reasons: dict[Verdict, str] = {"questionable": unsure, "not_checkable": CUT_OFF}
    return finding(
        "listed_count",
        verdict,
        strength,
        figures,
        stated=bounds(Interval.point(told), None),
        computed=bounds(Interval.point(listed), None),
        severity="medium" if wrong else None,
        formula=f"{listed} {'≠' if wrong else '=' if listed == told else '≤'} {told}",
        reason=reasons.get(verdict),
    )
