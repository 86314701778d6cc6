"""Keeps Python's garbage collector from looking for cycles while a text is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the collector of cycles, and let it go on behind where it was on before.

    Reading a text makes many small objects and no cycles (`tests/test_collecting.py` counts them), so that all are freed
    without it; looking for some again and again took an eighth of the time.

    >>> with collection_paused():
    ...     gc.isenabled()
    False
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
