"""What docs/database.md says of the tables, and its queries on PostgreSQL; test_docs.py runs them on SQLite."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import schemas.ledger
from extractor.store import open_store, read_findings, read_reviews, read_speeches
from schemas.tables import metadata
from schemas.views import VIEWS
from tests.test_docs import BLOCK, Runner, read

PAGE = Path(__file__).parents[1] / "docs" / "database.md"
assert schemas.ledger.run_ledger.metadata is metadata
TABLES = [table for table in metadata.sorted_tables if not table.is_view]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_tells_every_column(table: sa.Table) -> None:
    (row,) = re.findall(rf"^\| `{table.name}` \| [^|]+ \| ([^|]+) \|$", read(PAGE), re.MULTILINE)
    told = re.findall(r"`(\w+)`", row)
    # The floats beside exact figures are told of all together.
    assert told == [column.name for column in table.c if column.computed is None]


def test_the_page_tells_every_view() -> None:
    page = read(PAGE)
    assert [view.name for view in VIEWS if f"`{view.name}`" not in page] == []


def test_there_are_ten_questions_and_each_has_an_answer() -> None:
    page = read(PAGE)
    questions = page[page.index("\n## Ten questions") : page.index("\n## From Python")]
    kinds = [(match["kind"], match["body"].strip()) for match in BLOCK.finditer(questions)]
    assert [kind for kind, _ in kinds] == ["sql", "output"] * 10
    assert all(body for _, body in kinds)


def test_the_queries_give_the_same_on_postgresql(tmp_path: Path, postgres: str) -> None:
    page = read(PAGE)
    runner = Runner(tmp_path)
    assert [(one.shown, one.given) for one in runner.run(page)] == []
    file = tmp_path / "archive.sqlite"
    with open_store(postgres) as store, open_store(file) as other:
        store.save_many(list(read_speeches(file)))
        store.save_findings(read_findings(file))
        store.save_reviews(read_reviews(file))
        assert list(store.speeches()) == list(other.speeches())
        queries = [match["body"] for match in BLOCK.finditer(page) if match["kind"] == "sql"]
        assert len(queries) > 10
        for query in queries:
            assert rows(store.engine, query) == rows(other.engine, query), query
        for view in VIEWS:
            count = f"SELECT count(*) FROM {view.name}"
            assert rows(store.engine, count) == rows(other.engine, count), view.name


def rows(engine: sa.Engine, query: str) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        # Else psycopg takes % for the mark of a parameter.
        connection = connection.execution_options(no_parameters=True)
        found = connection.exec_driver_sql(query.strip().rstrip(";"))
        return [tuple(map(shown, row)) for row in found]


def shown(cell: Any) -> str:
    """A cell as it is written: SQLite has dates and exact figures as texts."""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float | int | Decimal):
        return format(Decimal(str(cell)).normalize(), "f")
    return str(cell)
