"""The proven optimum: against trying every plan, and where a quick answer is a wrong one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dss_core.analysis.allocation.exact import solve_exactly
from dss_core.analysis.allocation.one_purse import only_purse, solve_by_table
from dss_core.analysis.allocation.problem import Limit, LimitKind, Overlap, Problem, checked
from dss_core.analysis.allocation.solution import Method, Solution, broken_rules, solved
from dss_core.errors import BadInput
from tests.dss_core.analysis.allocation.problems import best_by_trying, places, problem_of, problems, purse

SECONDS = 20.0


def solve(problem: Problem) -> Solution:
    return solve_exactly(checked(problem), SECONDS)


def served(solution: Solution) -> list[tuple[int, int]]:
    """(household, programme)"""
    return [(int(h), int(p)) for h, p in zip(*np.nonzero(solution.serves.T), strict=True)]


def test_one_dear_case_gives_way_to_two_cheap_ones():
    solution = solve(problem_of([[10, 7, 7]], [[10, 6, 6]], 12))
    assert served(solution) == [(1, 0), (2, 0)]
    assert (solution.objective, solution.bound, solution.gap, solution.spent) == (14.0, 14.0, 0.0, 1200)
    assert solution.method is Method.EXACT


def test_a_household_gets_at_most_what_it_may_have():
    both = [[5, 5], [4, 4]]
    assert solve(problem_of(both, [[1, 1], [1, 1]], 9)).objective == 10
    assert solve(problem_of(both, [[1, 1], [1, 1]], 9, most=2)).objective == 18


def test_purses_and_places_are_kept():
    solution = solve(problem_of([[9, 8, 7], [1, 1, 1]], [[5, 5, 5], [1, 1, 1]], 100, purse(10, 0), places(1, 0)))
    assert served(solution) == [(0, 0), (1, 0)]
    assert solution.uses == (1000, 1000, 0)


def test_households_that_are_alike_are_served_in_their_order():
    solution = solve(problem_of([[3, 3, 3, 3]], [[1, 1, 1, 1]], 2))
    assert served(solution) == [(0, 0), (1, 0)]


def test_no_money_and_nothing_affordable_serve_nobody():
    assert served(solve(problem_of([[3, 3]], [[1, 1]], 0))) == []
    assert solve(problem_of([[3, 3]], [[7, 8]], 5)).bound == 0


def test_what_costs_nothing_is_served_without_money():
    assert served(solve(problem_of([[3, 2]], [[0, 1]], 0))) == [(0, 0)]


def test_overlaps_are_not_added_twice():
    overlap = Overlap(0, 1, np.array([4.0, 0.0]))
    solution = solve(problem_of([[5, 5], [5, 5]], [[2, 2], [2, 2]], 6, most=2, overlaps=(overlap,)))
    assert solution.objective == 15
    assert served(solution) in ([(0, 0), (1, 0), (1, 1)], [(0, 1), (1, 0), (1, 1)])


def test_floors_and_lists_that_no_plan_keeps_are_told():
    floor = Limit(LimitKind.AREA_SPENDING, at_least=900, area=0)
    with pytest.raises(BadInput, match="allocation_impossible"):
        solve(problem_of([[5, 5]], [[2, 2]], 6, floor, areas=np.array([0, 1])))
    with pytest.raises(BadInput, match="allocation_impossible"):
        solve(problem_of([[5, 5]], [[2, 9]], 6, must=np.array([False, True])))


def test_a_search_that_ends_early_never_says_that_it_is_proven():
    rng = np.random.default_rng(1)
    weights = rng.integers(1000, 9000, (20, 300))
    problem = problem_of(
        weights + rng.integers(0, 3, weights.shape), weights, float(weights.mean() * 100), places(0, 3)
    )
    solution = solve_exactly(problem, 0.05)
    assert solution.method is Method.EXACT_UNFINISHED
    assert solution.bound >= solution.objective and 0 <= solution.gap <= 1


def test_a_plan_that_breaks_a_rule_does_not_leave_the_room():
    problem = problem_of([[5, 5]], [[2, 9]], 6)
    with pytest.raises(ValueError, match="budget"):
        solved(problem, np.ones((1, 2), dtype=bool), 10.0, Method.EXACT)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"most": 0}, "allocation_bad_most"),
        ({"most": 3, "overlaps": (Overlap(0, 0, np.ones(2)),)}, "allocation_overlap_most"),
    ],
)
def test_choices_that_cannot_be_are_told(more: dict[str, object], code: str):
    with pytest.raises(BadInput, match=code):
        solve(problem_of([[5, 5]], [[2, 9]], 6, **more))


def test_costs_and_limits_that_cannot_be_are_told():
    with pytest.raises(BadInput, match="allocation_negative_cost"):
        solve(problem_of([[5, 5]], [[2, -1]], 6))
    with pytest.raises(BadInput, match="allocation_too_large"):
        solve(problem_of([[5, 5]], [[4e16, 4e16]], 6))
    with pytest.raises(BadInput, match="allocation_bad_limits"):
        solve(problem_of([[5, 5]], [[2, 1]], 6, Limit(LimitKind.AREA_SPENDING, at_least=9, at_most=4, area=0)))


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_plan_is_better(problem: Problem):
    solution = solve(problem)
    assert not list(broken_rules(problem, solution.serves))
    assert solution.method is Method.EXACT
    assert solution.objective == pytest.approx(best_by_trying(problem))


@settings(max_examples=100, deadline=None)
@given(problems(has_floors=True, has_pair_rules=True))
def test_no_plan_is_better_with_floors_lists_overlaps_and_packages(problem: Problem):
    best = best_by_trying(problem)
    if best is None:
        with pytest.raises(BadInput, match="allocation_impossible"):
            solve(problem)
    else:
        solution = solve(problem)
        assert not list(broken_rules(problem, solution.serves))
        assert solution.objective == pytest.approx(best)


@settings(max_examples=50, deadline=None)
@given(problems(), st.integers(0, 5))
def test_more_money_never_buys_less(problem: Problem, more: int):
    budget = problem.limits[0]
    richer = Limit(LimitKind.BUDGET, at_most=(budget.at_most or 0) + 100 * more)
    wide = Problem(
        problem.benefits, problem.satang, problem.allowed, (richer, *problem.limits[1:]), problem.most, problem.areas
    )
    assert solve(wide).objective >= solve(problem).objective


@settings(max_examples=60, deadline=None)
@given(problems())
def test_counting_money_through_gives_the_same_as_the_search(problem: Problem):
    alone = Problem(problem.benefits, problem.satang, problem.allowed, problem.limits[:1], 1)
    money = only_purse(alone)
    assert money == problem.limits[0].at_most
    assert money is not None
    found = solved(alone, solve_by_table(alone, money), 0.0, Method.EXACT)
    assert found.objective == pytest.approx(best_by_trying(alone))


def test_limits_that_cannot_bind_do_not_hide_that_only_money_counts():
    assert only_purse(problem_of([[1, 1]], [[2, 2]], 3, places(0, 2))) == 300
    assert only_purse(problem_of([[1, 1]], [[2, 2]], 3, places(0, 1))) is None
    assert only_purse(problem_of([[1, 1]], [[2, 2]], 3, purse(2, 0))) == 200
    assert only_purse(problem_of([[1, 1], [1, 1]], [[2, 2], [1, 1]], 9, purse(4, 0))) == 900
    assert only_purse(problem_of([[1, 1], [1, 1]], [[2, 2], [1, 1]], 9, purse(3, 0))) is None


def test_a_budget_beyond_every_need_takes_no_more_work_than_the_needs():
    """A table of every satang of a thousand million baht would not fit into any memory."""
    for count in (0, 2):
        problem = problem_of([[5.0] * count], [[1] * count], 10**9)
        assert solve(problem).serves.sum() == count
