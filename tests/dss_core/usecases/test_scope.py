"""An officer gets the rows of the officer's own area, whatever area is asked for, and nothing of another."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dss_core.access.roles import Role
from dss_core.access.viewer import Viewer
from dss_core.catalog.catalog import Catalog
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.model.problems import Severity
from dss_core.model.provenance import Provenance
from dss_core.model.scenarios import ProgrammeChoice, ScenarioChoices
from dss_core.usecases.build_scenario import ScenarioQuery, build_scenario
from dss_core.usecases.compare_areas import LeagueQuery, compare_areas
from dss_core.usecases.compare_mpi import MpiChangeQuery, compare_mpi
from dss_core.usecases.count_after_cut import OutcomeQuery, count_after_cut
from dss_core.usecases.describe_province import AreaQuery, describe_province
from dss_core.usecases.describe_survey import SurveyQuery, describe_survey
from dss_core.usecases.find_household import HouseholdQuery, find_household
from dss_core.usecases.find_relief import ReliefQuery, find_relief
from dss_core.usecases.import_survey import check_survey, import_survey
from dss_core.usecases.initialise import operator
from dss_core.usecases.list_poor_households import PoorListQuery, list_poor_households
from dss_core.usecases.list_reasons import ReasonsQuery, list_reasons
from dss_core.usecases.list_visits import VisitQuery, list_visits
from dss_core.usecases.map_province import MapQuery, map_province
from dss_core.usecases.measure_income_poverty import IncomeQuery, measure_income_poverty, measure_inequality
from dss_core.usecases.measure_mpi import MpiQuery, measure_mpi
from dss_core.usecases.measure_poverty import PovertyQuery, measure_poverty
from dss_core.usecases.mpi_choice import MpiChoice
from dss_core.usecases.propose_routes import RoutesQuery, propose_routes
from dss_core.usecases.rank_areas import AreaRankQuery, rank_areas
from dss_core.usecases.rank_households import RankQuery, rank_households
from dss_core.usecases.services import Services
from dss_core.usecases.show_household import ShowHousehold, show_household
from dss_core.usecases.stress_ranking import StressQuery, stress_ranking
from tests.dss_core.usecases.small_province import NEW, OLD, only_houses, viewer, workbook_of
from tests.support.workbooks import small_round, small_workbook

WEIGHTS = (("human", 1.0), ("financial", 1.0))
STEPPED = (("h1", 1.0), ("p1", 1.0), ("f1", 1.0))  # answers in steps leave something to be verified
PROGRAMMES = (ProgrammeChoice("disability_adult", 9600.0), ProgrammeChoice("house_repair_elderly", 40_000.0))
PLAN = ScenarioChoices(0.0, PROGRAMMES, WEIGHTS)
BY = ("subdistrict",)
MPI = MpiChoice("mpi_livelihood", (0.33,))
COUNTED_BY = ("income", "multidimensional", "tpmap")

# Use case -> a question about a round and an area.
QUESTIONS: dict[str, tuple[Callable, Callable[[str, str], object]]] = {
    "describe_province": (describe_province, AreaQuery),
    "describe_survey": (describe_survey, lambda r, a: SurveyQuery(r, a, ("overall", "outcome"), ("subdistrict",))),
    "compare_areas": (compare_areas, lambda r, a: LeagueQuery(r, a, "overall", "subdistrict")),
    "map_province": (map_province, MapQuery),
    "measure_poverty": (measure_poverty, lambda r, a: PovertyQuery(r, a, BY)),
    "measure_income_poverty": (measure_income_poverty, lambda r, a: IncomeQuery(r, a, (38_000.0,), BY)),
    "measure_inequality": (measure_inequality, lambda r, a: IncomeQuery(r, a, (), BY)),
    "measure_mpi": (measure_mpi, lambda r, a: MpiQuery(r, a, MPI, BY)),
    "compare_mpi": (compare_mpi, lambda r, a: MpiChangeQuery(OLD, r, a, MPI, BY)),
    "find_relief": (find_relief, lambda r, a: ReliefQuery(r, a, MPI, "subdistrict")),
    "list_poor_households": (list_poor_households, lambda r, a: PoorListQuery(r, a, COUNTED_BY, limit=200)),
    "find_household": (find_household, HouseholdQuery),
    "rank_households": (rank_households, lambda r, a: RankQuery(r, a, WEIGHTS)),
    "rank_areas": (rank_areas, lambda r, a: AreaRankQuery(r, a, WEIGHTS)),
    "stress_ranking": (stress_ranking, lambda r, a: StressQuery(r, a, WEIGHTS, first_count=10)),
    "list_visits": (list_visits, lambda r, a: VisitQuery(r, a, STEPPED, first_count=10)),
    "build_scenario": (build_scenario, lambda r, a: ScenarioQuery(r, a, PLAN)),
    "list_reasons": (list_reasons, lambda r, a: ReasonsQuery(ScenarioQuery(r, a, PLAN), "priced_out")),
    "count_after_cut": (count_after_cut, lambda r, a: OutcomeQuery(ScenarioQuery(r, a, PLAN), BY)),
    "propose_routes": (propose_routes, lambda r, a: RoutesQuery(ScenarioQuery(r, a, PLAN), "capability_building")),
}
each_question = pytest.mark.parametrize("name", QUESTIONS)


def ask(services: Services, somebody: Viewer, name: str, round_id: str, area: str):
    use_case, query = QUESTIONS[name]
    return use_case(services, somebody, query(round_id, area))


def tables_of(answer: object) -> list[pd.DataFrame]:
    return [value for value in vars(answer).values() if isinstance(value, pd.DataFrame)]


def provenance_of(answer: object) -> Provenance:
    return vars(answer)["provenance"]


def codes_in(table: pd.DataFrame) -> set[str]:
    """Every area code in a table, in whichever column it stands."""
    columns = [name for name in ("area", "subdistrict", "subdistrict_code", "district_code") if name in table]
    return {str(code) for name in columns for code in table[name].dropna()}


@pytest.fixture(scope="module")
def elsewhere(catalog: Catalog, district: str) -> str:
    """A district that is not the officer's."""
    return next(area.code for area in catalog.areas.districts if area.code != district)


