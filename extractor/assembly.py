"""Turns candidates into records: offsets back into the source text, identifiers, relations, order."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from corpus import CleanText
from corpus.structure.model import Sentence
from extractor.claims import ClaimCandidate
from extractor.mentions import MeasureCandidate, PeriodMention, ProjectCandidate
from extractor.periods import PeriodResolver
from extractor.projects.periods import project_period
from extractor.stages import Draft
from patterns import Patterns
from patterns.alternation import alternation
from schemas import (
    Actual,
    Completion,
    Evidence,
    Family,
    Flag,
    Indicator,
    Measure,
    Period,
    Project,
    Quantity,
    Relation,
    Section,
    Speech,
    Target,
    doc_id,
    record_ids,
)
from schemas.speech import Source

# A sentence's number and blanks before its first word.
_NUMBERING = r"[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．是]+)?"

_CLAIM_TYPES: dict[str, type[Target] | type[Actual] | type[Completion]] = {
    "target": Target,
    "actual": Actual,
    "completion": Completion,
}


@lru_cache(maxsize=4)
def _opening_scope(knowledge: Patterns) -> re.Pattern[str]:
    return re.compile(rf"(?:{_NUMBERING})?({alternation(knowledge.claims.naming.wide_scopes)})")


def assemble(clean: CleanText, found: Draft) -> Speech:
    """Build the Speech of a document from its cleaned text and what the stages found in it."""
    return _Assembler(clean, found).speech()


class _Assembler:
    def __init__(self, clean: CleanText, found: Draft) -> None:
        self.clean = clean
        self.found = found
        self.structure = found.structure
        self.source_text = clean.source.text
        self.doc_id = doc_id(self.source_text)
        self.sections: dict[int, tuple[str, ...]] = {}
        self.sentences: dict[int, str] = {}
        self.claim_spans = sorted(
            (claim.mention.start, claim.mention.end, index) for index, claim in enumerate(found.claims)
        )
        self.resolver = PeriodResolver(found.structure, found.periods, found.text, found.knowledge)
        self.opening_scope = _opening_scope(found.knowledge)

    def speech(self) -> Speech:
        spans: list[tuple[int, int, Family]] = []
        families: tuple[
            tuple[Family, list[ClaimCandidate] | list[ProjectCandidate] | list[MeasureCandidate]], ...
        ] = (
            ("claim", self.found.claims),
            ("project", self.found.projects),
            ("measure", self.found.measures),
        )
        for family, candidates in families:
            for candidate in candidates:
                start, end = (
                    (candidate.mention.start, candidate.mention.end)
                    if isinstance(candidate, ClaimCandidate)
                    else (candidate.start, candidate.end)
                )
                spans.append((*self.clean.to_source(start, end), family))
        ids = record_ids(self.doc_id, spans)
        count = len(self.found.claims)
        claim_ids = ids[:count]
        project_ids = ids[count : count + len(self.found.projects)]
        measure_ids = ids[count + len(self.found.projects) :]
        records: list[Target | Actual | Completion | Project | Measure] = [
            *(self._claim(c, i, claim_ids) for c, i in zip(self.found.claims, claim_ids, strict=True)),
            *(self._project(p, i) for p, i in zip(self.found.projects, project_ids, strict=True)),
            *(self._measure(m, i, claim_ids) for m, i in zip(self.found.measures, measure_ids, strict=True)),
        ]
        records.sort(key=lambda record: (record.evidence.start, record.evidence.end, record.kind))
        structure, source = self.structure, self.clean.source
        return Speech(
            doc_id=self.doc_id,
            source=Source(
                path=source.path,
                sha256=source.sha256,
                reader=source.reader,
                reader_version=source.reader_version,
                encoding=source.encoding,
                address=source.metadata.address,
                metadata=dict(source.metadata.other),
                parts=source.parts,
            ),
            title=structure.title,
            date=structure.date,
            date_source=structure.date_source,
            upload_date=structure.upload_date,
            issuer=structure.issuer,
            level=structure.level,
            place=structure.place,
            doc_type=structure.doc_type,
            sections=tuple(self._sections()),
            repairs=self.clean.repairs,
            flags=self._flags(),
            records=tuple(records),
            text=self.source_text,
        )

    def _sections(self) -> list[Section]:
        out = []
        for node in self.structure.sections:
            start, end = self.clean.to_source(node.start, max(node.start, node.end))
            out.append(
                Section(
                    title=node.title,
                    level=node.level,
                    start=start,
                    end=end,
                    parent=node.parent,
                    role=node.role,
                )
            )
        return out

    def _flags(self) -> tuple[Flag, ...]:
        return self.clean.flags

    def _evidence(self, start: int, end: int) -> Evidence:
        first, last = self.clean.to_source(start, end)
        sentence = self.structure.sentence_at(start)
        return Evidence(
            start=first,
            end=last,
            quote=self.source_text[first:last],
            sentence=self._sentence(sentence) if sentence else "",
            section=self._headings(sentence.section) if sentence else (),
        )

    def _sentence(self, sentence: Sentence) -> str:
        if sentence.start not in self.sentences:
            self.sentences[sentence.start] = self.clean.text[sentence.start : sentence.end].strip()
        return self.sentences[sentence.start]

    def _headings(self, section: int) -> tuple[str, ...]:
        if section not in self.sections:
            self.sections[section] = self.structure.headings(section)
        return self.sections[section]

    def _claim(self, claim: ClaimCandidate, identifier: str, ids: list[str]) -> Target | Actual | Completion:
        mention, name = claim.mention, claim.name
        span: tuple[int | None, int | None] = (None, None)
        if name.start is not None and name.end is not None and name.end > name.start:
            first, last = self.clean.to_source(name.start, name.end)
            # Words put in for a heading of a table stand nowhere in the row.
            span = (first, last) if first < last else (None, None)
        evidence = self._evidence(mention.start, mention.end)
        return _CLAIM_TYPES[claim.kind](
            id=identifier,
            doc_id=self.doc_id,
            basis=claim.basis,
            indicator=Indicator(
                text=name.text,
                code=claim.code,
                scope=claim.scope,
                start=span[0],
                end=span[1],
                inherited=name.inherited or span[0] is None,
            ),
            quantity=Quantity(
                text=evidence.quote,
                value=claim.value,
                low=claim.low,
                high=claim.high,
                unit=claim.unit,
                bound=claim.bound,
                bound_text=mention.bound_text,
                masked=mention.masked,
                resolution=claim.resolution,
            ),
            period=claim.period,
            place=self.structure.place,
            scope=claim.scope,
            evidence=evidence,
            comparison=claim.comparison,
            comparability=claim.comparability,
            vintage=claim.vintage,
            plan=claim.plan,
            confidence=claim.confidence,
            modality=claim.modality,
            relations=tuple(
                Relation(type=kind, id=ids[index])
                for kind, index in claim.relations
                if ids[index] != identifier
            ),
            source=f"{claim.decided_by}:{claim.rule}",
        )

    def _project(self, project: ProjectCandidate, identifier: str) -> Project:
        return Project(
            id=identifier,
            doc_id=self.doc_id,
            place=self.structure.place,
            scope=self._scope(project.start),
            evidence=self._evidence(project.start, project.end),
            name=project.name,
            stage=project.stage,
            investment=project.investment,
            investment_unit=project.investment_unit,
            parties=project.parties,
            period=self._project_period(project),
            confidence=project.confidence,
            source=f"{project.decided_by}:{project.rule}",
        )

    def _measure(self, measure: MeasureCandidate, identifier: str, claim_ids: list[str]) -> Measure:
        evidence = self._evidence(measure.start, measure.end)
        inside = self._claims_in(measure.start, measure.end) if measure.amounts else []
        return Measure(
            id=identifier,
            doc_id=self.doc_id,
            place=self.structure.place,
            scope=self._scope(measure.start),
            evidence=evidence,
            text=self.clean.text[measure.start : measure.end],
            status=measure.status,
            action=measure.action,
            object=measure.object,
            body=measure.body,
            deadline=_period(measure.deadline),
            amounts=tuple(claim_ids[index] for index in inside),
            confidence=measure.confidence,
            source=f"{measure.decided_by}:{measure.rule}",
        )

    def _scope(self, at: int) -> str | None:
        """Return whose project or measure it is, where the sentence opens with the words (全县…)."""
        sentence = self.structure.sentence_at(at)
        opened = self.opening_scope.match(self.clean.text, sentence.start) if sentence else None
        return opened.group(1) if opened else None

    def _project_period(self, project: ProjectCandidate) -> Period | None:
        found = project_period(project, self.structure, self.resolver)
        if found is None:
            return None
        words = None
        if found.start is not None and found.end is not None:
            words = self.clean.text[found.start : found.end]
        return Period(
            label=found.label, start=found.first, end=found.last, text=words, inherited=found.inherited
        )

    def _claims_in(self, start: int, end: int) -> list[int]:
        """Return the indexes of the claims whose figures stand in a stretch of the cleaned text."""
        spans = self.claim_spans
        first = bisect_left(spans, (start, start, 0))
        last = bisect_left(spans, (end, end, 0), first)
        return sorted(index for _, stop, index in spans[first:last] if stop <= end)


def _period(mention: PeriodMention | None) -> Period | None:
    if mention is None or mention.label is None:
        return None
    return Period(label=mention.label, start=mention.first, end=mention.last)
