"""The characters that the authors of the standards held to be in daily use."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def gb2312_level1() -> str:
    """Return the 3,755 characters of level 1 of GB 2312, in its order.

    >>> len(gb2312_level1()), gb2312_level1()[:3]
    (3755, '啊阿埃')
    """
    return "".join(
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
    )
