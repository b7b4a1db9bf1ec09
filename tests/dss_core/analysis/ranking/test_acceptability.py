"""Many sets of weights at once give what one ranking after the other gives, and the shares and bands by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from dss_core.analysis.ranking.acceptability import acceptability, bands, drawn_weights, first_of_alike
from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.many_weights import BLOCK, MOST_CALLS, count_firsts, scorer_of
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.needs import needs_of
from dss_core.errors import BadInput
from tests.dss_core.analysis.ranking.stress import RULES, criteria_of, frame_of, needs, tables

each_method = pytest.mark.parametrize("method", METHODS)


@each_method
@given(values=tables())
@settings(max_examples=40)
def test_counting_firsts_equals_one_ranking_after_the_other(method: str, values: list[list[float | None]]):
    frame, criteria = frame_of(values), criteria_of(values)
    everybody = needs_of(frame, criteria)
    ranked = everybody.only(~everybody.unranked)
    size, count = ranked.need.shape[1], max(len(values) // 3, 1)
    weights = drawn_weights(ranked, 12, np.random.default_rng(1))
    found = count_firsts(scorer_of(method, ranked), weights, size, count)
    times = np.zeros(len(values), np.int64)
    for vector in weights.astype(np.float64):
        one = METHODS[method](frame, [replace(c, weight=float(w)) for c, w in zip(criteria, vector, strict=True)])
        times += (one.rank <= count) & ~one.unranked
    assert found.times.tolist() == times[~everybody.unranked].tolist()


def test_more_draws_than_a_byte_counts_and_a_block_holds_are_all_counted():
    everybody = needs([[1, 1], [0, 0]])
    weights = drawn_weights(everybody, 2 * MOST_CALLS + BLOCK + 3, np.random.default_rng(1))
    found = count_firsts(scorer_of("weighted_sum", everybody), weights, 2, 1, np.array([True, False]))
    assert found.times.tolist() == [len(weights), 0]
    assert found.kept.tolist() == [1] * len(weights)


def test_shares_by_hand():
    # First by the first criterion, first by the second, never first, first by both (but there is room for one).
    found = acceptability(needs([[1, 0], [0, 1], [0.4, 0.4]]), "weighted_sum", 1, RULES)
    assert found.first_share == pytest.approx([0.5, 0.5, 0.0], abs=0.02)
    assert found.band.tolist() == ["verify", "verify", "out"]
    assert found.draw_count == RULES.draw_count
    everywhere = acceptability(needs([[1, 1], [0, 1], [0.4, 0.4]]), "weighted_sum", 1, RULES)
    assert everywhere.first_share.tolist() == [1, 0, 0]
    assert everywhere.band.tolist() == ["certain", "out", "out"]
    assert everywhere.kept_share.tolist() == [1.0] * RULES.draw_count


@each_method
def test_who_is_worse_on_everything_is_certain_and_has_one_rank(method: str):
    table = needs([[0.2, 0.3, 0.1], [1, 1, 1], [0.6, 0.5, 0.7]])
    found = acceptability(table, method, 1, RULES, draw_count=200)
    assert found.first_share.tolist() == [0, 1, 0]
    if method != "deprivation_count":  # there, the second and the third are both deprived of everything
        assert found.rank_low.tolist() == found.rank_high.tolist() == [3, 1, 2]


def test_rank_intervals_hold_the_middle_of_the_ranks():
    found = acceptability(needs([[1, 0], [0, 1], [0.5, 0.5], [0, 0]]), "weighted_sum", 2, RULES, draw_count=2000)
    assert found.rank_low.tolist() == [1, 1, 2, 4]
    assert found.rank_high.tolist() == [3, 3, 2, 4]
    assert found.rank_draw_count == 2000


def test_within_ranges_only_what_was_agreed_is_drawn():
    table = needs([[1, 0], [0, 1]])
    found = acceptability(table, "weighted_sum", 1, RULES, {"a": (0.6, 1.0)}, draw_count=300)
    assert found.first_share.tolist() == [1, 0]
    half = acceptability(table, "weighted_sum", 1, RULES, {"a": (0.4, 0.6)}, draw_count=3000)
    assert half.first_share == pytest.approx([0.5, 0.5], abs=0.05)


@given(values=tables(smallest=4))
@settings(max_examples=30)
def test_equal_households_stay_equal_and_the_order_of_rows_is_irrelevant(values: list[list[float | None]]):
    doubled = values + values
    found = acceptability(needs(doubled), "weighted_sum", 3, RULES, draw_count=100)
    half = len(values)
    np.testing.assert_array_equal(found.first_share[:half], found.first_share[half:])
    np.testing.assert_array_equal(found.rank_low[:half], found.rank_low[half:])
    backwards = acceptability(needs(doubled[::-1]), "weighted_sum", 3, RULES, draw_count=100)
    np.testing.assert_array_equal(backwards.first_share[::-1], found.first_share)


def test_equal_households_stay_equal_in_a_large_table():
    values = np.random.default_rng(5).random((500, 3))
    table = needs(np.vstack([values, values, values]).tolist())
    found = acceptability(table, "weighted_sum", 300, RULES, draw_count=500)
    assert len(np.unique(found.first_share.reshape(3, -1), axis=0)) == 1


def test_who_is_not_ranked_has_no_share():
    found = acceptability(needs([[1, 1], [None, None], [0, 0]]), "weighted_sum", 1, RULES, draw_count=100)
    np.testing.assert_array_equal(found.first_share, [1, np.nan, 0])
    assert found.band.tolist() == ["certain", "unranked", "out"]
    assert found.rank_low.tolist() == [1, 0, 2]


def test_the_same_seed_gives_the_same_answer_and_another_one_nearly():
    table = needs(np.random.default_rng(2).random((40, 3)).tolist())
    one, again = (acceptability(table, "weighted_sum", 10, RULES, draw_count=4000) for _ in range(2))
    np.testing.assert_array_equal(one.first_share, again.first_share)
    other = acceptability(table, "weighted_sum", 10, RULES.model_copy(update={"seed": 7}), draw_count=4000)
    np.testing.assert_allclose(one.first_share, other.first_share, atol=0.05)
    assert (one.first_share != other.first_share).any()


def test_a_criterion_that_tells_nobody_apart_is_not_drawn():
    criteria = [Criterion("a", 0.5, "worse"), Criterion("b", 0.5, "worse")]
    everybody = needs_of(frame_of([[1, 3], [0, 3]]), criteria)
    assert drawn_weights(everybody, 4, np.random.default_rng(1)).tolist() == [[1, 0]] * 4


@pytest.mark.parametrize("count", [5, 500])
def test_when_there_is_room_for_everybody_all_are_first(count: int):
    found = acceptability(needs([[1, 0], [0, 1], [0, 0]]), "weighted_sum", count, RULES, draw_count=100)
    assert found.first_share.tolist() == [1, 1, 1]
    assert found.kept_share.tolist() == [1.0] * 100


def test_nobody_to_rank_is_an_empty_answer():
    found = acceptability(needs([[None, None]]), "weighted_sum", 1, RULES, draw_count=100)
    assert np.isnan(found.first_share).all() and found.band.tolist() == ["unranked"]


def test_a_line_below_the_first_is_refused():
    with pytest.raises(BadInput, match="ranking_bad_count"):
        acceptability(needs([[1, 0], [0, 1]]), "weighted_sum", 0, RULES)


def test_bands_begin_at_their_thresholds():
    shares = np.array([0.0, RULES.out_to, 0.5, RULES.certain_from, 1.0, np.nan])
    assert bands(shares, RULES).tolist() == ["out", "out", "verify", "certain", "certain", "unranked"]


def test_alike_are_who_have_the_same_needs_also_where_they_are_missing():
    need = np.array([[1.0, 0.5, 1.0, np.nan, np.nan], [0.0, 0.5, 0.0, 0.5, 0.5]])
    assert first_of_alike(need).tolist() == [0, 1, 0, 3, 3]
    assert first_of_alike(np.empty((2, 0))).tolist() == []
