"""Saved what-ifs come back as they were saved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from dss_core.model.scenarios import ProgrammeChoice, Scenario
from dss_core.store.database import Database
from dss_core.store.rounds import open_round
from dss_core.store.scenarios import find_scenario, list_scenarios, write_scenario
from tests.dss_core.store.village import EAST, SOME_DAY

SCENARIO = Scenario(
    id="s1",
    name="หลังคาก่อน",
    round_id="2026-1",
    area_code=EAST,
    catalog_version="c1",
    data_version=3,
    method="weighted_sum",
    weights={"human": 0.25, "financial": 0.75},
    budget_baht=1_500_000.5,
    most_per_household=2,
    programmes=(ProgrammeChoice("well", 8_000.0, 10), ProgrammeChoice("roof", 20_000.0)),
    created_by="mali",
    created_at=SOME_DAY,
    result={"spent_baht": 1_480_000.0, "served_count": 70.0},
)


@pytest.fixture
def surveyed(database: Database) -> Database:
    with database.writing() as connection:
        open_round(connection, 2026, 1)
        open_round(connection, 2024, 1)
    return database


@pytest.mark.parametrize(
    "scenario", [SCENARIO, replace(SCENARIO, most_per_household=None, weights={}, result={}, programmes=())]
)
def test_a_scenario_comes_back_as_it_was_saved(surveyed: Database, scenario: Scenario):
    with surveyed.writing() as connection:
        write_scenario(connection, scenario)
    with surveyed.reading() as connection:
        assert find_scenario(connection, "s1") == scenario
        assert find_scenario(connection, "s2") is None


def test_scenarios_of_a_round_are_listed_the_newest_first(surveyed: Database):
    with surveyed.writing() as connection:
        for number, scenario in enumerate([SCENARIO, replace(SCENARIO, round_id="2024-1"), SCENARIO]):
            moment = SOME_DAY + timedelta(days=number)
            write_scenario(connection, replace(scenario, id=f"s{number}", created_at=moment))
    with surveyed.reading() as connection:
        assert [one.id for one in list_scenarios(connection, "2026-1")] == ["s2", "s0"]
        assert list_scenarios(connection, "2020-1") == []


def test_a_scenario_of_an_unknown_programme_is_not_kept_at_all(surveyed: Database):
    broken = replace(SCENARIO, programmes=(ProgrammeChoice("roof", 1.0), ProgrammeChoice("castle", 1.0)))
    with pytest.raises(IntegrityError), surveyed.writing() as connection:
        write_scenario(connection, broken)
    with surveyed.reading() as connection:
        assert list_scenarios(connection, "2026-1") == []
