"""What households said: the newest statement counts, all are kept, and the scope holds."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dss_core.access.viewer import Scope
from dss_core.model.privacy import Consent, Statement
from dss_core.store.consents import consents_of, withheld, write_consent
from dss_core.store.database import Database
from tests.dss_core.store.village import EAST, EVERYWHERE, SOME_DAY, WEST, house, take_in

SAID = Consent(1, "research", Statement.REFUSED, date(2026, 11, 20), "paper", "mali", SOME_DAY, "told at the door")


@pytest.fixture
def village(own: Database) -> Database:
    with own.writing() as connection:
        take_in(connection, [house(1), house(2, "990202"), house(3, "990102")])
    return own


def say(database: Database, *said: Consent) -> None:
    with database.writing() as connection:
        for one in said:
            write_consent(connection, one)


def kept_out(database: Database, purpose: str = "research", scope: Scope = EVERYWHERE) -> set[int]:
    with database.reading() as connection:
        return withheld(connection, purpose, scope)


def test_a_statement_comes_back_as_it_was_made(village: Database):
    say(village, SAID)
    with village.reading() as connection:
        (found,) = consents_of(connection, 1, EVERYWHERE)
        assert replace(found, id=None) == SAID
        assert consents_of(connection, 1, Scope((WEST,))) == []


def test_the_newest_statement_on_a_purpose_counts(village: Database):
    assert kept_out(village) == set()
    say(village, SAID, replace(SAID, household_id=2, statement=Statement.WITHDRAWN), replace(SAID, household_id=3))
    say(village, replace(SAID, household_id=3, statement=Statement.GIVEN))
    assert kept_out(village) == {1, 2}
    assert kept_out(village, "referral_sharing") == set()


def test_only_households_of_the_scope_are_told(village: Database):
    say(village, SAID, replace(SAID, household_id=2))
    assert kept_out(village, scope=Scope((EAST,))) == {1}
    assert kept_out(village, scope=Scope(())) == set()


def test_a_household_that_moved_is_told_where_a_round_found_it(village: Database):
    say(village, SAID)
    with village.writing() as connection:
        moved = "UPDATE household SET district_code = '9902', subdistrict_code = '990201' WHERE id = 1"
        connection.execute(text(moved))
    assert kept_out(village, scope=Scope((EAST,))) == kept_out(village, scope=Scope((WEST,))) == {1}


@pytest.mark.parametrize(
    "change",
    ["UPDATE consent SET statement = 'given', note = NULL", "UPDATE consent SET note = 'x'", "DELETE FROM consent"],
)
def test_the_database_refuses_to_change_or_delete_a_statement(village: Database, change: str):
    say(village, SAID)
    with pytest.raises(DBAPIError, match="never changed or deleted"), village.writing() as connection:
        connection.execute(text(change))
    assert kept_out(village) == {1}


def test_a_note_alone_may_be_emptied(village: Database):
    say(village, SAID)
    with village.writing() as connection:
        connection.execute(text("UPDATE consent SET note = NULL"))
    with village.reading() as connection:
        assert replace(consents_of(connection, 1, EVERYWHERE)[0], id=None) == replace(SAID, note=None)
