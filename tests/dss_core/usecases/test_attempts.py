"""Signing in too often: counted by account and by address, over restarts and processes, and told with its end."""

from datetime import timedelta

import pytest

from dss_core.access.roles import Role
from dss_core.errors import NotSignedIn, TooManyAttempts
from dss_core.store import sign_in_attempts
from dss_core.store.audit import read_audit
from dss_core.store.registry import now
from dss_core.usecases import attempts
from dss_core.usecases import sign_in as room
from dss_core.usecases.attempts import MOST_OF_ACCOUNT, MOST_OF_ADDRESS, WINDOW
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_in
from tests.dss_core.usecases.small_province import open_small, rows_of
from tests.support.province import PASSWORD, add_account

HERE, THERE = "203.0.113.7", "198.51.100.9"


class Quick:
    """Passwords compared as they are: what is tested here is counting."""

    def verify(self, password: str, _hash: str) -> bool:
        return password == PASSWORD


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PASSWORDS", Quick())


@pytest.fixture
def services(own: Services) -> Services:
    for name in ("mali", "somchai"):
        add_account(own, name, Role.VERIFIER)
    return own


def fail(services: Services, username: str = "mali", address: str = HERE, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(NotSignedIn) as refused:
            sign_in(services, username, "a guess", False, address)
        assert refused.value.code == "sign_in_refused"


def blocked(services: Services, username: str = "mali", address: str = HERE, password: str = PASSWORD) -> float:
    """The minutes for which it is blocked, even with the right password."""
    with pytest.raises(TooManyAttempts) as refused:
        sign_in(services, username, password, False, address)
    seconds = refused.value.params["seconds"]
    assert isinstance(seconds, int) and 0 < seconds <= WINDOW.total_seconds()
    return seconds / 60


def later(monkeypatch: pytest.MonkeyPatch, wait: timedelta) -> None:
    at = now() + wait
    for module in (attempts, sign_in_attempts):
        monkeypatch.setattr(module, "now", lambda: at)


def test_an_account_is_blocked_after_ten_guesses_from_wherever(services: Services):
    fail(services, times=MOST_OF_ACCOUNT - 1)
    fail(services, address=THERE)
    assert blocked(services) > 14
    assert blocked(services, address="192.0.2.1") > 14
    assert sign_in(services, "somchai", PASSWORD, False, HERE), "others from the same address come in"


def test_success_forgets_the_mistakes_before_it(services: Services):
    for _ in range(3):
        fail(services, times=MOST_OF_ACCOUNT - 1)
        assert sign_in(services, "mali", PASSWORD, False, HERE)


def test_an_address_is_blocked_after_fifty_guesses_at_whatever_names(services: Services):
    for number in range(MOST_OF_ADDRESS):
        fail(services, f"name{number}")
    assert blocked(services, "somchai") > 14
    assert sign_in(services, "somchai", PASSWORD, False, THERE)


def test_the_block_ends_by_itself(services: Services, monkeypatch: pytest.MonkeyPatch):
    fail(services, times=MOST_OF_ACCOUNT)
    later(monkeypatch, WINDOW - timedelta(minutes=3))
    assert 2 < blocked(services) <= 3
    later(monkeypatch, WINDOW + timedelta(seconds=1))
    assert sign_in(services, "mali", PASSWORD, False, HERE)


def test_another_process_and_a_restart_count_on(services: Services):
    fail(services, times=MOST_OF_ACCOUNT - 1)
    other = open_small(services.settings.data_dir, services.settings.local)
    fail(other)
    assert blocked(services) and blocked(other)
    other.database.dispose()


def test_a_name_that_is_no_account_is_counted_the_same(services: Services):
    fail(services, "Nobody", times=MOST_OF_ACCOUNT)
    assert blocked(services, "nobody") > 14


def test_refusals_are_written_down_without_what_was_typed(services: Services):
    fail(services, "my-own-password-typed-too-early", times=2)
    fail(services, "mali")
    with services.database.reading() as connection:
        lines = read_audit(connection, "sign_in_refused")
    assert [line["username"] for line in lines] == ["–", "–", "mali"]
    assert {line["subject"] for line in lines} == {"sign_in_refused"}
    assert len({line["details"]["source"] for line in lines}) == 1, "one address, by a keyed hash"
    told = repr(rows_of(services))
    assert not any(secret in told for secret in ("my-own-password", "a guess", HERE))


def test_reaching_the_limit_is_written_down_once(services: Services):
    fail(services, times=MOST_OF_ACCOUNT)
    for _ in range(5):
        blocked(services)
    with services.database.reading() as connection:
        assert len(read_audit(connection, "sign_in_refused")) == MOST_OF_ACCOUNT
        (line,) = read_audit(connection, "sign_in_throttled")
    assert (line["username"], line["subject"]) == ("mali", "account")
