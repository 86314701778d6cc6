"""A database is made, recognised and brought to the newest version when it is opened."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from extractor.store import StoreError, open_store, read_findings, read_speeches
from extractor.store.connecting import connect, url_of, writing
from extractor.store.migrating import alembic_config, alembic_options, known_versions
from extractor.store.migrations.__main__ import write_step
from schemas import Source, Speech
from schemas.column_types import AnyText, ExactDecimal
from schemas.tables import metadata
from tests.finding_samples import findings, speeches
from tests.postgres import Server
from tests.speech_samples import county_speech

ROOT = Path(__file__).parents[1]
DUMPS = Path(__file__).parent / "data" / "store"
ODD = "全县\U0010f800完成\U0010f7fe95%"


@pytest.fixture
def released(database: str) -> str:
    """A database as version 0.1.0 made and filled it; tables and views, but no version."""
    engine = connect(url_of(database))
    script = (DUMPS / f"0.1.0.{engine.dialect.name}.sql").read_text(encoding="utf-8")
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.executescript(f"PRAGMA foreign_keys = OFF; BEGIN; {script}; COMMIT;")
        else:
            driver.execute(script)
            driver.commit()
    engine.dispose()
    return database


def anatomy(connection: sa.Connection) -> dict[str, set[str]]:
    """All that a database says of its tables, indexes, keys and views, in one form."""
    if connection.dialect.name == "sqlite":
        return sqlite_anatomy(connection)
    queries = {
        "columns": "SELECT concat_ws('|', table_name, column_name, data_type, is_nullable, column_default,"
        " generation_expression) FROM information_schema.columns WHERE table_schema = 'public'",
        "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "constraints": "SELECT concat_ws('|', conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "views": "SELECT concat_ws('|', viewname, definition) FROM pg_views WHERE schemaname = 'public'",
    }
    return {name: set(connection.scalars(sa.text(query))) for name, query in queries.items()}


def sqlite_anatomy(connection: sa.Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"columns": set(), "keys": set(), "rest": set()}
    told = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
    for kind, name, sql in connection.exec_driver_sql(told):
        if kind != "table":
            found["rest"].add(" ".join(str(sql).split()))
            continue
        for row in connection.exec_driver_sql(f"PRAGMA table_xinfo({name})"):
            # Version 0.1.0 spelt the same type in another way.
            found["columns"].add("|".join(map(str, (name, *row[1:]))).replace("DOUBLE PRECISION", "DOUBLE"))
        for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})"):
            found["keys"].add("|".join(map(str, (name, *row[1:]))))
        checks = re.findall(r"(?:CHECK|UNIQUE) \(.*\)", sql)
        found["keys"] |= {f"{name}|{check}" for check in checks}
    return found


def test_opening_again_changes_nothing(database: str) -> None:
    for _ in range(2):
        with open_store(database) as store:
            store.save(Speech(doc_id="d", text="全县"))
            assert store.doc_ids() == ["d"]


# --- a database of the release before


def test_nothing_is_lost_from_a_database_of_the_release_before(released: str) -> None:
    with open_store(released) as store:
        assert store.doc_ids() == ["d1", "flash", "odd", "report"]
        assert store.load("d1") == county_speech(path="copy/a.txt")
        assert [store.load(speech.doc_id) for speech in speeches()] == speeches()
        assert list(store.findings()) == findings()
        with store.engine.connect() as connection:
            paths = connection.execute(sa.text("SELECT doc_id, path FROM document_paths ORDER BY path"))
            assert [tuple(row) for row in paths] == [
                ("report", "a/report.txt") if path == "a/report.txt" else (doc_id, path)
                for doc_id, path in [
                    ("d1", "a.txt"),
                    ("flash", "a/flash.txt"),
                    ("report", "a/report.txt"),
                    ("d1", "copy/a.txt"),
                    ("odd", "odd.txt"),
                ]
            ]


def test_texts_that_hold_stand_ins_of_their_own_keep_them(released: str) -> None:
    source = Source(path="odd.txt", sha256="0d", metadata={"卷": "三\U0010ffff"})
    with open_store(released) as store:
        assert store.load("odd") == Speech(doc_id="odd", title=ODD, text=ODD, source=source)


def test_nul_in_an_old_sqlite_database_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    script = (DUMPS / "0.1.0.sqlite.sql").read_text(encoding="utf-8")
    with sqlite3.connect(file) as connection:
        connection.executescript(script)
        connection.execute("UPDATE documents SET text = ? WHERE doc_id = 'odd'", ("全县\0完成\U0010f800",))
    with open_store(file) as store:
        assert store.load("odd").text == "全县\0完成\U0010f800"
        with store.engine.connect() as connection:
            query = sa.text("SELECT length(text) FROM documents WHERE doc_id = 'odd'")
            assert connection.scalar(query) == len("全县.完成..")


def test_old_reviews_are_kept(released: str) -> None:
    with open_store(released) as store:
        with_moment, without = store.reviews()
    assert (with_moment.subject, with_moment.quote, with_moment.verdict) == ("claim", "12.50亿元", "right")
    assert with_moment.reviewed_at == dt.datetime(2025, 4, 1, 8, 30, tzinfo=dt.UTC)
    # Its verdict was none of the words that there are now.
    assert (without.verdict, without.note) == ("unsure", "verdict: gut; siehe Akte")


def test_an_old_database_is_brought_up_to_date_for_reading_too(released: str) -> None:
    assert len(list(read_speeches(released))) == 4
    assert list(read_findings(released)) == findings()


def test_an_upgraded_database_is_like_a_new_one(released: str, tmp_path: Path, request: Any) -> None:
    with open_store(released) as store, store.engine.connect() as connection:
        upgraded = anatomy(connection)
    assert upgraded == anatomy_of_a_new_one(released, tmp_path, request)


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_steps_make_what_a_new_database_has(database: str, tmp_path: Path, request: Any) -> None:
    engine = connect(url_of(database))
    with writing(engine) as connection:
        command.upgrade(alembic_config(connection), "head")
    with writing(engine) as connection:
        context = MigrationContext.configure(connection, opts=alembic_options(connection))
        assert compare_metadata(context, metadata) == []
        made = anatomy(connection)
    engine.dispose()
    new = anatomy_of_a_new_one(database, tmp_path, request)
    views = set(metadata.tables)
    for part in made:
        tables_only = {one for one in new[part] if not about_view(one, views)}
        assert made[part] == tables_only, part


def about_view(one: str, names: set[str]) -> bool:
    views = {name for name in names if metadata.tables[name].is_view}
    return one.split("|")[0] in views or one.startswith("CREATE VIEW")


def anatomy_of_a_new_one(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> dict[str, set[str]]:
    """A new database of the same kind."""
    if database.startswith("sqlite"):
        target = f"sqlite:///{tmp_path / 'new.sqlite'}"
    else:
        target = request.getfixturevalue("another_postgres")
    with open_store(target) as store, store.engine.connect() as connection:
        return anatomy(connection)


def test_an_upgrade_that_fails_changes_nothing(released: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connect(url_of(released))
    with engine.connect() as connection:
        before = anatomy(connection)

    def fail(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("CREATE VIEW", {}, Exception("the disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(sa.MetaData, "create_all", fail)
        with pytest.raises(StoreError, match="the disk is full"):
            open_store(released)
    with engine.connect() as connection:
        assert anatomy(connection) == before
    engine.dispose()
    with open_store(released) as store:
        assert len(store.doc_ids()) == 4


# --- what is refused


def test_a_database_of_a_newer_program_is_refused(database: str) -> None:
    with open_store(database) as store, store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE zhibiao_version SET version_num = '9000'"))
    with pytest.raises(StoreError, match="made by a newer zhibiao") as caught:
        open_store(database)
    assert "\n" not in str(caught.value)
    assert known_versions()[-1] in str(caught.value)


@pytest.mark.parametrize("table", ["documents", "claims", "all_claims"])
def test_tables_of_something_else_are_left_alone(database: str, table: str) -> None:
    engine = connect(url_of(database))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {table} (name TEXT)")
        before = anatomy(connection)
    with pytest.raises(StoreError, match=f"has a table {table} of something else"):
        open_store(database)
    with engine.connect() as connection:
        assert anatomy(connection) == before
    engine.dispose()


def test_tables_with_other_names_are_no_hindrance(database: str) -> None:
    engine = connect(url_of(database))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE plants (name TEXT)")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('of another program')")
    engine.dispose()
    for _ in range(2):
        with open_store(database) as store:
            store.save(county_speech())
    with open_store(database) as store, store.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "of another program"


def test_a_database_in_another_encoding_is_refused(postgres: str) -> None:
    name = sa.make_url(postgres).database
    with connect(url_of(postgres)).execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(
            f"CREATE DATABASE {name}_b ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
        )
        try:
            with pytest.raises(StoreError, match="is in SQL_ASCII; make the database with ENCODING 'UTF8'"):
                open_store(postgres.replace(str(name), f"{name}_b"))
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name}_b WITH (FORCE)")


def test_a_database_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    with open_store(file) as store:
        store.save(county_speech())
    url = f"sqlite:///file:{file}?mode=ro&uri=true"
    assert [speech.doc_id for speech in read_speeches(url)] == ["d1"]
    with open_store(url) as store, pytest.raises(StoreError, match="readonly"):
        store.save(county_speech("d2"))


# --- several at once


def test_many_may_open_a_new_database_at_once(database: str) -> None:
    open_at_once(database, 4)
    with open_store(database) as store:
        assert store.doc_ids() == ["0", "1", "2", "3"]


def test_many_may_upgrade_a_database_at_once(released: str) -> None:
    open_at_once(released, 3)
    with open_store(released) as store:
        assert store.doc_ids() == ["0", "1", "2", "d1", "flash", "odd", "report"]


def open_at_once(database: str, count: int) -> None:
    code = (
        "import sys; from extractor.store import open_store; from schemas import Speech\n"
        "with open_store(sys.argv[1]) as store: store.save(Speech(doc_id=sys.argv[2]))\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, database, str(number)], cwd=ROOT, stderr=subprocess.PIPE
        )
        for number in range(count)
    ]
    for process in running:
        _, errors = process.communicate()
        assert (process.returncode, errors) == (0, b"")


# --- writing the next step


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_next_step_is_written_from_the_difference(tmp_path: Path) -> None:
    new = sa.Table(
        "ledger_of_a_test",
        metadata,
        sa.Column("path", AnyText, primary_key=True),
        sa.Column("share", ExactDecimal),
        sa.Column("doc_id", AnyText, sa.ForeignKey("documents.doc_id"), index=True),
    )
    try:
        write_step("the ledger", tmp_path)
    finally:
        metadata.remove(new)
    (file,) = tmp_path.glob("*.py")
    number = int(known_versions()[-1]) + 1
    assert file.name == f"{number:04}_the_ledger.py"
    step: dict[str, Any] = {}
    exec(compile(file.read_text(encoding="utf-8"), file.name, "exec"), step)
    assert (step["revision"], step["down_revision"]) == (f"{number:04}", known_versions()[-1])
    text = file.read_text(encoding="utf-8")
    assert "op.create_table('ledger_of_a_test'" in text
    assert "op.create_index(op.f('ix_ledger_of_a_test_doc_id')" in text
    assert "sa.Column('path', sa.Text(), nullable=False)" in text
    assert text.count("op.") == text.count("op.f(") + 2, "nothing but the table and its index"


def test_a_server_of_each_kind_can_be_named(postgres_server: Server) -> None:
    assert postgres_server.database("x").replace("/x?", "/postgres?") == postgres_server.url
