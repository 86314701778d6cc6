"""Compiles the words of `patterns/data/quantities.toml` into the expressions that the scanners run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from extractor.mentions import QuantityType
from extractor.quantities.numerals import NumeralReader, numeral_reader
from patterns import Patterns
from patterns.alternation import choice
from patterns.expressions import literal
from patterns.quantities import BoundWords, QuantityWords
from schemas.records import Bound

SPACE = "[ \u3000\xa0]{0,4}"
_DIGIT = "0-9０-９"
_ONE = Decimal(1)


class Unit(NamedTuple):
    """What a unit means: the unit of the record, its type, and the factor to it."""

    name: str
    type: QuantityType
    factor: Decimal = _ONE
    never: bool = False


class BoundWord(NamedTuple):
    """A bound word and the endings of text that undo it."""

    bound: Bound
    undone_by: tuple[str, ...]


class Phrase(NamedTuple):
    """A word that is a quantity by itself."""

    value: Decimal
    unit: str | None
    type: QuantityType
    bound: Bound
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Everything the scanners need, compiled once for each set of patterns."""

    words: QuantityWords
    numerals: NumeralReader
    units: Mapping[str, Unit]
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    masks: frozenset[str]
    masked_expression: str
    phrases: re.Pattern[str]
    phrase_of: Mapping[str, Phrase]
    level: re.Pattern[str]
    level_before: re.Pattern[str]
    durations: re.Pattern[str]
    ranks: re.Pattern[str]
    firsts: re.Pattern[str]
    idioms: re.Pattern[str]
    before: Mapping[str, BoundWord]
    before_ends: frozenset[str]
    before_lengths: tuple[int, ...]
    before_verb: re.Pattern[str]
    before_verb_of: Mapping[str, Bound]
    after_of: Mapping[str, Bound]
    signs: Mapping[str, str]
    range_joins: frozenset[str]
    list_joins: frozenset[str]
    ratio_joins: frozenset[str]
    joins: frozenset[str]
    from_words: tuple[str, ...]
    lost_verbs: tuple[str, ...]
    growth_before: re.Pattern[str]
    fractions: re.Pattern[str]
    ratio_before: re.Pattern[str]
    ratio_changes: tuple[str, ...]
    name_before: tuple[str, ...]
    name_after: tuple[str, ...]
    before_words: tuple[str, ...]
    ages: frozenset[str]

    @cached_property
    def masked(self) -> re.Pattern[str]:
        """Figures blacked out; most texts have none, and it is slow to compile."""
        return re.compile(self.masked_expression)


