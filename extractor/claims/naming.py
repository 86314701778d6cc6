"""Cuts an indicator's name out of the words around a figure."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.claims.words import tagged
from extractor.claims.cues import Cues
from extractor.claims.model import Name

_JUNK = " 　\t\r\n,，、;；:：。.!！?？—-–·…*"
_OPEN = "（(【[“\"‘'《"
_LEADING_TIME = regex.compile(
    r"(?:(?:19|20)?\d{2}年(?:以来|底|末|度|初)?|[今去前本明当上全]年(?:以来|底|末|度)?|[上下]半年|[一二三四前]+季度|\d{1,2}(?:[—\-至]\d{1,2})?月(?:份|末|底)?|"
    r"[“\"]?十[一二三四五]五[”\"]?(?:期间|时期|末|以来)?|(?:过去|近|未来|这)?[一二三四五两\d]+年(?:来|间|内|里|累计)?|截[至止][^，,]{1,8}?(?:底|末|日|前|为止)|年[末底初])[,，]?"
)
_LIST_ENUM = regex.compile(
    r"^(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[，,]|（[一二三四五六七八九十\d]+）|\([一二三四五六七八九十\d]+\)|\d{1,2}[.．、])"
)
_AFTER_CLAUSE = regex.compile(r"^.{2,24}?(?:影响|因素|口径)(?:后|外)?[,，]?(?=.{2})")
_NOUN_TAGS = ("n", "j", "eng", "l", "b", "i", "vn", "an", "s", "f", "k", "nz")


def clean_name(text: str, start: int, end: int, cues: Cues) -> Name:
    """Cut the words of `text[start:end]` down to the name they hold; the name may be empty.

    Leading connectives, times, subjects' light verbs and trailing adverbs go, only at word boundaries.
    """
    start, end = _trim(text, start, end)
    changed = True
    while changed and start < end:
        changed = False
        for cut in (_cut_front, _cut_back):
            new = cut(text, start, end, cues)
            if new != (start, end):
                start, end = _trim(text, *new)
                changed = True
    return Name(text[start:end], start, end)


def finish(name: Name, cues: Cues) -> Name:
    """Put a name into its final form: no spaces, usual word order, long lists of examples shortened."""
    words = name.text.replace(" ", "").replace("\n", "").replace("　", "")
    for old, new in cues.rewrites:
        words = old.sub(new, words)
    words = _balanced(words)
    shorter = _without_examples(words)
    return Name(shorter, name.start, name.end, name.inherited)


def noun_after(text: str, start: int, end: int, cues: Cues) -> tuple[str, int]:
    """Return the noun phrase that starts at `start` (ending before `end`) and where it ends.

    A noun too general to name anything takes its clause with it (个项目进入名录: 项目进入名录).
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
    for offset, word, tag in tagged(stretch[stop:]):
        where = stop + offset
        if (
            tag.startswith(_NOUN_TAGS)
            or tag == "x"
            or (tag in ("a", "ns", "nr", "nt", "m", "q", "ng", "v") and _noun_like(word, tag))
        ):
            last_noun = where + len(word)
        elif (
            word in ("和", "与", "及", "、", "以上", "的", "·", "（", "）", "(", ")", "—", "-") and where > 0
        ):
            continue
        else:
            break
    noun = stretch[:last_noun]
    if not noun:
        return "", start
    if noun in cues.generic_nouns:
        verb_phrase = regex.match(r"[^，,。；;、：:（(\d]{2,14}", stretch[last_noun:])
        if verb_phrase:
            noun += verb_phrase.group().strip()
    return noun, start + skipped + last_noun


@lru_cache(maxsize=4096)
def subject(words: str) -> str:
    """Return the noun phrase that a clause opens with, or nothing.

    >>> subject("乙烯装置投产")
    '乙烯装置'
    """
    words = words.lstrip(_JUNK)
    end = 0
    for offset, word, tag in tagged(words):
        if tag.startswith(("n", "j", "eng", "b", "k", "s")) or (
            tag in ("vn", "a", "m", "q", "l", "i") and end == offset
        ):
            end = offset + len(word)
        else:
            break
    return words[:end]


def _noun_like(word: str, tag: str) -> bool:
    if tag == "v":
        return False
    return len(word) > 1 or tag in ("m",)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _JUNK + "）)】]”’》" and not (text[start] == '"'):
        start += 1
    while end > start and text[end - 1] in _JUNK + _OPEN.replace('"', ""):
        end -= 1
    return start, end


def _boundaries(words: str) -> set[int]:
    return {offset for offset, _, _ in tagged(words)} | {len(words)}


def _cut_front(text: str, start: int, end: int, cues: Cues) -> tuple[int, int]:
    words = text[start:end]
    for pattern in (_LIST_ENUM, _LEADING_TIME, _AFTER_CLAUSE):
        found = pattern.match(words)
        if found and found.end() < len(words):
            if pattern is _AFTER_CLAUSE and not cues.tail_comparability.search(
                words[: found.end()].rstrip("，,")
            ):
                continue
            return start + found.end(), end
    found = cues.lead.match(words)
    if found and found.end() <= len(words) and found.end() in _boundaries(words):
        return start + found.end(), end
    return start, end


def _cut_back(text: str, start: int, end: int, cues: Cues) -> tuple[int, int]:
    words = text[start:end]
    found = cues.tail_comparison.search(words) or cues.tail_comparability.search(words)
    if found:
        return start, start + found.start()
    found = cues.tail.search(words)
    if found and (found.start() in _boundaries(words) or found.start() == 0):
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
    found = regex.search(r"、[^、]{1,14}等(?P<head>[^、等]{3,})$", words)
    return found.group("head") if found else words
