"""The stages as spaCy components, each reading what the ones before it set on the Doc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from corpus.segmentation_spacy import make_nlp, text_of
from corpus.structure import find_structure
from extractor.claims import find_claims
from extractor.measures import find_measures
from extractor.periods import PeriodResolver, find_periods
from extractor.projects import find_projects
from extractor.quantities import find_mentions
from patterns import Patterns, load

STAGES = ("structure", "quantities", "periods", "claims", "projects", "measures")

for _name in STAGES:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)

Stage = Callable[[Doc], Doc]


def _knowledge(patterns: list[str]) -> Patterns:
    return load(tuple(Path(path) for path in patterns))


def _component(name: str, run: Callable[[Doc, Patterns], Any]) -> None:
    @Language.factory(f"zhibiao_{name}", default_config={"patterns": []})
    def make(nlp: Language, name: str, patterns: list[str]) -> Stage:  # noqa: ARG001
        knowledge = _knowledge(patterns)
        attribute = name.removeprefix("zhibiao_")

        def stage(doc: Doc) -> Doc:
            doc._.set(attribute, run(doc, knowledge))
            return doc

        return stage


_component("structure", lambda doc, known: find_structure(text_of(doc), known))
_component("quantities", lambda doc, known: find_mentions(text_of(doc), known))
_component("periods", lambda doc, known: find_periods(text_of(doc), doc._.structure, known))
_component(
    "claims",
    lambda doc, known: find_claims(
        text_of(doc),
        doc._.structure,
        doc._.quantities,
        PeriodResolver(doc._.structure, doc._.periods, text_of(doc), known),
        known,
    ),
)
_component(
    "projects", lambda doc, known: find_projects(text_of(doc), doc._.structure, doc._.quantities, known)
)
_component(
    "measures",
    lambda doc, known: find_measures(text_of(doc), doc._.structure, doc._.quantities, doc._.periods, known),
)


def build(patterns: tuple[Path, ...] = ()) -> Language:
    """Return a spaCy pipeline with all stages; `patterns` are a user's own TOML files."""
    nlp = make_nlp()
    for name in STAGES:
        nlp.add_pipe(f"zhibiao_{name}", config={"patterns": [str(path) for path in patterns]})
    return nlp
