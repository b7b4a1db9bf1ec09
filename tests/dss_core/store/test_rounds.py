"""Rounds: made by their first import, counted anew after each."""

import pytest

from dss_core.errors import StoreProblem
from dss_core.model.rounds import RoundStatus
from dss_core.store.database import Database
from dss_core.store.rounds import list_rounds, open_round, recount_round
from dss_core.store.rows import table_of
from dss_core.store.tables import RoundRow
from tests.dss_core.store.village import house, take_in


def test_rounds_are_listed_the_newest_first(database: Database):
    with database.writing() as connection:
        for year, wave in ((2024, 1), (2026, 1), (2024, 2), (2024, 10)):
            open_round(connection, year, wave)
        found = list_rounds(connection)
    assert [(one.year, one.wave) for one in found] == [(2026, 1), (2024, 10), (2024, 2), (2024, 1)]
    assert {one.status for one in found} == {RoundStatus.OPEN}


def test_a_round_is_made_once(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)])
        before = list_rounds(connection)
        assert open_round(connection, 2026, 1) == "2026-1"
        assert list_rounds(connection) == before


def test_a_round_counts_the_households_of_all_its_files(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1), house(2)])
        take_in(connection, [house(3)], file_name="b")
        take_in(connection, [house(1)], year=2024)
        assert {one.id: one.household_count for one in list_rounds(connection)} == {"2026-1": 3, "2024-1": 1}


def test_counting_stamps_the_round_and_no_other(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)])
        take_in(connection, [house(1)], year=2024)
        before = {one.id: one.updated_at for one in list_rounds(connection)}
        recount_round(connection, "2026-1")
        after = {one.id: one.updated_at for one in list_rounds(connection)}
    assert after["2026-1"] > before["2026-1"]
    assert after["2024-1"] == before["2024-1"]


def test_an_endorsed_round_takes_in_nothing_more(database: Database):
    with database.writing() as connection:
        take_in(connection, [house(1)])
        connection.execute(table_of(RoundRow).update().values(status=RoundStatus.ENDORSED.value))
    with pytest.raises(StoreProblem) as caught, database.writing() as connection:
        open_round(connection, 2026, 1)
    assert (caught.value.code, caught.value.params) == ("round_endorsed", {"round": "2026-1"})
