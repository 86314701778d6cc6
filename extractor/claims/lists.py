"""Gives each figure of a list its own member: 城镇、农村…分别增长4%、6%."""

from __future__ import annotations

from extractor.claims.cues import Cues
from extractor.claims.words import tagged


def members(words: str, count: int, cues: Cues) -> list[str] | None:
    """Split a name that stands for `count` names, or return None where it does not.

    The last member lends its head to the others (食品、医药产业增加值), the first its modifier (省属企业营业收入、利润).
    """
    if count < 2:
        return None
    listed, shared, verb = words.partition("分别")
    if shared and verb:
        each = members(listed, count, cues)
        return [item + verb for item in each] if each else None
    structured = _compound(words, count, cues)
    if structured:
        return structured
    enumerated = cues.et_cetera.match(words)
    if enumerated:
        items = _split(enumerated.group("items"), count, cues)
        if items:
            return [item + enumerated.group("head") for item in items]
    items = _split(words, count, cues)
    if not items:
        return None
    return _share_modifier(_share_head(items, cues), cues)


def _compound(words: str, count: int, cues: Cues) -> list[str] | None:
    for pattern, choice in cues.compounds:
        found = pattern.search(words) if len(choice) == count else None
        if found:
            rest = words[found.end() :]
            if choice[0].endswith(cues.industries) and (not rest or cues.structure.search(rest)):
                rest = "比重"
            return [words[: found.start()] + item + rest for item in choice]
    return None


def _split(words: str, count: int, cues: Cues) -> list[str] | None:
    for separators in ("、和与及", "、", "和", "与", "及", "、和", "和及"):
        parts = _split_outside(words, separators, cues)
        if len(parts) == count and all(parts):
            return parts
    return None


def _split_outside(words: str, separators: str, cues: Cues) -> list[str]:
    """Split at separators that stand outside brackets and quotes, and 和/与/及 only between words.

    The joint of a bound (地级及以上) splits nothing.
    """
    starts = {offset for offset, _, _ in tagged(words)}
    depth = 0
    parts = [""]
    for index, char in enumerate(words):
        if char in "（(“《【":
            depth += 1
        elif char in "）)”》】":
            depth = max(0, depth - 1)
        if (
            depth == 0
            and char in separators
            and (char == "、" or (index in starts and (index + 1 in starts)))
            and not words.startswith(cues.not_joined, index + 1)
        ):
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip(" 以") if index else part.strip() for index, part in enumerate(parts)]


def _share_head(items: list[str], cues: Cues) -> list[str]:
    last = items[-1]
    if all(cues.measurable.search(item) for item in items[:-1]):
        return items
    modifier = cues.shared.match(last) or cues.level_lead.match(last)
    first_word = modifier.group() if modifier else next((word for _, word, _ in tagged(last)), "")
    rest = last[len(first_word) :]
    found = cues.measurable.search(last)
    head = found.group() if found and found.start() > 0 else ""
    if found and head:
        lent = cues.head_qualifiers.search(last[: found.start()])
        head = (lent.group() if lent and lent.start() > 0 else "") + _whole_word(last, head)
    out = []
    for item in items[:-1]:
        if cues.measurable.search(item):
            out.append(item)
        elif rest and first_word in cues.parallel and _last_word(item) in cues.parallel:
            out.append(_joined(item, max(rest, head, key=len)))
        else:
            out.append(_joined(item, head))
    return [*out, last]


def _joined(item: str, head: str) -> str:
    """Join a head to a member; what both hold where they meet stands once (城镇居民, 居民人均收入)."""
    for length in range(min(len(item) - 1, len(head) - 1, 4), 1, -1):
        if item.endswith(head[:length]):
            return item + head[length:]
    return item + head


def _whole_word(name: str, head: str) -> str:
    """Give a head of one character with the word that it ends (率: 处理率)."""
    if len(head) > 1:
        return head
    for offset, _, _ in reversed(tagged(name)):
        if 0 < offset <= len(name) - 3:
            return name[offset:]
    return head


def _last_word(item: str) -> str:
    return item if len(item) <= 3 else [word for _, word, _ in tagged(item)][-1]


def _share_modifier(items: list[str], cues: Cues) -> list[str]:
    first = items[0]
    found = cues.shared.match(first)
    modifier = found.group() if found and found.end() < len(first) else ""
    whose = cues.any_scope.match(first)
    scope = whose.group() if whose and whose.end() < len(first) else ""
    head = cues.measurable.search(first)
    owner = first[: head.start()] if head and head.start() > 0 else ""
    out = [first]
    for item in items[1:]:
        if owner and (item in cues.dependent or item in cues.generic):
            out.append(owner + item)
        elif scope and not cues.any_scope.match(item):
            out.append(scope + item)
        elif modifier and not cues.shared.match(item) and not item.startswith(("“", "《")):
            out.append(modifier + item)
        else:
            out.append(item)
    return out
