"""The likeliest way to read a stretch in which a byte may have been lost: words laid over the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from corpus.cleaning.byte_graph import NODES, Graph, Reading, node_before
from corpus.cleaning.lexicon import LONGEST
from corpus.cleaning.script import simplify_chars

# A way that is so much less likely than the best one to the same place is given up.
_BEAM = 32.0
# Where the byte that was lost is unknown, the next best character must be less likely by this, or U+FFFD
# stands.
_MARGIN = 1.5


@dataclass(slots=True)
class _Step:
    """The best way into a node: from where, through which nodes, reading which characters."""

    score: float
    back: int
    nodes: tuple[int, ...]
    chars: str


def _best(graph: Graph) -> dict[int, _Step]:
    """Find the likeliest way to each node, as words laid over the graph."""
    words, char_score, following = graph.words.words, graph.words.char, graph.words.following
    steps: dict[int, _Step] = {0: _Step(0.0, -1, (), "")}
    cache: dict[int, dict[str, list[Reading]]] = {}

    def edges(node: int) -> dict[str, list[Reading]]:
        found = cache.get(node)
        if found is None:
            found = cache[node] = {}
            for edge in graph.edges(node):
                found.setdefault(edge.plain, []).append(edge)
        return found

    def reach(edge: Reading, score: float, back: int, nodes: tuple[int, ...], chars: str) -> None:
        known = steps.get(edge.to)
        if known is None:
            heappush(waiting, edge.to)
        elif known.score >= score:
            return
        steps[edge.to] = _Step(score, back, (*nodes, edge.to), chars + edge.char)

    waiting = [0]
    last = node_before(len(graph.tokens))
    best_here, here = -1.0, -1
    while waiting:
        node = heappop(waiting)
        if node >= last:
            break
        step = steps[node]
        if node // NODES != here:
            here, best_here = node // NODES, step.score
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
    node = node_before(size)
    while node:
        step = steps[node]
        way.extend(reversed(list(zip((step.back, *step.nodes[:-1]), step.nodes, step.chars, strict=True))))
        node = step.back
    way.reverse()
    return way


def _stretches(way: list[tuple[int, int, str]], graph: Graph) -> Iterator[tuple[int, int, str]]:
    """Give first token, last token and new characters of each stretch that the way reads a byte off."""
    plain = simplify_chars("".join(char for _, _, char in way))
    first = -1
    chars = ""
    for position, (start, end, char) in enumerate(way):
        as_it_stands = (
            start % NODES == 0 and end == start + NODES and char == graph.tokens[start // NODES].char
        )
        if first < 0 and as_it_stands:
            continue
        if first < 0:
            first = start // NODES
        chars += char if _certain(graph, plain, position, start, end) else "\ufffd"
        if end % NODES == 0:
            if chars.strip("\ufffd"):
                yield first, end // NODES - 1, chars
            first, chars = -1, ""


def _certain(graph: Graph, plain: str, position: int, start: int, end: int) -> bool:
    """Tell whether the character read at a place is clearly likelier than all others that its bytes allow."""
    others = {edge.plain for edge in graph.edges(start) if edge.to == end} - {plain[position], "\0"}
    if not others:
        return True
    left, right = plain[max(0, position - LONGEST) : position], plain[position + 1 : position + LONGEST]
    score = graph.words.score
    least = score(left + plain[position] + right) - _MARGIN
    return all(score(left + other + right) < least for other in others)


def misread(graph: Graph) -> Iterator[tuple[int, int, str]]:
    """Give first token, last token and right characters of each stretch that stands a byte off.

    A character whose lost byte leaves it in doubt is given as U+FFFD.
    """
    if not any(graph.may_begin):
        return iter(())
    steps = _best(graph)
    return _stretches(_way(steps, len(graph.tokens)), graph)
