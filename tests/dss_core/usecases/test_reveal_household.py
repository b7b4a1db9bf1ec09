"""A household is revealed for a purpose, for minutes, to one account, and the data steward sees it."""

from datetime import UTC, datetime, timedelta

import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.store.registry import now
from dss_core.store.rows import table_of
from dss_core.store.tables import RevealRow
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.list_reveals import list_reveals
from dss_core.usecases.reveal_household import RevealDraft, end_reveal, reveal_household
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold, show_household
from tests.dss_core.usecases.small_province import NEW, last_audit, viewer

REASON = "ประชุมหมู่บ้าน"


@pytest.fixture
def household(own: Services, officer: Viewer, district: str) -> int:
    return int(find_household(own, officer, HouseholdQuery(NEW, district)).households["household_id"].iloc[0])


def shown(services: Services, somebody: Viewer, household: int) -> bool:
    return not show_household(services, somebody, ShowHousehold(household, NEW)).is_masked


def test_a_household_is_masked_until_it_is_revealed_and_for_nobody_else(
    own: Services, officer: Viewer, household: int, whole: str
):
    assert not shown(own, officer, household)
    until = reveal_household(own, officer, RevealDraft(household, "home_visit"))
    assert timedelta(minutes=29) < until - now() <= timedelta(minutes=30)
    assert shown(own, officer, household)
    assert show_household(own, officer, ShowHousehold(household, NEW)).revealed_until == until
    for role in (Role.VERIFIER, Role.GOVERNOR_GROUP):
        assert not shown(own, viewer(role, whole), household)


def test_other_households_stay_masked(own: Services, officer: Viewer, household: int, district: str):
    found = find_household(own, officer, HouseholdQuery(NEW, district)).households["household_id"]
    reveal_household(own, officer, RevealDraft(household, "home_visit"))
    assert not shown(own, officer, int(found.iloc[1]))


def test_a_reveal_ends_by_itself(own: Services, officer: Viewer, household: int):
    reveal_household(own, officer, RevealDraft(household, "referral"))
    with own.database.writing() as connection:
        connection.execute(table_of(RevealRow).update().values(until=now() - timedelta(seconds=1)))
    assert not shown(own, officer, household)


def test_a_reveal_can_be_ended_early(own: Services, officer: Viewer, household: int):
    reveal_household(own, officer, RevealDraft(household, "referral"))
    end_reveal(own, officer, household)
    assert not shown(own, officer, household)
    assert last_audit(own, "end_reveal")["subject"] == str(household)


def test_a_new_reveal_takes_the_place_of_the_open_one(own: Services, officer: Viewer, household: int):
    reveal_household(own, officer, RevealDraft(household, "home_visit"))
    until = reveal_household(own, officer, RevealDraft(household, "other", REASON))
    assert show_household(own, officer, ShowHousehold(household, NEW)).revealed_until == until
    assert until - now() <= timedelta(minutes=10)


def test_whose_role_sees_no_names_reveals_none(own: Services, governor: Viewer, household: int):
    with pytest.raises(NotAllowed):
        reveal_household(own, governor, RevealDraft(household, "home_visit"))


def test_a_household_outside_the_area_is_not_told_of(own: Services, household: int, district: str, whole: str):
    other = next(a.code for a in own.catalog.areas.districts if a.code != district)
    with pytest.raises(NotFound):
        reveal_household(own, viewer(Role.DISTRICT_OFFICER, other), RevealDraft(household, "home_visit"))
    with pytest.raises(NotFound):
        end_reveal(own, viewer(Role.DISTRICT_OFFICER, other), household)


@pytest.mark.parametrize(
    ("purpose", "reason", "code"),
    [
        ("curiosity", "", "reveal_purpose"),
        ("other", "", "reveal_reason"),
        ("other", "  ab  ", "reveal_reason"),
        ("home_visit", "ก" * 201, "reveal_reason"),
    ],
)
def test_a_purpose_is_one_of_the_list_and_other_needs_a_reason(
    own: Services, officer: Viewer, household: int, purpose: str, reason: str, code: str
):
    with pytest.raises(BadInput) as refused:
        reveal_household(own, officer, RevealDraft(household, purpose, reason))
    assert refused.value.code == code
    assert not shown(own, officer, household)


def test_the_audit_tells_the_purpose_and_not_the_reason(own: Services, officer: Viewer, household: int):
    reveal_household(own, officer, RevealDraft(household, "other", REASON))
    line = last_audit(own, "reveal_household")
    assert (line["username"], line["subject"]) == (officer.username, str(household))
    assert line["details"] == {"purpose": "other", "minutes": 10}


def test_the_steward_sees_who_revealed_what_for_and_how_often(
    own: Services, officer: Viewer, household: int, whole: str
):
    steward = viewer(Role.DATA_STEWARD, whole)
    assert not len(list_reveals(own, steward).reveals)
    reveal_household(own, viewer(Role.VERIFIER, whole), RevealDraft(household, "home_visit"))
    for _ in range(2):
        reveal_household(own, officer, RevealDraft(household, "other", REASON))
    with own.database.writing() as connection:
        table = table_of(RevealRow)
        old = datetime.now(UTC) - timedelta(days=8)
        connection.execute(table.update().where(table.c.username == "verifier").values(begun_at=old))
    found = list_reveals(own, steward)
    assert found.people.to_numpy().tolist() == [["district_officer", 2, 2], ["verifier", 0, 1]]
    newest = found.reveals.iloc[0]
    assert (newest["username"], newest["purpose"], newest["reason"]) == ("district_officer", "other", REASON)
    assert len(str(newest["house_code"])) == 11
    with pytest.raises(NotAllowed):
        list_reveals(own, officer)
