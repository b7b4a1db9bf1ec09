"""The catalogue's programmes in the database: added, renewed, never removed."""

from typing import Any

from sqlalchemy import select

from dss_core.store.database import Database
from dss_core.store.programmes import sync_programmes
from dss_core.store.rows import table_of
from dss_core.store.tables import ProgrammeRow
from tests.dss_core.store.village import PROGRAMMES


def rows(database: Database) -> list[dict[str, Any]]:
    table = table_of(ProgrammeRow)
    with database.reading() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


def test_programmes_are_kept_with_their_cost_or_without_one(database: Database):
    assert rows(database) == PROGRAMMES
    assert [row["unit_cost_baht"] for row in rows(database)] == [20_000.0, None]


def test_doing_it_again_changes_nothing(database: Database):
    with database.writing() as connection:
        sync_programmes(connection, PROGRAMMES)
    assert rows(database) == PROGRAMMES


def test_a_new_cost_renews_and_a_lost_programme_stays(database: Database):
    dearer = {**PROGRAMMES[0], "unit_cost_baht": 25_000.0, "catalog_version": "c2"}
    with database.writing() as connection:
        sync_programmes(connection, [dearer])
    assert rows(database) == [dearer, PROGRAMMES[1]]
