"""Accounts added, changed and closed: within the own area, never one's own, never the last, with before and after."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Scope, Viewer
from dss_core.errors import DssError, NotSignedIn
from dss_core.model.text import Text
from dss_core.store.accounts import find_account, viewer_of
from dss_core.store.identities import note_identity
from dss_core.usecases.change_accounts import (
    AccountDraft,
    add_account,
    change_account,
    disable_account,
    enable_account,
    link_identity,
    reset_password,
    unlink_identity,
)
from dss_core.usecases.initialise import operator
from dss_core.usecases.manage_access import manage_access
from dss_core.usecases.services import Services
from dss_core.usecases.sign_in import sign_in_identity, signed_in
from tests.dss_core.usecases.small_province import last_audit, rows_of
from tests.support.province import add_account as put_account
from tests.support.province import signed_in_as

NAME = Text("มะลิ", "Mali")


def somebody(role: Role, *areas: str, username: str = "chief") -> Viewer:
    return Viewer(username, NAME, role, Scope(areas))


@pytest.fixture
def chief(own: Services, whole: str) -> Viewer:
    """An administrator of the whole province with an account."""
    put_account(own, "chief", Role.ADMINISTRATOR)
    return somebody(Role.ADMINISTRATOR, whole)


@pytest.fixture
def elsewhere(own: Services, district: str) -> str:
    return next(area.code for area in own.catalog.areas.districts if area.code != district)


def draft(*areas: str, role: Role = Role.VERIFIER, username: str = "mali", agency: str | None = None) -> AccountDraft:
    return AccountDraft(username, NAME, role.value, areas, agency)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DssError) as error:
        act()
    return error.value.code


def state_of(services: Services, username: str) -> str:
    accounts = manage_access(services, operator(services)).accounts.set_index("username")
    return str(accounts.loc[username, "state"])


def test_a_new_account_is_listed_with_its_role_and_areas_and_written_down(own: Services, chief: Viewer, district: str):
    password = add_account(own, chief, draft(district))
    row = manage_access(own, chief).accounts.set_index("username").loc["mali"]
    assert (row["role"], row["areas"], row["state"], row["signed_in_at"]) == ("verifier", (district,), "one_time", None)
    line = last_audit(own, "add_account")
    assert (line["username"], line["subject"]) == ("chief", "mali")
    assert line["details"] == {
        "before": None, "after": {"role": "verifier", "area_codes": [district], "agency": None},
    }  # fmt: skip
    assert password not in repr(rows_of(own)) and "มะลิ" not in repr(line)


def test_an_agency_officer_has_an_agency_and_nobody_else(own: Services, chief: Viewer, whole: str):
    officer = draft(whole, role=Role.AGENCY_OFFICER)
    assert refused(lambda: add_account(own, chief, officer)) == "account_agency"
    assert refused(lambda: add_account(own, chief, draft(whole, agency="health"))) == "account_agency"
    assert refused(lambda: add_account(own, chief, replace(officer, agency="=1+1"))) == "account_agency"
    add_account(own, chief, replace(officer, agency="health"))
    with own.database.reading() as connection:
        found = find_account(connection, "mali")
    assert found is not None and viewer_of(found).agency == "health"


@pytest.mark.parametrize("username", ["", "ab", "Mali", "mali officer", "มะลิ", "-mali", "x" * 41, "a\nb", "<b>x</b>"])
def test_a_username_is_plain(own: Services, chief: Viewer, whole: str, username: str):
    assert refused(lambda: add_account(own, chief, draft(whole, username=username))) == "account_username"


def test_what_a_form_never_offers_is_refused(own: Services, chief: Viewer, whole: str):
    before = rows_of(own)
    good = draft(whole)
    for bad, code in (
        (replace(good, role="king"), "account_role"),
        (replace(good, areas=()), "account_no_area"),
        (replace(good, areas=(f"{whole}99",)), "access_area"),
        (replace(good, areas=("",)), "access_area"),
        (replace(good, name=Text("", "x")), "account_name"),
        (replace(good, name=Text("x" * 81, "x")), "account_name"),
        (replace(good, username="chief"), "account_taken"),
    ):
        assert refused(lambda bad=bad: add_account(own, chief, bad)) == code
    assert rows_of(own) == before


def test_a_change_is_seen_at_the_next_look_and_written_down_with_before_and_after(
    own: Services, chief: Viewer, whole: str, district: str
):
    put_account(own, "mali", Role.VERIFIER)
    token = signed_in_as(own, "mali")
    change_account(own, chief, draft(district, role=Role.RESEARCHER))
    viewer = signed_in(own, token)
    assert (viewer.role, viewer.scope.areas) == (Role.RESEARCHER, (district,))
    assert last_audit(own, "change_account")["details"] == {
        "before": {"role": "verifier", "area_codes": [whole], "agency": None},
        "after": {"role": "researcher", "area_codes": [district], "agency": None},
    }


def test_closing_ends_the_session_and_opening_again_does_not_bring_it_back(own: Services, chief: Viewer):
    put_account(own, "mali", Role.VERIFIER)
    token = signed_in_as(own, "mali")
    disable_account(own, chief, "mali")
    assert state_of(own, "mali") == "closed"
    assert last_audit(own, "disable_account")["details"] == {"before": {"closed": False}, "after": {"closed": True}}
    enable_account(own, chief, "mali")
    assert state_of(own, "mali") == "open"
    with pytest.raises(NotSignedIn):
        signed_in(own, token)
    assert signed_in(own, signed_in_as(own, "mali")).username == "mali"


def test_nobody_changes_the_own_account(own: Services, chief: Viewer, whole: str):
    for act in (
        lambda: change_account(own, chief, draft(whole, username="chief")),
        lambda: disable_account(own, chief, "chief"),
        lambda: enable_account(own, chief, "chief"),
        lambda: reset_password(own, chief, "chief"),
    ):
        assert refused(act) == "account_is_own"


def test_the_last_administrator_of_the_province_stays(own: Services, whole: str, district: str):
    """Of real data: there the samples count for nothing."""
    put_account(own, "chief", Role.ADMINISTRATOR)
    put_account(own, "local_chief", Role.ADMINISTRATOR, district)
    with own.database.writing() as connection:
        connection.exec_driver_sql("UPDATE state SET is_synthetic = 0")
    before = rows_of(own)
    for act in (
        lambda: disable_account(own, operator(own), "chief"),
        lambda: change_account(own, operator(own), draft(whole, username="chief")),
        lambda: change_account(own, operator(own), draft(district, role=Role.ADMINISTRATOR, username="chief")),
    ):
        assert refused(act) == "account_is_last"
    assert rows_of(own) == before
    put_account(own, "second", Role.ADMINISTRATOR)
    disable_account(own, operator(own), "chief")


def test_an_administrator_of_a_district_manages_the_accounts_within_it(
    own: Services, whole: str, district: str, elsewhere: str
):
    local = somebody(Role.ADMINISTRATOR, district, username="local")
    put_account(own, "inside", Role.VERIFIER, own.catalog.areas.children(district)[0].code)
    put_account(own, "beside", Role.VERIFIER, elsewhere)
    put_account(own, "both", Role.VERIFIER, district, elsewhere)
    put_account(own, "above", Role.VERIFIER)
    listed = set(manage_access(own, local).accounts["username"])
    assert "inside" in listed and not listed & {"beside", "both", "above", "governor"}
    before = rows_of(own)
    for name in ("beside", "both", "above", "nobody"):
        for act in (
            lambda name=name: change_account(own, local, draft(district, username=name)),
            lambda name=name: disable_account(own, local, name),
            lambda name=name: enable_account(own, local, name),
            lambda name=name: reset_password(own, local, name),
            lambda name=name: link_identity(own, local, name, "ABCDEFGH"),
            lambda name=name: unlink_identity(own, local, name),
        ):
            assert refused(act) == "account_unknown", "one beyond the area is not even confirmed to exist"
    assert refused(lambda: add_account(own, local, draft(whole))) == "access_area"
    assert refused(lambda: change_account(own, local, draft(elsewhere, username="inside"))) == "access_area"
    assert rows_of(own) == before
    change_account(own, local, draft(district, username="inside"))
    add_account(own, local, draft(district))


def test_a_sample_account_can_be_closed_and_nothing_else(own: Services, chief: Viewer, whole: str):
    for act in (
        lambda: change_account(own, chief, draft(whole, username="governor")),
        lambda: reset_password(own, chief, "governor"),
        lambda: link_identity(own, chief, "governor", "ABCDEFGH"),
    ):
        assert refused(act) == "account_is_sample"
    disable_account(own, chief, "governor")
    assert state_of(own, "governor") == "closed"


def test_a_code_links_one_identity_once(own: Services, chief: Viewer):
    put_account(own, "mali", Role.VERIFIER)
    put_account(own, "somchai", Role.VERIFIER)
    with own.database.writing() as connection:
        note_identity(connection, "https://login.example", "s1", "ABCD2345")
    assert refused(lambda: link_identity(own, chief, "mali", "WXYZ2345")) == "identity_code"
    assert refused(lambda: link_identity(own, chief, "mali", "")) == "identity_code"
    link_identity(own, chief, "mali", " abcd-2345 ")
    assert refused(lambda: link_identity(own, chief, "somchai", "ABCD2345")) == "identity_code"
    assert signed_in(own, sign_in_identity(own, "https://login.example", "s1")).username == "mali"
    for issuer, subject in (("https://login.example", "s2"), ("https://other.example", "s1")):
        with pytest.raises(NotSignedIn):
            sign_in_identity(own, issuer, subject)
    assert bool(manage_access(own, chief).accounts.set_index("username").loc["mali", "has_identity"])
