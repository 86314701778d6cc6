"""Turns a list of words into a regular expression that shares their beginnings."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FEW, _PACKET = 4, 8


class _Node(dict[str, "_Node"]):
    ends = False


def alternation(words: Iterable[str]) -> str:
    """Return a pattern, in a group of its own, that matches any of the words, the longest first.

    Words are taken literally. Shared beginnings are written once, so that a search does not try word by word.
    Works in `re` and `regex` alike. No words at all give a pattern that never matches.

    >>> alternation(["建成", "建设", "建成投产"])
    '(?:建(?:成(?:投产)?|设))'
    >>> import re
    >>> re.match(alternation(["建成", "建成投产"]), "建成投产了").group()
    '建成投产'
    """
    root = _Node()
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, _Node())
        node.ends = True
    if not root:
        return "(?!)"
    return f"(?:{_guarded(root)})"


def _guarded(root: _Node) -> str:
    """Write the first level in packets, each behind one look at the character: most places begin no word."""
    first = sorted(root)
    packets = []
    for at in range(0, len(first), _PACKET):
        characters = first[at : at + _PACKET]
        packet = _write(_Node((c, root[c]) for c in characters))
        packets.append(
            f"(?=[{''.join(map(re.escape, characters))}]){packet}" if len(first) > _FEW else packet
        )
    if len(packets) == 1:
        return packets[0]
    return f"(?=[{''.join(map(re.escape, first))}])(?:{'|'.join(packets)})"


def _write(node: _Node) -> str:
    singles = [re.escape(c) for c, child in sorted(node.items()) if not child]
    branches = [re.escape(c) + _write(child) for c, child in sorted(node.items()) if child]
    if len(singles) > 1:
        branches.append(f"[{''.join(singles)}]")
    else:
        branches += singles
    if len(branches) == 1 and not node.ends:
        return branches[0]
    inner = "|".join(branches)
    return f"(?:{inner})?" if node.ends else f"(?:{inner})"
