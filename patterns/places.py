"""The gazetteer: administrative divisions, their codes, the years these were valid, and their successors."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from patterns.alternation import alternation
from patterns.loader import PatternError, PatternModel, load_area
from schemas import Place

PlaceLevel = Literal["province", "prefecture", "county", "township", "zone"]
_RANK: Mapping[str, int] = {"province": 0, "prefecture": 1, "county": 2, "township": 3, "zone": 3}


class PlaceEntry(NamedTuple):
    """One division under one code and name; `valid_to` is None while it is in force.

    `valid_from` 1980 means 1980 or earlier. `successor` is the code that took its place, or None.
    """

    code: str
    name: str
    level: PlaceLevel
    parent: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    successor: str | None = None

    def valid_in(self, year: int) -> bool:
        """Tell whether the division was in force at some time of a year."""
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


class PlaceRow(PatternModel):
    """A place of a user's own file."""

    code: str
    name: str = Field(min_length=1)
    level: PlaceLevel
    parent: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    successor: str | None = None


class PlaceWords(PatternModel):
    """`patterns/data/places.toml`: suffixes, peoples, common words, aliases, a user's places."""

    entries: tuple[PlaceRow, ...] = ()
    suffixes: tuple[str, ...]
    peoples: tuple[str, ...]
    generic: frozenset[str]
    words: frozenset[str]
    not_suffixes: frozenset[str]
    aliases: Mapping[str, str]
    protected: Mapping[str, str]


