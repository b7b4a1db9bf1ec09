"""Descriptive statistics: by hand, and against pandas on random frames with missing values."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dss_core.analysis.statistics.describe import describe
from dss_core.errors import BadInput

STATISTICS = ["n", "missing", "mean", "sd", "min", "q1", "median", "q3", "max"]


def frame_by_hand() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "district": ["b", "a", "b", "a", "b"],
            "sex": ["f", "m", "m", "m", "f"],
            "debt": [10.0, 1.0, np.nan, 3.0, 30.0],
            "water": [1.0, np.nan, 1.0, np.nan, 1.0],
        }
    )


def row_of(table: pd.DataFrame, value: str, **keys: object) -> pd.Series:
    chosen = table["value"] == value
    for column, key in keys.items():
        chosen &= table[column].isna() if key is None else table[column] == key
    assert chosen.sum() == 1
    return table[chosen].iloc[0]


def test_the_total_stands_first_then_the_groups_sorted_with_the_values_as_asked():
    table = describe(frame_by_hand(), ["water", "debt"], ["district"])
    assert table.columns.tolist() == ["district", "value", *STATISTICS]
    assert table["district"].tolist() == [None, None, "a", "a", "b", "b"]
    assert table["value"].tolist() == ["water", "debt"] * 3


def test_the_statistics_by_hand():
    total = row_of(describe(frame_by_hand(), ["debt"]), "debt")
    assert total[["n", "missing", "mean", "min", "max"]].tolist() == [4, 1, 11.0, 1.0, 30.0]
    assert total["sd"] == pytest.approx(np.sqrt((1 + 100 + 64 + 361) / 3))
    # Type 7 of 1, 3, 10, 30: a quarter of the three steps lies at 0.75, half at 1.5, three quarters at 2.25.
    assert total[["q1", "median", "q3"]].tolist() == [2.5, 6.5, 15.0]


def test_the_spread_of_a_single_answer_is_missing_and_not_zero():
    table = describe(frame_by_hand(), ["debt"], ["district", "sex"])
    only = row_of(table, "debt", district="b", sex="f")
    assert only["n"] == 2 and only["sd"] > 0
    alone = describe(frame_by_hand().iloc[[0]], ["debt"]).iloc[0]
    assert alone["n"] == 1 and np.isnan(alone["sd"])
    assert alone[["mean", "min", "q1", "median", "q3", "max"]].tolist() == [10.0] * 6


def test_a_group_in_which_nobody_answered_has_missing_statistics_and_not_zeros():
    empty = row_of(describe(frame_by_hand(), ["water"], ["district"]), "water", district="a")
    assert empty[["n", "missing"]].tolist() == [0, 2]
    assert empty[["mean", "sd", "min", "q1", "median", "q3", "max"]].isna().all()


def test_equal_answers_have_no_spread():
    assert row_of(describe(frame_by_hand(), ["water"], ["district"]), "water", district="b")["sd"] == 0.0


def test_only_observed_pairs_of_groups_are_rows():
    table = describe(frame_by_hand(), ["debt"], ["district", "sex"])
    assert list(zip(table["district"], table["sex"], strict=True)) == [
        (None, None),
        ("a", "m"),
        ("b", "f"),
        ("b", "m"),
    ]


def test_a_row_without_a_group_counts_in_the_total_only():
    frame = pd.DataFrame({"level": [1.0, np.nan, 1.0], "x": [1.0, 5.0, 3.0]})
    table = describe(frame, ["x"], ["level"])
    assert table["level"].tolist() == [None, 1.0]
    assert table["n"].tolist() == [3, 2]


def test_no_rows_give_a_total_of_nobody():
    table = describe(frame_by_hand().iloc[:0], ["debt"], ["district"])
    assert table[["n", "missing"]].to_numpy().tolist() == [[0, 0]]
    assert np.isnan(table["mean"][0])


def test_large_amounts_close_together_keep_their_spread():
    # The sum of squares minus the square of the sum would give 0 or worse here.
    amounts = pd.DataFrame({"x": [1e9, 1e9 + 1, 1e9 + 2]})
    assert describe(amounts, ["x"])["sd"][0] == pytest.approx(1.0)


@pytest.mark.parametrize(("values", "by", "column"), [(["x"], [], "x"), (["debt"], ["y"], "y")])
def test_an_unknown_column_is_named(values: list[str], by: list[str], column: str):
    with pytest.raises(BadInput) as caught:
        describe(frame_by_hand(), values, by)
    assert caught.value.code == "describe_unknown_column"
    assert caught.value.params == {"column": column}


def test_texts_have_no_mean():
    with pytest.raises(BadInput, match="not_a_number"):
        describe(frame_by_hand(), ["sex"])


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    size = draw(st.integers(1, 60))
    number = st.one_of(st.just(np.nan), st.integers(1, 4).map(float), st.floats(-1e6, 1e6))
    columns = {name: draw(st.lists(number, min_size=size, max_size=size)) for name in ("x", "y")}
    for name, keys in {"a": ["1", "2", None], "b": ["u", "v", "w"]}.items():
        columns[name] = draw(st.lists(st.sampled_from(keys), min_size=size, max_size=size))
    return pd.DataFrame(columns)


def by_pandas(frame: pd.DataFrame, value: str, by: list[str]) -> pd.DataFrame:
    groups = frame.groupby(by, sort=True, observed=True)[value]
    quantiles = {name: groups.quantile(at) for name, at in (("q1", 0.25), ("median", 0.5), ("q3", 0.75))}
    plain = {"mean": groups.mean(), "sd": groups.std(), "min": groups.min(), "max": groups.max()}
    counts = {"n": groups.count(), "missing": groups.size() - groups.count()}
    return pd.DataFrame({**counts, **plain, **quantiles})[STATISTICS]


@given(frame=frames(), by=st.sampled_from([["a"], ["b"], ["a", "b"], ["b", "a"]]))
def test_groups_equal_those_of_pandas(frame: pd.DataFrame, by: list[str]):
    table = describe(frame, ["x", "y"], by)
    for value in ("x", "y"):
        expected = by_pandas(frame, value, by)
        ours = table[(table["value"] == value) & table[by[0]].notna()]
        assert [tuple(keys) for keys in ours[by].to_numpy()] == [
            key if isinstance(key, tuple) else (key,) for key in expected.index
        ]
        np.testing.assert_allclose(ours[STATISTICS].to_numpy(float), expected.to_numpy(float), rtol=1e-9, atol=1e-9)


@given(frame=frames(), seed=st.integers(0, 5))
def test_the_order_of_rows_changes_nothing(frame: pd.DataFrame, seed: int):
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(describe(shuffled, ["x"], ["b"]), describe(frame, ["x"], ["b"]), rtol=1e-12)


@given(frame=frames())
def test_groups_add_up_to_the_total(frame: pd.DataFrame):
    table = describe(frame, ["x"], ["b"])
    total, groups = table.iloc[0], table.iloc[1:]
    assert groups["n"].sum() == total["n"] and groups["missing"].sum() == total["missing"]
    assert total["n"] + total["missing"] == len(frame)
    assert (groups["mean"] * groups["n"]).sum() == pytest.approx(total["n"] * np.nan_to_num(total["mean"]), abs=1e-3)
