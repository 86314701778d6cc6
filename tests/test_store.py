from __future__ import annotations

import io
import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractor.cli import main
from extractor.store import StoreError, database_name, open_store, read_findings, write_jsonl
from extractor.store.database import Store
from extractor.version import __version__
from schemas import Actual, Indicator, Project, Relation, record_adapter
from schemas.column_types import ExactDecimal
from schemas.tables import metadata
from schemas.views import all_projects
from tests.speech_samples import county_speech


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def counts(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def test_a_speech_comes_back_as_it_was_saved(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    assert store.load("d1") == speech
    assert store.doc_ids() == ["d1"]


def test_the_database_is_a_file_that_plain_sqlite_reads(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'x.sqlite'}") as store:
        store.save(county_speech())
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    rows = connection.execute(
        "SELECT indicator, value, typeof(value), value_real, typeof(value_real), unit, period, quote, title"
        " FROM all_claims WHERE kind = 'actual'"
    ).fetchall()
    assert rows == [("内资", "1250000000", "text", 1250000000.0, "real", "CNY", "2024", "12.50亿元", "报告")]
    (section, version) = connection.execute("SELECT section, pipeline_version FROM all_projects").fetchone()
    assert section == '["一、回顾","1、招商"]'
    assert version == __version__
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_saving_again_replaces_and_leaves_no_orphan(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    first = counts(store)
    store.save(speech)
    assert counts(store) == first
    fewer = speech.model_copy(
        update={"records": speech.records[:1], "sections": (), "repairs": (), "flags": ()}
    )
    store.save(fewer)
    assert store.load("d1") == fewer
    left = counts(store)
    assert left["records"] == left["claims"] == 1
    for name in (
        "projects",
        "project_parties",
        "measures",
        "measure_amounts",
        "relations",
        "sections",
        "repairs",
        "flags",
    ):
        assert left[name] == 0, name


def test_deleting_a_document_takes_all_that_is_its_own(store: Store) -> None:
    store.save(county_speech("d1"))
    store.save(county_speech("d2", path="b.txt"))
    with store.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM documents WHERE doc_id = 'd1'"))
    with open_store("sqlite://") as other:
        other.save(county_speech("d2", path="b.txt"))
        assert counts(store) == counts(other)
    assert store.load("d2") == county_speech("d2", path="b.txt")


def test_a_failed_save_changes_nothing(store: Store) -> None:
    speech = county_speech()
    store.save(speech)
    broken = speech.records[0].model_copy(update={"relations": (Relation(type="same_as", id="nowhere"),)})
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        store.save(speech.model_copy(update={"title": "另一题", "records": (broken,)}))
    assert store.load("d1") == speech


def paths(store: Store) -> list[tuple[str, str]]:
    with store.engine.connect() as connection:
        query = sa.text("SELECT doc_id, path FROM document_paths ORDER BY doc_id, path")
        return [(row.doc_id, row.path) for row in connection.execute(query)]


def test_the_same_text_elsewhere_keeps_both_paths_and_one_document(store: Store) -> None:
    store.save(county_speech(path="a.txt"))
    store.save(county_speech(path="copy/a.txt"))
    store.save(county_speech(path="copy/a.txt"))
    assert paths(store) == [("d1", "a.txt"), ("d1", "copy/a.txt")]
    assert store.doc_ids() == ["d1"]
    assert store.load("d1").source.path == "copy/a.txt"


def test_a_new_reading_of_the_same_bytes_takes_the_place_of_the_old(store: Store) -> None:
    store.save(county_speech("old"))
    store.save(county_speech("new"))
    assert store.doc_ids() == ["new"]
    assert counts(store)["records"] == len(county_speech().records)


def test_a_new_reading_leaves_a_document_that_is_known_elsewhere(store: Store) -> None:
    store.save(county_speech("old", path="a.txt"))
    store.save(county_speech("old", path="b.txt"))
    store.save(county_speech("new", path="a.txt"))
    assert paths(store) == [("new", "a.txt"), ("old", "b.txt")]
    assert store.doc_ids() == ["new", "old"]


def test_an_edited_file_is_another_document(store: Store) -> None:
    store.save(county_speech("before", sha256="01"))
    store.save(county_speech("after", sha256="02"))
    assert store.doc_ids() == ["after", "before"]


def test_a_text_without_a_path_is_stored(store: Store) -> None:
    store.save(county_speech(path=None, sha256=None))
    store.save(county_speech("d2", path=None, sha256=None))
    assert store.doc_ids() == ["d1", "d2"]
    assert paths(store) == []


def test_an_unknown_document_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError, match="nope"):
        store.load("nope")


@pytest.mark.parametrize(
    "target", ["nosuchdb://x/y", "mysql+nodriver://x/y", "://", "sqlite:///no/such/folder/x.db"]
)
def test_what_is_no_database_is_one_line(target: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(target)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("青禾县的笔记，不是数据库。" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database"):
        open_store(file)
    assert file.read_text(encoding="utf-8").startswith("青禾县")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_is_not_there_is_one_line_without_the_password(scheme: str) -> None:
    with pytest.raises(StoreError, match=r"^postgresql://me:\*\*\*@localhost:1/none: .*refused") as caught:
        open_store(f"{scheme}://me:geheim@localhost:1/none")
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_among_the_parameters_is_not_shown_either() -> None:
    assert database_name("postgresql:///a?host=h&password=geheim") == "postgresql:///a?host=h"


def test_a_driver_that_is_not_there_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"psycopg' is not installed; pip install 'zhibiao\[postgres\]'"):
        open_store("postgresql://localhost/none")


def test_long_names_are_stored_and_found(store: Store) -> None:
    """PostgreSQL refuses long values in its usual indexes; names that a text gives can be of any length."""
    chance = random.Random(7)
    name = "".join(chance.choice("甲乙丙丁戊己庚辛壬癸") for _ in range(9000))
    speech = county_speech()
    project, claim = speech.records[4], speech.records[0]
    assert isinstance(project, Project)
    assert isinstance(claim, Actual)
    long = (
        project.model_copy(update={"name": name, "parties": (name,)}),
        claim.model_copy(update={"indicator": Indicator(text=name), "relations": ()}),
    )
    store.save(speech.model_copy(update={"records": long}))
    assert store.load("d1").records == long
    with store.engine.connect() as connection:
        count = sa.select(sa.func.count()).select_from(all_projects).where(all_projects.c.name == name)
        assert connection.scalar(count) == 1


def test_the_command_writes_to_either_database_and_shows_no_password(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("2015年，青禾县引进内资12亿元，完成年计划10亿元的150%。", encoding="utf-8")
    secret = database.replace("postgres@", "postgres:geheim@")
    for arguments in (["extract", str(report), "--db", secret], ["audit", "--db", secret]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 0
    said = capsys.readouterr().err
    assert "1 document, 4 records" in said
    assert "1 finding" in said
    assert "geheim" not in said
    (one,) = read_findings(database)
    assert (one.check, one.verdict) == ("completion", "inconsistent")


def test_a_float_is_refused_as_a_stated_figure() -> None:
    from sqlalchemy.dialects import sqlite

    for wrong in (1.5, Decimal("NaN")):
        with pytest.raises(ValueError, match="finite Decimal"):
            ExactDecimal().process_bind_param(wrong, sqlite.dialect())  # type: ignore[arg-type]


def test_postgresql_keeps_figures_as_numeric() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    ddl = str(CreateTable(metadata.tables["claims"]).compile(dialect=postgresql.dialect()))
    assert "value NUMERIC" in ddl
    assert "value_real DOUBLE PRECISION GENERATED ALWAYS AS (CAST(value AS DOUBLE PRECISION)) STORED" in ddl


@pytest.mark.parametrize("kind", [io.BytesIO, io.StringIO])
def test_jsonl_is_the_contract_one_record_a_line(kind: type[io.BytesIO] | type[io.StringIO]) -> None:
    speech = county_speech()
    stream = kind()
    assert write_jsonl([speech, speech], stream) == 2 * len(speech.records)
    written = stream.getvalue()
    text = written.decode() if isinstance(written, bytes) else written
    lines = text.splitlines()
    assert lines == [record.model_dump_json() for record in speech.records] * 2
    assert tuple(map(record_adapter.validate_json, lines[: len(speech.records)])) == speech.records
    assert json.loads(lines[0])["quantity"]["value"] == "1250000000"
    assert text.endswith("\n")
