"""Goes through the sentences of a text and gives the measures, each with the clauses that serve it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.structure.model import SectionRole, Sentence, Structure
from extractor.measures.clauses import Clause, read_clauses
from extractor.measures.deadlines import add_deadlines
from extractor.measures.grammar import DIGIT, Grammar
from extractor.mentions import MeasureCandidate, PeriodMention, QuantityMention
from patterns.bundle import Patterns
from schemas.records import MeasureStatus

# Lengths in characters. Up to the first four, a numbered sentence, a numbered clause, a sentence within
# a paragraph and the first clause of a sentence may be headings. A remark is too short to stand alone; what
# money is for may be longer, but is no list; a fronted object is no whole paragraph.
_NUMBERED_SENTENCE, _NUMBERED, _SENTENCE, _FIRST = 16, 13, 9, 9
_REMARK, _SERVICE, _FRONTED, _NEAR, _BEFORE = 7, 36, 60, 3, 8
_SHORTEST = 4

_IDLE_ROLES: frozenset[SectionRole] = frozenset({"closing", "head", "annex"})
_CONFIDENCE = {"act": 0.8, "soft": 0.65, "counted": 0.65}
_STOP = re.compile("[；;：:]")
_SERVICE_FOR = re.compile("(?:切实|更好|积极)?为[^，]+提供")


def find_measures(
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    periods: list[PeriodMention],
    knowledge: Patterns,
    acts: Sequence[ActingSentence] | None = None,
) -> list[MeasureCandidate]:
    """Find what government bodies did, do, will do or order done, in the order of the text.

    Reads the cleaned text, its sentences and the roles of its sections, its quantities and periods (both in
    the order of the text); sets span, status, verb, object, body, deadline, and the indexes of the quantities
    inside. Offsets are code points into `text`. `acts` are the sentences of `find_acts`, read here if not given.

    Example:
        >>> from corpus.structure.model import Sentence, Structure
        >>> import patterns
        >>> text = "县财政要设立技改贴息基金，开展企业用工专项调查，企业信心明显增强。"
        >>> one = Structure(sentences=(Sentence(0, len(text), 0, 0, ((0, len(text)),)),))
        >>> [(text[m.start:m.end], m.body) for m in find_measures(text, one, [], [], patterns.load())]
        [('县财政要设立技改贴息基金', '县财政'), ('开展企业用工专项调查', None)]
    """
    grammar = grammar_of(knowledge)
    reader = MeasureReader(grammar, text, structure)
    found = list(reader.measures(list(reader.sentences()) if acts is None else acts))
    complete(found, text, structure, quantities, periods, grammar)
    return found


def find_acts(text: str, structure: Structure, knowledge: Patterns) -> list[ActingSentence]:
    """Read the clauses of all sentences that can state acts, in the order of the text."""
    return list(MeasureReader(grammar_of(knowledge), text, structure).sentences())


def complete(
    found: list[MeasureCandidate],
    text: str,
    structure: Structure,
    quantities: list[QuantityMention],
    periods: list[PeriodMention],
    grammar: Grammar,
) -> None:
    """Give measures the amounts inside them and the times by which they are to be done."""
    _add_amounts(found, quantities)
    add_deadlines(found, text, structure, periods, grammar)


@lru_cache(maxsize=4)
def grammar_of(knowledge: Patterns) -> Grammar:
    """Return the measure cues of a body of knowledge, compiled."""
    return Grammar(knowledge.measures)


@dataclass(frozen=True, slots=True)
class ActingSentence:
    """A sentence that can state acts, with its clauses: `first` of its paragraph, `goes_on` where another follows."""

    sentence: Sentence
    clauses: list[Clause]
    role: SectionRole | None
    first: bool
    goes_on: bool


class MeasureReader:
    """Goes through the sentences of one text."""

    def __init__(self, grammar: Grammar, text: str, structure: Structure) -> None:
        self.grammar, self.text, self.structure = grammar, text, structure

    def measures(self, acts: Sequence[ActingSentence]) -> Iterator[MeasureCandidate]:
        """Give the measures of the sentences that can state acts."""
        for acting in acts:
            yield from self._in_sentence(acting)

    def sentences(self) -> Iterator[ActingSentence]:
        """Give all sentences but headings, in the sections that speak of acts."""
        sections, sentences = self.structure.sections, self.structure.sentences
        headings = {node.start: node.body for node in sections if node.level > 0}
        for index, sentence in enumerate(sentences):
            role = self.structure.role_of(sentence.section) if sections else None
            if role in _IDLE_ROLES or headings.get(sentence.start, 0) >= sentence.end - 1:
                continue
            first = index == 0 or sentences[index - 1].paragraph != sentence.paragraph
            goes_on = index + 1 < len(sentences) and sentences[index + 1].paragraph == sentence.paragraph
            clauses = read_clauses(self.text, sentence.start, sentence.end, self.grammar)
            if any(len(clause) >= _SHORTEST for clause in clauses):
                yield ActingSentence(sentence, clauses, role, first, goes_on)

    def _in_sentence(self, acting: ActingSentence) -> Iterator[MeasureCandidate]:
        sentence, clauses, role = acting.sentence, acting.clauses, acting.role
        in_doubt = role == "problems" and self._owns_to_problems(sentence)
        last: MeasureCandidate | None = None
        fronted: int | None = None
        for number, clause in enumerate(clauses):
            if number and _STOP.search(self.text, clauses[number - 1].end, clause.start):
                last = fronted = None
            if last:
                served = self._serves(last, clause)
                if served is not None:
                    last.end = clause.end if served else last.end
                    continue
            more = number + 1 < len(clauses) or acting.goes_on
            if clause.rule is None or self._is_heading(clause, number, len(clauses), acting.first, more):
                carries = clause.rule is None and self._carries(clause)
                fronted = (
                    clause.start if carries and self.grammar.handed.match(self.text, clause.start) else None
                )
                if clause.rule is None and not carries and len(clause) > _REMARK:
                    last = None
                continue
            last = self.candidate(clause, fronted, role, sentence)
            fronted = None
            if not (in_doubt and last.status != "ordered"):  # else done in vain, or by others
                yield last  # it may still grow by the clauses that serve it

    def _owns_to_problems(self, sentence: Sentence) -> bool:
        problem = self.grammar.problem
        titles = "".join(self.structure.headings(sentence.section))
        return bool(problem.search(titles) or problem.search(self.text, sentence.start, sentence.end))

    def _carries(self, clause: Clause) -> bool:
        """Whether a clause without an act may hand its object over to the next one (对新落户的企业，由…)."""
        return len(clause) <= _FRONTED and bool(self.grammar.carrier.match(self.text, clause.start))

    def _is_heading(self, clause: Clause, number: int, of: int, first: bool, more: bool) -> bool:
        """Whether the clause only announces what the following ones say."""
        grammar, length = self.grammar, len(clause)
        verb = self.text[slice(*clause.verb)]
        if clause.numbered and of == 1 and length <= _NUMBERED_SENTENCE:
            return True
        if not more or DIGIT.search(self.text, clause.start, clause.end):
            return False
        if first and of == 1 and (verb in grammar.heading or verb in grammar.opening):
            return length <= _NUMBERED_SENTENCE and not grammar.scheme.search(
                self.text[clause.start : clause.end]
            )
        if verb not in grammar.heading or grammar.concrete.search(self.text, clause.start, clause.end):
            return False
        if clause.numbered:
            return length <= _NUMBERED
        return length <= (_SENTENCE if of == 1 else _FIRST) and number == 0

    def _serves(self, last: MeasureCandidate, clause: Clause) -> bool | None:
        """Whether a clause serves the act before it: taken up into it (True) or left out (False).

        What the money is for, who is in charge, how much came of it, a short remark. None where the clause
        stands for itself.
        """
        grammar, text = self.grammar, self.text
        words = text[clause.start : clause.end]
        longer = last.end - last.start > len(clause)
        near = clause.start - last.end <= _NEAR
        if grammar.money.search(text, last.start, last.end):
            if grammar.servant.match(words) and not clause.numbered and not grammar.outcome.search(words):
                return near and len(clause) <= _SERVICE
            if clause.rule == "soft" and words.startswith(("推动", "促进")):
                return False
        if not near:
            return None
        if _SERVICE_FOR.match(words) and clause.rule:
            return longer
        if _open_object(last) or (clause.rule and grammar.so_much.match(text, last.end + 1, clause.verb[0])):
            return True
        with_and = "并" in text[last.end : clause.start + 1]
        if with_and and clause.rule == "act" and "了" in words:
            return None
        if longer and (with_and or grammar.joined.match(words)):
            return True
        return True if longer and len(clause) <= _REMARK and grammar.brief.match(words) else None

    def candidate(
        self, clause: Clause, fronted: int | None, role: SectionRole | None, sentence: Sentence
    ) -> MeasureCandidate:
        """Return the measure that a clause states, from `fronted` on where its object stands before it."""
        text = self.text
        start = clause.start if fronted is None else fronted
        verb_start, verb_end = clause.verb
        subject_first = clause.rule in ("passive", "standard", "cut", "refusal")
        object_ = text[start:verb_start] if subject_first else text[verb_end : clause.end]
        return MeasureCandidate(
            start,
            clause.end,
            status=self._status(sentence, start, clause, role),
            action=text[verb_start:verb_end],
            object=object_.lstrip("了好") or None,
            body=text[slice(*clause.body)] if clause.body else None,
            rule=f"measure:{clause.rule}",
            confidence=_CONFIDENCE.get(clause.rule or "", 0.6),
        )

    def _status(
        self, sentence: Sentence, start: int, clause: Clause, role: SectionRole | None
    ) -> MeasureStatus | None:
        """Tell what the words up to the verb and the section say of the act.

        In a speech, what a sentence orders at its beginning (各镇要…) holds to its end; a report plans and looks
        back clause by clause.
        """
        grammar, text, verb_end = self.grammar, self.text, clause.verb[1]
        near = text[max(sentence.start, start - _BEFORE) : verb_end + 1]
        if self.grammar.ongoing.search(near):
            return "ongoing"
        if role == "review":
            return "done"
        told = role != "plan" and text.startswith("了", verb_end)
        spoken = near if role == "plan" else text[sentence.start : verb_end + 1]
        if not told and grammar.ordered.search(spoken):
            return "ordered"
        if role == "plan":
            return "planned"
        if told or grammar.happened.search(near):
            return "done"
        return "planned" if role == "policy" or grammar.planned.search(near) else None


def _open_object(last: MeasureCandidate) -> bool:
    """Whether the act's object is still to come (成立由…任组长，…为成员的领导小组)."""
    return bool(last.object and last.object.startswith("由") and "的" not in last.object)


def _add_amounts(found: list[MeasureCandidate], quantities: list[QuantityMention]) -> None:
    """Tie the amounts inside each measure to it, by their indexes."""
    starts = [quantity.start for quantity in quantities]
    for measure in found:
        at = bisect_left(starts, measure.start)
        while at < len(quantities) and quantities[at].end <= measure.end:
            measure.amounts.append(at)
            at += 1
