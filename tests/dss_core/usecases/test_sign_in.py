"""Who is there: passwords, sessions that end, and sample accounts that open nothing but the sample."""

from datetime import timedelta

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import NotSignedIn
from dss_core.store import accounts as store
from dss_core.store.accounts import disable_account, write_account
from dss_core.store.audit import read_audit
from dss_core.store.registry import now
from dss_core.usecases.initialise import initialise, sample_accounts
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import PASSWORDS, sample_viewers, sign_in, sign_out, signed_in
from tests.dss_core.usecases.small_province import last_audit, open_small, rows_of

OWN_PASSWORD = "a long pass phrase of somebody"  # pragma: allowlist secret


def refused(services: Services, username: str, password: str, is_local: bool = True) -> str:
    with pytest.raises(NotSignedIn) as error:
        sign_in(services, username, password, is_local)
    assert error.value.params == {}, "who tried, and with what, is told to nobody"
    return error.value.code


def ended(services: Services, token: str | None) -> str:
    with pytest.raises(NotSignedIn) as error:
        signed_in(services, token)
    return error.value.code


@pytest.fixture
def token(own: Services) -> str:
    return sign_in(own, "governor", "sample-governor", is_local=True)


@pytest.fixture
def add_account(whole: str):
    """Adds an account of an office's own."""

    def add(services: Services) -> None:
        row = {
            "username": "somebody", "name_th": "ใคร", "name_en": "Somebody", "role": Role.RESEARCHER.value,
            "area_codes": [whole], "password_hash": PASSWORDS.hash(OWN_PASSWORD), "is_sample": False,
            "is_disabled": False,
        }  # fmt: skip
        with services.database.writing() as connection:
            write_account(connection, row)

    return add


def test_every_published_account_opens_the_sample_with_its_role_and_area(own: Services):
    for account in sample_accounts(own):
        viewer: Viewer = signed_in(own, sign_in(own, account.username, account.password, is_local=True))
        assert (viewer.username, viewer.role, viewer.scope.areas) == (account.username, account.role, account.areas)
        assert viewer.name == account.name


def test_there_is_a_sample_account_of_every_role(province: Services):
    assert {account.role for account in sample_accounts(province)} == set(Role)


def test_signing_in_and_out_is_written_down_and_the_token_is_not(own: Services, token: str):
    sign_out(own, token)
    with own.database.reading() as connection:
        assert [line["action"] for line in read_audit(connection)][-2:] == ["sign_in", "sign_out"]
    assert last_audit(own, "sign_out")["username"] == "governor"
    assert token not in repr(rows_of(own))


def test_a_token_is_kept_as_a_hash_only(own: Services, token: str):
    tables = rows_of(own)
    assert len(tables["session"]) == 1
    assert token not in repr(tables) and "sample-governor" not in repr(tables)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(own: Services):
    assert refused(own, "governor", "guess") == refused(own, "nobody", "guess") == "sign_in_refused"
    assert refused(own, "governor", "") == refused(own, "", "") == "sign_in_refused"
    assert not rows_of(own)["session"]


def test_a_sample_account_opens_nothing_from_another_computer(own: Services):
    assert refused(own, "governor", "sample-governor", is_local=False) == "sign_in_sample_account"
    assert refused(own, "governor", "guess", is_local=False) == "sign_in_refused"


def test_a_sample_account_opens_nothing_but_synthetic_data(data, tmp_path, add_account):
    services = open_small(data, tmp_path / "real")
    initialise(services, with_sample=False)
    account = sample_accounts(services)[0]
    row = {
        "username": account.username, "name_th": "x", "name_en": "x", "role": account.role.value,
        "area_codes": list(account.areas), "password_hash": PASSWORDS.hash(account.password), "is_sample": True,
        "is_disabled": False,
    }  # fmt: skip
    with services.database.writing() as connection:
        write_account(connection, row)
    assert refused(services, account.username, account.password) == "sign_in_sample_account"
    assert sample_viewers(services) == []
    add_account(services)
    assert signed_in(services, sign_in(services, "somebody", OWN_PASSWORD, is_local=False)).username == "somebody"


def test_an_account_of_ones_own_opens_from_anywhere(own: Services, add_account, whole: str):
    add_account(own)
    viewer = signed_in(own, sign_in(own, "somebody", OWN_PASSWORD, is_local=False))
    assert (viewer.role, viewer.scope.areas) == (Role.RESEARCHER, (whole,))


def test_only_sample_accounts_are_offered_on_the_sign_in_page(own: Services, add_account):
    add_account(own)
    assert {viewer.username for viewer in sample_viewers(own)} == {a.username for a in sample_accounts(own)}


def test_without_a_token_nobody_is_there(own: Services, token: str):
    assert ended(own, None) == ended(own, "") == "sign_in_needed"
    assert ended(own, "made up") == ended(own, token[:-1]) == "sign_in_ended"


def test_a_session_ends_when_its_owner_signs_out(own: Services, token: str):
    other = sign_in(own, "governor", "sample-governor", is_local=True)
    sign_out(own, token)
    assert ended(own, token) == "sign_in_ended"
    assert signed_in(own, other).username == "governor", "another browser stays signed in"
    sign_out(own, "made up")


def test_a_session_ends_when_the_account_is_closed(own: Services, token: str):
    with own.database.writing() as connection:
        disable_account(connection, "governor")
    assert ended(own, token) == "sign_in_ended"
    assert refused(own, "governor", "sample-governor") == "sign_in_refused"
    assert "governor" not in {viewer.username for viewer in sample_viewers(own)}


def wait(monkeypatch: pytest.MonkeyPatch, **duration: float) -> None:
    """Let this much time pass since the start of the test."""
    later = now() + timedelta(**duration)
    monkeypatch.setattr(store, "now", lambda: later)


def test_an_idle_session_ends(own: Services, token: str, monkeypatch: pytest.MonkeyPatch):
    minutes = own.settings.session_idle_minutes
    wait(monkeypatch, minutes=minutes - 1)
    assert signed_in(own, token).username == "governor"
    wait(monkeypatch, minutes=2 * minutes - 2)
    assert signed_in(own, token).username == "governor", "its use was noted"
    wait(monkeypatch, minutes=3 * minutes + 5)
    assert ended(own, token) == "sign_in_ended"


def test_a_session_ends_after_its_longest_time_however_busy(own: Services, token: str, monkeypatch: pytest.MonkeyPatch):
    hours = own.settings.session_hours
    for half_hour in range(1, 2 * hours):
        wait(monkeypatch, hours=half_hour / 2)
        signed_in(own, token)
    wait(monkeypatch, hours=hours, minutes=1)
    assert ended(own, token) == "sign_in_ended"


def test_old_sessions_are_cleared_away_at_the_next_sign_in(own: Services, token: str, monkeypatch: pytest.MonkeyPatch):
    wait(monkeypatch, hours=own.settings.session_hours + 1)
    sign_in(own, "district", "sample-district", is_local=True)
    assert [row[1] for row in rows_of(own)["session"]] == ["district"]


def test_the_use_of_a_session_is_noted_once_a_minute_and_not_at_every_click(
    own: Services, token: str, monkeypatch: pytest.MonkeyPatch
):
    noted: list[str] = []
    monkeypatch.setattr("dss_core.usecases.sign_in.note_session", lambda _, used: noted.append(used))
    signed_in(own, token)
    assert noted == []
    wait(monkeypatch, minutes=2)
    signed_in(own, token)
    assert noted == [token]
