"""How the documents of a batch are read, and the version under which the ledger knows what came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from extractor.version import __version__

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True)
class Settings:
    """What `process_batch` needs to know beside the documents.

    `patterns` are TOML files of the user's own; `model` is False for the rules alone, or a folder of other weights;
    `version` goes into `documents.pipeline_version`; `seconds` is how much processor time a
    document may take (see `seconds_for`), None for as much as it wants.

    >>> Settings().version == __version__
    True
    """

    patterns: tuple[Path, ...] = ()
    model: bool | Path = True
    version: str = __version__
    seconds: float | None = None


def seconds_for(seconds: float, size: int) -> float:
    """Return the processor time of a document of so many bytes: `seconds`, as much for each megabyte beyond the first.

    >>> seconds_for(60, 1000), seconds_for(60, 2_500_000)
    (60.0, 150.0)
    """
    return seconds * max(1.0, size / _MEGABYTE)


def pipeline_version(
    patterns: Sequence[Path] = (), model: bool | Path = True, options: Mapping[str, object] | None = None
) -> str:
    """Return the version of the program with a fingerprint of all else that decides what comes out.

    Reads the built-in patterns, the user's own and the weights; `options` are further choices by their names, those
    that are None left out. Where the files lie does not matter.

    >>> one, other = pipeline_version(model=False), pipeline_version(model=False, options={"encoding": "big5"})
    >>> one.partition("+")[0] == __version__, one == other
    (True, False)
    """
    digest = hashlib.sha256()
    for part in _parts(patterns, model):
        digest.update(hashlib.sha256(part).digest())
    chosen = {name: value for name, value in (options or {}).items() if value is not None}
    digest.update(json.dumps(chosen, sort_keys=True).encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _parts(patterns: Sequence[Path], model: bool | Path) -> Iterator[bytes]:
    yield from _of_folder(Path(str(files("patterns") / "data")))
    yield b"own"
    for file in patterns:
        yield file.read_bytes()
    if model is not False:
        yield b"weights"
        yield from _of_folder(Path(str(files("extractor.model") / "data")) if model is True else model)


def _of_folder(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.rglob("*"), key=lambda file: file.parts):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file.relative_to(folder).as_posix().encode()
            yield file.read_bytes()
