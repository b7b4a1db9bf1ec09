"""Saved what-ifs come back as they were saved, and nobody can change or remove them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from dss_core.errors import StoreProblem
from dss_core.model.scenarios import Scenario, ScenarioChoices, ScenarioFigure
from dss_core.store.database import Database
from dss_core.store.rounds import open_round
from dss_core.store.scenarios import SCENARIO, find_scenario, list_scenarios, write_scenario
from tests.dss_core.store.test_typed_json import CHOICES
from tests.dss_core.store.village import EAST, SOME_DAY

SCENARIO_ONE = Scenario(
    id="s1",
    name="หลังคาก่อน",
    round_id="2026-1",
    area_code=EAST,
    catalog_version="c1",
    data_version=3,
    choices=CHOICES,
    figures=(ScenarioFigure("gap", "points", 120.5, 90.25), ScenarioFigure("spent_baht", "baht", None, 1_480_000.0)),
    created_by="mali",
    created_at=SOME_DAY,
)


@pytest.fixture
def surveyed(own: Database) -> Database:
    """A database of one's own: what is saved in it stays."""
    with own.writing() as connection:
        open_round(connection, 2026, 1)
        open_round(connection, 2024, 1)
    return own


@pytest.mark.parametrize(
    "scenario", [SCENARIO_ONE, replace(SCENARIO_ONE, choices=ScenarioChoices(0.0, (), ()), figures=())]
)
def test_a_scenario_comes_back_as_it_was_saved(surveyed: Database, scenario: Scenario):
    with surveyed.writing() as connection:
        write_scenario(connection, scenario)
    with surveyed.reading() as connection:
        assert find_scenario(connection, "s1") == scenario
        assert find_scenario(connection, "s2") is None


def test_scenarios_are_listed_the_newest_first_of_a_round_or_of_all(surveyed: Database):
    with surveyed.writing() as connection:
        for number, scenario in enumerate([SCENARIO_ONE, replace(SCENARIO_ONE, round_id="2024-1"), SCENARIO_ONE]):
            moment = SOME_DAY + timedelta(days=number)
            write_scenario(connection, replace(scenario, id=f"s{number}", created_at=moment))
    with surveyed.reading() as connection:
        assert [one.id for one in list_scenarios(connection, "2026-1")] == ["s2", "s0"]
        assert [one.id for one in list_scenarios(connection)] == ["s2", "s1", "s0"]
        assert list_scenarios(connection, "2020-1") == []


@pytest.mark.parametrize("change", ["UPDATE scenario SET name = 'other'", "DELETE FROM scenario"])
def test_the_database_refuses_to_change_or_delete_a_scenario(surveyed: Database, change: str):
    with surveyed.writing() as connection:
        write_scenario(connection, SCENARIO_ONE)
    with pytest.raises(DBAPIError, match="never changed or deleted"), surveyed.writing() as connection:
        connection.execute(text(change))
    with surveyed.reading() as connection:
        assert find_scenario(connection, "s1") == SCENARIO_ONE


def test_postgresql_refuses_to_empty_the_table_too(surveyed: Database):
    if surveyed.engine.dialect.name != "postgresql":
        return  # SQLite knows no TRUNCATE
    with surveyed.writing() as connection:
        write_scenario(connection, SCENARIO_ONE)
    with pytest.raises(DBAPIError, match="never changed or deleted"), surveyed.writing() as connection:
        connection.execute(text("TRUNCATE scenario CASCADE"))


def test_a_scenario_of_an_unknown_round_or_area_is_not_kept(surveyed: Database):
    for wrong in (replace(SCENARIO_ONE, round_id="1999-1"), replace(SCENARIO_ONE, area_code="77")):
        with pytest.raises(IntegrityError), surveyed.writing() as connection:
            write_scenario(connection, wrong)


def test_choices_that_this_program_does_not_know_are_told_and_not_guessed(surveyed: Database):
    with surveyed.writing() as connection:
        write_scenario(connection, SCENARIO_ONE)
        row = dict(connection.execute(SCENARIO.select()).mappings().one())
        connection.execute(SCENARIO.insert(), {**row, "id": "s9", "choices": {**row["choices"], "weather": "fine"}})
    with surveyed.reading() as connection, pytest.raises(StoreProblem) as caught:
        find_scenario(connection, "s9")
    assert caught.value.params == {"place": "scenario s9: choices.weather"}
