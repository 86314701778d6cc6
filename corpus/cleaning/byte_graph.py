"""All ways to read a stretch of GBK text in which a byte may have been lost, as a graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from corpus.cleaning.lexicon import FLOOR, Lexicon, lexicon
from corpus.cleaning.pinyin import SYLLABLE, readings
from corpus.cleaning.script import simplify_chars

# Costs in nats. The words must gain more than a loss costs, or nothing is changed.
_SILENT_LOSS = -14.0
_MARKED_LOSS = -9.0
_NAMED_LOSS = -8.0
_UNKNOWN = -3.5
_DROP = -2.3
_MARK = -10.0
_NEXT_MARK = -4.0
# The rest of a note without its beginning is damage for certain.
_PHANTOM = -22.0
_LONE_LETTER = -16.0
_LONE_CAPITAL = -12.0
_NEXT_LETTER = -2.0
_ASCII = -4.0
_WRONG_NOTE = -9.0
_OTHER_SCRIPT = -2.5
_NO_END = -2.0

# A pair read together that is at least so likely leaves no room for another that was dropped between its
# bytes.
_FREQUENT = -9.0
# By so much at least the next few characters must be likelier a byte off, each by itself, for a loss to be tried.
_PROMISING = 6.0
# Characters less likely than this are not tried where a byte is unknown.
_RARE = -14.0


class Token(NamedTuple):
    """A character with its place in the text, its note in pinyin, and its two bytes in GBK if it has two.

    `start:end` takes the note along. `kind`: `pair` two bytes, `ascii` one, `mark` what a lost byte may have
    left, `phantom` a mark followed by the rest of a note (`?shù)`), `other` none of these. `plain` is the
    character in simplified script.
    """

    char: str
    plain: str
    start: int
    end: int
    kind: str
    first: int
    second: int
    note: str


class Reading(NamedTuple):
    """A way from one node to a later one: the character read, in simplified script too, and what it costs."""

    to: int
    char: str
    plain: str
    cost: float


_NOTED = re.compile(rf"[(（]({SYLLABLE})[)）]")
_REST_OF_NOTE = re.compile(rf"({SYLLABLE})[)）]")


def tokens_of(text: str, offset: int) -> list[Token]:
    """Cut a stretch that starts at `offset` of the text into tokens, notes in pinyin taken along."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        start, at = at, at + 1
        note = ""
        kind, first, second = _kind(char)
        if kind == "mark":
            rest = _REST_OF_NOTE.match(text, at)
            if rest is not None:
                kind, note, at = "phantom", rest.group(1), rest.end()
        elif kind == "pair" or char.isalpha() or char in "@[\\]^_`{|}~":
            noted = _NOTED.match(text, at)
            if noted is not None:
                note, at = noted.group(1), noted.end()
        plain = simplify_chars(char) if char >= "\u3400" else char
        tokens.append(Token(char, plain, offset + start, offset + at, kind, first, second, note))
    return tokens


def _kind(char: str) -> tuple[str, int, int]:
    code = ord(char)
    if char in "?\ufffd":
        # An ASCII question mark may also be the two bytes of the full-width one.
        return "mark", 0xA3, 0xBF if char == "?" else 0
    if 0x21 <= code < 0x40:
        return "ascii", 0xA3, code + 0x80
    if code < 0x80:
        return "ascii", 0, 0
    try:
        raw = char.encode("gb18030")
    except UnicodeEncodeError:
        return "other", 0, 0
    return ("pair", raw[0], raw[1]) if len(raw) == 2 else ("other", 0, 0)


class GbkTable:
    """The characters of GBK by their bytes, those that government text may hold."""

    def __init__(self) -> None:
        words = lexicon()
        self.at: dict[tuple[int, int], tuple[str, str]] = {}
        self.by_lead: dict[int, list[tuple[int, str, str]]] = {}
        self.by_trail: dict[int, list[tuple[int, str, str]]] = {}
        self.valid: set[tuple[int, int]] = set()
        pairs = [
            (lead, trail) for lead in range(0x81, 0xFF) for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))
        ]
        found = [(pair, char) for pair in pairs if len(char := bytes(pair).decode("gbk", "ignore")) == 1]
        simple = simplify_chars("".join(char for _, char in found))
        for ((lead, trail), char), plain in zip(found, simple, strict=True):
            self.valid.add((lead, trail))
            self.at[lead, trail] = (char, plain)
            if words.char(plain) > _RARE:
                self.by_lead.setdefault(lead, []).append((trail, char, plain))
                self.by_trail.setdefault(trail, []).append((lead, char, plain))
        # By first byte, the second bytes with which it makes no character: such pairs may be dropped.
        holes = {
            first: frozenset(second for second in range(0x81, 0xFF) if (first, second) not in self.valid)
            for first in range(0x80, 0xFF)
        }
        self.holes = {first: seconds for first, seconds in holes.items() if seconds}


