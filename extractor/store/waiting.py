"""Which refusals of a database pass when one waits."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError

from extractor.store.errors import StoreError

# Classes of PostgreSQL: no connection, ended or not yet started by an operator, a lock not available.
_PASSING_STATES: Final = ("08", "57", "55P03", "40")
_LOCKED: Final = ("database is locked", "database table is locked", "database schema is locked")


def is_passing(error: StoreError) -> bool:
    """Tell whether a database is away or locked, and the same may go well later; a full disk is not so.

    >>> is_passing(StoreError("x.sqlite: no such file"))
    False
    """
    cause = error.__cause__
    driver = cause.orig if isinstance(cause, DBAPIError) else cause
    if driver is None or type(driver).__name__ == "SQLAlchemyError":
        return False
    if type(driver).__module__.startswith("sqlite3"):
        return any(words in str(driver) for words in _LOCKED)
    state = getattr(driver, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_PASSING_STATES)
    # Where libpq has no word from the server, the connection is what failed.
    return type(driver).__name__ in (
        "OperationalError",
        "InterfaceError",
        "ConnectionTimeout",
        "AdminShutdown",
    )
