"""Takes out the pinyin that a machine put in parentheses after characters."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.cleaning.alignment import AlignedText, Edit
from corpus.cleaning.outcome import Outcome, mended
from patterns import Patterns

NAME = "pinyin"

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
SYLLABLE = f"[a-zü{_TONED}]{{1,6}}"
_NOTE = re.compile(f"([\u3400-\u9fff\uf900-\ufaff])[(（]({SYLLABLE})[)）]")
_HAS_TONE = re.compile(f"[{_TONED}]")
_BROKEN = re.compile("([\u3400-\u9fff\uf900-\ufaff])[(（]([^()（）\\s，。、,;]{1,6})[)）]")
# Characters with a neutral tone (们, 了, 的) are noted without a mark; only a text full of notes proves them
# notes.
_MANY = 5


def apply(text: AlignedText, patterns: Patterns) -> Outcome:
    """Drop `(pinyin)` after a character; the character then stands for its note as well.

    A note with a tone mark is always one. A note without is taken out only where the text holds many with
    one, and only if it is a reading of its character.

    >>> out = apply(AlignedText.of("經(jīng)濟(jì)增長"), Patterns())
    >>> out.text.text, out.text.to_source(1, 2)
    ('經濟增長', (7, 12))
    """
    if not _HAS_TONE.search(text.text):
        return Outcome(text)
    notes = list(_NOTE.finditer(text.text))
    toned = [match for match in notes if _HAS_TONE.search(match.group(2))]
    if len(toned) >= _MANY:
        notes = [
            match
            for match in notes
            if _HAS_TONE.search(match.group(2)) or _reads(match.group(1), match.group(2))
        ]
    else:
        notes = [match for match in toned if _reads(match.group(1), match.group(2))]
    edits = [Edit(*match.span(), match.group(1)) for match in notes]
    text, repairs, _ = mended(text, edits, NAME, "pinyin after characters taken out")
    if len(toned) < _MANY:
        return Outcome(text, repairs)
    broken = [match for match in _BROKEN.finditer(text.text) if _remains(match.group(1), match.group(2))]
    edits = [Edit(*match.span(), match.group(1)) for match in broken]
    text, more, _ = mended(text, edits, NAME, "damaged pinyin after characters taken out")
    return Outcome(text, repairs + more)


def _remains(char: str, note: str) -> bool:
    """Tell what is left of a note: its plain letters are some of a reading's, in order."""
    letters = [letter for letter in note if letter.isascii() and letter.isalpha()]
    if not letters or len(letters) == len(note):
        return False
    return any(_in_order(letters, reading) for reading in readings(char))


def _in_order(letters: list[str], reading: str) -> bool:
    rest = iter(reading)
    return all(letter in rest for letter in letters)


@lru_cache(maxsize=1 << 14)
def _reads(char: str, syllable: str) -> bool:
    return syllable in readings(char)


@lru_cache(maxsize=1 << 14)
def readings(char: str) -> frozenset[str]:
    """Return the readings of a character, with tone marks and without.

    >>> "xiàn" in readings("現")
    True
    """
    from pypinyin import Style, pinyin

    toned = pinyin(char, style=Style.TONE, heteronym=True)[0]
    plain = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    return frozenset((*toned, *plain))
