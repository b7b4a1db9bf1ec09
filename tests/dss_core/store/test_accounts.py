"""Accounts, and the sessions of browsers: each ends by idleness, by age, by signing out and with its account."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from dss_core.access.roles import Permission, Role
from dss_core.access.viewer import Scope
from dss_core.model.text import Text
from dss_core.store import accounts as room
from dss_core.store.accounts import (
    disable_account,
    end_old_sessions,
    end_session,
    find_account,
    find_session,
    is_session_stale,
    list_accounts,
    note_session,
    start_session,
    viewer_of,
    write_account,
)
from dss_core.store.database import Database
from dss_core.store.rows import table_of
from dss_core.store.tables import AccountRow, SessionRow

IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=12)


def account(username: str = "mali", **changes: object) -> dict[str, object]:
    return {
        "username": username,
        "name_th": "มะลิ",
        "name_en": "Mali",
        "role": Role.DISTRICT_OFFICER.value,
        "area_codes": ["9902", "9901"],
        "password_hash": "hash",  # pragma: allowlist secret
        "is_sample": False,
        "is_disabled": False,
        **changes,
    }


class Clock:
    """The store's clock, in the test's hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(room, "now", clock)
    return clock


@pytest.fixture
def signed_in(database: Database, clock: Clock) -> Database:
    """A database in which Mali has just signed in with the token ``t``."""
    with database.writing() as connection:
        write_account(connection, account())
        start_session(connection, "t", "mali")
    return database


def who(database: Database, token: str = "t") -> str | None:
    with database.reading() as connection:
        found = find_session(connection, token, IDLE, LONGEST)
    return found.username if found else None


def note(database: Database) -> None:
    with database.writing() as connection:
        note_session(connection, "t")


def test_an_account_comes_back_as_it_was_written(database: Database):
    with database.writing() as connection:
        write_account(connection, account())
        assert find_account(connection, "mali") == AccountRow(**account())
        assert find_account(connection, "Mali") is None


def test_writing_an_account_again_renews_it(database: Database):
    with database.writing() as connection:
        write_account(connection, account())
        write_account(connection, account(role=Role.RESEARCHER.value, area_codes=["99"]))
        found = find_account(connection, "mali")
        assert found is not None and (found.role, found.area_codes) == ("researcher", ["99"])
        assert len(list_accounts(connection, is_sample=False)) == 1


def test_only_enabled_accounts_of_the_kind_asked_for_are_listed_by_name(database: Database):
    with database.writing() as connection:
        for one in (account("c"), account("a"), account("s", is_sample=True), account("d", is_disabled=True)):
            write_account(connection, one)
        assert [one.username for one in list_accounts(connection, is_sample=False)] == ["a", "c"]
        assert [one.username for one in list_accounts(connection, is_sample=True)] == ["s"]


def test_an_account_is_a_viewer_of_its_areas():
    viewer = viewer_of(AccountRow(**account()))
    assert (viewer.username, viewer.name, viewer.role) == ("mali", Text("มะลิ", "Mali"), Role.DISTRICT_OFFICER)
    assert viewer.scope == Scope(("9901", "9902"))
    assert viewer.may(Permission.VIEW_NAMES)


def test_a_signed_in_browser_is_known_by_its_token_alone(signed_in: Database):
    assert who(signed_in) == "mali"
    assert who(signed_in, "another") is None


def test_the_token_itself_is_not_kept(signed_in: Database):
    with signed_in.reading() as connection:
        hashes = list(connection.execute(select(table_of(SessionRow).c.token_hash)).scalars())
    assert len(hashes) == 1 and len(hashes[0]) == 64


def test_a_session_ends_when_nothing_is_done_for_the_idle_time(signed_in: Database, clock: Clock):
    clock.passes(minutes=59)
    assert who(signed_in) == "mali"
    clock.passes(minutes=2)
    assert who(signed_in) is None


def test_use_keeps_a_session_open_but_not_beyond_its_longest_time(signed_in: Database, clock: Clock):
    for _ in range(14):
        clock.passes(minutes=50)
        note(signed_in)
    assert who(signed_in) == "mali", "11 hours 40 minutes, never idle"
    clock.passes(minutes=30)
    assert who(signed_in) is None, "12 hours 10 minutes"
    note(signed_in)
    assert who(signed_in) is None


def test_a_session_is_noted_at_most_once_a_minute(signed_in: Database, clock: Clock):
    def is_stale(token: str = "t") -> bool:
        with signed_in.reading() as connection:
            return is_session_stale(connection, token)

    assert not is_stale()
    clock.passes(seconds=61)
    assert is_stale()
    note(signed_in)
    assert not is_stale()
    assert not is_stale("unknown")


def test_a_closed_account_opens_nothing_more(signed_in: Database):
    with signed_in.writing() as connection:
        disable_account(connection, "mali")
    assert who(signed_in) is None
    with signed_in.reading() as connection:
        found = find_account(connection, "mali")
    assert found is not None and found.is_disabled


def test_signing_out_ends_this_browser_alone(signed_in: Database):
    with signed_in.writing() as connection:
        start_session(connection, "phone", "mali")
        end_session(connection, "t")
    assert (who(signed_in), who(signed_in, "phone")) == (None, "mali")


def test_sessions_that_are_too_old_are_forgotten(signed_in: Database, clock: Clock):
    clock.passes(hours=11)
    with signed_in.writing() as connection:
        start_session(connection, "later", "mali")
    clock.passes(hours=2)
    with signed_in.writing() as connection:
        end_old_sessions(connection, LONGEST)
        created = list(connection.execute(select(table_of(SessionRow).c.created_at)).scalars())
    assert created == [clock.at - timedelta(hours=2)]
