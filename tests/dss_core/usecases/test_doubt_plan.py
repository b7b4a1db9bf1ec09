"""Effects that are drawn give a range around the plan; a plan regrets nothing where its own assumption holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.access.viewer import Viewer
from dss_core.catalog.programmes import Range
from dss_core.errors import BadInput
from dss_core.model.scenarios import EffectChoice, ProgrammeChoice
from dss_core.usecases.build_scenario import ScenarioQuery
from dss_core.usecases.doubt_plan import ENDS, DoubtQuery, doubt_plan, triangle
from dss_core.usecases.services import Services
from tests.dss_core.usecases.small_province import NEW
from tests.dss_core.usecases.test_build_scenario import CHOICES


@pytest.fixture(scope="module")
def query(whole: str) -> ScenarioQuery:
    return ScenarioQuery(NEW, whole, CHOICES)


def test_draws_lie_around_the_plan_and_a_seed_gives_the_same(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    found = doubt_plan(province, governor, DoubtQuery(query, 60))
    again = doubt_plan(province, governor, DoubtQuery(query, 60))
    other = doubt_plan(province, governor, DoubtQuery(replace(query, choices=replace(CHOICES, seed=7)), 60))
    assert found.low <= found.middle <= found.high
    assert found.reached.min() > 0
    assert np.array_equal(found.reached, again.reached)
    assert not np.array_equal(found.reached, other.reached)


def test_without_a_range_nothing_is_in_doubt(province: Services, governor: Viewer, query: ScenarioQuery):
    sure = tuple(EffectChoice(name, 1.0, 1.0, 1.0) for name in ("p2", "p3"))
    choices = replace(CHOICES, programmes=(ProgrammeChoice("house_repair_elderly", 40_000.0, effects=sure),))
    found = doubt_plan(province, governor, DoubtQuery(replace(query, choices=choices), 5))
    assert found.reached == pytest.approx(np.full(5, found.planned))
    assert found.robust_worst == pytest.approx(0, abs=1e-6)


def test_a_plan_regrets_nothing_where_its_own_assumption_comes_true(
    province: Services, governor: Viewer, query: ScenarioQuery
):
    found = doubt_plan(province, governor, DoubtQuery(query, 1))
    table = found.regret.set_index(["plan", "comes_true"])["regret"]
    assert all(table[end, end] == pytest.approx(0, abs=1e-3) for end in ENDS)
    worst = {plan: table[plan].max() for plan in (*ENDS, "robust")}
    assert worst["robust"] == pytest.approx(found.robust_worst)
    assert worst["robust"] <= min(worst[end] for end in ENDS) + 1e-9
    assert found.robust_at_least <= found.robust_worst + 1e-9


@pytest.mark.parametrize("draws", [0, 2001])
def test_no_draws_or_too_many_are_refused(draws: int, province: Services, governor: Viewer, query: ScenarioQuery):
    with pytest.raises(BadInput) as refused:
        doubt_plan(province, governor, DoubtQuery(query, draws))
    assert refused.value.code == "scenario_bad_draws"


@given(st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted), st.floats(0, 1))
def test_a_triangle_stays_within_its_range(ends: list[float], level: float):
    span = Range(low=ends[0], likely=ends[1], high=ends[2])
    assert span.low - 1e-6 <= triangle(span, level) <= span.high + 1e-6
