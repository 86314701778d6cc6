"""Builds expressions that match the longest of many names in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_END = ""


def trie(names: Iterable[str], lookaheads: Mapping[str, str] | None = None) -> str:
    """Return an expression that matches the longest of the names, each with its lookahead.

    >>> trie(["千瓦", "千瓦时", "个"], {"个": "(?!体)"})
    '(?:个(?!体)|千瓦(?:时|))'
    """
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for char in name:
            node = node.setdefault(char, {})
        node[_END] = (lookaheads or {}).get(name, "")
    return _branch(tree)


def _branch(node: Mapping[str, Any]) -> str:
    parts = [re.escape(char) + _branch(node[char]) for char in sorted(node) if char != _END]
    if _END in node:
        parts.append(node[_END])
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
