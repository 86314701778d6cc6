"""Named projects by a sequence tagger over words: spans, parties, and stages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, cast

import rjieba

from corpus.structure.model import SectionRole, Sentence, Structure
from extractor.mentions import ProjectCandidate, QuantityMention
from extractor.model.sequences import OUTSIDE, labels_of, runs_of
from extractor.model.weights import Mode, Weights
from extractor.projects import add_money, grammar_of
from extractor.projects.grammar import Grammar
from patterns import Patterns
from schemas.records import Stage

PROJECT, PARTY, PLACE = "P", "ORG", "LOC"
_LONGEST_SENTENCE = 800
_LONGEST_NAME = 45
_LOOKED_AHEAD = 12
_NO_STAGE = "none"
_STOPS = "，。；;"
_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]++[，,。；;：:！？!?]?")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence with their tags and where they begin in the text; `role` is its section's."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    end: int
    role: SectionRole | None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of words `first` up to `last` (not included)."""
        return self.starts[first], self.starts[last] if last < len(self.starts) else self.end

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that a stretch of the text touches."""
        return max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end)


def tag_projects(
    text: str,
    structure: Structure,
    projects: list[ProjectCandidate],
    quantities: list[QuantityMention],
    knowledge: Patterns,
    weights: Weights,
    mode: Mode,
) -> list[ProjectCandidate]:
    """Find named projects with the tagger, beside those of the rules where `mode` is `both`.

    Reads the cleaned text, the sentences that can name a project, the rules' projects and the figures (for the
    money of a project); gives the projects in the order of the text. A rule's project stays where the tagger
    does not find it improbable.
    """
    tagger = weights.tagger(f"projects_{mode}")
    keep, add = weights.threshold(f"keep_project_{mode}"), weights.threshold(f"add_project_{mode}")
    curve = weights.curve(f"projects_{mode}")
    stages = weights.linear("stages")
    grammar = grammar_of(knowledge)
    found: list[ProjectCandidate] = []
    rules = projects if mode == "both" else []
    at = 0
    for sentence, words in project_words(text, structure, grammar):
        while at < len(rules) and rules[at].start < words.starts[0]:
            found.append(rules[at])
            at += 1
        said = []
        while at < len(rules) and rules[at].start < words.end:
            said.append(rules[at])
            at += 1
        tagger.set(word_features(words, said, grammar))
        labels = tagger.tag()
        runs = runs_of(labels)
        kept: list[ProjectCandidate] = []
        for project in said:
            first, last = words.within(project.start, project.end)
            outside = sum(tagger.marginal(OUTSIDE, index) for index in range(first, last))
            chance = 1 - outside / max(1, last - first)
            if chance >= keep:
                kept.append(replace(project, confidence=round(curve(chance), 3)))
        for run in runs:
            start, end = words.span(run.first, run.last)
            if not 2 <= end - start <= _LONGEST_NAME:
                continue
            sure = [tagger.marginal(labels[index], index) for index in range(run.first, run.last)]
            chance = sum(sure) / len(sure)
            if chance < add:
                continue
            if any(start < other.end and other.start < end for other in kept):
                continue
            chances_of_stage = stages.probabilities(stage_features(text, sentence, start, end, words.role))
            stage = stages.classes[max(range(len(chances_of_stage)), key=chances_of_stage.__getitem__)]
            kept.append(
                ProjectCandidate(
                    start,
                    end,
                    text[start:end],
                    None if stage == _NO_STAGE else cast(Stage, stage),
                    parties=_parties(text, start, end, words, grammar, weights),
                    rule="project",
                    decided_by="model",
                    confidence=round(curve(chance), 3),
                )
            )
        found += sorted(kept, key=lambda project: project.start)
    found += rules[at:]
    if mode == "model":
        add_money(found, text, quantities, grammar)
    else:
        add_money([project for project in found if project.decided_by == "model"], text, quantities, grammar)
    return found


def project_words(text: str, structure: Structure, grammar: Grammar) -> Iterator[tuple[Sentence, Words]]:
    """Give the words of the clauses that can name a project: those with a noun of what is built.

    Clauses that follow each other are given as one, in sentences that have a verb of building as well.
    """
    for sentence in structure.sentences:
        if not 4 <= sentence.end - sentence.start <= _LONGEST_SENTENCE:
            continue
        if not grammar.anchor.search(text, sentence.start, sentence.end):
            continue
        if not grammar.cue.search(text, sentence.start, sentence.end):
            continue
        role = structure.role_of(sentence.section) if structure.sections else None
        for start, end in _stretches(text, sentence, grammar):
            yield sentence, words_of(text[start:end], start, role)


def _stretches(text: str, sentence: Sentence, grammar: Grammar) -> Iterator[tuple[int, int]]:
    first = -1
    last = sentence.start
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        named = grammar.anchor.search(text, clause.start(), clause.end())
        if named and first < 0:
            first = clause.start()
        elif not named and first >= 0:
            yield first, last
            first = -1
        last = clause.end()
    if first >= 0:
        yield first, last


def words_of(stretch: str, start: int, role: SectionRole | None) -> Words:
    """Cut a stretch of the text that begins at `start` into words."""
    words, tags, starts = [], [], []
    at = start
    for word, tag in rjieba.tag(stretch, hmm=False):
        words.append(word)
        tags.append(tag)
        starts.append(at)
        at += len(word)
    return Words(tuple(words), tuple(tags), tuple(starts), start + len(stretch), role)


def word_features(words: Words, rules: Sequence[ProjectCandidate], grammar: Grammar) -> list[list[str]]:
    """Give the features of each word; `rules` are the projects that the rules found in the sentence."""
    shapes = [_shape(word, tag, grammar) for word, tag in zip(words.words, words.tags, strict=True)]
    ruled = labels_of(
        len(words.words), [("P", *words.within(project.start, project.end)) for project in rules]
    )
    said = [_of_word(word, tag) for word, tag in zip(words.words, words.tags, strict=True)]
    around = [_of_shape(shape) for shape in shapes]
    last = len(said) - 1
    verb = "none"
    lists = _ends_of_lists(words.words)
    role = f"role={words.role}"
    out = []
    for index, word in enumerate(words.words):
        behind = words.words[index + 1] if index < last else "$"
        features = [
            said[index].word,
            said[index].tag,
            around[index].own,
            said[index - 1].before if index else "w-1=^",
            said[index + 1].behind if index < last else "w+1=$",
            f"ww+={word}|{behind}",
            f"verb={verb}",
            lists[index],
            role,
            f"r={ruled[index]}",
        ]
        if index > 1:
            features.append(around[index - 2].two_before)
        if index:
            features.append(around[index - 1].before)
        if index < last:
            features.append(around[index + 1].behind)
        if index + 1 < last:
            features.append(around[index + 2].two_behind)
        if rules:
            features += [
                f"r{far}={ruled[index + far]}"
                for far in (-2, -1, 1, 2)
                if 0 <= index + far <= last and ruled[index + far] != OUTSIDE
            ]
        if said[index].ends:
            features.append(said[index].ends)
        out.append(features)
        if word in grammar.before:
            verb = word
        elif word in "，。；：":
            verb = "none" if word in "。；" else f"{verb.rstrip('~')}~"
    return out


class _OfWord(NamedTuple):
    word: str
    tag: str
    before: str
    behind: str
    ends: str


class _OfShape(NamedTuple):
    own: str
    two_before: str
    before: str
    behind: str
    two_behind: str


@lru_cache(maxsize=32768)
def _of_word(word: str, tag: str) -> _OfWord:
    ends = f"e={word[-1]}" if len(word) > 1 else ""
    return _OfWord(f"w={word}", f"t={tag}", f"w-1={word}", f"w+1={word}", ends)


@lru_cache(maxsize=1024)
def _of_shape(shape: str) -> _OfShape:
    return _OfShape(f"s={shape}", f"s-2={shape}", f"s-1={shape}", f"s1={shape}", f"s2={shape}")


def _ends_of_lists(words: Sequence[str]) -> list[str]:
    """The feature of each word that says how far the next 等 stands in its clause: near, or none."""
    out, ahead = [], 99
    for word in reversed(words):
        ahead = 0 if word in ("等", "等等") else 99 if word in "，。；：" else ahead + 1
        out.append("list=near" if ahead <= _LOOKED_AHEAD else "list=none")
    return out[::-1]


@lru_cache(maxsize=32768)
def _shape(word: str, tag: str, grammar: Grammar) -> str:
    if word in grammar.places:
        return "place"
    if word in grammar.heads:
        return "soft" if word in grammar.soft else "head"
    if word in grammar.before or word in grammar.after:
        return "verb"
    if grammar.companies.search(word):
        return "company"
    if word[0].isdigit():
        return "digit"
    if word[0].isascii():
        return "latin"
    if len(word) == 1:
        return f"one:{tag}" if tag != "x" else f"mark:{word}"
    return tag


def stage_features(
    text: str, sentence: Sentence, start: int, end: int, role: SectionRole | None
) -> list[str]:
    """Give the features of a project's stage: the words around its name and what its section does."""
    before = [word for word, _ in rjieba.tag(text[max(sentence.start, start - 24) : start], hmm=False)]
    behind = [word for word, _ in rjieba.tag(text[end : min(sentence.end, end + 40)], hmm=False)]
    features = ["always", f"role={role}"]
    features += [f"b={word}" for word in before[-8:]] + [f"a={word}" for word in behind[:14]]
    features += [f"b={word}|{role}" for word in before[-8:]] + [f"a={word}|{role}" for word in behind[:14]]
    return features


def _parties(
    text: str, start: int, end: int, words: Words, grammar: Grammar, weights: Weights
) -> tuple[str, ...]:
    """The companies and bodies named in a project's own clause, where it tells of signing or of who builds."""
    opens = max((text.rfind(mark, words.starts[0], start) for mark in _STOPS), default=-1)
    closes = min((at for mark in _STOPS if (at := text.find(mark, end, words.end)) >= 0), default=words.end)
    clause = text[opens + 1 : closes]
    if not (grammar.signing.search(clause) or grammar.builds.search(clause)):
        return ()
    tagger = weights.tagger("parties")
    tagger.set(word_features(words, [], grammar))
    labels = tagger.tag()
    parties = []
    for run in runs_of(labels):
        first, last = words.span(run.first, run.last)
        if run.label == PARTY and opens < first and last <= closes and (last <= start or first >= end):
            parties.append(text[first:last])
    return tuple(dict.fromkeys(parties))
