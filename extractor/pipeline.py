"""From a text or a path to records: the verbs of the public interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import ReadError, ReadLimits, SourceText, clean, read_path
from extractor.collecting import collection_paused
from patterns import load
from schemas import Speech

if TYPE_CHECKING:
    from spacy.language import Language

    from extractor.model import Mode


def load_pipeline(patterns: Sequence[str | Path] = (), *, model: bool | str | Path = True) -> Language:
    """Return the spaCy pipeline: one token a character, one component a stage.

    Reads `patterns/`, a user's own TOML files and the weights of the model, which is left out where `model` is
    False; a path names a folder of other weights. Feed it cleaned text; the components set `doc._.structure`,
    `.quantities`, `.periods`, `.claims`, `.projects` and `.measures`; one whose name ends in `_model` decides
    anew what the one before it set.

    >>> load_pipeline().pipe_names[:3]
    ['zhibiao_structure', 'zhibiao_quantities', 'zhibiao_quantities_model']
    >>> len(load_pipeline().pipe_names) - len(load_pipeline(model=False).pipe_names)
    4
    """
    chosen = model if isinstance(model, bool) else Path(model)
    return _pipeline(tuple(Path(path) for path in patterns), chosen)


def extract(
    text: str | SourceText, *, patterns: Sequence[str | Path] = (), model: bool | str | Path = True
) -> Speech:
    """Read the records out of a text.

    Cleans it, runs all stages, and ties each record to its characters: `text[start:end] == quote`. Where `model`
    is False the rules decide alone; a path names a folder of other weights, as `zhibiao train` writes them. A
    record's `source` says whether a rule or the model decided it.

    Raises:
        WeightsError: the weights are not there or cannot be read.

    >>> speech = extract("2008年，全县实际引进内资20.9亿元，完成市下达任务的155%。")
    >>> [(r.kind, r.evidence.quote) for r in speech.records]
    [('actual', '20.9亿元'), ('completion', '155%')]
    """
    from extractor.assembly import assemble
    from extractor.stages import run

    knowledge = load(tuple(Path(path) for path in patterns))
    mode: Mode = "rules" if model is False else "both"
    folder = None if isinstance(model, bool) else Path(model)
    with collection_paused():
        cleaned = clean(text, knowledge)
        return assemble(cleaned, run(cleaned.text, knowledge, cleaned.source.metadata, mode, folder))


def extract_path(
    path: str | Path,
    *,
    patterns: Sequence[str | Path] = (),
    on_error: Callable[[ReadError], None] | None = None,
    encoding: str | None = None,
    text_column: str | None = None,
    input_format: str | None = None,
    text_format: str | None = None,
    limits: ReadLimits | None = None,
    model: bool | str | Path = True,
) -> Iterator[Speech]:
    """Read the records of a file, of all files in a folder, or of standard input (`-`).

    A table or an archive gives a `Speech` for each of its documents. Errors of single files, rows and members
    go to `on_error`, and the rest goes on; without it they are raised. Where `model` is False the rules decide
    alone; a path names a folder of other weights. The other options are those of `corpus.read_path`.

    Raises:
        ReadError: a file cannot be read or holds no text; names the file and the cause.
    """
    sources = read_path(
        path,
        encoding=encoding,
        on_error=on_error,
        text_column=text_column,
        input_format=input_format,
        text_format=text_format,
        limits=limits,
        patterns=patterns,
    )
    for source in sources:
        yield extract(source, patterns=patterns, model=model)


@lru_cache(maxsize=4)
def _pipeline(patterns: tuple[Path, ...], model: bool | Path) -> Language:
    from extractor.components import build

    return build(patterns, model)
