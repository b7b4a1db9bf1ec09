"""Weights drawn at random are uniform on the simplex, and on what ranges leave of it."""

import numpy as np
import pytest
from scipy.stats import beta, kstest

from dss_core.analysis.ranking.simplex import draw_weights, draw_within, ranges_around
from dss_core.errors import BadInput

DRAWS = 4000
SURE = 1e-4  # a test of uniform draws that fails once in ten thousand seeds; the seed is fixed


def generator() -> np.random.Generator:
    return np.random.default_rng(2569)


@pytest.mark.parametrize("size", [2, 3, 6, 20])
def test_each_weight_is_distributed_as_on_the_uniform_simplex(size: int):
    drawn = draw_weights(DRAWS, size, generator())
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    # The marginal of a uniform simplex is Beta(1, size - 1); normalised uniform numbers have another.
    assert kstest(drawn[:, 0], beta(1, size - 1).cdf).pvalue > SURE
    assert kstest(drawn[:, -1], beta(1, size - 1).cdf).pvalue > SURE


def test_a_lower_end_shrinks_the_simplex():
    drawn = draw_within(DRAWS, [(0.3, 1), (0.1, 1), (0, 1)], generator())
    assert (drawn >= [0.3, 0.1, 0]).all()
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    assert kstest((drawn[:, 0] - 0.3) / 0.6, beta(1, 2).cdf).pvalue > SURE


def test_an_upper_end_is_met_by_drawing_again():
    drawn = draw_within(DRAWS, [(0, 0.5), (0, 1)], generator())
    assert drawn.shape == (DRAWS, 2)
    assert kstest(drawn[:, 0] / 0.5, "uniform").pvalue > SURE


def test_where_few_draws_fit_the_walk_comes_to_the_same_distribution():
    # Four in a hundred draws have no weight above 0.4; those are 0.4 less a simplex of size 0.2.
    drawn = draw_within(DRAWS, [(0, 0.4)] * 3, generator())
    assert (drawn <= 0.4 + 1e-12).all() and (drawn >= 0).all()
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    for column in drawn.T:
        assert kstest((0.4 - column) / 0.2, beta(1, 2).cdf).pvalue > SURE


def test_ranges_on_both_sides_are_kept_in_many_dimensions():
    ranges = [(0.04, 0.06)] * 20
    drawn = draw_within(500, ranges, generator())
    assert (drawn >= 0.04 - 1e-12).all() and (drawn <= 0.06 + 1e-12).all()
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), 0.05, atol=0.001)


def test_ranges_that_leave_one_point_give_it():
    np.testing.assert_allclose(draw_within(3, [(0.25, 0.5), (0.75, 1)], generator()), [[0.25, 0.75]] * 3)
    np.testing.assert_allclose(draw_within(2, [(0, 1)], generator()), [[1], [1]])


def test_ranges_around_weights_stay_within_0_and_1():
    assert ranges_around({"a": 0.05, "b": 0.95}, 0.1) == {
        "a": (0.0, pytest.approx(0.15)),
        "b": (pytest.approx(0.85), 1.0),
    }


@pytest.mark.parametrize(
    ("ranges", "code"),
    [
        ([(0.5, 0.4), (0, 1)], "ranking_bad_range"),
        ([(-0.1, 0.4), (0, 1)], "ranking_bad_range"),
        ([(0, 1.1), (0, 1)], "ranking_bad_range"),
        ([(0, float("nan")), (0, 1)], "ranking_bad_range"),
        ([(0.6, 1), (0.6, 1)], "ranking_no_weights_in_range"),
        ([(0, 0.3), (0, 0.3)], "ranking_no_weights_in_range"),
    ],
)
def test_ranges_that_hold_no_weights_are_refused(ranges: list[tuple[float, float]], code: str):
    with pytest.raises(BadInput, match=code):
        draw_within(10, ranges, generator())
