"""Says who speaks, on what level, and of what place."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from corpus.structure.head import Head
from patterns.structure import StructureCues
from schemas import Place
from schemas.speech import Level

if TYPE_CHECKING:
    from patterns.places import Gazetteer, PlaceEntry

_SAMPLE = 200_000
_NAMED_OFTEN = 3
_LEVELS: dict[str, Level] = {
    "province": "provincial",
    "prefecture": "prefecture",
    "county": "county",
    "township": "township",
}
_LEVEL_WORD = re.compile(r"自治区|自治州|自治县|[省市县区州盟旗镇乡](?!域)")
_ISSUING = re.compile(
    r"(?:中共|中国共产党)?([\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|[省市县区旗州盟镇乡])(?![省市县区]))"
)


def find_speaker(
    text: str, head: Head, cues: StructureCues, places: Gazetteer, year: int | None
) -> tuple[str | None, Level | None, Place | None]:
    """Return issuer, level and place: by title, signature and head, else by what the text names most.

    `year` settles which of several divisions of a name was in force.
    """
    level = _own_level(text, cues)
    issuer = head.issuer
    if (issuer and "国务院" in issuer) or (level == "national" and not issuer):
        return issuer, "national", Place(name="中国")
    entry = (
        _named_in_head(text, head, places, year)
        or _most_named(text, level, places, year)
        or _short_named(text, level, places, year)
    )
    if entry is None:
        return issuer, level or _level_of_issuer(issuer, cues), _unlisted(issuer)
    if issuer and (word := _LEVEL_WORD.match(issuer)):
        # 受市人民政府委托: the body of the place that the document is about.
        issuer = entry.name + issuer[word.end() :]
    return issuer, _LEVELS.get(entry.level, level or "other"), places.as_place(entry)


def _own_level(text: str, cues: StructureCues) -> Level | None:
    """Return the level whose own words (我县, 全县) the text uses most."""
    counts: Counter[Level] = Counter()
    for row in cues.levels:
        counts[row.level] = sum(text.count(word, 0, _SAMPLE) for word in row.own)
    best, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return best if most >= (3 if best == "national" else 1) else None


def _named_in_head(text: str, head: Head, places: Gazetteer, year: int | None) -> PlaceEntry | None:
    for source, which in ((head.title or "", -1), (head.issuer or "", -1), (text[: head.body], 0)):
        if found := places.mentions(source, year, short=True):
            return found[which][2]
    return None


def _most_named(text: str, level: Level | None, places: Gazetteer, year: int | None) -> PlaceEntry | None:
    """Return the place of the text's own level that it names most, where one stands out."""
    votes: Counter[str] = Counter()
    entries: dict[str, PlaceEntry] = {}
    for _start, _end, entry in places.mentions(text[:_SAMPLE], year):
        if level is None or _fits(entry.level, level):
            votes[entry.code] += 1
            entries[entry.code] = entry
    if not votes:
        return None
    (code, most), *rest = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    second = rest[0][1] if rest else 0
    needed = 2 if level == "provincial" or not second else 3
    return (
        entries[code]
        if most >= needed and (most > second if level == "provincial" else most >= 2 * second)
        else None
    )


def _short_named(text: str, level: Level | None, places: Gazetteer, year: int | None) -> PlaceEntry | None:
    """Return the two-character county that the text names again and again, where no longer name was found.

    Such names (赣县) also arise where words meet, so one must be named three times and outdo all others.
    """
    if level != "county":
        return None
    sample = text[:_SAMPLE]
    votes = {name: sample.count(name) for name in places.two_character_names()}
    (name, most), *rest = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if most < _NAMED_OFTEN or (rest and rest[0][1] * 2 > most):
        return None
    return places.find(name, year)


def _fits(place_level: str, level: Level) -> bool:
    # 全市 is said by municipalities under the central government, 全区 by autonomous regions as well.
    return _LEVELS.get(place_level) == level or (place_level == "province" and level != "township")


def _level_of_issuer(issuer: str | None, cues: StructureCues) -> Level | None:
    for row in cues.levels:
        endings = "|".join(map(re.escape, row.endings))
        if (
            issuer
            and endings
            and re.search(rf"(?:{endings})(?:人民政府|委|政府|[^省市县区镇乡]{{2,8}}局|$)", issuer)
        ):
            return row.level
    return None


def _unlisted(issuer: str | None) -> Place | None:
    """Return the place that an issuer's name begins with, where the gazetteer does not know it."""
    match = _ISSUING.match(issuer or "")
    return Place(name=match[1]) if match and len(match[1]) > 1 else None
