"""The databases of the store's tests, each on both engines.

``database``: prepared, emptied after each test. ``settled``: with two rounds, for tests that only read.
``empty``: fresh and without any table. ``own``: fresh and prepared, for tests that change the schema.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dss_core.store.audit_guard import unguarded
from dss_core.store.database import Database
from dss_core.store.registry import Base
from tests.dss_core.store.village import KEY, answered, fill, house, person, prepare, take_in
from tests.support.postgres import fresh_database

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@contextmanager
def prepared(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of the engine that the fixture asks for, with the made-up province."""
    if request.param == "sqlite":
        database = prepare(Database(f"sqlite:///{folders.mktemp('store') / 'test.sqlite3'}", KEY))
        yield database
        database.dispose()
        return
    with fresh_database(request.getfixturevalue("postgres_server")) as url:
        database = prepare(Database(url, KEY))
        yield database
        database.dispose()


@pytest.fixture(scope="session", params=BOTH)
def _shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with prepared(request, tmp_path_factory) as database:
        yield database


@pytest.fixture
def database(_shared: Database) -> Iterator[Database]:
    yield _shared
    with _shared.writing() as connection, unguarded(connection):
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    fill(_shared)


@pytest.fixture
def empty(engine_url: str) -> Iterator[Database]:
    database = Database(engine_url, KEY)
    yield database
    database.dispose()


@pytest.fixture
def own(empty: Database) -> Database:
    return prepare(empty)


@pytest.fixture(scope="session", params=BOTH)
def settled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with prepared(request, tmp_path_factory) as database:
        with database.writing() as connection:
            take_in(connection, [house(1), house(2, "990202")], year=2024)
            take_in(
                connection,
                [
                    house(1, village_name="บ้านคำ", latitude=16.1, longitude=104.1, level=1, overall=1.5, **answered()),
                    house(2, "990102", village_name="บ้าน 50%", latitude=16.2, longitude=104.2, level=2),
                    house(3, "990201", village_name="บ้าน_ใต้", latitude=16.3, outcome="not_poor", level=2),
                    house(4901_1234567, "990202", village_name="Ban Nuea", outcome="not_reached"),
                ],
                [
                    person(1, 2, first_name="สมหญิง", last_name="ใจดี", national_id_tail="1234", relation="spouse"),
                    person(1, 1, title="นาย", first_name="สมชาย", last_name="ใจดี", relation="head"),
                    person(3, 1, first_name="Somsak", last_name="100%"),
                ],
            )
        yield database
