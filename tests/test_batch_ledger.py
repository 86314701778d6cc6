"""The ledger and what it keeps: whatever the order in which batches are finished, the database is the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from corpus.readers.errors import ReadError
from corpus.source import SourceText, StoredDocument
from extractor import extract
from extractor.audit import audit
from extractor.batch import Settings, accounts, failures, process_batch
from extractor.batch.archive import Entry, content_key, entries, place_key
from extractor.batch.ledger import Registered, register
from extractor.batch.saving import save_results
from extractor.batch.tables import Task, failure, to_batch, to_results
from extractor.store import StoreError, open_store
from extractor.store.database import Store
from schemas.tables import metadata
from tests.archives import AS_STORED, content_of, make_archive, rows_of, text

RULES = Settings(model=False, version="v1")


def found_at(place: str, words: str, encoding: str = "utf-8") -> Entry:
    document = StoredDocument(place, words.encode(encoding), "text")
    return Entry(place, content_key(document), document, 0)


def enter(store: Store, *found: Entry, version: str = "v1", retry: bool = False) -> Registered:
    with store.writing() as connection:
        return register(connection, version, found, retry=retry)


def save(store: Store, results: pa.Table) -> None:
    with store.writing() as connection:
        save_results(connection, "v1", results)


def work_off(store: Store, wanted: Sequence[Entry], version: str = "v1") -> None:
    tasks = [
        Task(one.place, one.content, one.found) for one in wanted if not isinstance(one.found, ReadError)
    ]
    results = process_batch(to_batch(tasks), Settings(model=False, version=version))
    with store.writing() as connection:
        save_results(connection, version, results)


def run_in_pieces(target: str, archive: Path, chance: random.Random) -> None:
    """As a run does it, but batches of any size, finished in any order, some lost and done again."""
    flying: list[Entry] = []
    walk = iter(entries((str(archive),), AS_STORED))
    walking = True
    with open_store(target) as store:
        while walking or flying:
            if walking and (not flying or chance.random() < 0.5):
                chunk = [entry for _, entry in zip(range(chance.randint(1, 5)), walk, strict=False)]
                walking = bool(chunk)
                known = {entry.content for entry in flying}
                flying += [entry for entry in enter(store, *chunk).wanted if entry.content not in known]
            else:
                chance.shuffle(flying)
                count = chance.randint(1, len(flying)) if flying else 0
                work_off(store, flying[:count])
                del flying[:count]
                if chance.random() < 0.2:
                    # Stopped, and begun again.
                    flying, walk, walking = [], iter(entries((str(archive),), AS_STORED)), True


@pytest.mark.slow
def test_the_database_is_the_same_in_whatever_order_batches_are_finished(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, documents=5)
    targets = [str(tmp_path / f"{seed}.sqlite") for seed in range(6)]
    for seed, target in enumerate(targets):
        run_in_pieces(target, archive, random.Random(seed))
    first = content_of(targets[0])
    assert first["records"] != first["claims"]
    for target in targets[1:]:
        assert content_of(target) == first


def test_an_account_is_kept_of_every_document(database: str, tmp_path: Path) -> None:
    archive = make_archive(tmp_path, documents=3)
    walk = list(entries((str(archive),), AS_STORED))
    with open_store(database) as store:
        entered = enter(store, *walk)
        [before] = accounts(store)
        assert before.pending == len(entered.wanted)
        assert before.failed == len(entered.failures) == 2
        work_off(store, entered.wanted)
        [after] = accounts(store)
        assert (after.pending, after.causes) == (0, {"unreadable": 4})
        assert after.done == before.pending - 2
        assert after.records > 20
        reasons = {one.place.removeprefix(f"{archive}/"): one.reason for one in failures(store, "v1")}
        assert set(reasons) == {"broken.pdf", "empty.txt", "lines.jsonl:3", "shard.parquet:2"}
        assert reasons["shard.parquet:2"] == "no text in 'text'"
        again = enter(store, *walk)
        assert again.wanted == []
        assert again.failed_before == 4
        assert len(enter(store, *walk, retry=True).wanted) == 2


def test_a_content_is_read_once_and_known_at_all_its_places(database: str) -> None:
    with open_store(database) as store:
        work_off(store, enter(store, found_at("b.txt", text(1)), found_at("c.txt", text(1))).wanted)
        later = enter(store, found_at("a.txt", text(1)), found_at("c.txt", text(1)))
    assert (later.wanted, later.known) == ([], 2)
    assert rows_of(database, "SELECT path FROM document_paths") == [("a.txt",), ("b.txt",), ("c.txt",)]
    assert rows_of(database, "SELECT path FROM documents") == [("b.txt",)]
    assert rows_of(database, "SELECT status, place FROM run_ledger") == [("done", "b.txt")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_contents_with_one_text_the_first_place_decides(database: str, order: tuple[int, int]) -> None:
    both = [found_at("b.txt", text(1)), found_at("a.txt", text(1), "gb18030")]
    with open_store(database) as store:
        enter(store, *both)
        for at in order:
            work_off(store, [both[at]])
        work_off(store, both)
        assert len(store.doc_ids()) == 1
    assert rows_of(database, "SELECT path, encoding FROM documents") == [("a.txt", "gb18030")]
    assert rows_of(database, "SELECT path, encoding FROM document_paths") == [
        ("a.txt", "gb18030"),
        ("b.txt", "utf-8"),
    ]


def test_a_new_version_reads_all_anew_and_an_old_record_outlives_a_failure(database: str) -> None:
    one, other = found_at("a.txt", text(1)), found_at("b.txt", text(2))
    with open_store(database) as store:
        work_off(store, enter(store, one, other).wanted)
        entered = enter(store, one, other, version="v2")
        assert len(entered.wanted) == 2
        work_off(store, [one], version="v2")
        crashed = to_results(
            [failure(other.place, other.content, "crash", "the worker was ended by SIGSEGV")]
        )
        with store.writing() as connection:
            save_results(connection, "v2", crashed)
        assert [account.version for account in accounts(store)] == ["v1", "v2"]
    assert rows_of(database, "SELECT path, pipeline_version FROM documents") == [
        ("a.txt", "v2"),
        ("b.txt", "v1"),
    ]


def test_what_can_be_read_again_is_no_failure_any_more(database: str) -> None:
    def broken(place: str) -> Entry:
        return Entry(place, place_key(place), ReadError(place, "is broken"), 0)

    with open_store(database) as store:
        entered = enter(store, broken("a.zip"), broken("a.zip!/x/t.csv:2"), broken("b"))
        assert len(entered.failures) == 3
        assert enter(store, broken("b")).failed_before == 1
        enter(store, found_at("a.zip!/x/t.csv:2", text(1)))
        assert [one.place for one in failures(store, "v1")] == ["b"]


def test_findings_go_with_the_reading_that_they_rest_on(database: str) -> None:
    entry = found_at("a.txt", "青禾县2019年实际引进内资9亿元，完成年计划10亿元的95%。\n")
    with open_store(database) as store:
        work_off(store, enter(store, entry).wanted)
        store.save_findings(audit(store.speeches()))
        assert len(list(store.findings())) > 0
        enter(store, found_at("b.txt", "青禾县2019年实际引进内资9亿元，完成年计划10亿元的95%。\n"))
        assert len(list(store.findings())) > 0
        work_off(store, enter(store, entry, version="v2").wanted, version="v2")
        assert list(store.findings()) == []


def test_a_document_that_someone_deleted_comes_back_with_the_next_reading(database: str) -> None:
    both = [found_at("a.txt", text(1)), found_at("b.txt", text(1), "gb18030")]
    with open_store(database) as store:
        work_off(store, enter(store, both[0]).wanted)
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM documents")
        work_off(store, enter(store, both[1]).wanted)
        enter(store, found_at("c.txt", text(1)))
    assert rows_of(database, "SELECT path FROM documents") == [("b.txt",)]


def test_texts_that_databases_refuse_come_back_as_they_were(database: str) -> None:
    words = "青禾县\0完成5亿元\U0010ffff。"
    source = SourceText.from_str(words, "a.jsonl:1")
    entry = Entry("a.jsonl:1", content_key(source), source, 0)
    with open_store(database) as store:
        work_off(store, enter(store, entry).wanted)
        [doc_id] = store.doc_ids()
        speech = store.load(doc_id)
    assert speech == extract(source, model=False)
    assert speech.text == words.replace("\0", "\ufffd")


def test_nothing_of_a_batch_is_there_where_its_transaction_fails(database: str) -> None:
    entry = found_at("a.txt", text(1))
    with open_store(database) as store:
        enter(store, entry)
        before = content_of(database)
        results = process_batch(to_batch([Task(entry.place, entry.content, entry.found)]), RULES)  # type: ignore[arg-type]
        # The last table of all refuses its rows.
        with store.writing() as connection:
            connection.exec_driver_sql("DROP TABLE relations")
        with pytest.raises(StoreError, match="relations"):
            save(store, results)
        with store.writing() as connection:
            metadata.tables["relations"].create(connection)
        assert content_of(database) == before
