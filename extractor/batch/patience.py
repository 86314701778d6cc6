"""Transactions that wait for a database which is away or locked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

import sqlalchemy as sa

from extractor.store.database import Store
from extractor.store.errors import StoreError
from extractor.store.waiting import is_passing

T = TypeVar("T")

_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 15.0
_LOOK_SECONDS: Final = 0.1


def patiently(
    store: Store,
    write: Callable[[sa.Connection], T],
    patience: float,
    waiting: Callable[[StoreError, float], None],
    look_up: Callable[[], None] = lambda: None,
) -> T:
    """Do a transaction; where the database is away or locked, again until patience ends.

    Args:
        store: the database.
        write: does the transaction, from its beginning each time.
        patience: for how many seconds it is tried.
        waiting: told of each failure, and in how many seconds it is tried again.
        look_up: called several times a second while it waits; what it raises ends the waiting.

    Raises:
        StoreError: the database refuses, or stays away.
    """
    until = time.monotonic() + patience
    pause = _FIRST_WAIT
    while True:
        try:
            with store.writing() as connection:
                return write(connection)
        except StoreError as error:
            if not is_passing(error) or time.monotonic() + pause > until:
                raise
            waiting(error, pause)
        over = time.monotonic() + pause
        while time.monotonic() < over:
            look_up()
            time.sleep(_LOOK_SECONDS)
        pause = min(2 * pause, _LONGEST_WAIT)
