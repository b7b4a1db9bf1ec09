"""A password of one's own: the one-time password opens nothing else, and a change ends every other session."""

from datetime import timedelta

import pytest

from dss_core.access.roles import Role
from dss_core.errors import BadInput, DssError, NotAllowed, NotSignedIn, TooManyAttempts
from dss_core.store.accounts import change_account
from dss_core.store.registry import now
from dss_core.usecases.attempts import MOST_OF_ACCOUNT
from dss_core.usecases.change_accounts import first_administrator, reset_password
from dss_core.usecases.change_password import change_password
from dss_core.usecases.initialise import operator
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_in, signed_in
from tests.dss_core.usecases.small_province import last_audit, rows_of
from tests.support.province import PASSWORD, add_account, signed_in_as

NEW = "ข้าวเหนียวมะม่วงริมโขง"


@pytest.fixture
def services(own: Services) -> Services:
    add_account(own, "mali", Role.VERIFIER)
    return own


def refused(services: Services, token: str | None, *given: str) -> str:
    with pytest.raises(DssError) as error:
        change_password(services, token, *given)
    assert not set(error.value.params.values()) & set(given)
    return error.value.code


def test_a_new_password_opens_and_the_old_one_does_not(services: Services):
    token = change_password(services, sign_in(services, "mali", PASSWORD, False), PASSWORD, NEW, NEW)
    assert signed_in(services, token).username == "mali"
    assert signed_in(services, sign_in(services, "mali", NEW, False)).username == "mali"
    with pytest.raises(NotSignedIn):
        sign_in(services, "mali", PASSWORD, False)
    assert last_audit(services, "change_password")["username"] == "mali"
    assert NEW not in repr(rows_of(services))


def test_a_new_password_ends_all_other_sessions(services: Services):
    mine, phone = (sign_in(services, "mali", PASSWORD, False) for _ in range(2))
    change_password(services, mine, PASSWORD, NEW, NEW)
    for token in (mine, phone):
        with pytest.raises(NotSignedIn) as ended:
            signed_in(services, token)
        assert ended.value.code == "sign_in_ended"


def test_a_reset_ends_all_sessions_and_gives_a_password_that_opens_nothing_but_its_change(services: Services):
    before = sign_in(services, "mali", PASSWORD, False)
    given = reset_password(services, operator(services), "mali")
    with pytest.raises(NotSignedIn):
        signed_in(services, before)
    token = sign_in(services, "mali", given, False)
    with pytest.raises(NotSignedIn) as forced:
        signed_in(services, token)
    assert forced.value.code == "sign_in_new_password"
    assert signed_in(services, change_password(services, token, given, NEW, NEW)).username == "mali"
    assert given not in repr(rows_of(services))


def test_a_one_time_password_ends(services: Services):
    given = reset_password(services, operator(services), "mali")
    with services.database.writing() as connection:
        change_account(connection, "mali", one_time_until=now() - timedelta(seconds=1))
    with pytest.raises(NotSignedIn) as over:
        sign_in(services, "mali", given, False)
    assert over.value.code == "sign_in_one_time_over"


def test_what_is_wrong_with_a_new_password_is_said(services: Services):
    token = signed_in_as(services, "mali")
    assert refused(services, token, PASSWORD, NEW, NEW[:-1]) == "password_not_twice"
    assert refused(services, token, PASSWORD, PASSWORD, PASSWORD) == "password_same"
    assert refused(services, token, PASSWORD, "short", "short") == "password_short"
    assert refused(services, token, "a guess", NEW, NEW) == "password_wrong"
    assert refused(services, None, PASSWORD, NEW, NEW) == "sign_in_needed"
    assert refused(services, "made up", PASSWORD, NEW, NEW) == "sign_in_ended"
    assert signed_in(services, token).username == "mali", "nothing was changed"


def test_guesses_of_the_old_password_are_counted(services: Services):
    token = signed_in_as(services, "mali")
    for _ in range(MOST_OF_ACCOUNT):
        assert refused(services, token, "a guess", NEW, NEW) == "password_wrong"
    with pytest.raises(TooManyAttempts):
        change_password(services, token, PASSWORD, NEW, NEW)


def test_a_sample_account_keeps_its_published_password(services: Services):
    with pytest.raises(NotAllowed):
        change_password(services, signed_in_as(services, "governor"), "sample-governor", NEW, NEW)


def test_the_first_administrator_is_made_once_and_must_change_the_password(own: Services):
    with own.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM account")
    made = first_administrator(own)
    assert made is not None
    username, password = made
    assert first_administrator(own) is None
    token = sign_in(own, username, password, False)
    with pytest.raises(NotSignedIn):
        signed_in(own, token)
    viewer = signed_in(own, change_password(own, token, password, NEW, NEW))
    assert (viewer.role, viewer.scope.areas) == (Role.ADMINISTRATOR, (own.catalog.province.code,))
    assert password not in repr(rows_of(own))


def test_a_bad_new_password_does_not_use_up_the_attempts(services: Services):
    token = signed_in_as(services, "mali")
    for _ in range(MOST_OF_ACCOUNT + 1):
        with pytest.raises(BadInput):
            change_password(services, token, PASSWORD, "short", "short")
