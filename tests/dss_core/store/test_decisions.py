"""What was decided on comes back with its households, within a scope, and cannot be changed or removed."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from dss_core.access.viewer import Scope
from dss_core.model.scenarios import Decision
from dss_core.store.database import Database
from dss_core.store.decisions import (
    DecidedHouseholds,
    decided_households,
    find_decision,
    list_decisions,
    write_decision,
)
from dss_core.store.scenarios import write_scenario
from tests.dss_core.store.test_scenarios import SCENARIO_ONE
from tests.dss_core.store.village import EAST, EVERYWHERE, SOME_DAY, WEST, house, take_in

DECISION = Decision(
    id="d1",
    scenario_id="s1",
    decided_by="คณะทำงาน",
    decided_on=date(2026, 11, 20),
    reason="หลังคารั่ว",
    catalog_version="c1",
    data_version=3,
    household_count=2,
    spent_baht=48_000.0,
    recorded_by="mali",
    recorded_at=SOME_DAY,
)
HOUSEHOLDS = DecidedHouseholds(
    pd.DataFrame(
        {
            "household_id": [1, 2, 3],
            "district_code": [EAST, WEST, EAST],
            "subdistrict_code": ["990101", "990202", "990102"],
            "answers": [{"human": 1.5, "outcome": "poor", "debt": None}, {"human": 2.0}, None],
        }
    ),
    pd.DataFrame(
        {
            "household_id": [1, 1, 2],
            "programme_id": ["roof", "well", "roof"],
            "cost_baht": [20_000.0, 8_000.0, 20_000.0],
        }
    ),
)


@pytest.fixture
def decided(own: Database) -> Database:
    with own.writing() as connection:
        take_in(connection, [house(1), house(2, "990202"), house(3, "990102")])
        write_scenario(connection, SCENARIO_ONE)
        write_decision(connection, DECISION, HOUSEHOLDS)
    return own


def test_a_decision_comes_back_with_its_households_and_what_they_get(decided: Database):
    with decided.reading() as connection:
        assert find_decision(connection, "s1") == DECISION
        assert find_decision(connection, "s2") is None
        assert list_decisions(connection) == {"s1": DECISION}
        found = decided_households(connection, "d1", EVERYWHERE)
    pd.testing.assert_frame_equal(found.grants, HOUSEHOLDS.grants)
    assert found.eligible.to_dict("records") == HOUSEHOLDS.eligible.to_dict("records")


def test_households_outside_the_scope_are_not_read(decided: Database):
    with decided.reading() as connection:
        east, nothing = (decided_households(connection, "d1", Scope(areas)) for areas in ((EAST,), ()))
    assert east.eligible["household_id"].tolist() == [1, 3]
    assert east.grants["household_id"].tolist() == [1, 1]
    assert len(nothing.eligible) == len(nothing.grants) == 0


@pytest.mark.parametrize("table", ["decision", "decision_household", "decision_grant"])
def test_the_database_refuses_to_change_or_delete_a_decision(decided: Database, table: str):
    column = {"decision": "reason = 'x'", "decision_household": "answers = NULL", "decision_grant": "cost_baht = 0"}
    for change in (f"UPDATE {table} SET {column[table]}", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match="never changed or deleted"), decided.writing() as connection:
            connection.execute(text(change))
    with decided.reading() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() in {1, 3}
        assert find_decision(connection, "s1") == DECISION


def test_a_scenario_is_decided_on_once(decided: Database):
    again = Decision(**{**vars(DECISION), "id": "d2"})
    with pytest.raises(IntegrityError), decided.writing() as connection:
        write_decision(connection, again, HOUSEHOLDS)
    with decided.reading() as connection:
        assert find_decision(connection, "s1") == DECISION
