"""Ties: households that no rule tells apart are served in their order, and nothing else changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dss_core.analysis.allocation.problem import Problem
from dss_core.analysis.allocation.solution import broken_rules, objective_of
from dss_core.analysis.allocation.ties import alike, in_order
from tests.dss_core.analysis.allocation.problems import every_plan, problem_of, problems


def test_households_are_alike_when_everything_is():
    problem = problem_of([[1, 1, 1, 2]], [[3, 3, 4, 3]], 9, areas=np.array([0, 0, 0, 0]))
    group = alike(problem)
    assert group[0] == group[1] and len(set(group.tolist())) == 3
    apart = problem_of([[1, 1]], [[3, 3]], 9, areas=np.array([0, 1]))
    assert len(set(alike(apart).tolist())) == 2


def test_what_cannot_be_served_does_not_tell_apart():
    problem = problem_of([[1, 1], [5, 7]], [[3, 3], [1, 2]], 9, allowed=[[1, 1], [0, 0]])
    assert len(set(alike(problem).tolist())) == 1


def test_the_earlier_household_gets_more():
    problem = problem_of([[1, 1, 1], [1, 1, 1]], [[1, 1, 1]] * 2, 9, most=2)
    serves = np.array([[False, False, True], [False, True, True]])
    assert in_order(problem, serves).tolist() == [[True, False, False], [True, True, False]]


@settings(max_examples=50, deadline=None)
@given(problems(has_floors=True, has_pair_rules=True), st.integers(0, 10**6))
def test_order_changes_neither_worth_nor_what_is_kept(problem: Problem, pick: int):
    plans = [plan for _, plan in zip(range(30), every_plan(problem), strict=False)]
    if plans:
        plan = plans[pick % len(plans)]
        ordered = in_order(problem, plan)
        assert not list(broken_rules(problem, ordered))
        assert objective_of(problem, ordered) == pytest.approx(objective_of(problem, plan))
