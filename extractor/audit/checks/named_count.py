"""Counts of what is listed by its names: 甲、乙、丙三大产业, 甲、乙等6个项目, “三不要”（即…）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.audit.checks.counting import NUMERALS, most_named, names_counted, numeral
from extractor.audit.passages import Passages
from extractor.audit.view import View
from patterns.audit import Listing
from schemas import Figure, Finding

_FEW = 3
_NEAR = 2
_TEN = 10
_NAME = 9
_PHRASE = 4
_ALIKE = 2
_BRIEF = 5
_STRETCH = re.compile(r"[^，,。；;：:\n]+")
_MOST_NAMES = 60
_NAMES = r"(?P<names>[^，,。；;：:（）()\n\d]*、[^，,。；;：:（）()\n\d]*)"
_BRACKETED = r"[（(][^）)\n]*[）)]"
_STRETCH_BEHIND = 12
"""So many characters behind a number tell what is counted, and whether another number follows."""
_SHORT = 12
"""An item of a list of names is no longer than this, but where all end alike."""


def check(view: View) -> Iterator[Finding]:
    """Check each number before which, or behind whose quotes, names are listed.

    Reads the cleaned text. Another number of names than the one said is a question, for the list may begin elsewhere.
    """
    passages = Passages(view)
    for listed in (_named, _some_named, _quoted, _spelled_out, _severally, _of_two_kinds):
        yield from listed(passages, view.cues.listing)


def _in_stretches(passages: Passages, listed: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Find lists of names between other marks, but for those that are longer than any list of names is."""
    for stretch in _STRETCH.finditer(passages.text):
        if stretch.group().count("、") <= _MOST_NAMES:
            yield from listed.finditer(passages.text, *stretch.span())