class Gazetteer:
    """Finds divisions by code, by name, and in text.

    >>> from patterns import load
    >>> places = load().places
    >>> places.find("赣县").code, places.find("赣县").successor, places.find("三明").name
    ('360721', '360704', '三明市')
    """

    def __init__(self, words: PlaceWords, entries: Sequence[PlaceEntry]) -> None:
        self.words = words
        self.entries = tuple(entries)

    def __len__(self) -> int:
        """Return the number of rows: one for each code and name."""
        return len(self.entries)

    def entry(self, code: str, year: int | None = None) -> PlaceEntry | None:
        """Return the division of a code: as of a year where given and known, else its newest row.

        >>> from patterns import load
        >>> load().places.entry("420600", 2005).name, load().places.entry("420600").name
        ('襄樊市', '襄阳市')
        """
        rows = self._by_code.get(code)
        if rows is None:
            return None
        if year is not None:
            for row in rows:
                if row.valid_in(year):
                    return row
        return rows[-1]

    def find(
        self, name: str, year: int | None = None, within: PlaceEntry | str | None = None
    ) -> PlaceEntry | None:
        """Return the one division that a name means, or None where none or several fit.

        A full name (赣县, 三明市), a short one (江西, 延边州) or a chain (江西省赣州市赣县). With `year`,
        what was valid then, or what came nearest in time; without, what is valid now, else what was last.
        `within` (an entry, a code or a name) keeps what lies there. Between levels the higher wins (吉林 is
        the province).

        >>> from patterns import load
        >>> places = load().places
        >>> places.find("嫩江市").code, places.find("朝阳区"), places.find("朝阳区", within="北京").code
        ('231183', None, '110105')
        """
        key = name.translate(_SPACES)
        inside = self._inside(within, year)
        if within is not None and inside is None:
            return None
        for index in (self._by_name, self._by_short):
            if rows := index.get(key):
                return self._choose(rows, year, inside)
        found = list(self._chain(key, year))
        if found and found[-1][1] == len(key) and sum(end - start for start, end, _ in found) == len(key):
            last = found[-1][2]
            return last if inside is None or self._lies_in(last, inside) else None
        return None

    def children(self, entry: PlaceEntry, year: int | None = None) -> list[PlaceEntry]:
        """Return the divisions directly below one, valid in a year (without one: now), in order of code."""
        rows = self._by_parent.get(entry.code, ())
        return [row for row in rows if (row.valid_to is None if year is None else row.valid_in(year))]

    def ancestors(self, entry: PlaceEntry, year: int | None = None) -> list[PlaceEntry]:
        """Return the divisions that one lies in, nearest first."""
        out: list[PlaceEntry] = []
        code = entry.parent
        when = year if year is not None else entry.valid_to
        while code and (row := self.entry(code, when)) and row not in out:
            out.append(row)
            code = row.parent
        return out

    def current(self, entry: PlaceEntry) -> PlaceEntry | None:
        """Follow the successors to the division in force now; None where the chain breaks off.

        >>> from patterns import load
        >>> places = load().places
        >>> places.current(places.entry("362121")).name
        '赣县区'
        """
        seen: set[PlaceEntry] = set()
        row: PlaceEntry | None = entry
        while row is not None and row.valid_to is not None:
            if row in seen or row.successor is None:
                return None
            seen.add(row)
            row = self.entry(row.successor, row.valid_to + 1)
        return row

    def as_place(self, entry: PlaceEntry) -> Place:
        """Return the division as the place of a record."""
        return Place(
            name=entry.name,
            code=entry.code,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            successor=entry.successor,
        )

    def short_name(self, name: str) -> str | None:
        """Return a name without its suffix, or None where fewer than two characters would be left.

        >>> from patterns import load
        >>> places = load().places
        >>> places.short_name("延边朝鲜族自治州"), places.short_name("赣县区"), places.short_name("赣县")
        ('延边', '赣县', None)
        """
        match = self._suffix.search(name)
        if match is None or match.start() < 2:
            return None
        stem = name[: match.start()]
        if match[0].startswith("自治") and (people := self._people.search(stem)) and people.start() >= 2:
            stem = stem[: people.start()]
        return stem

    def two_character_names(self) -> tuple[str, ...]:
        """Return the counties whose whole name has two characters (赣县), each name once, in order.

        >>> from patterns import load
        >>> "赣县" in load().places.two_character_names()
        True
        """
        return self._two_characters

    def mentions(
        self,
        text: str,
        year: int | None = None,
        within: PlaceEntry | str | None = None,
        *,
        short: bool = False,
    ) -> list[tuple[int, int, PlaceEntry]]:
        """Return the divisions that a text names, in its order, as start, end (code points) and entry.

        Full names anywhere, names that may be parts of other words (和县, 增城市) only where no Chinese
        character stands before them or their parent does. A name that several divisions share is read by the
        place right before it, or by `within`, and left out where neither decides. With `short`, for titles
        and signatures, short names of provinces and prefectures as well, and of counties at the start or
        right after their parent.

        >>> from patterns import load
        >>> [(text.code) for *_, text in load().places.mentions("江西省赣州市赣县2009年总结")]
        ['360000', '360700', '360721']
        """
        inside = self._inside(within, year)
        return list(self._scan(text, year, inside, short))

    def protected_names(self) -> Mapping[str, str]:
        """Return spellings that script conversion would spoil, each with the name that it stands for.

        >>> from patterns import load
        >>> load().places.protected_names()["乾安"]
        '乾安'
        """
        return self.words.protected

    # Names and indices.

    @cached_property
    def _two_characters(self) -> tuple[str, ...]:
        names = {row.name for row in self.entries if row.level == "county" and len(row.name) == 2}
        return tuple(sorted(names))

    @cached_property
    def _by_code(self) -> dict[str, list[PlaceEntry]]:
        out: dict[str, list[PlaceEntry]] = {}
        for row in self.entries:
            out.setdefault(row.code, []).append(row)
        return out

    @cached_property
    def _by_parent(self) -> dict[str, list[PlaceEntry]]:
        out: dict[str, list[PlaceEntry]] = {}
        for row in self.entries:
            if row.parent:
                out.setdefault(row.parent, []).append(row)
        return out

    @cached_property
    def _by_name(self) -> dict[str, list[PlaceEntry]]:
        out: dict[str, list[PlaceEntry]] = {}
        for row in self.entries:
            out.setdefault(row.name, []).append(row)
        for alias, code in self.words.aliases.items():
            rows = self._by_code.get(code)
            if rows is None:
                raise PatternError(f"places.toml: aliases.{alias}: no division has the code {code}")
            out.setdefault(alias, []).extend(rows)
        return out

    @cached_property
    def _by_short(self) -> dict[str, list[PlaceEntry]]:
        out: dict[str, list[PlaceEntry]] = {}
        for row in self.entries:
            stem = self.short_name(row.name)
            if stem is None:
                continue
            out.setdefault(stem, []).append(row)
            if row.name.endswith("自治州"):
                out.setdefault(stem + "州", []).append(row)
            elif row.name.endswith(("自治县", "自治旗")):
                out.setdefault(stem + row.name[-1], []).append(row)
        return out

    @cached_property
    def _suffix(self) -> re.Pattern[str]:
        return re.compile(f"{alternation(self.words.suffixes)}$")

    @cached_property
    def _people(self) -> re.Pattern[str]:
        return re.compile(f"{alternation(self.words.peoples)}+$")

    @cached_property
    def _tails(self) -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
        # Names are found from their last two characters backwards: few places in a text end so.
        lengths: dict[str, set[int]] = {}
        for name in self._by_name:
            lengths.setdefault(name[-2:], set()).add(len(name))
        last = "".join(sorted({name[-1] for name in self._by_name}))
        return (
            re.compile(f"[{re.escape(last)}]"),
            {tail: tuple(sorted(sizes, reverse=True)) for tail, sizes in lengths.items()},
        )

    @cached_property
    def _weak(self) -> frozenset[str]:
        # Names that a longer word may end in (公开县级, 新增城市, 示范县), or that are words (富裕县).
        return frozenset(
            name
            for name in self._by_name
            if len(name) == 2 or name.endswith("城市") or self.short_name(name) in self.words.words
        )

    # Search.

    def _inside(self, within: PlaceEntry | str | None, year: int | None) -> PlaceEntry | None:
        if within is None or isinstance(within, PlaceEntry):
            return within
        return self.entry(within, year) or self.find(within, year)

    def _lies_in(self, row: PlaceEntry, place: PlaceEntry) -> bool:
        """Tell whether a division lies in another, under any of the codes that this had."""
        if row.parent == place.code or row.code == place.code:
            return True
        when = row.valid_to
        chain = self.ancestors(row, when)
        return any(above.code == place.code or above.name == place.name for above in chain)

    def _choose(
        self, rows: Sequence[PlaceEntry], year: int | None, inside: PlaceEntry | None
    ) -> PlaceEntry | None:
        if inside is not None:
            rows = [row for row in rows if self._lies_in(row, inside)]
        if len(rows) <= 1:
            return rows[0] if rows else None
        if year is None:
            fit = [row for row in rows if row.valid_to is None] or rows
        else:
            nearest = min(_distance(row, year) for row in rows)
            fit = [row for row in rows if _distance(row, year) == nearest]
        top = min(_RANK[row.level] for row in fit)
        fit = [row for row in fit if _RANK[row.level] == top]
        if len(fit) > 1:
            # Several codes of one place through the years: the chain of successors leaves one.
            ends = {(now.code if (now := self.current(row)) else row.code) for row in fit}
            if len(ends) == 1:
                return max(fit, key=lambda row: row.valid_to or 9999)
            return None
        return fit[0]

    def _scan(
        self, text: str, year: int | None, inside: PlaceEntry | None, short: bool
    ) -> Iterator[tuple[int, int, PlaceEntry]]:
        found = self._full_names(text, year, inside)
        if not short:
            yield from found
            return
        spans = sorted(found, key=lambda item: item[0])
        starts = [start for start, _, _ in spans]
        position = 0
        before: tuple[int, int, PlaceEntry] | None = None
        while position < len(text):
            index = bisect_right(starts, position) - 1
            if index >= 0 and spans[index][0] == position:
                before = spans[index]
                yield before
                position = before[1]
                continue
            limit = starts[index + 1] if index + 1 < len(starts) else len(text)
            hit = self._short_at(text, position, limit, year, inside, before)
            if hit is None:
                position += 1
                continue
            before = (position, hit[0], hit[1])
            yield before
            position = hit[0]

    def _full_names(
        self, text: str, year: int | None, inside: PlaceEntry | None
    ) -> Iterator[tuple[int, int, PlaceEntry]]:
        pattern, tails = self._tails
        names, generic, weak = self._by_name, self.words.generic, self._weak
        before: tuple[int, int, PlaceEntry] | None = None
        floor = 0
        for match in pattern.finditer(text):
            end = match.end()
            sizes = tails.get(text[end - 2 : end])
            if sizes is None or text[end - 1 : end + 1] in self.words.not_suffixes:
                continue
            for size in sizes:
                start = end - size
                if start < floor:
                    continue
                name = text[start:end]
                rows = names.get(name)
                if rows is None:
                    continue
                above = before[2] if before is not None and before[1] == start else None
                row = self._choose(rows, year, above) if above else None
                free = name not in generic and (name not in weak or not _han(text[start - 1 : start]))
                if row is None and free:
                    row = (self._choose(rows, year, inside) if inside else None) or self._choose(
                        rows, year, None
                    )
                if row is not None:
                    before = (start, end, row)
                    floor = end
                    yield before
                    break

    def _short_at(
        self,
        text: str,
        start: int,
        limit: int,
        year: int | None,
        inside: PlaceEntry | None,
        before: tuple[int, int, PlaceEntry] | None,
    ) -> tuple[int, PlaceEntry] | None:
        above = before[2] if before is not None and before[1] == start else None
        for size in range(min(_LONGEST_SHORT, limit - start), 1, -1):
            name = text[start : start + size]
            rows = self._by_short.get(name)
            if rows is None or (above is None and name in self.words.words):
                continue
            row = self._choose(rows, year, above) if above else None
            if row is None and name not in self.words.words:
                row = self._choose(rows, year, inside)
                if row is not None and _RANK[row.level] >= _RANK["county"] and start > 0:
                    row = None
            if row is not None:
                return start + size, row
        return None

    def _chain(self, text: str, year: int | None) -> Iterator[tuple[int, int, PlaceEntry]]:
        return self._scan(text, year, None, True)


