"""The curve rises, bounds what plans reach, and tells what each limit is worth."""

from dataclasses import replace

import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.model.scenarios import ProgrammeChoice, PurseLimit
from dss_core.usecases.build_scenario import ScenarioQuery, plan_of
from dss_core.usecases.services import Services
from dss_core.usecases.trace_budget import POINTS, trace_budget
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES, RELIEF


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    purse = PurseLimit("cash", 60_000.0, (RELIEF.programme_id,))
    return ScenarioQuery(NEW, whole, replace(CHOICES, purses=(purse,)))


def test_the_curve_rises_and_lies_over_every_plan(province: Services, governor: Viewer, query: ScenarioQuery):
    found = trace_budget(province, governor, query)
    points = found.points.dropna()
    assert len(found.points) >= POINTS
    assert points["reached"].is_monotonic_increasing and points["budget_baht"].is_monotonic_increasing
    assert (points["bound"] >= points["reached"] - 1e-9).all()
    for budget in points["budget_baht"].iloc[[10, 30]]:
        asked = replace(query, choices=replace(query.choices, budget_baht=float(budget)))
        bound = points.loc[points["budget_baht"] == budget, "bound"].item()
        assert plan_of(province, governor, asked).objective <= bound + 1e-9


def test_programmes_share_out_what_a_budget_spends(province: Services, governor: Viewer, query: ScenarioQuery):
    found = trace_budget(province, governor, query)
    spent = found.programmes.groupby("budget_baht")["spent_baht"].sum()
    assert (spent <= spent.index + 1).all()


def test_a_limit_that_is_used_up_has_a_worth_and_one_with_room_has_none(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    found = trace_budget(province, governor, query)
    kinds = {one.kind: one for one in found.limits}
    assert "purse" in kinds and kinds["purse"].worth > 0
    assert all(one.used <= one.limit for one in found.limits if not one.is_floor)
    assert all(one.as_baht == pytest.approx(100_000) for one in found.limits if one.kind == "budget")
    rich = replace(query, choices=replace(query.choices, budget_baht=1e9, purses=()))
    assert "budget" not in {one.kind for one in trace_budget(province, governor, rich).limits}


def test_where_nothing_can_be_proven_no_curve_is_drawn(province: Services, governor: Viewer, query: ScenarioQuery):
    apart = (ProgrammeChoice("relief_disabled", 9_000.0), RELIEF)  # they exclude each other
    asked = replace(query, choices=replace(query.choices, most_per_household=3, purses=(), programmes=apart))
    with pytest.raises(BadInput) as refused:
        trace_budget(province, governor, asked)
    assert refused.value.code == "scenario_no_curve"
