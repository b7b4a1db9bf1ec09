"""Putting households together by pattern loses nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dss_core.analysis.poverty.profiles import NOT_KNOWN, Profiles, aligned, collapse, score
from dss_core.catalog.specification import MissingAnswers


def names(count: int) -> tuple[str, ...]:
    return tuple(f"d{number}" for number in range(count))


def unfold(profiles: Profiles, missing: MissingAnswers) -> np.ndarray:
    """The matrix of rows back from the cells, with missing answers taken as the rule says."""
    columns = [profiles.is_deprived(position, missing) for position in range(len(profiles.indicators))]
    return np.stack(columns, axis=1)[profiles.cell_of_row]


@given(st.integers(1, 23).flatmap(lambda j: arrays(np.int8, (9, j), elements=st.sampled_from([0, 1, NOT_KNOWN]))))
def test_every_row_can_be_read_back(matrix):
    profiles = collapse(matrix, names(matrix.shape[1]), np.ones(9))
    assert (unfold(profiles, MissingAnswers.NOT_DEPRIVED) == (matrix == 1)).all()
    assert (unfold(profiles, MissingAnswers.DEPRIVED) == (matrix != 0)).all()
    used = profiles.is_used(MissingAnswers.LEAVE_OUT)[profiles.cell_of_row]
    assert (used == (matrix != NOT_KNOWN).all(axis=1)).all()


@given(arrays(np.int8, (9, 11), elements=st.sampled_from([0, 1, NOT_KNOWN])))
def test_a_matrix_kept_by_columns_is_the_same_matrix(matrix):
    by_rows, by_columns = (collapse(kept, names(11), np.ones(9)) for kept in (matrix, np.asfortranarray(matrix)))
    assert (by_rows.deprived == by_columns.deprived).all() and (by_rows.unknown == by_columns.unknown).all()
    assert (by_rows.cell_of_row == by_columns.cell_of_row).all()


def test_equal_rows_of_a_group_become_one_cell_with_their_weight():
    matrix = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], dtype=np.int8)
    profiles = collapse(matrix, names(2), np.array([1.0, 2, 4, 8]), np.array([0, 0, 0, 1]), 2)
    cell = profiles.cell_of_row
    assert cell[0] == cell[1] and len(set(cell.tolist())) == 3
    assert profiles.weight[cell].tolist() == [3, 3, 4, 8]
    assert profiles.rows[cell].tolist() == [2, 2, 1, 1]
    assert profiles.group[cell].tolist() == [0, 0, 0, 1]
    assert profiles.row_count == 4


def test_a_row_in_no_group_is_kept_for_the_total():
    profiles = collapse(np.ones((2, 1), np.int8), names(1), np.ones(2), np.array([0, -1]), 1)
    assert profiles.group[profiles.cell_of_row].tolist() == [0, 1]


def test_a_row_without_weight_is_not_counted():
    assert collapse(np.ones((2, 1), np.int8), names(1), np.array([0.0, 3.0])).rows.tolist() == [1]


def test_many_indicators_and_groups_are_told_apart():
    # 90 indicators and 1,000 groups do not fit into one whole number.
    draw = np.random.default_rng(7)
    matrix = draw.integers(-1, 2, (300, 90)).astype(np.int8)
    matrix[150:] = matrix[:150]
    group = np.tile(draw.integers(0, 1000, 150), 2)
    profiles = collapse(matrix, names(90), np.ones(300), group, 1000)
    assert len(profiles.group) == len({(g, row.tobytes()) for g, row in zip(group.tolist(), matrix, strict=True)})
    assert (unfold(profiles, MissingAnswers.DEPRIVED) == (matrix != 0)).all()


def test_the_score_is_the_sum_of_the_weights_of_the_deprivations():
    matrix = np.array([[1, 0, 0, 1, 1], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]], dtype=np.int8)
    weights = np.array([0.5, 0.2, 0.15, 0.1, 0.05])
    profiles = collapse(matrix, names(5), np.ones(3))
    scores = score(profiles.pattern(MissingAnswers.LEAVE_OUT), weights)[profiles.cell_of_row]
    assert scores.tolist() == pytest.approx([0.65, 0, 1])


def test_no_rows_are_no_cells():
    profiles = collapse(np.empty((0, 3), np.int8), names(3), np.empty(0))
    assert profiles.row_count == len(profiles.group) == 0


def test_weights_come_in_the_order_of_the_indicators():
    assert aligned({"b": 0.25, "a": 0.75}, ("a", "b")).tolist() == [0.75, 0.25]
