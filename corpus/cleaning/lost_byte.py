"""Finds a byte that GBK text lost, and reads the characters after it again.

A GBK character is two bytes. Where one byte is lost, decoding goes on a byte off until the next ASCII byte, and
every character in between is wrong (規模空前的 → ?涨暗). The bytes of those characters are still there: read one byte
off again they give the text back. The repair lays all ways to read a stretch into one graph (as it stands, or one
byte off from here to there, with the lost byte unknown) and takes the likeliest by word frequencies. The stretch
changes only where the words of another reading are far likelier than what stands.

What happened to the text on its way is allowed for:
- the lost byte may have left a `?` or U+FFFD, or nothing;
- a pair of bytes that is no character may have been dropped, or left such a mark;
- full-width punctuation may have become ASCII afterwards, so `?` and `,` may be the two bytes of `？` and `，`;
- pinyin in parentheses ends a stretch, being ASCII, and names the character before it;
- pinyin was put in byte by byte, so that the second byte of one character and the first of the next were taken for a
  third, whose pinyin then parts them: 當等 → 當(dāng)?shù)…, since the bytes between are those of 數.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from typing import NamedTuple

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.lexicon import FLOOR, LONGEST, Lexicon, lexicon
from corpus.cleaning.outcome import Outcome, mended
from corpus.cleaning.pinyin import SYLLABLE, readings
from corpus.cleaning.script import is_traditional, simplify_chars
from patterns import Patterns

NAME = "lost_byte"

_HAN = "\u3400-\u9fff"
# Costs in nats. The words must gain more than a loss costs, or nothing is changed.
_SILENT_LOSS = -18.0
_MARKED_LOSS = -10.0
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
# Where the byte that was lost is unknown, the next best character must be less likely by this, or U+FFFD stands.
_MARGIN = 1.5

# A pair read together that is at least so likely leaves no room for another that was dropped between its bytes.
_FREQUENT = -9.0
# A way that is so much less likely than the best one to the same place is given up.
_BEAM = 45.0
# Characters less likely than this are not tried where a byte is unknown.
_RARE = -14.0

_BEFORE = 24
_LONGEST = 400


@lru_cache(maxsize=1)
def _level1() -> str:
    return "".join(
        bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)
    )


@lru_cache(maxsize=1)
def _suspicious() -> re.Pattern[str]:
    """Match what damage leaves: a mark, two rare characters close together, a lone letter or a sign of drawing."""
    rare = f"[^\x00-\u33ff\ua000-\uffff{_level1()}]"
    return re.compile(
        rf"[\ufffd?](?=[^\s”’」])|{rare}[^\n]{{0,2}}?{rare}|[@\[-~](?=[{_HAN}(（,，。、;；])(?<=[{_HAN}].)"
        rf"|[\u2460-\u25a0\ue000-\uf8ff](?=[{_HAN}])(?<=[{_HAN}].)"
    )


@lru_cache(maxsize=8)
def _uncommon(patterns: Patterns) -> re.Pattern[str]:
    """Match two characters close together that are not among the most frequent; for texts known to be damaged."""
    other = f"[^\x00-\u33ff\ua000-\uffff{patterns.repairs.frequent_hanzi}]"
    return re.compile(rf"{other}[^\n]?{other}|{_suspicious().pattern}")


class _Token(NamedTuple):
    """A character with its place in the text, its note in pinyin, and its two bytes in GBK if it has two.

    `start:end` takes the note along. `kind`: `pair` two bytes, `ascii` one, `mark` what a lost byte may have
    left, `phantom` a mark followed by the rest of a note (`?shù)`), `other` none of these. `plain` is the character
    in simplified script.
    """

    char: str
    plain: str
    start: int
    end: int
    kind: str
    first: int
    second: int
    note: str


class _Edge(NamedTuple):
    """A way from one node to a later one: the character read, in simplified script too, and what it costs."""

    to: int
    char: str
    plain: str
    cost: float


@dataclass(slots=True)
class _Step:
    """The best way into a node: from where, through which nodes, reading which characters."""

    score: float
    back: int
    nodes: tuple[int, ...]
    chars: str


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Read again what stands a byte off, where that gives far likelier words.

    >>> apply(AlignedText.of("加強信息服務??h財政要設立基金"), Patterns()).text.text
    '加強信息服務。縣財政要設立基金'
    """
    content = text.text
    traditional = is_traditional(content, patterns)
    looked_at = simplify_chars(content) if traditional else content
    known = frozenset(patterns.repairs.rare_pairs.split())
    edits = [
        edit
        for start, end in _windows(looked_at, _suspicious(), known)
        for edit in _mend(content[start:end], start, traditional)
    ]
    if edits:
        # Bytes were lost here: the whole text deserves a closer look.
        edits = [
            edit
            for start, end in _windows(looked_at, _uncommon(patterns), frozenset())
            for edit in _mend(content[start:end], start, traditional)
        ]
    return mended(text, edits, NAME, "characters after a lost byte read again")


