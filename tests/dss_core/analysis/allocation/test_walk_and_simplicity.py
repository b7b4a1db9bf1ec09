"""Rank and cut on the problem of the best plan, and what its simplicity costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dss_core.analysis.allocation.problem import LimitKind, Overlap, Problem
from dss_core.analysis.allocation.simplicity import price_of_simplicity
from dss_core.analysis.allocation.solution import broken_rules
from dss_core.analysis.allocation.solve import solve
from dss_core.analysis.allocation.walk import walk
from tests.dss_core.analysis.allocation.problems import places, problem_of, problems, province, purse


def served(serves: np.ndarray) -> list[tuple[int, int]]:
    """(household, programme)"""
    return [(int(h), int(p)) for h, p in zip(*np.nonzero(serves.T), strict=True)]


def test_the_walk_goes_by_need_and_ends_at_the_first_case_that_is_too_dear():
    problem = problem_of([[1, 1, 1]], [[5, 9, 2]], 8)
    assert served(walk(problem, np.array([0, 1, 2]))) == [(0, 0)]
    assert served(walk(problem, np.array([2, 0, 1]))) == [(0, 0), (2, 0)]


def test_a_purse_or_place_that_is_used_up_is_passed_over():
    problem = problem_of([[1, 1, 1], [1, 1, 1]], [[5, 5, 5], [1, 1, 1]], 100, purse(5, 0), places(1, 1))
    assert served(walk(problem, np.array([0, 1, 2]))) == [(0, 0), (1, 1)]


def test_exclusions_and_packages_hold():
    banned = (Overlap(0, 1, np.array([np.inf, 0.0])),)
    problem = problem_of([[1, 1], [1, 1]], [[1, 1], [1, 1]], 9, most=2, overlaps=banned)
    assert served(walk(problem, np.arange(2))) == [(0, 0), (1, 0), (1, 1)]
    needing = problem_of([[1, 1], [1, 1]], [[1, 1], [1, 1]], 9, most=1, requires=((0, 1),))
    assert served(walk(needing, np.arange(2))) == [(0, 1), (1, 1)]


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms())
def test_the_walk_keeps_every_limit(problem: Problem, random: object):
    serves = walk(problem, np.arange(problem.household_count))
    assert not (serves & ~problem.allowed).any()
    assert not set(broken_rules(problem, serves)) - {"allowed"}


def test_the_walk_spends_on_whoever_is_eligible_though_it_brings_them_nothing():
    problem = problem_of([[0, 5]], [[4, 4]], 4)
    assert served(walk(problem, np.arange(2))) == [(0, 0)]
    found = price_of_simplicity(problem, solve(problem), np.arange(2))
    assert (found.reached, found.spent, found.wasted, found.lost_share) == (0, 400, 400, 1)


def test_the_price_of_simplicity_in_baht_by_hand():
    problem = problem_of([[10, 7, 7]], [[10, 6, 6]], 12)
    found = price_of_simplicity(problem, solve(problem), np.array([0, 1, 2]))
    assert (found.reached, found.spent) == (10, 1000)
    assert found.lost_share == pytest.approx(4 / 14)
    assert 0 <= found.wasted <= found.wasted_at_most


def test_a_walk_that_wastes_much_is_told_in_baht():
    problem = province(500, 3)
    plain = Problem(
        problem.benefits,
        problem.satang,
        problem.allowed,
        tuple(one for one in problem.limits if one.kind is not LimitKind.AREA_SPENDING),
        problem.most,
        problem.areas,
    )
    best = solve(plain, patience=0.2)
    found = price_of_simplicity(plain, best, np.argsort(-plain.benefits.max(axis=0)), patience=0.2)
    assert found.lost_share > 0.05
    assert 0.05 * found.spent < found.wasted <= found.wasted_at_most <= found.spent


def test_a_rule_that_reaches_nothing_wastes_all_it_spends():
    problem = problem_of([[1, 1]], [[5, 5]], 4)
    found = price_of_simplicity(problem, solve(problem), np.arange(2))
    assert (found.reached, found.wasted, found.lost_share) == (0, 0, 0)
