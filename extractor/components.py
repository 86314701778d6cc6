"""The stages as spaCy components, each reading what the ones before it set on the Doc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.segmentation_spacy import make_nlp, text_of
from extractor.stages import STAGES, Draft
from patterns import load

for _name in STAGES:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def build(patterns: tuple[Path, ...] = ()) -> Language:
    """Return a spaCy pipeline with all stages; `patterns` are a user's own TOML files."""
    nlp = make_nlp()
    for name in STAGES:
        nlp.add_pipe(f"zhibiao_{name}", config={"patterns": [str(path) for path in patterns]})
    return nlp


def _register(name: str) -> None:
    @Language.factory(f"zhibiao_{name}", default_config={"patterns": []})
    def make(nlp: Language, name: str, patterns: list[str]) -> Callable[[Doc], Doc]:
        knowledge = load(tuple(Path(path) for path in patterns))
        stage = name.removeprefix("zhibiao_")

        def component(doc: Doc) -> Doc:
            found = {other: value for other in STAGES if (value := doc._.get(other)) is not None}
            doc._.set(stage, STAGES[stage](Draft(text_of(doc), knowledge, **found)))
            return doc

        return component


for _name in STAGES:
    _register(_name)
