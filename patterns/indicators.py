"""The ontology of indicators: how reports call them, and what is usual for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, Literal

from pydantic import Field, model_validator

from patterns.loader import PatternModel

Direction = Literal["stock", "flow", "rate", "index"]
IndicatorField = Literal[
    "macro",
    "fiscal",
    "industry",
    "investment",
    "attracting_investment",
    "trade",
    "agriculture",
    "employment",
    "livelihood",
    "social_security",
    "housing",
    "population",
    "safety",
    "education",
    "health",
    "culture",
    "tourism",
    "science",
    "digital",
    "transport",
    "energy",
    "environment",
    "finance",
    "other",
]


class IndicatorEntry(PatternModel):
    """One indicator: its code, its names, and what is usual for it.

    `usual_unit` is the base unit (CNY, USD, %, or the Chinese unit); `usual_comparability` says whether its
    growth is usually in comparable prices; `direction` whether it is a stock, a flow, a rate or an index.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    name_en: str = Field(min_length=1)
    field: IndicatorField
    usual_unit: str | None = None
    usual_comparability: Literal["nominal", "real"] | None = None
    direction: Direction
    note: str | None = None
    source: str | None = None


class IndicatorWords(PatternModel):
    """The words around an indicator's name; `patterns/data/indicators.toml` tells what each list is for."""

    scopes: tuple[str, ...]
    scope_links: tuple[str, ...]
    leads: tuple[str, ...]
    additions: tuple[str, ...]
    not_areas: tuple[str, ...]
    suffixes: tuple[str, ...]
    not_before: tuple[str, ...]
    after_short: tuple[str, ...]
    before_short: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """What a name means: the entry, and the rest of the name.

    `scope` says whose figure it is (全市, 市本级); `part` narrows the indicator (烟草 in 烟草出口) and
    means that the figure is not that of the whole indicator; `affix` is what was cut off at the end (增幅,
    占比).
    """

    entry: IndicatorEntry
    scope: str | None = None
    part: str | None = None
    affix: str | None = None

    @property
    def exact(self) -> bool:
        """Tell whether the name means the indicator itself and no part of it."""
        return self.part is None


