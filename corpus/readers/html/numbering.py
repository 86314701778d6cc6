"""The numbers that a page shows before the items of an ordered list."""

from __future__ import annotations

import re

from corpus.readers.html.tree import Node
from corpus.readers.typography import in_chinese, in_roman

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_BARE = frozenset(("none", "disc", "circle", "square"))
_CHINESE = frozenset(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"))
_LETTERS = {
    "a": "a",
    "lower-alpha": "a",
    "lower-latin": "a",
    "A": "A",
    "upper-alpha": "A",
    "upper-latin": "A",
}
_ROMAN = {"i": False, "lower-roman": False, "I": True, "upper-roman": True}
_NUMBERED = re.compile(r"\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）.．、]|\s*[①-⑳]")


def item_number(item: Node, counts: dict[int, int]) -> str:
    """Return the number before a list item with its sign, empty where the page shows none.

    `counts` holds how far each list has come, by the index of its element, and is advanced.

    >>> from corpus.readers.html.tree import parse
    >>> counts = {}
    >>> [item_number(item, counts) for item in parse("<ol start=3><li>甲<li>乙</ol><ul><li>丙").named("li")]
    ['3. ', '4. ', '']
    """
    ordered = item.parent
    if ordered is None or ordered.tag != "ol":
        return ""
    last = counts.get(ordered.index, _whole(ordered.get("start"), 1) - 1)
    number = _whole(item.get("value"), last + 1)
    counts[ordered.index] = number
    style = _STYLE.search(item.get("style")) or _STYLE.search(ordered.get("style"))
    shown = style[1].lower() if style else item.get("type") or ordered.get("type") or "1"
    if shown in _BARE:
        return ""
    if shown in _CHINESE and 0 < number < 100:
        return f"{in_chinese(number)}、"
    if shown in _LETTERS and 0 < number <= 26:
        return f"{chr(ord(_LETTERS[shown]) + number - 1)}. "
    if shown in _ROMAN and 0 < number < 40:
        roman = in_roman(number)
        return f"{roman.upper() if _ROMAN[shown] else roman}. "
    return f"{number}. "


def is_numbered(text: str) -> bool:
    """Tell a text that begins with a number of its own.

    >>> is_numbered("（一）总体情况"), is_numbered("12个项目")
    (True, False)
    """
    return bool(_NUMBERED.match(text))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text.strip()) else otherwise
