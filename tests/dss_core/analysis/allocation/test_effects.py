"""Benefits from gaps and effects: by hand, and never more than the gap."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.allocation.effects import benefits_of, overlaps_of

GAPS = np.array([[2.0, 0.5, 0.0], [1.0, 1.0, 3.0]])
EFFECTS = np.array([[1.0, 0.0], [1.5, 0.5], [0.0, 2.0]])
WEIGHTS = np.array([1.0, 0.5])
EVERYBODY = np.ones((3, 3), dtype=np.bool_)


def test_a_programme_closes_a_gap_at_most():
    assert benefits_of(GAPS, EFFECTS, WEIGHTS).tolist() == [[1.0, 0.5, 0.0], [1.75, 0.75, 0.25], [0.5, 0.5, 1.0]]


def test_two_programmes_for_one_gap_lose_what_would_be_closed_twice():
    first, second = overlaps_of(GAPS, EFFECTS, WEIGHTS, EVERYBODY)
    assert (first.first, first.second, first.lost.tolist()) == (0, 1, [0.5, 0.5, 0.0])
    assert (second.first, second.second, second.lost.tolist()) == (1, 2, [0.25, 0.25, 0.0])


def test_pairs_that_nobody_may_have_are_left_out():
    allowed = EVERYBODY.copy()
    allowed[1] = False
    assert overlaps_of(GAPS, EFFECTS, WEIGHTS, allowed) == ()


@given(st.lists(st.floats(0, 5), min_size=3, max_size=3), st.lists(st.floats(0, 5), min_size=6, max_size=6))
def test_a_pair_brings_what_its_summed_effects_bring(gap: list[float], effect: list[float]):
    gaps, effects, weights = np.array([gap]).T, np.array(effect).reshape(2, 3), np.array([1.0, 2.0, 0.5])
    lost = sum(float(one.lost[0]) for one in overlaps_of(gaps, effects, weights, np.ones((2, 1), dtype=np.bool_)))
    both = benefits_of(gaps, effects.sum(axis=0, keepdims=True), weights)[0, 0]
    apart = benefits_of(gaps, effects, weights).sum()
    assert abs(apart - lost - both) < 1e-5
