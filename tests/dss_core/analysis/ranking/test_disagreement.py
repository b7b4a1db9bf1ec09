"""How far the weights may move before the list changes."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from dss_core.analysis.ranking.disagreement import kept_lists, nearest_swap
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.moved_weight import level_weights
from dss_core.analysis.ranking.needs import needs_of
from dss_core.analysis.ranking.weighted_sum import weighted_sum
from dss_core.errors import BadInput
from tests.dss_core.analysis.ranking.stress import RULES, criteria_of, frame_of, needs, tables


def test_the_first_swap_by_hand():
    # .7 against .3 of the two single-minded; the third is level with the first when 1 - .5 = .5 of it remain.
    found = nearest_swap(needs([[1, 0], [0, 1], [0.6, 0.5]], 0.7, 0.3), "weighted_sum", 1)
    assert found is not None
    assert (found.inside, found.outside) == (0, 2)
    # .7 - (.42 + .15) = .13 behind; a unit moved gains .4 + .5.
    assert found.moved.share == pytest.approx(0.13 / 0.9)


@given(values=tables(missing=False))
@settings(max_examples=60)
def test_the_first_swap_is_that_of_the_closest_of_all_pairs(values: list[list[float | None]]):
    table, ranking = needs(values), weighted_sum(frame_of(values), criteria_of(values))
    count = max(len(values) // 2, 1)
    inside = np.flatnonzero(ranking.rank <= count)
    outside = np.flatnonzero(ranking.rank > count)
    moves = [
        level_weights(table.weights, table.need[:, one], table.need[:, other])
        for one, other in product(outside, inside)
    ]
    shares = [move.share for move in moves if move is not None]
    found = nearest_swap(table, "weighted_sum", count)
    if not shares:
        assert found is None
    else:
        assert found is not None and found.moved.share == pytest.approx(min(shares), abs=1e-7)
        assert found.inside in inside and found.outside in outside


@given(values=tables(missing=False, smallest=4))
@settings(max_examples=40)
def test_within_that_distance_nobody_comes_in_from_outside(values: list[list[float | None]]):
    frame, criteria, table = frame_of(values), criteria_of(values), needs(values)
    count = max(len(values) // 2, 1)
    found = nearest_swap(table, "weighted_sum", count)
    distance = 1.0 if found is None else found.moved.share
    first = weighted_sum(frame, criteria).rank <= count
    for elsewhere in np.random.default_rng(1).dirichlet(np.ones(3), 10):
        part = distance / max(np.abs(elsewhere - table.weights).sum() / 2, 1e-12)
        weights = table.weights + min(part * 0.999, 1.0) * (elsewhere - table.weights)
        moved = [replace(one, weight=float(weight)) for one, weight in zip(criteria, weights, strict=True)]
        assert ((weighted_sum(frame, moved).rank <= count) <= first).all()


def test_a_large_table_is_searched_far_enough():
    values = np.random.default_rng(3).random((400, 4))
    table = needs(values.tolist())
    found = nearest_swap(table, "weighted_sum", 100)
    mean = values.mean(axis=1)
    inside, outside = np.argsort(-mean)[:100], np.argsort(-mean)[100:]
    shares = [
        move.share
        for one, other in product(outside[:60], inside[-60:])
        if (move := level_weights(table.weights, table.need[:, one], table.need[:, other]))
    ]
    assert found is not None and found.moved.share == pytest.approx(min(shares))


@pytest.mark.parametrize("method", METHODS)
def test_a_swap_is_told_for_methods_that_are_a_weighted_mean(method: str):
    found = nearest_swap(needs([[1, 0, 0.6], [0.2, 1, 0.4], [0.1, 0.9, 1]], 0.5, 0.3, 0.2), method, 1)
    assert (found is None) == (method in ("topsis", "vikor"))


def test_nobody_outside_or_nobody_who_could_swap_is_no_swap():
    assert nearest_swap(needs([[1, 0], [0, 1]]), "weighted_sum", 2) is None
    assert nearest_swap(needs([[1, 1], [0, 0]]), "weighted_sum", 1) is None
    assert nearest_swap(needs([[1, 1], [1, 1], [1, 1]]), "weighted_sum", 1) is None


def test_missing_answers_make_the_distance_one_of_several():
    found = nearest_swap(needs([[1, 0.2], [0.1, 0.3], [0.55, None]]), "weighted_sum", 1)
    assert found is not None and not found.moved.is_exact


def test_the_more_weight_is_put_elsewhere_the_less_of_the_list_stays():
    table = needs(np.random.default_rng(4).random((200, 4)).tolist())
    found = kept_lists(table, "weighted_sum", 50, RULES.moved_shares, 400, seed=1)
    assert found["moved_share"].tolist() == list(RULES.moved_shares)
    assert found["kept_mean"].is_monotonic_decreasing
    assert (found["kept_low"] <= found["kept_mean"]).all() and found["kept_mean"].between(0, 1).all()
    assert kept_lists(table, "weighted_sum", 50, [0.0001], 50, seed=1)["kept_mean"].tolist() == [1.0]


def test_a_line_below_the_first_is_refused():
    table = needs_of(frame_of([[1, 0], [0, 1]]), criteria_of([[1, 0]]))
    with pytest.raises(BadInput, match="ranking_bad_count"):
        kept_lists(table, "weighted_sum", 0, [0.1], 10, seed=1)
    with pytest.raises(BadInput, match="ranking_bad_count"):
        nearest_swap(table, "weighted_sum", 0)
