"""The page of the accounts: who is listed, what is offered, and a one-time password that is shown once."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dss_core.access.roles import Role
from dss_core.model.text import LANGUAGES, Language
from dss_core.settings import Settings
from dss_core.store.accounts import find_account
from dss_core.store.tables import AccountRow
from dss_core.usecases.initialise import operator
from dss_core.usecases.manage_access import manage_access
from dss_core.usecases.services import Services
from pages.parts.access_words import ROLE_RIGHTS, ROLE_WORDS, STATE_WORDS
from tests.support.province import add_account
from tests.support.visits import Visits, table_with, trouble

PAGE = "manage_access"
PASSWORD = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}")


def account_of(services: Services, username: str) -> AccountRow:
    with services.database.reading() as connection:
        found = find_account(connection, username)
    assert found is not None
    return found


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_every_role_and_state_has_words():
    assert list(ROLE_WORDS) == list(ROLE_RIGHTS) == [role.value for role in Role]
    assert set(STATE_WORDS) == {"open", "closed", "one_time", "one_time_over"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_accounts_are_listed_with_role_area_and_state(visit: Visits, own: Services, language: Language):
    app = visit(own, "administrator", PAGE, lang=language)
    assert not trouble(app)
    listed = table_with(app, "username", "played", "where", "now")
    assert list(listed["username"]) == list(manage_access(own, operator(own)).accounts["username"])
    assert len(listed) == len(Role)


def test_an_account_is_added_and_its_password_shown_once(visit: Visits, own: Services, district: str):
    app = visit(own, "administrator", PAGE, lang="en")
    app.segmented_control(key="access_part").set_value("new").run()
    app.text_input(key="access_new_username").set_value("mali")
    app.text_input(key="access_th_new").set_value("มะลิ")
    app.text_input(key="access_en_new").set_value("Mali")
    app.selectbox(key="access_role_new").set_value(Role.AREA_MANAGER.value)
    app.multiselect(key="access_areas_new").set_value([district])
    press(app, "Add the account")
    assert not trouble(app)
    assert PASSWORD.fullmatch(app.code[0].value)
    assert "mali" in list(table_with(app, "username", "now")["username"])
    account = account_of(own, "mali")
    assert (account.role, account.area_codes, account.is_disabled) == ("area_manager", [district], False)
    app.run()
    assert not app.code, "shown this once"


def test_what_is_missing_is_told_and_nothing_is_added(visit: Visits, own: Services):
    app = visit(own, "administrator", PAGE, lang="en")
    app.segmented_control(key="access_part").set_value("new").run()
    app.text_input(key="access_new_username").set_value("mali")
    press(app, "Add the account")
    assert [error.value.split(".")[0] for error in app.error] == ["An account without an area sees nothing"]
    assert not app.exception


def test_an_account_is_changed_closed_opened_and_given_a_password(visit: Visits, own: Services, district: str):
    add_account(own, "mali", Role.VERIFIER)
    app = visit(own, "administrator", PAGE, lang="en")
    app.selectbox(key="access_account").set_value("mali").run()
    app.multiselect(key="access_areas_mali").set_value([district])
    press(app, "Save the changes")
    assert not trouble(app) and account_of(own, "mali").area_codes == [district]
    press(app, "Close the account")
    assert not trouble(app) and account_of(own, "mali").is_disabled
    press(app, "Open the account again")
    assert not trouble(app) and not account_of(own, "mali").is_disabled
    press(app, "New one-time password")
    assert PASSWORD.fullmatch(app.code[0].value)


def test_ones_own_account_and_a_sample_are_left_as_they_are(visit: Visits, own: Services):
    app = visit(own, "administrator", PAGE, lang="en")
    app.selectbox(key="access_account").set_value("administrator").run()
    labels = {button.label for button in app.button}
    assert not labels & {"Save the changes", "Close the account", "New one-time password"}
    app.selectbox(key="access_account").set_value("governor").run()
    labels = {button.label for button in app.button}
    assert "Close the account" in labels and not labels & {"Save the changes", "New one-time password"}


def test_an_administrator_of_a_district_is_offered_that_district_alone(visit: Visits, own: Services, district: str):
    add_account(own, "local", Role.ADMINISTRATOR, district)
    add_account(own, "mali", Role.VERIFIER, district)
    app = visit(own, "local", PAGE, lang="en")
    listed = set(table_with(app, "username", "now")["username"])
    assert {"mali", "local"} <= listed and "governor" not in listed
    app.segmented_control(key="access_part").set_value("new").run()
    names = {area.name.en for area in [own.catalog.areas.get(district), *own.catalog.areas.children(district)]}
    assert {name.removesuffix(" (district)") for name in app.multiselect(key="access_areas_new").options} == names


def test_identities_are_linked_only_where_there_is_a_provider(visit: Visits, own: Services):
    add_account(own, "mali", Role.VERIFIER)
    app = visit(own, "administrator", PAGE, lang="en")
    app.selectbox(key="access_account").set_value("mali").run()
    assert "Link the identity" not in {button.label for button in app.button}
    given = {"oidc_issuer": "https://login.example", "oidc_client_id": "dss", "oidc_client_secret": "x"}
    settings = Settings(**{**own.settings.model_dump(), **given})
    app = visit(replace(own, settings=settings), "administrator", PAGE, lang="en")
    app.selectbox(key="access_account").set_value("mali").run()
    app.text_input(key="access_code").set_value("WRONG234")
    press(app, "Link the identity")
    assert [error.value.split(".")[0] for error in app.error] == ["Nobody waits under this code"]