def _windows(text: str, pattern: re.Pattern[str], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give the stretches to look at: from before what is suspicious to where the damage must have ended."""
    window: tuple[int, int] | None = None
    for match in pattern.finditer(text):
        at = match.start()
        if match.group() in known:
            continue
        limit = text.find("\n", at)
        limit = min(len(text) if limit < 0 else limit, at + _LONGEST)
        end = _resync(text, match.end(), limit)
        start = max(text.rfind("\n", 0, at) + 1, at - _BEFORE)
        if window is None:
            window = (start, end)
        elif start <= window[1]:
            window = (window[0], max(end, window[1]))
        else:
            yield window
            window = (start, end)
    if window is not None:
        yield window


_SYNC = re.compile("[\x00-\x3e\x7f]")


def _resync(text: str, at: int, limit: int) -> int:
    """Return the end of a window: some characters after the first ASCII byte that cannot be half a character."""
    match = _SYNC.search(text, at, limit)
    return limit if match is None else min(limit, match.end() + _BEFORE)


_NOTED = re.compile(rf"[(（]({SYLLABLE})[)）]")
_REST_OF_NOTE = re.compile(rf"({SYLLABLE})[)）]")


def _tokens(text: str, offset: int) -> list[_Token]:
    tokens: list[_Token] = []
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
        tokens.append(_Token(char, plain, offset + start, offset + at, kind, first, second, note))
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


class _Table:
    """The characters of GBK by their bytes, those that government text may hold."""

    def __init__(self) -> None:
        words = lexicon()
        self.at: dict[tuple[int, int], tuple[str, str]] = {}
        self.by_lead: dict[int, list[tuple[int, str, str]]] = {}
        self.by_trail: dict[int, list[tuple[int, str, str]]] = {}
        self.valid: set[tuple[int, int]] = set()
        pairs = [(lead, trail) for lead in range(0x81, 0xFF) for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))]
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
def _table() -> _Table:
    return _Table()


# Nodes a token has: one before it, one amid it, and one for each first byte that a pair dropped after it may have.
_NODES = 2 + 0x80


class _Graph:
    """All ways to read one stretch, as a graph whose nodes are the places between two bytes.

    Node `i * _NODES` stands before token i, the next one amid it, and the others amid a pair that was dropped after
    it, by the first byte of that pair.
    """

    def __init__(self, tokens: list[_Token], traditional: bool) -> None:
        self.tokens = tokens
        self.traditional = traditional
        self.table = _table()
        self.words: Lexicon = lexicon()
        self.may_begin = self._beginnings()

    def _beginnings(self) -> list[bool]:
        """Tell for each token whether a loss may begin there: the next characters read better a byte off."""
        tokens, char = self.tokens, self.words.char
        gain = []
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            if token.kind != "pair":
                gain.append(8.0 if token.kind in ("mark", "phantom") else 0.0)
                continue
            off = FLOOR
            if following is None or following.kind != "pair":
                off = -8.0
            elif (found := self.table.at.get((token.second, following.first))) is not None:
                off = char(found[1])
            gain.append(off - char(token.plain))
        return [sum(gain[at : at + 4]) > -2.0 or max(gain[at : at + 2]) >= 8.0 for at in range(len(gain))]

    def edges(self, node: int) -> list[_Edge]:
        index, state = divmod(node, _NODES)
        if index >= len(self.tokens):
            return []
        if state == 0:
            out = [self._as_it_stands(index)]
            if self.may_begin[index]:
                out.extend(self._losses(index))
            return out
        return list(self._amid(index) if state == 1 else self._after_drop(index, state - 2 + 0x80))

    def _as_it_stands(self, index: int) -> _Edge:
        token = self.tokens[index]
        cost = 0.0
        before = self.tokens[index - 1] if index else None
        if token.kind in ("mark", "phantom"):
            cost = _NEXT_MARK if before is not None and before.kind == "mark" else _MARK
            if token.kind == "phantom":
                cost = _PHANTOM
            return _Edge(_before(index + 1), token.char, "\0", _ASCII if index + 1 == len(self.tokens) else cost)
        if token.kind == "ascii":
            cost = _ASCII
            if token.char.isalpha() or token.char in "@[\\]^_`{|}~":
                alone = before is None or not (before.char.isascii() and before.char.isalnum())
                cost = _NEXT_LETTER if not alone else _LONE_CAPITAL if token.char.isupper() else _LONE_LETTER
            if token.note:
                cost += _WRONG_NOTE
            return _Edge(_before(index + 1), token.char, "\0", cost)
        if token.note and token.note not in readings(token.char):
            cost = _WRONG_NOTE
        return _Edge(_before(index + 1), token.char, token.plain, cost + self._foreign(token.char, token.plain))

    def _foreign(self, char: str, plain: str) -> float:
        return _OTHER_SCRIPT if char != plain and not self.traditional else 0.0

    def _losses(self, index: int) -> Iterator[_Edge]:
        """A byte is lost here: the first character read a byte off has one byte unknown."""
        token = self.tokens[index]
        if token.kind == "pair":
            # Half of the character before this token's second byte was lost: its first byte, or its second.
            yield from self._ending_in(token.first, _amid(index), _SILENT_LOSS + _UNKNOWN)
            yield from self._beginning_with(token.first, _amid(index), _SILENT_LOSS + _UNKNOWN)
        if token.kind == "ascii" and token.note:
            yield from self._lone_trail(token, _before(index + 1), _NAMED_LOSS)
        if token.kind == "mark" and index + 1 < len(self.tokens):
            following = self.tokens[index + 1]
            if following.kind == "ascii" and ord(following.char) >= 0x40:
                yield from self._lone_trail(following, _before(index + 2), _MARKED_LOSS + _UNKNOWN)
            if following.first and following.kind != "phantom" and not following.note:
                yield from self._ending_in(following.first, _amid(index + 1), _MARKED_LOSS + _UNKNOWN)
            if token.second:
                yield from self._ending_in(token.first, _amid(index), _SILENT_LOSS + _UNKNOWN)
        if token.kind == "phantom" and index:
            yield from self._after_phantom(index)

    def _lone_trail(self, token: _Token, to: int, cost: float) -> Iterator[_Edge]:
        """Read an ASCII letter as the second byte of a character whose first was lost."""
        for _, char, plain in self.table.by_trail.get(ord(token.char), ()):
            if _fits(char, token.note):
                yield _Edge(to, char, plain, cost + self._foreign(char, plain))

    def _after_phantom(self, index: int) -> Iterator[_Edge]:
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
                        yield _Edge(_before(index + 2), char, plain, _NAMED_LOSS)
            elif following.kind == "ascii" and ord(following.char) >= 0x40:
                yield from self._exact(lead, ord(following.char), _before(index + 2), _NAMED_LOSS, following.note)
            if following.first and following.kind != "phantom" and not following.note:
                yield from self._exact(lead, following.first, _amid(index + 1), _NAMED_LOSS)

    def _amid(self, index: int) -> Iterator[_Edge]:
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
        # The stretch ends: the second byte of this character went with what follows it, or was left as a mark.
        if following is None or following.kind != "pair":
            for edge in self._beginning_with(lead, _before(index + 1), _UNKNOWN + _DROP / 2):
                ends = following is not None or edge.char in "。！？"
                yield edge if ends else edge._replace(cost=edge.cost + _NO_END)
        if following is not None and following.kind == "phantom":
            for edge in self._beginning_with(lead, _before(index + 2), _UNKNOWN):
                if following.note in readings(edge.char):
                    yield edge
        if following is not None and following.kind == "mark":
            yield from self._beginning_with(lead, _before(index + 2), _UNKNOWN)

    def _pair(self, lead: int, following: _Token, index: int, cost: float) -> Iterator[_Edge]:
        """Read a byte that is given with the first byte of the next token."""
        if following.kind == "ascii" and ord(following.char) >= 0x40:
            yield from self._exact(lead, ord(following.char), _before(index + 2), cost, following.note)
        elif following.first and following.kind != "phantom":
            yield from self._exact(lead, following.first, _amid(index + 1), cost)

    def _dropped(self, lead: int, index: int) -> Iterator[_Edge]:
        """Between this token and the next a pair that is no character was dropped."""
        for trail, char, plain in self.table.by_lead.get(lead, ()):
            if trail in self.table.holes:
                to = index * _NODES + 2 + trail - 0x80
                yield _Edge(to, char, plain, _DROP + self._foreign(char, plain))

    def _after_drop(self, index: int, first: int) -> Iterator[_Edge]:
        holes = self.table.holes[first]
        following = self.tokens[index + 1]
        skip = 0
        if following.kind == "mark" and index + 2 < len(self.tokens):
            skip, following = 1, self.tokens[index + 2]
        if following.kind == "ascii" and ord(following.char) >= 0x40:
            for lead, char, plain in self.table.by_trail.get(ord(following.char), ()):
                if lead in holes and _fits(char, following.note):
                    yield _Edge(_before(index + skip + 2), char, plain, self._foreign(char, plain))
        elif following.first and following.kind != "phantom":
            for lead, char, plain in self.table.by_trail.get(following.first, ()):
                if lead in holes:
                    yield _Edge(_amid(index + skip + 1), char, plain, self._foreign(char, plain))

    def _exact(self, lead: int, trail: int, to: int, cost: float, note: str = "") -> Iterator[_Edge]:
        found = self.table.at.get((lead, trail))
        if found is not None and _fits(found[0], note):
            yield _Edge(to, *found, cost + self._foreign(*found))

    def _ending_in(self, trail: int, to: int, cost: float) -> Iterator[_Edge]:
        for _, char, plain in self.table.by_trail.get(trail, ()):
            yield _Edge(to, char, plain, cost + self._foreign(char, plain))

    def _beginning_with(self, lead: int, to: int, cost: float) -> Iterator[_Edge]:
        for _, char, plain in self.table.by_lead.get(lead, ()):
            yield _Edge(to, char, plain, cost + self._foreign(char, plain))


def _before(index: int) -> int:
    return index * _NODES


def _amid(index: int) -> int:
    return index * _NODES + 1


def _fits(char: str, note: str) -> bool:
    return not note or note in readings(char)


@lru_cache(maxsize=1024)
def _phantom_leads(lead: int, note: str) -> tuple[int, ...]:
    """Return the second bytes of the characters that begin with a byte and are read so."""
    return tuple(
        trail
        for (first, trail), (char, _) in _table().at.items()
        if first == lead and trail >= 0x81 and note in readings(char)
    )


def _mend(text: str, offset: int, traditional: bool) -> list[Edit]:
    """Return the edits for one window."""
    tokens = _tokens(text, offset)
    graph = _Graph(tokens, traditional)
    steps = _best(graph)
    path = _way(steps, len(tokens))
    return [
        Edit(tokens[first].start, tokens[last].end, chars) for first, last, chars in _stretches(path, graph)
    ]


def _best(graph: _Graph) -> dict[int, _Step]:
    """Find the likeliest way to each node, as words laid over the graph."""
    words, char_score, following = graph.words.words, graph.words.char, graph.words.following
    steps: dict[int, _Step] = {0: _Step(0.0, -1, (), "")}
    cache: dict[int, dict[str, list[_Edge]]] = {}

    def edges(node: int) -> dict[str, list[_Edge]]:
        found = cache.get(node)
        if found is None:
            found = cache[node] = {}
            for edge in graph.edges(node):
                found.setdefault(edge.plain, []).append(edge)
        return found

    def reach(edge: _Edge, score: float, back: int, nodes: tuple[int, ...], chars: str) -> None:
        known = steps.get(edge.to)
        if known is None:
            heappush(waiting, edge.to)
        elif known.score >= score:
            return
        steps[edge.to] = _Step(score, back, (*nodes, edge.to), chars + edge.char)

    waiting = [0]
    last = _before(len(graph.tokens))
    best_here, here = -1.0, -1
    while waiting:
        node = heappop(waiting)
        if node >= last:
            break
        step = steps[node]
        if node // _NODES != here:
            here, best_here = node // _NODES, step.score
        best_here = max(best_here, step.score)
        if step.score < best_here - _BEAM:
            continue
        stack: list[tuple[int, str, str, float, tuple[int, ...]]] = []
        for plain, group in edges(node).items():
            value = 0.0 if plain == "\0" else char_score(plain)
            goes_on = bool(following(plain))
            for edge in group:
                score = step.score + edge.cost
                reach(edge, score + value, node, (), "")
                if goes_on:
                    stack.append((edge.to, plain, edge.char, score, (edge.to,)))
        while stack:
            at, word, chars, score, path = stack.pop()
            if at >= last:
                continue
            onward = edges(at)
            for plain in onward.keys() & following(word):
                longer = word + plain
                found = words.get(longer)
                for edge in onward[plain]:
                    total = score + edge.cost
                    if found is not None:
                        reach(edge, total + found, node, path, chars)
                    if len(longer) < LONGEST:
                        stack.append((edge.to, longer, chars + edge.char, total, (*path, edge.to)))
    return steps


def _way(steps: dict[int, _Step], size: int) -> list[tuple[int, int, str]]:
    """Return the likeliest way through the graph: from node, to node, character read."""
    way: list[tuple[int, int, str]] = []
    node = _before(size)
    while node:
        step = steps[node]
        way.extend(reversed(list(zip((step.back, *step.nodes[:-1]), step.nodes, step.chars, strict=True))))
        node = step.back
    way.reverse()
    return way


def _stretches(way: list[tuple[int, int, str]], graph: _Graph) -> Iterator[tuple[int, int, str]]:
    """Give first token, last token and new characters of each stretch that the way reads a byte off."""
    plain = simplify_chars("".join(char for _, _, char in way))
    first = -1
    chars = ""
    for position, (start, end, char) in enumerate(way):
        as_it_stands = start % _NODES == 0 and end == start + _NODES and char == graph.tokens[start // _NODES].char
        if first < 0 and as_it_stands:
            continue
        if first < 0:
            first = start // _NODES
        chars += char if _certain(graph, plain, position, start, end) else "\ufffd"
        if end % _NODES == 0:
            if chars.strip("\ufffd"):
                yield first, end // _NODES - 1, chars
            first, chars = -1, ""


def _certain(graph: _Graph, plain: str, position: int, start: int, end: int) -> bool:
    """Tell whether the character read at a place is clearly likelier than all others that its bytes allow."""
    others = {edge.plain for edge in graph.edges(start) if edge.to == end} - {plain[position], "\0"}
    if not others:
        return True
    left, right = plain[max(0, position - LONGEST) : position], plain[position + 1 : position + LONGEST]
    score = graph.words.score
    least = score(left + plain[position] + right) - _MARGIN
    return all(score(left + other + right) < least for other in others)