_LONGEST_SHORT = 8
_SPACES = {ord(char): None for char in " \t\u3000\xa0"}


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _distance(row: PlaceEntry, year: int) -> int:
    if row.valid_in(year):
        return 0
    first, last = row.valid_from or year, row.valid_to or 9999
    return first - year if year < first else year - last


def read_entries(text: str) -> Iterator[PlaceEntry]:
    """Read the rows of `patterns/data/places.tsv`; lines that begin with # are comments.

    >>> next(read_entries("110000\\t北京市\\tprovince\\t\\t1980\\t\\t\\n")).name
    '北京市'
    """
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, name, level, parent, first, last, successor = line.split("\t")
            yield PlaceEntry(
                code,
                name,
                level,  # type: ignore[arg-type]  # checked by the tests, not at each start
                parent or None,
                int(first) if first else None,
                int(last) if last else None,
                successor or None,
            )


def load_gazetteer(extra: Sequence[Path] = ()) -> Gazetteer:
    """Read the divisions and the words about them, and a user's own places after them.

    Raises:
        PatternError: a file of the user cannot be read, or a place of it takes a code that a division has.
    """
    words = load_area("places", PlaceWords, extra)
    table = resources.files("patterns") / "data" / "places.tsv"
    entries = list(read_entries(table.read_text(encoding="utf-8")))
    if words.entries:
        taken = {row.code for row in entries}
        for row in words.entries:
            if row.code in taken:
                raise PatternError(f"places: entries: the code {row.code} of {row.name} is taken")
            entries.append(PlaceEntry(**row.model_dump()))
    return Gazetteer(words, entries)
