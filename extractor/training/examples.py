"""From passages with hand-made records to what the models learn from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus import CleanText, clean
from corpus.gold import Passage
from extractor.claims import ClaimCandidate
from extractor.claims.cues import cues
from extractor.model.candidates import candidates
from extractor.model.leaning import Leanings
from extractor.model.measures import clause_features, clause_labels, with_rules
from extractor.model.names import Group, name_reader
from extractor.model.projects import (
    PROJECT,
    project_words,
    stage_features,
    word_features,
)
from extractor.model.quantities import mention_features
from extractor.model.sequences import labels_of
from extractor.model.status import status_features
from extractor.projects import grammar_of as project_grammar
from extractor.stages import STAGES, Draft
from extractor.training.scorer import load_scorer
from patterns import Patterns

_CLAIMS = ("target", "actual", "completion")
_KEPT_EARLIER = 24


@dataclass(frozen=True, slots=True)
class Labelled:
    """The features of one thing and what it is; `weight` says how much it counts."""

    features: tuple[str, ...]
    label: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one claim, and which of them is right."""

    candidates: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    best: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Tagged:
    """The features of the items of one sentence, and their labels."""

    items: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]


@dataclass(slots=True)
class Examples:
    """What all models learn from, by model."""

    claimable: list[Labelled] = field(default_factory=list)
    status: list[Labelled] = field(default_factory=list)
    trust: list[Labelled] = field(default_factory=list)
    names: list[Choice] = field(default_factory=list)
    projects: list[Tagged] = field(default_factory=list)
    parties: list[Tagged] = field(default_factory=list)
    stages: list[Labelled] = field(default_factory=list)
    measures: list[Tagged] = field(default_factory=list)

    def extend(self, other: Examples) -> None:
        """Take in the examples of others."""
        for name in ("claimable", "status", "trust", "names", "projects", "parties", "stages", "measures"):
            getattr(self, name).extend(getattr(other, name))


@dataclass(slots=True)
class Read:
    """A text with what the rules found in it, and its hand-made records, if any, in the cleaned text's offsets.

    `entities` are names that a teacher tagged (`ORG`, `LOC`), and `focus` the stretch whose records are told, if not
    all are; both in offsets into the cleaned text. `statuses` are, for a stretch cut out of a text, those that its
    claims have in the whole, by their offsets in the stretch.
    """

    clean: CleanText
    draft: Draft
    records: list[dict[str, Any]]
    entities: list[tuple[str, int, int]] = field(default_factory=list)
    focus: tuple[int, int] | None = None
    statuses: Mapping[int, str] | None = None

    def tells(self, at: int) -> bool:
        """Whether the records of the place are told, and so may be learnt from."""
        return self.focus is None or self.focus[0] <= at < self.focus[1]


def read_passage(passage: Passage, knowledge: Patterns) -> Read:
    """Read a passage by the rules, its figures taken as claims where the records say so."""
    cleaned = clean(passage.text, knowledge)
    starts = [cleaned.to_source(at, at + 1)[0] for at in range(len(cleaned.text))]
    records = []
    for record in passage.records:
        first, last = bisect_left(starts, record["start"]), bisect_left(starts, record["end"])
        if first < last:
            records.append(record | {"clean": (first, last)})
    draft = Draft(cleaned.text, knowledge, cleaned.source.metadata, mode="rules")
    for name, stage in STAGES.items():
        if stage.model:
            continue
        setattr(draft, stage.sets, stage.work(draft))
        if name == "quantities":
            claims = [record for record in records if record["kind"] in _CLAIMS]
            draft.quantities = [
                replace(mention, claimable=float(_record_of(mention.start, mention.end, claims) is not None))
                for mention in draft.quantities
            ]
    focus = passage.focus and (bisect_left(starts, passage.focus[0]), bisect_left(starts, passage.focus[1]))
    return Read(cleaned, draft, records, focus=focus)


def read_text(text: str, knowledge: Patterns) -> Read:
    """Read a text without hand-made records by the rules."""
    cleaned = clean(text, knowledge)
    draft = Draft(cleaned.text, knowledge, cleaned.source.metadata, mode="rules")
    for stage in STAGES.values():
        if not stage.model:
            setattr(draft, stage.sets, stage.work(draft))
    return Read(cleaned, draft, [])


