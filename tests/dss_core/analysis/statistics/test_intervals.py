"""Intervals against published numbers and libraries."""

import numpy as np
import pytest
from scipy import stats

from dss_core.analysis.statistics.intervals import (
    exact_interval,
    logit_interval,
    normal_interval,
    t_interval,
    wilson_interval,
)


@pytest.mark.parametrize(("count", "n"), [(0, 12), (1, 12), (81, 263), (12, 12), (9836, 10335)])
@pytest.mark.parametrize(("ours", "theirs"), [(wilson_interval, "wilson"), (exact_interval, "exact")])
def test_intervals_of_shares_equal_those_of_scipy(ours, theirs: str, count: int, n: int):
    expected = stats.binomtest(count, n).proportion_ci(method=theirs)
    found = ours(np.array([float(count)]), np.array([float(n)]))
    np.testing.assert_allclose([end[0] for end in found], expected, rtol=1e-9, atol=1e-12)


def test_wilson_equals_newcombes_table():
    # Newcombe 1998, table I, 81 of 263: 0.2553 to 0.3662.
    low, high = wilson_interval(np.array(81.0), np.array(263.0))
    assert (round(float(low), 4), round(float(high), 4)) == (0.2553, 0.3662)


@pytest.mark.parametrize("method", [wilson_interval, exact_interval])
def test_nobody_has_no_interval(method):
    assert np.isnan(method(np.array([0.0]), np.array([0.0]))).all()


def test_without_a_degree_of_freedom_there_is_no_interval():
    value, se = np.array([1.0, 1.0]), np.array([0.5, 0.5])
    low, high = t_interval(value, se, np.array([0.0, 3.0]))
    assert np.isnan(low[0]) and np.isnan(high[0]) and low[1] < 1 < high[1]
    wide = t_interval(value, se, np.array([3.0, 3.0]), 0.99)
    assert wide[0][1] < low[1]


def test_the_normal_interval_is_the_t_interval_of_many():
    value, se = np.array([1.0]), np.array([0.5])
    np.testing.assert_allclose(normal_interval(value, se), t_interval(value, se, np.array([1e9])), rtol=1e-6)


def test_a_logit_interval_stays_inside_and_has_none_at_the_ends():
    low, high = logit_interval(np.array([0.0, 0.01, 1.0]), np.array([0.0, 0.009, 0.0]), np.array([5.0, 5.0, 5.0]))
    assert np.isnan(low[[0, 2]]).all() and np.isnan(high[[0, 2]]).all()
    assert 0 < low[1] < 0.01 < high[1] < 1