@lru_cache(maxsize=1)
def gbk_table() -> GbkTable:
    """Return the table, made when first asked for."""
    return GbkTable()


def may_begin(tokens: list[Token]) -> list[bool]:
    """Tell for each token whether a loss may begin there: the next characters read better a byte off."""
    char, table = lexicon().char, gbk_table()
    gain = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind != "pair":
            gain.append(0.0)
            continue
        off = FLOOR
        if following is None or following.kind != "pair":
            off = -8.0
        elif (found := table.at.get((token.second, following.first))) is not None:
            off = char(found[1])
        gain.append(off - char(token.plain))
    marked = [token.kind in ("mark", "phantom") for token in tokens]
    return [
        any(marked[at : at + 2]) or max(accumulate(gain[at : at + 5])) > _PROMISING for at in range(len(gain))
    ]


# Nodes a token has: one before it, one amid it, and one for each first byte that a pair dropped after it may
# have.
NODES = 2 + 0x80


class Graph:
    """All ways to read one stretch, as a graph whose nodes are the places between two bytes.

    Node `i * NODES` stands before token i, the next one amid it, and the others amid a pair that was dropped
    after it, by the first byte of that pair.
    """

    def __init__(self, tokens: list[Token], traditional: bool) -> None:
        self.tokens = tokens
        self.traditional = traditional
        self.table = gbk_table()
        self.words: Lexicon = lexicon()
        self.may_begin = may_begin(tokens)

    def edges(self, node: int) -> list[Reading]:
        """Return the ways onward from a node; none from the last."""
        index, state = divmod(node, NODES)
        if index >= len(self.tokens):
            return []
        if state == 0:
            out = [self._as_it_stands(index)]
            if self.may_begin[index]:
                out.extend(self._losses(index))
            return out
        return list(self._amid(index) if state == 1 else self._after_drop(index, state - 2 + 0x80))

    def _as_it_stands(self, index: int) -> Reading:
        token = self.tokens[index]
        cost = 0.0
        before = self.tokens[index - 1] if index else None
        if token.kind in ("mark", "phantom"):
            cost = _NEXT_MARK if before is not None and before.kind == "mark" else _MARK
            if token.kind == "phantom":
                cost = _PHANTOM
            return Reading(
                node_before(index + 1), token.char, "\0", _ASCII if index + 1 == len(self.tokens) else cost
            )
        if token.kind == "ascii":
            cost = _ASCII
            if token.char.isalpha() or token.char in "@[\\]^_`{|}~":
                alone = before is None or not (before.char.isascii() and before.char.isalnum())
                cost = _NEXT_LETTER if not alone else _LONE_CAPITAL if token.char.isupper() else _LONE_LETTER
            if token.note:
                cost += _WRONG_NOTE
            return Reading(node_before(index + 1), token.char, "\0", cost)
        if token.note and token.note not in readings(token.char):
            cost = _WRONG_NOTE
        return Reading(
            node_before(index + 1), token.char, token.plain, cost + self._foreign(token.char, token.plain)
        )

    def _foreign(self, char: str, plain: str) -> float:
        return _OTHER_SCRIPT if char != plain and not self.traditional else 0.0

    def _losses(self, index: int) -> Iterator[Reading]:
        """A byte is lost here: the first character read a byte off has one byte unknown."""
        token = self.tokens[index]
        if token.kind == "pair":
            # Half of the character before this token's second byte was lost: its first byte, or its second.
            yield from self._ending_in(token.first, _amid(index), _SILENT_LOSS + _UNKNOWN)
            yield from self._beginning_with(token.first, _amid(index), _SILENT_LOSS + _UNKNOWN)
        if token.kind == "ascii" and token.note:
            yield from self._lone_trail(token, node_before(index + 1), _NAMED_LOSS)
        if token.kind == "mark" and index + 1 < len(self.tokens):
            following = self.tokens[index + 1]
            if following.kind == "ascii" and ord(following.char) >= 0x40:
                yield from self._lone_trail(following, node_before(index + 2), _MARKED_LOSS + _UNKNOWN)
            if following.first and following.kind != "phantom" and not following.note:
                yield from self._ending_in(following.first, _amid(index + 1), _MARKED_LOSS + _UNKNOWN)
            if token.second:
                yield from self._ending_in(token.first, _amid(index), _SILENT_LOSS + _UNKNOWN)
        if token.kind == "phantom" and index:
            yield from self._after_phantom(index)

    def _lone_trail(self, token: Token, to: int, cost: float) -> Iterator[Reading]:
        """Read an ASCII letter as the second byte of a character whose first was lost."""
        for _, char, plain in self.table.by_trail.get(ord(token.char), ()):
            if _fits(char, token.note):
                yield Reading(to, char, plain, cost + self._foreign(char, plain))

    def _after_phantom(self, index: int) -> Iterator[Reading]:
        before, token = self.tokens[index - 1], self.tokens[index]
        if before.kind != "pair":
            return
        leads = _phantom_leads(before.second, token.note)
        if not leads or index + 1 >= len(self.tokens):
            return
        following = self.tokens[index + 1]
        for lead in leads:
            if following.kind == "phantom":
                for _, char, plain in self.table.by_lead.get(lead, ()):
                    if following.note in readings(char):
                        yield Reading(node_before(index + 2), char, plain, _NAMED_LOSS)
            elif following.kind == "ascii" and ord(following.char) >= 0x40:
                yield from self._exact(
                    lead, ord(following.char), node_before(index + 2), _NAMED_LOSS, following.note
                )
            if following.first and following.kind != "phantom" and not following.note:
                yield from self._exact(lead, following.first, _amid(index + 1), _NAMED_LOSS)

    def _amid(self, index: int) -> Iterator[Reading]:
        """Half of token `index` is still to be read."""
        token = self.tokens[index]
        lead = token.second
        if token.note:
            return
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following is not None:
            together = list(self._pair(lead, following, index, 0.0))
            yield from together
            if not together or self.words.char(together[0].plain) < _FREQUENT:
                yield from self._dropped(lead, index)
        # The stretch ends: the second byte of this character went with what follows it, or was left as a
        # mark.
        if following is None or following.kind != "other":
            # Before a character of two bytes only a decoder that goes on a byte later does so.
            cost = _UNKNOWN + (_DROP * 2 if following is not None and following.kind == "pair" else _DROP / 2)
            for edge in self._beginning_with(lead, node_before(index + 1), cost):
                ends = following is not None or edge.char in "。！？"
                yield edge if ends else edge._replace(cost=edge.cost + _NO_END)
        if following is not None and following.kind == "phantom":
            for edge in self._beginning_with(lead, node_before(index + 2), _UNKNOWN):
                if following.note in readings(edge.char):
                    yield edge
        if following is not None and following.kind == "mark":
            yield from self._beginning_with(lead, node_before(index + 2), _UNKNOWN)

    def _pair(self, lead: int, following: Token, index: int, cost: float) -> Iterator[Reading]:
        """Read a byte that is given with the first byte of the next token."""
        if following.kind == "ascii" and ord(following.char) >= 0x40:
            yield from self._exact(lead, ord(following.char), node_before(index + 2), cost, following.note)
        elif following.first and following.kind != "phantom":
            yield from self._exact(lead, following.first, _amid(index + 1), cost)

    def _dropped(self, lead: int, index: int) -> Iterator[Reading]:
        """Between this token and the next a pair that is no character was dropped."""
        for trail, char, plain in self.table.by_lead.get(lead, ()):
            if trail in self.table.holes:
                to = index * NODES + 2 + trail - 0x80
                yield Reading(to, char, plain, _DROP + self._foreign(char, plain))

    def _after_drop(self, index: int, first: int) -> Iterator[Reading]:
        holes = self.table.holes[first]
        following = self.tokens[index + 1]
        skip = 0
        if following.kind == "mark" and index + 2 < len(self.tokens):
            skip, following = 1, self.tokens[index + 2]
        if following.kind == "ascii" and ord(following.char) >= 0x40:
            for lead, char, plain in self.table.by_trail.get(ord(following.char), ()):
                if lead in holes and _fits(char, following.note):
                    yield Reading(node_before(index + skip + 2), char, plain, self._foreign(char, plain))
        elif following.first and following.kind != "phantom":
            for lead, char, plain in self.table.by_trail.get(following.first, ()):
                if lead in holes:
                    yield Reading(_amid(index + skip + 1), char, plain, self._foreign(char, plain))

    def _exact(self, lead: int, trail: int, to: int, cost: float, note: str = "") -> Iterator[Reading]:
        found = self.table.at.get((lead, trail))
        if found is not None and _fits(found[0], note):
            yield Reading(to, *found, cost + self._foreign(*found))

    def _ending_in(self, trail: int, to: int, cost: float) -> Iterator[Reading]:
        for _, char, plain in self.table.by_trail.get(trail, ()):
            yield Reading(to, char, plain, cost + self._foreign(char, plain))

    def _beginning_with(self, lead: int, to: int, cost: float) -> Iterator[Reading]:
        for _, char, plain in self.table.by_lead.get(lead, ()):
            yield Reading(to, char, plain, cost + self._foreign(char, plain))


def node_before(index: int) -> int:
    """Return the node before a token."""
    return index * NODES


def _amid(index: int) -> int:
    return index * NODES + 1


def _fits(char: str, note: str) -> bool:
    return not note or note in readings(char)


@lru_cache(maxsize=1024)
def _phantom_leads(lead: int, note: str) -> tuple[int, ...]:
    """Return the second bytes of the characters that begin with a byte and are read so."""
    return tuple(
        trail
        for (first, trail), (char, _) in gbk_table().at.items()
        if first == lead and trail >= 0x81 and note in readings(char)
    )
