"""Lets spaCy write Docs with what the components found: `nlp.pipe` in several processes, `DocBin`, `Doc.to_bytes`."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any

import srsly.msgpack as msgpack

_MARK = "zhibiao"
_OURS = ("schemas.", "patterns.", "corpus.", "extractor.")
_OTHERS = {("decimal", "Decimal"), ("datetime", "date")}


class _Reader(pickle.Unpickler):
    """Makes candidates and records again and nothing else, whoever wrote the bytes."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS:
            return super().find_class(module, name)
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or hasattr(found, "model_fields")):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that zhibiao writes into a Doc")


def encode(found: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Give what msgpack can write for a candidate or a structure; anything else goes to the next encoder.

    >>> from extractor.claims.model import Name
    >>> decode(encode(Name("财政收入", 3, 7)))
    Name(text='财政收入', start=3, end=7, inherited=False)
    """
    if is_dataclass(found) and type(found).__module__.startswith(_OURS):
        return {_MARK: pickle.dumps(found, protocol=5)}
    return found if chain is None else chain(found)


def decode(read: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Make again what `encode` gave; anything else goes to the next decoder.

    Raises:
        pickle.UnpicklingError: the bytes name something else than candidates.
    """
    if isinstance(read, dict) and read.keys() == {_MARK} and isinstance(read[_MARK], bytes):
        return _Reader(io.BytesIO(read[_MARK])).load()
    return read if chain is None else chain(read)


def register() -> None:
    """Tell spaCy's msgpack of both, once for the process."""
    msgpack.msgpack_encoders.register(_MARK, func=encode)
    msgpack.msgpack_decoders.register(_MARK, func=decode)
