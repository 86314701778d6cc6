"""Several write to one database at the same time, and what is written beside the documents."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractor.store import StoreError, open_store
from extractor.store.database import Store
from schemas import Relation
from tests.finding_samples import finding
from tests.speech_samples import county_speech

ROOT = Path(__file__).parents[1]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def count(store: Store, table: str) -> int:
    with store.engine.connect() as connection:
        return connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0


# --- beside the documents


def test_what_is_written_beside_the_documents_is_written_with_them(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE ledger (path TEXT)")

    def mark(connection: sa.Connection) -> None:
        # The documents are there already.
        assert connection.scalar(sa.text("SELECT count(*) FROM documents")) == 2
        connection.execute(sa.text("INSERT INTO ledger VALUES ('a.txt'), ('b.txt')"))

    store.save_many([county_speech("d1"), county_speech("d2", path="b.txt")], also=mark)
    assert (count(store, "documents"), count(store, "ledger")) == (2, 2)


@pytest.mark.parametrize("error", [RuntimeError("no"), sa.exc.OperationalError("x", {}, Exception("no"))])
def test_what_fails_beside_the_documents_undoes_them(store: Store, error: Exception) -> None:
    store.save(county_speech("d1"))

    def fail(connection: sa.Connection) -> None:
        raise error

    with pytest.raises((RuntimeError, StoreError), match="no"):
        store.save_many([county_speech("d1").model_copy(update={"title": "另一题"})], also=fail)
    assert store.load("d1") == county_speech("d1")


def test_one_that_is_refused_undoes_the_others(store: Store) -> None:
    store.save(county_speech("d1"))
    wrong = county_speech("d2", path="b.txt")
    record = wrong.records[0].model_copy(update={"relations": (Relation(type="same_as", id="nowhere"),)})
    wrong = wrong.model_copy(update={"records": (record,)})
    new = [
        county_speech("d1").model_copy(update={"title": "另一题"}),
        county_speech("d3", path="c.txt"),
        wrong,
    ]
    with pytest.raises(StoreError, match=r"(?i)foreign key") as caught:
        store.save_many(new)
    assert "\n" not in str(caught.value)
    assert list(store.speeches()) == [county_speech("d1")]
    # The store is of use afterwards.
    store.save_many(new[:2])
    assert store.doc_ids() == ["d1", "d3"]


def test_nothing_is_saved_of_nothing(store: Store) -> None:
    seen = []
    store.save_many([], also=seen.append)
    assert store.doc_ids() == []
    assert len(seen) == 1


# --- at the same time

WRITER = """
import random, sys
from extractor.store import open_store
from tests.finding_samples import finding
from tests.speech_samples import county_speech
with open_store(sys.argv[1]) as store:
    chance = random.Random(int(sys.argv[2]))
    for _ in range(12):
        numbers = chance.sample(range(8), 5)
        store.save_many([county_speech(f"d{n}", path=f"{n % 3}.txt", sha256=f"{n:02}") for n in numbers])
        store.save_findings([finding(id=f"f{n}", doc_id=f"d{n}") for n in numbers])
"""


def test_writers_neither_block_each_other_for_good_nor_write_twice(database: str) -> None:
    with open_store(database):
        pass
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database, str(number)], cwd=ROOT, stderr=subprocess.PIPE
        )
        for number in range(3)
    ]
    for process in running:
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors.decode()) == (0, "")
    with open_store(database) as store:
        known = {f"d{n}": county_speech(f"d{n}", path=f"{n % 3}.txt", sha256=f"{n:02}") for n in range(8)}
        assert {doc_id: store.load(doc_id) for doc_id in store.doc_ids()} == known
        assert count(store, "document_paths") == 8
        assert len(list(store.findings())) == len({one.id for one in store.findings()}) > 0


def test_a_reader_sees_one_state_while_another_writes(database: str) -> None:
    """A document that is replaced all the time is read whole each time: as it was or as it is."""
    long = county_speech()
    short = long.model_copy(update={"records": long.records[:1], "sections": (), "title": "短"})
    with open_store(database) as store:
        store.save(long)
        stop = threading.Event()

        def write() -> None:
            with open_store(database) as writer:
                while not stop.is_set():
                    writer.save(short)
                    writer.save(long)

        thread = threading.Thread(target=write)
        thread.start()
        try:
            seen = [store.load("d1") for _ in range(60)]
        finally:
            stop.set()
            thread.join()
    assert all(one in (long, short) for one in seen)


def test_a_finding_saved_twice_is_there_once(store: Store) -> None:
    store.save(county_speech("d1"))
    for _ in range(2):
        store.save_findings([finding(id="f", doc_id="d1")])
    assert [one.id for one in store.findings()] == ["f"]
