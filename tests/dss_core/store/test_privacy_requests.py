"""Requests, erasure, breaches and what is older than its time, on both engines."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dss_core.access.viewer import Scope
from dss_core.model.privacy import (
    Breach,
    BreachStep,
    BreachStepKind,
    PrivacyRequest,
    RequestKind,
    RequestState,
    RequestStep,
)
from dss_core.store.anonymity import correct_value, last_imported_before, make_anonymous
from dss_core.store.breaches import list_breaches, write_breach, write_breach_step
from dss_core.store.database import Database
from dss_core.store.held import everything_held
from dss_core.store.households import find_household, household_members, round_households
from dss_core.store.privacy_requests import (
    empty_notes,
    find_request,
    list_requests,
    old_notes,
    requests_of,
    write_request,
    write_step,
)
from dss_core.store.retention import old_uploads, sweep_attempts, sweep_sessions
from tests.dss_core.store.village import EVERYWHERE, SOME_DAY, WEST, house, person, take_in

ASKED = PrivacyRequest(1, RequestKind.ACCESS, None, date(2026, 11, 1), date(2026, 12, 1), "mali", SOME_DAY)
LATER = SOME_DAY + timedelta(days=1)


@pytest.fixture
def village(own: Database) -> Database:
    """Two households with names, the first with a request that was refused."""
    with own.writing() as connection:
        rows = [house(1, phone="0899999999", latitude=16.0), house(2, "990202", phone="0811111111")]
        take_in(connection, rows, [person(n, 1, first_name="ก", last_name="ข") for n in (1, 2)])
        write_request(connection, ASKED)
        write_step(connection, RequestStep(1, RequestState.RECEIVED, "mali", SOME_DAY, "by the aunt"))
        write_step(connection, RequestStep(1, RequestState.REFUSED, "mali", LATER, "no"))
    return own


def test_a_request_comes_back_with_its_steps_inside_the_scope(village: Database):
    with village.reading() as connection:
        found = find_request(connection, 1, EVERYWHERE)
        assert found is not None
        assert replace(found.request, id=None) == ASKED
        assert (found.state, [step.note for step in found.steps]) == (RequestState.REFUSED, ["by the aunt", "no"])
        assert requests_of(connection, 1, EVERYWHERE) == [found]
        assert list_requests(connection, EVERYWHERE)["state"].tolist() == ["refused"]
        outside = Scope((WEST,))
        assert find_request(connection, 1, outside) is None
        assert requests_of(connection, 1, outside) == []
        assert len(list_requests(connection, outside)) == 0
        assert everything_held(connection, 1, outside) == {}


@pytest.mark.parametrize("table", ["privacy_request", "privacy_request_step"])
def test_the_database_refuses_to_change_or_delete_a_request(village: Database, table: str):
    column = "due_on = received_on" if table == "privacy_request" else "state = 'done'"
    for change in (f"UPDATE {table} SET {column}", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match="never changed or deleted"), village.writing() as connection:
            connection.execute(text(change))


def test_erasure_empties_one_household_and_no_other(village: Database):
    with village.writing() as connection:
        figures = round_households(connection, "2026-1", EVERYWHERE)
        assert make_anonymous(connection, [1]) == {"persons": 1, "changes": 0}
        first, second = (find_household(connection, key, EVERYWHERE) for key in (1, 2))
        assert first is not None and second is not None
        assert (first["phone"], first["latitude"], second["phone"]) == (None, None, "0811111111")
        names = [household_members(connection, key, "2026-1", EVERYWHERE)["first_name"].tolist() for key in (1, 2)]
        assert names == [[None], ["ก"]]
        assert round_households(connection, "2026-1", EVERYWHERE).equals(figures)
        found = find_request(connection, 1, EVERYWHERE)
        assert found is not None and {step.note for step in found.steps} == {None}
        assert last_imported_before(connection, SOME_DAY + timedelta(days=9)) == [2]


def test_only_what_is_older_is_found(village: Database):
    with village.writing() as connection:
        assert last_imported_before(connection, SOME_DAY) == old_uploads(connection, SOME_DAY) == []
        assert last_imported_before(connection, LATER) == [1, 2]
        assert len(old_uploads(connection, LATER)) == 1
        assert old_notes(connection, LATER) == []
        steps = old_notes(connection, LATER + timedelta(days=1))
        assert len(steps) == 2
        empty_notes(connection, steps)
        assert old_notes(connection, LATER + timedelta(days=1)) == []
        for sweep in (sweep_sessions, sweep_attempts):
            assert sweep(connection, LATER, False) == 0


def test_a_corrected_value_is_told_with_the_one_before(village: Database):
    with village.writing() as connection:
        assert correct_value(connection, "household", 1, None, "phone", "1") == ('"0899999999"', '"1"')
        assert correct_value(connection, "person", 1, 1, "first_name", None) == ('"ก"', None)
        assert correct_value(connection, "person", 1, 2, "first_name", "ค") is None


def test_a_breach_comes_back_with_its_steps_and_cannot_be_changed(own: Database):
    breach = Breach(SOME_DAY, "other", "paper", ("names",), None, "high", "mali", LATER)
    with own.writing() as connection:
        number = write_breach(connection, breach)
        step = BreachStep(number, BreachStepKind.REGULATOR_NOTIFIED, LATER, "letter", "mali", LATER)
        write_breach_step(connection, step)
    with own.reading() as connection:
        ((found, steps),) = list_breaches(connection)
        assert replace(found, id=None) == breach
        assert [replace(one, id=None) for one in steps] == [step]
    for change in ("UPDATE breach SET risk = 'none'", "DELETE FROM breach_step"):
        with pytest.raises(DBAPIError, match="never changed or deleted"), own.writing() as connection:
            connection.execute(text(change))
