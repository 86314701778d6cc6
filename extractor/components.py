"""The stages as spaCy components, each reading what the ones before it set on the Doc."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.segmentation_spacy import make_nlp, text_of
from extractor.stages import STAGES, Draft, Stage
from patterns import load

_ATTRIBUTES = tuple(dict.fromkeys(stage.sets for stage in STAGES.values()))

for _name in _ATTRIBUTES:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def build(patterns: tuple[Path, ...] = (), model: bool | Path = True) -> Language:
    """Return a spaCy pipeline with all stages; `patterns` are a user's own TOML files.

    Without the `model` its components are left out; a path names a folder of other weights for them.
    """
    nlp = make_nlp()
    own = [str(path) for path in patterns]
    for name, stage in STAGES.items():
        if not stage.model:
            nlp.add_pipe(f"zhibiao_{name}", config={"patterns": own})
        elif model is not False:
            folder = None if model is True else str(model)
            nlp.add_pipe(f"zhibiao_{name}", config={"patterns": own, "weights": folder})
    return nlp


def _register(name: str, stage: Stage) -> None:
    def component(patterns: list[str], weights: str | None) -> Callable[[Doc], Doc]:
        knowledge = load(tuple(Path(path) for path in patterns))
        folder = None if weights is None else Path(weights)

        def work(doc: Doc) -> Doc:
            found = {other: value for other in _ATTRIBUTES if (value := doc._.get(other)) is not None}
            doc._.set(stage.sets, stage.work(Draft(text_of(doc), knowledge, weights=folder, **found)))
            return doc

        return work

    if stage.model:

        @Language.factory(name, default_config={"patterns": [], "weights": None})
        def make_of_model(
            nlp: Language, name: str, patterns: list[str], weights: str | None
        ) -> Callable[[Doc], Doc]:
            return component(patterns, weights)

    else:

        @Language.factory(name, default_config={"patterns": []})
        def make(nlp: Language, name: str, patterns: list[str]) -> Callable[[Doc], Doc]:
            return component(patterns, None)


for _name, _stage in STAGES.items():
    _register(f"zhibiao_{_name}", _stage)