class Ontology(PatternModel):
    """All indicators, found by code, by name, and in text.

    Raises:
        ValueError: an alias stands for two codes (as pydantic's ValidationError on loading).

    >>> from patterns import load
    >>> found = load().indicators.lookup("全市规上工业增加值增幅")
    >>> found.entry.code, found.scope, found.affix
    ('value_added_industry_above', '全市', '增幅')
    """

    entries: Mapping[str, IndicatorEntry]
    variants: Mapping[str, tuple[str, ...]]
    words: IndicatorWords

    @model_validator(mode="before")
    @classmethod
    def _codes(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and isinstance(entries := data.get("entries"), Mapping):
            coded = {
                code: {"code": code, **row} if isinstance(row, Mapping) else row
                for code, row in entries.items()
            }
            return {**data, "entries": coded}
        return data

    @model_validator(mode="after")
    def _one_code_each(self) -> Ontology:
        owner: dict[str, str] = {}
        for entry in self.entries.values():
            for alias in (entry.name, *entry.aliases, *entry.short):
                other = owner.setdefault(normal(alias), entry.code)
                if other != entry.code:
                    raise ValueError(f"{alias} stands for {other} and for {entry.code}")
        return self

    def entry(self, code: str) -> IndicatorEntry | None:
        """Return the indicator of a code.

        >>> from patterns import load
        >>> load().indicators.entry("gdp").name_en
        'Gross domestic product (gross regional product)'
        """
        return self.entries.get(code)

    def lookup(self, name: str) -> IndicatorMatch | None:
        """Return what an indicator's name means, or None.

        First the name as it stands, then without words of scope and time before it (全市, 年末), without what
        is told of it after it (增幅, 目标), then the longest full name at its end, the words before it given
        as `part`. A name that goes on to something else (一般公共预算收入增幅位次) is not known.

        >>> from patterns import load
        >>> ontology = load().indicators
        >>> ontology.lookup("全市地方一般公共预算收入").entry.code
        'local_general_public_budget_revenue'
        >>> found = ontology.lookup("烟草制品出口")
        >>> found.entry.code, found.part
        ('exports', '烟草制品')
        >>> ontology.lookup("一般公共预算收入增幅位次") is None
        True
        """
        memo = self._memo
        if name not in memo:
            if len(memo) >= _MEMO_SIZE:
                memo.clear()
            memo[name] = self._lookup(normal(name))
        return memo[name]

    def find(self, text: str) -> Iterator[tuple[int, int, IndicatorEntry]]:
        """Find the names of indicators in a text: start, end (code points) and entry, without overlaps.

        The longest name counts. Short names (粮食, 出口) count only where they stand alone before a figure or
        its verb. Text is read as it stands: simplified script, no spaces inside of words.

        >>> from patterns import load
        >>> [(s, e, entry.code) for s, e, entry in load().indicators.find("全市财政总收入13亿元，增长9%。")]
        [(2, 7, 'total_fiscal_revenue')]
        """
        heads, sizes = self._heads
        floor = 0
        for match in heads.finditer(text):
            start = match.start()
            if start < floor or text[start : start + 2] not in sizes:
                continue
            for width in _WIDTHS:
                for size in sizes.get(text[start : start + width], ()):
                    entry = self._at(text, start, start + size)
                    if entry is not None:
                        floor = start + size
                        yield start, floor, entry
                        break
                else:
                    continue
                break

    def _at(self, text: str, start: int, end: int) -> IndicatorEntry | None:
        name = text[start:end]
        blocked, alone, before = self._around
        if (entry := self._full.get(name)) is not None:
            return None if blocked.match(text, end) else entry
        if (entry := self._short.get(name)) is None or not alone.match(text, end):
            return None
        return entry if before.search(text, max(0, start - _LONGEST_LEAD), start) else None

    # Tables, made when first asked for.

    @cached_property
    def _memo(self) -> dict[str, IndicatorMatch | None]:
        return {}

    @cached_property
    def _full(self) -> dict[str, IndicatorEntry]:
        table: dict[str, IndicatorEntry] = {}
        spelled: dict[str, IndicatorEntry] = {}
        for entry in self.entries.values():
            short = set(entry.short)
            for alias in (entry.name, *entry.aliases):
                if alias not in short:
                    table[alias] = entry
                    for other in self._spellings(alias):
                        spelled.setdefault(other, entry)
        short_names = {alias for entry in self.entries.values() for alias in entry.short}
        for name, entry in spelled.items():
            if name not in short_names:
                table.setdefault(name, entry)
        return table

    @cached_property
    def _short(self) -> dict[str, IndicatorEntry]:
        return {
            spelling: entry
            for entry in self.entries.values()
            for alias in entry.short
            for spelling in (*self._spellings(alias), alias)
            if len(spelling) > 1
        }

    @cached_property
    def _exact(self) -> dict[str, IndicatorEntry]:
        single = {alias: e for e in self.entries.values() for alias in e.short}
        table = {normal(alias): entry for alias, entry in (*single.items(), *self._short.items())}
        table.update((normal(alias), entry) for alias, entry in self._full.items())
        return table

    @cached_property
    def _tails(self) -> dict[str, IndicatorEntry]:
        tails = {normal(alias): entry for alias, entry in self._full.items()}
        # 出口 and 进口 make sense after any goods; other short names are too common as the end of a name.
        tails.update((normal(alias), entry) for alias, entry in self._short.items() if alias.endswith("口"))
        return tails

    def _spellings(self, alias: str) -> Iterator[str]:
        """Give the other spellings of a name; where several words vary, each way to vary them."""
        choices = [(word, (word, *others)) for word, others in self.variants.items() if word in alias]
        if not choices:
            return
        for chosen in product(*(spellings for _, spellings in choices)):
            other = alias
            for (word, _), spelling in zip(choices, chosen, strict=True):
                other = other.replace(word, spelling, 1)
            if other != alias:
                yield other

    @cached_property
    def _heads(self) -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
        # Names are found by their first two characters, then by their first four; the rest is looked up, the
        # longest name first.
        sizes: dict[str, set[int]] = {}
        for alias in (*self._full, *self._short):
            sizes.setdefault(alias[:2], set())
            sizes.setdefault(alias[: _WIDTHS[0]], set()).add(len(alias))
        heads = {alias[:2] for alias in sizes}
        firsts, seconds = ("".join(sorted({head[at] for head in heads})) for at in (0, 1))
        return re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])"), {
            head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()
        }

    @cached_property
    def _around(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        words = self.words
        return (
            re.compile(_any(words.not_before)),
            re.compile(rf"[\d（(XＸ×*]|{_any(words.after_short)}"),
            re.compile(rf"(?:^|[^\u4e00-\u9fff]|{_any(words.before_short)})$"),
        )

    @cached_property
    def _edges(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        words = self.words
        no_area = "".join(f"(?<!{re.escape(word)})" for word in words.not_areas)
        area = rf"[\u4e00-\u9fff]{{2,7}}?[省市县区州旗盟镇乡]{no_area}(?=[\u4e00-\u9fffA-Z])"
        scope = rf"(?:{_any(words.scopes)})(?:{_any(words.scope_links)})*|{area}"
        plan = "十[一二三四五六七八九]五期间"
        lead = rf"{_any(words.leads)}|\d{{4}}年|\d{{1,2}}[月日]份?|[—\-至,，、:：]|{plan}"
        return (
            re.compile(scope),
            re.compile(lead),
            re.compile(_any(words.additions)),
            re.compile(rf"(?:{_any(words.suffixes)})$"),
        )

    # Reading a name.

    def _lookup(self, name: str) -> IndicatorMatch | None:
        if len(name) > _LONGEST_NAME:
            return None
        if entry := self._exact.get(name):
            return IndicatorMatch(entry)
        if share := _SHARE.fullmatch(name):
            whole = self._lookup(share[1])
            return whole and IndicatorMatch(whole.entry, whole.scope, whole.part, name[share.end(1) :])
        best: IndicatorMatch | None = None
        for stem, affix in self._stems(_BRACKETS.sub("", name)):
            for start in self._starts(stem):
                if entry := self._exact.get(start.rest):
                    return start.match(entry, None, affix)
            if best is None:
                best = self._tail(stem, affix)
        return best

    def _stems(self, name: str) -> Iterator[tuple[str, str]]:
        """Give the name with ever more of its endings cut off."""
        suffix = self._edges[3]
        yield name, ""
        end = len(name)
        while (found := suffix.search(name, 0, end)) and found.start() > 1:
            end = found.start()
            yield name[:end].removesuffix("的"), name[end:]

    def _starts(self, name: str) -> Iterator[_Start]:
        """Give the name with ever more words of scope, time and addition taken off its start."""
        scope, lead, addition, _ = self._edges
        position, kept, added = 0, "", ""
        yield _Start(kept, added, name)
        while True:
            if found := addition.match(name, position):
                added += found[0]
            elif found := lead.match(name, position):
                pass
            elif found := scope.match(name, position):
                kept += found[0]
            else:
                return
            if found.end() > len(name) - 2:
                return
            position = found.end()
            yield _Start(kept, added, name[position:])

    def _tail(self, name: str, affix: str) -> IndicatorMatch | None:
        """Find the longest full name at the end; what is before it and is no scope is a part."""
        for at in range(1, len(name) - 1):
            entry = self._tails.get(name[at:])
            if entry is None or _NUMBER_END.search(name, 0, at):
                continue
            if _NO_PART.search(name, 0, at):
                return None
            *_, start = self._starts(name[:at] + _MARK)
            part = start.rest.removesuffix(_MARK).removesuffix("的")
            return start.match(entry, part or None, affix)
        return None


@dataclass(frozen=True, slots=True)
class _Start:
    """A name without words at its start: those of scope, those of addition, and the rest."""

    scope: str
    added: str
    rest: str

    def match(self, entry: IndicatorEntry, part: str | None, affix: str) -> IndicatorMatch:
        if self.added and (part or entry.direction == "stock"):
            part = self.added + (part or "")
        return IndicatorMatch(entry, self.scope or None, part, affix or None)


_WIDTHS = (4, 3, 2)
_MEMO_SIZE = 20_000
_LONGEST_LEAD = 4
_LONGEST_NAME = 80
_MARK = "\0\0"
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_OF_WHOLE = "的?(?:比重|比例|份额|比率|比值|之比)"
_SHARE = re.compile(rf"(.{{2,}}?)(?:占.{{2,}}?(?:{_OF_WHOLE}|)|与.{{2,}}?{_OF_WHOLE})")
# The end of a number: 30亿元以上项目 is not 亿元以上项目 with 30 before it.
_NUMBER_END = re.compile(r"[\d.一二三四五六七八九十百千万亿]$")
# Words that make the end of a name something other than the name (每…, 关于…).
_NO_PART = re.compile(r"每|关于|用于|按照|[,，。;；、]")


def normal(name: str) -> str:
    """Return a name as the tables hold it: NFKC, no spaces or quotation marks.

    >>> normal("“三公” 经费（全口径）")
    '三公经费(全口径)'
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name))


_DROPPED = re.compile(r"[\s“”\"'‘’]+")


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
