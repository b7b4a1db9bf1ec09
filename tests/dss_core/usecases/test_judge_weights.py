"""Weights that people judge: comparisons and points become weights of the set, and what was forged is refused."""

from itertools import combinations

import pytest

from dss_core.access.viewer import Viewer
from dss_core.errors import BadInput
from dss_core.usecases.judge_weights import (
    MOST_JUDGED,
    Comparison,
    PairsQuery,
    SwingsQuery,
    judge_pairs,
    judge_swings,
    judged_by,
)
from dss_core.usecases.services import Services

THREE = (("human", 1.0), ("financial", 1.0), ("social", 1.0), ("natural", 0.0))


def pairs(*times: float) -> tuple[Comparison, ...]:
    names = ("human", "financial", "social")
    return tuple(Comparison(*two, one) for two, one in zip(combinations(names, 2), times, strict=True))


def test_comparisons_without_contradiction_give_their_weights(province: Services, governor: Viewer):
    found = judge_pairs(province, governor, PairsQuery(THREE, pairs(2.0, 4.0, 2.0)))
    assert found.weights == pytest.approx({"human": 4 / 7, "financial": 2 / 7, "social": 1 / 7, "natural": 0.0})
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert (found.said, found.fitting, found.warnings) == (None, None, ())


def test_a_contradiction_names_the_answer_that_fits_least_as_it_was_said(province: Services, governor: Viewer):
    # Human is worth twice or four times the others, and yet natural is said to be nine times human.
    four = tuple((name, 1.0) for name in ("human", "financial", "social", "natural"))
    told = {"human financial": 2.0, "human social": 4.0, "human natural": 1 / 9}
    told |= {"financial social": 2.0, "financial natural": 2.0, "social natural": 1.0}
    comparisons = tuple(Comparison(*pair.split(), times) for pair, times in told.items())
    found = judge_pairs(province, governor, PairsQuery(four, comparisons))
    assert found.consistency_ratio is not None and found.consistency_ratio > 0.1
    assert found.warnings == ("weights_inconsistent",)
    assert found.said is not None and (found.said.first, found.said.second) == ("natural", "human")
    assert found.said.times == pytest.approx(9.0)
    assert found.fitting is not None and found.fitting < 3


def test_many_indicators_are_judged_by_their_capitals_and_keep_their_parts(province: Services, governor: Viewer):
    weights = province.catalog.preset("indicators_by_weight").weights
    assert len(weights) > MOST_JUDGED
    shares = judged_by(province.catalog, weights)
    assert list(shares) == list(province.catalog.instrument.capital_ids)
    points = tuple((capital, 100.0 if capital == "human" else 0.0) for capital in shares)
    found = judge_swings(province, governor, SwingsQuery(tuple(weights.items()), points)).weights
    assert list(found) == list(weights)
    of_human = {one.id for one in province.catalog.instrument.indicators if one.capital == "human"}
    assert {name for name, weight in found.items() if weight} == of_human
    total = sum(weights[name] for name in of_human)
    assert {name: found[name] for name in of_human} == pytest.approx({n: weights[n] / total for n in of_human})


def test_points_are_weights_in_proportion(province: Services, governor: Viewer):
    points = (("human", 100.0), ("financial", 60.0), ("social", 40.0))
    found = judge_swings(province, governor, SwingsQuery(THREE, points))
    assert found.weights == pytest.approx({"human": 0.5, "financial": 0.3, "social": 0.2, "natural": 0.0})
    assert found.consistency_ratio is None


@pytest.mark.parametrize(
    ("weights", "comparisons", "code"),
    [
        (THREE, pairs(2.0, 4.0, 10.0), "weights_bad_ratio"),
        (THREE, pairs(2.0, 4.0, float("nan")), "weights_bad_ratio"),
        (THREE, pairs(2.0, 4.0, 0.0), "weights_bad_ratio"),
        (THREE, pairs(2.0, 4.0, 2.0)[:2], "weights_missing_pair"),
        (THREE, (*pairs(2.0, 4.0, 2.0), Comparison("social", "human", 1.0)), "weights_repeated_pair"),
        (THREE, (*pairs(2.0, 4.0, 2.0), Comparison("human", "phone", 1.0)), "weights_unknown_pair"),
        ((("phone", 1.0),), (), "ranking_unknown_criterion"),
        ((("human", -1.0),), (), "ranking_bad_weight"),
        ((("human", 0.0),), (), "ranking_no_weight"),
    ],
)
def test_a_forged_comparison_is_refused(weights, comparisons, code: str, province: Services, governor: Viewer):
    with pytest.raises(BadInput) as refused:
        judge_pairs(province, governor, PairsQuery(weights, comparisons))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ((("human", 100.0), ("financial", 60.0)), "weights_unknown_swing"),
        ((("human", 100.0), ("financial", 60.0), ("social", 1.0), ("phone", 1.0)), "weights_unknown_swing"),
        ((("human", 100.0), ("human", 60.0), ("financial", 60.0), ("social", 1.0)), "weights_unknown_swing"),
        ((("human", 101.0), ("financial", 60.0), ("social", 1.0)), "weights_bad_points"),
        ((("human", -1.0), ("financial", 60.0), ("social", 1.0)), "weights_bad_points"),
        ((("human", 0.0), ("financial", 0.0), ("social", 0.0)), "ranking_no_weight"),
    ],
)
def test_forged_points_are_refused(points, code: str, province: Services, governor: Viewer):
    with pytest.raises(BadInput) as refused:
        judge_swings(province, governor, SwingsQuery(THREE, points))
    assert refused.value.code == code


def test_more_criteria_than_can_be_judged_and_no_capitals_behind_them(province: Services):
    weights = dict.fromkeys([one.id for one in province.catalog.instrument.indicators], 1.0) | {"human": 1.0}
    with pytest.raises(BadInput) as refused:
        judged_by(province.catalog, weights)
    assert refused.value.code == "weights_many_criteria"
