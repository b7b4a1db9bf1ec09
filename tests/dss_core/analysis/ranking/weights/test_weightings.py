"""Weights from a table: what every way owes, and numbers of the literature and of pymcdm 1.4.0."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.weights.critic import correlations, critic
from dss_core.analysis.ranking.weights.entropy import entropy
from dss_core.analysis.ranking.weights.equal import equal
from dss_core.analysis.ranking.weights.given import given
from dss_core.analysis.ranking.weights.weight_set import Weighting, with_weights
from dss_core.analysis.ranking.weights.weightings import WEIGHTINGS
from dss_core.catalog.criteria import Scale, WhenMissing
from dss_core.errors import BadInput

TABLE = pd.DataFrame(
    {
        "income": [190.0, 132.0, 143.0, 181.0, 124.0, 159.0, 170.0, 60.0],
        "water": [1.0, 2.0, 2.0, 4.0, 4.0, 1.0, 2.0, 4.0],
        "children": [0.0, 4.0, 0.0, 2.0, 4.0, 1.0, 2.0, 1.0],
        "debt": [3.3, 5.0, 5.5, 6.0, 10.0, 8.1, 6.6, 9.9],
    }
)
CRITERIA = [Criterion(name, 1.0, "worse") for name in TABLE.columns]
# What pymcdm 1.4.0 gives: CRITIC of the table, entropy of the table + 1 (a column with a zero gets all weight there).
ENTROPY = [0.13980093, 0.21345540, 0.50471073, 0.14203294]
CRITIC = [0.31457753, 0.24531666, 0.21869663, 0.22140917]

each_weighting = pytest.mark.parametrize("weighting", WEIGHTINGS.values(), ids=WEIGHTINGS)


@each_weighting
@examples(
    rows=st.lists(st.tuples(*[st.one_of(st.integers(0, 5), st.none())] * 3), min_size=1, max_size=12),
    seed=st.integers(0, 3),
)
def test_weights_sum_to_one_and_do_not_depend_on_the_order_of_rows(
    weighting: Weighting, rows: list[tuple[int | None, ...]], seed: int
):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"], dtype=np.float64)
    criteria = [Criterion(name, 1.0, "worse") for name in "abc"]
    found = weighting(frame, criteria)
    assert list(found.weights) == ["a", "b", "c"]
    assert sum(found.weights.values()) == pytest.approx(1)
    assert all(weight >= 0 for weight in found.weights.values())
    places = np.random.default_rng(seed).permutation(len(frame))
    assert weighting(frame.iloc[places], criteria).weights == pytest.approx(found.weights)


@each_weighting
@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ([], "ranking_no_weight"),
        ([Criterion("cows", 1, "worse")], "ranking_unknown_criterion"),
        ([Criterion("debt", 1, "worse")] * 2, "ranking_repeated_criterion"),
    ],
)
def test_what_cannot_be_weighed_is_refused(weighting: Weighting, criteria: list[Criterion], code: str):
    with pytest.raises(BadInput, match=code):
        weighting(TABLE, criteria)


@pytest.mark.parametrize("weighting", [entropy, critic])
def test_a_criterion_on_which_all_are_alike_weighs_nothing(weighting: Weighting):
    frame = TABLE[["income", "water"]].assign(road=2.0)
    found = weighting(frame, [Criterion(name, 1, "worse") for name in frame.columns])
    assert found.weights["road"] == 0 and found.warnings == ()


@pytest.mark.parametrize("weighting", [entropy, critic])
@pytest.mark.parametrize("size", [1, 3])
def test_when_all_are_alike_in_everything_weights_are_equal_and_it_is_said(weighting: Weighting, size: int):
    frame = pd.DataFrame({"a": [2.0] * size, "b": [0.0] * size})
    found = weighting(frame, [Criterion("a", 1, "worse"), Criterion("b", 1, "worse")])
    assert found.weights == {"a": 0.5, "b": 0.5}
    assert found.warnings == ("weights_all_alike",)


def test_given_weights_are_divided_by_their_sum():
    criteria = [Criterion("income", 3, "worse"), Criterion("debt", 1, "worse")]
    assert given(TABLE, criteria).weights == {"income": 0.75, "debt": 0.25}
    assert equal(TABLE, criteria).weights == {"income": 0.5, "debt": 0.5}
    assert [criterion.weight for criterion in with_weights(criteria, equal(TABLE, criteria))] == [0.5, 0.5]


@pytest.mark.parametrize("weighting", [equal, entropy, critic])
def test_weights_from_answers_do_not_ask_for_weights(weighting: Weighting):
    none = [Criterion(name, 0.0, "worse") for name in TABLE.columns]
    assert weighting(TABLE, none).weights == pytest.approx(weighting(TABLE, CRITERIA).weights)
    with pytest.raises(BadInput, match="ranking_no_weight"):
        given(TABLE, none)


def test_entropy_equals_the_reference():
    assert list(entropy(TABLE + 1, CRITERIA).weights.values()) == pytest.approx(ENTROPY, abs=1e-8)


def test_entropy_by_hand_with_a_zero_and_a_missing_answer():
    frame = pd.DataFrame({"a": [0.0, 1.0, 1.0, np.nan], "b": [1.0, 1.0, 2.0, 0.0]})
    uneven_a = 1 - np.log(2) / np.log(3)
    uneven_b = 1 - (2 * 0.25 * np.log(4) + 0.5 * np.log(2)) / np.log(4)
    found = entropy(frame, [Criterion("a", 1, "worse"), Criterion("b", 1, "better")])
    assert found.weights == pytest.approx(
        {"a": uneven_a / (uneven_a + uneven_b), "b": uneven_b / (uneven_a + uneven_b)}
    )


def test_entropy_refuses_values_below_zero_by_name():
    with pytest.raises(BadInput) as caught:
        entropy(pd.DataFrame({"net_income": [-5.0, 3.0]}), [Criterion("net_income", 1, "better")])
    assert (caught.value.code, caught.value.params) == ("weights_negative_value", {"criterion": "net_income"})


@pytest.mark.parametrize("scale", list(Scale))
def test_critic_equals_the_reference_whatever_the_scale(scale: Scale):
    criteria = [Criterion(name, 1, "worse", scale=scale, missing=WhenMissing.NEEDIEST) for name in TABLE.columns]
    assert list(critic(TABLE, criteria).weights.values()) == pytest.approx(CRITIC, abs=1e-8)


def test_critic_looks_which_way_need_goes():
    # Two columns that say the same of need, one of them the other way round, do not contradict one another.
    frame = pd.DataFrame({"debt": [1.0, 2.0, 3.0], "income": [3.0, 2.0, 1.0], "water": [1.0, 4.0, 1.0]})
    criteria = [Criterion("debt", 1, "worse"), Criterion("income", 1, "better"), Criterion("water", 1, "better")]
    weights = critic(frame, criteria).weights
    assert weights["debt"] == pytest.approx(weights["income"])
    assert weights["water"] > weights["debt"]


def test_critic_of_criteria_that_all_say_the_same_weighs_them_by_their_spread():
    frame = pd.DataFrame({"a": [0.0, 1.0], "b": [5.0, 9.0]})
    assert critic(frame, [Criterion("a", 1, "worse"), Criterion("b", 1, "worse")]).weights == {"a": 0.5, "b": 0.5}


def test_correlations_are_those_of_pandas_over_pairs():
    rows = np.random.default_rng(3).normal(size=(4, 40))
    rows[rows > 1.2] = np.nan
    np.testing.assert_allclose(correlations(rows), pd.DataFrame(rows.T).corr(), atol=1e-12)


def test_two_rows_that_nobody_answered_together_have_no_correlation():
    rows = np.array([[1.0, 2.0, np.nan, np.nan], [np.nan, np.nan, 5.0, 7.0]])
    assert correlations(rows)[0, 1] == 0
