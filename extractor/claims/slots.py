"""Finds the figures that can be claims and the words that belong to each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.structure.model import Sentence, Structure
from extractor.claims.cues import Cues
from extractor.claims.words import tagged
from extractor.mentions import QuantityMention

_LIST_GAP = re.compile(r"^[ 　]*(?:[、和与及:：∶/]|以及|，和|,)?[ 　]*$")
_ATTRIBUTE = re.compile(r"^(?:的|级|量级|规模)?[^\s，,。；;、：:（(”\"》\d的了]")
_OF_NOUN = re.compile(r"^的[^，,。；;、：:“\d]{1,}")
_LEVEL_WORD = re.compile(r"^(?:[一二三四五六七八九十百千万亿]+(?:亿|万)?[元]?|百亿|千亿|万亿|亿)(?:元|级)?$")
_CHINESE_SMALL = re.compile(r"^[一二两三四五六七八九十]{1,2}$")
_QUOTED = re.compile(r"[“\"‘《〈「『](?P<in>[^”\"’》〉」』。；\n]{1,40})[”\"’》〉」』]")
# Words of a table that were not read; see docs/tables.md.
UNREAD = re.compile(r"〖[^〖〗\n]*〗")
_PART = re.compile(r"^(?:的)?部分$")
_LIKELY = 0.5


@dataclass(slots=True)
class Slot:
    """A figure, or several in one list, with the words before (`left`) and the sentence they stand in."""

    figures: list[QuantityMention]
    left_start: int
    left_end: int
    right_end: int
    sentence: Sentence


def admissible(
    text: str, structure: Structure, quantities: list[QuantityMention], cues: Cues
) -> list[tuple[Sentence, list[tuple[QuantityMention, bool]]]]:
    """Return the figures of each sentence that has any, each with what the rules say: can it be a claim?"""
    by_sentence: list[tuple[Sentence, list[QuantityMention]]] = []
    for mention in quantities:
        sentence = structure.sentence_at(mention.start)
        if sentence is None or mention.end > sentence.end + 1:
            continue
        if by_sentence and by_sentence[-1][0] is sentence:
            by_sentence[-1][1].append(mention)
        else:
            by_sentence.append((sentence, [mention]))
    out = []
    for sentence, mentions in by_sentence:
        quoted = [(m.start("in"), m.end("in")) for m in _QUOTED.finditer(text, sentence.start, sentence.end)]
        quoted += [found.span() for found in UNREAD.finditer(text, sentence.start, sentence.end)]
        judged = [
            (m, _can_claim(text, sentence, m, mentions[i + 1 : i + 2], quoted, cues))
            for i, m in enumerate(mentions)
        ]
        out.append((sentence, judged))
    return out


def slots_of(
    text: str, structure: Structure, quantities: list[QuantityMention], cues: Cues
) -> list[list[Slot]]:
    """Return the slots of each sentence that has any, in the order of the text.

    A figure whose `claimable` was settled before is taken or left by that, any other by the rules.
    """
    out = []
    for sentence, judged in admissible(text, structure, quantities, cues):
        usable = [m for m, can in judged if (can if m.claimable is None else m.claimable >= _LIKELY)]
        if usable:
            out.append(_group(text, sentence, usable))
    return out


def _group(text: str, sentence: Sentence, mentions: list[QuantityMention]) -> list[Slot]:
    slots: list[Slot] = []
    left = sentence.start
    for mention in mentions:
        last = slots[-1] if slots else None
        if (
            last is not None
            and (last.figures[-1].unit == mention.unit or "分别" in text[last.left_end - 8 : last.left_end])
            and _LIST_GAP.match(text[last.figures[-1].end : mention.start])
            and (mention.type != "ratio" or last.figures[-1].type == "ratio")
        ):
            last.figures.append(mention)
        else:
            slots.append(Slot([mention], left, mention.start, sentence.end, sentence))
        left = mention.end
    for slot, following in pairwise(slots):
        slot.right_end = following.figures[0].start
    return slots


def _can_claim(
    text: str,
    sentence: Sentence,
    mention: QuantityMention,
    following: list[QuantityMention],
    quoted: list[tuple[int, int]],
    cues: Cues,
) -> bool:
    unit = mention.unit or ""
    core = text[mention.core_start : mention.core_end]
    right = text[mention.end : min(sentence.end, mention.end + 30)]
    left = text[max(sentence.start, mention.start - 12) : mention.start]
    if (
        unit in cues.uncounted
        and not mention.masked
        and not (unit == "岁" and ("." in core or cues.age.search(left)))
    ):
        return False
    if any(
        start <= mention.start and mention.end <= end and (end - start <= 24 or text[start] == "〖")
        for start, end in quoted
    ):
        return False
    if cues.per.search(left) or (cues.not_claims_before is not None and cues.not_claims_before.search(left)):
        return False
    if mention.type == "rank" and right.startswith("的"):
        return False
    if mention.type == "count" and right.startswith(cues.uncounted_nouns):
        return False
    if mention.type == "percent" and following and _PART.match(text[mention.end : following[0].start]):
        return False
    if mention.type == "count":
        digits = core.removesuffix(unit)
        if _CHINESE_SMALL.match(digits.strip()) and unit in cues.rhetorical:
            return False
    if cues.not_claims is not None and cues.not_claims.search(right):
        return False
    if mention.type in ("money", "physical", "count", "number"):
        if _LEVEL_WORD.match(core) and right[:1] not in ("", "，", "。", "；", ",", ";"):
            return False
        if _is_attribute(mention, right, following, cues):
            return False
        if mention.type == "physical" and cues.work_name.match(right) and not cues.build_verb.search(left):
            return False
    return True


def _is_attribute(mention: QuantityMention, right: str, following: list[QuantityMention], cues: Cues) -> bool:
    """A size that only defines the group being counted: 5000万元以上项目11个."""
    bounded_after = mention.end > mention.core_end and mention.bound in ("ge", "gt", "le", "lt")
    if mention.type in ("money", "physical", "number") and bounded_after and _ATTRIBUTE.match(right):
        first = next(iter(tagged(right.lstrip("的")[:8])), None)
        return (first is not None and first[1] not in cues.goes_on) or right.startswith("的")
    if (
        mention.type in ("money", "physical", "number")
        and mention.bound in ("gt", "ge")
        and (_OF_NOUN.match(right) or cues.sized_group.match(right))
    ):
        close = following and "，" not in right[: max(0, following[0].start - mention.end)]
        return bool(close)
    return False
