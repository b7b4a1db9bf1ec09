"""What the store keeps of signing in, on both engines: identities and their codes, attempts, versions of a password."""

from datetime import UTC, datetime, timedelta

import pytest

from dss_core.store import accounts as account_room
from dss_core.store import identities as identity_room
from dss_core.store import sign_in_attempts as room
from dss_core.store.accounts import OIDC, find_session, set_password, start_session, way_of, write_account
from dss_core.store.database import Database
from dss_core.store.identities import LONGEST_WAIT, find_identity, link_code, linked_usernames, note_identity, unlink
from dss_core.store.sign_in_attempts import attempts_since, forget_attempts, forget_attempts_before, note_attempt
from tests.dss_core.store.test_accounts import account

LONG = timedelta(days=1)
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ISSUER = "https://login.example"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    def set_clock(moment: datetime) -> None:
        for module in (room, identity_room, account_room):
            monkeypatch.setattr(module, "now", lambda: moment)

    set_clock(START)
    return set_clock


def test_a_session_belongs_to_the_password_that_opened_it(database: Database, at):
    with database.writing() as connection:
        write_account(connection, account())
        start_session(connection, "before", "mali")
        set_password(connection, "mali", "another hash", START)
        start_session(connection, "after", "mali", OIDC)
        assert find_session(connection, "before", LONG, LONG) is None
        found = find_session(connection, "after", LONG, LONG)
        assert found is not None and (found.version, found.one_time_until) == (2, START)
        assert (way_of(connection, "after"), way_of(connection, "unknown")) == ("oidc", None)


def test_an_identity_waits_under_its_code_is_linked_once_and_forgotten(database: Database, at):
    with database.writing() as connection:
        write_account(connection, account())
        note_identity(connection, ISSUER, "s", "CODE2345")
        assert not link_code(connection, "OTHER234", "mali")
        assert link_code(connection, "CODE2345", "mali")
        assert not link_code(connection, "CODE2345", "mali")
        found = find_identity(connection, ISSUER, "s")
        assert found is not None and found.username == "mali"
        assert find_identity(connection, "https://other.example", "s") is None
        assert linked_usernames(connection) == {"mali"}
        assert (unlink(connection, "mali"), linked_usernames(connection)) == (1, set())


def test_an_identity_that_has_waited_too_long_is_linked_no_more(database: Database, at):
    with database.writing() as connection:
        write_account(connection, account())
        note_identity(connection, ISSUER, "old", "CODE2345")
        at(START + LONGEST_WAIT + timedelta(seconds=1))
        assert not link_code(connection, "CODE2345", "mali")
        note_identity(connection, ISSUER, "new", "CODE6789")
        assert find_identity(connection, ISSUER, "old") is None


def test_attempts_are_counted_by_key_and_forgotten(database: Database, at):
    with database.writing() as connection:
        first = note_attempt(connection, "a")
        at(START + timedelta(minutes=5))
        second, other = note_attempt(connection, "a"), note_attempt(connection, "b")
        assert attempts_since(connection, "a", START - LONG) == [START, START + timedelta(minutes=5)]
        assert len(attempts_since(connection, "a", START)) == 1
        forget_attempts(connection, [other], "a")
        assert not attempts_since(connection, "a", START - LONG) + attempts_since(connection, "b", START - LONG)
        assert len({first, second, other}) == 3
        note_attempt(connection, "a")
        forget_attempts_before(connection, START + timedelta(minutes=5))
        assert not attempts_since(connection, "a", START - LONG)