def gold_examples(read: Read, heard: str, mode: str, shared: Path) -> Examples:
    """Give what the models of a mode learn from a passage.

    `heard` is `seen` where the rules were written with the passage in view: they are right there more often than
    elsewhere, so that what they say is learnt apart, or not at all.
    """
    out = Examples()
    claims = [record for record in read.records if record["kind"] in _CLAIMS]
    out.claimable += _claimable(read, claims, heard)
    leanings = Leanings(read.draft.text, read.draft.structure, read.draft.knowledge)
    earlier: list[ClaimCandidate] = []
    ruled: list[ClaimCandidate] = []
    paragraph = -1
    known, names = cues(read.draft.knowledge), name_reader(read.draft.knowledge)
    scorer = load_scorer(shared)
    for claim in read.draft.claims:
        if claim.clause is None:
            continue
        here = claim.clause.slot.sentence.paragraph
        if here != paragraph:
            paragraph, earlier, ruled = here, [], []
        record = _record_of(claim.mention.start, claim.mention.end, claims, claim)
        if record is None:
            continue
        if record["kind"] != "completion" and claim.basis != "completion":
            features = status_features(claim, read.draft.structure, leanings, known, heard)
            out.status.append(
                Labelled(tuple(features), record["kind"], 0.5 if record.get("optional") else 1.0)
            )
        if mode == "both":
            features_of_rule = _flat([names.of_rule(claim, ruled, heard)])[0]
            is_right = scorer.same_name(record["indicator"], claim.name.text)
            out.trust.append(Labelled(features_of_rule, "yes" if is_right else "no"))
            ruled.append(claim)
            continue
        choice = candidates(claim, earlier, read.draft.text, read.draft.structure, known)
        right = [scorer.same_name(record["indicator"], one.name.text) for one in choice]
        if any(right):
            likeness = [
                scorer.dice(record["indicator"], one.name.text) if good else -1.0
                for one, good in zip(choice, right, strict=True)
            ]
            best = likeness.index(max(likeness))
            features_of = names.features(claim, choice, earlier, read.draft.text)
            out.names.append(Choice(_flat(features_of), tuple(right), best))
            claim = replace(claim, name=choice[best].name)
        earlier.append(claim)
        del earlier[:-_KEPT_EARLIER]
    out.projects += _projects(read, heard)
    out.stages += _stages(read)
    out.measures += _measures(read, heard)
    return out


def silver_examples(read: Read, mode: str, weight: float) -> Examples:
    """Give what the models learn from the rules' own records of a text, where the rules are heard as `seen`."""
    heard = "seen" if mode == "both" else "model"
    out = Examples()
    if read.statuses is not None:
        out.status += _statuses(read, read.statuses, mode, weight)
        return out
    known, names = cues(read.draft.knowledge), name_reader(read.draft.knowledge)
    found = mention_features(
        read.draft.text, read.draft.structure, read.draft.quantities, read.draft.knowledge, heard
    )
    taken = {id(claim.mention) for claim in read.draft.claims}
    out.claimable += [
        Labelled(tuple(features), "yes" if id(mention) in taken else "no", weight)
        for mention, _, features in found
    ]
    leanings = Leanings(read.draft.text, read.draft.structure, read.draft.knowledge)
    earlier: list[ClaimCandidate] = []
    paragraph = -1
    for claim in read.draft.claims:
        if claim.clause is None:
            continue
        here = claim.clause.slot.sentence.paragraph
        if here != paragraph:
            paragraph, earlier = here, []
        if claim.basis != "completion":
            features = status_features(claim, read.draft.structure, leanings, known, heard)
            out.status.append(Labelled(tuple(features), claim.kind, weight))
        if claim.code is not None and mode == "model":
            choice = candidates(claim, earlier, read.draft.text, read.draft.structure, known)
            right = [one.name.text == claim.name.text for one in choice]
            if any(right):
                features_of = names.features(claim, choice, earlier, read.draft.text)
                out.names.append(Choice(_flat(features_of), tuple(right), right.index(True), weight))
        earlier.append(claim)
        del earlier[:-_KEPT_EARLIER]
    out.projects += _projects(read, heard, silver=True)
    if mode == "model":
        out.parties += _tagged(read, read.entities, "model")
    out.measures += _measures(read, heard, silver=True)
    return out


def _flat(features: Sequence[Sequence[Group]]) -> tuple[Group, ...]:
    return tuple(tuple(one for group in groups for one in group) for groups in features)


