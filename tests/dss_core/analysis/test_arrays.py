"""From a column to numbers: what is missing stays missing, what is no number is refused."""

import numpy as np
import pandas as pd
import pytest

from dss_core.analysis.arrays import numbers, numbers_of
from dss_core.errors import BadInput


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1.0, np.nan, 0.0]),
        pd.Series([1, None, 0], dtype="Int64"),
        pd.Series([True, None, False], dtype="boolean"),
        pd.Series([1, None, 0], dtype=object),
        pd.Series([1.0, np.inf, 0.0]),
    ],
)
def test_every_kind_of_number_column_reads_the_same_and_missing_stays_missing(column: pd.Series):
    np.testing.assert_array_equal(numbers(pd.DataFrame({"x": column}), "x"), [1.0, np.nan, 0.0])


@pytest.mark.parametrize("dtype", ["object", "str", "float64", "Int64", "category"])
def test_a_column_that_nobody_answered_is_all_missing_whatever_its_type(dtype: str):
    frame = pd.DataFrame({"x": pd.Series([None, None], dtype=dtype)})
    assert np.isnan(numbers(frame, "x")).all()


@pytest.mark.parametrize("values", [["3", "4"], ["a", None], pd.to_datetime(["2026-01-01"]), pd.Categorical(["a"])])
def test_texts_and_dates_are_not_read_as_numbers(values: object):
    with pytest.raises(BadInput) as caught:
        numbers(pd.DataFrame({"x": values}), "x")
    assert caught.value.code == "not_a_number"
    assert caught.value.params == {"variable": "x"}


def test_several_columns_come_as_one_array_with_a_row_for_each():
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [True, False]})
    np.testing.assert_array_equal(numbers_of(frame, ("b", "a")), [[1.0, 0.0], [1.0, 2.0]])


def test_the_frame_is_not_changed():
    frame = pd.DataFrame({"x": [1.0, np.inf]})
    numbers(frame, "x")[0] = 9.0
    assert frame["x"].tolist() == [1.0, np.inf]
