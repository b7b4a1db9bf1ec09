"""Ranks of areas and how sure they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.statistics.rank_intervals import rank_intervals
from dss_core.errors import BadInput


def test_areas_far_apart_have_one_possible_rank():
    found = rank_intervals(np.array([1.0, 3.0, 2.0]), np.full(3, 0.01))
    assert found.rank.tolist() == found.best.tolist() == found.worst.tolist() == [3, 1, 2]
    assert found.is_shown.all() and found.order.tolist() == [1, 2, 0]


def test_areas_that_the_sample_cannot_tell_apart_can_have_any_rank():
    found = rank_intervals(np.array([1.0, 1.1, 1.2]), np.full(3, 5.0))
    assert found.best.tolist() == [1, 1, 1] and found.worst.tolist() == [3, 3, 3]
    assert not found.is_shown.any()


def test_the_lowest_may_come_first():
    found = rank_intervals(np.array([1.0, 3.0]), np.full(2, 0.01), first="lowest")
    assert found.rank.tolist() == [1, 2]


def test_equal_means_share_the_smallest_rank():
    assert rank_intervals(np.array([5.0, 5.0, 4.0]), np.full(3, 0.1)).rank.tolist() == [1, 1, 3]


def test_two_areas_need_the_usual_two_standard_errors():
    assert rank_intervals(np.array([1.0, 2.0]), np.ones(2)).critical == pytest.approx(1.96, abs=0.05)


def test_many_areas_need_more_for_all_of_them_are_meant_at_once():
    # Tukey's studentised range of 10 means with known errors: 4.474 / sqrt 2.
    assert rank_intervals(np.arange(10.0), np.ones(10)).critical == pytest.approx(4.474 / np.sqrt(2), abs=0.06)


def test_an_area_without_a_mean_has_no_rank_and_one_without_an_error_any():
    found = rank_intervals(np.array([9.0, np.nan, 1.0, 5.0]), np.array([0.1, 0.1, 0.1, np.nan]))
    assert found.rank.tolist() == [1, 0, 3, 2]
    assert (found.best[3], found.worst[3]) == (1, 4)
    assert found.order.tolist() == [0, 3, 2] and found.is_shown.tolist() == [False, False]


def test_counts_without_error_are_ranked_for_certain():
    found = rank_intervals(np.array([1.0, 2.0, 2.0]), np.zeros(3))
    assert found.best.tolist() == [3, 1, 1] and found.worst.tolist() == [3, 2, 2]


@pytest.mark.parametrize("size", [0, 1])
def test_a_table_of_nobody_or_one_is_no_difficulty(size: int):
    found = rank_intervals(np.zeros(size), np.ones(size))
    assert found.worst.tolist() == [1] * size and found.is_shown.tolist() == []


def test_means_without_their_errors_are_refused():
    with pytest.raises(BadInput, match="rank_lengths"):
        rank_intervals(np.ones(3), np.ones(2))


@given(
    st.lists(st.tuples(st.floats(-10, 10), st.floats(0.01, 5)), min_size=1, max_size=12), st.sampled_from([0.8, 0.95])
)
def test_the_estimated_rank_lies_inside_and_a_seed_repeats_itself(areas: list[tuple[float, float]], level: float):
    means, ses = np.array(areas).T
    found, again = (rank_intervals(means, ses, level, seed=4, draws=500) for _ in range(2))
    assert (found.best <= found.rank).all() and (found.rank <= found.worst).all()
    assert found.best.tolist() == again.best.tolist() and found.worst.tolist() == again.worst.tolist()


def test_the_true_ranks_are_inside_as_often_as_promised():
    draw, truth = np.random.default_rng(0), np.array([0.0, 1.0, 1.2, 2.5, 4.0])
    true_rank = np.array([5, 4, 3, 2, 1])
    covered = 0
    for _ in range(300):
        found = rank_intervals(truth + draw.standard_normal(5), np.ones(5), level=0.9, draws=1000)
        covered += bool(((found.best <= true_rank) & (true_rank <= found.worst)).all())
    assert covered / 300 > 0.87
