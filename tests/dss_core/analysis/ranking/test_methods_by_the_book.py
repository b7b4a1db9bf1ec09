"""Each method against numbers of pymcdm 1.4.0 for one table, and its explanation by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.ranking.contract import Criterion
from dss_core.analysis.ranking.deprivation_count import deprivation_count
from dss_core.analysis.ranking.promethee_ii import promethee_ii
from dss_core.analysis.ranking.topsis import topsis
from dss_core.analysis.ranking.vikor import compromise, vikor
from dss_core.analysis.ranking.weighted_product import weighted_product
from dss_core.analysis.ranking.weighted_sum import weighted_sum
from dss_core.catalog.criteria import Scale
from dss_core.errors import BadInput

TABLE = pd.DataFrame(
    {
        "income": [190.0, 132.0, 143.0, 181.0, 124.0, 159.0, 170.0, 60.0],
        "water": [1.0, 2.0, 2.0, 4.0, 4.0, 1.0, 2.0, 4.0],
        "children": [0.0, 4.0, 0.0, 2.0, 4.0, 1.0, 2.0, 1.0],
        "debt": [3.3, 5.0, 5.5, 6.0, 10.0, 8.1, 6.6, 9.9],
    }
)
CRITERIA = (
    Criterion("income", 0.4, "better"),
    Criterion("water", 0.3, "better"),
    Criterion("children", 0.2, "worse"),
    Criterion("debt", 0.1, "worse"),
)
VECTOR = [replace(criterion, scale=Scale.VECTOR) for criterion in CRITERIA]
# What pymcdm 1.4.0 gives for this table, with types -1, -1, 1, 1.
TOPSIS_MINMAX = [0.39564392, 0.56880085, 0.41845274, 0.18446922, 0.45703132, 0.48948943, 0.39033684, 0.55301315]
TOPSIS_VECTOR = [0.39223809, 0.65525222, 0.36778874, 0.2679969, 0.52376589, 0.48518743, 0.44208315, 0.47024274]
VIKOR_Q = [0.84855909, 0.0, 0.35453466, 0.92241379, 0.33541686, 0.33234505, 0.5490445, 0.28329895]
NET_FLOW = [-0.41428571, 0.31428571, -0.11428571, -0.45714286, 0.34285714, 0.18571429, -0.05714286, 0.2]
NET_FLOW_LINEAR = [-0.21481633, 0.28261224, -0.00065306, -0.44065306, 0.13697959, 0.09563265, -0.061142857, 0.20204082]
WEIGHTED_SUM = [0.3, 0.60383467, 0.37745121, 0.16799082, 0.50307692, 0.51702641, 0.41079219, 0.54850746]
PRODUCT_MINMAX = [0.0, 0.55898981, 0.0, 0.0, 0.0, 0.41311597, 0.33966062, 0.0]
PRODUCT_RATIOS = [0.09376881, 0.13688819, 0.09688217, 0.09498355, 0.12791225, 0.1246198, 0.11444707, 0.14176193]


def test_topsis_equals_the_reference_on_both_scales():
    np.testing.assert_allclose(topsis(TABLE, CRITERIA).score, TOPSIS_MINMAX, atol=1e-8)
    np.testing.assert_allclose(topsis(TABLE, VECTOR).score, TOPSIS_VECTOR, atol=1e-8)


def test_topsis_shares_its_score_by_squared_distances():
    frame = pd.DataFrame({"debt": [0.0, 6.0, 10.0], "children": [0.0, 4.0, 5.0]})
    ranking = topsis(frame, [Criterion("debt", 0.5, "worse"), Criterion("children", 0.5, "worse")])
    away, near = 0.5 * np.hypot(0.6, 0.8), 0.5 * np.hypot(0.4, 0.2)
    score = away / (away + near)
    assert ranking.score.tolist() == pytest.approx([0.0, score, 1.0])
    assert ranking.contributions.iloc[1].tolist() == pytest.approx([0.36 * score, 0.64 * score])


def test_topsis_on_given_scales_measures_from_their_ends():
    frame = pd.DataFrame({"water": [2.0, 3.0]})
    assert topsis(frame, [Criterion("water", 1, "better", 1, 4)]).score.tolist() == pytest.approx([2 / 3, 1 / 3])


def test_vikor_equals_the_reference_on_both_scales():
    for criteria in (CRITERIA, VECTOR):
        ranking = vikor(TABLE, criteria)
        np.testing.assert_allclose(ranking.figures["q"], VIKOR_Q, atol=1e-8)
        np.testing.assert_allclose(ranking.score, 1 - ranking.figures["q"], atol=1e-9)


def test_vikor_charges_the_largest_regret_to_its_criterion():
    frame = pd.DataFrame({"debt": [10.0, 10.0, 0.0], "children": [4.0, 0.0, 0.0]})
    ranking = vikor(frame, [Criterion("debt", 0.5, "worse"), Criterion("children", 0.5, "worse")])
    assert ranking.figures["s"].tolist() == [0, 0.5, 1]
    assert ranking.figures["r"].tolist() == [0, 0.5, 0.5]
    assert ranking.score.tolist() == [1.0, 0.25, 0.0]
    # The second household lacks nothing of debt; its regret for children takes both terms.
    assert ranking.contributions.iloc[1].tolist() == pytest.approx([0.5, 0.5 - 0.25 - 0.5])


def test_vikor_names_one_household_where_it_is_clearly_first():
    frame = pd.DataFrame({"debt": [10.0, 1.0, 0.0, 2.0], "children": [4.0, 0.0, 1.0, 0.0]})
    found = compromise(vikor(frame, [Criterion("debt", 0.5, "worse"), Criterion("children", 0.5, "worse")]))
    assert found.rows.tolist() == [0] and found.has_advantage and found.is_stable


def test_vikor_names_the_second_too_where_the_first_is_first_neither_by_its_sum_nor_by_its_regret():
    frame = pd.DataFrame({"debt": [0.0, 5.0, 1.0, 6.0], "children": [7.0, 1.0, 3.0, 0.0]})
    found = compromise(vikor(frame, [Criterion("debt", 0.5, "worse"), Criterion("children", 0.5, "worse")]))
    assert found.has_advantage and not found.is_stable
    assert found.rows.tolist() == [1, 0]


def test_vikor_of_one_household_is_that_household():
    found = compromise(vikor(pd.DataFrame({"debt": [10.0]}), [Criterion("debt", 1, "worse")]))
    assert found.rows.tolist() == [0]


def test_promethee_equals_the_reference_for_the_usual_and_the_linear_criterion():
    np.testing.assert_allclose(promethee_ii(TABLE, CRITERIA).figures["net_flow"], NET_FLOW, atol=1e-8)
    thresholds = {"income": (10, 60), "water": (0, 2), "children": (1, 3), "debt": (0.5, 4)}
    linear = [replace(c, indifference=thresholds[c.id][0], preference=thresholds[c.id][1]) for c in CRITERIA]
    ranking = promethee_ii(TABLE, linear)
    np.testing.assert_allclose(ranking.figures["net_flow"], NET_FLOW_LINEAR, atol=1e-8)
    np.testing.assert_allclose(ranking.score, (ranking.figures["net_flow"] + 1) / 2, atol=1e-9)


def test_the_weighted_sum_equals_the_reference():
    np.testing.assert_allclose(weighted_sum(TABLE, CRITERIA).score, WEIGHTED_SUM, atol=1e-8)


def test_the_weighted_product_equals_the_reference_and_warns_of_zeros():
    ranking = weighted_product(TABLE, CRITERIA)
    np.testing.assert_allclose(ranking.score, PRODUCT_MINMAX, atol=1e-8)
    assert "product_zero" in ranking.warnings


def test_the_weighted_product_of_ratios_is_the_textbooks_up_to_one_factor():
    ranking = weighted_product(TABLE + 1, VECTOR)
    factors = ranking.score / np.array(PRODUCT_RATIOS)
    np.testing.assert_allclose(factors, factors[0], rtol=1e-7)
    assert "product_zero" not in ranking.warnings


def test_the_weighted_product_says_what_each_criterion_takes_from_the_full_score():
    frame = pd.DataFrame({"a": [1.0, 0.25, 0.0], "b": [1.0, 1.0, 0.5], "c": [1.0, 1.0, 0.0]})
    criteria = [Criterion(name, weight, "worse", 0, 1) for name, weight in zip("abc", (0.5, 0.25, 0.25), strict=True)]
    ranking = weighted_product(frame, criteria)
    assert ranking.score.tolist() == [1.0, 0.5, 0.0]
    assert ranking.contributions.iloc[0].tolist() == pytest.approx([0.5, 0.25, 0.25])
    assert ranking.contributions.iloc[1].tolist() == pytest.approx([0.0, 0.25, 0.25])
    # Where the score is zero, the criteria without need take everything, by their weights.
    assert ranking.contributions.iloc[2].tolist() == pytest.approx([0.5 - 2 / 3, 0.25, 0.25 - 1 / 3])


def test_a_rounding_is_no_need():
    frame = pd.DataFrame({"a": [0.1 + 0.2, 1.0, 0.3]})
    ranking = weighted_product(frame, [Criterion("a", 1, "worse", lowest=0.3)])
    assert ranking.score.tolist() == [0.0, 1.0, 0.0]


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_ratios_need_values_above_zero(value: float):
    with pytest.raises(BadInput, match="ranking_not_positive"):
        weighted_product(pd.DataFrame({"a": [value, 1.0]}), [Criterion("a", 1, "worse", scale=Scale.NONE)])


def test_deprivations_are_counted_beyond_the_cut_off_and_not_at_it():
    frame = pd.DataFrame({"income": [99.0, 100.0, 101.0], "children": [3.0, 2.0, 1.0]})
    criteria = [Criterion("income", 0.6, "better", cutoff=100), Criterion("children", 0.4, "worse", cutoff=2)]
    ranking = deprivation_count(frame, criteria)
    assert ranking.score.tolist() == [1.0, 0.0, 0.0]
    assert ranking.figures["deprived_count"].tolist() == [2, 0, 0]
    assert "cutoff_middle" not in ranking.warnings


@pytest.mark.parametrize("scale", list(Scale))
def test_without_a_cut_off_the_middle_of_the_scale_is_taken_and_it_is_said(scale: Scale):
    frame = pd.DataFrame({"children": [0.0, 1.0, 2.0, 4.0]})
    ranking = deprivation_count(frame, [Criterion("children", 1, "worse", scale=scale)])
    assert ranking.score.tolist() == [0, 0, 0, 1]
    assert "cutoff_middle" in ranking.warnings


def test_the_scale_none_takes_values_as_needs_and_the_other_way_round():
    frame = pd.DataFrame({"share_poor": [0.2, 0.9], "share_well": [0.3, 1.0]})
    criteria = [
        Criterion("share_poor", 0.5, "worse", scale=Scale.NONE),
        Criterion("share_well", 0.5, "better", scale=Scale.NONE),
    ]
    assert weighted_sum(frame, criteria).score.tolist() == pytest.approx([0.45, 0.45])
