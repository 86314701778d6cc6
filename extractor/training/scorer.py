"""The scorer that lies beside the texts, loaded as a module: what agreement means is said in one place only."""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from corpus.gold import GoldError


@lru_cache(maxsize=4)
def load_scorer(shared: Path) -> ModuleType:
    """Return `score.py` of the folder of texts as a module.

    Raises:
        GoldError: it is not there or cannot be loaded.
    """
    path = shared / "score.py"
    spec = importlib.util.spec_from_file_location("zhibiao_scorer", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise GoldError(f"{path} is not there: agreement with hand-made records is defined by it")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise GoldError(f"{path}: cannot be loaded: {error}") from error
    return module
