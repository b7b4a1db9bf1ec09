"""The schema: made from nothing, brought on from every older revision with its rows, refused when it is newer."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Column, Connection, MetaData, Table, select, text
from sqlalchemy.exc import DatabaseError

from dss_core.errors import StoreProblem
from dss_core.model.scenarios import ProgrammeChoice, ScenarioChoices, ScenarioFigure
from dss_core.store import database as room
from dss_core.store.database import Database, read_state
from dss_core.store.registry import Base
from dss_core.store.rounds import list_rounds
from dss_core.store.scenarios import find_scenario
from tests.dss_core.store.village import KEY

Rows = dict[str, list[dict[str, Any]]]
MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
VALUES: dict[type, Any] = {
    int: 1, str: "x", float: 0.5, bool: True, date: MOMENT.date(), datetime: MOMENT,
}  # fmt: skip


def config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(room.MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """Every revision, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(room.MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def tables_now(connection: Connection) -> list[Table]:
    """The product's tables as they are in the database, those that others point at first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def rows_now(connection: Connection) -> Rows:
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in tables_now(connection)
    }


def fill_empty_tables(connection: Connection) -> None:
    """One row in every table that has none, pointing at the rows of the others."""
    for table in tables_now(connection):
        if connection.execute(select(table)).first() is None:
            connection.execute(table.insert(), {column.name: value_for(connection, column) for column in table.columns})


def value_for(connection: Connection, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None
        return connection.execute(select(key.column)).scalars().first()
    return {} if isinstance(column.type, JSON) else VALUES[column.type.python_type]


def is_kept(before: dict[str, Any], after: list[dict[str, Any]]) -> bool:
    """Whether a row is still there, in the columns that are."""
    return any(all(row[name] == value for name, value in before.items() if name in row) for row in after)


def differences(database: Database) -> list[Any]:
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_an_empty_database_gets_the_schema_of_the_tables(empty: Database):
    empty.upgrade()
    assert not differences(empty), "write a migration: the tables in dss_core/store are not those of the last revision"
    with empty.reading() as connection:
        assert {table.name for table in tables_now(connection)} == Base.metadata.tables.keys()


def test_revisions_are_one_line_and_forward_only():
    script = ScriptDirectory(str(room.MIGRATIONS))
    assert len(script.get_heads()) == len(script.get_bases()) == 1
    assert [name for name in revisions() if hasattr(script.get_revision(name).module, "downgrade")] == []


def test_upgrading_again_changes_nothing(own: Database):
    with own.reading() as connection:
        before = rows_now(connection)
    own.upgrade()
    with own.reading() as connection:
        assert rows_now(connection) == before


@pytest.mark.parametrize("start", range(len(revisions())), ids=revisions())
def test_rows_of_any_revision_survive_all_later_ones(empty: Database, start: int):
    """Every table is filled at a revision; the product's own way to the newest must keep each row."""
    with empty.writing() as connection:
        command.upgrade(config_for(connection), revisions()[start])
        fill_empty_tables(connection)
        before = rows_now(connection)
    assert all(before.values())
    empty.upgrade()
    with empty.reading() as connection:
        after = rows_now(connection)
        assert read_state(connection).database_id == "x"
    lost = [name for name in before.keys() & after.keys() if not all(is_kept(row, after[name]) for row in before[name])]
    assert not lost
    assert not differences(empty)


OLD_SCENARIO = """
INSERT INTO scenario (id, name, round_id, area_code, catalog_version, data_version, method, weights, budget_baht,
    most_per_household, result, created_by, created_at)
VALUES ({id}, 'roofs first', 'r', 'a', 'c1', 3, 'weighted_sum', '{{"human": 0.25, "debt": 1}}', 1500000.5, {most},
    '{{"spent_baht": 1480000.5, "served_count": 70}}', 'mali', '2026-11-22 08:30:00')
"""
OLD_OFFERS = """
INSERT INTO scenario_programme (scenario_id, programme_id, position, unit_cost_baht, places)
VALUES ('s1', 'roof', 1, 20000, NULL), ('s1', 'well', 0, 8000.5, 10)
"""
OLD_NEIGHBOURS = (
    "INSERT INTO area (code, level, name_th, name_en) VALUES ('a', 'province', 'a', 'a')",
    "INSERT INTO round (id, year, wave, status, household_count, updated_at) "
    "VALUES ('r', 2026, 1, 'open', 0, '2026-11-22 08:30:00')",
    *(
        f"INSERT INTO programme (id, label_th, label_en, served_unit, standing, catalog_version) "
        f"VALUES ('{name}', 'p', 'p', 'household', 'proposal', 'c1')"
        for name in ("roof", "well")
    ),
)


def test_what_ifs_saved_before_they_had_all_choices_are_carried_over(empty: Database):
    with empty.writing() as connection:
        command.upgrade(config_for(connection), "0002")
        for statement in (*OLD_NEIGHBOURS, OLD_SCENARIO.format(id="'s1'", most=2), OLD_OFFERS):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(OLD_SCENARIO.format(id="'s2'", most="NULL"))
    empty.upgrade()
    with empty.reading() as connection:
        first, second = (find_scenario(connection, key) for key in ("s1", "s2"))
    assert first is not None and second is not None
    programmes = (ProgrammeChoice("well", 8000.5, 10), ProgrammeChoice("roof", 20_000.0))
    weights = (("human", 0.25), ("debt", 1.0))
    assert first.choices == ScenarioChoices(1_500_000.5, programmes, weights, most_per_household=2)
    assert second.choices == ScenarioChoices(1_500_000.5, (), weights)
    assert first.figures == (
        ScenarioFigure("rank_and_cut_spent_baht", "baht", None, 1_480_000.5),
        ScenarioFigure("rank_and_cut_served_count", "households", None, 70.0),
    )
    assert (first.name, first.created_by, first.data_version, first.created_at) == ("roofs first", "mali", 3, MOMENT)


def test_a_database_of_a_newer_program_is_refused_and_left_alone(own: Database):
    with own.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        before = rows_now(connection)
    with pytest.raises(StoreProblem) as caught:
        own.upgrade()
    assert (caught.value.code, caught.value.params) == ("store_newer", {"found": "9999", "known": revisions()[-1]})
    with own.reading() as connection:
        assert rows_now(connection) == before
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"


def test_two_processes_may_set_up_the_same_database_at_once(empty: Database):
    others = [Database(empty.url, KEY) for _ in range(2)]
    threads = [threading.Thread(target=one.upgrade) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for one in others:
        one.dispose()
    assert not differences(empty)


STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{last}"


def upgrade():
    {body}
"""


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts one more revision after the last, in a copy of the migrations."""
    last = revisions()[-1]

    def add(body: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(room.MIGRATIONS, folder)
        (folder / "versions" / "9001_next.py").write_text(STEP.format(last=last, body=body), encoding="utf-8")
        monkeypatch.setattr(room, "MIGRATIONS", folder)

    yield add


def test_a_step_may_rebuild_a_table_that_others_point_at(own: Database, next_step: Any):
    """SQLite changes a column by building the table anew; the rows of others must not stand in its way."""
    with own.reading() as connection:
        before = rows_now(connection)
    next_step('with op.batch_alter_table("area") as area: area.alter_column("name_th", type_=sa.String(200))')
    own.upgrade()
    with own.reading() as connection:
        assert rows_now(connection) == before
        assert {str(c.type) for t in tables_now(connection) if t.name == "area" for c in t.columns} >= {"VARCHAR(200)"}


@pytest.mark.parametrize("failure", ["raise RuntimeError", "op.drop_table('nothing_of_this_name')"])
def test_a_step_that_fails_leaves_the_schema_as_it_was(own: Database, next_step: Any, failure: str):
    with own.reading() as connection:
        before = rows_now(connection)
    next_step(f'op.create_table("half_done", sa.Column("id", sa.Integer())); op.drop_table("audit"); {failure}')
    with pytest.raises((RuntimeError, DatabaseError)):
        own.upgrade()
    with own.reading() as connection:
        assert rows_now(connection) == before


def test_a_step_that_takes_away_what_others_point_at_is_undone(own: Database, next_step: Any):
    with own.reading() as connection:
        before = rows_now(connection)
    next_step("op.execute(\"DELETE FROM area WHERE level = 'district'\")")
    with pytest.raises((RuntimeError, DatabaseError), match="area"):
        own.upgrade()
    with own.reading() as connection:
        assert rows_now(connection) == before
        assert list_rounds(connection) == []