def _named(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """甲、乙、丙三大产业: names joined right before their number, which 和 and 及 may divide once more."""
    counters = "|".join(cues.name_counters)
    item = rf"(?:[^、，,。；;：:\n“”《》（）()\d]|[（(][^）)\n]{{1,6}}[）)]){{1,{_SHORT}}}"
    listed = re.compile(
        rf"(?:{item}、)+{item}?(?<![等第每])[“]?(?P<n>[两{NUMERALS[1:]}])(?:{counters})(?=[一-龥])"
    )
    for found in _in_stretches(passages, listed):
        told = numeral(found["n"])
        names = re.split("、", passages.text[found.start() : found.start("n")].rstrip("“"))
        names = [name for name in names if name]
        if told is not None and (told >= _FEW or len(names) == told):
            yield from _summed_up(passages, cues, found, names, told)


def _quoted(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """外贸、外资、外经“三外”企业: names joined right before what a quoted number sums them up as."""
    item = rf"[^、，,。；;：:\n“”《》（）()\d]{{1,{_SHORT}}}"
    listed = re.compile(
        rf"{item}(?:、{item})+“(?P<n>[双两{NUMERALS[1:]}])(?!个|大|项|类|种)[^“”\n\d]{{1,{_PHRASE}}}”"
    )
    for found in _in_stretches(passages, listed):
        told = 2 if found["n"] == "双" else numeral(found["n"])
        names = found.string[found.start() : found.start("n") - 1].split("、")
        if told is not None:
            yield from _summed_up(passages, cues, found, names, told)


def _summed_up(
    passages: Passages, cues: Listing, found: re.Match[str], names: Sequence[str], told: int
) -> Iterator[Finding]:
    """Hold names against the number right behind them."""
    most = most_named(names)
    agrees = len(names) <= told <= most
    if agrees or _surely_listed(found, names, told, most, cues):
        yield names_counted(_count_and_names(passages, found, names), told, len(names), agrees=agrees)


def _some_named(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """甲、乙等6个项目: no more names than the number that they are some of; 甲、乙、丙3个县: as many."""
    counters = "|".join(cues.name_counters + cues.things)
    item = rf"[^、，,。；;：:\n“”《》（）()\d等]{{2,{2 * _SHORT}}}"
    listed = re.compile(
        rf"(?P<names>{item}(?:(?:、|和(?={item}等)){item})+?)(?P<rest>等)?(?P<n>\d{{1,2}}|[两{NUMERALS[1:]}])(?:{counters})"
        rf"(?=[一-龥])"
    )
    for found in _in_stretches(passages, listed):
        told = numeral(found["n"])
        rest = found["rest"] is not None
        if (
            told is None
            or (not rest and not found["n"].isdigit())
            or found["names"].endswith(cues.not_before)
        ):
            continue
        names = re.split("、|和" if rest else "、", found["names"])
        if any(len(name) > _SHORT for name in names) and len({name[-_ALIKE:] for name in names}) > 1:
            # So long a name is one only where all end alike (…产业基金、…投资基金).
            continue
        most = most_named(names)
        agrees = len(names) <= told and (rest or told <= most)
        too_many = rest and told < len(names) and _are_instances(passages, found, names, cues)
        if agrees or too_many or _surely_listed(found, names, told, most, cues):
            figures = _count_and_names(passages, found, names)
            yield names_counted(figures, told, len(names), agrees=agrees, some=rest)


def _spelled_out(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """“三不要”（即甲、乙和丙）: what a quoted number stands for."""
    said = rf"“(?P<n>[两{NUMERALS[1:]}])[^“”\n\d两{NUMERALS}]{{1,{_PHRASE}}}”[^，。；“”（(\n]{{0,{_PHRASE}}}"
    opens = rf"(?:[（(]|[，,：:]?)(?:{'|'.join(cues.spells_out)})[：:]?"
    for found in re.compile(f"{said}{opens}{_NAMES}").finditer(passages.text):
        yield from _one_for_each(passages, found)


def _severally(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """三个专业局，分别由甲、乙、丙管理: one name for each of a number."""
    counters = "|".join((*cues.name_counters, *cues.things))
    said = (
        rf"(?<![第\d])(?P<n>\d{{1,2}}|[两{NUMERALS[1:]}])(?:{counters})[^，,。；;：:（）()\n\d]{{0,{_SHORT}}}"
    )
    for found in re.compile(f"{said}[，,]?分别(?:是|为|由|在){_NAMES}").finditer(passages.text):
        yield from _one_for_each(passages, found)


def _one_for_each(passages: Passages, found: re.Match[str]) -> Iterator[Finding]:
    """Hold the names behind a number against it; another number of them is a question where they surely are names."""
    told = numeral(found["n"])
    names = [name for name in found["names"].split("、") if name]
    if told is None or len(names) < 2:
        return
    most = most_named(names)
    agrees = len(names) <= told <= most
    # The last may be followed by what they have in common.
    short = all(len(name) <= _NAME for name in names[:-1])
    goes_on = re.match(rf"[，,；;]\s*{re.escape(names[0][0])}", found.string[found.end() :])
    parallel = len(names) >= _FEW and len({name[0] for name in names}) == 1 and goes_on is None
    sure = most >= _FEW and (short or parallel) and "等" not in names[-1]
    if agrees or (sure and _off(told, len(names), most) <= _NEAR):
        figures = [passages.figure("count", *found.span("n"))]
        figures += _items_named(passages, found.start("names"), names)
        yield names_counted(figures, told, len(names), agrees=agrees)


def _off(told: int, least: int, most: int) -> int:
    """How far a number lies from those that names may be of."""
    return max(least - told, told - most, 0)


def _of_two_kinds(passages: Passages, cues: Listing) -> Iterator[Finding]:
    """6税2附加，即…: two numbers, and the names of both kinds in one list.

    Another number of names is a question where each is called as one of the kinds, and the number of the other agrees.
    """
    number = rf"(?:\d{{1,2}}|[两{NUMERALS}])"
    names = rf"(?P<names>(?:[^，,。；;：:（）()\n\d]|{_BRACKETED})+)"
    listed = re.compile(
        rf"(?<![\d第])(?P<n>{number})(?P<kind>[一-龥]{{1,2}}?)(?P<more>{number})(?P<other>[一-龥]{{1,3}})[，,：:（(]?(?P<opens>{'|'.join(cues.spells_out)})[：:]?{names}"
    )
    for found in listed.finditer(passages.text):
        counts = [numeral(found[group]) or 0 for group in ("n", "more")]
        told = sum(counts)
        items = list(re.finditer(rf"(?:[^、和（(]|{_BRACKETED})+", found["names"]))
        bare = [re.sub(_BRACKETED, "", item.group()) for item in items]
        of_each = [sum(name.endswith(found[kind]) for name in bare) for kind in ("kind", "other")]
        agrees = len(items) == told
        off = [said for said, named in zip(counts, of_each, strict=True) if said != named]
        all_named = min(of_each) > 1 and sum(of_each) == len(items) and found["opens"] != cues.includes
        if 0 in counts or not (agrees or (all_named and len(off) == 1)):
            continue
        at = found.start("names")
        figures = [passages.figure("count", *found.span(group)) for group in ("n", "more")]
        figures += [passages.figure("item", at + item.start(), at + item.end()) for item in items]
        yield names_counted(figures, told, len(items), agrees=agrees)


def _are_instances(passages: Passages, found: re.Match[str], names: Sequence[str], cues: Listing) -> bool:
    """Tell whether four short names or more are each one of what is counted, and no second number follows.

    等3个方面 counts names of whatever; 等3个县 only those of places.
    """
    behind = re.split("[，,。；;：:、]", found.string[found.end("n") :][:_STRETCH_BEHIND])[0]
    places = all(passages.places.find(name) is not None for name in names[1:])
    nouns = cues.instances + (cues.divisions if places else ())
    counted = any(re.match(noun, behind) for noun in nouns)
    alone = re.search(rf"[\d两{NUMERALS}]", behind) is None
    short = all(len(name) <= _BRIEF and not name.startswith(cues.verbs) for name in names[1:])
    return counted and alone and short and len(names) > _FEW


def _count_and_names(passages: Passages, found: re.Match[str], names: Sequence[str]) -> list[Figure]:
    return [passages.figure("count", *found.span("n")), *_items_named(passages, found.start(), names)]


def _items_named(passages: Passages, at: int, names: Sequence[str]) -> Iterator[Figure]:
    for name in names:
        at = passages.text.index(name, at)
        yield passages.figure("item", at, at + len(name))
        at += len(name)


def _is_near(told: int, least: int, most: int) -> bool:
    """Tell whether a number may be a slip for that of some names: a little off, or with a nought too many."""
    return _off(told, least, most) <= _NEAR or told in (_TEN * least, _TEN * most)


def _surely_listed(found: re.Match[str], names: Sequence[str], told: int, most: int, cues: Listing) -> bool:
    """Tell whether a list of names that misses its number is one: short names, near the number, no set phrase.

    Names of one length right before a quoted number (…、…、…“六项行动”) are its list whatever their words.
    """
    counted = found.string[found.end("n") :]
    if told < len(names) and ("类" in counted[:2] or counted.startswith(cues.owners)):
        # 供水、供电、绿化、亮化等三类设施: several are of one class.
        return False
    between = found.string[found.start("n") - 1]
    phrase = found.string[found.start("n") : found.end() + _PHRASE]
    listed = [name.removesuffix("的") for name in names[1:]]
    parallel = len({len(name) for name in listed}) == 1 or all(len(name) <= _BRIEF for name in listed)
    summed_up = between == "“" and parallel
    return (
        most >= _FEW
        and (summed_up or _is_near(told, len(names), most))
        and all(len(name) <= _NAME for name in names[1:])
        and len(names[-1]) > 1
        and between != "十"
        and (between != "“" or parallel)
        and "等" not in names[-1]
        and (
            summed_up
            or not any(name.startswith(cues.verbs) or name.endswith(cues.verbs) for name in names[1:])
        )
        and not any(phrase.startswith(fixed) for fixed in cues.fixed)
    )
