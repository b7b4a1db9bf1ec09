"""Inequality: formulas by hand, zero and negative incomes, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dss_core.analysis.poverty.inequality import atkinson, gini, lorenz, percentile, quantile_shares, s80s20, theil
from dss_core.analysis.poverty.linear import Note

incomes = arrays(np.float64, 15, elements=st.floats(1, 1e5))
weights = arrays(np.float64, 15, elements=st.floats(0.1, 50))


def test_the_gini_of_the_handbook_of_the_world_bank():
    # The three tables of chapter 4 (2009); values by R ineq 0.2.13.
    tables = [[100.0, 100, 150, 150], [124.0, 124, 150, 150], [100.0, 110, 150, 160]]
    found = [gini(np.array(table), np.ones(4)).value for table in tables]
    assert found == pytest.approx([0.1, 0.0474452554744527, 0.105769230769231])


def test_the_weighted_gini_is_the_trapezoid_formula_of_eurostat():
    # Case ineq_edge (CC0) without its negative income: R laeken gives 0.618181818181818, R convey 0.645454545454546.
    x, w = np.array([0.0, 0, 100, 100, 100, 200, 300, 1000]), np.array([1.0, 2, 1, 1, 3, 1, 1, 1])
    assert gini(x, w).value == pytest.approx(0.618181818181818)


def test_the_gini_is_half_the_mean_difference_over_the_mean():
    x = np.array([3.0, 8, 8, 20, 61])
    difference = np.abs(x[:, None] - x[None, :]).mean()
    assert gini(x, np.ones(5)).value == pytest.approx(difference / (2 * x.mean()))


def test_theil_and_atkinson_by_hand():
    x, w = np.array([1.0, 3.0]), np.ones(2)
    assert theil(x, w).value == pytest.approx(0.25 * np.log(0.5) + 0.75 * np.log(1.5))
    assert atkinson(x, w, 1.0).value == pytest.approx(1 - np.sqrt(3) / 2)
    assert atkinson(x, w, 0.5).value == pytest.approx(1 - ((1 + np.sqrt(3)) / 2) ** 2 / 2)
    assert atkinson(x, w, 2.0).value == pytest.approx(1 - 1.5 / 2)


def test_s80s20_takes_whoever_stands_at_a_percentile_into_the_lower_part():
    x = np.arange(1.0, 11)
    assert s80s20(x, np.ones(10)).value == pytest.approx((9 + 10) / (1 + 2))


@pytest.mark.parametrize("x", [[1.0, 2, 3], [7.0, 7, 7, 7, 7, 7]])
def test_s80s20_is_undefined_when_nobody_stands_above_the_80th_percentile(x: list[float]):
    found = s80s20(np.array(x), np.ones(len(x)))
    assert np.isnan(found.value) and found.notes == (Note.NO_TOP,)


def test_the_shares_of_fifths_sum_to_one_and_agree_with_s80s20():
    x, w = np.array([2.0, 3, 5, 8, 13, 21, 34]), np.array([3.0, 1, 2, 2, 1, 3, 1])
    shares = [share.value for share in quantile_shares(x, w)]
    assert sum(shares) == pytest.approx(1)
    assert shares[4] / shares[0] == pytest.approx(s80s20(x, w).value)


def test_the_lorenz_curve_is_linear_between_people_and_gives_the_gini():
    x, w = np.array([1.0, 3.0, 6.0]), np.array([1.0, 1.0, 2.0])
    assert lorenz(x, w, [0, 0.25, 0.5, 0.75, 1]).tolist() == pytest.approx([0, 1 / 16, 0.25, 0.625, 1])
    at = np.linspace(0, 1, 4001)
    assert 1 - 2 * np.trapezoid(lorenz(x, w, at.tolist()), at) == pytest.approx(gini(x, w).value, abs=1e-6)


def test_a_percentile_is_the_smallest_income_that_reaches_the_share():
    x, w = np.array([30.0, 10.0, 20.0]), np.array([1.0, 2.0, 1.0])
    assert [percentile(x, w, share) for share in (0.5, 0.51, 1.0)] == [10.0, 20.0, 30.0]


def test_zero_incomes_leave_theil_and_atkinson_undefined_and_it_is_said():
    x, w = np.array([0.0, 10, 20]), np.ones(3)
    for found in (theil(x, w), atkinson(x, w, 1.0)):
        assert np.isnan(found.value) and found.notes == (Note.NOT_POSITIVE,)
    assert gini(x, w).value > 0 and gini(x, w).notes == ()


def test_negative_incomes_are_used_as_they_are_and_it_is_said():
    found = gini(np.array([-20.0, 10, 200]), np.ones(3))
    assert found.value > 0 and found.notes == (Note.NEGATIVE,)
    assert s80s20(np.array([-20.0, 10, 200]), np.ones(3)).notes == (Note.NO_INCOME,)


@pytest.mark.parametrize("x", [[0.0, 0.0], [-10.0, 5.0]])
def test_without_income_to_share_nothing_is_defined(x: list[float]):
    income, w = np.array(x), np.ones(2)
    for found in (gini(income, w), s80s20(income, w), *quantile_shares(income, w)):
        assert np.isnan(found.value) and found.notes == (Note.NO_INCOME,)
    assert np.isnan(lorenz(income, w, [0.5])).all()


def test_nobody_is_missing_and_not_equal():
    nobody = np.zeros(0)
    for found in (gini(nobody, nobody), theil(nobody, nobody), atkinson(nobody, nobody, 1.0), s80s20(nobody, nobody)):
        assert np.isnan(found.value) and found.notes == (Note.NOBODY,)


def test_equal_incomes_are_equal():
    x, w = np.full(5, 700.0), np.arange(1.0, 6)
    found = [gini(x, w).value, theil(x, w).value, atkinson(x, w, 1.0).value, atkinson(x, w, 0.5).value]
    assert found == pytest.approx([0, 0, 0, 0], abs=1e-12)


@given(incomes, weights, st.floats(0.001, 1000))
def test_the_unit_of_money_does_not_matter(x, w, unit: float):
    for measure in (gini, theil, lambda a, b: atkinson(a, b, 2.0)):
        assert measure(x * unit, w).value == pytest.approx(measure(x, w).value, abs=1e-9)


@given(incomes, weights)
def test_repeating_every_row_changes_nothing(x, w):
    twice = np.tile(x, 2), np.tile(w, 2)
    for measure in (gini, theil, lambda a, b: atkinson(a, b, 0.5)):
        assert measure(*twice).value == pytest.approx(measure(x, w).value, abs=1e-9)


@given(incomes, weights)
def test_all_lie_between_equal_and_one_has_all(x, w):
    assert -1e-12 <= gini(x, w).value <= 1
    assert -1e-12 <= atkinson(x, w, 1.0).value <= 1
    assert theil(x, w).value >= -1e-12


@given(incomes, weights)
def test_a_transfer_from_a_poorer_to_the_richest_raises_inequality(x, w):
    poorest, richest = int(np.argmin(x)), int(np.argmax(x))
    moved = x.copy()
    moved[poorest] -= 0.5 * x[poorest]
    moved[richest] += 0.5 * x[poorest] * w[poorest] / w[richest]
    assert gini(moved, w).value >= gini(x, w).value - 1e-12
    assert theil(moved, w).value >= theil(x, w).value - 1e-12