def _statuses(read: Read, statuses: Mapping[int, str], heard: str, weight: float) -> Iterator[Labelled]:
    draft = read.draft
    leanings = Leanings(draft.text, draft.structure, draft.knowledge)
    for claim in draft.claims:
        status = statuses.get(read.clean.to_source(claim.mention.start, claim.mention.end)[0])
        if status in ("target", "actual") and claim.basis != "completion":
            features = status_features(claim, draft.structure, leanings, cues(draft.knowledge), heard)
            yield Labelled(tuple(features), status, weight)


def _claimable(read: Read, claims: Sequence[dict[str, Any]], heard: str) -> Iterator[Labelled]:
    draft = read.draft
    found = mention_features(draft.text, draft.structure, draft.quantities, draft.knowledge, heard)
    for mention, _, features in found:
        record = _record_of(mention.start, mention.end, claims)
        if not read.tells(mention.start):
            continue
        if record is None or not record.get("optional"):
            yield Labelled(tuple(features), "no" if record is None else "yes")


def _projects(read: Read, heard: str, silver: bool = False) -> Iterator[Tagged]:
    named = (
        [(project.start, project.end) for project in read.draft.projects]
        if silver
        else [record["clean"] for record in read.records if record["kind"] == "project"]
    )
    yield from _tagged(read, [(PROJECT, *span) for span in named], heard)


def _tagged(read: Read, spans: Sequence[tuple[str, int, int]], heard: str) -> Iterator[Tagged]:
    """The words of the sentences that can name a project, labelled by the spans; where two overlap the first counts."""
    draft = read.draft
    grammar = project_grammar(draft.knowledge)
    for sentence, words in project_words(draft.text, draft.structure, grammar):
        if not read.tells(sentence.start):
            continue
        rules = [p for p in draft.projects if words.starts[0] <= p.start < words.end]
        taken = bytearray(len(words.words))
        runs = []
        for label, start, end in spans:
            if not words.starts[0] <= start < words.end:
                continue
            first, last = words.within(start, end)
            if first < last and not any(taken[first:last]):
                taken[first:last] = b"\1" * (last - first)
                runs.append((label, first, last))
        features = word_features(words, rules if heard == "both" else [], grammar)
        yield Tagged(tuple(map(tuple, features)), tuple(labels_of(len(words.words), runs)))


def _stages(read: Read) -> Iterator[Labelled]:
    structure = read.draft.structure
    for record in read.records:
        if record["kind"] != "project":
            continue
        start, end = record["clean"]
        sentence = structure.sentence_at(start)
        if sentence is not None:
            role = structure.role_of(sentence.section) if structure.sections else None
            features = stage_features(read.draft.text, sentence, start, end, role)
            yield Labelled(tuple(features), record.get("stage") or "none")


def _measures(read: Read, heard: str, silver: bool = False) -> Iterator[Tagged]:
    draft = read.draft
    spans = (
        [(measure.start, measure.end) for measure in draft.measures]
        if silver
        else [record["clean"] for record in read.records if record["kind"] == "measure"]
    )
    for acting, ruled in with_rules(draft.acts, draft.measures):
        if not read.tells(acting.sentence.start):
            continue
        here = [span for span in spans if span[0] < acting.sentence.end and span[1] > acting.sentence.start]
        features = clause_features(draft.text, acting, ruled if heard == "both" else [])
        yield Tagged(tuple(map(tuple, features)), tuple(clause_labels(acting.clauses, here)))


def _record_of(
    start: int, end: int, records: Iterable[dict[str, Any]], claim: ClaimCandidate | None = None
) -> dict[str, Any] | None:
    """The record of a figure: the one whose span shares most with it, of several on one span that of its value."""
    best, most = None, 0.0
    for record in records:
        first, last = record["clean"]
        shared = min(end, last) - max(start, first)
        if shared <= 0 or 5 * shared < 2 * (max(end, last) - min(start, first)):
            continue
        fit = shared + (0.5 if claim is not None and _same_value(claim, record) else 0.0)
        fit += 0.25 if claim is not None and claim.basis == record.get("basis") else 0.0
        if fit > most:
            best, most = record, fit
    return best


def _same_value(claim: ClaimCandidate, record: dict[str, Any]) -> bool:
    value = record.get("value")
    return value is not None and claim.value is not None and claim.value == type(claim.value)(value)
