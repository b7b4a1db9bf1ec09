"""Why this rank: the household at the line, and what would carry one over it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.explanation import Line, ValueChange, compare, line_of, value_changes, weight_change
from dss_core.analysis.ranking.methods import LINEAR, METHODS, OWN_ANSWERS
from dss_core.analysis.ranking.needs import needs_of
from dss_core.analysis.ranking.weighted_sum import weighted_sum
from dss_core.catalog.criteria import Scale
from dss_core.errors import BadInput

FRAME = pd.DataFrame({"income": [0.0, 400.0, 500.0, 900.0, np.nan], "water": [1.0, 2.0, 2.0, 4.0, 3.0]})
CRITERIA = (Criterion("income", 0.6, "better", 0, 1000), Criterion("water", 0.4, "better", 1, 4, step=1))
# Scores: 1, .6 x .6 + .4 x 2/3 = .6267, .3 + .2667 = .5667, .06, 1/3 (of water alone).


def line(row: int, count: int) -> Line:
    found = line_of(weighted_sum(FRAME, CRITERIA), row, count)
    assert found is not None
    return found


def changes(row: int, count: int, method: str = "weighted_sum") -> dict[str, ValueChange]:
    needs, ranking = needs_of(FRAME, CRITERIA), METHODS[method](FRAME, CRITERIA)
    at = line_of(ranking, row, count)
    assert at is not None
    return {one.criterion: one for one in value_changes(FRAME, needs, method, row, at)}


def test_the_line_is_the_last_of_the_first_among_all_others():
    assert line(2, 2) == Line(1, pytest.approx(0.36 + 0.4 * 2 / 3), False)
    # For one who is among the first it is whoever would take its place.
    assert line(0, 2) == Line(2, pytest.approx(0.3 + 0.4 * 2 / 3), True)


def test_who_ties_with_the_line_is_among_the_first():
    frame = pd.DataFrame({"debt": [5.0, 5.0, 1.0]})
    ranking = weighted_sum(frame, [Criterion("debt", 1, "worse")])
    assert [found.is_first for row in range(3) if (found := line_of(ranking, row, 1))] == [True, True, False]


@pytest.mark.parametrize("method", METHODS)
@given(values=st.lists(st.tuples(*[st.integers(0, 3).map(float)] * 3), min_size=2, max_size=9), count=st.integers(1, 4))
def test_the_line_says_who_is_among_the_first(method: str, values: list[tuple[float, ...]], count: int):
    frame = pd.DataFrame(values, columns=["a", "b", "c"])
    ranking = METHODS[method](frame, [Criterion(name, 1 / 3, "worse", 0, 3) for name in "abc"])
    for row in range(len(frame)):
        found = line_of(ranking, row, count)
        if found is None:
            assert len(frame) <= count
        else:
            assert found.is_first == (ranking.rank[row] <= count)


def test_there_is_no_line_where_there_is_room_for_everybody():
    assert line_of(weighted_sum(FRAME, CRITERIA), 0, 5) is None


@pytest.mark.parametrize(
    ("count", "column", "code"), [(0, "income", "ranking_bad_count"), (1, "none", "ranking_not_ranked")]
)
def test_a_line_that_cannot_be_drawn_is_refused(count: int, column: str, code: str):
    frame = FRAME.assign(none=[np.nan, 1, 2, 3, 4])
    ranking = weighted_sum(frame, [Criterion(column, 1, "worse")])
    with pytest.raises(BadInput, match=code):
        line_of(ranking, 0, count)


def test_two_households_are_compared_by_what_parts_them_most():
    table = compare(FRAME, weighted_sum(FRAME, CRITERIA), 2, 0)
    assert table["criterion"].tolist() == ["income", "water"]
    assert table["value"].tolist() == [500, 2] and table["other_value"].tolist() == [0, 1]
    assert table["difference"].tolist() == pytest.approx([0.3 - 0.6, 0.4 * 2 / 3 - 0.4])
    scores = weighted_sum(FRAME, CRITERIA).score
    assert table["difference"].sum() == pytest.approx(scores[2] - scores[0])


def test_a_missing_answer_is_missing_in_the_comparison():
    table = compare(FRAME, weighted_sum(FRAME, CRITERIA), 4, 0).set_index("criterion")
    assert np.isnan(table.loc["income", "value"]) and np.isnan(table.loc["income", "contribution"])


def test_the_answer_that_would_carry_a_household_over_the_line_by_hand():
    # The third household is 0.06 behind: 100 baht less income, or one step of water.
    found = changes(2, 2)
    assert found["income"] == ValueChange("income", 500.0, pytest.approx(400, abs=0.01), pytest.approx(0.1, abs=1e-6))
    assert found["water"] == ValueChange("water", 2.0, 1.0, pytest.approx(1 / 3))
    assert list(found) == ["income", "water"]


def test_no_answer_on_the_scale_is_said():
    # 0.5667 behind 1: water alone cannot lift the fourth household, with 900 baht, so far.
    found = changes(3, 1)
    assert not found["water"].is_possible and found["water"].needed is None and found["water"].share is None
    assert [one.is_possible for one in found.values()] == [False, False]


def test_who_is_among_the_first_leaves_by_the_same_answer_seen_from_above():
    # The second household leaves when it has more than 500 baht, or two steps better water.
    found = changes(1, 2)
    assert found["income"].needed == pytest.approx(500, abs=0.01)
    assert found["water"] == ValueChange("water", 2.0, 3.0, pytest.approx(1 / 3))


def test_a_missing_answer_is_asked_for():
    # With 0.6 x need + 0.4 / 3 the last household reaches 0.5667 at a need of 0.7222.
    found = changes(4, 3)
    assert found["income"].value is None
    assert found["income"].needed == pytest.approx(1000 * (1 - (0.5667 - 0.4 / 3) / 0.6), abs=0.2)
    assert found["income"].share == pytest.approx(0.7222, abs=1e-3)


@pytest.mark.parametrize("method", sorted(OWN_ANSWERS))
@given(
    values=st.lists(st.tuples(*[st.integers(0, 6).map(float)] * 3), min_size=3, max_size=8),
    count=st.integers(1, 3),
    step=st.sampled_from([None, 1.0]),
)
def test_the_changed_answer_changes_sides_and_less_does_not(
    method: str, values: list[tuple[float, ...]], count: int, step: float | None
):
    frame = pd.DataFrame(values, columns=["a", "b", "c"])
    criteria = [
        Criterion(name, 1 / 3, more, 0, 6, step=step)
        for name, more in zip("abc", ("worse", "better", "worse"), strict=True)
    ]
    needs, ranking = needs_of(frame, criteria), METHODS[method](frame, criteria)
    at = line_of(ranking, 0, count)
    if at is None:
        return
    for change in value_changes(frame, needs, method, 0, at):
        if change.needed is None or change.value is None:
            continue
        assert 0 <= change.needed <= 6
        sign = (1 if change.criterion != "b" else -1) * (-1 if at.is_first else 1)
        beyond, short = (change.needed + sign * part for part in ((1e-4, -1e-4) if step is None else (0, -step)))
        assert _is_first(method, frame, criteria, change.criterion, beyond, count) != at.is_first
        if (short - change.value) * sign >= 0:
            assert _is_first(method, frame, criteria, change.criterion, short, count) == at.is_first


def _is_first(method: str, frame: pd.DataFrame, criteria: list[Criterion], name: str, value: float, count: int) -> bool:
    changed = frame.copy()
    changed.loc[0, name] = min(max(value, -1e-3), 6 + 1e-3)
    found = line_of(METHODS[method](changed, criteria), 0, count)
    return found is None or found.is_first


@pytest.mark.parametrize("method", ["vikor", "promethee_ii"])
def test_methods_whose_scores_depend_on_everybody_tell_no_single_answer(method: str):
    assert changes(2, 2, method) == {}


def test_nor_is_one_told_where_the_scale_depends_on_everybody():
    criteria = [replace(one, scale=Scale.VECTOR, lowest=None, highest=None) for one in CRITERIA]
    needs, ranking = needs_of(FRAME, criteria), weighted_sum(FRAME, criteria)
    at = line_of(ranking, 2, 2)
    assert at is not None and value_changes(FRAME, needs, "weighted_sum", 2, at) == []


def test_the_weights_that_would_carry_a_household_over_the_line_by_hand():
    frame = pd.DataFrame({"income": [0.0, 300.0], "water": [2.0, 1.0]})
    needs, ranking = needs_of(frame, CRITERIA), weighted_sum(frame, CRITERIA)
    at = line_of(ranking, 1, 1)
    assert at is not None and not at.is_first
    # 0.6 + 0.4 x 2/3 against 0.6 x 0.7 + 0.4: behind by 0.18 - 0.1333; a unit moved gains 0.3 + 1/3.
    found = weight_change(needs, "weighted_sum", 1, at)
    assert found is not None and found.is_exact
    assert found.share == pytest.approx((0.18 - 0.4 / 3) / (0.3 + 1 / 3))
    moved = [replace(one, weight=float(weight)) for one, weight in zip(CRITERIA, found.weights, strict=True)]
    assert weighted_sum(frame, moved).score[0] == pytest.approx(weighted_sum(frame, moved).score[1])


@pytest.mark.parametrize("method", METHODS)
def test_weights_are_told_for_methods_that_are_a_weighted_mean(method: str):
    frame = FRAME.iloc[:4].assign(water=[4.0, 3.0, 1.0, 2.0])
    needs, ranking = needs_of(frame, CRITERIA), METHODS[method](frame, CRITERIA)
    at = line_of(ranking, 2, 1)
    assert at is not None
    assert (weight_change(needs, method, 2, at) is not None) == (method in LINEAR and not at.is_first) or at.is_first


def test_a_household_that_is_behind_on_everything_has_no_such_weights():
    needs = needs_of(FRAME, CRITERIA)
    assert weight_change(needs, "weighted_sum", 3, line(3, 1)) is None
