from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from tests.postgres import NoServerError, Server, serving

# How long an example takes says more about the machine than about the program.
settings.register_profile("zhibiao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zhibiao")

_SHARED = Path(os.environ.get("ZHIBIAO_SHARED") or Path(__file__).parents[2] / "shared")

# Files that take a minute or more, begun first so that the other processes have work while they run.
_LONG = (
    "test_run_ray.py",
    "test_run_outages.py",
    "test_run.py",
    "test_audit_report_browser.py",
    "test_batch_parts.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the files that take longest first."""
    items.sort(key=lambda item: _LONG.index(item.path.name) if item.path.name in _LONG else len(_LONG))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; tests that ask for it are skipped without it."""
    if not (_SHARED / "texts").is_dir():
        pytest.skip(f"no real documents at {_SHARED}; set ZHIBIAO_SHARED to the folder that holds texts/")
    return _SHARED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server of this run; tests that ask for it are skipped where none can be started."""
    try:
        with serving() as server:
            yield server
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL server: {error}")


_numbers = itertools.count()


@contextmanager
def empty_database(server: Server) -> Iterator[str]:
    name = f"zhibiao_{os.getpid()}_{next(_numbers)}"
    url = sa.make_url(server.url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield server.database(name)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test alone."""
    with empty_database(postgres_server) as url:
        yield url


@pytest.fixture
def another_postgres(postgres_server: Server) -> Iterator[str]:
    """A second one beside it."""
    with empty_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'x.sqlite'}"
    return str(request.getfixturevalue("postgres"))
