"""Words with their part of speech, for the short stretches that the claim rules look at."""

from __future__ import annotations

from functools import lru_cache

import rjieba


@lru_cache(maxsize=16384)
def tagged(stretch: str) -> tuple[tuple[int, str, str], ...]:
    """Return (offset, word, tag) for a short stretch, tags as in jieba's dictionary.

    >>> [word for _, word, _ in tagged("工业增加值")]
    ['工业', '增加值']
    """
    out = []
    offset = 0
    for word, tag in rjieba.tag(stretch):
        out.append((offset, word, tag))
        offset += len(word)
    return tuple(out)
