"""Knows which lists of parts leave nothing out."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import takewhile

from extractor.audit.view import View
from patterns.alternation import alternation
from patterns.audit import Kinds, Partition
from schemas import Claim

_JOINS = re.compile("[、和及与的等]")


def closes(view: View, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Tell whether the parts surely make up the whole and do not overlap.

    They do where the whole is a total of accounts (收入总计), where a known partition falls into just these, where they
    are all the kinds of what makes up such a whole, or where the last is all the rest (其他项目) and none is one that
    may hold others (重点, 以上).
    """
    names = [part.indicator.text for part in parts]
    if partition_of(view, names) is not None or of_kinds(view, whole, parts, complete=True):
        return True
    cues = view.cues.parts
    if any(word in view.before(parts[0]) for word in cues.open_lists):
        return False
    if any(word in whole.indicator.text for word in cues.totals):
        return not _carries_on(view, parts)
    return leaves_rest(view, names)


def _carries_on(view: View, parts: Sequence[Claim]) -> bool:
    """Tell whether a sentence says what an account leaves (结转) and none of the parts is that."""
    left = view.cues.balance.left
    told = any(word in view.sentence(parts[-1]).text for word in left)
    return told and not any(word in part.indicator.text for part in parts for word in left)


def leaves_rest(view: View, names: Sequence[str]) -> bool:
    """Tell whether the last of some parts is all that is left of their whole, and none is one that may hold others.

    >>> from patterns import load
    >>> from schemas import Speech
    >>> leaves_rest(View(Speech(doc_id="d"), load()), ["工业项目", "农业项目", "其他项目"])
    True
    """
    cues = view.cues.parts
    rest = names[-1].startswith(cues.rest) and not names[-1].endswith(cues.not_rest)
    return rest and not any(word in name for name in names for word in cues.overlaps)


def disjoint(view: View, names: Sequence[str]) -> bool:
    """Tell whether parts cannot hold each other, as one tax cannot another, nor 本级支出 what goes to others.

    >>> from patterns import load
    >>> from schemas import Speech
    >>> disjoint(View(Speech(doc_id="d"), load()), ["增值税", "契税等"])
    True
    """
    if len(set(names)) < len(names):
        return False
    ends = all(name.endswith(view.cues.parts.disjoint_ends) for name in names)
    return ends or any(set(names) <= set(holding.parts) for holding in view.cues.holdings)


def of_kinds(view: View, whole: Claim, parts: Sequence[Claim], *, complete: bool = False) -> bool:
    """Tell whether parts are of different kinds of which none holds another, or are all such kinds of their whole.

    What there is by now (累计, 达到) is none of what is new.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("年末各项存款余额9亿元，其中住户存款余额5亿元，非金融企业存款余额3亿元。"), load())
    >>> of_kinds(view, view.claims[0], view.claims[1:]), of_kinds(view, view.claims[1], view.claims[1:], complete=True)
    (True, False)
    """
    names = [part.indicator.text for part in parts]
    stocks = {
        any(word in view.before(part) + part.indicator.text for word in view.cues.parts.stock)
        for part in parts
    }
    return len(stocks) == 1 and any(
        any(word in whole.indicator.text for word in kinds.wholes)
        and _of_different(names, whole.indicator.text, kinds)
        and (not complete or (kinds.complete and len(names) == len(kinds.members)))
        for kinds in view.cues.kinds
    )


def _of_different(names: Sequence[str], whole: str, kinds: Kinds) -> bool:
    """Tell whether each name is of one of the kinds, no two of the same, and says nothing else of its own."""
    found = [_member(name, kinds.members) for name in names]
    if None in found or len(set(found)) < len(names):
        return False
    kernels = (
        _without(name, kinds.members[at]) for name, at in zip(names, found, strict=True) if at is not None
    )
    return kinds.loose or all(set(kernel) <= set(whole) for kernel in kernels)


def _member(name: str, members: Sequence[Sequence[str]]) -> int | None:
    held = [(len(word), at) for at, words in enumerate(members) for word in words if word in name]
    return max(held)[1] if held else None


