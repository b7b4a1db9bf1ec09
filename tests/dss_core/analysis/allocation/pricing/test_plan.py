"""Pricing: a plan that keeps every rule, and a bound that no plan exceeds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dss_core.analysis.allocation.exact import solve_exactly
from dss_core.analysis.allocation.pricing.plan import can_price, solve_by_pricing
from dss_core.analysis.allocation.problem import Limit, LimitKind, Overlap, Problem
from dss_core.analysis.allocation.solution import Method, broken_rules, objective_of
from tests.dss_core.analysis.allocation.problems import best_by_trying, problem_of, problems, province


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_bound_holds_and_the_plan_keeps_every_rule(problem: Problem):
    best = best_by_trying(problem)
    solution = solve_by_pricing(problem)
    assert solution is not None and best is not None
    assert not list(broken_rules(problem, solution.serves))
    assert solution.objective <= best + 1e-9
    assert solution.bound >= best - 1e-9


@settings(max_examples=150, deadline=None)
@given(problems(has_floors=True, has_pair_rules=True))
def test_the_bound_holds_with_floors_lists_overlaps_and_packages(problem: Problem):
    best = best_by_trying(problem)
    solution = solve_by_pricing(problem)
    if solution is not None:
        assert best is not None
        assert not list(broken_rules(problem, solution.serves))
        assert solution.objective <= best + 1e-9
        assert solution.bound >= best - 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_a_district_with_floors_is_planned_within_a_thousandth(seed: int):
    problem = province(1500, seed)
    solution = solve_by_pricing(problem)
    assert solution is not None and solution.method is Method.PRICING
    assert solution.gap <= 0.001
    assert solution.objective == pytest.approx(objective_of(problem, solution.serves))


def test_the_bound_is_close_to_the_proven_optimum():
    problem = province(200, 3, most=1)
    priced, proven = solve_by_pricing(problem), solve_exactly(problem, 20.0)
    assert priced is not None
    assert priced.objective <= proven.bound and proven.objective <= priced.bound
    assert priced.bound <= proven.bound * 1.01


def test_the_same_problem_gives_the_same_plan():
    first, second = (solve_by_pricing(province(800, 1)) for _ in range(2))
    assert first is not None and second is not None
    assert np.array_equal(first.serves, second.serves) and first.bound == second.bound


def test_overlaps_make_a_plan_smaller_and_are_not_added_twice():
    problem = province(800, 2)
    rng = np.random.default_rng(5)
    lost = tuple(
        Overlap(one, one + 1, rng.uniform(0, 0.8) * np.minimum(problem.benefits[one], problem.benefits[one + 1]))
        for one in range(0, 18)
    )
    overlapping = Problem(
        problem.benefits, problem.satang, problem.allowed, problem.limits, 2, problem.areas, overlaps=lost
    )
    plain, solution = solve_by_pricing(problem), solve_by_pricing(overlapping)
    assert plain is not None and solution is not None
    assert solution.gap <= 0.003
    assert objective_of(overlapping, plain.serves) <= solution.bound < plain.bound


def test_a_price_tells_what_one_more_unit_brings():
    problem = province(2000, 1)
    more = (problem.limits[0].at_most or 0) // 20
    budget = Limit(LimitKind.BUDGET, at_most=(problem.limits[0].at_most or 0) + more)
    wide = Problem(problem.benefits, problem.satang, problem.allowed, (budget, *problem.limits[1:]), 2, problem.areas)
    poorer, richer = solve_by_pricing(problem), solve_by_pricing(wide)
    assert poorer is not None and richer is not None and poorer.prices is not None and richer.prices is not None
    noise = 2e-4 * richer.bound
    gained = richer.bound - poorer.bound
    assert more * richer.prices[0] - noise <= gained <= more * poorer.prices[0] + noise


def test_floors_have_prices_below_zero_and_ends_above():
    problem = province(1500, 0)
    solution = solve_by_pricing(problem)
    assert solution is not None and solution.prices is not None
    noise = 1e-3 * solution.bound
    for limit, price, use in zip(problem.limits, solution.prices, solution.uses, strict=True):
        if use < (limit.at_most or 0) * 0.9:
            assert price * use <= noise
        if use > limit.at_least * 1.1 + 1:
            assert price * use >= -noise


def test_who_must_be_served_is_served_and_coverage_is_reached():
    plain = province(600, 4)
    must = np.zeros(600, dtype=np.bool_)
    must[np.nonzero(plain.possible().any(axis=0))[0][::40]] = True
    neediest = plain.benefits.max(axis=0) >= np.quantile(plain.benefits.max(axis=0), 0.9)
    coverage = Limit(LimitKind.COVERAGE, at_least=int(0.9 * (neediest & plain.possible().any(axis=0)).sum()))
    problem = Problem(
        plain.benefits,
        plain.satang,
        plain.allowed,
        (*plain.limits, coverage),
        plain.most,
        plain.areas,
        neediest,
        must,
    )
    solution = solve_by_pricing(problem)
    assert solution is not None
    served = solution.serves.any(axis=0)
    assert served[must].all() and served[neediest].sum() >= coverage.at_least
    assert solution.gap <= 0.005


def test_what_the_method_cannot_prove_is_left_to_the_search():
    assert can_price(province(50, 0))
    assert can_price(problem_of([[1.0]], [[1]], 1, most=2, requires=((0, 0),)))
    assert not can_price(problem_of([[1.0]], [[1]], 1, most=3, requires=((0, 0),)))
    assert not can_price(problem_of([[1.0]] * 251, [[1]] * 251, 1))


def test_a_floor_out_of_reach_gives_no_plan():
    floor = Limit(LimitKind.AREA_SPENDING, at_least=10**9, area=0)
    assert solve_by_pricing(problem_of([[1.0, 2.0]], [[1, 1]], 10**8, floor, areas=np.array([0, 1]))) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 50))
def test_money_is_never_exceeded_by_a_satang(seed: int):
    rng = np.random.default_rng(seed)
    satang = rng.integers(1, 10**7, (4, 120))
    budget = Limit(LimitKind.BUDGET, at_most=int(satang.sum() * 0.07))
    problem = Problem(rng.uniform(0, 1, satang.shape), satang, np.ones(satang.shape, dtype=np.bool_), (budget,), 2)
    solution = solve_by_pricing(problem)
    assert solution is not None and solution.spent <= (budget.at_most or 0)
    assert solution.gap < 0.05


def test_without_limits_everybody_gets_the_best():
    problem = Problem(np.array([[3.0, 1.0], [2.0, 4.0]]), np.zeros((2, 2), dtype=np.int64), np.ones((2, 2), bool), ())
    solution = solve_by_pricing(problem)
    assert solution is not None and solution.objective == 7 == pytest.approx(solution.bound)


def test_the_bound_is_that_of_the_linear_relaxation():
    problem = province(300, 2)
    solution = solve_by_pricing(problem)
    assert solution is not None
    programme, household = np.nonzero(problem.possible())
    rows, ends = [household == one for one in range(300)], [2.0] * 300
    for limit in problem.limits:
        programmes, households = problem.covers(limit)
        inside = np.zeros(problem.benefits.shape, dtype=np.bool_)
        for one in programmes:
            inside[one, households] = True
        use = problem.satang / 1e6 if limit.counts_satang else np.ones(problem.satang.shape)
        rows.append((use * inside)[programme, household])
        ends.append((limit.at_most or 0) / (1e6 if limit.counts_satang else 1))
        if limit.at_least:
            rows.append(-rows[-1])
            ends.append(-limit.at_least / 1e6)
    relaxed = linprog(-problem.benefits[programme, household], A_ub=np.array(rows), b_ub=ends, bounds=(0, 1))
    assert -relaxed.fun - 1e-6 <= solution.bound <= -relaxed.fun * 1.0002
