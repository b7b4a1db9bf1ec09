"""Wrong and missing answers at the line, and whom to visit first."""

import numpy as np
import pytest
from hypothesis import given, settings

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.doubt import Doubt, doubt
from dss_core.analysis.ranking.methods import METHODS
from dss_core.analysis.ranking.needs import Needs, needs_of
from dss_core.analysis.ranking.visits import visit_list
from dss_core.catalog.criteria import WhenMissing
from dss_core.errors import BadInput
from tests.dss_core.analysis.ranking.stress import RULES, frame_of, needs, tables

SURE = RULES.model_copy(update={"off_by_one_share": 0.0})


def doubted(table: Needs, count: int = 1, areas: list[int] | None = None, sure: bool = True, **more: int) -> Doubt:
    codes = np.array(areas or [0] * table.need.shape[1])
    return doubt(table, "weighted_sum", count, codes, SURE if sure else RULES, **more)


def test_with_sure_answers_only_the_weights_are_in_doubt_and_a_visit_settles_nothing():
    found = doubted(needs([[1, 0], [0, 1], [0.2, 0.1]]), weight_count=2000, answer_count=2)
    assert found.first_share == pytest.approx([0.5, 0.5, 0], abs=0.05)
    assert found.wrong_side_share.tolist() == [0, 0, 0]
    assert (found.weight_count, found.answer_count) == (2000, 2)


def test_a_missing_answer_is_drawn_from_those_observed():
    # The others answered 0, 0, 0 and 1: the last is first, or level with the fourth, in a quarter of the draws.
    table = needs([[0.0], [0.0], [0.0], [0.9], [None]])
    found = doubted(table, answer_count=2000, weight_count=1)
    assert found.first_share[4] == pytest.approx(0.25, abs=0.03)
    assert found.first_share[3] == 1
    assert found.wrong_side_share[4] == pytest.approx(0.25, abs=0.03)
    assert found.drawn_count.tolist() == [0, 0, 0, 0, 1]


def test_answers_of_the_same_area_are_drawn_where_enough_answered_there():
    values = [[0.9]] * 5 + [[0.1]] * 5 + [[None], [None], [None]]
    areas = [0] * 5 + [1] * 5 + [0, 1, -1]
    found = doubted(needs(values), 5, areas, answer_count=1000, weight_count=1)
    assert found.first_share[10] == 1 and found.first_share[11] == 0
    assert found.first_share[12] == pytest.approx(0.5, abs=0.06)
    few = doubted(needs(values[:4] + values[5:]), 4, areas[:4] + areas[5:], answer_count=1000, weight_count=1)
    assert few.first_share[9] == pytest.approx(4 / 9, abs=0.06)


def test_an_answer_that_may_be_off_by_a_step_puts_neighbours_of_the_line_in_doubt():
    table = needs([[1.0], [0.75], [0.5], [0.0]], step=0.25)
    found = doubted(table, 1, sure=False, answer_count=4000, weight_count=1)
    off = RULES.off_by_one_share
    # The second is first, or level with the first, when it was taken for too little or the first for too much.
    alone = off / 2 * (1 - off / 2) + (1 - off / 2) * off / 2 + (off / 2) ** 2
    assert found.first_share[1] == pytest.approx(alone, abs=0.015)
    assert found.first_share[3] == 0 and found.wrong_side_share[3] == 0
    assert 0 < found.wrong_side_share[1] < 0.1


def test_a_measure_without_steps_is_taken_as_it_is():
    table = needs([[1.0], [0.75]])
    assert doubted(table, sure=False, answer_count=50).first_share.tolist() == [1, 0]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_doubted(method: str):
    table = needs([[1, 0.5], [None, 1], [0.25, 0.25], [None, None]], step=0.25)
    found = doubt(table, method, 2, np.zeros(4, np.int64), RULES, answer_count=20, weight_count=20)
    assert ((found.first_share >= 0) & (found.first_share <= 1)).all()
    assert ((found.wrong_side_share >= 0) & (found.wrong_side_share <= 0.5)).all()
    assert found.drawn_count.tolist() == [0, 1, 0, 2]


@given(values=tables(smallest=4))
@settings(max_examples=30)
def test_the_same_seed_gives_the_same_answer(values: list[list[float | None]]):
    one, again = (doubted(needs(values, step=0.25), sure=False, answer_count=10, weight_count=10) for _ in range(2))
    np.testing.assert_array_equal(one.first_share, again.first_share)
    np.testing.assert_array_equal(one.wrong_side_share, again.wrong_side_share)


def test_who_is_left_out_for_a_missing_answer_stays_out():
    criteria = [Criterion("a", 0.5, "worse", 0, 1, missing=WhenMissing.LEAVE_OUT), Criterion("b", 0.5, "worse", 0, 1)]
    found = doubted(needs_of(frame_of([[1, 1], [None, 1], [0, None]]), criteria), answer_count=10, weight_count=10)
    np.testing.assert_array_equal(found.first_share, [1, np.nan, 0])
    np.testing.assert_array_equal(np.isnan(found.wrong_side_share), [False, True, False])


def test_when_nobody_is_left_there_is_nothing_to_doubt():
    criteria = [Criterion("a", 1, "worse", 0, 1, missing=WhenMissing.LEAVE_OUT)]
    assert np.isnan(doubted(needs_of(frame_of([[None], [None]]), criteria)).first_share).all()


def test_a_line_below_the_first_is_refused():
    with pytest.raises(BadInput, match="ranking_bad_count"):
        doubted(needs([[1, 0], [0, 1]]), 0)


def visits_of(count: int) -> tuple[Needs, Doubt, np.ndarray]:
    values = [[0.9, 0.9], [0.5, None], [0.5, None], [0.5, 0.4], [0.0, None], [0.45, 0.45]] + [
        [0.0, 1.0],
        [0.0, 0.0],
    ] * 3
    areas = np.array([7, 7, 3, 3, 7, 3] + [9] * 6)
    table = needs(values)
    return table, doubt(table, "weighted_sum", count, areas, SURE, answer_count=300, weight_count=30), areas


def test_visits_go_where_an_answer_is_missing_near_the_line():
    table, found, areas = visits_of(2)
    listed = visit_list(table, found, areas, 2)
    assert sorted(listed.households["row"]) == [1, 2]
    assert listed.households["missing"].tolist() == [("b",), ("b",)]
    assert listed.households["settled"].is_monotonic_decreasing
    assert listed.areas["visit_count"].tolist() == [1, 1]
    assert sorted(listed.areas["area"]) == [3, 7]
    assert 0 < listed.settled_share <= 1


def test_nobody_is_visited_who_would_settle_nothing():
    table, found, areas = visits_of(2)
    listed = visit_list(table, found, areas, 12)
    assert listed.settled_share == pytest.approx(1)
    assert (listed.households["settled"] > 0).all() and len(listed.households) < 12
    assert listed.areas["settled"].sum() == pytest.approx(np.nansum(found.wrong_side_share))


def test_with_sure_answers_there_is_nobody_to_visit():
    table = needs([[1, 0], [0, 1]])
    listed = visit_list(table, doubted(table), np.array([1, 2]), 5)
    assert listed.households.empty and listed.areas.empty and listed.settled_share == 0


def test_a_list_of_no_visits_is_refused():
    table, found, areas = visits_of(2)
    with pytest.raises(BadInput, match="ranking_bad_count"):
        visit_list(table, found, areas, 0)
