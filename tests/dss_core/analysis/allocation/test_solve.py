"""Which method a problem is given to, and what it says of itself."""

from dataclasses import replace

import numpy as np
import pytest

from dss_core.analysis.allocation.problem import Limit, LimitKind, Overlap
from dss_core.analysis.allocation.solution import Method, broken_rules
from dss_core.analysis.allocation.solve import SMALL_PAIRS, solve
from dss_core.errors import BadInput
from tests.dss_core.analysis.allocation.problems import problem_of, province


def test_a_small_problem_is_proven():
    solution = solve(problem_of([[10, 7, 7]], [[10, 6, 6]], 12))
    assert solution.method is Method.EXACT and solution.gap == 0


def test_a_large_problem_is_priced():
    problem = province(2000, 1)
    assert problem.possible().sum() > SMALL_PAIRS
    solution = solve(problem)
    assert solution.method is Method.PRICING and 0 < solution.gap < 0.001 and solution.prices is not None


def test_where_the_proof_does_not_end_the_better_plan_and_the_lower_bound_are_kept():
    problem = province(400, 6)
    solution = solve(problem, patience=0.05)
    assert solution.method is not Method.EXACT
    assert solution.bound >= solution.objective and solution.gap < 0.01
    assert not list(broken_rules(problem, solution.serves))


def test_when_exactness_is_asked_for_the_gap_reached_is_told():
    solution = solve(province(400, 6), is_exact=True, seconds=0.05)
    assert solution.method is Method.EXACT_UNFINISHED
    assert solution.gap > 0


def test_packages_of_three_go_to_the_search():
    everybody = np.full(2, np.inf)
    problem = problem_of(
        [[3, 3], [2, 2], [1, 1]], [[1, 1]] * 3, 9, most=3, overlaps=(Overlap(0, 1, everybody),), requires=((2, 1),)
    )
    solution = solve(problem)
    assert solution.method is Method.EXACT and solution.objective == 6
    assert not (solution.serves[0] & solution.serves[1]).any()


def test_floors_that_cannot_be_reached_are_told_whatever_the_size():
    problem = province(2000, 1)
    floor = Limit(LimitKind.AREA_SPENDING, at_least=10**15, area=0)
    with pytest.raises(BadInput, match=r"allocation_impossible|allocation_no_plan"):
        solve(replace(problem, limits=(*problem.limits, floor)), seconds=5)
