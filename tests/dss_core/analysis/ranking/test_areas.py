"""Areas by the needs of their households."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.ranking.areas import rank_areas
from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput

FRAME = pd.DataFrame({"income": [0.0, 500.0, 1000.0, 1000.0, 250.0], "water": [1.0, np.nan, 4.0, 4.0, 1.0]})
CRITERIA = (Criterion("income", 0.5, "better", 0, 1000), Criterion("water", 0.5, "better", 1, 4))
AREAS = np.array([0, 0, 1, -1, 2])


def test_means_and_ranks_by_hand():
    found = rank_areas(FRAME, CRITERIA, AREAS, 4, "weighted_sum")
    np.testing.assert_allclose(found.needs["income"], [0.75, 0.0, 0.75, np.nan])
    np.testing.assert_allclose(found.needs["water"], [1.0, 0.0, 1.0, np.nan])
    assert found.answered["water"].tolist() == [1, 1, 1, 0]
    assert found.household_count.tolist() == [2, 1, 1, 0]
    assert found.ranking.rank.tolist() == [1, 3, 1, 4]
    np.testing.assert_allclose(found.ranking.score, [0.875, 0, 0.875, np.nan])
    assert found.ranking.unranked.tolist() == [False, False, False, True]


@pytest.mark.parametrize("method", METHODS)
@given(
    answers=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 2)), min_size=3, max_size=15),
    seed=st.integers(0, 3),
)
def test_the_order_of_households_is_irrelevant(method: str, answers: list[tuple[int, int, int]], seed: int):
    frame = pd.DataFrame(answers, columns=["income", "water", "area"])
    criteria = [Criterion("income", 0.5, "better", 0, 4), Criterion("water", 0.5, "worse", 0, 4)]
    shuffled = frame.iloc[np.random.default_rng(seed).permutation(len(frame))]
    one, other = (rank_areas(f, criteria, f["area"].to_numpy(), 3, method) for f in (frame, shuffled))
    np.testing.assert_array_equal(one.ranking.rank, other.ranking.rank)
    np.testing.assert_allclose(one.ranking.score, other.ranking.score, atol=1e-9)


def test_a_criterion_that_tells_no_household_apart_tells_no_area_apart():
    same = rank_areas(FRAME.assign(same=3.0), [*CRITERIA, Criterion("same", 1.0, "worse")], AREAS, 3, "topsis")
    assert same.ranking.weights["same"] == 0
    assert same.ranking.rank.tolist() == rank_areas(FRAME, CRITERIA, AREAS, 3, "topsis").ranking.rank.tolist()


def test_thresholds_are_those_of_the_criteria():
    criteria = [Criterion("income", 1, "better", 0, 1000, cutoff=300)]
    found = rank_areas(FRAME, criteria, AREAS, 3, "deprivation_count")
    # Mean needs 0.75, 0 and 0.75 stand for incomes of 250 and 1,000 baht.
    assert found.ranking.score.tolist() == [1, 0, 1]
    alike = [Criterion("income", 1, "better", 0, 1000, indifference=800)]
    assert rank_areas(FRAME, alike, AREAS, 3, "promethee_ii").ranking.rank.tolist() == [1, 1, 1]


def test_an_unknown_method_is_refused():
    with pytest.raises(BadInput, match="ranking_unknown_method"):
        rank_areas(FRAME, CRITERIA, AREAS, 3, "best")