@pytest.fixture(scope="module")
def inside(households: pd.DataFrame, district: str) -> pd.DataFrame:
    return households[households["district_code"] == district]


@each_question
def test_an_officer_who_asks_for_the_province_gets_the_district(
    name: str, province: Services, officer: Viewer, whole: str, district: str, inside: pd.DataFrame
):
    answer = ask(province, officer, name, NEW, whole)
    assert provenance_of(answer).household_count == len(inside)
    assert all(code.startswith(district) for table in tables_of(answer) for code in codes_in(table))
    assert any(codes_in(table) for table in tables_of(answer))


@each_question
def test_a_figure_says_of_which_area_it_speaks(
    name: str, province: Services, officer: Viewer, administrator: Viewer, whole: str, district: str
):
    assert provenance_of(ask(province, officer, name, NEW, whole)).area_code == district
    assert provenance_of(ask(province, administrator, name, NEW, whole)).area_code == whole
    assert provenance_of(ask(province, administrator, name, NEW, district)).area_code == district


@each_question
def test_an_officer_sees_in_the_district_what_everybody_sees_there(
    name: str, province: Services, officer: Viewer, whole: str, district: str
):
    mine = ask(province, officer, name, NEW, whole)
    theirs = ask(province, viewer(Role.DISTRICT_OFFICER, whole), name, NEW, district)
    for one, other in zip(tables_of(mine), tables_of(theirs), strict=True):
        if name == "describe_province" and "area" in one:
            continue  # the finer grain of a province is the district, that of a district the sub-district
        pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


@each_question
def test_an_area_outside_is_refused(name: str, province: Services, officer: Viewer, elsewhere: str):
    with pytest.raises(NotAllowed) as refused:
        ask(province, officer, name, NEW, elsewhere)
    assert (refused.value.code, refused.value.params) == ("access_area", {"area": elsewhere})


@each_question
def test_an_area_that_does_not_exist_is_not_found(name: str, province: Services, administrator: Viewer, whole: str):
    with pytest.raises(NotFound) as refused:
        ask(province, administrator, name, NEW, f"{whole}9999")
    assert refused.value.code == "area_unknown"


@each_question
def test_a_round_that_does_not_exist_is_not_found(name: str, province: Services, administrator: Viewer, whole: str):
    with pytest.raises(NotFound) as refused:
        ask(province, administrator, name, "1999-1", whole)
    assert refused.value.code == "round_unknown"


@each_question
def test_the_scope_of_a_sub_district_is_that_sub_district(
    name: str, province: Services, whole: str, households: pd.DataFrame
):
    counts = households["subdistrict_code"].value_counts()
    answer = ask(province, viewer(Role.ADMINISTRATOR, counts.index[0]), name, NEW, whole)
    assert provenance_of(answer).household_count == counts.iloc[0]


