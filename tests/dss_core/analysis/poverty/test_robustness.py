"""Whether the order of areas depends on choices that could have been others."""

import numpy as np
import pytest

from dss_core.analysis.poverty.profiles import collapse
from dss_core.analysis.poverty.robustness import area_robustness, robustness, weight_schemes


def test_by_hand():
    first = np.array([0.4, 0.3, 0.2])
    found = robustness(first, ("same", "reversed", "one swap"), np.array([[4, 3, 2], [2, 3, 4], [3, 4, 2.0]]))
    assert found.kendall == pytest.approx([1, -1, 1 / 3])
    assert found.same_order == pytest.approx([1, 0, 2 / 3])
    assert (found.always_same, found.pair_count) == (0, 3)


def test_areas_that_are_equal_on_paper_are_not_told_apart():
    found = robustness(np.array([0.3, 0.1 + 0.2, 0.1]), ("other",), np.array([[1.0, 2.0, 0.5]]))
    assert found.pair_count == 2 and found.always_same == 1


def test_an_area_without_a_value_is_left_out():
    found = robustness(np.array([0.3, np.nan, 0.1]), ("other",), np.array([[1.0, 2.0, 0.5]]))
    assert found.pair_count == 1


def test_one_area_has_nothing_to_compare():
    found = robustness(np.array([0.3]), ("other",), np.array([[1.0]]))
    assert np.isnan(found.kendall[0]) and np.isnan(found.always_same) and found.pair_count == 0


def test_each_dimension_is_emphasised_in_its_turn():
    weights = np.array([0.3, 0.1, 0.4, 0.2])
    schemes = weight_schemes({"a": [0, 1], "b": [2], "c": [3]}, weights, 0.5)
    assert list(schemes) == ["a", "b", "c"]
    assert schemes["a"] == pytest.approx([0.375, 0.125, 0.25, 0.25])
    assert schemes["b"] == pytest.approx([0.1875, 0.0625, 0.5, 0.25])
    assert all(scheme.sum() == pytest.approx(1) for scheme in schemes.values())


def test_one_dimension_leaves_nothing_to_choose_and_no_weight_is_shared_equally():
    assert weight_schemes({"a": [0, 1]}, np.array([0.5, 0.5]), 0.5) == {}
    assert weight_schemes({"a": [0, 1], "b": [2]}, np.array([0.0, 0.0, 1.0]), 0.5)["a"] == pytest.approx(
        [0.25, 0.25, 0.5]
    )


def test_areas_are_ranked_again_at_every_cut_off_and_weighting():
    # Area 0 is deprived in the first indicator, area 1 (more of it) in the second.
    matrix = np.array([[1, 0], [0, 0], [0, 1], [0, 1]], dtype=np.int8)
    profiles = collapse(matrix, ("a", "b"), np.ones(4), np.array([0, 0, 1, 1]), 2)
    schemes = weight_schemes({"a": [0], "b": [1]}, np.array([0.5, 0.5]), 0.9)
    found = area_robustness(profiles, np.array([0.5, 0.5]), 0.5, [0.1], schemes)
    assert found.choices == ("k=0.1", "weights=a", "weights=b")
    assert found.same_order.tolist() == [1, 0, 1]
    assert found.always_same == 0


def test_without_other_choices_every_pair_holds():
    profiles = collapse(np.eye(2, dtype=np.int8), ("a", "b"), np.array([1.0, 1]), np.array([0, 1]), 2)
    found = area_robustness(profiles, np.array([0.7, 0.3]), 0.2, [], {})
    assert found.choices == () and found.always_same == 1
