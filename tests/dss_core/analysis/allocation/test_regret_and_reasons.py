"""One plan for several assumptions, and the reason that a plan gives to each household."""

from dataclasses import replace

import numpy as np
import pytest

from dss_core.analysis.allocation.problem import Limit, LimitKind
from dss_core.analysis.allocation.reasons import reasons
from dss_core.analysis.allocation.regret import least_regret
from dss_core.analysis.allocation.solve import solve
from tests.dss_core.analysis.allocation.problems import every_plan, objective_of, problem_of, province


def test_the_least_regret_is_not_larger_than_that_of_any_plan_made_for_one_assumption():
    low = problem_of([[8, 1, 5]], [[1, 1, 1]], 1)
    high = problem_of([[1, 8, 5]], [[1, 1, 1]], 1)
    found = least_regret([low, high])
    assert found.solution.serves.tolist() == [[False, False, True]]
    assert found.regret.tolist() == [pytest.approx(3 / 8)] * 2
    assert found.regret_of_alone.max(axis=1).tolist() == [pytest.approx(7 / 8)] * 2
    trying = min(max(1 - objective_of(one, plan) / 8 for one in (low, high)) for plan in every_plan(low))
    assert found.at_least <= trying + 1e-9 and found.worst == pytest.approx(trying)


def test_assumptions_that_agree_leave_no_regret():
    problem = province(200, 1)
    found = least_regret([problem, replace(problem, benefits=problem.benefits * 2)], patience=0.3)
    assert found.worst < 0.005


def test_each_household_is_told_why():
    allowed = [[True, True, True, False, True]]
    problem = problem_of([[9, 8, 1, 5, 0]], [[1, 1, 1, 1, 1]], 2, allowed=allowed)
    undecided = np.array([[False, False, False, True, False]])
    found = reasons(problem, solve(problem), undecided)
    assert found.tolist() == ["served", "served", "priced_out", "undecided", "no_benefit"]
    assert reasons(problem, solve(problem)).tolist()[3] == "not_eligible"


def test_who_is_served_for_a_floor_is_told_so():
    problem = province(1500, 0)
    floors = tuple(
        Limit(one.kind, int((one.at_most or 0) * 0.9) if one.area == 2 else one.at_least, one.at_most, None, one.area)
        if one.kind is LimitKind.AREA_SPENDING
        else one
        for one in problem.limits
    )
    tight = replace(problem, limits=floors)
    solution = solve(tight, patience=0.1)
    found = reasons(tight, solution)
    assert problem.areas is not None
    for_floor = found == "served_for_a_floor"
    assert for_floor.sum() > 0 and np.bincount(problem.areas[for_floor]).argmax() == 2
    assert "served" in set(found)
