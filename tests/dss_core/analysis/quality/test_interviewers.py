"""Intra-class correlation against a published table, and surveyors who differ against those who do not."""

import math

import numpy as np
import pytest

from dss_core.analysis.quality.interviewers import group_means, intra_class

# Shrout & Fleiss (1979), table 2: six targets rated by four judges.
RATINGS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
TARGETS = np.repeat(np.arange(6.0), 4)


def test_the_published_ratings_give_the_published_correlation():
    found = intra_class(RATINGS.ravel(), TARGETS)
    assert found.value == pytest.approx(0.17, abs=0.005)
    assert (found.low, found.high) == pytest.approx((-0.133, 0.723), abs=0.001)
    assert (found.n, found.groups, found.missing) == (24, 6, 0)
    assert found.design_effect == pytest.approx(1 + 3 * found.value)


def test_groups_that_have_nothing_to_do_with_the_values_are_near_zero():
    random = np.random.default_rng(1)
    found = intra_class(random.normal(size=4000), random.integers(0, 20, 4000).astype(float))
    assert abs(found.value) < 0.01 and found.low < 0 < found.high


def test_a_correlation_that_was_put_in_comes_out_whatever_the_sizes():
    random = np.random.default_rng(2)
    groups = np.repeat(np.arange(60.0), random.integers(10, 60, 60))
    values = random.normal(size=60)[groups.astype(int)] * 0.5 + random.normal(size=len(groups)) * np.sqrt(0.75)
    found = intra_class(values, groups)
    assert found.low < 0.25 < found.high


def test_missing_values_and_groups_are_counted():
    found = intra_class(np.array([1.0, np.nan, 2.0, 3.0, 1.0]), np.array([1.0, 1.0, 2.0, 2.0, np.nan]))
    assert (found.n, found.missing) == (3, 2)


@pytest.mark.parametrize("groups", [[1.0, 1.0, 1.0], [1.0, 2.0, 3.0], [np.nan] * 3])
def test_what_cannot_be_known_is_missing(groups: list[float]):
    assert math.isnan(intra_class(np.array([1.0, 2.0, 3.0]), np.array(groups)).value)


def test_groups_that_are_all_alike_inside_are_wholly_between():
    found = intra_class(np.array([1.0, 1.0, 2.0, 2.0]), np.array([1.0, 1.0, 2.0, 2.0]))
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_a_surveyor_apart_is_unusual_and_one_of_few_surveys_is_not():
    random = np.random.default_rng(3)
    values = np.concatenate([random.normal(2, 0.3, 300), random.normal(2.5, 0.3, 40), [4.0, 4.1, 4.2]])
    groups = np.concatenate([np.repeat([1.0, 2.0, 3.0], 100), np.repeat(4.0, 40), np.repeat(5.0, 3)])
    table = group_means(values, groups, least=10).set_index("group")
    assert table["is_unusual"].tolist()[3:] == [True, False]
    assert table.loc[4.0, "low"] < table.loc[4.0, "mean"] < table.loc[4.0, "high"]
    assert table.loc[4.0, "others"] == pytest.approx(np.delete(values, range(300, 340)).mean())
    assert table["n"].sum() == len(values)


def test_a_group_without_a_value_is_listed_without_a_mean():
    table = group_means(np.array([np.nan, 1.0, 2.0]), np.array([1.0, 2.0, 2.0]), least=2)
    assert (table["n"].tolist(), table["missing"].tolist()) == ([0, 2], [1, 0])
    assert math.isnan(table["mean"][0]) and not table["is_unusual"].any()
