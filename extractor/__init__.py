"""zhibiao (指标): from archived Chinese government speeches to checked records."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor import shadowing

shadowing.check()

if TYPE_CHECKING:
    from corpus import clean
    from extractor.audit import audit
    from extractor.pipeline import extract, extract_path, load_pipeline
    from extractor.quantities import find_quantities
    from schemas.finding_frame import findings_frame
    from schemas.frame import to_frame

# spaCy and pandas cost a second to import: a name is loaded when it is first asked for.
_HOMES = {
    "audit": "extractor.audit",
    "clean": "corpus",
    "extract": "extractor.pipeline",
    "extract_path": "extractor.pipeline",
    "find_quantities": "extractor.quantities",
    "findings_frame": "schemas.finding_frame",
    "load_pipeline": "extractor.pipeline",
    "to_frame": "schemas.frame",
}

__all__ = [
    "audit",
    "clean",
    "extract",
    "extract_path",
    "find_quantities",
    "findings_frame",
    "load_pipeline",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
