"""Characters that a terminal or a page must not be given as they are."""

from __future__ import annotations

import re
from typing import Final

# C0 and C1 controls but tab and line feed, lone surrogates, what turns the direction of writing, line and
# paragraph separators, and what takes no room: any of them can hide or disturb the text around it.
UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""Write a text so that every character can be seen and none is obeyed.

    Control characters become their pictures, the others that take no room their number; tabs and line feeds
    stay.

    >>> visible("\x1b[31m红\x7f\u202e")
    '␛[31m红␡<U+202E>'
    """
    return UNSAFE.sub(lambda found: picture(found.group()), text)


def picture(character: str) -> str:
    r"""Give what stands for one unsafe character.

    >>> picture("\0"), picture("\x85")
    ('␀', '<U+0085>')
    """
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
