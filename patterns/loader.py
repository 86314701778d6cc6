"""Reads the TOML of `patterns/data`, lays a user's own files over it, and validates the result."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class PatternError(ValueError):
    """A pattern file that cannot be read; the message names the file and the cause."""


class PatternModel(BaseModel):
    """Base of the models that pattern files are checked against: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=PatternModel)


def load_area(area: str, model: type[M], extra: Sequence[Path] = ()) -> M:
    """Read one area of knowledge, `patterns/data/<area>.toml`, with a user's files laid over it.

    A folder of the area's name beside that file holds more of the same, one file a field, in order of name.
    A user's file may hold several areas, each as a top-level table of the area's name. Lists are appended,
    tables merged, single values replaced.

    Raises:
        PatternError: a file cannot be parsed or does not fit the model; the message names it.
    """
    built_in = resources.files("patterns") / "data" / f"{area}.toml"
    data = _parse(built_in.read_text(encoding="utf-8"), f"patterns/data/{area}.toml")
    folder = resources.files("patterns") / "data" / area
    if folder.is_dir():
        for part in sorted(folder.iterdir(), key=lambda item: item.name):
            if part.name.endswith(".toml"):
                name = f"patterns/data/{area}/{part.name}"
                data = _merge(data, _parse(part.read_text(encoding="utf-8"), name))
    for path in extra:
        overlay = _user_file(Path(path)).get(area)
        if overlay is not None:
            data = _merge(data, overlay)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        names = ", ".join([f"{area}.toml", *map(str, extra)])
        raise PatternError(f"{names}: {where}: {first['msg']}") from error


@lru_cache(maxsize=64)
def _user_file(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(f"{path}: {error}") from error
    return _parse(text, str(path))


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PatternError(f"{name}: {error}") from error


def _merge(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, Mapping):
        return {
            **base,
            **{key: _merge(base[key], value) if key in base else value for key, value in over.items()},
        }
    if isinstance(base, list) and isinstance(over, list):
        return [*base, *over]
    return over
