"""Reads the TOML of `patterns/data`, lays a user's own files over it, and validates the result."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
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
    layers = [
        (str(path), overlay) for path in extra if (overlay := _user_file(Path(path)).get(area)) is not None
    ]
    whole = data
    for _, overlay in layers:
        whole = _merge(whole, overlay)
    try:
        return model.model_validate(whole)
    except ValidationError as error:
        raise PatternError(_fault(area, model, data, layers) or str(error)) from error


def _fault(area: str, model: type[M], data: Any, layers: list[tuple[str, Any]]) -> str | None:
    """Name the first file with which the whole no longer fits the model, the key, and the cause."""
    below: Any = None
    for name, overlay in [(f"patterns/data/{area}.toml", data), *layers]:
        merged = overlay if below is None else _merge(below, overlay)
        try:
            model.model_validate(merged)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join([area, *_place(first["loc"], below)])
            return f"{name}: {where}: {first['msg'].removeprefix('Value error, ')}"
        below = merged
    return None


def _place(loc: tuple[int | str, ...], below: Any) -> Iterator[str]:
    """Give the steps to a key; a list is counted from where this file goes on with it."""
    for step in loc:
        if isinstance(step, int) and isinstance(below, list) and step >= len(below):
            step, below = step - len(below), None
        yield str(step)
        below = below.get(step) if isinstance(below, dict) else None


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
