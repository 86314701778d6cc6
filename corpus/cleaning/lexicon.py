"""Word frequencies: how likely a stretch of simplified Chinese is as words."""

from __future__ import annotations

import math
import re
from collections.abc import Set
from functools import lru_cache

LONGEST = 4
# What a character costs that no word begins with, in nats.
FLOOR = -17.0
_LEAST_FREQUENCY = 3
_OFTEN_ALONE = -8.5
_RARELY_ALONE = -2.5
# Punctuation, which the list has not, and 的, which its texts hold less often than prose does.
_MARKS = {
    "，": -3.0, "。": -3.6, "、": -3.6, "；": -5.5, "：": -5.5, "“": -5.5, "”": -5.5, "（": -5.5, "）": -5.5,
    "的": -3.5, "《": -6.5, "》": -6.5, "％": -6.0, "？": -8.0, "！": -7.0, "—": -8.0, "·": -9.0,
}  # fmt: skip
_NONE: frozenset[str] = frozenset()


class Lexicon:
    """Log probabilities of words, in nats, from the word list of jieba 0.42.1 (MIT licence).

    `words` gives the log probability of a word of up to four characters, `following` the characters with
    which a longer word goes on.
    """

    def __init__(self, frequencies: dict[str, int]) -> None:
        total = math.log(sum(frequencies.values()) or 1)
        log = math.log
        self.words = {word: log(frequency) - total for word, frequency in frequencies.items()}
        following: dict[str, set[str]] = {}
        for word in frequencies:
            for end in range(1, len(word)):
                following.setdefault(word[:end], set()).add(word[end])
        self.words.update(_MARKS)
        self._following = following

    def following(self, start: str) -> Set[str]:
        """Return the characters that may follow the beginning of a word."""
        return self._following.get(start, _NONE)

    def char(self, char: str) -> float:
        """Return the log probability of a character that stands as a word by itself.

        The list counts the rarer characters as words far more often than official prose uses them so.
        """
        found = self.words.get(char, FLOOR)
        return max(found if found > _OFTEN_ALONE else found + _RARELY_ALONE, FLOOR)

    def score(self, text: str) -> float:
        """Return the log probability of the likeliest cutting of a text into words.

        >>> lexicon().score("全县经济发展") > lexicon().score("全厥局梅⒄")
        True
        """
        best = [0.0] + [-math.inf] * len(text)
        for start in range(len(text)):
            here = best[start]
            best[start + 1] = max(best[start + 1], here + self.char(text[start]))
            for end in range(start + 2, min(start + LONGEST, len(text)) + 1):
                found = self.words.get(text[start:end])
                if found is not None:
                    best[end] = max(best[end], here + found)
        return best[-1]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the word frequencies, read when first asked for (about half a second).

    >>> lexicon().words["经济"] > lexicon().words["乾坤"]
    True
    """
    from importlib import resources

    data = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8")
    found = _line().findall(data)
    return Lexicon({word: int(frequency) for word, frequency in found if int(frequency) >= _LEAST_FREQUENCY})


def _line() -> re.Pattern[str]:
    """Match a word of GB 2312 with its frequency; the mojibake that the list holds is left out."""
    pairs = bytes(byte for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    hanzi = set(pairs.decode("gb2312", "ignore")) - set(_MOJIBAKE)
    return re.compile(rf"^([{''.join(sorted(hanzi))}]{{1,{LONGEST}}}) (\d+)", re.MULTILINE)


# Characters that UTF-8 read as GBK is full of, and that stand alone in the list for that reason.
_MOJIBAKE = "锛涓浜銆鐨殑紝鏄槸浠鍙鏈鍦鍚鍒鍏鎴鏉杩宸璇缁"
