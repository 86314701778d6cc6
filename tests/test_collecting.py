"""Nothing is left to the collector that is paused while a text is read."""

from __future__ import annotations

import gc

import pytest

from corpus import read_path
from corpus.samples import sample_paths
from extractor import extract
from extractor.collecting import collection_paused


def test_reading_leaves_no_cycles() -> None:
    text = "\n".join(document.text for path in sample_paths("clean") for document in read_path(path))
    extract(text)
    gc.collect()
    gc.disable()
    try:
        found = len(extract(text).records)
        left = gc.collect()
    finally:
        gc.enable()
    assert found > 50
    assert left < found


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), collection_paused():
        raise KeyError
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
