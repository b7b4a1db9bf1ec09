"""The best set of each household: against trying every set."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.allocation.pricing.choose import best_pairs, best_sets, kind_for

VALUES = st.lists(st.integers(-5, 9), min_size=12, max_size=12)


def worth(values: np.ndarray, chosen: np.ndarray) -> list[float]:
    """What each household's set is worth."""
    padded = np.vstack([values, np.zeros(values.shape[1])])
    return [float(padded[chosen[:, h], h].sum()) for h in range(values.shape[1])]


@given(VALUES, st.integers(1, 3))
def test_the_best_programmes_of_those_worth_something(numbers: list[int], most: int):
    values = np.array(numbers, dtype=np.float32).reshape(4, 3)
    chosen = best_sets(values.copy(), np.zeros(3, dtype=np.float32), most)
    expected = np.sort(np.maximum(values, 0), axis=0)[-most:].sum(axis=0)
    assert worth(values, chosen) == pytest.approx(expected.tolist())
    for household in range(3):
        taken = [one for one in chosen[:, household].tolist() if one < 4]
        assert len(taken) == len(set(taken)) and all(values[one, household] > 0 for one in taken)


def test_of_equal_values_the_earlier_programme_is_taken():
    values = np.full((3, 1), 2.0, dtype=np.float32)
    assert best_sets(values, np.zeros(1, dtype=np.float32), 2).tolist() == [[0], [1]]


def test_who_is_paid_to_be_served_takes_the_best_even_at_a_loss():
    values = np.array([[-3.0, -3.0], [-1.0, -1.0]], dtype=np.float32)
    assert best_sets(values, np.array([-2.0, 0.0], dtype=np.float32), 2).tolist() == [[1, 2], [2, 2]]


@given(VALUES, st.lists(st.integers(-3, 4), min_size=3, max_size=3), st.booleans())
def test_the_best_pair_with_what_overlaps_and_what_is_required(numbers: list[int], loss: list[int], needs: bool):
    values = np.array(numbers, dtype=np.float32).reshape(4, 3)
    lost, requires = np.array(loss, dtype=np.float32), ((2, 0),) if needs else ()
    chosen = best_pairs(values.copy(), np.zeros(3, dtype=np.float32), 2, [(1, 0, lost)], requires)
    for household in range(3):
        sets = [s for size in range(3) for s in combinations(range(4), size) if not (needs and 2 in s and 0 not in s)]
        best = max(sum(values[p, household] for p in s) - (lost[household] if {0, 1} <= set(s) else 0) for s in sets)
        taken = {one for one in chosen[:, household].tolist() if one < 4}
        found = sum(values[p, household] for p in taken) - (lost[household] if {0, 1} <= taken else 0)
        assert found == pytest.approx(float(best), abs=1e-3)
        assert not (needs and 2 in taken and 0 not in taken)


def test_more_sets_than_fit_beside_a_single_value_are_told_apart_in_double():
    assert kind_for(200) is np.float32 and kind_for(500) is np.float64
