"""Poverty against a line: the tables of the World Bank's handbook, the edges, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dss_core.analysis.poverty.fgt import fgt, gaps, sst, watts
from dss_core.analysis.poverty.linear import Note

ONES = np.ones(4)

# Haughton & Khandker, Handbook on Poverty and Inequality (World Bank 2009), chapter 4: three countries, line 125.
# The book prints the headcount 0.5, the gaps 0.10 and 0.08, and the squared gap 0.014 (0.0136); Watts by R convey.
HANDBOOK = [
    ([100.0, 100, 150, 150], (0.5, 0.1, 0.02), 0.111571775657105),
    ([124.0, 124, 150, 150], (0.5, 0.004, 0.000032), 0.00401608584863213),
    ([100.0, 110, 150, 160], (0.5, 0.08, 0.0136), 0.0877442307060237),
]

incomes = arrays(np.float64, 12, elements=st.floats(1, 1e6))
weights = arrays(np.float64, 12, elements=st.floats(0.1, 50))


@pytest.mark.parametrize(("values", "orders", "watts_index"), HANDBOOK)
def test_the_handbook_of_the_world_bank(values: list[float], orders: tuple[float, ...], watts_index: float):
    x = np.array(values)
    assert [fgt(x, ONES, 125.0, order).value for order in range(3)] == pytest.approx(orders)
    assert watts(x, ONES, 125.0).value == pytest.approx(watts_index, rel=1e-12)


def test_sst_is_headcount_times_mean_gap_of_the_poor_times_one_plus_the_gini_of_gaps():
    # The gaps are 0.2, 0.12, 0 and 0; their Gini is the mean difference over twice their mean.
    gini_of_gaps = sum(abs(a - b) for a in (0.2, 0.12, 0, 0) for b in (0.2, 0.12, 0, 0)) / (2 * 16 * 0.08)
    assert sst(np.array([100.0, 110, 150, 160]), ONES, 125.0).value == pytest.approx(0.5 * 0.16 * (1 + gini_of_gaps))


def test_a_person_at_the_line_is_not_poor():
    assert fgt(np.array([100.0, 99.99]), np.ones(2), 100.0, 0).value == 0.5
    assert gaps(np.array([100.0]), 100.0).tolist() == [0.0]


def test_a_negative_income_has_a_gap_larger_than_the_line_and_it_is_said():
    incomes = np.array([-20.0, 200])
    found = fgt(incomes, np.ones(2), 100.0, 1)
    assert found.value == pytest.approx(0.6) and found.notes == (Note.NEGATIVE,)
    assert sst(incomes, np.ones(2), 100.0).notes == (Note.NEGATIVE,)
    assert fgt(incomes, np.ones(2), 100.0, 0).notes == ()


@pytest.mark.parametrize("income", [0.0, -5.0])
def test_watts_is_undefined_with_a_zero_or_negative_income_and_says_so(income: float):
    found = watts(np.array([income, 50, 200]), np.ones(3), 100.0)
    assert np.isnan(found.value) and found.notes == (Note.NOT_POSITIVE,)


def test_nobody_poor_is_zero_and_not_missing():
    rich = np.array([200.0, 300])
    assert [fgt(rich, np.ones(2), 100.0, order).value for order in range(3)] == [0, 0, 0]
    assert watts(rich, np.ones(2), 100.0).value == sst(rich, np.ones(2), 100.0).value == 0


def test_nobody_at_all_is_missing_and_not_zero():
    nobody = np.zeros(0)
    for found in (fgt(nobody, nobody, 100.0, 0), watts(nobody, nobody, 100.0), sst(nobody, nobody, 100.0)):
        assert np.isnan(found.value) and found.notes == (Note.NOBODY,)


@given(incomes, weights, st.integers(1, 11), st.sampled_from([0, 1, 2]))
def test_fgt_of_all_is_the_mean_of_the_groups_by_their_people(x, w, cut: int, order: int):
    parts = [(x[:cut], w[:cut]), (x[cut:], w[cut:])]
    whole = sum(weight.sum() * fgt(income, weight, 5000.0, order).value for income, weight in parts) / w.sum()
    assert fgt(x, w, 5000.0, order).value == pytest.approx(whole, abs=1e-12)


@given(incomes, weights)
def test_repeating_every_row_changes_nothing(x, w):
    twice = np.tile(x, 2), np.tile(w, 2)
    for order in range(3):
        assert fgt(*twice, 5000.0, order).value == pytest.approx(fgt(x, w, 5000.0, order).value, abs=1e-12)
    assert watts(*twice, 5000.0).value == pytest.approx(watts(x, w, 5000.0).value, abs=1e-12)
    assert sst(*twice, 5000.0).value == pytest.approx(sst(x, w, 5000.0).value, abs=1e-12)


@given(incomes)
def test_a_weight_of_two_is_two_rows(x):
    w = np.where(np.arange(12) < 6, 2.0, 1.0)
    repeated = np.repeat(x, w.astype(int))
    assert sst(x, w, 5000.0).value == pytest.approx(sst(repeated, np.ones(18), 5000.0).value, abs=1e-12)


@given(incomes, weights, st.floats(0.001, 1000))
def test_the_unit_of_money_does_not_matter(x, w, unit: float):
    assert sst(x * unit, w, 5000.0 * unit).value == pytest.approx(sst(x, w, 5000.0).value, abs=1e-9)
    assert watts(x * unit, w, 5000.0 * unit).value == pytest.approx(watts(x, w, 5000.0).value, abs=1e-9)
