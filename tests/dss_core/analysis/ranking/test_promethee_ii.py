"""Net flows by sorting are those of comparing every pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.arrays import Floats
from dss_core.analysis.ranking.promethee_ii import net_flows


def by_pairs(values: Floats, indifference: float, preference: float) -> Floats:
    """The definition, one pair after the other."""
    flows = np.full(len(values), np.nan)
    known = values[~np.isnan(values)]

    def preferred(distance: float) -> float:
        if preference <= indifference:
            return float(distance > indifference)
        return min(max((distance - indifference) / (preference - indifference), 0.0), 1.0)

    for row, value in enumerate(values):
        if not np.isnan(value):
            total = sum(preferred(value - other) - preferred(other - value) for other in known)
            flows[row] = total / (len(known) - 1) if len(known) > 1 else 0.0
    return flows


@given(
    values=st.lists(st.one_of(st.integers(0, 12), st.just(None)), min_size=1, max_size=30),
    indifference=st.integers(0, 4),
    further=st.integers(0, 5),
)
def test_net_flows_equal_those_of_all_pairs(values: list[int | None], indifference: int, further: int):
    array = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    found = net_flows(array, indifference, indifference + further)
    np.testing.assert_allclose(found, by_pairs(array, indifference, indifference + further), atol=1e-12)


@given(values=st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_flows_add_up_to_nothing(values: list[float]):
    assert net_flows(np.array(values).round(9), 0.1, 0.4).sum() == pytest.approx(0, abs=1e-9)


def test_a_difference_as_large_as_a_threshold_on_paper_stands_on_its_near_side():
    # 0.3 - 0.2 and 0.2 - 0.1 differ by rounding; neither is more than 0.1.
    assert net_flows(np.array([0.1, 0.2, 0.3]), 0.1, 0.1).tolist() == [-0.5, 0.0, 0.5]
