"""The same answer to all of a block, told only of those who answered enough."""

import math

import pandas as pd
import pytest

from dss_core.analysis.quality.straight_lining import straight_lined, straight_shares

FRAME = pd.DataFrame(
    {
        "a": [2.0, 2.0, 1.0, None, None],
        "b": [2.0, 3.0, 1.0, 4.0, None],
        "c": [2.0, 2.0, None, None, None],
    }
)


def test_gaps_do_not_make_an_answer_another_one():
    is_straight, is_told = straight_lined(FRAME, ["a", "b", "c"], 2)
    assert is_straight.tolist() == [True, False, True, False, False]
    assert is_told.tolist() == [True, True, True, False, False]


def test_a_share_is_of_those_that_could_be_told():
    row = straight_shares(FRAME, {"block": ["a", "b", "c"]}, 2).iloc[0]
    assert (row["count"], row["n"], row["missing"]) == (2, 3, 2)
    assert row["share"] == pytest.approx(2 / 3)
    assert 0 < row["low"] < row["share"] < row["high"] < 1


def test_a_block_of_too_few_questions_is_left_out():
    assert len(straight_shares(FRAME, {"block": ["a", "b"]}, 3)) == 0


def test_where_nobody_answered_enough_there_is_no_share():
    row = straight_shares(FRAME.iloc[3:], {"block": ["a", "b", "c"]}, 2).iloc[0]
    assert (row["n"], row["missing"]) == (0, 2) and math.isnan(row["share"])
