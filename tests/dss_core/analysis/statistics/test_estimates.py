"""Design-based estimates against R's survey package, textbook formulas without a design, and what must always hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.arrays import Floats, Integers
from dss_core.analysis.statistics.design import LonelyRule, Sample, SurveyDesign, sample_of
from dss_core.analysis.statistics.estimates import (
    difference,
    means,
    ratios,
    share_interval,
    standard_deviations,
    totals,
)
from dss_core.analysis.statistics.intervals import IntervalMethod
from dss_core.analysis.statistics.quantiles import quantile_with_interval, quantiles
from dss_core.analysis.statistics.variance import Domains, covariance, domains_of, variances
from dss_core.errors import BadInput
from tests.dss_core.analysis.statistics.small_survey import small_sample, small_survey

FRAME = small_survey()
X, Y = FRAME["x"].to_numpy(), FRAME["y"].to_numpy()
GROUP = pd.factorize(FRAME["group"], sort=True)[0].astype(np.int64)
RULES = [LonelyRule.CENTERED, LonelyRule.CERTAINTY]


def close(found: object, expected: object) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize(
    ("rule", "mean_se", "group_se", "ratio_se", "difference_se"),
    [
        (
            LonelyRule.CENTERED,
            0.6135127967434127,
            [1.021657216079359, 1.088365972054561, 1.480269893942403],
            0.02576604679331207,
            1.082409249939185,
        ),
        (
            LonelyRule.CERTAINTY,
            0.5581376142176673,
            [0.9482675130948984, 1.082319089930376, 1.480269893942403],
            0.02529077286023417,
            1.049302369296566,
        ),
    ],
)
def test_estimates_equal_those_of_r_under_either_rule_for_lonely_clusters(
    rule: LonelyRule, mean_se: float, group_se: list[float], ratio_se: float, difference_se: float
):
    sample = small_sample(rule)
    whole, groups = domains_of(sample), domains_of(sample, GROUP, 3)
    mean, by_group, ratio = means(sample, whole, X), means(sample, groups, X), ratios(sample, whole, Y, X)
    close([mean.value[0], mean.se[0], mean.df[0], mean.n[0], mean.missing[0]], [25.60336277173913, mean_se, 5, 25, 2])
    close(by_group.value, [26.86071628427532, 24.38783473603672, 26.22911903160726])
    close(by_group.se, group_se)
    assert by_group.df.tolist() == [3, 2, 4]
    close([ratio.value[0], ratio.se[0]], [1.252945554504532, ratio_se])
    apart = difference(sample, X, GROUP == 0, GROUP == 1)
    close([apart.value[0], apart.se[0]], [2.4728815482386, difference_se])


def test_a_total_without_the_lonely_stratum_equals_that_of_r():
    inside = np.where(FRAME["stratum"] != "c", 0, -1).astype(np.int64)
    total = totals(small_sample(), domains_of(small_sample(), inside), Y)
    close([total.value[0], total.se[0]], [1725.524, 102.040883350834])


def test_a_lonely_cluster_stands_away_from_the_mean_of_all_clusters():
    frame = pd.DataFrame({"s": ["a", "a", "b"], "w": [1.0, 1.0, 1.0], "x": [1.0, 3.0, 11.0]})
    sample = sample_of(frame, SurveyDesign("w", "s"))
    total = totals(sample, domains_of(sample), frame["x"].to_numpy())
    # Stratum a: 2 * ((1 - 2)^2 + (3 - 2)^2) = 4; the lonely one: (11 - 5)^2, 5 being the mean of the three.
    close(total.se, [np.sqrt(4 + 36)])


def test_the_weighted_standard_deviation_is_that_of_r_among_those_who_answered():
    close(standard_deviations(small_sample(), domains_of(small_sample()), X) ** 2, [46.12564280052641])


@pytest.mark.parametrize("rule", RULES)
def test_quantiles_and_their_intervals_equal_those_of_r(rule: LonelyRule):
    upper = {LonelyRule.CENTERED: (25.6, 34.6), LonelyRule.CERTAINTY: (25.7, 34.0)}
    found = [quantile_with_interval(small_sample(rule), X, share) for share in (0.25, 0.5, 0.75)]
    assert [(q.value, q.low, q.high) for q in found] == [
        (22.9, 20.5, 23.5),
        (24.4, 23.5, 27.3),
        (30.6, *upper[rule]),
    ]


def test_the_interval_of_a_share_equals_that_of_r():
    sample = small_sample()
    share = means(sample, domains_of(sample), (FRAME["answer"] == "yes").to_numpy(float))
    (low, high), method = share_interval(sample, share)
    close([share.value[0], share.se[0]], [0.3612954186414004, 0.09673415193101412])
    close([low[0], high[0]], [0.1614709160090961, 0.6242981249768426])
    assert method is IntervalMethod.LOGIT_T


def test_a_share_of_nobody_under_a_design_has_the_exact_interval():
    sample = small_sample()
    share = means(sample, domains_of(sample), np.zeros(27))
    (low, high), _ = share_interval(sample, share)
    close([share.value[0], share.se[0], low[0], high[0]], [0.0, 0.0, 0.0, 1 - 0.025 ** (1 / 27)])


def test_a_group_inside_one_cluster_has_a_mean_and_no_error():
    sample = small_sample()
    only = np.where((FRAME["stratum"] == "a") & (FRAME["cluster"] == 1), 0, -1).astype(np.int64)
    mean = means(sample, domains_of(sample, only), X)
    assert np.isfinite(mean.value[0]) and np.isnan(mean.se[0]) and mean.df[0] == 0


def test_a_group_without_answers_is_missing_and_not_zero():
    sample = small_sample()
    groups = domains_of(sample, np.where(np.isnan(X), 1, 0).astype(np.int64), 3)
    for found in (means(sample, groups, X), totals(sample, groups, X), ratios(sample, groups, Y, X)):
        assert found.n.tolist() == [25, 0, 0] and found.missing.tolist() == [0, 2, 0]
        assert np.isnan(found.value[1:]).all() and np.isnan(found.se[1:]).all()
    assert np.isnan(standard_deviations(sample, groups, X)[1:]).all()
    assert np.isnan(quantiles(sample, groups, X)[1:]).all()


def test_one_answer_has_a_mean_and_no_spread():
    sample = sample_of(pd.DataFrame({"x": [4.0]}))
    mean = means(sample, domains_of(sample), np.array([4.0]))
    assert mean.value[0] == 4.0 and np.isnan(mean.se[0])
    assert np.isnan(standard_deviations(sample, domains_of(sample), np.array([4.0]))[0])
    assert np.isnan(mean.interval()[0][0])


def test_a_constant_has_no_spread_and_an_interval_of_itself():
    sample = small_sample()
    mean = means(sample, domains_of(sample), np.full(27, 3.0))
    assert mean.se[0] == pytest.approx(0, abs=1e-12)
    close([end[0] for end in mean.interval()], [3.0, 3.0])


def test_without_a_design_the_formulas_are_those_of_textbooks():
    sample = sample_of(FRAME)
    whole, answers = domains_of(sample), X[~np.isnan(X)]
    mean, total = means(sample, whole, X), totals(sample, whole, X)
    close([mean.value[0], mean.se[0], mean.df[0]], [answers.mean(), answers.std(ddof=1) / 5, 24])
    close([total.value[0], total.se[0]], [answers.sum(), answers.std(ddof=1) * 5])
    close(standard_deviations(sample, whole, X), [answers.std(ddof=1)])
    close(quantiles(sample, whole, X)[0], np.quantile(answers, [0.25, 0.5, 0.75]))
    share = means(sample, whole, (FRAME["answer"] == "yes").to_numpy(float))
    assert share_interval(sample, share)[1] is IntervalMethod.WILSON


def test_without_a_design_two_groups_differ_by_welch():
    apart = difference(sample_of(FRAME), X, GROUP == 0, GROUP == 1)
    first, second = (X[(code == GROUP) & ~np.isnan(X)] for code in (0, 1))
    parts = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    close([apart.value[0], apart.se[0]], [first.mean() - second.mean(), np.sqrt(sum(parts))])
    close(apart.df, [sum(parts) ** 2 / (parts[0] ** 2 / (len(first) - 1) + parts[1] ** 2 / (len(second) - 1))])


def test_a_row_cannot_be_in_both_groups_of_a_difference():
    with pytest.raises(BadInput, match="difference_overlap"):
        difference(small_sample(), X, GROUP >= 0, GROUP == 1)


def test_a_half_that_rounding_puts_beside_itself_is_still_the_median():
    frame = pd.DataFrame({"w": [0.1] * 10})
    sample = sample_of(frame, SurveyDesign("w"))
    assert quantiles(sample, domains_of(sample), np.arange(10.0), [0.5])[0, 0] == 4.0


def test_a_quantile_whose_interval_leaves_the_answers_has_no_end_there():
    sample = sample_of(pd.DataFrame({"x": [1.0, 2.0, 3.0]}), SurveyDesign(np.ones(3)))
    least = quantile_with_interval(sample, np.array([1.0, 2.0, 3.0]), 0.01)
    assert least.value == 1.0 and least.low is None


def two_stages() -> tuple[pd.DataFrame, Sample]:
    """Two of four villages; in the first two of three houses, in the second one of two."""
    frame = pd.DataFrame(
        {"village": [1, 1, 2], "house": [1, 2, 1], "villages": 4, "houses": [3, 3, 2], "x": [1.0, 5, 6]}
    )
    return frame, sample_of(frame, SurveyDesign(None, None, ("village", "house"), ("villages", "houses")))


def test_two_stages_by_hand():
    frame, sample = two_stages()
    total = totals(sample, domains_of(sample), frame["x"].to_numpy())
    # Weights 2 * 3/2 and 2 * 2/1. Villages: 18 and 24, so (1 - 1/2) * 2/1 * 18 = 18; houses of the first: 3 and 15,
    # so 1/2 * (1 - 2/3) * 2/1 * 72 = 24; the only house of the second is the mean of its village and adds nothing.
    close([total.value[0], total.se[0]], [42, np.sqrt(18 + 24)])
    scores = (frame["x"] * sample.weights).to_numpy()
    close(covariance(sample, scores[None, :]), [[42.0]])


@st.composite
def surveys(draw: st.DrawFn) -> tuple[pd.DataFrame, Sample]:
    size = draw(st.integers(4, 40))
    column = {
        "s": st.sampled_from("ab"),
        "c": st.integers(0, 3),
        "g": st.sampled_from("uv"),
        "w": st.floats(0.5, 5.0),
        "x": st.floats(-100, 100).map(lambda value: round(value, 3)),
    }
    frame = pd.DataFrame({name: draw(st.lists(one, min_size=size, max_size=size)) for name, one in column.items()})
    parts = draw(st.sampled_from([("w", None, ()), ("w", "s", ()), ("w", "s", "c"), (None, None, "c")]))
    return frame, sample_of(frame, SurveyDesign(*parts))


def groups_of(frame: pd.DataFrame) -> tuple[Integers, int]:
    code, names = pd.factorize(frame["g"], sort=True)
    return code.astype(np.int64), len(names)


@given(surveys())
def test_groups_at_once_equal_groups_one_by_one(survey: tuple[pd.DataFrame, Sample]):
    frame, sample = survey
    code, count = groups_of(frame)
    x = frame["x"].to_numpy()
    together = means(sample, domains_of(sample, code, count), x)
    for group in range(count):
        alone = means(sample, domains_of(sample, np.where(code == group, 0, -1).astype(np.int64)), x)
        np.testing.assert_allclose(together.value[group], alone.value[0])
        np.testing.assert_allclose(together.se[group], alone.se[0], atol=1e-9)
        assert together.df[group] == alone.df[0]


@given(surveys())
def test_totals_of_groups_add_up(survey: tuple[pd.DataFrame, Sample]):
    frame, sample = survey
    x = frame["x"].to_numpy()
    groups = totals(sample, domains_of(sample, *groups_of(frame)), x)
    np.testing.assert_allclose(groups.value.sum(), totals(sample, domains_of(sample), x).value[0], atol=1e-6)


@given(surveys(), st.floats(0.1, 10), st.floats(-50, 50))
def test_another_unit_changes_a_mean_and_its_error_alike(
    survey: tuple[pd.DataFrame, Sample], scale: float, shift: float
):
    frame, sample = survey
    x = frame["x"].to_numpy()
    plain, moved = (means(sample, domains_of(sample), values) for values in (x, x * scale + shift))
    np.testing.assert_allclose(moved.value, plain.value * scale + shift, atol=1e-6)
    np.testing.assert_allclose(moved.se, plain.se * scale, atol=1e-6)


@given(surveys())
def test_the_variance_is_the_diagonal_of_the_covariance(survey: tuple[pd.DataFrame, Sample]):
    frame, sample = survey
    scores = frame["x"].to_numpy() * sample.weights
    domains: Domains = domains_of(sample)
    spread: Floats = covariance(sample, np.stack([scores, 2 * scores]))
    np.testing.assert_allclose(np.diag(spread), variances(domains, scores) * [1, 4], rtol=1e-6, atol=1e-6)


@given(surveys())
def test_rows_of_weight_zero_change_no_estimate(survey: tuple[pd.DataFrame, Sample]):
    frame, _ = survey
    more = pd.concat([frame, frame.assign(w=0.0, x=1e6)], ignore_index=True)
    plain, padded = sample_of(frame, SurveyDesign("w", "s", "c")), sample_of(more, SurveyDesign("w", "s", "c"))
    for of in (means, totals):
        one = of(plain, domains_of(plain), frame["x"].to_numpy())
        other = of(padded, domains_of(padded), more["x"].to_numpy())
        np.testing.assert_allclose(other.value, one.value)
        np.testing.assert_allclose(other.se, one.se, atol=1e-9)
        assert other.n[0] == one.n[0]
