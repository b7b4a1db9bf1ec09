"""What is saved reopens to the same figures, for whoever may see its area, and stays as it is."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dss_core.access.roles import Permission, Role
from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput, NotAllowed, NotFound
from dss_core.model.scenarios import AreaSpending, PurseLimit, Scenario, ScenarioChoices, ScenarioFigure
from dss_core.store import scenarios as stored
from dss_core.store.audit import read_audit
from dss_core.usecases import save_scenario as room
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.compare_scenarios import CompareQuery, compare_scenarios
from dss_core.usecases.list_scenarios import list_scenarios
from dss_core.usecases.open_scenario import moved_since, open_scenario
from dss_core.usecases.save_scenario import LONGEST_NAME, differing, figures_kept, save_scenario
from dss_core.usecases.services import Services
from tests.dss_core.usecases.kept_plans import ALLOWANCE, CHOICES, SMALLER, saved
from tests.dss_core.usecases.small_province import NEW, OLD, last_audit, rows_of, viewer


def everything(district: str, somebody: str) -> ScenarioChoices:
    """Choices in which every field is another than its default."""
    return replace(
        CHOICES,
        programmes=(replace(ALLOWANCE, places=30, places_by_area=((district, 4),)), CHOICES.programmes[0]),
        most_per_household=2,
        objective="severity",
        aversion=2.0,
        assumed="low",
        purses=(PurseLimit("local_government", 90_000.0, (ALLOWANCE.programme_id,)),),
        areas=(AreaSpending(district, 0.0, 80_000.0),),
        neediest_share=0.2,
        neediest_covered=0.1,
        must_not=(somebody,),
        seed=7,
    )


def figures_of(services: Services, somebody: Viewer, scenario: Scenario) -> tuple[ScenarioFigure, ...]:
    """The figures that the choices of a saved what-if give whoever opens it."""
    query = ScenarioQuery(scenario.round_id, scenario.area_code, scenario.choices)
    planned = plan_of(services, somebody, query)
    return figures_kept(planned.figures, planned.spent_baht)


def test_a_saved_what_if_reopens_to_the_same_figures(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole, name="  Budget 2570  ")
    reopened = open_scenario(own, governor, scenario.id)
    assert reopened == scenario
    assert (reopened.name, reopened.choices, reopened.created_by) == ("Budget 2570", CHOICES, governor.username)
    assert figures_of(own, governor, reopened) == scenario.figures
    spent = next(one for one in scenario.figures if one.id == "spent")
    assert 0 < (spent.after or 0) <= CHOICES.budget_baht
    assert moved_since(own, scenario.catalog_version, scenario.data_version) == ()


def test_everything_that_was_chosen_comes_back(own: Services, governor: Viewer, whole: str, district: str, households):
    choices = everything(district, households["house_code"].iloc[0])
    defaults = ScenarioChoices(CHOICES.budget_baht, (), ())
    same = [n for n, value in vars(choices).items() if value == vars(defaults)[n]]
    assert same == ["budget_baht", "method", "must_serve"], "nothing is proven of a field that has its default"
    scenario = saved(own, governor, whole, choices)
    assert open_scenario(own, governor, scenario.id).choices == choices
    assert figures_of(own, governor, scenario) == scenario.figures


def test_another_account_of_the_same_area_finds_the_same_figures(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    for role in (Role.DATA_STEWARD, Role.ADMINISTRATOR):
        other = viewer(role, whole)
        assert figures_of(own, other, open_scenario(own, other, scenario.id)) == scenario.figures


def test_an_officer_opens_what_ifs_of_the_own_district_and_no_other(
    own: Services, governor: Viewer, officer: Viewer, whole: str, district: str
):
    of_whole, of_district = saved(own, governor, whole), saved(own, governor, district)
    with pytest.raises(NotFound) as refused:
        open_scenario(own, officer, of_whole.id)
    with pytest.raises(NotFound) as unknown:
        open_scenario(own, officer, "' OR 1=1 --")
    assert (refused.value.code, refused.value.params) == (unknown.value.code, unknown.value.params)
    assert figures_of(own, officer, open_scenario(own, officer, of_district.id)) == of_district.figures
    assert [one.scenario for one in list_scenarios(own, officer, NEW)] == [of_district]


def test_an_officer_cannot_save_a_what_if_of_an_area_seen_only_in_part(own: Services, officer: Viewer, whole: str):
    before = rows_of(own)["scenario"]
    with pytest.raises(NotAllowed):
        saved(own, officer, whole)
    with pytest.raises(NotFound):
        saved(own, officer, "nonsense")
    assert rows_of(own)["scenario"] == before == []


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1)])
def test_a_name_is_asked_for(own: Services, governor: Viewer, whole: str, name: str):
    with pytest.raises(BadInput, match="scenario_name"):
        saved(own, governor, whole, name=name)
    assert list_scenarios(own, governor) == []


def test_saved_what_ifs_are_listed_the_newest_first_by_round(own: Services, governor: Viewer, whole: str):
    new = [saved(own, governor, whole, SMALLER, name) for name in ("one", "two")]
    old = saved(own, governor, whole, SMALLER, "old", OLD)
    assert [one.scenario for one in list_scenarios(own, governor, NEW)] == new[::-1]
    assert [one.scenario for one in list_scenarios(own, governor)] == [old, *new[::-1]]
    assert {one.decision for one in list_scenarios(own, governor)} == {None}
    assert list_scenarios(own, viewer(Role.ADMINISTRATOR)) == []
    assert last_audit(own, "save_scenario")["subject"] == old.id


def test_a_save_that_fails_midway_leaves_nothing(
    own: Services, governor: Viewer, whole: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(room, "write_audit", fail)
    with pytest.raises(RuntimeError):
        saved(own, governor, whole)
    assert rows_of(own)["scenario"] == []
    with own.database.reading() as connection:
        assert not read_audit(connection, "save_scenario")


def test_nobody_changes_or_deletes_a_saved_what_if(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    for change in ("UPDATE scenario SET name = 'x'", "DELETE FROM scenario"):
        with pytest.raises(DBAPIError), own.database.writing() as connection:
            connection.execute(text(change))
    assert open_scenario(own, governor, scenario.id) == scenario
    offered = {name for name in vars(stored) if not name.startswith("_") and callable(getattr(stored, name))}
    assert {"write_scenario", "find_scenario", "list_scenarios"} <= offered
    assert not [name for name in offered if "delete" in name or "update" in name]


def test_it_is_told_what_has_moved_since(own: Services, governor: Viewer, whole: str):
    scenario = saved(own, governor, whole)
    assert moved_since(own, "another", scenario.data_version) == ("catalog_moved",)
    assert moved_since(own, scenario.catalog_version, scenario.data_version - 1) == ("data_moved",)
    assert moved_since(own, "another", 99) == ("data_moved", "catalog_moved")


def test_figures_that_come_out_differently_are_named():
    saved_figures = (ScenarioFigure("gap", "score", 3.0, 2.5), ScenarioFigure("served", "households", None, None))
    assert differing(saved_figures, saved_figures) == ()
    assert differing(saved_figures, (replace(saved_figures[0], after=2.5 + 1e-12), saved_figures[1])) == ()
    assert differing(saved_figures, (replace(saved_figures[0], after=2.6), saved_figures[1])) == ("gap",)
    assert differing(saved_figures, saved_figures[:1]) == ("served",)
    assert differing(saved_figures, (saved_figures[0], replace(saved_figures[1], after=0.0))) == ("served",)


def test_a_plan_that_is_impossible_is_not_saved(own: Services, governor: Viewer, whole: str):
    with pytest.raises(BadInput):
        save_scenario(own, governor, ScenarioQuery(NEW, whole, replace(CHOICES, programmes=())), "none")
    assert list_scenarios(own, governor) == []


def test_house_codes_on_the_lists_are_for_who_may_look_at_households(
    own: Services, governor: Viewer, whole: str, households
):
    somebody = str(households["house_code"].iloc[0])
    scenario = saved(own, governor, whole, replace(CHOICES, must_not=(somebody,)))
    planner = viewer(Role.GOVERNOR_GROUP, whole)
    object.__setattr__(planner, "permissions", planner.permissions - {Permission.VIEW_HOUSEHOLDS})
    for who, codes in ((governor, (somebody,)), (planner, ("#1",))):
        opened = open_scenario(own, who, scenario.id)
        assert opened.choices.must_not == codes
        assert [one.scenario.choices.must_not for one in list_scenarios(own, who, NEW)] == [codes]
    other = saved(own, governor, whole, SMALLER)
    compared = compare_scenarios(own, planner, CompareQuery((scenario.id, other.id), other.id))
    assert somebody not in repr(compared)
    assert compared.scenarios[0].figures == scenario.figures