@lru_cache(maxsize=8)
def lexicon(knowledge: Patterns) -> Lexicon:
    """Compile the quantity words of `knowledge`, once."""
    words = knowledge.quantities
    numerals, units, bounds, joins = words.numerals, words.units, words.bounds, words.joins
    table = _unit_table(words)
    blocks = {name: tuple(after) for name, after in units.not_before.items()}
    kept_whole = _tails(table, "千")
    hundred = _tails(table, "百")
    after_of = _bound_of(bounds.after)
    after = f"(?:{SPACE}({choice(after_of, _lookaheads(bounds.not_before))}))?"
    per = choice(units.per.names)
    unit = _unit_expression(table, blocks)
    cn_unit = _unit_expression(_chinese_units(words, table), blocks)
    paren = f"([（(]{choice(units.count.names)}[）)])?"
    some = f"[{_characters(numerals.some_after)}](?![自源临电])"
    large = _characters(char for char, power in numerals.large.items() if power != 12)
    all_large = _characters(numerals.large)
    small = _characters(numerals.small)
    # 百 and 千 may begin a unit (百分点, 千瓦).
    plain_small = _characters(char for char in numerals.small if char not in "百千")
    multiplier = (
        f"(?:个(?=[多余]?[{large}](?![{large}])))?[多余]?"
        f"(?:(?:[十百千][余多]?)?[{large}](?:[余多]?[{large}])?|[十百](?!{hundred})|千(?!{kept_whole}))"
    )
    tail = f"(?:{SPACE}({some}))?(?:{SPACE}({multiplier}))?(?:{SPACE}({some}))?"
    measure = f"(?:{SPACE}({unit})(?:[/／]({per}))?{paren})?"
    money = choice([name for names in units.money.values() for name in names])
    paid = f"(?=(?:[.．][{_DIGIT}]+)?{SPACE}[{large}]{{0,2}}{SPACE}{money})"
    # A space after a separator, or full-width separators among narrow digits, are trusted before money only:
    # elsewhere they part the members of a list.
    number = (
        f"[{_DIGIT}](?:[{_DIGIT}]{{0,2}}(?:, ?[{_DIGIT}]{{3}})++{paid}"
        f"|[{_DIGIT}]{{0,2}}(?:，[{_DIGIT}]{{3}}){{2,9}}+{paid}"
        f"|[{_DIGIT}]{{0,2}}(?:,[{_DIGIT}]{{3}})++(?![{_DIGIT}])"
        f"|[０-９]{{0,2}}(?:，[０-９]{{3}})++(?![０-９])"
        f"|[{_DIGIT}]*+)(?:[.．][{_DIGIT}]++)?"
    )
    digits = _characters(numerals.digits)
    some_before = _characters(numerals.some_before)
    first = f"[{digits}{small}{all_large}{some_before}]"
    legal = f"(?<![{_DIGIT}].)(?:(?<![千百])|(?<=千)(?!{kept_whole})|(?<=百)(?!{hundred}))"
    run = (
        f"{first}{legal}"
        f"(?:[{digits}{some_before}{plain_small}{all_large}]|百(?!{hundred})|千(?!{kept_whole})){{0,40}}+"
    )
    above = f"(?:{number}|(?:[{digits}{plain_small}千]|百(?!分)){{1,40}}+(?:[点點][{digits}]{{1,20}}+)?)"
    big = all_large + "余多"
    chinese = (
        f"({run})(?:分之({above})(?:[到至—～~-]({above})(?=[，。、；：的,;]|以|左右|$))?{after}"
        f"|(?:[点點]([{digits}]{{1,8}}+))?({some})?([{all_large}{small}]{{1,3}})?({some})?"
        f"(?:{SPACE}((?<=[{big}]){unit}|{cn_unit})(?:[/／]({per}))?{paren}{after}|(?<=[{big}])))"
    )
    mask = _characters(numerals.masks)
    masked = f"([{mask}]{{1,6}}+(?:[.．][{mask}]{{1,3}})?){tail}{measure}{after}"
    number_or_mask = f"(?:[{_DIGIT}]{{1,4}}|[{digits}{small}]{{1,5}}|[{mask}]{{1,3}})"
    lead = literal([*units.durations.inside, *_longest(units.durations.before)])
    ranks = words.ranks
    before = {
        word: BoundWord(bound, tuple(bounds.not_after.get(word, ())))
        for word, bound in _bound_of(bounds.before).items()
    }
    before_verb_of = _bound_of(bounds.before_verb)
    verbs = choice(bounds.before_verb.verbs)
    with_ = re.escape("".join(words.level.with_))
    return Lexicon(
        words=words,
        numerals=numeral_reader(knowledge),
        units=table,
        arabic=re.compile(f"({number}){tail}{measure}{after}"),
        chinese=re.compile(chinese),
        masks=frozenset(numerals.masks),
        masked_expression=masked,
        phrases=re.compile(literal(_longest([text for word in words.words for text in word.text]))),
        phrase_of={
            text: Phrase(
                word.value, word.unit, word.type, word.bound, tuple(word.not_before), tuple(word.not_after)
            )
            for word in words.words
            for text in word.text
        },
        level=re.compile(literal(words.level.heads)),
        level_before=re.compile(
            f"(?:[{with_}][^{with_}，。；：、,;:！？（）()“”\\s]{{1,14}}?|{literal(words.level.plain)})?"
            f"(?:{literal(words.level.soft)})*$"
        ),
        durations=re.compile(
            f"({lead})(了|约|近)?({number}|[{digits}{small}几]{{1,5}})"
            f"({some})?({choice(units.durations.names)})({some})?"
        ),
        ranks=re.compile(f"(第{SPACE}|前)({number_or_mask})({literal([*ranks.places, *ranks.bests])}|个)?"),
        firsts=re.compile(literal(_longest([*ranks.first, *ranks.last]))),
        idioms=re.compile(choice(words.names.idioms)),
        before=before,
        before_ends=frozenset(word[-1] for word in before),
        before_lengths=tuple(sorted({len(word) for word in before}, reverse=True)),
        before_verb=re.compile(f"({choice(before_verb_of)})(?:{verbs}){{1,3}}了?{SPACE}$"),
        before_verb_of=before_verb_of,
        after_of=after_of,
        signs={sign: code for code, signs in units.money_signs.items() for sign in signs},
        range_joins=frozenset(joins.range),
        list_joins=frozenset(joins.listed),
        ratio_joins=frozenset(joins.ratio),
        joins=frozenset([*joins.range, *joins.listed, *joins.ratio]),
        from_words=tuple(joins.from_),
        lost_verbs=tuple(words.lost_unit.verbs),
        fractions=re.compile(
            f"([{_DIGIT}]{{1,3}})[/／]([{_DIGIT}]{{1,3}})(?![{_DIGIT}/／.A-Za-z])"
            f"({SPACE}(?:{choice(after_of)}))?"
        ),
        ratio_before=re.compile(
            f"{choice(words.bare_ratios.nouns)}"
            f"(?:[^，。；、,;\\s]{{0,14}}|[^。；;\\s]{{0,30}}{choice(words.bare_ratios.changes)}[了至到]?)$"
        ),
        ratio_changes=tuple(words.bare_ratios.changes),
        name_before=tuple(words.names.not_after),
        name_after=tuple(words.names.not_before),
        before_words=tuple(words.names.before_words),
        ages=frozenset(units.ages.names),
        growth_before=re.compile(f"(?:{choice(units.multiple.grows)})(?:了|到)?$"),
    )


