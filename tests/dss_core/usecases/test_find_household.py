"""Finding households: by code, village and (for those who may) name; never by a name that one may not see."""

from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.identity import hash_id
from dss_core.access.roles import Permission, Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.store.audit import read_audit
from dss_core.usecases.find_household import LARGEST_PAGE, HouseholdQuery, find_household
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW, last_audit, viewer


def codes_found(services: Services, somebody: Viewer, area: str, **wanted: object) -> list[str]:
    found = find_household(services, somebody, HouseholdQuery(NEW, area, limit=LARGEST_PAGE, **wanted))
    assert found.found_count == len(found.households)
    return found.households["house_code"].tolist()


def test_without_a_wish_all_households_come_in_the_order_of_their_codes(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    assert codes_found(province, governor, whole) == sorted(households["house_code"])


def test_a_household_is_found_by_its_code_as_it_is_written_on_paper(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    code = households["house_code"].iloc[5]
    for text in (code, f"{code[:4]}-{code[4:10]}-{code[10]}", code[3:9]):
        assert code in codes_found(province, governor, whole, text=text)


@pytest.mark.parametrize(("wish", "column"), [("level", "level"), ("outcome", "outcome")])
def test_a_wish_picks_what_the_workbook_says(
    wish: str, column: str, province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    value = households[column].mode().iloc[0]
    by_hand = sorted(households.loc[households[column] == value, "house_code"])
    assert codes_found(province, governor, whole, **{wish: value}) == by_hand


def test_scores_on_the_page_are_those_of_the_workbook(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    page = find_household(province, governor, HouseholdQuery(NEW, whole, limit=LARGEST_PAGE)).households
    page = page.set_index("house_code")
    for name in ("human", "physical", "financial", "natural", "social", "overall", "level", "members_living"):
        by_hand = households[name].reindex(page.index)
        pd.testing.assert_series_equal(page[name].astype(float), by_hand, check_exact=False, atol=1e-8, rtol=0)


def test_pages_follow_each_other_without_gap_or_repetition(
    province: Services, governor: Viewer, whole: str, households: pd.DataFrame
):
    pages = [find_household(province, governor, HouseholdQuery(NEW, whole, offset=o, limit=50)) for o in (0, 50, 100)]
    assert [len(page.households) for page in pages] == [50, 50, 20]
    assert {page.found_count for page in pages} == {120}
    codes = [code for page in pages for code in page.households["house_code"]]
    assert codes == sorted(households["house_code"])


def test_a_name_finds_its_household_for_whoever_may_see_names(province: Services, whole: str, members: pd.DataFrame):
    somebody = members.iloc[7]
    assert somebody["house_code"] in codes_found(
        province, viewer(Role.DISTRICT_OFFICER, whole), whole, text=f"{somebody['first_name']} {somebody['last_name']}"
    )


@pytest.mark.parametrize("role", [Role.GOVERNOR_GROUP, Role.DATA_STEWARD, Role.ADMINISTRATOR])
def test_a_name_finds_nothing_for_whoever_may_not_see_names(
    role: Role, province: Services, whole: str, members: pd.DataFrame
):
    for name in members["last_name"].head(5):
        assert codes_found(province, viewer(role, whole), whole, text=name) == []


def test_signs_that_mean_something_to_a_database_are_only_signs(province: Services, whole: str):
    administrator = viewer(Role.ADMINISTRATOR, whole)
    for text in ("%", "_", "'", "' OR 1=1 --", "\\", "*", "ก%"):
        assert codes_found(province, administrator, whole, text=text) == []


def test_a_search_with_names_is_written_down_without_the_words(
    own: Services, officer: Viewer, governor: Viewer, whole: str, members: pd.DataFrame
):
    name = members["last_name"].iloc[0]
    find_household(own, officer, HouseholdQuery(NEW, whole, text=name))
    line = last_audit(own, "find_household")
    assert (line["username"], line["subject"], list(line["details"])) == (officer.username, whole, ["found"])
    assert name not in repr(line)
    find_household(own, governor, HouseholdQuery(NEW, whole, text=name))
    find_household(own, officer, HouseholdQuery(NEW, whole))
    with own.database.reading() as connection:
        assert len(read_audit(connection, "find_household")) == 1


IDS_OF = (Role.DISTRICT_OFFICER, Role.AREA_MANAGER, Role.VERIFIER, Role.DATA_STEWARD)


def thai(number: str) -> str:
    return number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.fixture
def somebody(members: pd.DataFrame) -> pd.Series:
    """A member with an ID number that no other house of the round lists."""
    told = members.dropna(subset=["national_id"])
    return told[~told["national_id"].duplicated(keep=False)].iloc[3]


@pytest.mark.parametrize("role", Role)
def test_an_id_number_finds_the_house_for_some_roles_and_nothing_for_the_others(
    role: Role, province: Services, whole: str, somebody: pd.Series
):
    who, number = viewer(role, whole), somebody["national_id"].replace("-", "")
    if not who.may(Permission.VIEW_HOUSEHOLDS):
        return
    expected = [somebody["house_code"]] if role in IDS_OF else []
    written = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    for text in (number, written, f" {written.replace('-', ' ')} ", thai(number), thai(written)):
        assert codes_found(province, who, whole, text=text) == expected


def test_an_id_number_with_another_check_digit_finds_nothing(province: Services, whole: str, somebody: pd.Series):
    number = somebody["national_id"].replace("-", "")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for text in (wrong, number[:-1], number + "1", number[1:]):
        assert codes_found(province, viewer(Role.VERIFIER, whole), whole, text=text) == []


def test_an_id_number_finds_nothing_outside_the_area(province: Services, somebody: pd.Series, households: pd.DataFrame):
    home = households.loc[somebody["house_code"], "subdistrict_code"]
    for place in sorted(set(households["subdistrict_code"])):
        who = viewer(Role.AREA_MANAGER, place)
        found = find_household(province, who, HouseholdQuery(NEW, place, text=somebody["national_id"]))
        assert found.households["house_code"].tolist() == ([somebody["house_code"]] if place == home else [])
        assert found.found_count == int(place == home)


def test_of_a_search_by_id_number_only_that_it_took_place_is_written_down(
    own: Services, whole: str, somebody: pd.Series, caplog: pytest.LogCaptureFixture
):
    number = somebody["national_id"].replace("-", "")
    query = HouseholdQuery(NEW, whole, text=number)
    with caplog.at_level("DEBUG"):
        find_household(own, viewer(Role.DATA_STEWARD, whole), query)
    line = last_audit(own, "find_household")
    assert (line["subject"], line["details"]) == (whole, {"by": "id_number", "found": 1})
    hashed = hash_id(number, own.settings.secret)
    for told in (repr(line), repr(query), caplog.text):
        assert number not in told and hashed not in told and number[-4:] not in told.replace(repr(line["at"]), "")


def test_the_page_itself_holds_no_name_and_no_number_of_a_person(province: Services, whole: str, data: Path):
    page = find_household(province, viewer(Role.ADMINISTRATOR, whole), HouseholdQuery(NEW, whole)).households
    assert not {"first_name", "last_name", "national_id", "national_id_tail", "phone"} & set(page.columns)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"level": 9}, "household_level"),
        ({"outcome": "rich"}, "household_outcome"),
        ({"offset": -1}, "household_page"),
        ({"limit": 0}, "household_page"),
        ({"limit": LARGEST_PAGE + 1}, "household_page"),
    ],
)
def test_what_no_page_offers_is_refused(
    wish: dict[str, object], code: str, province: Services, governor: Viewer, whole: str
):
    with pytest.raises(BadInput) as refused:
        find_household(province, governor, HouseholdQuery(NEW, whole, **wish))
    assert refused.value.code == code
