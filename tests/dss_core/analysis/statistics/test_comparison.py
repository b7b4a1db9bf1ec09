"""Groups compared: against R and scipy, and what is said when nothing can be tested."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dss_core.analysis.statistics.comparison import Comparison, ComparisonMethod, Meaning, compare_groups
from dss_core.analysis.statistics.effects import EffectKind
from dss_core.errors import BadInput
from tests.dss_core.analysis.statistics.small_survey import small_sample, small_survey


def figures(comparison: Comparison) -> list[float]:
    assert comparison.test is not None
    test = comparison.test
    return [test.statistic, test.df, test.df_below, test.p]


def test_several_groups_are_compared_by_welch_as_in_r():
    found = compare_groups(small_survey(), "y", "group")
    assert found.method is ComparisonMethod.WELCH_ANOVA and found.groups == ["p", "q", "r"]
    np.testing.assert_allclose(figures(found), [0.3666097496083878, 2, 14.41855028359409, 0.699357887143945], rtol=1e-9)
    assert found.meanings == (Meaning.NOT_SHOWN, Meaning.NOT_A_CAUSE)


def test_equal_variances_are_assumed_only_on_request_as_in_r():
    found = compare_groups(small_survey(), "y", "group", equal_variances=True)
    assert found.method is ComparisonMethod.ANOVA
    np.testing.assert_allclose(figures(found), [0.4271965505735912, 2, 24, 0.6571990778995942], rtol=1e-9)


def test_a_design_has_walds_test_as_in_r():
    found = compare_groups(small_survey(), "y", "group", small_sample())
    assert found.method is ComparisonMethod.WALD_F
    np.testing.assert_allclose(figures(found), [1.231086516526955, 2, 3, 0.4070368244088312], rtol=1e-9)
    assert found.effect is not None and found.effect.kind is EffectKind.ETA_SQUARED


def test_two_groups_under_a_design_equal_the_design_based_t_test_of_r():
    found = compare_groups(small_survey(), "y", "answer", small_sample())
    np.testing.assert_allclose(figures(found), [0.5262251315277593**2, 1, 4, 0.62655892911699], rtol=1e-8)


@pytest.mark.parametrize("equal_variances", [False, True])
def test_two_groups_equal_the_t_test_of_scipy(equal_variances: bool):
    frame = small_survey()
    first, second = (frame.loc[frame["answer"] == word, "y"] for word in ("no", "yes"))
    theirs = stats.ttest_ind(first, second, equal_var=equal_variances)
    found = compare_groups(frame, "y", "answer", equal_variances=equal_variances)
    np.testing.assert_allclose(figures(found), [theirs.statistic, 1, theirs.df, theirs.pvalue], rtol=1e-9)


def test_a_clear_difference_is_said_with_its_size():
    frame = pd.DataFrame({"g": ["a", "b"] * 10, "x": np.arange(20) % 2 * 10 + np.arange(20) / 10})
    found = compare_groups(frame, "x", "g")
    assert found.meanings == (Meaning.DIFFERS, Meaning.NOT_A_CAUSE)
    assert found.effect is not None and found.effect.kind is EffectKind.HEDGES_G
    assert found.effect.low is not None and found.effect.high is not None
    assert found.effect.low < found.effect.value < found.effect.high < 0


def test_a_group_of_one_is_left_out_and_it_is_said():
    frame = pd.DataFrame({"g": [*"aaabbb", "c"], "x": [1.0, 2, 3, 2, 3, 5, 9]})
    found = compare_groups(frame, "x", "g")
    assert found.is_tested == [True, True, False] and Meaning.SMALL_GROUP in found.meanings
    np.testing.assert_allclose(figures(found), figures(compare_groups(frame.iloc[:6], "x", "g")))
    assert found.method is ComparisonMethod.WELCH_T


@pytest.mark.parametrize(
    "x", [[1.0, 1.0, 2.0, 2.0], [1.0, np.nan, np.nan, np.nan]], ids=["no spread", "too few answers"]
)
def test_without_spread_or_answers_there_is_no_test(x: list[float]):
    found = compare_groups(pd.DataFrame({"g": [*"aabb"], "x": x}), "x", "g")
    assert found.test is None and found.effect is None and Meaning.NO_TEST in found.meanings


def test_a_group_without_spread_cannot_enter_welchs_test_of_several():
    frame = pd.DataFrame({"g": [*"aabbcc"], "x": [1.0, 1.0, 2.0, 3.0, 4.0, 6.0]})
    assert compare_groups(frame, "x", "g").test is None
    assert compare_groups(frame, "x", "g", equal_variances=True).test is not None


def test_more_groups_than_the_design_can_tell_apart_have_no_test():
    frame = small_survey().assign(many=lambda f: f.index % 7)
    assert compare_groups(frame, "y", "many", small_sample()).test is None


@pytest.mark.parametrize(
    ("value", "group", "code"),
    [
        ("gone", "group", "describe_unknown_column"),
        ("answer", "group", "not_a_number"),
        ("x", "one", "comparison_one_group"),
    ],
)
def test_what_cannot_be_compared_is_told(value: str, group: str, code: str):
    with pytest.raises(BadInput, match=code):
        compare_groups(small_survey().assign(one=1), value, group)


def test_a_sample_of_other_rows_is_refused():
    with pytest.raises(BadInput, match="design_length"):
        compare_groups(small_survey().iloc[:5], "x", "group", small_sample())
