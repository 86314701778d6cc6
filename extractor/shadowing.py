"""Says so where another module hides one of the four packages, whose names are common words."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

_PACKAGES = ("schemas", "patterns", "corpus", "extractor")


def check(home: Path | None = None) -> None:
    """Make sure that each of the four packages is the one that was installed beside this file.

    Nothing is imported; the import path is read as an import would read it, about a millisecond in all.

    Args:
        home: the folder that must hold the packages; by default the one that holds this package.

    Raises:
        ImportError: another module of that name comes first on the import path, or none is there. The message
            names the module, where it lies, and where ours lies.

    >>> check()
    """
    home = (home or Path(__file__).parents[1]).resolve()
    for name in _PACKAGES:
        found = _location(name)
        if found != home / name:
            raise ImportError(_message(name, found, home / name), name=name)


def _location(name: str) -> Path | None:
    loaded = sys.modules.get(name)
    if loaded is not None and getattr(loaded, "__file__", None):
        file = Path(str(loaded.__file__)).resolve()
    else:
        spec = find_spec(name)
        if spec is None:
            return None
        if spec.origin is None:
            # A folder without __init__.py, which is found only where nothing better is.
            return next((Path(folder).resolve() for folder in spec.submodule_search_locations or ()), None)
        file = Path(spec.origin).resolve()
    return file.parent if file.name.startswith("__init__.") else file


def _message(name: str, found: Path | None, ours: Path) -> str:
    if found is None:
        return f"zhibiao needs its package {name!r} ({ours}), which is not on the import path"
    return (
        f"another module named {name!r} ({found}) hides the package {name!r} of zhibiao ({ours}); "
        f"remove or rename it, or put it behind zhibiao on the import path"
    )
