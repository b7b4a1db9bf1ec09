"""What every ranking method owes, whichever it is; a new method is tested here without another line."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.ranking.contract import Criterion, Method, Ranking, order
from dss_core.analysis.ranking.methods import METHODS
from dss_core.errors import BadInput

CRITERIA = (
    Criterion("debt", 0.5, "worse"),
    Criterion("income", 0.3, "better"),
    Criterion("water", 0.2, "better", 1, 4),
)
NAMES = [criterion.id for criterion in CRITERIA]

each_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


@st.composite
def frames(draw: st.DrawFn, missing: bool = True, smallest: int = 1) -> pd.DataFrame:
    size = draw(st.integers(smallest, 25))
    number = st.integers(0, 8).map(float)
    answer = st.one_of(number, st.just(np.nan)) if missing else number
    columns = {name: draw(st.lists(answer, min_size=size, max_size=size)) for name in NAMES}
    return pd.DataFrame(columns)


def assert_same(one: Ranking, other: Ranking) -> None:
    np.testing.assert_allclose(one.score, other.score, atol=1e-9)
    np.testing.assert_array_equal(one.rank, other.rank)
    np.testing.assert_array_equal(one.unranked, other.unranked)


@each_method
@given(frame=frames())
def test_a_ranking_explains_itself(method: Method, frame: pd.DataFrame):
    ranking = method(frame, CRITERIA)
    ranked = ~ranking.unranked
    assert ((ranking.score[ranked] >= 0) & (ranking.score[ranked] <= 1)).all()
    np.testing.assert_array_equal(np.isnan(ranking.score), ranking.unranked)
    assert ranking.contributions.columns.tolist() == NAMES
    np.testing.assert_allclose(ranking.contributions.sum(axis=1)[ranked], ranking.score[ranked], atol=1e-9)
    assert sum(ranking.weights.values()) == pytest.approx(1)


@each_method
@given(frame=frames())
def test_ties_share_the_smallest_rank_and_the_unranked_come_after_all(method: Method, frame: pd.DataFrame):
    ranking = method(frame, CRITERIA)
    scores = ranking.score[~ranking.unranked]
    for score, rank in zip(scores, ranking.rank[~ranking.unranked], strict=True):
        assert rank == 1 + (scores > score).sum()
    assert (ranking.rank[ranking.unranked] == len(scores) + 1).all()


@each_method
@given(frame=frames())
def test_missing_stays_missing(method: Method, frame: pd.DataFrame):
    ranking = method(frame, CRITERIA)
    missing = frame[NAMES].isna()
    assert ranking.contributions[missing].isna().all(axis=None)
    assert (ranking.unranked >= missing.all(axis=1).to_numpy()).all()
    assert ("unranked_households" in ranking.warnings) == ranking.unranked.any()


@each_method
@given(frame=frames(), seed=st.integers(0, 3))
def test_the_order_of_rows_is_irrelevant(method: Method, frame: pd.DataFrame, seed: int):
    places = np.random.default_rng(seed).permutation(len(frame))
    ranking, shuffled = method(frame, CRITERIA), method(frame.iloc[places], CRITERIA)
    np.testing.assert_array_equal(shuffled.score, ranking.score[places])
    np.testing.assert_array_equal(shuffled.rank, ranking.rank[places])
    assert shuffled.contributions.index.tolist() == frame.index[places].tolist()


@each_method
@given(frame=frames(), factor=st.sampled_from([0.001, 12.0, 1000.0]), shift=st.sampled_from([0.0, -5.0, 273.0]))
def test_the_unit_of_a_criterion_without_a_scale_is_irrelevant(
    method: Method, frame: pd.DataFrame, factor: float, shift: float
):
    other = frame.assign(debt=frame["debt"] * factor + shift)
    assert_same(method(other, CRITERIA), method(frame, CRITERIA))


@each_method
@given(frame=frames(), factor=st.sampled_from([0.01, 3.0, 100.0]))
def test_only_the_proportions_of_weights_matter_and_it_is_said(method: Method, frame: pd.DataFrame, factor: float):
    heavier = [Criterion(c.id, c.weight * factor, c.more_is, c.lowest, c.highest) for c in CRITERIA]
    ranking = method(frame, heavier)
    assert_same(ranking, method(frame, CRITERIA))
    assert "weights_normalised" in ranking.warnings
    assert "weights_normalised" not in method(frame, CRITERIA).warnings


@each_method
@given(frame=frames(missing=False, smallest=2))
def test_who_is_worse_on_everything_never_ranks_lower(method: Method, frame: pd.DataFrame):
    worse, better = frame.iloc[0].copy(), frame.iloc[1]
    worse["debt"] = max(worse["debt"], better["debt"])
    worse[["income", "water"]] = np.minimum(worse[["income", "water"]], better[["income", "water"]])
    frame.iloc[0] = worse
    ranking = method(frame, CRITERIA)
    assert ranking.rank[0] <= ranking.rank[1]


@each_method
@given(frame=frames())
def test_the_list_is_the_same_however_the_rows_were_read(method: Method, frame: pd.DataFrame):
    codes = pd.Series([f"{number:04d}" for number in range(len(frame))])
    places = np.random.default_rng(1).permutation(len(frame))
    straight = codes.iloc[order(method(frame, CRITERIA), codes)]
    shuffled = codes.iloc[places].iloc[order(method(frame.iloc[places], CRITERIA), codes.iloc[places])]
    assert shuffled.tolist() == straight.tolist()
    assert sorted(straight) == codes.tolist()


@each_method
def test_nobody_to_rank_is_an_empty_ranking(method: Method):
    ranking = method(pd.DataFrame({name: pd.Series(dtype=float) for name in NAMES}), CRITERIA)
    assert len(ranking.score) == len(ranking.rank) == len(ranking.contributions) == 0


FRAME = pd.DataFrame({name: [1.0, 2.0] for name in NAMES})


@each_method
@pytest.mark.parametrize(
    ("criteria", "code", "params"),
    [
        ([], "ranking_no_weight", {}),
        ([Criterion("debt", 0.0, "worse")], "ranking_no_weight", {}),
        ([Criterion("debt", -1.0, "worse")], "ranking_bad_weight", {"criterion": "debt"}),
        ([Criterion("debt", np.nan, "worse")], "ranking_bad_weight", {"criterion": "debt"}),
        ([Criterion("debt", np.inf, "worse")], "ranking_bad_weight", {"criterion": "debt"}),
        ([Criterion("cows", 1.0, "worse")], "ranking_unknown_criterion", {"criterion": "cows"}),
        ([Criterion("debt", 1.0, "worse")] * 2, "ranking_repeated_criterion", {"criterion": "debt"}),
        ([Criterion("debt", 1.0, "worse", 4, 1)], "ranking_bad_scale", {"criterion": "debt"}),
        ([Criterion("debt", 1.0, "worse", np.nan, 1)], "ranking_bad_scale", {"criterion": "debt"}),
    ],
)
def test_what_cannot_be_ranked_by_is_refused_by_name(
    method: Method, criteria: list[Criterion], code: str, params: dict[str, str]
):
    with pytest.raises(BadInput) as caught:
        method(FRAME, criteria)
    assert (caught.value.code, caught.value.params) == (code, params)


@each_method
def test_a_text_cannot_be_ranked_by(method: Method):
    with pytest.raises(BadInput, match="not_a_number"):
        method(pd.DataFrame({"debt": ["high", "low"]}), [Criterion("debt", 1.0, "worse")])
