"""Weights of several agencies, and of swings."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.ranking.weights.swing import swing
from dss_core.analysis.ranking.weights.voted import voted
from dss_core.errors import BadInput

VOTES = {
    "health": {"income": 50, "home": 30, "care": 20},
    "labour": {"income": 0.8, "home": 0.1, "care": 0.1},
    "housing": {"income": 1, "home": 1, "care": 0},
}


def test_the_agreed_set_is_the_median_of_each_criterion_divided_by_their_sum():
    found = voted(VOTES)
    # Medians .5, .3, .1.
    assert found.agreed.weights == pytest.approx({"income": 0.5 / 0.9, "home": 0.3 / 0.9, "care": 0.1 / 0.9})
    assert found.agreed.warnings == ()
    assert found.weights.loc["housing"].tolist() == [0.5, 0.5, 0.0]


def test_the_mean_can_be_agreed_on_instead():
    assert voted(VOTES, "mean").agreed.weights == pytest.approx({"income": 0.6, "home": 0.3, "care": 0.1})


def test_the_spread_of_each_criterion_is_told():
    spread = voted(VOTES).spread.set_index("criterion")
    assert spread.loc["home", ["lowest", "median", "highest", "range"]].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.4])
    assert spread.loc["home", ["q1", "q3"]].tolist() == pytest.approx([0.2, 0.4])


def test_the_distance_of_an_agency_is_the_weight_it_would_have_to_move():
    found = voted({"one": {"a": 1, "b": 0}, "other": {"a": 0, "b": 1}}, "mean")
    assert found.distance == pytest.approx({"one": 0.5, "other": 0.5})
    assert found.disagreement == pytest.approx(0.5)


def test_one_agency_alone_agrees_with_itself():
    found = voted({"health": VOTES["health"]})
    assert found.agreed.weights == pytest.approx({"income": 0.5, "home": 0.3, "care": 0.2})
    assert found.disagreement == 0


def test_when_each_agency_wants_something_else_the_mean_stands_in_and_it_is_said():
    found = voted({name: {other: float(other == name) for other in "abc"} for name in "abc"})
    assert found.agreed.weights == pytest.approx(dict.fromkeys("abc", 1 / 3))
    assert found.agreed.warnings == ("voted_mean_taken",)


@given(
    votes=st.lists(st.lists(st.integers(1, 9), min_size=3, max_size=3), min_size=1, max_size=6),
    factor=st.sampled_from([0.01, 7.0]),
)
def test_no_agency_counts_more_for_larger_numbers_or_for_coming_first(votes: list[list[int]], factor: float):
    sets = {f"agency {number}": dict(zip("abc", vote, strict=True)) for number, vote in enumerate(votes)}
    found = voted(sets)
    louder = {name: {key: value * factor for key, value in vote.items()} for name, vote in reversed(sets.items())}
    assert voted(louder).agreed.weights == pytest.approx(found.agreed.weights)
    assert sum(found.agreed.weights.values()) == pytest.approx(1)
    assert all(0 <= part <= 1 for part in found.distance.values())
    pd.testing.assert_series_equal(found.weights.sum(axis=1), pd.Series(1.0, index=list(sets)), check_names=False)


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ({}, "weights_no_vote"),
        ({"a": {"x": 1}, "b": {"y": 1}}, "weights_other_criteria"),
        ({"a": {"x": -1}}, "ranking_bad_weight"),
        ({"a": {"x": 0}}, "ranking_no_weight"),
    ],
)
def test_votes_that_cannot_be_counted_are_refused(votes: dict[str, dict[str, float]], code: str):
    with pytest.raises(BadInput, match=code):
        voted(votes)


def test_swings_weigh_in_proportion_to_their_points():
    found = swing({"income": 100, "home": 60, "care": 40})
    assert found.weights == pytest.approx({"income": 0.5, "home": 0.3, "care": 0.2})
    assert found.warnings == ()


def test_a_swing_without_a_full_one_is_said():
    assert swing({"income": 50, "home": 50}).warnings == ("swing_without_full",)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"a": 101}, "weights_bad_points"),
        ({"a": -1}, "weights_bad_points"),
        ({"a": float("nan")}, "weights_bad_points"),
        ({"a": 0}, "ranking_no_weight"),
        ({}, "ranking_no_weight"),
    ],
)
def test_points_that_cannot_be_used_are_refused(points: dict[str, float], code: str):
    with pytest.raises(BadInput, match=code):
        swing(points)
