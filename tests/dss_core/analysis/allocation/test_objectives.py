"""What a plan reduces: losses by hand, and pairs that bring what both together bring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.allocation.objectives import OBJECTIVES, Aim, worth_of
from dss_core.errors import BadInput

VALUES = np.array([[1.0, 3.0, 2.0], [2.0, 3.0, np.nan]])  # two columns, three households
AIM = Aim(np.array([3.0, 3.0]), np.array([0.5, 0.5]), aversion=1.0, line=2.5, cutoff=0.5)


@pytest.mark.parametrize(
    ("objective", "losses"), [("gap", [1.5, 0]), ("severity", [2.25, 0]), ("over_line", [1, 0]), ("m0", [1, 0])]
)
def test_losses_by_hand_and_a_missing_answer_is_not_a_loss_of_zero(objective: str, losses: list[float]):
    found = OBJECTIVES[objective](VALUES, AIM)
    assert found[:2].tolist() == losses and np.isnan(found[2])


def test_the_same_lift_is_worth_more_to_the_poorer_with_aversion():
    values = np.array([[0.0, 2.0]])
    effects, allowed = np.array([[1.0]]), np.ones((1, 2), dtype=np.bool_)
    for aversion, worth in ((0.0, [1, 1]), (1.0, [5, 1]), (2.0, [19, 1])):
        aim = Aim(np.array([3.0]), np.array([1.0]), aversion=aversion)
        assert worth_of("severity", values, effects, aim, allowed, 1)[0][0].tolist() == worth


def test_two_programmes_that_are_both_needed_bring_more_than_their_sum():
    values = np.array([[1.0], [2.0]])
    effects, allowed = np.array([[1.0, 0.0], [0.0, 1.0]]), np.ones((2, 1), dtype=np.bool_)
    benefits, overlaps = worth_of("over_line", values, effects, AIM, allowed, 2)
    assert benefits.tolist() == [[0], [0]] and overlaps[0].lost.tolist() == [-1]


@given(
    st.sampled_from(sorted(OBJECTIVES)),
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_a_pair_is_worth_what_the_two_lifts_together_are_worth(objective: str, state: list[int], lift: list[int]):
    values, effects = np.array(state, dtype=float).reshape(2, 3), np.array(lift, dtype=float).reshape(2, 2)
    allowed = np.ones((2, 3), dtype=np.bool_)
    benefits, overlaps = worth_of(objective, values, effects, AIM, allowed, 2)
    lost = sum((one.lost for one in overlaps), np.zeros(3))
    both, _ = worth_of(objective, values, effects.sum(axis=0, keepdims=True), AIM, allowed[:1], 1)
    assert np.allclose(benefits.sum(axis=0) - lost, both[0], atol=1e-5)


def test_an_unknown_objective_is_told():
    with pytest.raises(BadInput, match="allocation_unknown_objective"):
        worth_of("joy", VALUES, np.ones((1, 2)), AIM, np.ones((1, 3), dtype=np.bool_), 1)
