"""Cuts an indicator's name out of the words around a figure."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.claims.cues import Cues
from extractor.claims.model import Name
from extractor.claims.words import tagged

_JUNK = " 　\t\r\n,，、;；:：。.!！?？—-–·…*●■◆▲★○◇□•※"
_OPEN = "（(【[“\"‘'《"
_YEAR = r"(?:(?:19|20)?\d{2}|[一二][〇零○Ｏ九八七六五四三二一]{3})年"
_FIVE_YEARS = r"(?:[一二三四五六七八九]|十[一二三四五]?)五"
_LEADING_TIME = re.compile(
    "(?:"
    # From one time to another (2014年至2018年, 2014—2018年, 2018年1月至6月).
    r"[自从由]?(?:(?:19|20)\d{2}年?(?:\d{1,2}月)?|\d{1,2}月)(?:[—－–~～至到-]|——)"
    rf"(?:{_YEAR}(?:\d{{1,2}}月)?|\d{{1,2}}月)(?:份|底|末)?(?:期间)?"
    r"|年(?![均度产末初底终报轻龄级货画会审检])"
    r"|到[^，,。；]{1,8}?(?:月底|年底|月末|年末|日前|月|年)(?=完成|达到|实现|$)"
    rf"|{_YEAR}(?:以来|底|末|度|初(?!步))?"
    r"|[今去前本明当上全]年(?!结[转余])(?:以来|底|末|度)?"
    r"|[上下]半年|[一二三四前]+季度|\d{1,2}(?:[—\-至]\d{1,2})?月(?:份|末|底)?"
    rf"|[“\"]?{_FIVE_YEARS}[”\"]?(?:期间|时期|末|以来)|[“\"]十[一二三四五]五[”\"]|年[末底初]"
    r"|(?:过去|近|未来|今后|这)?[一二三四五两\d]+年(?:来|间|内|里|累计)?"
    r"|截[至止][^，,]{1,8}?(?:底|末|日|前|为止)"
    ")[,，]?"
)
_LIST_ENUM = re.compile(
    r"^(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[，,]|（[一二三四五六七八九十\d]+）|\([一二三四五六七八九十\d]+\)|\d{1,2}[.．、])"
)
_AFTER_LE = re.compile(r"^[^，,]{1,24}了(?=[^，,解]{2})")
_TRAILING_TIME = re.compile(
    r"(?:^[^，,]*的)?[“\"]?(?:[一二三四五六七八九]|十[一二三四五]?)五[”\"]?(?:时期|期间|计划)$|(?:连续)?(?:[一二三四五六七八九十\d]+年)(?:来|间|内|累计)?$|每[年月天]$|年均$|"
    rf"{_YEAR}(?:度|底|末)?(?:又?比|较)?$|(?<![来缘理自经])[由从](?:原来的?|过去的?|原先的?|目前的?|全[国省市县]|上年的?|[上下]半年|[一二三四]季度|年初|\d+月)?$|继(?:去年|上年|20\d\d年)?(?:之后)?$"
)
_VERB_PHRASE = re.compile(r"(?![、和与及])(?:[^，,。；;：:（(]|（[^）]{1,8}）){2,18}")
_UP_TO_A_STOP = re.compile(r"[^，,。；;、：:（(的\d]{3,18}")
_SPACE = re.compile(r"\s+")
_MANNER = re.compile(r"将(?!军)|已经?|[均都还正]|仍然?")
_MASK = re.compile(r"(?:第[XxＸ×*＊]+(?:届|次|个)?|[XＸ×*＊]{1,4})(?:等)?(?![A-Za-z0-9])")
_EXAMPLES = re.compile(r"、[^、]{1,14}等(?P<head>[^、等]{3,})$")
_NOUN_TAGS = ("n", "j", "eng", "b", "vn", "an", "s", "f", "k", "nz")


def clean_name(text: str, start: int, end: int, cues: Cues) -> Name:
    """Cut the words of `text[start:end]` down to the name they hold; the name may be empty.

    Leading connectives, times, subjects' light verbs and trailing adverbs go, only at word boundaries.
    """
    start, end = _trim(text, start, end)
    changed = True
    while changed and start < end:
        changed = False
        for cut in (_cut_back, _cut_front):
            new = cut(text, start, end, cues)
            if new != (start, end):
                start, end = _trim(text, *new)
                changed = True
    return Name(text[start:end], start, end)


def finish(name: Name, cues: Cues, listed: bool = False) -> Name:
    """Put a name into its final form: no spaces, usual word order, lists of examples shortened.

    A name that is `listed`, one that several figures share, keeps its list.
    """
    return Name(_finished(name.text, cues, listed), name.start, name.end, name.inherited)


@lru_cache(maxsize=8192)
def _finished(words: str, cues: Cues, listed: bool) -> str:
    words = cues.note.sub("", _MASK.sub("", _SPACE.sub("", words)))
    for old, new in cues.rewrites:
        words = old.sub(new, words)
    words = _balanced(words)
    return words if listed else _without_examples(words)


def noun_after(text: str, start: int, end: int, cues: Cues, alone: bool = True) -> tuple[str, int]:
    """Return the noun phrase that starts at `start` (ending before `end`) and where it ends.

    Where it is to stand `alone`, a noun too general to name anything takes its clause with it (个项目进入名录:
    项目进入名录).
    """
    stretch = text[start:end]
    skipped = 1 if stretch.startswith("的") else 0
    stretch = stretch[skipped:]
    stop = 0
    if stretch[:1] in ("“", '"', "《", "‘"):
        close = {"“": "”", '"': '"', "《": "》", "‘": "’"}[stretch[0]]
        at = stretch.find(close, 1)
        stop = at + 1 if at > 0 else 0
    last_noun = stop
    when = 0
    for offset, word, tag in tagged(stretch[stop:]):
        where = stop + offset
        if (
            tag.startswith(_NOUN_TAGS)
            or (last_noun and word in cues.nominal_verbs)
            or (not last_noun and tag == "t")
            or (tag == "x" and word.isalnum())
            or (tag in ("a", "ns", "nr", "nt", "m", "q", "ng", "v") and _noun_like(word, tag))
            or (tag == "l" and not last_noun)
            or (last_noun and word in cues.generic_nouns)
        ):
            when = where + len(word) if tag == "t" and not last_noun else when
            last_noun = where + len(word)
        elif word in cues.inside_nouns or tag in ("a", "m", "b"):
            continue
        else:
            break
    # 其余2项正在推进: when something is done is no noun.
    noun = "" if last_noun == when else stretch[:last_noun].removesuffix("中").removesuffix("内")
    if not noun:
        # A modifier that opens with a verb: 2支承接产业转移招商小分队.
        whole = _UP_TO_A_STOP.match(stretch)
        if (
            whole
            and not stretch.startswith(cues.verbs_of_being)
            and tagged(whole.group())[-1][2].startswith(("n", "vn"))
        ):
            return whole.group(), start + skipped + whole.end()
        return "", start
    acts = cues.class_of_acts.match(stretch, last_noun)
    if acts and noun not in cues.generic_nouns and _ends_in_noun(acts.group(), cues):
        # 服务业扩大开放试点: a class that is named by what is done.
        noun, last_noun = stretch[: acts.end()], acts.end()
    if alone:
        verb_phrase = _VERB_PHRASE.match(stretch, last_noun)
        if verb_phrase and (noun in cues.generic_nouns or not cues.status_verbs.match(verb_phrase.group())):
            noun += _MANNER.sub("", verb_phrase.group().strip())
            last_noun = verb_phrase.end()
    return noun, start + skipped + last_noun


@lru_cache(maxsize=4096)
def subject(words: str) -> str:
    """Return the noun phrase that a clause opens with, or nothing.

    >>> subject("乙烯装置顺利投产")
    '乙烯装置'
    """
    words = words.lstrip(_JUNK)
    end = 0
    for offset, word, tag in tagged(words):
        if tag.startswith(("n", "j", "eng", "b", "k", "s")) or (
            tag in ("vn", "f") or (offset == 0 and tag in ("m", "q", "i", "l"))
        ):
            end = offset + len(word)
        elif tag in ("a", "m", "q") or (end and word in ("、", "和", "与", "及", "“", "”", "的")):
            continue
        else:
            break
    return words[:end]


def _ends_in_noun(words: str, cues: Cues) -> bool:
    return words.endswith(cues.class_ends) or tagged(words)[-1][2].startswith("n")


def _noun_like(word: str, tag: str) -> bool:
    if tag == "v":
        return False
    return len(word) > 1 or tag in ("m",)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _JUNK + "）)】]”’》" and text[start] != '"':
        start += 1
    while end > start and text[end - 1] in _JUNK + _OPEN.replace('"', ""):
        end -= 1
    return start, end


def _boundaries(words: str) -> set[int]:
    return {offset for offset, _, _ in tagged(words)} | {len(words)}


def _cut_front(text: str, start: int, end: int, cues: Cues) -> tuple[int, int]:
    words = text[start:end]
    for pattern in (_LIST_ENUM, _LEADING_TIME, cues.added_to, cues.of_a_scope, _AFTER_LE, cues.proviso):
        found = pattern.match(words)
        if found:
            if pattern is cues.proviso and not cues.tail_comparability.search(
                words[: found.end()].rstrip("，,")
            ):
                continue
            return start + found.end(), end
    behind = _behind_preposition(words, cues)
    if behind:
        return start + behind, end
    scope = cues.wide_scope.match(words)
    inner = cues.lead.match(words, scope.end()) if scope else None
    if scope and inner and inner.end() + 2 <= len(words) and inner.end() in _boundaries(words):
        # 全县共签订合同: the scope goes with what stands between it and the name; it is kept apart.
        return start + inner.end(), end
    found = cues.lead.match(words)
    if found and found.end() <= len(words) and found.end() in _boundaries(words):
        return start + found.end(), end
    return start, end


def _behind_preposition(words: str, cues: Cues) -> int:
    """Where a phrase such as 在…上 or 围绕… ends at the front of the words; 0 where there is none."""
    if not words or words[0] not in cues.preposition_starts:
        return 0
    pieces = tagged(words)
    if pieces[0][2] != "p" and pieces[0][1] not in cues.prepositions:
        return 0
    if pieces[0][1] == "对" and "的" in words:
        return 0
    for offset, word, _ in pieces[2:]:
        if word in cues.preposition_ends and pieces[0][1] in ("在", "从", "自"):
            return offset + len(word)
    for index, (offset, word, tag) in enumerate(pieces[1:], 1):
        if tag == "v" and word != "需求" and index > 1:
            return offset
    return 0


def _cut_back(text: str, start: int, end: int, cues: Cues) -> tuple[int, int]:
    words = text[start:end]
    # 比2009年 goes as a whole, before the year alone would.
    found = (
        cues.tail_comparison.search(words)
        or _TRAILING_TIME.search(words)
        or cues.tail_comparability.search(words)
    )
    if found:
        return start, start + found.start()
    found = cues.tail.search(words)
    if found and (
        found.start() == 0
        or found.start() in _boundaries(words)
        or cues.reached.search(words)
        or cues.measurable.search(words[: found.start()])
    ):
        return start, start + found.start()
    return start, end


def _balanced(words: str) -> str:
    for left, right in ("（）", "()", "“”", "《》", "【】"):
        if words.count(left) != words.count(right):
            if words.startswith(left):
                words = words[1:]
            elif words.endswith(right) and words.count(right) > words.count(left):
                words = words[:-1]
            elif words.count(right) > words.count(left):
                words = words.rsplit(right, 1)[1] or words
            else:
                words = words.split(left, 1)[0] or words
    return words


def _without_examples(words: str) -> str:
    """A、B、C等X is about X, where X says enough."""
    found = _EXAMPLES.search(words)
    return found.group("head") if found else words
