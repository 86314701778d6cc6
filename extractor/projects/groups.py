"""Reads a clause as groups of names between the verbs that build, open or sign them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.projects.grammar import BARRED, LONGEST_NAME, STRONG, WEAK, Grammar
from patterns.projects import StageVerbs
from schemas.records import Stage

_SHIELD = re.compile(r"（[^（）]*+）|\([^()]*+\)|“[^“”]*+”|《[^《》]*+》")
# 和, 及 and 与 within words (中和, 和谐, 及时) join nothing.
_JOINT = re.compile("、|以及|(?<![中共调缓饱温平])和(?![谐平美睦解])|及(?![时早])|与")
_UNQUOTED = ("项目", "工程", "基地")
_TRAIL = 6
_TALLY = re.compile(r"(?:项目|企业)?\d")


@dataclass(slots=True)
class Item:
    """One member of a list: `start:end` is the name within its clause.

    `kind` tells how its end was found: `listed` before 等, `head` by a noun, `works` by 扩建 and the like,
    `bare` by nothing of its own. `priced` tells that an amount of its own stands before it.
    `sure` is BARRED, NONE, FAINT, WEAK or STRONG.
    """

    start: int
    end: int
    kind: str
    head: str
    sure: int
    priced: bool = False


@dataclass(slots=True)
class Group:
    """Names that share the verbs before and after them.

    `listed` is the class after 等: empty where none is named, None where there is no 等. `built` tells whether
    a noun of building ends the clause behind them (…建设).
    """

    before: StageVerbs | None = None
    after: StageVerbs | None = None
    mark: Stage | None = None
    listed: str | None = None
    built: bool = False
    items: list[Item] = field(default_factory=list)

    @property
    def verbs(self) -> StageVerbs | None:
        """The verbs that tell the stage: those behind the names, else those before, unless they only lead."""
        if self.after or self.before is None or (self.before.led and not self.built):
            return self.after
        return self.before


def read_groups(clause: str, grammar: Grammar) -> Iterator[Group]:
    """Read a clause from left to right as groups of possible names.

    >>> import patterns
    >>> grammar = Grammar(patterns.load().projects, patterns.load().places)
    >>> [[i.kind for i in group.items] for group in read_groups("加快柳湾大桥、青溪等水库建设", grammar)]
    [[], ['head', 'listed']]
    """
    group = Group()
    for start, end in _pieces(clause, grammar):
        piece = clause[start:end]
        verb, cut = leading_verb(piece, grammar)
        if verb:
            yield group
            group = Group(before=grammar.before[verb])
        elif group.listed is not None or group.after:
            yield group
            group = Group(before=group.before)
        listed = grammar.listed.search(piece, cut) if grammar.may_list.search(piece) else None
        opened = cut
        cut = _after_attribute(piece, cut, listed.start() if listed else len(piece), group, grammar)
        prefix = grammar.prefix.match(piece, cut)
        cut = prefix.end() if prefix else cut
        item = _item(piece, cut, start, listed, grammar)
        if item:
            item.priced = "元的" in piece[:cut] and bool(grammar.priced.search(piece, 0, cut))
            _weigh(item, piece, opened, grammar)
            group.items.append(item)
        if listed:
            group.listed = listed["class"]
        rest = listed.end() if listed else (item.end - start if item else cut)
        after = grammar.followed.match(piece, rest) or (listed and grammar.followed.search(piece, rest))
        group.built = group.built or bool(grammar.behind.match(piece, rest))
        if after and (listed or len(piece) - after.end() <= _TRAIL or not piece[after.end()].isalpha()):
            group.after = grammar.after[after["after"]]
    yield group


def leading_verb(piece: str, grammar: Grammar) -> tuple[str | None, int]:
    """Return the verb that a piece begins with, or has after a subject, and where it ends."""
    lead = grammar.lead.match(piece)
    if lead and lead.end() < len(piece):
        return lead["verb"], lead.end()
    inner = grammar.inner.search(piece, 2)
    if inner and inner.end() <= len(piece) - 2 and not _closed(piece, inner, grammar):
        more = grammar.lead.match(piece, inner.end())
        if more and more.end() < len(piece):
            return more["verb"] or inner.group(), more.end()
        return inner.group(), inner.end()
    return None, 0


def _closed(piece: str, inner: re.Match[str], grammar: Grammar) -> bool:
    """Whether a verb within a piece belongs to the list or name before it (…线通车运营, …园落地项目31个)."""
    if grammar.closed.search(piece, 0, inner.end()):
        return True
    after = grammar.followed.match(piece, inner.start())
    last = after and (after.end() == len(piece) or _TALLY.match(piece, inner.end()))
    named = grammar.named.match(piece) if last else None
    return bool(named and grammar.manner.fullmatch(piece, named.end(), inner.start()))


def _weigh(item: Item, piece: str, opened: int, grammar: Grammar) -> None:
    """A number before the name makes it a class; a superlative makes it one of its kind."""
    if item.kind == "listed":
        return
    if grammar.counted.match(piece, opened):
        item.sure = BARRED
    elif item.kind == "head" and item.head not in grammar.cues.never_singled:
        item.sure = STRONG if grammar.superlative.match(piece, opened) else item.sure


def _after_attribute(piece: str, cut: int, limit: int, group: Group, grammar: Grammar) -> int:
    """Where the name begins behind an attribute that ends in 的 (目前在谈的, 世界最大的)."""
    of = piece.rfind("的", cut, limit)
    if of < 0 or of + 2 >= limit or "”" in piece[of:limit]:
        return cut
    for pattern, stage in grammar.marks:
        if pattern.search(piece, 0, of):
            group.mark = stage
    return of + 1


def _pieces(clause: str, grammar: Grammar) -> list[tuple[int, int]]:
    """Split a clause at its list joints; 和, 及 and 与 count only where a name seems to end or begin."""
    shielded = _SHIELD.sub(lambda match: "\0" * len(match.group()), clause)
    lists = grammar.may_list.search(clause)
    within = [match.span() for match in grammar.listed.finditer(clause)] if lists else []
    cuts = [(0, 0)]
    for joint in _JOINT.finditer(shielded):
        if any(start < joint.start() < end for start, end in within):
            continue
        if joint.group() != "、" and not _joins_names(clause, cuts[-1][1], joint, shielded, grammar):
            continue
        cuts.append((joint.start(), joint.end()))
    ends = [start for start, _ in cuts[1:]] + [len(clause)]
    return [(begin, end) for (_, begin), end in zip(cuts, ends, strict=True) if end > begin]


def _joins_names(clause: str, start: int, joint: re.Match[str], shielded: str, grammar: Grammar) -> bool:
    left = clause[start : joint.start()]
    if grammar.appended.match(clause, joint.end()):
        return False
    if grammar.named.fullmatch(left) or grammar.works.fullmatch(left) or grammar.listed.search(left):
        return True
    following = _JOINT.search(shielded, joint.end())
    right = clause[joint.end() : following.start() if following else len(clause)]
    listed = grammar.listed.search(right) if grammar.may_list.search(right) else None
    if listed is None:
        return False
    name = right[: listed.start()]
    _, cut = leading_verb(left, grammar)
    sure = grammar.sureness(left[max(cut, left.rfind("的") + 1) :])
    return sure >= WEAK and (bool(grammar.named.fullmatch(name)) or grammar.sureness(name) >= WEAK)


def _item(piece: str, cut: int, offset: int, listed: re.Match[str] | None, grammar: Grammar) -> Item | None:
    """Read the name at the beginning of a piece of a list."""
    body = piece[cut : listed.start()] if listed else piece[cut:]
    named = grammar.named.match(body)
    match = named or grammar.works.match(body)
    kind, head = ("listed", "") if listed else ("bare", "")
    if listed:
        head = match["head"] if match and match.end() == len(body) else ""
    elif match:
        kind, head = "head" if named else "works", match["head"]
        quoted = match.group().endswith("”") and head in _UNQUOTED
        body = body[: match.end("head") if quoted else match.end()]
    else:
        after = grammar.followed.search(body, 2)
        body = body[: after.start()] if after else body
    if not 2 <= len(body) <= LONGEST_NAME or body[0] == "的":
        return None
    core = None
    if named:
        ending = grammar.ending.search(named["name"])
        if ending and len(ending.group()) > len(head):
            head, core = ending["noun"], named["name"][: ending.start()]
    return Item(offset + cut, offset + cut + len(body), kind, head, grammar.sureness(body, head, core))