def _characters(words: Iterable[str]) -> str:
    """Write characters as the inside of a character class."""
    return "".join(map(re.escape, words))


def _longest(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


def _bound_of(words: BoundWords) -> dict[str, Bound]:
    out: dict[str, Bound] = {}
    kinds: Sequence[tuple[Bound, list[str]]] = (
        ("ge", words.ge),
        ("gt", words.gt),
        ("le", words.le),
        ("lt", words.lt),
        ("approx", words.approx),
    )
    for bound, names in kinds:
        out.update(dict.fromkeys(names, bound))
    return out


def _lookaheads(blocks: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {name: f"(?!{choice(after)})" for name, after in blocks.items() if after}


def _unit_expression(names: Iterable[str], blocks: Mapping[str, Sequence[str]]) -> str:
    lookaheads = _lookaheads(blocks)
    known = list(names)
    for name in known:
        if name[-1].isascii() and name[-1].isalnum():
            lookaheads[name] = "(?![A-Za-z0-9])"
    return choice(known, lookaheads)


def _tails(table: Mapping[str, Unit], head: str) -> str:
    tails = sorted({name[1:] for name in table if name[0] == head and len(name) > 1})
    return choice(tails)


def _unit_table(words: QuantityWords) -> dict[str, Unit]:
    units = words.units
    table: dict[str, Unit] = {name: Unit(name, "count", never=True) for name in units.never.names}
    for name in units.durations.names:
        table[name] = Unit(name, "count", never=True)
    table.update({name: Unit(name, "count") for name in units.count.names})
    table.update({name: Unit(name, "physical") for name in units.physical.names})
    table.update({name: Unit(name, "multiple") for name in units.multiple.names})
    for code, names in units.money.items():
        table.update({name: Unit(code, "money") for name in names})
    table.update({name: Unit("%", "percent", factor) for name, factor in units.percent.items()})
    table.update({name: Unit("pp", "points", factor) for name, factor in units.points.items()})
    for name, scaled in units.scaled.items():
        base = table.get(scaled.unit, Unit(scaled.unit, "count"))
        table[name] = Unit(base.name, base.type, scaled.factor)
    return table


def _chinese_units(words: QuantityWords, table: Mapping[str, Unit]) -> list[str]:
    """Units read after Chinese numerals: single characters only from the list that really counts."""
    allowed = set(words.units.count_cn.names)
    for name, unit in table.items():
        if not unit.never and (
            unit.type not in ("count", "physical") or (unit.type == "physical" and len(name) > 1)
        ):
            allowed.add(name)
    return sorted(allowed & set(table))
