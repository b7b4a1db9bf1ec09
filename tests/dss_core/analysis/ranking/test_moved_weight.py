"""The least weight to move: equal to the linear programme, and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.moved_weight import least_moved, level_weights


def by_programme(weights: Floats, difference: Floats) -> float | None:
    """Half of min sum |v - w| such that v >= 0, sum v = 1, v @ difference >= 0, by scipy's linear programme."""
    size = len(weights)
    eye = np.eye(size)
    found = linprog(
        np.concatenate([np.zeros(size), np.full(size, 0.5)]),
        A_ub=np.block([[eye, -eye], [-eye, -eye], [-difference[None, :], np.zeros((1, size))]]),
        b_ub=np.concatenate([weights, -weights, [0.0]]),
        A_eq=np.concatenate([np.ones(size), np.zeros(size)])[None, :],
        b_eq=[1.0],
        bounds=(0, None),
    )
    return float(found.fun) if found.status == 0 else None


@given(
    weights=st.lists(st.integers(0, 5), min_size=2, max_size=6).filter(any),
    numbers=st.lists(st.integers(-4, 4), min_size=6, max_size=6),
)
def test_the_move_is_as_small_as_that_of_the_linear_programme(weights: list[int], numbers: list[int]):
    given_weights = np.array(weights, dtype=np.float64) / sum(weights)
    difference = np.array(numbers[: len(weights)], dtype=np.float64) / 4
    moved, wanted = least_moved(given_weights, difference), by_programme(given_weights, difference)
    if wanted is None:
        assert moved is None
    else:
        assert moved is not None
        assert np.abs(moved - given_weights).sum() / 2 == pytest.approx(wanted, abs=1e-9)
        assert moved.sum() == pytest.approx(1) and (moved >= -1e-12).all()
        assert moved @ difference >= -1e-9


def test_by_hand_all_goes_to_where_the_household_is_most_ahead():
    # Behind by 0.5 x 0.4 - 0.3 x 0.2 = 0.14; a unit moved from the first to the second criterion gains 0.6.
    moved = least_moved(np.array([0.5, 0.3, 0.2]), np.array([-0.4, 0.2, 0.0]))
    assert moved == pytest.approx(np.array([0.5 - 0.14 / 0.6, 0.3 + 0.14 / 0.6, 0.2]))


def test_who_is_behind_on_everything_cannot_be_levelled():
    assert least_moved(np.array([0.5, 0.5]), np.array([-0.1, -0.2])) is None
    assert level_weights(np.array([0.5, 0.5]), np.array([0.1, 0.1]), np.array([0.2, 0.2])) is None


def test_levelling_works_from_above_and_from_below():
    weights, one, other = np.array([0.7, 0.3]), np.array([1.0, 0.0]), np.array([0.0, 1.0])
    down, up = level_weights(weights, one, other), level_weights(weights, other, one)
    assert down is not None and up is not None
    assert down.weights == pytest.approx(np.array([0.5, 0.5])) and down.share == pytest.approx(0.2)
    assert up.weights == pytest.approx(down.weights)
    assert down.is_exact


@given(numbers=st.lists(st.one_of(st.integers(0, 4), st.none()), min_size=8, max_size=8))
def test_with_missing_answers_the_two_are_level_afterwards_and_it_is_said_that_it_may_not_be_the_least(
    numbers: list[int | None],
):
    parts = np.array([np.nan if number is None else number / 4 for number in numbers], dtype=np.float64)
    one, other, weights = parts[:4], parts[4:], np.array([0.4, 0.3, 0.2, 0.1])
    found = None if np.isnan(one).all() or np.isnan(other).all() else level_weights(weights, one, other)
    if found is not None:
        means = [np.nansum(found.weights * p) / found.weights[~np.isnan(p)].sum() for p in (one, other)]
        assert means[0] == pytest.approx(means[1], abs=1e-5)
        assert found.weights.sum() == pytest.approx(1)
        assert found.is_exact == (not np.isnan(parts).any())
