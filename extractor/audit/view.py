"""A document as the checks see it: its claims in order, how they are tied, and the words around their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from corpus import CleanText, clean
from corpus.tabular import Row, table_runs
from extractor.audit.reading import Reading, last_digit, read
from patterns import Patterns
from schemas import Claim, Speech
from schemas.findings import Strength
from schemas.records import RelationType

_NUMERALS = "0123456789.零〇○一二三四五六七八九十百千几数两"
_NUMBER = re.compile(rf"[{_NUMERALS}](?:[,，\s]*[{_NUMERALS}])*")
_SPACING = " ,\t\n\r\u3000\xa0"
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_SECTION_REACH = 1200
_MARK = re.compile(r"(?<=[一-鿿）)])[※*＊#＃†‡]")
_HEAD_OF_LINE = 40
"""How many characters apart two figures under one heading may stand and still belong to one passage."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence, as cleaned, with the claims whose figures stand in it and where (None where not found again)."""

    text: str
    claims: tuple[Claim, ...]
    spots: tuple[tuple[int, int] | None, ...]


class View:
    """A document with what the checks ask of it.

    Reads the records of a `Speech`; sets nothing on it.

    >>> from extractor import extract
    >>> from patterns import load
    >>> view = View(extract("2008年，全县实际引进内资20.9亿元，完成市下达任务的155%。"), load())
    >>> rate = view.claims[1]
    >>> view.related(rate, "completion_of").quantity.text, view.before(rate)
    ('20.9亿元', '亿元，完成市下达任务的')
    """

    def __init__(self, speech: Speech, knowledge: Patterns) -> None:
        self.speech = speech
        self.knowledge = knowledge
        self.cues = knowledge.audit
        self.claims = [record for record in speech.records if isinstance(record, Claim)]
        self.index = {claim.id: at for at, claim in enumerate(self.claims)}
        self._readings: dict[str, Reading | None] = {}
        # Whose each figure is, once `subjects.whose` has found it out.
        self.known_bodies: dict[str, str | None] = {}

    @cached_property
    def _measured(self) -> frozenset[str]:
        return frozenset(self.knowledge.quantities.units.physical.names)

    @cached_property
    def sentences(self) -> tuple[SentenceView, ...]:
        """The sentences that hold claims, in order."""
        groups: list[list[Claim]] = []
        for claim in self.claims:
            if groups and _one_sentence(groups[-1][-1], claim):
                groups[-1].append(claim)
            else:
                groups.append([claim])
        return tuple(_located(group) for group in groups)

    @cached_property
    def _sentence_of(self) -> dict[str, tuple[int, int]]:
        return {
            claim.id: (number, place)
            for number, sentence in enumerate(self.sentences)
            for place, claim in enumerate(sentence.claims)
        }

    @cached_property
    def _pointing(self) -> dict[tuple[str, RelationType], list[Claim]]:
        found: dict[tuple[str, RelationType], list[Claim]] = {}
        for claim in self.claims:
            for relation in claim.relations:
                found.setdefault((relation.id, relation.type), []).append(claim)
        return found

    def reading(self, claim: Claim) -> Reading | None:
        """Return what the figure may stand for, or None where it is masked.

        One in a table is no coarser than the finest of its column.
        """
        if claim.id not in self._readings:
            finest = self._finest_of_column.get(claim.id)
            self._readings[claim.id] = read(claim.quantity, self.cues, self._measured, finest)
        return self._readings[claim.id]

    @cached_property
    def table_cells(self) -> tuple[tuple[tuple[Row, Mapping[int, Claim]], ...], ...]:
        """The rows of each table, each with the claims that its cells gave, by the number of the cell."""
        by_start = {claim.evidence.start: claim for claim in self.claims}
        runs = table_runs(self.speech.text) if by_start else []
        return tuple(tuple((row, _claims_of(row, by_start)) for row in run) for run in runs)

    @cached_property
    def _finest_of_column(self) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        for rows in self.table_cells:
            columns: dict[int, list[Claim]] = {}
            for _, claims in rows:
                for at, claim in claims.items():
                    columns.setdefault(at, []).append(claim)
            for column in columns.values():
                steps = [step for claim in column if (step := last_digit(claim.quantity)) is not None]
                found.update((claim.id, min(steps)) for claim in column if steps)
        return found

    def readings(self, claims: Sequence[Claim]) -> list[Reading | None]:
        """Return what the figures of one sum may stand for: none of them coarser than the finest is stated.

        Whoever adds up thousands knows the thousands of the total.
        """
        steps = [step for claim in claims if (step := last_digit(claim.quantity)) is not None]
        finest = min(steps, default=None)
        return [read(claim.quantity, self.cues, self._measured, finest) for claim in claims]

    def related(self, claim: Claim, relation: RelationType) -> Claim | None:
        """Return the claim that a claim is tied to by a relation."""
        for tie in claim.relations:
            if tie.type == relation and tie.id in self.index:
                return self.claims[self.index[tie.id]]
        return None

    def pointing(self, claim: Claim, relation: RelationType) -> list[Claim]:
        """Return the claims that are tied to a claim by a relation, in order."""
        return self._pointing.get((claim.id, relation), [])

    def apart(self, one: Claim, other: Claim) -> int:
        """Return how many claims one stands behind the other; negative where it stands before it."""
        return self.index[one.id] - self.index[other.id]

    def sentence(self, claim: Claim) -> SentenceView:
        """Return the sentence of a claim."""
        return self.sentences[self._sentence_of[claim.id][0]]

    def together(self, *claims: Claim) -> bool:
        """Tell whether all claims stand in one sentence."""
        return len({self._sentence_of[claim.id][0] for claim in claims}) == 1

    def sentences_apart(self, one: Claim, other: Claim) -> int:
        """Return how many sentences (of those with claims) lie between two claims' own."""
        return abs(self._sentence_of[one.id][0] - self._sentence_of[other.id][0])

    def spot(self, claim: Claim) -> tuple[int, int] | None:
        """Return where in its sentence the digits of a claim stand, or None."""
        number, place = self._sentence_of[claim.id]
        return self.sentences[number].spots[place]

    def before(self, claim: Claim) -> str:
        """Return the words between the figure before and this one, within the sentence."""
        number, place = self._sentence_of[claim.id]
        sentence = self.sentences[number]
        spot = sentence.spots[place]
        if spot is None:
            return ""
        starts = [other[1] for other in sentence.spots[:place] if other is not None and other[1] <= spot[0]]
        return sentence.text[max(starts, default=0) : spot[0]]

    def after(self, claim: Claim) -> str:
        """Return the words between this figure's digits and the next figure, within the sentence."""
        number, place = self._sentence_of[claim.id]
        sentence = self.sentences[number]
        spot = sentence.spots[place]
        if spot is None:
            return ""
        ends = [
            other[0] for other in sentence.spots[place + 1 :] if other is not None and other[0] >= spot[1]
        ]
        return sentence.text[spot[1] : min(ends, default=len(sentence.text))]

    def between(self, one: Claim, other: Claim) -> str:
        """Return the words between the digits of two figures of one sentence."""
        first, second = self.spot(one), self.spot(other)
        if first is None or second is None or not self.together(one, other):
            return ""
        first, second = min(first, second), max(first, second)
        return self.sentence(one).text[first[1] : second[0]]

    def bracketed(self, claim: Claim) -> bool:
        """Tell whether a figure stands in brackets within its sentence."""
        spot = self.spot(claim)
        words = self.sentence(claim).text[: spot[0]] if spot else ""
        return sum(words.count(mark) for mark in "（(") > sum(words.count(mark) for mark in "）)")

    def strength(self, *claims: Claim) -> Strength:
        """Return how near the figures stand."""
        if self.together(*claims):
            return "same_sentence"
        starts = [claim.evidence.start for claim in claims]
        one_section = len({claim.evidence.section for claim in claims}) == 1
        near = max(starts) - min(starts) <= _SECTION_REACH
        return "same_section" if one_section and near else "cross_section"

    def near(self, *claims: Claim) -> bool:
        """Tell whether figures stand in one passage, whatever headings lie between."""
        starts = [claim.evidence.start for claim in claims]
        return max(starts) - min(starts) <= _SECTION_REACH

    def same_scope(self, one: Claim, other: Claim) -> bool:
        """Tell whether two figures are of the same place or level of government, so far as is said."""
        return self.scope(one) == self.scope(other)

    def scope(self, claim: Claim) -> str | None:
        """Return whose figure it is; None for the document's own place.

        全县 says no more than nothing in a document of a county, unless that tells of other governments too (县本级,
        开发区): then a figure without a scope may be theirs.
        """
        own = self.cues.own_scopes.get(self.speech.level or "", ())
        return None if self._of_one_government and claim.scope in own else claim.scope

    def body(self, claim: Claim) -> str | None:
        """Return the scope of a figure, or where it has none the one that its passage goes on with.

        That is the scope of the last figure before it under its heading, else the heading's, else that of what stands
        above the heading.
        """
        return self._bodies[claim.id]

    @cached_property
    def _bodies(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        open_scopes: list[tuple[str, str | None]] = []
        for claim in self.claims:
            path = claim.evidence.section
            kept = 0
            while kept < min(len(path), len(open_scopes)) and open_scopes[kept][0] == path[kept]:
                kept += 1
            del open_scopes[kept:]
            open_scopes.extend((title, self._scope_in(title)) for title in path[kept:])
            above = next((scope for _, scope in reversed(open_scopes) if scope is not None), None)
            found[claim.id] = claim.scope or above
            if claim.scope is not None and self._goes_on(claim):
                title = open_scopes[-1][0] if open_scopes else ""
                open_scopes[-1:] = [(title, claim.scope)]
        return found

    def _goes_on(self, claim: Claim) -> bool:
        """Tell whether the figures behind a claim may be of its body too: it is no part, in brackets or of a zone,
        and of no government above."""
        aside = self.bracketed(claim) or self.related(claim, "part_of") is not None
        above = self.cues.above.get(self.speech.level or "", ())
        foreign = claim.scope in self.cues.parts.zones or (claim.scope or "").startswith(above)
        return not aside and not foreign

    def marks(self, claim: Claim) -> frozenset[str]:
        """Return the marks that the headings over a figure, or the words that head its line, bear (全市收支情况※)."""
        start = claim.evidence.start
        line = self.speech.text[self.speech.text.rfind("\n", 0, start) + 1 : start][:_HEAD_OF_LINE]
        return frozenset(_MARK.findall("\n".join((line, *claim.evidence.section))))

    def _scope_in(self, title: str) -> str | None:
        naming = self.knowledge.claims.naming
        held = [scope for scope in (*naming.own_level_scopes, *naming.wide_scopes) if scope in title]
        return max(held, key=len, default=None)

    @cached_property
    def _of_one_government(self) -> bool:
        others = self.knowledge.claims.naming.own_level_scopes
        return not any(claim.scope in others for claim in self.claims)

    @cached_property
    def cleaned(self) -> CleanText:
        """The text after all repairs, for checks that read words which are no claims."""
        return clean(self.speech.text, self.knowledge)

    def levels(self) -> Iterator[Claim]:
        """Give the claims that state a level."""
        return (claim for claim in self.claims if claim.basis == "level")


def bare_name(claim: Claim) -> str:
    """Return what a claim is about without the words for whose it is (财政收入 of 全市财政收入)."""
    return claim.indicator.text.removeprefix(claim.scope or "")


def digits(claim: Claim) -> str:
    """Return the digits that a figure was written with."""
    return "".join(filter(str.isdigit, claim.quantity.text))


def adds_up(claim: Claim) -> bool:
    """Tell whether figures of its unit can be added up: no shares, no places in an order."""
    return claim.quantity.unit not in ("%", "pp", "rank")


def label(claim: Claim) -> str | None:
    """Return the label of a claim's period, or None."""
    return claim.period.label if claim.period else None


def plan_version(claim: Claim) -> str | None:
    """Return which version of a plan a claim is of or over (年初预算, 市下达任务), or None where it names none."""
    return claim.plan.version if claim.plan else None


def year(claim: Claim) -> int | None:
    """Return the year of a claim whose period is one whole year, else None."""
    said = label(claim)
    return int(said) if said is not None and re.fullmatch(r"\d{4}", said) else None


def _claims_of(row: Row, by_start: Mapping[int, Claim]) -> dict[int, Claim]:
    return {
        at: by_start[place]
        for at, cell in enumerate(row.cells)
        for place in range(cell.start, cell.end)
        if place in by_start
    }


def _one_sentence(one: Claim, other: Claim) -> bool:
    if one.evidence.sentence != other.evidence.sentence or one.evidence.section != other.evidence.section:
        return False
    # The same words may stand twice in a document; source text may be twice as long as what it was cleaned to.
    return other.evidence.start - one.evidence.start <= 3 * len(one.evidence.sentence) + 20


def _located(group: list[Claim]) -> SentenceView:
    text = group[0].evidence.sentence
    # Figures are spaced and grouped in the source as they please.
    places = [at for at, char in enumerate(text) if char not in _SPACING]
    compact = "".join(text[at] for at in places)
    done: dict[tuple[int, int], tuple[int, int] | None] = {}
    at = 0
    for claim in group:
        key = (claim.evidence.start, claim.evidence.end)
        if key not in done:
            digits = _digits(claim.quantity.text)
            found = _find_number(compact, digits, at) if digits else -1
            done[key] = (places[found], places[found + len(digits) - 1] + 1) if found >= 0 else None
            at = found + len(digits) if found >= 0 else at
    spots = tuple(done[(claim.evidence.start, claim.evidence.end)] for claim in group)
    return SentenceView(text, tuple(group), spots)


def _digits(words: str) -> str:
    """The number in a figure as it stands in the source, without what groups or spaces it."""
    found = _NUMBER.search(words.translate(_WIDE))
    return "".join(char for char in found.group() if char in _NUMERALS) if found else ""


def _find_number(text: str, digits: str, start: int) -> int:
    """Find a number that does not begin within another."""
    at = text.find(digits, start)
    while at > 0 and digits[0].isdigit() and (text[at - 1].isdigit() or text[at - 1] == "."):
        at = text.find(digits, at + 1)
    return at
