"""Recomputes the percentages, sums and counts that documents state, and says where they do not agree."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from extractor.audit.interval import Interval
from extractor.audit.run import audit

__all__ = ["Interval", "audit"]


class _Verb(ModuleType):
    """`extractor.audit` is a verb of the public interface as well as this package, so the package can be called."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return audit(*args, **options)


sys.modules[__name__].__class__ = _Verb
