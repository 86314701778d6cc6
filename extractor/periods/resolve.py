"""Says which time governs a figure."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.structure import Sentence, Structure
from extractor.mentions import PeriodMention
from extractor.periods.context import YearContext
from extractor.periods.labels import dates_of
from extractor.periods.listed import years_of_lists
from patterns.alternation import alternation

if TYPE_CHECKING:
    from patterns.bundle import Patterns

# Of a sentence that holds more, only the nearest are looked at: no time is lost on a text without full stops.
_MOST_MENTIONS = 60
_PLAN = 5
"""Years of a plan; they end with those that it divides."""


@dataclass(frozen=True, slots=True)
class ResolvedPeriod:
    """The time of a figure.

    `label` is the whole time (2021/2025), `end_label` the last year of several (2025), for a level reached at
    their end; for a single year both are the same. `start:end` are the words, None where the section alone
    settles it. `inherited` says that the words stand outside the figure's clause.
    """

    label: str
    end_label: str
    first: dt.date
    last: dt.date
    start: int | None = None
    end: int | None = None
    inherited: bool = True
    mention: PeriodMention | None = None

    def at_end(self) -> ResolvedPeriod:
        """Return the last year alone, for a level reached at the end of several years."""
        if self.end_label == self.label:
            return self
        first, last = dates_of(self.end_label)
        return ResolvedPeriod(
            self.end_label, self.end_label, first, last, self.start, self.end, self.inherited, self.mention
        )


class PeriodResolver:
    """Finds the time that governs a figure, among the mentions of one document.

    >>> from corpus.structure import find_structure
    >>> from extractor.periods import find_periods
    >>> from patterns import load
    >>> text = "一、2030年工作回顾\\n五年来，累计新增就业9万人，城镇化率由60%提高到66%。"
    >>> structure = find_structure(text, load())
    >>> resolver = PeriodResolver(structure, find_periods(text, structure, load()), text, load())
    >>> sentence = structure.sentences[-1]
    >>> [resolver.resolve(text.index(q), clause, sentence).label for q, clause in
    ...  [("9万人", sentence.clauses[1]), ("60%", sentence.clauses[2])]]
    ['2026/2030', '2025']
    """

    def __init__(
        self, structure: Structure, mentions: list[PeriodMention], text: str, knowledge: Patterns
    ) -> None:
        self.structure = structure
        self.mentions = mentions
        self.text = text
        self.context = YearContext(structure)
        self._starts = [m.start for m in mentions]
        self._paragraph_first = self._first_of_paragraphs()
        self._sentence_starts = [s.start for s in structure.sentences]
        cues = _resolving_cues(knowledge)
        self._change_to, self._change_ahead, self._from = cues.change_to, cues.change_ahead, cues.origin
        self._anaphor, self._summed = cues.anaphor, cues.summed
        self._looks_over_years = cues.looks_over_years
        self._listed = years_of_lists(structure, mentions, text, self._looks_over_years)
        self._topics: dict[int, PeriodMention | None] = {}
        self._section_mentions: dict[int, PeriodMention | None] = {}

    def resolve(
        self,
        quantity_start: int,
        clause: tuple[int, int],
        sentence: Sentence,
        cumulative: bool | None = None,
        of_deeds: bool = False,
    ) -> ResolvedPeriod | None:
        """Return the time that governs a figure, or None where the document does not settle it.

        `clause` is the figure's clause, one of `sentence.clauses`. Of several years together, a figure summed
        or grown over them (`cumulative` True) takes all, a level reached at their end (False) the last alone;
        None leaves it to the words before the figure (累计, 新增; 达到, 总量), and where they are silent to whether
        it counts what was done (`of_deeds`: 获奖20项).
        """
        found = self._governing(quantity_start, clause, sentence)
        if found is None or found.label == found.end_label:
            return found
        if cumulative is None:
            summed = self._is_summed(quantity_start, clause)
            cumulative = of_deeds if summed is None else summed
        return found if cumulative else found.at_end()

    def _is_summed(self, at: int, clause: tuple[int, int]) -> bool | None:
        """Tell by the nearest of the words before a figure whether it is a sum over years; None without any."""
        words = self.text[max(clause[0], at - 40) : at]
        for piece in (words[words.rfind("、") + 1 :], words):
            cues = [match.lastgroup for match in self._summed.finditer(piece)]
            if cues:
                return "sum" in cues or cues[-1] == "summed"
        return None

    def _governing(self, at: int, clause: tuple[int, int], sentence: Sentence) -> ResolvedPeriod | None:
        origin = self._is_origin(at, clause)
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, at)
        for index in range(max(low, high - 1), min(high + 1, len(self.mentions))):
            mention = self.mentions[index]
            # The figure is the number of years itself (连续五年增产).
            if mention.type == "span" and mention.label and mention.start <= at < mention.end:
                whole = self._resolved(mention, inherited=False)
                return replace(whole, end_label=whole.label)
        for index in range(high - 1, max(low, high - _MOST_MENTIONS) - 1, -1):
            mention = self.mentions[index]
            if mention.named or mention.label is None:
                continue
            same_clause = mention.start >= clause[0]
            if mention.base or mention.origin:
                if same_clause and mention.origin and not self._change_to.search(self.text, mention.end, at):
                    return self._resolved(mention, inherited=False)
                continue
            if not same_clause and not self._carries(mention, sentence):
                continue
            if mention.end > at:
                continue
            found = self._resolved(mention, inherited=not same_clause)
            if not same_clause and not _lasts(mention):
                # A single month is when something happened (5月份在…举办), not what later figures cover.
                found = self._year(found)
            return self._origin(found, at, sentence) if origin and not same_clause else found
        topic = self._topic(sentence) or self._listed.get(sentence.paragraph)
        settled = self._resolved(topic, inherited=True) if topic else self._by_section(sentence.section)
        return self._origin(settled, at, sentence) if origin else settled

    # The pieces.

    def _is_origin(self, at: int, clause: tuple[int, int]) -> bool:
        """Tell whether a figure is the first of a change (由8.7%调整为7.4%)."""
        before = self.text[max(clause[0], at - 28) : at]
        match = self._from.search(before)
        if match is None or self._change_to.search(before, match.end() - 0) is not None:
            return False
        inner = before[match.start() + 1 :]
        if self._change_to.search(inner):
            return False
        return self._change_ahead.match(self.text, at, min(len(self.text), clause[1] + 30)) is not None

    def _origin(self, found: ResolvedPeriod | None, at: int, sentence: Sentence) -> ResolvedPeriod | None:
        """Return the time of the first figure of a change: the origin last named, or the year before."""
        index = bisect_right(self._sentence_starts, sentence.start) - 1
        start = self.structure.sentences[self._paragraph_first[index]].start
        for mention in reversed(
            self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, at)]
        ):
            if mention.origin and mention.label and not mention.named:
                return self._year(self._resolved(mention, inherited=True))
        if found is None:
            return None
        # From the last year of one five-year plan to that of the next (2020年到2025年), it is the first of them.
        ends = (found.first.year, found.last.year)
        between_plans = ends[0] < ends[1] and not any(end % _PLAN for end in ends)
        return self._year(found, 0 if between_plans else -1)

    def _year(self, found: ResolvedPeriod, shift: int = 0) -> ResolvedPeriod:
        label = str(found.first.year + shift)
        first, last = dates_of(label)
        return ResolvedPeriod(label, label, first, last, found.start, found.end, True, found.mention)

    def _carries(self, mention: PeriodMention, sentence: Sentence) -> bool:
        """Tell whether a time reaches beyond its own clause."""
        if self.text.startswith("连续", mention.start):
            # 连续三年获奖，…: for how long something went on, not what the next clause is about.
            return False
        opens = mention.start - sentence.start <= 8
        if mention.deadline or (mention.type == "point" and mention.relative):
            return opens and not mention.relative
        return opens or mention.type not in ("span", "plan_period", "point")

    def _topic(self, sentence: Sentence) -> PeriodMention | None:
        """Return what the paragraph has been speaking of before this sentence."""
        index = bisect_right(self._sentence_starts, sentence.start) - 1
        first = self._paragraph_first[index]
        # Go back to the last sentence that is settled, so that a long paragraph is gone through once.
        at = index
        while at > first and at not in self._topics:
            at -= 1
        topic = self._topics.get(at)
        while at < index:
            self._topics[at] = topic
            topic = self._opens(self.structure.sentences[at], at == first) or topic
            at += 1
        self._topics[index] = topic
        if index > first and self._anaphor.match(self.text, sentence.start):
            return self._last_year(self.structure.sentences[index - 1]) or topic
        return topic

    def _opens(self, sentence: Sentence, first: bool) -> PeriodMention | None:
        """Return the time that a sentence opens with, where the next sentences are about it too."""
        for index in range(bisect_left(self._starts, sentence.start), len(self.mentions)):
            mention = self.mentions[index]
            if mention.start - sentence.start > 14:
                return None
            if mention.base or mention.origin or mention.named or mention.deadline or mention.label is None:
                continue
            if mention.type == "year" or (mention.type == "since" and mention.label == mention.end_label):
                return mention
            if mention.type == "plan_period" and first:
                return mention
            if mention.type == "point" and not mention.relative and _lasts(mention):
                return mention
            if mention.type == "span" and first:
                words = self.text[mention.start : mention.end]
                return mention if self._looks_over_years.search(words) else None
            return mention if mention.type == "part" and _lasts(mention) else None
        return None

    def _last_year(self, sentence: Sentence) -> PeriodMention | None:
        low = bisect_left(self._starts, sentence.start)
        for index in range(bisect_left(self._starts, sentence.end) - 1, low - 1, -1):
            mention = self.mentions[index]
            if (
                mention.type == "year"
                and mention.label
                and not (mention.base or mention.origin or mention.named)
            ):
                return mention
        return None

    def _by_section(self, section: int) -> ResolvedPeriod | None:
        structure = self.structure
        at: int | None = section
        while at is not None:
            node = structure.sections[at]
            if node.year is not None:
                break
            if node.level > 0 and node.title:
                mention = self._heading_mention(at)
                if mention is not None:
                    return self._resolved(mention, inherited=True)
            elif node.level > 0 and node.role in ("plan", "review"):
                break
            at = node.parent
        year = self.context.year_of(section)
        if year is None:
            return None
        label = str(year)
        first, last = dates_of(label)
        return ResolvedPeriod(label, label, first, last)

    def _heading_mention(self, section: int) -> PeriodMention | None:
        if section not in self._section_mentions:
            node = self.structure.sections[section]
            low, high = bisect_left(self._starts, node.start), bisect_left(self._starts, node.body)
            spans = [
                m
                for m in self.mentions[low:high]
                if m.type in ("span", "plan_period") and m.label and not m.named
            ]
            self._section_mentions[section] = spans[0] if len(spans) == 1 else None
        return self._section_mentions[section]

    def _first_of_paragraphs(self) -> list[int]:
        out: list[int] = []
        previous = -1
        first = 0
        for index, sentence in enumerate(self.structure.sentences):
            if sentence.paragraph != previous:
                first, previous = index, sentence.paragraph
            out.append(first)
        return out

    def _resolved(self, mention: PeriodMention, inherited: bool) -> ResolvedPeriod:
        label = mention.label or ""
        first, last = dates_of(label)
        return ResolvedPeriod(
            label, mention.end_label or label, first, last, mention.start, mention.end, inherited, mention
        )


@dataclass(frozen=True, slots=True)
class _Cues:
    change_to: re.Pattern[str]
    change_ahead: re.Pattern[str]
    origin: re.Pattern[str]
    anaphor: re.Pattern[str]
    summed: re.Pattern[str]
    looks_over_years: re.Pattern[str]


@lru_cache(maxsize=4)
def _resolving_cues(knowledge: Patterns) -> _Cues:
    words = knowledge.periods
    return _Cues(
        change_to=re.compile(alternation([*words.change_to, "到", "至", "为"])),
        change_ahead=re.compile(rf"[^，,；;。]{{0,24}}?{alternation(words.change_to)}"),
        origin=re.compile(
            f"{''.join(f'(?<!{re.escape(word)})' for word in words.changed_at_once)}"
            rf"{alternation(words.from_before)}[^，,；;。]{{0,24}}$"
        ),
        anaphor=re.compile(alternation(words.anaphors)),
        summed=re.compile(
            rf"(?P<reached>{alternation([*words.reached, *words.change_to])})"
            rf"|(?P<sum>{alternation(words.summed_always)})|(?P<summed>{alternation(words.summed)})"
        ),
        looks_over_years=re.compile(rf"{alternation(words.topic_after)}$|^{alternation(words.topic_before)}"),
    )


def _lasts(mention: PeriodMention) -> bool:
    """Tell whether a part of a year is longer than a month."""
    return mention.first is None or mention.last is None or mention.first.month != mention.last.month
