"""One household: whole for those who visit it and have revealed it, masked for all others; each look written down."""

import pandas as pd
import pytest

from dss_core.access.roles import ROLES, Permission, Role
from dss_core.access.viewer import Viewer
from dss_core.errors import NotFound
from dss_core.model.households import PRIVATE_ADDRESS
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import HouseholdStory, ShowHousehold, show_household
from tests.dss_core.usecases.revealing import shown_revealed
from tests.dss_core.usecases.small_province import NEW, OLD, last_audit, viewer

MAY_SEE_NAMES = [role for role in Role if Permission.VIEW_NAMES in ROLES[role]]
MAY_LOOK = [role for role in Role if Permission.VIEW_HOUSEHOLDS in ROLES[role]]
MAY_NOT = [role for role in MAY_LOOK if role not in MAY_SEE_NAMES]


@pytest.fixture(scope="module")
def code(households: pd.DataFrame, members: pd.DataFrame) -> str:
    """A household of both rounds with everything that may have to be masked."""
    both = households[households["phone"].notna() & households["latitude"].notna() & households["lane"].notna()]
    has_ids = members["national_id"].notna().groupby(members["house_code"]).all()
    return str(next(c for c in both["house_code"] if has_ids[c] and len(members[members["house_code"] == c]) > 1))


def show(services: Services, somebody: Viewer, area: str, code: str, round_id: str = NEW) -> HouseholdStory:
    found = find_household(services, viewer(Role.GOVERNOR_GROUP, area), HouseholdQuery(NEW, area, text=code))
    query = ShowHousehold(int(found.households["household_id"].iloc[0]), round_id)
    reveals = somebody.may(Permission.VIEW_NAMES)
    return shown_revealed(services, somebody, query) if reveals else show_household(services, somebody, query)


def everything_told(story: HouseholdStory) -> str:
    return repr([story.address, story.members.to_dict("records"), story.rounds.to_dict("records")])


@pytest.mark.parametrize("role", MAY_SEE_NAMES)
def test_who_has_revealed_it_sees_the_household_as_the_workbook_tells(
    role: Role, province: Services, whole: str, code: str, households: pd.DataFrame, members: pd.DataFrame
):
    story = show(province, viewer(role, whole), whole, code)
    row, people = households.loc[code], members[members["house_code"] == code]
    assert not story.is_masked
    assert story.address["phone"] == row["phone"].replace("-", "")
    assert story.address["house_number"] == row["house_number"]
    assert story.address["latitude"] == float(row["latitude"])
    assert story.members["first_name"].tolist() == people["first_name"].tolist()
    assert story.members["last_name"].tolist() == people["last_name"].tolist()
    assert story.members["health"].tolist() == people["health"].tolist()
    assert (story.members["birth_year"] + 543).tolist() == people["birth_year"].astype(int).tolist()


@pytest.mark.parametrize("role", MAY_LOOK)
def test_an_id_number_is_shown_whole_in_a_reveal_alone(
    role: Role, province: Services, whole: str, code: str, members: pd.DataFrame
):
    story = show(province, viewer(role, whole), whole, code)
    numbers = members[members["house_code"] == code]["national_id"].str.replace("-", "").tolist()
    if role in MAY_SEE_NAMES:
        assert story.members["national_id"].tolist() == numbers
    else:
        assert story.members["national_id"].isna().all()
        assert not any(number in everything_told(story) for number in numbers)


@pytest.mark.parametrize("role", MAY_NOT)
def test_who_may_not_see_names_is_told_neither_names_nor_where_to_find_the_house(
    role: Role, province: Services, whole: str, code: str, households: pd.DataFrame, members: pd.DataFrame
):
    story = show(province, viewer(role, whole), whole, code)
    row, people = households.loc[code], members[members["house_code"] == code]
    assert story.is_masked
    assert all(story.address[name] is None for name in PRIVATE_ADDRESS)
    told = everything_told(story)
    private = {*people["first_name"], *people["last_name"], row["phone"], row["latitude"], row["lane"]}
    assert not [value for value in private if str(value) in told]
    assert story.members["first_name"].tolist() == [name[0] + "•••" for name in people["first_name"]]


@pytest.mark.parametrize("role", MAY_LOOK)
def test_every_look_is_written_down_and_the_line_holds_no_personal_data(
    role: Role, own: Services, whole: str, code: str, households: pd.DataFrame, members: pd.DataFrame
):
    story = show(own, viewer(role, whole), whole, code)
    line = last_audit(own, "show_household")
    assert line["username"] == role.value
    assert line["subject"] == str(story.address["id"])
    assert line["details"] == {"round": NEW, "with_names": role in MAY_SEE_NAMES}
    people = members[members["house_code"] == code]
    assert not [value for value in {code, *people["first_name"], *people["national_id"]} if str(value) in repr(line)]


def test_each_round_tells_its_scores_the_newest_first(
    province: Services, governor: Viewer, whole: str, code: str, households: pd.DataFrame
):
    story = show(province, governor, whole, code)
    assert story.rounds["round_id"].tolist() == [NEW, OLD]
    for name in ("human", "physical", "financial", "natural", "social", "overall"):
        assert story.rounds[name].iloc[0] == pytest.approx(households.loc[code, name], abs=1e-8)


def test_the_members_are_those_of_the_round_asked_for(province: Services, governor: Viewer, whole: str, code: str):
    assert len(show(province, governor, whole, code, OLD).members) > 0
    with pytest.raises(NotFound) as refused:
        show(province, governor, whole, code, "1999-1")
    assert refused.value.code == "round_unknown"


def test_the_sub_district_stays_visible_so_that_help_can_be_planned(
    province: Services, governor: Viewer, whole: str, code: str, households: pd.DataFrame
):
    address = show(province, governor, whole, code).address
    row = households.loc[code]
    assert (address["subdistrict_code"], address["village_number"]) == (row["subdistrict_code"], row["village_number"])
