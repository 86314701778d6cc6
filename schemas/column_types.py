"""Types of columns that hold the same in SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine

from schemas.numbers import plain
from schemas.storable import mapped, restored, storable


class ExactDecimal(TypeDecorator[Decimal]):
    """A `Decimal` kept digit by digit: plain-notation TEXT in SQLite, NUMERIC elsewhere.

    Raises:
        ValueError: a value is bound that is not a finite Decimal (a float, NaN).

    >>> from sqlalchemy.dialects import sqlite
    >>> ExactDecimal().process_bind_param(Decimal("2.09E+9"), sqlite.dialect())
    '2090000000'
    """

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        """Choose TEXT for SQLite, whose NUMERIC columns are floats."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Text())
        return dialect.type_descriptor(sa.Numeric(asdecimal=True))

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> Any:
        """Give the driver plain text for SQLite, the Decimal itself elsewhere."""
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError(f"a stated figure is a finite Decimal, not {value!r}")
        return plain(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        """Read the figure back as a Decimal."""
        return None if value is None else Decimal(value)


class AnyText(TypeDecorator[str]):
    """A text of any code points, those that databases refuse too; see `schemas.storable`.

    >>> from sqlalchemy.dialects import postgresql
    >>> AnyText().process_bind_param("\\0", postgresql.dialect()) == "\\U0010f7ff"
    True
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Give the driver a text that it takes."""
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Read the text back as it was."""
        return None if value is None else restored(value)


class AnyJson(TypeDecorator[Any]):
    """JSON whose strings are of any code points."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        """Give the driver strings that it takes."""
        return mapped(value, storable)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Read the strings back as they were."""
        return mapped(value, restored)


class Moment(TypeDecorator[dt.datetime]):
    """A moment, given and read back with a time zone; UTC in the database.

    Raises:
        ValueError: a moment without a time zone is bound.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Give the driver the moment in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone, {value} has none")
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Read the moment back in UTC; SQLite does not keep the time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
