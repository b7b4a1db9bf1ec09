"""The weighted sum by hand: scales, missing answers, constant criteria."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.weighted_sum import weighted_sum


def test_the_score_by_hand():
    frame = pd.DataFrame({"debt": [0.0, 50.0, 100.0], "water": [4.0, 1.0, 2.5]})
    ranking = weighted_sum(frame, [Criterion("debt", 3, "worse"), Criterion("water", 1, "better", 1, 4)])
    assert ranking.score.tolist() == [0.0, 0.75 * 0.5 + 0.25, 0.75 + 0.25 * 0.5]
    assert ranking.rank.tolist() == [3, 2, 1]
    assert ranking.contributions.to_numpy().tolist() == [[0.0, 0.0], [0.375, 0.25], [0.75, 0.125]]
    assert ranking.weights == {"debt": 0.75, "water": 0.25}
    assert ranking.warnings == ("weights_normalised",)


def test_a_missing_answer_is_not_zero_the_others_speak_for_the_household():
    frame = pd.DataFrame({"debt": [0.0, 100.0, np.nan], "water": [4.0, 1.0, 1.0]})
    ranking = weighted_sum(frame, [Criterion("debt", 0.75, "worse"), Criterion("water", 0.25, "better", 1, 4)])
    assert ranking.score.tolist() == [0.0, 1.0, 1.0]
    assert ranking.rank.tolist() == [3, 1, 1]
    assert ranking.missing_count.tolist() == [0, 0, 1]
    np.testing.assert_array_equal(ranking.contributions.iloc[2], [np.nan, 1.0])
    assert ranking.warnings == ("missing_reweighted",)


def test_a_household_without_any_answer_is_not_ranked_and_stands_last():
    frame = pd.DataFrame({"debt": [np.nan, 1.0, 2.0]})
    ranking = weighted_sum(frame, [Criterion("debt", 1, "worse")])
    np.testing.assert_array_equal(ranking.score, [np.nan, 0.0, 1.0])
    assert ranking.rank.tolist() == [3, 2, 1]
    assert ranking.unranked.tolist() == [True, False, False]
    assert ranking.warnings == ("unranked_households",)


def test_a_criterion_without_a_scale_on_which_all_are_alike_weighs_nothing():
    frame = pd.DataFrame({"debt": [0.0, 100.0, 50.0], "same": [7.0, np.nan, 7.0]})
    ranking = weighted_sum(frame, [Criterion("debt", 0.5, "worse"), Criterion("same", 0.5, "worse")])
    assert ranking.score.tolist() == [0.0, 1.0, 0.5]
    np.testing.assert_array_equal(ranking.contributions["same"], [0.0, np.nan, 0.0])
    assert ranking.weights == {"debt": 1.0, "same": 0.0}
    assert ranking.constant == ("same",)
    assert ranking.warnings == ("constant_criterion",)


def test_who_answered_nothing_but_a_constant_criterion_has_no_answer_to_go_by():
    frame = pd.DataFrame({"debt": [0.0, 100.0, np.nan], "same": [7.0, 7.0, 7.0]})
    ranking = weighted_sum(frame, [Criterion("debt", 0.5, "worse"), Criterion("same", 0.5, "worse")])
    assert ranking.unranked.tolist() == [False, False, True]


def test_a_list_of_one_is_ranked():
    ranking = weighted_sum(pd.DataFrame({"debt": [5.0]}), [Criterion("debt", 1, "worse")])
    assert ranking.score.tolist() == [0.0] and ranking.rank.tolist() == [1]
    assert not ranking.unranked.any()


def test_on_a_given_scale_a_score_depends_on_the_households_own_answers_alone():
    frame = pd.DataFrame({"water": [1.0, 1.0, 4.0], "road": [2.0, 2.0, 2.0]})
    criteria = [Criterion("water", 0.5, "better", 1, 4), Criterion("road", 0.5, "better", 1, 4)]
    all_three, two = weighted_sum(frame, criteria), weighted_sum(frame.iloc[:2], criteria)
    assert two.score.tolist() == all_three.score[:2].tolist()
    assert all_three.constant == ("road",) and two.constant == ("water", "road")
    assert "constant_criterion" in two.warnings


def test_values_beyond_the_scale_count_as_its_end_and_it_is_said():
    frame = pd.DataFrame({"water": [0.0, 1.0, 9.0]})
    ranking = weighted_sum(frame, [Criterion("water", 1, "better", 1, 4)])
    assert ranking.score.tolist() == [1.0, 1.0, 0.0]
    assert ranking.warnings == ("outside_scale",)


def test_one_given_end_is_enough():
    frame = pd.DataFrame({"members": [1.0, 3.0, 5.0]})
    assert weighted_sum(frame, [Criterion("members", 1, "worse", lowest=0)]).score.tolist() == [0.2, 0.6, 1.0]


def test_one_given_end_beyond_all_answers_leaves_no_scale():
    frame = pd.DataFrame({"members": [1.0, 3.0], "debt": [0.0, 1.0]})
    ranking = weighted_sum(frame, [Criterion("members", 0.5, "worse", lowest=9), Criterion("debt", 0.5, "worse")])
    assert ranking.score.tolist() == [0.0, 1.0]
    assert ranking.warnings == ("outside_scale",)


def test_a_criterion_without_weight_adds_nothing_and_is_not_missed():
    frame = pd.DataFrame({"debt": [0.0, 1.0], "road": [np.nan, 9.0]})
    ranking = weighted_sum(frame, [Criterion("debt", 1, "worse"), Criterion("road", 0, "better", 1, 4)])
    assert ranking.score.tolist() == [0.0, 1.0]
    assert ranking.missing_count.tolist() == [0, 0]
    assert ranking.warnings == ()


def test_scores_that_differ_only_by_rounding_share_a_rank():
    # 0.1 + 0.2 and 0.3: the same on paper.
    frame = pd.DataFrame({"a": [1.0, 0.0], "b": [1.0, 0.0], "c": [0.0, 1.0], "d": [0.0, 0.0]})
    weights = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
    ranking = weighted_sum(frame, [Criterion(name, weight, "worse", 0, 1) for name, weight in weights.items()])
    assert ranking.rank.tolist() == [1, 1]


def test_flags_can_be_ranked_by():
    frame = pd.DataFrame({"is_fragile": pd.Series([True, False, None], dtype="boolean")})
    np.testing.assert_array_equal(weighted_sum(frame, [Criterion("is_fragile", 1, "worse")]).score, [1, 0, np.nan])


@pytest.mark.parametrize("index", [["x", "y"], [5, 3]])
def test_contributions_carry_the_index_of_the_households(index: list[object]):
    frame = pd.DataFrame({"debt": [1.0, 2.0]}, index=index)
    assert weighted_sum(frame, [Criterion("debt", 1, "worse")]).contributions.index.tolist() == index
