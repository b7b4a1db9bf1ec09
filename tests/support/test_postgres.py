"""The databases that the store's tests are given are real, empty and apart from each other."""

import os

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support import postgres


def test_each_engine_gives_an_empty_database(engine_url):
    engine = create_engine(engine_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (words VARCHAR(20))"))
        connection.execute(text("INSERT INTO note VALUES ('คำชะอี')"))
        assert connection.execute(text("SELECT words FROM note")).scalar() == "คำชะอี"
    engine.dispose()


@pytest.mark.postgres
def test_the_maker_gives_another_database_each_time(postgres_url):
    first, second = postgres_url(), postgres_url()
    assert first != second and first.startswith("postgresql+psycopg://")


@pytest.mark.postgres
@pytest.mark.skipif("DSS_TEST_POSTGRES_URL" in os.environ, reason="the given server may listen anywhere")
def test_the_private_server_listens_on_no_port(postgres_server):
    engine = create_engine(postgres_server)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW listen_addresses")).scalar() == ""
    engine.dispose()


def test_a_machine_without_postgresql_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(postgres.Path, "glob", lambda self, pattern: iter(()))
    monkeypatch.setattr(postgres.shutil, "which", lambda program: None)
    with pytest.raises(postgres.NoPostgres, match="apt-get install postgresql"):
        postgres.find_binaries()
