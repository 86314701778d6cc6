"""Looks at a user's own pattern files and weights before any work is done on them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from extractor.cli.messages import reason


def bad_patterns(files: tuple[Path, ...]) -> str | None:
    """Say what is wrong with the user's own patterns, before any work is done on them."""
    if not files:
        return None
    from patterns import PatternError, Patterns, load

    areas = sorted(name for name in vars(Patterns) if not name.startswith("_"))
    knowledge = load(files)
    for file in files:
        try:
            named = tomllib.loads(file.read_text(encoding="utf-8"))
            for area in named:
                if area not in areas:
                    return f"{file}: no area {area!r}; there are: {', '.join(areas)}"
                getattr(knowledge, area)
        except PatternError as error:
            return str(error)
        except (OSError, ValueError) as error:
            return f"{file}: {reason(error)}"
    return None


def bad_weights(model: bool | Path) -> str | None:
    """Say what is wrong with the weights of the model, before any document is read."""
    if model is False:
        return None
    from extractor.model import WeightsError, weights

    try:
        weights(None if model is True else model).check()
    except WeightsError as error:
        return str(error)
    return None
