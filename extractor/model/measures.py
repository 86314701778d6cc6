"""Measures by a sequence tagger over clauses: which clause begins an act, which goes on with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.structure.model import Structure
from extractor.claims.words import tagged
from extractor.measures import ActingSentence, MeasureReader, complete, grammar_of
from extractor.measures.clauses import Clause
from extractor.measures.grammar import DIGIT
from extractor.mentions import MeasureCandidate, PeriodMention, QuantityMention
from extractor.model.sequences import OUTSIDE, labels_of
from extractor.model.weights import Mode, Weights
from patterns import Patterns

MEASURE = "M"
_LENGTHS = (4, 6, 8, 10, 13, 17, 22, 30)


def tag_measures(
    text: str,
    structure: Structure,
    acts: Sequence[ActingSentence],
    measures: list[MeasureCandidate],
    quantities: list[QuantityMention],
    periods: list[PeriodMention],
    knowledge: Patterns,
    weights: Weights,
    mode: Mode,
) -> list[MeasureCandidate]:
    """Decide which clauses are measures and how far each goes.

    Reads the cleaned text, the sentences read for acts and, where `mode` is `both`, the measures of the rules;
    gives the measures in the order of the text. A clause of a rule's measure stays where the tagger does not find it
    improbable. Where a measure shares at least half of its stretch with one of
    the rules, that one stands, with what was read in it, and only its confidence is set.
    """
    tagger = weights.tagger(f"measures_{mode}")
    keep, add = weights.threshold(f"keep_measure_{mode}"), weights.threshold(f"add_measure_{mode}")
    curve = weights.curve(f"measures_{mode}")
    grammar = grammar_of(knowledge)
    reader = MeasureReader(grammar, text, structure)
    found: list[MeasureCandidate] = []
    for acting, ruled in with_rules(acts, measures if mode == "both" else []):
        clauses = acting.clauses
        if not any(clause.rule for clause in clauses):
            continue
        tagger.set(clause_features(text, acting, ruled))
        chances = [
            (tagger.marginal(f"B-{MEASURE}", index), tagger.marginal(f"I-{MEASURE}", index))
            for index in range(len(clauses))
        ]
        told = clause_labels(clauses, [(measure.start, measure.end) for measure in ruled])
        thresholds = [add if label == OUTSIDE else keep for label in told]
        for first, last, chance in stretches(chances, thresholds):
            start, end = clauses[first].start, clauses[last - 1].end
            confidence = round(curve(chance), 3)
            rule = next((one for one in ruled if _alike(start, end, one.start, one.end)), None)
            if rule is not None:
                rule.confidence = confidence
                found.append(rule)
                continue
            measure = reader.candidate(clauses[first], None, acting.role, acting.sentence)
            measure.end, measure.confidence = end, confidence
            measure.action = measure.action or None
            measure.object = measure.object if clauses[first].rule else None
            measure.rule, measure.decided_by = "measure", "model"
            found.append(measure)
    own = [measure for measure in found if measure.decided_by == "model"]
    if own:
        complete(own, text, structure, quantities, periods, grammar)
    return found


def with_rules(
    acts: Sequence[ActingSentence], measures: Sequence[MeasureCandidate]
) -> Iterator[tuple[ActingSentence, list[MeasureCandidate]]]:
    """Give each sentence that can state acts with the measures of the rules in it."""
    starts = [measure.start for measure in measures]
    for acting in acts:
        first = bisect_left(starts, acting.sentence.start)
        yield acting, list(measures[first : bisect_left(starts, acting.sentence.end, first)])


def clause_labels(clauses: Sequence[Clause], spans: Sequence[tuple[int, int]]) -> list[str]:
    """Label the clauses that the spans of measures cover by at least half.

    >>> clause_labels([Clause(0, 6), Clause(7, 12), Clause(13, 20)], [(0, 12)])
    ['B-M', 'I-M', 'O']
    """
    runs = []
    for start, end in spans:
        inside = [
            index
            for index, clause in enumerate(clauses)
            if 2 * (min(end, clause.end) - max(start, clause.start)) >= max(1, clause.end - clause.start)
        ]
        if inside:
            runs.append((MEASURE, inside[0], inside[-1] + 1))
    return labels_of(len(clauses), runs)


def stretches(
    chances: Sequence[tuple[float, float]], thresholds: Sequence[float]
) -> Iterator[tuple[int, int, float]]:
    """Join clauses to measures: `chances` are those of beginning one and of going on with one.

    >>> list(stretches([(0.9, 0.0), (0.2, 0.7), (0.1, 0.1), (0.6, 0.3)], [0.5] * 4))
    [(0, 2, 0.9), (3, 4, 0.9)]
    """
    first = -1
    sure = 0.0
    for index, (begins, goes_on) in enumerate([*chances, (0.0, 0.0)]):
        inside = index < len(thresholds) and begins + goes_on >= thresholds[index]
        if first >= 0 and not (inside and goes_on > begins):
            yield first, index, round(sure, 6)
            first = -1
        if inside and first < 0:
            first, sure = index, begins + goes_on


def clause_features(
    text: str,
    acting: ActingSentence,
    ruled: Sequence[MeasureCandidate],
) -> list[list[str]]:
    """Give the features of each clause; `ruled` are the measures that the rules found in the sentence."""
    clauses = acting.clauses
    labels = clause_labels(clauses, [(measure.start, measure.end) for measure in ruled])
    words = [tagged(text[clause.start : clause.end]) for clause in clauses]
    last = len(clauses) - 1
    role, count = f"role={acting.role}", min(len(clauses), 4)
    out = []
    for index, clause in enumerate(clauses):
        own = words[index]
        start, end = clause.start, clause.end
        features = [
            role,
            f"rule={clause.rule}",
            f"verb={text[slice(*clause.verb)]}",
            f"len={_length(end - start)}",
            f"place={min(index, 3)}|{count}",
            f"first={acting.first}|{index == 0}|{acting.goes_on}",
            f"numbered={clause.numbered}",
            f"digit={DIGIT.search(text, start, end) is not None}",
            f"stop={text[end : end + 1]}",
            f"r={labels[index]}",
        ]
        for far in (-1, 1):
            if 0 <= index + far <= last:
                features.append(f"r{far}={labels[index + far]}")
                features.append(f"rule{far}={clauses[index + far].rule}")
                if words[index + far]:
                    features.append(f"w{far}={words[index + far][0][1]}")
        for at, (_, word, tag) in enumerate(own[:3]):
            features.append(f"w{at}={word}")
            features.append(f"t{at}={tag}")
        if own:
            (_, closing, closing_tag) = own[-1]
            features += [f"end={closing}", f"endt={closing_tag}", f"w0t-1={own[0][1]}|{closing_tag}"]
            features += [f"in={word}" for _, word, tag in own[1:12] if tag[0] in "vnad" and len(word) > 1]
        out.append(features)
    return out


@lru_cache(maxsize=1024)
def _length(count: int) -> int:
    return next((most for most in _LENGTHS if count <= most), 99)


def _alike(start: int, end: int, other_start: int, other_end: int) -> bool:
    shared = min(end, other_end) - max(start, other_start)
    return 2 * shared >= max(end, other_end) - min(start, other_start)
