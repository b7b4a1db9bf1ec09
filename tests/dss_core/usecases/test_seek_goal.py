"""The least cost of a target: what it costs is enough, and less than its lower end is not."""

from dataclasses import replace

import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.seek_goal import GoalQuery, seek_goal
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, CHOICES)


def test_the_cost_of_a_goal_buys_it_and_its_lower_end_does_not(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    found = seek_goal(province, governor, GoalQuery(query, 0.005))
    assert found.target == pytest.approx(0.005 * found.loss)
    assert found.cost_baht is not None and found.at_least_baht <= found.cost_baht
    assert found.reached >= found.target
    enough = replace(query, choices=replace(query.choices, budget_baht=found.cost_baht))
    assert plan_of(province, governor, enough).bound >= found.target - 1e-9
    short = replace(query, choices=replace(query.choices, budget_baht=max(found.at_least_baht - 1, 0)))
    assert plan_of(province, governor, short).objective < found.target


def test_a_district_has_a_goal_of_its_own(province: Services, governor: Viewer, query: ScenarioQuery, district: str):
    here = seek_goal(province, governor, GoalQuery(query, 0.005, district))
    assert 0 < here.loss < seek_goal(province, governor, GoalQuery(query, 0.005)).loss
    assert here.cost_baht is None or here.reached >= here.target


def test_a_goal_that_no_money_reaches_is_told_with_what_can_be(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    found = seek_goal(province, governor, GoalQuery(query, 1.0))
    assert found.cost_baht is None
    assert 0 < found.reached < found.target


@pytest.mark.parametrize(("share", "district", "code"), [
    (0.0, "", "scenario_bad_goal"), (1.5, "", "scenario_bad_goal"), (float("nan"), "", "scenario_bad_goal"),
    (0.1, "9999", "allocation_unknown_area"),
])  # fmt: skip
def test_a_goal_that_is_none_is_refused(
    share: float, district: str, code: str, province: Services, governor: Viewer, query: ScenarioQuery
):
    with pytest.raises(BadInput) as refused:
        seek_goal(province, governor, GoalQuery(query, share, district))
    assert refused.value.code == code