@each_question
def test_two_areas_of_a_scope_add_up(name: str, province: Services, whole: str, households: pd.DataFrame):
    counts = households["district_code"].value_counts()
    answer = ask(province, viewer(Role.ADMINISTRATOR, *counts.index[:2]), name, NEW, whole)
    assert provenance_of(answer).household_count == counts.iloc[:2].sum()
    assert provenance_of(answer).area_code == ",".join(sorted(counts.index[:2]))


@pytest.fixture(scope="module")
def sparse(copied: Callable[[Path], Services], tmp_path_factory: pytest.TempPathFactory) -> tuple[Services, str, str]:
    """An installation with a round that holds few households, its id, and a sub-district without any."""
    services = copied(tmp_path_factory.mktemp("sparse") / "own")
    checked = check_survey(services, operator(services), small_workbook(services.catalog, 30, year=2027), "few.xlsx")
    import_survey(services, operator(services), checked)
    held = set(checked.households["subdistrict_code"])
    empty = next(area.code for area in services.catalog.areas.subdistricts if area.code not in held)
    return services, checked.round_id, empty


@each_question
def test_an_area_without_households_is_an_answer_and_no_error(name: str, sparse: tuple[Services, str, str]):
    services, round_id, empty = sparse
    answer = ask(services, operator(services), name, round_id, empty)
    assert provenance_of(answer).household_count == 0
    assert not any(codes_in(table) for table in tables_of(answer))


def household_id(services: Services, somebody: Viewer, area: str) -> int:
    return int(find_household(services, somebody, HouseholdQuery(NEW, area)).households["household_id"].iloc[0])


def test_a_household_of_another_district_is_not_even_confirmed_to_exist(
    province: Services, officer: Viewer, administrator: Viewer, households: pd.DataFrame, elsewhere: str
):
    other = household_id(province, administrator, elsewhere)
    with pytest.raises(NotFound) as refused:
        show_household(province, officer, ShowHousehold(other, NEW))
    with pytest.raises(NotFound) as unknown:
        show_household(province, officer, ShowHousehold(999_999, NEW))
    assert (refused.value.code, refused.value.params) == (unknown.value.code, unknown.value.params)


def test_a_household_is_found_only_inside(province: Services, officer: Viewer, whole: str, households: pd.DataFrame):
    outside = households[~households["district_code"].isin(officer.scope.areas)]["house_code"].iloc[0]
    assert find_household(province, officer, HouseholdQuery(NEW, whole, text=outside)).found_count == 0


def test_an_importer_brings_in_the_own_district_and_no_row_beside_it(own: Services, district: str):
    data = small_workbook(own.catalog, 30, year=2027)
    steward = viewer(Role.DATA_STEWARD, district)
    checked = check_survey(own, steward, data, "all.xlsx")
    outside = checked.households[checked.households["district_code"] != district]
    refused = [problem for problem in checked.problems if problem.code == "row_outside_scope"]
    assert {problem.row for problem in refused} == set(outside.index)
    assert checked.error_count == len(outside) > 0
    with pytest.raises(BadInput) as error:
        import_survey(own, steward, checked)
    assert error.value.code == "import_has_errors"

    inside = checked.households.drop(index=outside.index)["house_code"]
    data = workbook_of(only_houses(small_round(own.catalog, 30, year=2027), inside), own.catalog)
    record = import_survey(own, steward, check_survey(own, steward, data, "district.xlsx"))
    assert record.household_count == 30 - len(outside)


def test_a_household_that_the_round_holds_elsewhere_is_pointed_out_before_it_is_written(
    own: Services, households: pd.DataFrame, district: str
):
    """Somebody of one district cannot see the round's other rows, but their keys are taken all the same."""
    other = households[households["district_code"] != district]["house_code"].iloc[0]
    place = households[households["district_code"] == district].iloc[0]

    made = only_houses(small_round(own.catalog, 120, year=2026, first=20), [other])
    made.households[["รหัสตำบล", "รหัสอำเภอ"]] = place["subdistrict_code"], place["district_code"]
    data = workbook_of(made, own.catalog)
    checked = check_survey(own, viewer(Role.DATA_STEWARD, district), data, "moved.xlsx")
    errors = [problem.code for problem in checked.problems if problem.severity is Severity.ERROR]
    assert errors == ["row_in_round_already"]
