"""What every ranking method owes, whichever it is; a new method is tested here without another line."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.ranking.contract import Criterion, Method, Ranking, order
from dss_core.analysis.ranking.methods import LINEAR, METHODS, OWN_ANSWERS
from dss_core.analysis.ranking.needs import needs_of, weighted
from dss_core.catalog.criteria import Scale, WhenMissing
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
    size = draw(st.integers(smallest, 12))
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
    heavier = [replace(criterion, weight=criterion.weight * factor) for criterion in CRITERIA]
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


GIVEN = [replace(criterion, lowest=0, highest=8) for criterion in CRITERIA]


@pytest.mark.parametrize("method", [METHODS[name] for name in sorted(OWN_ANSWERS)], ids=sorted(OWN_ANSWERS))
@given(frame=frames(), newcomer=frames())
def test_on_given_scales_one_more_household_changes_no_score_where_that_is_promised(
    method: Method, frame: pd.DataFrame, newcomer: pd.DataFrame
):
    more = method(pd.concat([frame, newcomer.head(1)], ignore_index=True), GIVEN)
    np.testing.assert_array_equal(more.score[:-1], method(frame, GIVEN).score)


@pytest.mark.parametrize("name", ["vikor", "promethee_ii"])
def test_one_more_household_may_swap_others_where_nothing_is_promised(name: str):
    # Scores of the pair within the list change with who else is in it.
    assert name not in OWN_ANSWERS
    frame = pd.DataFrame({"debt": [8.0, 0.0, 4.0], "income": [4.0, 0.0, 8.0], "water": [4.0, 2.0, 1.0]})
    alone, joined = METHODS[name](frame.iloc[:2], GIVEN), METHODS[name](frame, GIVEN)
    assert not np.array_equal(alone.score, joined.score[:2])


@pytest.mark.parametrize(
    ("name", "score"), [("vikor", 1.0), ("promethee_ii", 0.5)] + [(n, 0.0) for n in sorted(OWN_ANSWERS)]
)
@pytest.mark.parametrize("size", [1, 4])
def test_households_that_are_all_alike_share_the_first_rank_with_the_stated_score(name: str, score: float, size: int):
    frame = pd.DataFrame({"debt": [3.0] * size, "income": [700.0] * size})
    ranking = METHODS[name](frame, [Criterion("debt", 0.5, "worse"), Criterion("income", 0.5, "better")])
    assert ranking.rank.tolist() == [1] * size
    assert ranking.score.tolist() == [score] * size
    assert ranking.constant == ("debt", "income") and "constant_criterion" in ranking.warnings


@each_method
@given(frame=frames(smallest=2), place=st.integers(0, 2), rule=st.sampled_from(list(WhenMissing)))
def test_a_missing_answer_counts_as_the_criterion_says(
    method: Method, frame: pd.DataFrame, place: int, rule: WhenMissing
):
    name = NAMES[place]
    is_missing = frame[name].isna().to_numpy()
    criteria = [replace(c, missing=rule) if c.id == name else c for c in CRITERIA]
    ranking = method(frame, criteria)
    shown = ranking.contributions[name].isna().to_numpy()
    counts = ranking.weights[name] > 0
    if rule is WhenMissing.REWEIGHT:
        assert shown[is_missing].all()
    elif rule is WhenMissing.LEAVE_OUT:
        assert ranking.unranked[is_missing & counts].all()
    elif not is_missing.all() and frame[name].nunique() > 1:
        assert not shown[is_missing].any() and not ranking.unranked[is_missing & counts].any()
    ranked = ~ranking.unranked
    np.testing.assert_allclose(ranking.contributions.sum(axis=1)[ranked], ranking.score[ranked], atol=1e-9)


@each_method
@given(frame=frames(smallest=3))
def test_who_counts_as_neediest_for_a_missing_answer_never_ranks_below_who_counts_as_least_needy(
    method: Method, frame: pd.DataFrame
):
    frame["debt"] = frame["debt"].fillna(4.0)
    frame.loc[[0, 1, 2], "debt"] = [np.nan, 0.0, 8.0]
    cautious, strict = (
        method(frame, [replace(CRITERIA[0], missing=rule), *CRITERIA[1:]])
        for rule in (WhenMissing.NEEDIEST, WhenMissing.LEAST_NEEDY)
    )
    assert cautious.rank[0] <= strict.rank[0]


@each_method
@given(frame=frames())
def test_a_criterion_of_weight_zero_changes_nothing(method: Method, frame: pd.DataFrame):
    without = method(frame[["debt", "income"]], CRITERIA[:2])
    beside = method(frame, [*CRITERIA[:2], replace(CRITERIA[2], weight=0.0)])
    assert_same(beside, without)
    np.testing.assert_array_equal(beside.contributions["water"].dropna(), 0)


@pytest.mark.parametrize("name", LINEAR)
@given(frame=frames(smallest=2))
def test_the_order_of_a_linear_method_is_that_of_its_weighted_parts(name: str, frame: pd.DataFrame):
    needs, ranking = needs_of(frame, CRITERIA), METHODS[name](frame, CRITERIA)
    parts = weighted(needs, LINEAR[name](needs))
    value = np.where(np.isnan(parts), 0.0, parts).sum(axis=0)
    for one in range(len(frame)):
        for other in range(len(frame)):
            if not ranking.unranked[[one, other]].any() and ranking.score[one] > ranking.score[other]:
                assert value[one] > value[other]


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
        ([Criterion("debt", 1.0, "worse", 0, 1, Scale.VECTOR)], "ranking_bad_scale", {"criterion": "debt"}),
        ([Criterion("debt", 1.0, "worse", indifference=-1)], "ranking_bad_threshold", {"criterion": "debt"}),
        (
            [Criterion("debt", 1.0, "worse", indifference=2, preference=1)],
            "ranking_bad_threshold",
            {"criterion": "debt"},
        ),
        ([Criterion("debt", 1.0, "worse", cutoff=np.nan)], "ranking_bad_threshold", {"criterion": "debt"}),
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
