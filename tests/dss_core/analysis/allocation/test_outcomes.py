"""What a plan does, after the cut: by hand."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.allocation.outcomes import Lift, after, overlap_of, targeting
from dss_core.analysis.allocation.problem import Problem
from tests.dss_core.analysis.allocation.problems import problem_of

PROBLEM: Problem = problem_of([[1, 1, 1, 1], [1, 1, 1, 1]], [[10, 20, 30, 40], [5, 5, 5, 5]], 100)
SERVES = np.array([[True, True, False, False], [True, False, False, False]])
IDEAL = np.array([True, False, True, False])


def test_coverage_and_leakage_are_of_who_is_served():
    row = targeting(PROBLEM, SERVES, IDEAL).iloc[0]
    assert (row["households"], row["ideal"], row["served"], row["served_ideal"]) == (4, 2, 2, 1)
    assert (row["coverage"], row["under_coverage"], row["leakage"]) == (0.5, 0.5, 0.5)
    assert (row["spent_baht"], row["spent_per_household_baht"]) == (35, 17.5)
    assert row["coverage_low"] < 0.5 < row["coverage_high"]


def test_groups_add_up_and_a_share_of_nobody_is_missing():
    table = targeting(PROBLEM, SERVES, IDEAL, np.array([0, 0, 1, 2]))
    assert table["spent_baht"].tolist() == [35, 0, 0]
    assert table["coverage"].iloc[:2].tolist() == [1.0, 0.0] and np.isnan(table["coverage"].iloc[2])
    assert table["leakage"].iloc[0] == 0.5 and np.isnan(table["leakage"].iloc[1])


def test_lifts_are_summed_and_stop_at_the_line():
    frame = pd.DataFrame({"income": [10.0, 10.0, 10.0, 90.0], "debt": [5.0, np.nan, 5.0, 5.0]})
    lifts = [Lift(0, "income", 30.0, 50.0), Lift(1, "income", 30.0, 50.0), Lift(0, "debt", 9.0, 1.0, False)]
    found = after(frame, np.array([[True, True, False, True], [True, False, False, False]]), lifts)
    assert found["income"].tolist() == [50, 40, 10, 90]
    assert found["debt"].tolist()[0] == 1 and np.isnan(found["debt"].iloc[1]) and found["debt"].tolist()[2:] == [5, 1]
    assert frame["income"].tolist() == [10, 10, 10, 90]


def test_plans_overlap_by_the_households_that_both_serve():
    other = np.array([[False, True, True, False], [False, False, False, False]])
    nobody = np.zeros_like(SERVES)
    found = overlap_of([SERVES, other, nobody])
    assert found[0, 0] == 1 and found[0, 1] == pytest.approx(1 / 3)
    assert found[0, 2] == 0 and np.isnan(found[2, 2])
