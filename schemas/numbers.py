"""Decimals as the contract writes them: exact, and in plain notation."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

CHINESE_DIGITS: Final = "零一二三四五六七八九"
"""The ten digits as reports write them, each at the place of its value."""


def plain(value: Decimal) -> str:
    """Return a decimal in plain notation, its digits kept.

    >>> plain(Decimal("2.09E+9")), plain(Decimal("-5.0"))
    ('2090000000', '-5.0')
    """
    return format(value, "f")


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("a stated figure is never a float; give a string or a Decimal")
    return value


PlainDecimal = Annotated[
    Decimal,
    BeforeValidator(_no_float),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, mode="serialization"),
]
"""A finite `Decimal` that refuses floats and is written in plain notation in JSON."""