def _without(name: str, words: Sequence[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        name = name.replace(word, "")
    return _JOINS.sub("", name)


def complete(view: View, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Tell whether all figures of that kind among the parts, and behind them in their sentence, are parts.

    What is part of another whole, or of the same by another division before them, is none of them.
    """
    first, last = view.index[whole.id], view.index[parts[-1].id]
    among = view.claims[first + 1 : last]
    behind: list[Claim] = [claim for claim in view.sentence(parts[-1]).claims if view.index[claim.id] > last]
    known = {whole.id, *(part.id for part in parts)}
    known |= {part.id for part in view.pointing(whole, "part_of") if view.apart(part, parts[0]) < 0}
    others: list[Claim] = [claim for claim in among if claim.id not in known]
    if all(map(view.bracketed, parts)) and not view.bracketed(whole):
        # The list ends with its bracket.
        others += takewhile(view.bracketed, behind)
    else:
        others = [claim for claim in (*others, *behind) if not view.bracketed(claim)]
    hinder = any(
        (_alike(claim, whole) and not _of_another(view, claim, known)) or _only_changed(view, claim, whole)
        for claim in others
    )
    return not hinder and not _some_unread(view, whole, parts)


def _some_unread(view: View, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Tell whether a figure of the whole's unit stands among its parts in one sentence and is no record."""
    last = parts[-1]
    counter = re.sub(r"[\d.,\s万亿]", "", whole.quantity.text)
    if not counter or not view.together(whole, last):
        return False
    written = re.findall(rf"\d[\d.,]*\s*(?:万亿|亿|万)?{re.escape(counter)}", view.between(whole, last))
    among = view.claims[view.index[whole.id] + 1 : view.index[last.id]]
    return len(written) > sum(claim.quantity.unit == whole.quantity.unit for claim in among)


def _of_another(view: View, claim: Claim, known: Set[str]) -> bool:
    whole = view.related(claim, "part_of")
    return whole is not None and whole.id not in known


def _only_changed(view: View, claim: Claim, whole: Claim) -> bool:
    """Tell whether a figure is that of a change alone, which counts against the others (财政性存款减少2亿元)."""
    alone = claim.basis == "change" and view.related(claim, "change_of") is None
    return alone and claim.quantity.unit == whole.quantity.unit


def _alike(claim: Claim, whole: Claim) -> bool:
    return claim.basis == "level" and claim.kind == whole.kind and claim.quantity.unit == whole.quantity.unit


def partition_of(view: View, names: Sequence[str]) -> Partition | None:
    """Return the known partition into whose parts some names fall, one each, or None.

    >>> from patterns import load
    >>> from schemas import Speech
    >>> view = View(Speech(doc_id="d"), load())
    >>> partition_of(view, ["第一产业比重", "二产比重", "三产比重"]).name, partition_of(view, ["城镇", "城镇"])
    ('三次产业', None)
    """
    for partition in view.cues.partitions:
        if len(partition.parts) != len(names):
            continue
        found = [one for name in names if (one := part_and_word(name, partition)) is not None]
        if sorted(at for at, _ in found) == list(range(len(names))) and _called_alike(names, found):
            return partition
    return None


def _called_alike(names: Sequence[str], found: Sequence[tuple[int, str]]) -> bool:
    """Tell whether names say one thing beside their parts (加工贸易出口 and 一般贸易进口 do not)."""
    kernels = [name.replace(word, "", 1) for name, (_, word) in zip(names, found, strict=True)]
    longest = max(kernels, key=len)
    return all(kernel in longest for kernel in kernels)


def part_in(name: str, partition: Partition) -> int | None:
    """Return the number of the part whose longest word a name holds (非税收入 holds 税收 no less), or None."""
    found = part_and_word(name, partition)
    return found[0] if found else None


def part_and_word(name: str, partition: Partition) -> tuple[int, str] | None:
    """Return the number of the part that a name is of, and the word that tells it."""
    for word in partition.both:
        name = name.replace(word, "")
    held = [(at, word) for at, words in enumerate(partition.parts) for word in words if word in name]
    return max(held, key=lambda one: len(one[1]), default=None)


def contradict(view: View, part: str, whole: str) -> bool:
    """Tell whether two names are of different parts of one partition, so that neither is in the other.

    >>> from patterns import load
    >>> from schemas import Speech
    >>> contradict(View(Speech(doc_id="d"), load()), "城镇居民工资性收入", "农村居民收入")
    True
    """
    for partition in view.cues.partitions:
        one, other = part_in(part, partition), part_in(whole, partition)
        if one is not None and other is not None and one != other:
            return True
    own, lower = (_whose(words) for words in (view.cues.parts.own_levels, view.cues.parts.lower_levels))
    return any(lower.search(one) and own.search(other) for one, other in ((part, whole), (whole, part)))


@lru_cache(maxsize=16)
def _whose(words: tuple[str, ...]) -> re.Pattern[str]:
    """A word for a government, but not as the second of several (国家级、省级平台; 国家地方联合实验室)."""
    return re.compile(rf"(?<![、和与])(?<!国家){alternation(words)}(?!分享)")
