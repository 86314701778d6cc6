"""A database is made, recognised and brought to the newest version when it is opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractor.store import StoreError, open_store
from extractor.store.migrating import known_versions
from schemas import Speech

ROOT = Path(__file__).parents[1]


def test_opening_again_changes_nothing(database: str) -> None:
    for _ in range(2):
        with open_store(database) as store:
            store.save(Speech(doc_id="d", text="全县"))
            assert store.doc_ids() == ["d"]


def test_a_database_of_a_newer_program_is_refused(database: str) -> None:
    with open_store(database) as store, store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE zhibiao_version SET version_num = '9000'"))
    with pytest.raises(StoreError, match="made by a newer zhibiao") as caught:
        open_store(database)
    assert "\n" not in str(caught.value)
    assert known_versions()[-1] in str(caught.value)


def test_many_may_open_a_new_database_at_once(database: str) -> None:
    code = (
        "import sys; from extractor.store import open_store; from schemas import Speech\n"
        "with open_store(sys.argv[1]) as store: store.save(Speech(doc_id=sys.argv[2]))\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, database, str(number)], cwd=ROOT, stderr=subprocess.PIPE
        )
        for number in range(4)
    ]
    for process in running:
        _, errors = process.communicate()
        assert (process.returncode, errors) == (0, b"")
    with open_store(database) as store:
        assert store.doc_ids() == ["0", "1", "2", "3"]
