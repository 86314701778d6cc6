"""Turns a list of words into a regular expression that shares their beginnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_FEW = 4
_NEVER = "(?!)"


class _Node(dict[str, "_Node"]):
    # What must hold where a word ends here: an expression, "" for nothing, None where no word ends.
    ends: str | None = None


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
    root = _tree(words, {})
    return f"(?:{_guarded(root)})" if root else _NEVER


def choice(words: Iterable[str], lookaheads: Mapping[str, str] | None = None) -> str:
    """Return the same for words that are tried at few places, such as after a figure: quicker to compile.

    `lookaheads` give the expression that must hold after some of the words.

    >>> choice(["千瓦", "千瓦时", "个"], {"个": "(?!体)"})
    '(?:(?:个(?!体)|千瓦时?))'
    """
    root = _tree(words, lookaheads or {})
    return f"(?:{_write(root)})" if root else _NEVER


def _tree(words: Iterable[str], lookaheads: Mapping[str, str]) -> _Node:
    root = _Node()
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, _Node())
        node.ends = lookaheads.get(word, "")
    return root


def _guarded(root: _Node) -> str:
    """Write the words behind one look at the first character: most places begin no word."""
    first = sorted(root)
    look = f"(?=[{''.join(map(re.escape, first))}])" if len(first) > _FEW else ""
    return look + _write(root)


def _write(node: _Node) -> str:
    if not any(child or child.ends for child in node.values()):
        characters = [re.escape(c) for c in sorted(node)]
        inner = characters[0] if len(characters) == 1 else f"[{''.join(characters)}]"
        return _ending(inner, node.ends)
    # Each branch begins with a character and not with a class: `re` skips those at once that do not fit, and a
    # class of Chinese characters takes it a tenth of a millisecond to compile.
    branches = [
        re.escape(c) + (_write(child) if child else child.ends or "") for c, child in sorted(node.items())
    ]
    if len(branches) == 1 and node.ends is None:
        return branches[0]
    return _ending(f"(?:{'|'.join(branches)})", node.ends)


def _ending(more: str, ends: str | None) -> str:
    """Write what goes on with a word, where a shorter one may end as well."""
    if ends is None:
        return more
    return f"(?:{more}|{ends})" if ends else f"{more}?"
