"""Shares of poor under several definitions: intervals, bounds, groups, agreement."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.poverty.poor_shares import agreement, poor_shares
from dss_core.analysis.statistics.design import SurveyDesign, sample_of

NAN = float("nan")
FLAGS = {"a": np.array([1, 1, 0, 0, NAN]), "b": np.array([1, 0, 1, 0, 1.0])}


def plain(count: int = 5):
    return sample_of(pd.DataFrame(index=range(count)))


def test_poor_not_poor_and_unknown_are_kept_apart():
    row = poor_shares(FLAGS, plain()).set_index("definition").loc["a"]
    assert (row["poor"], row["not_poor"], row["unknown"], row["share"]) == (2, 2, 1, 0.5)
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((2 / 5, 3 / 5))
    # Wilson's interval of 2 of 4.
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.15004, 0.84996), abs=1e-4)


def test_groups_follow_everybody_and_a_row_in_none_counts_there_alone():
    table = poor_shares(FLAGS, plain(), np.array([0, 0, 1, 1, -1]), 2)
    assert table["group"].tolist() == [0, 1, 2] * 2
    assert table[table["definition"] == "b"]["poor"].tolist() == [3, 1, 1]
    assert table[table["definition"] == "a"]["unknown"].tolist() == [1, 0, 0]


def test_weights_move_shares_and_bounds():
    weights = np.array([3, 1, 1, 1, 2.0])
    row = poor_shares(FLAGS, sample_of(pd.DataFrame(index=range(5)), SurveyDesign(weights))).iloc[0]
    assert row["share"] == pytest.approx(4 / 6)
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((4 / 8, 6 / 8))


def test_nobody_known_is_no_share_and_bounds_from_none_to_all():
    row = poor_shares({"a": np.full(3, NAN)}, plain(3)).iloc[0]
    assert np.isnan(row["share"]) and (row["bound_low"], row["bound_high"]) == (0, 1)
    assert poor_shares({"a": np.zeros(0)}, plain(0)).iloc[0][["share", "bound_low"]].isna().all()


def test_two_definitions_agree_where_both_or_neither_count():
    (row,) = agreement(FLAGS).to_dict("records")
    assert (row["both"], row["only_first"], row["only_second"], row["neither"]) == (1, 1, 1, 1)
    assert (row["agree_share"], row["both_of_either_share"]) == pytest.approx((0.5, 1 / 3))


def test_nothing_in_common_is_no_share():
    (row,) = agreement({"a": np.array([1.0, NAN]), "b": np.array([NAN, 0.0])}).to_dict("records")
    assert np.isnan(row["agree_share"]) and np.isnan(row["both_of_either_share"])
