"""The stages as spaCy components, each reading what the ones before it set on the Doc."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.segmentation_spacy import make_nlp, text_of
from extractor import doc_bytes
from extractor.stages import STAGES, Draft, Stage, stages_before
from patterns import load

Component = Callable[[Doc], Doc]

SPANS = "zhibiao"
"""The key of `doc.spans` under which `zhibiao_spans` puts what was found."""

_ATTRIBUTES = tuple(dict.fromkeys(stage.sets for stage in STAGES.values()))
_SHOWN = ("claims", "projects", "measures")

for _name in _ATTRIBUTES:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
doc_bytes.register()


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


class _Reader:
    """Works out on a Doc what is asked for, and what that reads, where no component before has set it."""

    def __init__(self, patterns: list[str], weights: str | None = None) -> None:
        self.knowledge = load(tuple(Path(path) for path in patterns))
        self.weights = None if weights is None else Path(weights)

    def draft(self, doc: Doc, stages: Mapping[str, Stage], model: bool) -> Draft:
        found = {name: value for name in _ATTRIBUTES if (value := doc._.get(name)) is not None}
        draft = Draft(text_of(doc), self.knowledge, weights=self.weights, **found)
        for stage in stages.values():
            if stage.sets not in found and (model or not stage.model):
                self.set(doc, draft, stage)
        return draft

    def set(self, doc: Doc, draft: Draft, stage: Stage) -> None:
        value = stage.work(draft)
        setattr(draft, stage.sets, value)
        doc._.set(stage.sets, value)


def _register(name: str, stage: Stage) -> Callable[..., Component]:
    before = stages_before(stage.reads, name)
    factory = f"zhibiao_{name}"

    def component(reader: _Reader) -> Component:
        def work(doc: Doc) -> Doc:
            reader.set(doc, reader.draft(doc, before, stage.model), stage)
            return doc

        return work

    made: Callable[..., Component]
    if stage.model:

        @Language.factory(
            factory, default_config={"patterns": [], "weights": None}, assigns=[f"doc._.{stage.sets}"]
        )
        def make_of_model(nlp: Language, name: str, patterns: list[str], weights: str | None) -> Component:
            return component(_Reader(patterns, weights))

        made = make_of_model
        return made

    @Language.factory(factory, default_config={"patterns": []}, assigns=[f"doc._.{stage.sets}"])
    def make(nlp: Language, name: str, patterns: list[str]) -> Component:
        return component(_Reader(patterns))

    made = make
    return made


@Language.factory("zhibiao_spans", default_config={"patterns": [], "key": SPANS}, assigns=["doc.spans"])
def make_spans(nlp: Language, name: str, patterns: list[str], key: str) -> Component:
    """Make the component that puts claims, projects and measures into `doc.spans[key]`, labelled by their kind.

    What no component before it has set is worked out by the rules. A span covers whole tokens.

    >>> nlp = make_nlp()
    >>> _ = nlp.add_pipe("zhibiao_spans")
    >>> doc = nlp("2011年，全县财政收入4.2亿元，增长12.5%。")
    >>> [(span.text, span.label_) for span in doc.spans["zhibiao"]]
    [('4.2亿元', 'actual'), ('12.5%', 'actual')]
    """
    reader = _Reader(patterns)
    stages = stages_before(_SHOWN)

    def work(doc: Doc) -> Doc:
        draft = reader.draft(doc, stages, model=False)
        found = [
            *((claim.mention.start, claim.mention.end, claim.kind) for claim in draft.claims),
            *((project.start, project.end, "project") for project in draft.projects),
            *((measure.start, measure.end, "measure") for measure in draft.measures),
        ]
        doc.spans[key] = [_span(doc, start, end, label) for start, end, label in sorted(found)]
        return doc

    return work


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None, "an expanded span lies on tokens"
    return span


FACTORIES = SimpleNamespace(
    **{name: _register(name, stage) for name, stage in STAGES.items()}, spans=make_spans
)
"""The factories by the names of their stages; spaCy finds them here by the entry points of the package."""
