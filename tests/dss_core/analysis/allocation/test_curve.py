"""The budget curve: against single plans, and what more money must do."""

from dataclasses import replace

import numpy as np
import pytest

from dss_core.analysis.allocation.curve import budget_curve, in_area, least_cost, with_budget, worth_of_more
from dss_core.analysis.allocation.problem import LimitKind, Problem
from dss_core.analysis.allocation.solution import broken_rules
from dss_core.analysis.allocation.solve import solve
from dss_core.errors import BadInput
from tests.dss_core.analysis.allocation.problems import problem_of, province


def without_floors(problem: Problem) -> Problem:
    return replace(problem, limits=tuple(one for one in problem.limits if one.kind is not LimitKind.AREA_SPENDING))


@pytest.fixture(scope="module")
def problem() -> Problem:
    return without_floors(province(1200, 5))


def test_each_point_agrees_with_the_plan_for_its_budget(problem: Problem):
    whole = problem.limits[0].at_most or 0
    budgets = [whole // 4, whole // 2, whole, 2 * whole]
    for point in budget_curve(problem, budgets):
        plan = solve(with_budget(problem, point.budget), patience=0.2)
        assert point.reached is not None
        assert plan.objective <= point.bound * (1 + 1e-9)
        assert plan.bound >= point.reached * (1 - 1e-9)
        assert point.bound - point.reached <= 0.005 * point.bound
        assert point.costs.sum() <= point.budget * (1 + 1e-6)


def test_more_money_reaches_more_and_each_baht_less(problem: Problem):
    whole = problem.limits[0].at_most or 0
    points = budget_curve(problem, [whole * step // 10 for step in range(0, 21)])
    reached, bound = [point.reached for point in points], [point.bound for point in points]
    assert None not in reached and reached[0] == 0
    assert reached == sorted(reached, key=lambda one: one or 0) and bound == sorted(bound)
    prices = [point.prices[0] for point in points]
    assert prices[1] > prices[10] > prices[20] * 0.99


def test_points_come_back_in_the_order_they_were_asked_for(problem: Problem):
    assert [point.budget for point in budget_curve(problem, [900_00, 100_00, 900_00])] == [900_00, 100_00, 900_00]


def test_a_budget_below_the_floors_has_no_plan():
    problem = province(400, 1)
    floors = sum(limit.at_least for limit in problem.limits)
    low, high = budget_curve(problem, [floors // 2, problem.limits[0].at_most or 0])
    assert low.reached is None and high.reached is not None


def test_the_worth_of_the_next_baht_is_about_its_price(problem: Problem):
    budget = problem.limits[0].at_most or 0
    price = budget_curve(problem, [budget])[0].prices[0]
    assert worth_of_more(problem, budget // 10) == pytest.approx(price * budget / 10, rel=0.35)


def test_the_least_cost_of_a_target_reaches_it_and_is_near_what_is_proven(problem: Problem):
    part = in_area(problem, 2)
    most = solve(part, patience=0.2).objective
    goal = least_cost(part, most / 2)
    assert goal.solution.objective >= most / 2
    assert not list(broken_rules(part, goal.solution.serves))
    assert goal.at_least <= goal.cost <= goal.at_least * 1.05 + 10**6


def test_a_target_out_of_reach_and_a_problem_without_budget_are_told():
    problem = problem_of([[1.0, 2.0]], [[1, 1]], 1)
    with pytest.raises(BadInput, match="allocation_goal_unreachable"):
        least_cost(problem, 9.0)
    with pytest.raises(BadInput, match="allocation_no_budget"):
        budget_curve(replace(problem, limits=()), [1])


def test_a_part_of_a_problem_is_one_area_with_its_limits():
    problem = province(300, 0)
    part = in_area(problem, 3)
    assert part.household_count == int((problem.areas == 3).sum()) and set(np.unique(part.areas)) == {3}
    assert {limit.area for limit in part.limits} == {None, 3}
