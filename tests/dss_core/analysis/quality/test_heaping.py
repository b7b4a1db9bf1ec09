"""Whipple's index and round amounts, by hand."""

import math

import numpy as np
import pytest

from dss_core.analysis.quality.heaping import age_heaping, amount_heaping


def test_ages_without_a_preference_have_index_100():
    found = age_heaping(np.arange(0, 100, dtype=float), 23, 62)
    assert (found.index, found.n, found.missing, found.outside) == (100.0, 40, 0, 60)
    assert found.ends == pytest.approx([0.1] * 10)


def test_a_quarter_more_zeros_and_fives_is_told():
    ages = np.concatenate([np.arange(23, 63, dtype=float), [25.0, 30.0]])
    assert age_heaping(ages, 23, 62).index == pytest.approx(500 * 10 / 42)


def test_missing_ages_are_counted_and_count_for_nothing():
    found = age_heaping(np.array([np.nan, 30.0, np.nan]), 23, 62)
    assert (found.index, found.n, found.missing) == (500.0, 1, 2)


def test_without_an_age_there_is_no_index():
    assert math.isnan(age_heaping(np.array([5.0, np.nan]), 23, 62).index)


def test_amounts_of_zero_are_no_round_amounts():
    found = amount_heaping(np.array([0.0, 0.0, 1000.0, 1500.0, 2999.99, np.nan]), 1000.0)
    assert (found.count, found.n, found.zero, found.missing) == (1, 3, 2, 1)
    assert found.share == pytest.approx(1 / 3)
    assert math.isnan(amount_heaping(np.array([0.0]), 1000.0).share)
