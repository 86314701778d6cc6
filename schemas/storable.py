"""Texts as any database takes them: PostgreSQL has no NUL in a text, and UTF-8 no half of a surrogate pair."""

from __future__ import annotations

import re
from typing import Any, Final

# The last code points there are, of private use: one for each surrogate, one for NUL, one to mark itself.
_SHIFT: Final = 0x10F800 - 0xD800
_NUL: Final = "\U0010f7ff"
_MARK: Final = "\U0010f7fe"
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff\U0010f7fe-\U0010ffff]")
_STANDING_IN: Final = re.compile("\U0010f7fe(.)|[\U0010f7ff-\U0010ffff]", re.DOTALL)


def storable(text: str) -> str:
    """Return a text with stand-ins of one code point for NUL and lone surrogates, so that offsets into it hold.

    U+10F7FF stands for NUL and U+10F800 to U+10FFFF for U+D800 to U+DFFF. Where a text holds one of these of its
    own, U+10F7FE goes before it; only there do offsets move. `restored` gives back the text.

    >>> storable("全县\\0") == "全县\\U0010f7ff", restored(storable("a\\ud8ff\\0\\U0010f7ff")) == "a\\ud8ff\\0\\U0010f7ff"
    (True, True)
    """
    return _UNSTORABLE.sub(_stand_in, text)


def restored(text: str) -> str:
    """Return the text that `storable` was given."""
    return _STANDING_IN.sub(_original, text)


def mapped(value: Any, change: Any) -> Any:
    """Return JSON with every string in it changed, keys too.

    >>> mapped({"卷": ["三", 4]}, lambda text: text * 2)
    {'卷卷': ['三三', 4]}
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): mapped(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [mapped(one, change) for one in value]
    return value


def _stand_in(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\0":
        return _NUL
    return _MARK + character if character >= _MARK else chr(ord(character) + _SHIFT)


def _original(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    return "\0" if found[0] == _NUL else chr(ord(found[0]) - _SHIFT)
