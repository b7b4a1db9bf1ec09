"""Crossed categories: counts and percentages by hand, tests against R and scipy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dss_core.analysis.statistics.crosstab import ChiSquareMethod, TableWarning, cross_tabulate
from dss_core.analysis.statistics.design import LonelyRule, SurveyDesign, sample_of
from dss_core.errors import BadInput
from tests.dss_core.analysis.statistics.small_survey import small_sample, small_survey


@pytest.mark.parametrize(
    ("rule", "second", "first_p"),
    [
        (
            LonelyRule.CENTERED,
            [10.35490144415563, 1.157904148919268, 5.789520744596338, 0.01742707531868365],
            3.183636257797219e-05,
        ),
        (
            LonelyRule.CERTAINTY,
            [10.54232556165903, 1.121571130095706, 5.607855650478531, 0.01801150305644207],
            2.639527445741989e-05,
        ),
    ],
)
def test_rao_scott_equals_that_of_r(rule: LonelyRule, second: list[float], first_p: float):
    table = cross_tabulate(small_survey(), "group", "answer", small_sample(rule))
    f, chi = table.tests
    assert (f.method, chi.method) == (ChiSquareMethod.RAO_SCOTT_SECOND, ChiSquareMethod.RAO_SCOTT_FIRST)
    np.testing.assert_allclose([f.statistic, f.df, f.df_below, f.p], second, rtol=1e-9)
    np.testing.assert_allclose([table.chi_square, chi.df, chi.p], [4.465686944410738, 2, first_p], rtol=1e-9)
    np.testing.assert_allclose(table.weighted, [[16.57, 3.70], [10.62, 15.52], [13.24, 3.65]])


def test_pearsons_test_equals_that_of_r():
    table = cross_tabulate(small_survey(), "group", "answer")
    (test,) = table.tests
    assert test.method is ChiSquareMethod.PEARSON
    np.testing.assert_allclose([test.statistic, test.df, test.p], [3.721008403361344, 2, 0.1555941597503022], rtol=1e-9)


def test_percentages_are_of_the_row_the_column_and_the_whole():
    frame = pd.DataFrame({"a": ["x", "x", "x", "y"], "b": ["m", "n", "n", "n"]})
    table = cross_tabulate(frame, "a", "b")
    assert (table.rows, table.columns, table.counts.tolist()) == (["x", "y"], ["m", "n"], [[1, 2], [0, 1]])
    np.testing.assert_allclose(table.row_percent, [[100 / 3, 200 / 3], [0, 100]])
    np.testing.assert_allclose(table.column_percent, [[100, 200 / 3], [0, 100 / 3]])
    np.testing.assert_allclose(table.total_percent, [[25, 50], [0, 25]])


def test_a_row_that_lacks_either_answer_is_missing():
    frame = pd.DataFrame({"a": ["x", None, "y", "y"], "b": ["m", "n", None, "n"]})
    table = cross_tabulate(frame, "a", "b")
    assert (table.n, table.missing) == (2, 2)


def test_categories_that_always_go_together_have_the_largest_cramers_v():
    frame = pd.DataFrame({"a": ["x", "y"] * 20, "b": ["m", "n"] * 20})
    assert cross_tabulate(frame, "a", "b").cramers_v == pytest.approx(1.0)


def test_a_single_row_cannot_be_tested_and_it_is_said():
    table = cross_tabulate(pd.DataFrame({"a": ["x", "x"], "b": ["m", "n"]}), "a", "b")
    assert table.tests == () and table.cramers_v is None and table.warnings == (TableWarning.NO_TEST,)


def test_nobody_is_a_table_of_nothing():
    table = cross_tabulate(pd.DataFrame({"a": [None], "b": ["m"]}), "a", "b")
    assert (table.n, table.missing, table.rows, table.tests) == (0, 1, [], ())


def test_one_cluster_leaves_no_degrees_of_freedom():
    frame = small_survey().assign(one=1)
    table = cross_tabulate(frame, "group", "answer", sample_of(frame, SurveyDesign("weight", None, "one")))
    assert table.tests == () and table.chi_square is not None and TableWarning.NO_TEST in table.warnings


def test_small_expected_counts_are_said():
    assert TableWarning.SMALL_EXPECTED in cross_tabulate(small_survey(), "group", "answer").warnings
    frame = pd.DataFrame({"a": ["x"] * 9 + ["y"], "b": ["m", "n"] * 5})
    assert TableWarning.EXPECTED_BELOW_ONE in cross_tabulate(frame, "a", "b").warnings
    many = pd.DataFrame({"a": ["x", "y"] * 50, "b": ["m", "m", "n", "n"] * 25})
    assert cross_tabulate(many, "a", "b").warnings == ()


def test_a_sample_of_other_rows_is_refused():
    with pytest.raises(BadInput, match="design_length"):
        cross_tabulate(small_survey().iloc[:5], "group", "answer", small_sample())
    with pytest.raises(BadInput, match="describe_unknown_column"):
        cross_tabulate(small_survey(), "group", "gone")


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("mn")), min_size=2, max_size=60))
def test_counts_and_statistic_equal_those_of_pandas_and_scipy(rows: list[tuple[str, str]]):
    frame = pd.DataFrame(rows, columns=["a", "b"])
    table, expected = cross_tabulate(frame, "a", "b"), pd.crosstab(frame["a"], frame["b"])
    assert table.counts.tolist() == expected.to_numpy().tolist()
    if min(expected.shape) > 1:
        theirs = stats.chi2_contingency(expected, correction=False)
        np.testing.assert_allclose([table.chi_square, table.tests[0].p], [theirs.statistic, theirs.pvalue], atol=1e-9)
        assert 0 <= (table.cramers_v or 0) <= 1 + 1e-12
